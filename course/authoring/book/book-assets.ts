import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { findPackageRoot } from "../../environment/kernel/package-root.js";
import { type ProductFile, textFile } from "../product.js";
import { BOOKS } from "./places.js";

/** Written by hand, beside this file. */
const OWN = [
  "book.css",
  "colours.css",
  "handout.css",
  "print.css",
  "slides.css",
  "slides.js",
  "text.css",
] as const;

/**
 * The cuts of the fonts that the lessons need: Latin, Vietnamese, Greek for the formulas' letters. The cut
 * `latin-ext` alone has the size of all these.
 */
const FONTS: Readonly<Record<string, { readonly css: readonly string[]; readonly cuts: readonly string[] }>> =
  {
    "noto-sans": {
      css: ["wght.css", "wght-italic.css"],
      cuts: ["latin-wght-normal", "latin-wght-italic", "vietnamese-wght-normal", "greek-wght-normal"],
    },
    "noto-sans-mono": {
      css: ["wght.css"],
      cuts: ["latin-wght-normal", "vietnamese-wght-normal", "greek-wght-normal"],
    },
  };

/** The files that all books share: style sheets, fonts, reveal.js, and the licences of what is not ours. */
export function bookAssets(): readonly ProductFile[] {
  const asset = (name: string, bytes: Uint8Array): ProductFile => ({
    path: `${BOOKS}/assets/${name}`,
    bytes,
  });
  const reveal = (file: string): Buffer => readFileSync(path.join(packageFolder("reveal.js"), file));
  const own = path.join(findPackageRoot(), "course/authoring/book");
  return [
    ...OWN.map((file) => asset(file, readFileSync(path.join(own, file)))),
    textFile(`${BOOKS}/assets/fonts.css`, Object.keys(FONTS).map(fontFaces).join("\n")),
    ...Object.keys(FONTS)
      .flatMap(fontFiles)
      .map(([name, bytes]) => asset(`fonts/${name}`, bytes)),
    asset("fonts/OFL.txt", readFileSync(path.join(fontFolder("noto-sans"), "LICENSE"))),
    asset("reveal/reset.css", reveal("dist/reset.css")),
    asset("reveal/reveal.css", reveal("dist/reveal.css")),
    asset("reveal/reveal.js", reveal("dist/reveal.js")),
    asset("reveal/LICENSE", reveal("LICENSE")),
  ];
}

function fontFiles(font: string): readonly (readonly [string, Uint8Array])[] {
  return FONTS[font].cuts.map((cut) => {
    const name = `${font}-${cut}.woff2`;
    return [name, readFileSync(path.join(fontFolder(font), "files", name))];
  });
}

/** The `@font-face` rules of the package for our cuts, each with its range of letters. */
function fontFaces(font: string): string {
  const { css, cuts } = FONTS[font];
  const rules = css.flatMap((file) =>
    readFileSync(path.join(fontFolder(font), file), "utf8").match(/@font-face\s*\{[^}]*\}/g),
  );
  const wanted = cuts.map((cut) => {
    const rule = rules.find((text) => text?.includes(`/${font}-${cut}.woff2`));
    if (!rule)
      throw new Error(`The package of the font ${font} has no cut ${cut}: look at its ${css.join(", ")}.`);
    return rule.replace("./files/", "fonts/");
  });
  return `${wanted.join("\n")}\n`;
}

function fontFolder(font: string): string {
  return packageFolder(`@fontsource-variable/${font}`);
}

function packageFolder(name: string): string {
  const require = createRequire(path.join(findPackageRoot(), "package.json"));
  const [folder] = (require.resolve.paths(name) ?? [])
    .map((modules) => path.join(modules, name))
    .filter((candidate) => existsSync(path.join(candidate, "package.json")));
  if (folder === undefined) throw new Error(`The package ${name} is not installed: run npm ci.`);
  return folder;
}

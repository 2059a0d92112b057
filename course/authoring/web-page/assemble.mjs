// Writes lib/release/web-page-assets.ts: the page's script and style as texts, with their hashes for the page's
// Content-Security-Policy. Run it after a change of a file in this folder: node course/authoring/web-page/assemble.mjs
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const TARGET = path.join(FOLDER, "..", "..", "..", "lib", "release", "web-page-assets.ts");

/** The modules of the script, each after those that it imports from. */
const MODULES = [
  "sample",
  "view",
  "data",
  "raster",
  "shade",
  "degrees",
  "contours",
  "draw",
  "legend",
  "readout",
  "controls",
  "main",
];

/** The source of `web-page-assets.ts`. */
export function assembled() {
  const script = `(() => {\n"use strict";\n${MODULES.map(moduleText).join("")}})();\n`;
  const style = plain(readFileSync(path.join(FOLDER, "page.css"), "utf8"), /\/\*[\s\S]*?\*\//g);
  return `// Written by course/authoring/web-page/assemble.mjs from the sources beside it. Change those, not this.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are those of the program in the text.

/** What the page does, as one script. */
export const PAGE_SCRIPT: string =
  ${literal(script)};
/** Its hash, as a Content-Security-Policy names it. */
export const PAGE_SCRIPT_HASH: string = "${hash(script)}";
/** How the page looks. */
export const PAGE_STYLE: string =
  ${literal(style)};
/** Its hash. */
export const PAGE_STYLE_HASH: string = "${hash(style)}";
`;
}

/** A module's code without its imports and the word export: all modules share one function. */
function moduleText(name) {
  const source = readFileSync(path.join(FOLDER, `${name}.js`), "utf8");
  const imported = [...source.matchAll(/^import [^;]*? from "\.\/([\w-]+)\.js";$/gm)].map(([, from]) => from);
  const early = imported.find((from) => MODULES.indexOf(from) >= MODULES.indexOf(name));
  if (early !== undefined)
    throw new Error(`${name}.js imports ${early}.js, which must stand before it in MODULES`);
  const body = source.replace(/^import [^;]*;$/gm, "").replace(/^export (?=(async )?function|const)/gm, "");
  if (/^\s*(import|export)\b/m.test(body))
    throw new Error(`${name}.js has an import or export of another form`);
  return plain(body, /^\s*(\/\/.*|\/\*\*[\s\S]*?\*\/)$/gm);
}

/** Without comments, indentation and empty lines. */
function plain(text, comments) {
  return text
    .replaceAll("\r\n", "\n")
    .replace(comments, "")
    .replace(/^[ \t]+/gm, "")
    .replace(/\n{2,}/g, "\n")
    .replace(/^\n/, "");
}

/** A text in the quotes that need fewer escapes, as Biome writes it. */
function literal(text) {
  const double = JSON.stringify(text);
  const [doubles, singles] = ['"', "'"].map((quote) => text.split(quote).length);
  if (doubles <= singles) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function hash(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TARGET, assembled());

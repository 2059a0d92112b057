import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";
import { ArgumentError } from "../core/errors.js";

/** Options of {@link renderPng}. */
export interface RenderPngOptions {
  /** Width of the picture in pixels, 1 to 20,000. Default: the SVG's own width. An A4 sheet at 300 dpi has 2480. */
  readonly width?: number;
  /**
   * Further font files (TTF, OTF), for scripts that the shipped Noto Sans lacks: it has Latin with Vietnamese,
   * and Greek. Default: none.
   */
  readonly fontFiles?: readonly string[];
  /** Use the machine's fonts as well. The picture then depends on the machine. Default false. */
  readonly systemFonts?: boolean;
}

/**
 * Makes a PNG picture of an SVG document, with the fonts that the package brings along, so that the picture is
 * the same on every machine.
 *
 * @param svg - SVG document, for example of `mapSheet` or `figureSvg`
 * @param options - see {@link RenderPngOptions}
 * @returns bytes of the PNG file
 * @throws ArgumentError if the text is no SVG, the width is out of range, or a font file is missing
 */
export function renderPng(svg: string, options: RenderPngOptions = {}): Uint8Array {
  const { width, fontFiles = [], systemFonts = false } = options;
  if (width !== undefined && !(width >= 1 && width <= 20_000)) {
    throw new ArgumentError({
      argument: "options.width",
      value: width,
      accepted: "a number of pixels from 1 to 20,000",
    });
  }
  for (const file of fontFiles) {
    if (!existsSync(file)) {
      throw new ArgumentError({
        argument: "options.fontFiles",
        value: file,
        accepted: "paths of font files that exist",
      });
    }
  }
  return rendererOf(svg, {
    ...(width === undefined ? {} : { fitTo: { mode: "width", value: Math.round(width) } }),
    font: {
      loadSystemFonts: systemFonts,
      fontFiles: [...shippedFonts(), ...fontFiles],
      defaultFontFamily: "Noto Sans",
      sansSerifFamily: "Noto Sans",
    },
  })
    .render()
    .asPng();
}

/** Paths of the fonts that the package ships. */
export function shippedFonts(): string[] {
  return ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"].map((name) => join(fontFolder(), name));
}

function rendererOf(svg: string, options: ConstructorParameters<typeof Resvg>[1]): Resvg {
  try {
    return new Resvg(svg, options);
  } catch (error) {
    throw new ArgumentError({
      argument: "svg",
      value: svg,
      accepted: "an SVG document",
      advice: `The renderer says: ${error instanceof Error ? error.message : String(error)}.`,
    });
  }
}

/** The compiler copies no fonts into dist, so they are looked for upwards from here, which fits lib and dist/lib. */
function fontFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; ; folder = dirname(folder)) {
    const fonts = join(folder, "lib", "map", "fonts");
    if (existsSync(join(fonts, "NotoSans-Regular.ttf"))) return fonts;
    if (dirname(folder) === folder)
      throw new Error(`The fonts of igdp (lib/map/fonts) were not found above ${here}.`);
  }
}

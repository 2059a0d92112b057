import { existsSync } from "node:fs";
import { join } from "node:path";
import { Resvg, type ResvgRenderOptions } from "@resvg/resvg-js";
import { ArgumentError } from "../core/errors.js";
import { escapeXml, FONT_FAMILY } from "../map/svg.js";
import { charactersNotInFont } from "../map/text-width.js";
import { packageRoot } from "./package-root.js";
import { spaceClusters } from "./space-clusters.js";

/** Widest picture that {@link renderPng} makes, in pixels. */
export const WIDEST_PNG: number = 20_000;

/** Options of {@link renderPng}. */
export interface RenderPngOptions {
  /** Width of the picture in pixels, 1 to 20,000. Default: the SVG's own width. An A4 sheet at 300 dpi has 2480. */
  readonly width?: number;
  /**
   * Further font files (TTF, OTF), for scripts that the shipped Noto Sans lacks, such as Chinese: it has Latin with
   * Vietnamese, Greek, Thai, Lao, Khmer and Burmese. Default: none.
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
 *
 * @example
 * const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><circle cx="20" cy="10" r="9"/></svg>';
 * const png = renderPng(svg, { width: 120 });
 * new DataView(png.buffer, png.byteOffset).getUint32(16); // => 120
 */
export function renderPng(svg: string, options: RenderPngOptions = {}): Uint8Array {
  const { width } = options;
  if (width !== undefined && !(width >= 1 && width <= WIDEST_PNG)) {
    throw new ArgumentError({
      argument: "options.width",
      value: width,
      accepted: "a number of pixels from 1 to 20,000",
    });
  }
  return rendererOf(svg, {
    ...(width === undefined ? {} : { fitTo: { mode: "width", value: Math.round(width) } }),
    font: fontOptions(options),
  })
    .render()
    .asPng();
}

/** The same picture as an SVG of paths and pictures alone: texts are outlines, styles and transforms are resolved. */
export function flattenSvg(
  svg: string,
  options: Pick<RenderPngOptions, "fontFiles" | "systemFonts">,
): string {
  return rendererOf(svg, { font: fontOptions(options) }).toString();
}

/** True if a character leaves ink in a picture of {@link renderPng} with these fonts and the shipped ones. */
export function canDraw(
  character: string,
  options: Pick<RenderPngOptions, "fontFiles" | "systemFonts">,
): boolean {
  const { fontFiles = [], systemFonts = false } = options;
  if (!systemFonts && fontFiles.length === 0 && charactersNotInFont(character).length > 0) return false;
  const text = escapeXml(character);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99" font-family="${FONT_FAMILY}" font-size="20"><text x="50" y="50">${text}</text></svg>`;
  return rendererOf(svg, { font: fontOptions(options) }).getBBox() !== undefined;
}

function fontOptions({
  fontFiles = [],
  systemFonts = false,
}: Pick<RenderPngOptions, "fontFiles" | "systemFonts">): ResvgRenderOptions["font"] {
  for (const file of fontFiles) {
    if (!existsSync(file)) {
      throw new ArgumentError({
        argument: "options.fontFiles",
        value: file,
        accepted: "paths of font files that exist",
      });
    }
  }
  return {
    loadSystemFonts: systemFonts,
    fontFiles: [...shippedFonts(), ...fontFiles],
    defaultFontFamily: "Noto Sans",
    sansSerifFamily: "Noto Sans",
  };
}

/**
 * Paths of the fonts that the package ships: Noto Sans, regular and bold (SIL Open Font License 1.1).
 *
 * @example
 * shippedFonts().map((path) => path.replace(/^.*[\\/]/, "")); // => ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"]
 */
export function shippedFonts(): string[] {
  // Not from beside this file: the compiler copies no fonts into dist.
  return ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"].map((name) =>
    join(packageRoot(), "lib", "map", "fonts", name),
  );
}

function rendererOf(svg: string, options: ResvgRenderOptions): Resvg {
  try {
    return new Resvg(spaceClusters(svg), options);
  } catch (error) {
    throw new ArgumentError({
      argument: "svg",
      value: svg,
      accepted: "an SVG document",
      advice: `The renderer says: ${error instanceof Error ? error.message : String(error)}.`,
    });
  }
}

import { renderPng } from "../../lib/node/index.js";
import { fewColors } from "./few-colors.js";
import { indexedPng, readPixels } from "./png-file.js";

/** A still picture of a figure, for viewers that do not draw it. */
export interface StillPicture {
  /** PNG file. */
  readonly png: Uint8Array;
  /** Width in CSS pixels at which it is shown. */
  readonly width: number;
}

/** Pixels a CSS pixel: sharp on most screens. */
const DENSITY = 1.5;

/** No picture has more pixels, so that a map with a fine texture stays below 300 kB in the notebook. */
const MOST_PIXELS = 1_000_000;

/**
 * Draws an SVG sheet as a PNG that is small enough to be kept in a notebook: at most a million pixels, in 256
 * colours, on white. A map takes a sixth of the room that a PNG in true colour takes, and looks the same on a
 * screen.
 *
 * @param svg - an SVG document
 * @param width - its width in CSS pixels
 * @param height - its height in CSS pixels
 */
export function stillPicture(svg: string, width: number, height: number): StillPicture {
  const density = Math.min(DENSITY, Math.sqrt(MOST_PIXELS / (width * height)));
  const image = readPixels(renderPng(svg, { width: Math.max(1, Math.round(width * density)) }));
  const { palette, indices } = fewColors(onWhite(image.rgba));
  return { png: indexedPng(image.width, image.height, palette, indices), width };
}

/** Lays the pixels on white paper. */
function onWhite(rgba: Uint8Array): Uint8Array {
  return rgba.map((value, i) => {
    const opacity = rgba[i | 3];
    return opacity === 255 ? value : Math.round((value * opacity) / 255 + 255 - opacity);
  });
}

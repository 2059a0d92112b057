import type { Grid } from "../core/grid.js";
import { type HillshadeOptions, hillshade } from "./hillshade.js";
import type { MapFrame } from "./map-frame.js";
import { encodePng, pngDataUri } from "./png.js";
import { resampleGrid } from "./sample-grid.js";
import { type PictureDensity, pixelAxes } from "./sheet-raster.js";
import { element } from "./svg.js";

/** How much black the darkest, and how much white the brightest shade mixes into a colour. */
const [BLACK, WHITE] = [0.4, 0.4];

/** What an option `hillshade` means: undefined for none. */
export function shadeOptions(option: boolean | HillshadeOptions | undefined): HillshadeOptions | undefined {
  return option === true ? {} : option === false ? undefined : option;
}

/**
 * Light and shade over the coloured surface, as a picture of black and white that lets the colours through. With the
 * illumination s and that of a flat place, s₀: where s < s₀ a part 0.4 (s₀ − s) / s₀ of the colour becomes black, and
 * where s > s₀ a part 0.4 (s − s₀) / (1 − s₀) becomes white. So a flat place keeps the colour of the colour bar, and
 * the hue stays everywhere.
 */
export function shadeImage(
  grid: Grid,
  options: HillshadeOptions,
  frame: MapFrame,
  density?: PictureDensity,
): string {
  const flat = Math.sin(((options.altitude ?? 45) * Math.PI) / 180);
  const { x, y } = pixelAxes(frame, density);
  const values = resampleGrid(hillshade(grid, options), x, y);
  const indices = new Uint8Array(values.length);
  for (let k = 0; k < values.length; k++)
    indices[k] = Number.isNaN(values[k]) ? 128 : shadeIndex(values[k], flat);
  const picture = { width: x.length, height: y.length, indices, palette: SHADES };
  const { left, top, width, height } = frame;
  return element("image", {
    class: "hillshade",
    ...{ x: left, y: top, width, height },
    preserveAspectRatio: "none",
    href: pngDataUri(encodePng(picture)),
  });
}

/** From 0, in full shade, over 128, a flat place, to 255, in full light. */
export function shadeIndex(illumination: number, flat: number): number {
  const part =
    illumination < flat ? (illumination - flat) / flat : flat < 1 ? (illumination - flat) / (1 - flat) : 0;
  return 128 + Math.round(Math.max(-1, Math.min(1, part)) * (part < 0 ? 128 : 127));
}

/** Black and white of every opacity. */
export const SHADES: readonly (readonly [number, number, number, number])[] = Object.freeze(
  Array.from({ length: 256 }, (_, i): [number, number, number, number] =>
    i < 128
      ? [0, 0, 0, Math.round((255 * BLACK * (128 - i)) / 128)]
      : [255, 255, 255, Math.round((255 * WHITE * (i - 128)) / 127)],
  ),
);

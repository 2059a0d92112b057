import { type Grid, makeGrid } from "../core/grid.js";
import type { ColorScale } from "./color-scale.js";
import type { MapFrame } from "./map-frame.js";
import { encodePng, pngDataUri } from "./png.js";
import { resampleGrid } from "./sample-grid.js";
import { element } from "./svg.js";

/** Pixels of a picture for one px of the map's own letters, and how many a picture has at most, so that it stays light. */
export interface PictureDensity {
  readonly pixels: number;
  readonly most: number;
}

/** 190 dpi on A4, which is enough for smooth colours. */
const SCREEN: PictureDensity = { pixels: 2, most: 1_600_000 };
/** For a printing house: 240 dpi on A4, 200 on A3, 100 on A0, whose letters are 2.4 times as large. */
export const PRINT: PictureDensity = { pixels: 2.5, most: 8_000_000 };

/**
 * The coloured surface as a picture: each pixel takes the grid's value at its own middle (smooth between
 * samples, see `gridSampler`) and the colour of that value. Holes are transparent.
 */
export function rasterImage(
  grid: Grid,
  scale: ColorScale,
  frame: MapFrame,
  density: PictureDensity = SCREEN,
): string {
  const picture = rasterize(grid, scale, frame, density);
  return element("image", {
    x: frame.left,
    y: frame.top,
    width: frame.width,
    height: frame.height,
    preserveAspectRatio: "none",
    href: pngDataUri(encodePng(picture)),
  });
}

/** The pixels of {@link rasterImage}: index 0 is transparent, index 1 + i is colour i of the scale. */
export function rasterize(
  grid: Grid,
  scale: ColorScale,
  frame: MapFrame,
  density: PictureDensity = SCREEN,
): { width: number; height: number; indices: Uint8Array; palette: [number, number, number, number][] } {
  const { x, y } = pixelAxes(frame, density);
  const [width, height] = [x.length, y.length];
  // 255 colours and one for "nothing here" fit a palette; two neighbours share the last one.
  const values = resampleGrid(withoutInfinity(grid), x, y);
  // A loop: `Uint8Array.from` with a function takes several times as long, and these are millions.
  const indices = new Uint8Array(values.length);
  for (let k = 0; k < values.length; k++) indices[k] = 1 + Math.min(254, scale.index(values[k]));
  const palette = scale.palette
    .slice(0, 255)
    .map(([red, green, blue]): [number, number, number, number] => [red, green, blue, 255]);
  return { width, height, indices, palette: [[...scale.missing, 0], ...palette] };
}

/** Where the middles of the picture's pixels lie, top row first. */
export function pixelAxes(
  frame: MapFrame,
  { pixels, most }: PictureDensity = SCREEN,
): { x: Float64Array; y: Float64Array } {
  const density = Math.min(pixels, Math.sqrt(most / (frame.width * frame.height)));
  const width = Math.max(1, Math.round(frame.width * density));
  const height = Math.max(1, Math.round(frame.height * density));
  const [west, east, south, north] = frame.region;
  return {
    x: Float64Array.from({ length: width }, (_, i) => west + ((i + 0.5) / width) * (east - west)),
    y: Float64Array.from({ length: height }, (_, j) => north - ((j + 0.5) / height) * (north - south)),
  };
}

function withoutInfinity(grid: Grid): Grid {
  if (grid.values.every((value) => Number.isFinite(value) || Number.isNaN(value))) return grid;
  return makeGrid({
    ...grid,
    values: grid.values.map((value) => (Number.isFinite(value) ? value : Number.NaN)),
  });
}

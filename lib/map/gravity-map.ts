import type { Figure } from "../core/figure.js";
import type { Grid } from "../core/grid.js";
import { drawMapFigure } from "./map-figure.js";
import { type MapOptions, mapStyle } from "./map-options.js";
import { drawSheet } from "./map-sheet.js";

/** A map in two forms: to look into, and to print. */
export interface GravityMap {
  readonly kind: "map";
  /** The map as plotly data, for zoom and hover in a notebook. */
  readonly figure: Figure;
  /** The map as a finished sheet. */
  readonly svg: string;
  /** Size of the sheet, in px of 1/96 inch. */
  readonly width: number;
  readonly height: number;
}

/**
 * A map of a grid, as a plotly figure and as a sheet in SVG, with the same colours and contour levels.
 *
 * @param grid - the grid: degrees if its crs is `EPSG:4326`, else metres; NaN is left white, or hatched where the colours have a white
 * @param options - see {@link MapOptions}
 * @returns frozen map; `show(map)` shows it in a notebook, `renderPng(map.svg)` makes a picture of it
 * @throws ArgumentError if every value is NaN, stations' columns differ in length, or an option cannot be used
 *
 * @example
 * const axis = regularAxis(0, 3000, 1000);
 * const values = Float64Array.from({ length: 16 }, (_, i) => i);
 * const grid = makeGrid({ x: axis, y: axis, values, crs: "plane", name: "gravity_disturbance_mgal", units: "mGal" });
 * const map = gravityMap(grid, { title: "A slope", width_mm: 120 });
 * map.kind; // => "map"
 * map.width; // => 454
 */
export function gravityMap(grid: Grid, options: MapOptions): GravityMap {
  const style = mapStyle(grid, options);
  const sheet = drawSheet(grid, style, options);
  return Object.freeze({ kind: "map", figure: drawMapFigure(grid, style, options), ...sheet });
}

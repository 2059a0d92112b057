import type { Grid } from "../core/grid.js";
import { isInDegrees } from "../core/grid.js";
import { metresPerDegree } from "./ellipsoid.js";

/**
 * Metres in one unit of a grid's coordinates, along x and along y: 1 for metres, and for degrees what a degree
 * measures in the middle of the grid. A filter in wavenumbers takes a grid as a plane, so a grid in degrees should not
 * reach over many degrees of latitude: at 5° from its middle a degree of longitude is 1 % off at 15° north.
 *
 * @param grid - its `crs` says whether it is in degrees (`EPSG:4326`)
 * @returns metres
 *
 * @example
 * const parts = { x: Float64Array.of(104, 106), y: Float64Array.of(-1, 1), values: new Float64Array(4), name: "z", units: "m" };
 * Math.round(metresPerGridUnit(makeGrid({ ...parts, crs: "EPSG:4326" })).x); // => 111319
 * metresPerGridUnit(makeGrid({ ...parts, crs: "plane" })).x; // => 1
 */
export function metresPerGridUnit(grid: Grid): { readonly x: number; readonly y: number } {
  if (!isInDegrees(grid)) return { x: 1, y: 1 };
  const { longitude, latitude } = metresPerDegree((grid.y[0] + grid.y[grid.y.length - 1]) / 2);
  return { x: longitude, y: latitude };
}

import { ArgumentError } from "./errors.js";
import { type Grid, gridRegion, gridSpacing, makeGrid, type Region } from "./grid.js";

/**
 * The part of a grid whose samples lie in a region, borders included: nothing is computed anew.
 *
 * @param grid - the grid
 * @param region - west, east, south, north in the grid's own coordinates
 * @returns the samples in the region, with their sigma
 * @throws ArgumentError if fewer than two columns or rows lie in it
 *
 * @example
 * const parts = { x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1), crs: "plane", name: "height_m", units: "m" };
 * gridPart(makeGrid({ ...parts, values: Float64Array.of(0, 1, 2, 10, 11, 12) }), [1, 2, 0, 1]).values; // => Float64Array.of(1, 2, 11, 12)
 */
export function gridPart(grid: Grid, region: Region): Grid {
  const [west, east, south, north] = region;
  const columns = indicesWithin(grid.x, west, east);
  const rows = indicesWithin(grid.y, south, north);
  if (columns.length < 2 || rows.length < 2)
    throw new ArgumentError({
      argument: "region",
      value: region.join("/"),
      accepted: `a region with at least 2 × 2 nodes of the grid, which reaches over ${gridRegion(grid).join("/")}`,
    });
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(rows.flatMap((j) => columns.map((i) => values[j * grid.x.length + i])));
  return makeGrid({
    ...grid,
    x: Float64Array.from(columns, (i) => grid.x[i]),
    y: Float64Array.from(rows, (j) => grid.y[j]),
    values: pick(grid.values),
    ...(grid.sigma && { sigma: pick(grid.sigma) }),
  });
}

/** Samples from one place to another; coordinates as files have them are off by some 1e-9 of a cell. */
function indicesWithin(axis: Float64Array, low: number, high: number): number[] {
  const slack = 1e-4 * gridSpacing(axis);
  return Array.from(axis.keys()).filter((k) => axis[k] >= low - slack && axis[k] <= high + slack);
}

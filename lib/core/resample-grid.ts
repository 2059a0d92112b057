import { type Grid, makeGrid } from "./grid.js";
import { type Positions, sampleGrid } from "./grid-sample.js";

/**
 * Positions of all samples of a grid, in the order of its values: along x first, from the south row on.
 *
 * @param axes - a grid, or its `x` and `y` alone
 * @returns x and y, one of each for every value
 *
 * @example
 * gridNodes({ x: Float64Array.of(1, 2), y: Float64Array.of(10, 20) }).x; // => Float64Array.of(1, 2, 1, 2)
 * gridNodes({ x: Float64Array.of(1, 2), y: Float64Array.of(10, 20) }).y; // => Float64Array.of(10, 10, 20, 20)
 */
export function gridNodes({ x, y }: Pick<Grid, "x" | "y">): Positions {
  const count = x.length * y.length;
  return {
    x: Float64Array.from({ length: count }, (_, k) => x[k % x.length]),
    y: Float64Array.from({ length: count }, (_, k) => y[Math.floor(k / x.length)]),
  };
}

/**
 * The same surface on other nodes, by {@link sampleGrid}: a part of a grid, a finer or a coarser one. Nothing is
 * averaged: before you take a coarser grid, smooth this one, or what is narrower than the new spacing shows up as
 * something wider.
 *
 * @param grid - the grid
 * @param axes - the new nodes, in the grid's own coordinates, as from {@link regularAxis}
 * @returns a gridline grid with the same crs, name and units, without `sigma`; NaN outside the grid and next to a NaN
 * @throws ArgumentError if an axis is not regular and ascending
 *
 * @example
 * const parts = { x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1), crs: "plane", name: "height_m", units: "m" };
 * const slope = makeGrid({ ...parts, values: Float64Array.of(0, 1, 2, 10, 11, 12) });
 * resampleGrid(slope, { x: Float64Array.of(0.5, 1.5), y: Float64Array.of(0.5, 1) }).values; // => Float64Array.of(5.5, 6.5, 10.5, 11.5)
 */
export function resampleGrid(grid: Grid, { x, y }: Pick<Grid, "x" | "y">): Grid {
  const { crs, name, units } = grid;
  return makeGrid({ x, y, crs, name, units, values: sampleGrid(grid, gridNodes({ x, y })) });
}

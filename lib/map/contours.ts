import { ArgumentError } from "../core/errors.js";
import { type Grid, gridSpacing } from "../core/grid.js";
import { linesOfAreas } from "./contour-areas.js";
import type { ContourLine } from "./contour-line.js";
import { roundStep, ticksInRange } from "./nice-ticks.js";
import { traceContours } from "./trace-contours.js";

export type { ContourLine } from "./contour-line.js";

/** A contour map may hold this many levels; more can neither be read nor drawn in good time. */
const MAXIMUM_LEVELS = 500;

/**
 * Round contour levels within a range: multiples of the interval. Without an interval, one of 1, 2 or 5 times a
 * power of ten is chosen so that at most 24 intervals fit.
 *
 * @param minimum - lowest value of the grid
 * @param maximum - highest value of the grid
 * @param interval - distance between levels, in the grid's units
 * @returns the levels, ascending; none if the range holds no multiple or is a single value
 * @throws ArgumentError if the limits are not numbers in ascending order, the interval is not positive, or more
 * than 500 levels would come out
 *
 * @example
 * contourLevels(-3, 12, 5); // => Float64Array.of(0, 5, 10)
 * contourLevels(-152, -9).length; // => 15
 */
export function contourLevels(minimum: number, maximum: number, interval?: number): Float64Array {
  if (!Number.isFinite(minimum) || !Number.isFinite(maximum) || minimum > maximum) {
    throw new ArgumentError({
      argument: "minimum, maximum",
      value: [minimum, maximum],
      accepted: "two finite numbers in ascending order",
    });
  }
  if (minimum === maximum) return new Float64Array(0);
  const step = contourInterval(minimum, maximum, interval);
  return Float64Array.from(ticksInRange(minimum, maximum, step));
}

/** The interval that {@link contourLevels} uses. */
export function contourInterval(minimum: number, maximum: number, interval?: number): number {
  const step = interval ?? roundStep(maximum - minimum, 24);
  if (!(step > 0) || !Number.isFinite(step) || (maximum - minimum) / step > MAXIMUM_LEVELS) {
    throw new ArgumentError({
      argument: "contourInterval",
      value: step,
      accepted: `a positive number that gives at most ${MAXIMUM_LEVELS} levels from ${minimum} to ${maximum}`,
      advice: `Try ${roundStep(maximum - minimum, 24)}.`,
    });
  }
  return step;
}

/**
 * Contour lines of a grid, by linear interpolation along the grid's cells.
 *
 * A line exists only inside cells whose four corners are numbers: it ends at the grid's outer samples and at
 * the edge of a hole (NaN, ±Infinity), and never runs along either. d3-contour draws it; grids of more than half a million samples are traced
 * by our own marching squares, which meet the same sides of cells in a fraction of the time. Samples stand where
 * `grid.x` and `grid.y` say, under both registrations.
 *
 * @param grid - the grid; NaN is a hole
 * @param levels - values to draw, for example from {@link contourLevels}
 * @returns lines in the order of the levels; a level that nothing reaches gives none
 *
 * @example
 * const plane = makeGrid({
 *   x: Float64Array.of(0, 10, 20), y: Float64Array.of(0, 10), values: Float64Array.of(0, 10, 20, 0, 10, 20),
 *   crs: "plane", name: "z", units: "m",
 * });
 * contourLines(plane, [5]).map((line) => [...line.x, ...line.y].sort((a, b) => a - b)); // => [[0, 5, 5, 10]]
 */
export function contourLines(grid: Grid, levels: ArrayLike<number>): ContourLine[] {
  return grid.values.length <= MOST_FOR_AREAS ? linesOfAreas(grid, levels) : tracedLines(grid, levels);
}

/** More samples are traced for all levels in one look: d3-contour would look at each of them once a level. */
const MOST_FOR_AREAS = 500_000;

function tracedLines(grid: Grid, levels: ArrayLike<number>): ContourLine[] {
  const [dx, dy] = [gridSpacing(grid.x), gridSpacing(grid.y)];
  const [x0, y0] = [grid.x[0], grid.y[0]];
  const asked = Array.from(levels);
  const ascending = Float64Array.from(new Set(asked.filter(Number.isFinite))).sort();
  const traced = traceContours(grid.values, grid.x.length, ascending);
  const lines = new Map(Array.from(ascending, (level, k) => [level, traced[k]]));
  return asked.flatMap((level) =>
    (lines.get(level) ?? []).map(({ columns, rows, closed }) =>
      Object.freeze({
        level,
        x: columns.map((column) => x0 + dx * column),
        y: rows.map((row) => y0 + dy * row),
        closed,
      }),
    ),
  );
}

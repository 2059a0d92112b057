import { ArgumentError } from "../core/errors.js";
import { type Grid, gridSpacing, isInDegrees, makeGrid } from "../core/grid.js";
import { metresPerDegree } from "../earth/ellipsoid.js";

/** Options of {@link hillshade}. */
export interface HillshadeOptions {
  /** Where the light comes from, degrees clockwise from the grid's north. Default 315, north-west. */
  readonly azimuth?: number;
  /** Height of the light above the horizon, degrees, more than 0 and at most 90. Default 45. */
  readonly altitude?: number;
  /**
   * Metres of height that one unit of the grid's values stands for; 1 for heights in metres without exaggeration.
   * Default: the number that makes nine tenths of the grid's slopes gentler than 45°, whatever its unit.
   */
  readonly exaggeration?: number;
}

/** Part of the slopes that the default exaggeration keeps below 45°. */
const GENTLER = 0.9;
const RADIANS = Math.PI / 180;

/**
 * How brightly a light from afar shines on a grid, taken for a relief: the cosine of the angle between the light and
 * the surface's normal, 0 where the surface is turned away.
 *
 * `illumination = max(0, (sin h − E · cos h · (sin a · p + cos a · q)) / √(1 + E² (p² + q²)))`
 *
 * with the light's azimuth a and height h, the exaggeration E, and the slopes p to the east and q to the north for each
 * metre on the ground (also on a grid in degrees), from the eight neighbours of a sample (Horn 1981). A neighbour that
 * is missing, at the grid's edge or beside a hole, counts as lying on the straight line through its two opposites.
 *
 * @param grid - the grid; NaN stays NaN
 * @param options - see {@link HillshadeOptions}
 * @returns a grid of the same nodes, from 0 to 1; a flat place has sin h
 * @throws ArgumentError if a number is out of range
 *
 * Source: Horn 1981, Hill shading and the reflectance map, Proc. IEEE 69, 14–47; the same slopes as gdaldem's.
 *
 * @example
 * const axis = regularAxis(0, 3, 1);
 * const values = Float64Array.from({ length: 16 }, (_, i) => i % 4); // 45° up to the east
 * const grid = makeGrid({ x: axis, y: axis, values, crs: "plane", name: "height_m", units: "m" });
 * hillshade(grid, { azimuth: 270, altitude: 45, exaggeration: 1 }).values[5]; // => 1
 * hillshade(grid, { azimuth: 90, altitude: 45, exaggeration: 1 }).values[5]; // => 0
 */
export function hillshade(grid: Grid, options: HillshadeOptions = {}): Grid {
  const { azimuth = 315, altitude = 45, exaggeration } = options;
  check("azimuth", azimuth, Number.isFinite(azimuth), "a number of degrees clockwise from north");
  check("altitude", altitude, altitude > 0 && altitude <= 90, "degrees, more than 0 and at most 90");
  const { east, north } = slopes(grid);
  const scale = exaggeration ?? defaultExaggeration(east, north);
  check("exaggeration", scale, scale > 0 && Number.isFinite(scale), "a positive number");
  const up = Math.sin(altitude * RADIANS);
  const [toEast, toNorth] = [
    Math.cos(altitude * RADIANS) * Math.sin(azimuth * RADIANS),
    Math.cos(altitude * RADIANS) * Math.cos(azimuth * RADIANS),
  ];
  const values = east.map((slope, i) => {
    const [p, q] = [scale * slope, scale * north[i]];
    const cosine = (up - toEast * p - toNorth * q) / Math.sqrt(1 + p * p + q * q);
    return Number.isNaN(cosine) ? Number.NaN : Math.max(0, cosine);
  });
  const { x, y, registration, crs, name } = grid;
  return makeGrid({ x, y, registration, crs, values, name: `${name}_hillshade`, units: "" });
}

function check(name: string, value: number, fits: boolean, accepted: string): void {
  if (!fits) throw new ArgumentError({ argument: `options.${name}`, value, accepted });
}

/** Slopes to the east and to the north for each metre; NaN where the sample itself is missing. */
function slopes(grid: Grid): { east: Float64Array; north: Float64Array } {
  const { values } = grid;
  const [columns, rows] = [grid.x.length, grid.y.length];
  const [dx, dy] = [gridSpacing(grid.x), gridSpacing(grid.y)];
  const [east, north] = [new Float64Array(values.length), new Float64Array(values.length)];
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= columns || row >= rows ? Number.NaN : values[row * columns + column];
  for (let row = 0; row < rows; row++) {
    const metres = isInDegrees(grid) ? metresPerDegree(grid.y[row]) : { longitude: 1, latitude: 1 };
    const [wide, high] = [8 * dx * metres.longitude, 8 * dy * metres.latitude];
    for (let column = 0; column < columns; column++) {
      const [a, b, c] = [at(column - 1, row + 1), at(column, row + 1), at(column + 1, row + 1)];
      const [d, e, f] = [at(column - 1, row), at(column, row), at(column + 1, row)];
      const [g, h, i] = [at(column - 1, row - 1), at(column, row - 1), at(column + 1, row - 1)];
      const sum = a + b + c + d + f + g + h + i;
      const k = row * columns + column;
      if (Number.isFinite(sum) && Number.isFinite(e)) {
        east[k] = (c + 2 * f + i - a - 2 * d - g) / wide;
        north[k] = (a + 2 * b + c - g - 2 * h - i) / high;
      } else {
        east[k] = (8 * steepness([a, b, c], [d, e, f], [g, h, i])) / wide;
        north[k] = (8 * steepness([g, d, a], [h, e, b], [i, f, c])) / high;
      }
    }
  }
  return { east, north };
}

type Three = readonly [number, number, number];

/** Horn's mean of the steps for each spacing along three lines, the middle one counted twice, with what is known. */
function steepness(first: Three, middle: Three, last: Three): number {
  if (!Number.isFinite(middle[1])) return Number.NaN;
  const steps = [first, middle, middle, last].map(stepAlong).filter(Number.isFinite);
  return steps.length === 0 ? 0 : steps.reduce((sum, step) => sum + step, 0) / steps.length;
}

/** The step from one sample to the next along a line of three; NaN where fewer than two neighbours are known. */
function stepAlong([before, here, after]: Three): number {
  const [whole, left, right] = [(after - before) / 2, here - before, after - here];
  return Number.isFinite(whole) ? whole : Number.isFinite(left) ? left : right;
}

/** One over the slope that nine tenths of the samples stay below; 1 where all is flat. */
function defaultExaggeration(east: Float64Array, north: Float64Array): number {
  const stride = 2 * Math.floor(east.length / 200_000) + 1;
  const sample: number[] = [];
  for (let i = 0; i < east.length; i += stride) {
    const slope = Math.hypot(east[i], north[i]);
    if (Number.isFinite(slope)) sample.push(slope);
  }
  const sorted = Float64Array.from(sample).sort();
  const steep = sorted[Math.floor(GENTLER * (sorted.length - 1))] || sorted[sorted.length - 1];
  return steep > 0 ? 1 / steep : 1;
}

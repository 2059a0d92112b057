import { ArgumentError } from "./errors.js";

/** Where a sample stands in its cell: on grid lines, or in the middle of a pixel. */
export type Registration = "gridline" | "pixel";

/**
 * A regular grid of one quantity.
 *
 * `values` is row-major with the **south row first**: the sample at column `i`, row `j` is
 * `values[j * x.length + i]`. NaN means no data. `x` and `y` are the positions of the samples themselves,
 * ascending; under `pixel` registration the grid's region reaches half a spacing beyond the outer samples.
 */
export interface Grid {
  /** Sample positions along x, ascending: degrees east, or metres. */
  readonly x: Float64Array;
  /** Sample positions along y, ascending: degrees north, or metres. */
  readonly y: Float64Array;
  readonly registration: Registration;
  /** `y.length * x.length` values, south row first; NaN = no data. */
  readonly values: Float64Array;
  /** Standard deviation of each value, in the same units, where it is known. */
  readonly sigma?: Float64Array;
  /** Coordinate reference system: `EPSG:4326` for degrees, another `EPSG:n`, or `plane` for bare metres. */
  readonly crs: string;
  /** Name of the quantity, for example `bouguer_anomaly_mgal`. */
  readonly name: string;
  /** Unit of the values, for example `mGal`. */
  readonly units: string;
}

/** West, east, south and north, in the units of the coordinates. */
export type Region = readonly [west: number, east: number, south: number, north: number];

/**
 * Checks the parts of a grid, and freezes them into a {@link Grid}.
 *
 * @param parts - the grid's fields; `registration` defaults to `gridline`
 * @returns the frozen grid (the arrays are kept, not copied)
 * @throws ArgumentError if an axis is not regular and ascending, or a length does not fit
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1), values: Float64Array.of(1, 2, 3, 4, 5, 6),
 *   crs: "plane", name: "height_m", units: "m",
 * });
 * grid.registration; // => "gridline"
 */
export function makeGrid(parts: Omit<Grid, "registration"> & { readonly registration?: Registration }): Grid {
  checkAxis("x", parts.x);
  checkAxis("y", parts.y);
  const nodes = parts.x.length * parts.y.length;
  for (const field of ["values", "sigma"] as const) {
    const values = parts[field];
    if (values !== undefined && values.length !== nodes) {
      throw new ArgumentError({
        argument: `${field}.length`,
        value: values.length,
        accepted: `${parts.y.length} rows × ${parts.x.length} columns = ${nodes}`,
      });
    }
  }
  return Object.freeze({ ...parts, registration: parts.registration ?? "gridline" });
}

/** True for a grid, or another thing with a `crs`, in degrees of longitude and latitude. */
export function isInDegrees({ crs }: { readonly crs: string }): boolean {
  return crs === "EPSG:4326";
}

/**
 * Distance between neighbouring samples along an axis.
 *
 * @example
 * gridSpacing(Float64Array.of(10, 12, 14)); // => 2
 */
export function gridSpacing(axis: Float64Array): number {
  return axis.length > 1 ? (axis[axis.length - 1] - axis[0]) / (axis.length - 1) : Number.NaN;
}

/**
 * The region that a grid covers: the outer samples under gridline registration, half a spacing beyond them
 * under pixel registration.
 *
 * @example
 * const parts = { x: Float64Array.of(1, 3), y: Float64Array.of(0, 2), values: new Float64Array(4), crs: "plane", name: "z", units: "m" };
 * gridRegion(makeGrid(parts)); // => [1, 3, 0, 2]
 * gridRegion(makeGrid({ ...parts, registration: "pixel" })); // => [0, 4, -1, 3]
 */
export function gridRegion(grid: Grid): Region {
  const { x, y } = grid;
  const [halfX, halfY] = grid.registration === "pixel" ? [gridSpacing(x) / 2, gridSpacing(y) / 2] : [0, 0];
  return [x[0] - halfX, x[x.length - 1] + halfX, y[0] - halfY, y[y.length - 1] + halfY];
}

/**
 * Evenly spaced sample positions from `start` to `end`, both included (gridline registration).
 *
 * @example
 * regularAxis(0, 1, 0.25); // => Float64Array.of(0, 0.25, 0.5, 0.75, 1)
 */
export function regularAxis(start: number, end: number, spacing: number): Float64Array {
  const steps = Math.round((end - start) / spacing);
  if (!(spacing > 0) || !(steps >= 1) || Math.abs(start + steps * spacing - end) > 1e-6 * spacing) {
    throw new ArgumentError({
      argument: "spacing",
      value: spacing,
      accepted: `a positive length that divides the distance from ${start} to ${end}`,
    });
  }
  return Float64Array.from({ length: steps + 1 }, (_, i) => start + ((end - start) * i) / steps);
}

function checkAxis(name: string, axis: Float64Array): void {
  if (axis.length < 2) {
    throw new ArgumentError({
      argument: `${name}.length`,
      value: axis.length,
      accepted: "at least 2 samples",
    });
  }
  const spacing = gridSpacing(axis);
  for (let i = 1; i < axis.length; i++) {
    const step = axis[i] - axis[i - 1];
    if (!(step > 0) || Math.abs(step - spacing) > 1e-3 * spacing) {
      throw new ArgumentError({
        argument: `${name}[${i}]`,
        value: axis[i],
        accepted: `${axis[i - 1] + spacing}, so that ${name} is ascending and evenly spaced`,
      });
    }
  }
}

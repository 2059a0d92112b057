import { ArgumentError } from "../core/errors.js";
import { type Region, type Registration, regularAxis } from "../core/grid.js";

/** Where the samples of a grid shall stand. */
export interface GridSpec {
  /** West, east, south, north, in the units of the coordinates. */
  readonly region: Region;
  /** Distance between samples in x and y, in the units of the coordinates; one number for both. */
  readonly spacing: number | readonly [dx: number, dy: number];
  /** `gridline` (the default): samples on the region's border. `pixel`: half a spacing inside it. */
  readonly registration?: Registration;
}

/** The samples of a grid. */
export interface GridAxes {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly registration: Registration;
}

/**
 * The sample positions that a grid specification stands for.
 *
 * @throws ArgumentError if the spacing does not divide the region, or either is not a finite number
 *
 * @example
 * gridAxes({ region: [0, 2, 10, 11], spacing: 1 }).x; // => Float64Array.of(0, 1, 2)
 * gridAxes({ region: [0, 2, 10, 12], spacing: [1, 0.5], registration: "pixel" }).y; // => Float64Array.of(10.25, 10.75, 11.25, 11.75)
 */
export function gridAxes(spec: GridSpec): GridAxes {
  const [west, east, south, north] = checkedRegion(spec.region);
  const [dx, dy] = spacingPair(spec.spacing);
  const registration = spec.registration ?? "gridline";
  if (registration === "gridline") {
    return { x: regularAxis(west, east, dx), y: regularAxis(south, north, dy), registration };
  }
  // A pixel stands in the middle between two grid lines.
  const middles = (lines: Float64Array): Float64Array =>
    Float64Array.from({ length: lines.length - 1 }, (_, i) => (lines[i] + lines[i + 1]) / 2);
  return { x: middles(regularAxis(west, east, dx)), y: middles(regularAxis(south, north, dy)), registration };
}

/**
 * How many samples a specification has along x and y, without making them.
 *
 * @example
 * gridSize({ region: [0, 2, 10, 11], spacing: 0.5 }); // => [5, 3]
 */
export function gridSize(spec: GridSpec): [nx: number, ny: number] {
  const [west, east, south, north] = checkedRegion(spec.region);
  const [dx, dy] = spacingPair(spec.spacing);
  const lines = spec.registration === "pixel" ? 0 : 1;
  return [Math.round((east - west) / dx) + lines, Math.round((north - south) / dy) + lines];
}

/** Positions of all samples of a grid, in the order of its values. */
export function gridPositions({ x, y }: Pick<GridAxes, "x" | "y">): {
  readonly x: Float64Array;
  readonly y: Float64Array;
} {
  const [nx, ny] = [x.length, y.length];
  return {
    x: Float64Array.from({ length: nx * ny }, (_, k) => x[k % nx]),
    y: Float64Array.from({ length: nx * ny }, (_, k) => y[Math.floor(k / nx)]),
  };
}

/**
 * The smallest region around points whose borders are whole multiples of the spacing.
 *
 * NaN positions are passed over.
 *
 * @throws ArgumentError if no point has a position
 *
 * @example
 * regionOfPoints({ x: Float64Array.of(0.3, 1.9), y: Float64Array.of(-0.2, 2) }, 0.5); // => [0, 2, -0.5, 2]
 */
export function regionOfPoints(
  points: { readonly x: Float64Array; readonly y: Float64Array },
  spacing: GridSpec["spacing"],
): Region {
  const [dx, dy] = spacingPair(spacing);
  const [west, east] = outward(points.x, dx);
  const [south, north] = outward(points.y, dy);
  return [west, east, south, north];
}

/** Both spacings, checked. */
export function spacingPair(spacing: GridSpec["spacing"]): [dx: number, dy: number] {
  const pair: [number, number] =
    typeof spacing === "number" ? [spacing, spacing] : [spacing?.[0], spacing?.[1]];
  if (!pair.every((step) => Number.isFinite(step) && step > 0)) {
    throw new ArgumentError({
      argument: "spacing",
      value: spacing,
      accepted: "a positive number, or two of them for x and y",
    });
  }
  return pair;
}

/** The region, checked. */
export function checkedRegion(region: Region): Region {
  const ordered =
    region?.length === 4 && region.every(Number.isFinite) && region[0] < region[1] && region[2] < region[3];
  if (!ordered) {
    throw new ArgumentError({
      argument: "region",
      value: Array.isArray(region) ? region.join("/") : region,
      accepted: "four numbers: west, east, south, north with west < east and south < north",
      advice: isWestSouthEastNorth(region) ? "Is it in the order west, south, east, north?" : undefined,
    });
  }
  return region;
}

function isWestSouthEastNorth(region: Region): boolean {
  return region?.length === 4 && region[0] < region[2] && region[1] < region[3];
}

function outward(positions: Float64Array, step: number): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const position of positions) {
    if (position < low) low = position;
    if (position > high) high = position;
  }
  if (!Number.isFinite(low) || !Number.isFinite(high)) {
    throw new ArgumentError({
      argument: "points",
      value: positions,
      accepted: "points of which at least one has a position, and none an infinite one",
    });
  }
  // A border that is a multiple but for rounding stays where it is.
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  return [first * step, last * step];
}

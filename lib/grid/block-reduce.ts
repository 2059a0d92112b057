import type { Region } from "../core/grid.js";
import { type Reported, stepReport } from "../core/report.js";
import { type GridSpec, gridAxes, gridSize, regionOfPoints, spacingPair } from "./grid-spec.js";
import { type Points, usablePoints } from "./points.js";

/** One point for each block that holds data. */
export interface ReducedPoints extends Points {
  /** How many points each stands for. */
  readonly count: Int32Array;
  /** How far the values of a block scatter about its value; NaN where it holds one point. */
  readonly scatter: Float64Array;
}

/** What a block is reduced to. */
export interface BlockValue {
  readonly x: number;
  readonly y: number;
  readonly value: number;
  readonly sigma: number;
  readonly scatter: number;
}

/** Where the blocks lie. */
export interface BlockOptions {
  /** Size of a block in x and y, in the units of the coordinates. */
  readonly spacing: GridSpec["spacing"];
  /** West, east, south, north; by default around all points, outward to whole multiples of the spacing. */
  readonly region?: Region;
  /** `gridline` (the default): blocks are centred on the grid's samples. `pixel`: they tile the region. */
  readonly registration?: GridSpec["registration"];
}

/** The points of one block, filled anew for each. */
export interface BlockMembers {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly values: Float64Array;
  /** Weights `1 / sigma²`, or 1 without sigma. */
  readonly weights: Float64Array;
}

/**
 * Sorts points into blocks and reduces each block that holds any with `reduce`. Blocks come in rows from south
 * to north, west to east in a row. Shared by `blockMedian` and `blockMean`.
 *
 * A point on the border of two blocks goes to the one with the even number, as GMT does (rounding half to even).
 */
export function reduceBlocks(
  step: string,
  points: Points,
  options: BlockOptions,
  reduce: (members: BlockMembers) => BlockValue,
): Reported<ReducedPoints> {
  const usable = usablePoints(points);
  const spacing = spacingPair(options.spacing);
  const region = options.region ?? regionOfPoints(usable.points, spacing);
  const registration = options.registration ?? "gridline";
  const spec = { region, spacing, registration };
  gridAxes(spec);
  const { order, block } = sortedByBlock(usable.points, spec);

  const { x, y, values, sigma } = usable.points;
  const found: BlockValue[] = [];
  const counts: number[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && block[end] === block[start]) end++;
    const members = order.subarray(start, end);
    const pick = (column: Float64Array): Float64Array => Float64Array.from(members, (k) => column[k]);
    const weights = Float64Array.from(members, (k) => (sigma ? 1 / (sigma[k] * sigma[k]) : 1));
    found.push(reduce({ x: pick(x), y: pick(y), values: pick(values), weights }));
    counts.push(end - start);
    start = end;
  }
  const outside = x.length - order.length;
  return {
    result: Object.freeze({
      x: Float64Array.from(found, (b) => b.x),
      y: Float64Array.from(found, (b) => b.y),
      values: Float64Array.from(found, (b) => b.value),
      ...(sigma && { sigma: Float64Array.from(found, (b) => b.sigma) }),
      count: Int32Array.from(counts),
      scatter: Float64Array.from(found, (b) => b.scatter),
    }),
    report: stepReport(step, {
      parameters: { region, spacing, registration },
      rows: { in: usable.came, out: found.length, not_finite: usable.notFinite, outside_region: outside },
      figures: { largest_count: counts.reduce((a, b) => Math.max(a, b), 0) },
      warnings:
        outside > 0 ? [`${outside} of ${usable.came} points lie outside the region and were left out.`] : [],
    }),
  };
}

/** Numbers of the points inside, sorted by block and within a block as they came, and each one's block. */
function sortedByBlock(points: Points, spec: Required<GridSpec>): { order: Int32Array; block: Float64Array } {
  const [west, , south] = spec.region;
  const [dx, dy] = spacingPair(spec.spacing);
  const [nx, ny] = gridSize(spec);
  const index = spec.registration === "pixel" ? pixelIndex : nearestEven;
  const keys: number[] = [];
  const n = points.x.length;
  for (let k = 0; k < n; k++) {
    const i = index((points.x[k] - west) / dx, nx);
    const j = index((points.y[k] - south) / dy, ny);
    if (i >= 0 && j >= 0 && i < nx && j < ny) keys.push((j * nx + i) * n + k);
  }
  const sorted = Float64Array.from(keys).sort();
  return {
    order: Int32Array.from(sorted, (key) => key % n),
    block: sorted.map((key) => Math.floor(key / n)),
  };
}

/** Positions this close to a border (in spacings) count as lying on it, so that rounding does not decide. */
const ON_BORDER = 1e-9;

/** The nearest whole number; of two equally near, the even one. */
function nearestEven(position: number): number {
  const low = Math.floor(position);
  const rest = position - low;
  if (Math.abs(rest - 0.5) < ON_BORDER) return low % 2 === 0 ? low : low + 1;
  return Math.round(position);
}

/** The pixel that holds the position; the last pixel includes the region's east and north border. */
function pixelIndex(position: number, length: number): number {
  const index = Math.floor(position + ON_BORDER);
  return index === length && position <= length + ON_BORDER ? length - 1 : index;
}

import KDBush from "kdbush";

/** Points of a plane, ready to be asked which are near. */
export interface NearestPoints {
  /** Indices of the points within `radius` of (x, y), in no order. */
  within(x: number, y: number, radius: number): number[];
  /**
   * Indices of the `count` points nearest to (x, y), nearest first; fewer where there are fewer that `accept` takes.
   */
  nearest(x: number, y: number, count: number, accept?: (index: number) => boolean): number[];
}

/**
 * Makes an index of points for neighbour searches, with a k-d tree.
 *
 * @param x - positions along x; a point with a NaN is never found
 * @param y - positions along y
 *
 * Source: kdbush (V. Agafonkin), after Bentley (1975), Multidimensional binary search trees used for associative
 * searching, Communications of the ACM 18, 509–517.
 *
 * @example
 * const index = nearestPoints(Float64Array.of(0, 1, 5), Float64Array.of(0, 0, 0));
 * index.nearest(4, 0, 2); // => [2, 1]
 * index.within(0, 0, 1); // => [0, 1]
 */
export function nearestPoints(x: Float64Array, y: Float64Array): NearestPoints {
  const known = Array.from(x.keys()).filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]));
  const tree = new KDBush(known.length, 16);
  for (const i of known) tree.add(x[i], y[i]);
  tree.finish();
  const [width, height] = [spread(x, known), spread(y, known)];
  const within = (px: number, py: number, radius: number) =>
    known.length === 0 ? [] : tree.within(px, py, radius).map((k) => known[k]);
  // A circle of this radius holds about one point, were the points spread evenly.
  const area = Math.max(width, height * 1e-3) * Math.max(height, width * 1e-3);
  const unit = Math.sqrt(area / Math.max(known.length, 1)) || 1;
  let start = unit; // what found enough for the last question, which was often asked near this one
  return {
    within,
    nearest(px, py, count, accept) {
      if (!Number.isFinite(px) || !Number.isFinite(py) || count < 1) return [];
      for (let radius = start; ; radius *= 1.6) {
        const found = within(px, py, radius);
        const taken = accept === undefined ? found : found.filter(accept);
        if (taken.length < count && found.length < known.length) continue;
        const { rows, reach } = nearestOf(taken, count, (i) => (x[i] - px) ** 2 + (y[i] - py) ** 2);
        if (accept === undefined && reach > 0) start = Math.max(Math.sqrt(reach) * 1.2, unit * 1e-3);
        return rows;
      }
    },
  };
}

/** The `count` nearest of some rows, nearest first, and the square of the farthest one's distance. */
function nearestOf(
  taken: readonly number[],
  count: number,
  square: (row: number) => number,
): { rows: number[]; reach: number } {
  const distances = new Float64Array(taken.length);
  for (let k = 0; k < taken.length; k++) distances[k] = square(taken[k]);
  const sorted = distances.slice().sort();
  const reach = sorted[Math.min(count, sorted.length) - 1];
  const near: number[] = [];
  for (let k = 0; k < taken.length; k++) if (distances[k] <= reach) near.push(k);
  near.sort((a, b) => distances[a] - distances[b] || taken[a] - taken[b]);
  return { rows: near.slice(0, count).map((k) => taken[k]), reach };
}

function spread(values: Float64Array, rows: readonly number[]): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const i of rows) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return rows.length === 0 ? 0 : high - low;
}

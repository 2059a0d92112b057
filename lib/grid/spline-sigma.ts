import type { Positions } from "../core/grid-sample.js";
import { type NearestPoints, nearestPoints } from "../core/nearest-points.js";
import { shuffled } from "../core/random.js";
import type { SplineData } from "./spline-data.js";
import type { SplineSettings } from "./spline-settings.js";
import { splineWindow } from "./spline-window.js";

/** What the spline's standard deviations are made of. */
export interface SplineSpread {
  /** Variance of the field for a kernel of factor 1, in squared units of the values; NaN where it cannot be told. */
  readonly variance: number;
  /** Points predicted from their neighbours, by which the variance was found. */
  readonly tried: number;
  readonly near: NearestPoints;
  /** How many nearest points count at a place, beside `frame`. */
  readonly neighbours: number;
  /** Points that span the whole survey, so that the drift is known at every place. */
  readonly frame: readonly number[];
}

const [FEWEST, MOST] = [40, 80];
/** Nearest points for each degree of freedom that the surface has: where it is stiff, many count together. */
const FOR_EACH_FREEDOM = 8;
/** Points that are left out, one by one, to find the variance. */
const TRIALS = 400;

/**
 * Finds how far the field departs from what its neighbours say: some points are left out, one by one, and predicted from
 * those nearest to them. Of their errors, each over its own standard deviation for a kernel of factor 1, the one that two
 * thirds do not pass is the standard deviation. So sigma is right at distances like those between the points, whatever the
 * field does far away.
 *
 * @param freedomShare - degrees of freedom of the surface for each point, if known
 */
export function splineSpread(data: SplineData, smoothing: number, freedomShare = 1): SplineSpread {
  const { x, y, count, values } = data;
  const near = nearestPoints(x.subarray(0, count), y.subarray(0, count));
  const neighbours = Math.round(Math.min(MOST, Math.max(FEWEST, FOR_EACH_FREEDOM / freedomShare)));
  const spread = { variance: Number.NaN, tried: 0, near, neighbours, frame: outermost(data) };
  const window = splineWindow(data, neighbours + spread.frame.length + 1);
  const row = new Float64Array(neighbours + spread.frame.length + 1);
  const errors: number[] = [];
  for (const k of shuffled(count).subarray(0, TRIALS)) {
    const members = [...membersAt(spread, x[k], y[k], k), k];
    if (!(window.predictionError(members, members.length, smoothing, row) > 0)) continue;
    errors.push(Math.abs(members.reduce((total, member, i) => total + row[i] * values[member], 0)));
  }
  return { ...spread, variance: insideOneSigma(errors) ** 2, tried: errors.length };
}

/** The error that 68.27 % of all do not pass: a standard deviation that a few bad points do not make large. */
function insideOneSigma(errors: readonly number[]): number {
  if (errors.length === 0) return Number.NaN;
  const sorted = Float64Array.from(errors).sort();
  const place = 0.6827 * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
}

/** The points farthest out in eight directions. */
function outermost({ x, y, count }: SplineData): number[] {
  const found = new Set<number>();
  for (let direction = 0; direction < 8; direction++) {
    const [cos, sin] = [Math.cos((direction * Math.PI) / 4), Math.sin((direction * Math.PI) / 4)];
    let best = 0;
    for (let k = 1; k < count; k++) if (x[k] * cos + y[k] * sin > x[best] * cos + y[best] * sin) best = k;
    found.add(best);
  }
  return [...found];
}

/** The nearest points and those of the frame, without point `but`. */
function membersAt({ near, neighbours, frame }: SplineSpread, x: number, y: number, but = -1): number[] {
  const found = near.nearest(x, y, neighbours + (but >= 0 ? 1 : 0)).filter((k) => k !== but);
  const inside = new Set(found);
  return [...found, ...frame.filter((k) => k !== but && !inside.has(k))];
}

/** Standard deviation of the surface at positions: of the field given the points nearby, errors of the points filtered. */
export function splineSigma(
  data: SplineData,
  smoothing: number,
  spread: SplineSpread,
  { signal, progress }: Pick<SplineSettings, "signal" | "progress">,
): (positions: Positions) => Float64Array {
  const { x, y, count } = data;
  const most = spread.neighbours + spread.frame.length + 1;
  const window = splineWindow(data, most);
  const row = new Float64Array(most);
  const scale = Math.sqrt(spread.variance);
  return (positions) => {
    const at = data.place(positions);
    const total = at.x.length;
    const step = Math.max(1, Math.floor(total / 200));
    return at.x.map((px, k) => {
      if (k % step === 0) {
        signal?.throwIfAborted();
        progress?.(k, total);
      }
      const py = at.y[k];
      if (!Number.isFinite(px) || !Number.isFinite(py)) return Number.NaN;
      [x[count], y[count]] = [px, py];
      const members = [...membersAt(spread, px, py), count];
      return scale * window.predictionError(members, members.length, smoothing, row);
    });
  };
}

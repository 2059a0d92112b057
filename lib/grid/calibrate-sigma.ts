import { makeGrid, type Region } from "../core/grid.js";
import { type Positions, sampleGrid } from "../core/grid-sample.js";
import { nearestPoints } from "../core/nearest-points.js";
import type { Points } from "./points.js";

/** Errors that a method made at held-out points: what a sigma is calibrated with. */
export interface HeldOutErrors {
  /** The held-out points, perhaps with a sigma of their own. */
  readonly points: Points;
  /** Predicted less measured; NaN where there was no prediction. */
  readonly errors: Float64Array;
  /** The method's own sigma there, if it has one. */
  readonly own?: Float64Array;
  /** Distance to the nearest point that was not held out, in units of y. */
  readonly distance: Float64Array;
  readonly aspectRatio: number;
}

/** What is known of places whose sigma is asked for. */
export interface CalibrationPlaces {
  readonly positions: Positions;
  /** Distance to the nearest point, in units of y. */
  readonly distance: Float64Array;
  /** The method's own sigma, if it has one. */
  readonly own?: Float64Array;
  /** Sigma of the measurement at the place, or of the nearest one; if points have one. */
  readonly pointSigma?: Float64Array;
}

/** A calibrated sigma: of the surface, or of its difference from a measurement there. */
export type CalibratedSigma = (places: CalibrationPlaces, of: "surface" | "difference") => Float64Array;

/** Share of normal errors inside one sigma. */
const INSIDE = 0.6827;
const FEWEST_IN_BIN = 40;
const MOST_BINS = 8;
/** Errors near a place that tell of the field's roughness there, and what they are mixed with from everywhere. */
const LOCAL = 60;
const EVERYWHERE = 20;
/** Nodes a side of the lattice that the local factor is computed on. */
const LATTICE = 40;

/**
 * Makes a sigma that is right at held-out points: 68 % of the errors inside it.
 *
 * `sigma(place) = base · f(distance) · l(place)`: base is the method's own sigma together with the point's, or 1; f the
 * distance to the nearest point has, and l how rough the field is thereabouts. Both are 68 % quantiles of |error| /
 * base, which a few wild values cannot spoil; f in bins of equal count, with straight lines between them in logarithms, l
 * of the nearest 60 held-out points mixed with 20 from everywhere.
 *
 * That is the sigma of a difference. The surface's is the same share of the method's own; without one, the point's variance is
 * taken off, at most a quarter of the whole: a surface through points has their errors too, and those may be taken too large.
 *
 * @returns undefined where there are fewer than 10 errors, or all are zero
 *
 * Source: split conformal prediction with normalised residuals: Lei, J. et al. (2018), Distribution-free predictive
 * inference for regression, JASA 113, 1094–1111, section 5.2.
 */
export function calibrateSigma(held: HeldOutErrors): CalibratedSigma | undefined {
  const { points, errors, own, distance, aspectRatio } = held;
  const usable: number[] = [];
  const needed = errors.map((error, k) => {
    const base = own ? Math.hypot(own[k], points.sigma?.[k] ?? 0) : 1;
    if (Number.isFinite(error + distance[k]) && base > 0) usable.push(k);
    return Math.abs(error) / base;
  });
  const overall = quantile(Float64Array.from(usable, (k) => needed[k]));
  if (usable.length < 10 || !(overall > 0)) return undefined;
  const ofDistance = distanceFactor(
    Float64Array.from(usable, (k) => distance[k]),
    Float64Array.from(usable, (k) => Math.max(needed[k], 1e-3 * overall)),
    own !== undefined,
  );
  const rest = Float64Array.from(usable, (k) => needed[k] / ofDistance(distance[k]));
  const x = Float64Array.from(usable, (k) => points.x[k]);
  const y = Float64Array.from(usable, (k) => points.y[k]);
  const local = localFactor(x, y, rest, aspectRatio);
  const atHeld = local({ x, y });
  const whole = quantile(rest.map((value, i) => value / atHeld[i]));
  return ({ positions, distance: away, own: base, pointSigma }, of) =>
    local(positions).map((rough, i) => {
      const factor = whole * rough * ofDistance(away[i]);
      const ofPoint = pointSigma?.[i] ?? 0;
      if (base) return factor * (of === "surface" ? base[i] : Math.hypot(base[i], ofPoint));
      return of === "surface" ? Math.sqrt(factor ** 2 - Math.min(ofPoint, factor / 2) ** 2) : factor;
    });
}

/** The factor that belongs to a distance. A bare error grows beyond the last bin, and shrinks before the first. */
function distanceFactor(
  distance: Float64Array,
  needed: Float64Array,
  hasOwn: boolean,
): (distance: number) => number {
  const order = Array.from(distance.keys()).sort((a, b) => distance[a] - distance[b]);
  const bins = Math.max(1, Math.min(MOST_BINS, Math.floor(order.length / FEWEST_IN_BIN)));
  const least = 0.02 * distance[order[order.length >> 1]] || 1; // coincident points are at no distance
  const at: number[] = [];
  const logs: number[] = [];
  for (let b = 0; b < bins; b++) {
    const part = order.slice(
      Math.floor((b * order.length) / bins),
      Math.floor(((b + 1) * order.length) / bins),
    );
    const middle = Math.log(Math.max(least, distance[part[part.length >> 1]]));
    if (at.length > 0 && middle <= at[at.length - 1] + 1e-9) continue;
    at.push(middle);
    logs.push(Math.log(quantile(Float64Array.from(part, (k) => needed[k]))));
  }
  const last = at.length - 1;
  const slope =
    hasOwn || last < 1 ? 0 : Math.min(2, Math.max(0, (logs[last] - logs[0]) / (at[last] - at[0])));
  return (away) => {
    if (!Number.isFinite(away)) return Number.NaN;
    const place = Math.log(Math.max(least, away));
    // Close to a point there is still the point's error, which held-out points farther off cannot tell: shrink slowly.
    if (place <= at[0]) return Math.exp(logs[0] + Math.min(0.5, slope) * (place - at[0]));
    if (place >= at[last]) return Math.exp(logs[last] + slope * (place - at[last]));
    const k = at.findIndex((value) => value > place);
    const part = (place - at[k - 1]) / (at[k] - at[k - 1]);
    return Math.exp(logs[k - 1] + part * (logs[k] - logs[k - 1]));
  };
}

/** How much rougher the field is about a place than elsewhere, computed on a lattice and taken between its nodes. */
function localFactor(
  x: Float64Array,
  y: Float64Array,
  rest: Float64Array,
  aspectRatio: number,
): (positions: Positions) => Float64Array {
  if (x.length < 2 * LOCAL) return (positions) => new Float64Array(positions.x.length).fill(1);
  const index = nearestPoints(
    x.map((v) => v * aspectRatio),
    y,
  );
  const sorted = rest.slice().sort();
  const everywhere = Array.from(
    { length: EVERYWHERE },
    (_, k) => sorted[Math.floor(((k + 0.5) / EVERYWHERE) * sorted.length)],
  );
  const [west, east, south, north] = boxOf(x, y);
  const axis = (low: number, high: number): Float64Array =>
    Float64Array.from({ length: LATTICE }, (_, i) => low + ((high - low) * i) / (LATTICE - 1));
  const axes = { x: axis(west, east), y: axis(south, north) };
  const values = Float64Array.from({ length: LATTICE * LATTICE }, (_, k) => {
    const near = index.nearest(axes.x[k % LATTICE] * aspectRatio, axes.y[Math.floor(k / LATTICE)], LOCAL);
    return Math.log(
      Math.max(0.05, quantile(Float64Array.from([...near.map((i) => rest[i]), ...everywhere]))),
    );
  });
  const lattice = makeGrid({ ...axes, values, crs: "plane", name: "factor", units: "" });
  const clamped = (values: Float64Array, [low, high]: readonly [number, number]): Float64Array =>
    values.map((value) => Math.min(high, Math.max(low, value)));
  return (positions) => {
    const inside = { x: clamped(positions.x, [west, east]), y: clamped(positions.y, [south, north]) };
    return sampleGrid(lattice, inside).map(Math.exp);
  };
}

/** A box around places that has a width and a height. */
function boxOf(x: Float64Array, y: Float64Array): Region {
  const side = (values: Float64Array): [number, number] => {
    const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
    return [low, high > low ? high : low + Math.max(1, Math.abs(low) * 1e-6)];
  };
  return [...side(x), ...side(y)];
}

/** The value that 68 % of the values do not exceed. */
function quantile(values: Float64Array): number {
  const sorted = values.slice().sort();
  const place = Math.min(sorted.length - 1, Math.max(0, INSIDE * sorted.length - 0.5));
  const low = Math.floor(place);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
}

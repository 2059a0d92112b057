import { ArgumentError } from "../core/errors.js";
import { type Grid, gridSpacing } from "../core/grid.js";
import { nearestPoints } from "../core/nearest-points.js";
import { median } from "../core/robust-statistics.js";
import type { UnitLengths } from "./grid-points-place.js";
import { hullEdges } from "./mask-hull.js";
import { insideEdges } from "./mask-polygon.js";
import type { Points } from "./points.js";

/** Samples of a large grid that are looked at: enough to meet every gap. */
const MOST_SAMPLES = 40_000;

/**
 * A place is far from data where the nearest point is this many times as far as in the middle of all places of the survey. Of
 * points strewn at random, 1 place in 30 million is.
 */
const FAR = 5;

/** A corner of the map without a point is no news. */
const WORTH_SAYING = 0.01;

/** Where a grid speaks without data. */
export interface DataGaps {
  /** Half of the samples between the points have one within this distance, in metres. */
  readonly usualDistance: number;
  /** Share of the samples with a value that lie between the points, but far from any; and the farthest of them. */
  readonly gap: FarSamples;
  /** Share that lie beyond the hull of the points, and far from any; and the farthest of them. */
  readonly beyond: FarSamples;
}

/** Samples far from data. */
export interface FarSamples {
  readonly share: number;
  /** Distance of the farthest from the nearest point, in metres. */
  readonly distance: number;
  /** Where that is. */
  readonly x: number;
  readonly y: number;
}

/** Looks for gaps in the data below a grid; undefined where the points are too few, or on a line, to have an inside. */
export function dataGaps(grid: Grid, points: Points, [lx, ly]: UnitLengths): DataGaps | undefined {
  const samples = thinned(grid);
  let inside: Uint8Array;
  try {
    inside = insideEdges(samples, hullEdges(points));
  } catch (error) {
    if (error instanceof ArgumentError) return undefined;
    throw error;
  }
  const { nearest } = nearestPoints(
    points.x.map((x) => x * lx),
    points.y.map((y) => y * ly),
  );
  const nx = samples.x.length;
  const distance = samples.values.map((value, k) => {
    if (Number.isNaN(value)) return Number.NaN;
    const [x, y] = [samples.x[k % nx] * lx, samples.y[Math.floor(k / nx)] * ly];
    const [near] = nearest(x, y, 1);
    return Math.hypot(points.x[near] * lx - x, points.y[near] * ly - y);
  });
  const between = distance.filter((d, k) => inside[k] === 1 && Number.isFinite(d));
  if (between.length === 0) return undefined;
  const usualDistance = median(between);
  // Points that are the nodes of another grid lie off these nodes by what a text file rounds.
  const rounding = 1e-3 * Math.min(gridSpacing(grid.x) * lx, gridSpacing(grid.y) * ly);
  const farOf = (side: 0 | 1): FarSamples => {
    let [count, far, place] = [0, 0, 0];
    for (const [k, d] of distance.entries()) {
      if (inside[k] !== side || !(d > Math.max(FAR * usualDistance, rounding))) continue;
      count++;
      if (d > far) [far, place] = [d, k];
    }
    const valued = distance.reduce((sum, d) => sum + (Number.isFinite(d) ? 1 : 0), 0);
    const [x, y] = [samples.x[place % nx], samples.y[Math.floor(place / nx)]];
    return { share: count / valued, distance: far, x, y };
  };
  return { usualDistance, gap: farOf(1), beyond: farOf(0) };
}

/** What a person should read about them. */
export function gapWarnings(gaps: DataGaps | undefined, isHullMasked: boolean): string[] {
  if (gaps === undefined) return [];
  const { gap, beyond, usualDistance } = gaps;
  const usual = `half of the map has one within ${inKilometres(usualDistance)}`;
  const at = ({ x, y }: FarSamples): string => `${Number(x.toPrecision(6))}, ${Number(y.toPrecision(6))}`;
  return [
    ...(gap.share > 0
      ? [
          `About ${percent(gap.share)} of the nodes lie in gaps of the data: at ${at(gap)} the nearest point is ${inKilometres(gap.distance)} away (${usual}). A mask distance leaves them empty.`,
        ]
      : []),
    ...(beyond.share >= WORTH_SAYING && !isHullMasked
      ? [
          `About ${percent(beyond.share)} of the nodes lie beyond the points, up to ${inKilometres(beyond.distance)} from the nearest, where the surface can only guess. The mask "hull" or a mask distance leaves them empty.`,
        ]
      : []),
  ];
}

/** Every n-th sample of a grid, so that at most {@link MOST_SAMPLES} are left. */
function thinned({ x, y, values }: Grid): Pick<Grid, "x" | "y" | "values"> {
  const step = Math.max(1, Math.ceil(Math.sqrt(values.length / MOST_SAMPLES)));
  const every = (axis: Float64Array): Float64Array => axis.filter((_, k) => k % step === 0);
  const [fewX, fewY] = [every(x), every(y)];
  const picked = new Float64Array(fewX.length * fewY.length);
  for (let k = 0; k < picked.length; k++) {
    const [i, j] = [k % fewX.length, Math.floor(k / fewX.length)];
    picked[k] = values[j * step * x.length + i * step];
  }
  return { x: fewX, y: fewY, values: picked };
}

const percent = (share: number): string => (share < 0.01 ? "less than 1 %" : `${Math.round(100 * share)} %`);

const inKilometres = (metres: number): string => `${Number((metres / 1000).toPrecision(2))} km`;

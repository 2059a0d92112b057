import { median, robustScale } from "../../core/robust-statistics.js";
import { grouped } from "./reading-groups.js";
import type { ReadingLimits } from "./reading-limits.js";
import { noiseByLoop, type Setup, setupsOf } from "./reading-setups.js";
import { type ReadingView, tideFreeReadings } from "./reading-view.js";

/** The limits by which visits to one station are compared. */
export type VisitLimits = Pick<
  ReadingLimits,
  | "setupGap_minutes"
  | "stationDistance_m"
  | "smallestTare_mgal"
  | "tareThreshold"
  | "driftSigma_mgal_per_hour"
>;

/** One visit to a station: a setup, with the median of its readings. */
export interface Visit extends Setup {
  readonly minutes: number;
  /** Median of its readings without tide, mGal. */
  readonly reading_mgal: number;
}

/** Two visits to one station that follow one another in one loop. */
export interface VisitPair {
  readonly before: Visit;
  readonly after: Visit;
  /** Change of the reading without tide and without the meter's usual drift, mGal. */
  readonly excess_mgal: number;
  /** A larger excess is more than noise and drift explain, mGal. */
  readonly limit_mgal: number;
}

/** The tide moves a reading by less than this, mGal, from its highest to its lowest. */
const LARGEST_TIDE_MGAL = 0.3;
/** So many pairs of visits tell how a meter usually drifts. */
const ENOUGH_PAIRS = 3;
/** The scatter of few pairs is not well known: 1 + 5/n is nearly what Student's t asks for at four sigma. */
const FEW = 5;

/**
 * Pairs of visits to the same station in the same loop, and by how much more the reading changed than by the meter's
 * usual drift.
 *
 * The usual drift rate of a meter is the median of the changes over the hours, over all its pairs, each weighted by
 * its hours. With e the changes less rate · hours, and n pairs,
 *
 * ```
 * limit = max(smallestTare_mgal, tareThreshold · (1 + 5/n) · max(1.4826 · median |e|, √2 · noise))
 * ```
 *
 * A meter with fewer than three pairs is taken to drift by 0 ± driftSigma_mgal_per_hour. Where the tide is in the
 * readings and cannot be computed, nothing below 0.3 mGal can be seen.
 */
export function visitPairs(
  view: ReadingView,
  reading: Float64Array,
  limits: VisitLimits,
  wrongClocks: ReadonlySet<unknown>,
): VisitPair[] {
  const { values, isTideFree } = tideFreeReadings(view, reading);
  const setups = setupsOf(view, values, limits).filter(({ loop }) => !wrongClocks.has(loop));
  const noise = noiseByLoop(setups, values);
  const smallest = isTideFree
    ? limits.smallestTare_mgal
    : Math.max(limits.smallestTare_mgal, LARGEST_TIDE_MGAL);
  const visits = setups.map((setup) => ({
    ...setup,
    minutes: median(setup.rows.map((row) => view.minutes[row])),
    reading_mgal: median(setup.rows.map((row) => values[row])),
  }));
  const pairs = [...grouped(visits, ({ loop, site }) => JSON.stringify([loop, site])).values()].flatMap(
    (list) =>
      list
        .slice(1)
        .map((after, i) => ({ before: list[i], after }))
        .filter(({ before, after }) => after.minutes > before.minutes),
  );
  return [...grouped(pairs, ({ before }) => before.meter).values()].flatMap((list) => {
    const hours = list.map(({ before, after }) => (after.minutes - before.minutes) / 60);
    const change = list.map(({ before, after }) => after.reading_mgal - before.reading_mgal);
    const isKnown = list.length >= ENOUGH_PAIRS;
    const rate = isKnown
      ? weightedMedian(
          change.map((c, i) => c / hours[i]),
          hours,
        )
      : 0;
    const excess = change.map((c, i) => c - rate * hours[i]);
    const scatter = robustScale(excess, 0);
    return list.map((pair, i) => {
      const own = Math.SQRT2 * (noise.get(pair.before.loop) ?? 0);
      const sigma = isKnown
        ? Math.max(scatter, own)
        : Math.hypot(own, limits.driftSigma_mgal_per_hour * hours[i]);
      return {
        ...pair,
        excess_mgal: excess[i],
        limit_mgal: Math.max(smallest, limits.tareThreshold * (1 + FEW / list.length) * sigma),
      };
    });
  });
}

/** The smallest value at which the weights at it and below reach half of all weights; NaN for none. */
function weightedMedian(values: readonly number[], weights: readonly number[]): number {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let sum = 0;
  for (const i of order) {
    sum += weights[i];
    if (sum >= half) return values[i];
  }
  return Number.NaN;
}

import type { NearestPoints } from "../../core/nearest-points.js";
import { median, robustScale } from "../../core/robust-statistics.js";
import { collocation, type Predictor } from "./points-collocation.js";
import type { CovarianceModel, PointField } from "./points-covariance.js";
import type { LeaveOneOutOptions } from "./points-leave-one-out.js";
import { type HeightMeaning, meterHeight, smoothQuantity } from "./points-quantity.js";

/** What was found of a row with a height of zero or below. */
export type Verdict = HeightMeaning | "sea_level" | "error" | "undecided";

/** A row with a height of zero or below, and how each meaning fits. */
export interface Candidate {
  readonly row: number;
  /** Index of its group of near candidates. */
  group: number;
  verdict: Verdict;
  /** Difference from the neighbours for each meaning, mGal, and the same in standard deviations. */
  fits: Readonly<Record<HeightMeaning, { difference: number; score: number }>>;
}

/** The numbers of the rows that are judged. */
export interface Measured {
  readonly gravity: Float64Array;
  readonly latitude: Float64Array;
  readonly height: Float64Array;
}

/** What the neighbours know: land first, then groups as they are settled. */
export interface Surroundings {
  readonly field: PointField;
  readonly index: NearestPoints;
  readonly model: CovarianceModel;
  readonly inflation: Float64Array;
  readonly settings: LeaveOneOutOptions;
}

const MEANINGS: readonly HeightMeaning[] = ["sea_surface", "height", "sea_bottom", "wrong_sign"];
/** One meaning must be this much more likely than the next to be told apart: a ratio of e⁴, about 50. */
const CLEAR = 4;
/** No row can say more against a meaning than this many squared standard deviations: it may be a mistake itself. */
const LARGEST_VOTE = 25;
/** How many rows the table's own scale of differences counts as, beside the rows of the group. */
const PRIOR_ROWS = 4;
/** Candidates nearer than this to each other are one group, kilometres. */
const LINK_KM = 60;

/** Joins candidates that lie near each other, by way of others between them, and numbers the groups. */
export function groupCandidates(candidates: readonly Candidate[], { field, index }: Surroundings): number {
  const byRow = new Map(candidates.map((candidate) => [candidate.row, candidate]));
  let groups = 0;
  for (const first of candidates) {
    if (first.group >= 0) continue;
    const open = [first];
    first.group = groups;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const row of index.within(field.x_km[next.row], field.y_km[next.row], LINK_KM)) {
        const other = byRow.get(row);
        if (other === undefined || other.group >= 0) continue;
        other.group = groups;
        open.push(other);
      }
    }
    groups++;
  }
  return groups;
}

/**
 * Decides what the heights of a group mean. Its rows are judged together, for one row alone seldom tells: under the
 * right meaning they agree with the land and with each other; under a wrong one the quantity follows the depth.
 * What most rows of the table have turned out to mean so far (`settled`, rows by meaning) is likelier for the next.
 */
export function judgeGroup(
  group: readonly Candidate[],
  measured: Measured,
  around: Surroundings,
  threshold: number,
  settled: ReadonlyMap<HeightMeaning, number>,
): void {
  const predict = collocation(around.field, around.model, around.inflation, around.settings);
  const votes = MEANINGS.map((meaning) => {
    settle(group, meaning, measured, around);
    let sum = 0;
    for (const candidate of group) {
      const fit = fitOf(candidate.row, meaning, measured, around, predict);
      candidate.fits = { ...candidate.fits, [meaning]: fit };
      sum += Math.min(fit.score ** 2, LARGEST_VOTE);
    }
    // Twice the negative logarithm of Student's likelihood: the scale of a group's differences is its own.
    const misfit = (group.length + PRIOR_ROWS) * Math.log(PRIOR_ROWS + sum);
    return { meaning, misfit: misfit - 2 * Math.log((settled.get(meaning) ?? 0) + 1) };
  }).sort((a, b) => a.misfit - b.misfit);
  const [best, next] = votes;
  settle(group, best.meaning, measured, around);
  const isClear = next.misfit - best.misfit > 2 * CLEAR;
  // Rough ground, such as a shelf's edge, makes a whole group differ; a mistake differs from its group.
  const scores = group.map((candidate) => candidate.fits[best.meaning].score);
  const scale = group.length < 5 ? 1 : Math.max(1, robustScale(scores, 0));
  for (const candidate of group) {
    const { score } = candidate.fits[best.meaning];
    const other = bestOther(candidate, best.meaning);
    if (Number.isNaN(score)) candidate.verdict = "undecided";
    else if (Math.abs(score) <= threshold * scale) candidate.verdict = isClear ? best.meaning : "undecided";
    else candidate.verdict = isClear && other.score < threshold / 2 ? other.meaning : "error";
    if (candidate.verdict === "error") around.field.value[candidate.row] = Number.NaN;
    else if (candidate.verdict !== "undecided" && candidate.verdict !== best.meaning)
      settle([candidate], candidate.verdict as HeightMeaning, measured, around);
  }
}

/** How a meaning of one row fits its neighbours, which have theirs already. */
export function fitOf(
  row: number,
  meaning: HeightMeaning,
  { gravity, latitude, height }: Measured,
  { field, index, settings }: Surroundings,
  predict: Predictor,
): { difference: number; score: number } {
  const near = index.nearest(
    field.x_km[row],
    field.y_km[row],
    settings.neighbours,
    (j) => j !== row && Number.isFinite(field.value[j]),
  );
  if (near.length < 3) return { difference: Number.NaN, score: Number.NaN };
  const relief = robustScale(near.map((j) => field.height_m[j]));
  const { value, sigma } = predict(
    field.x_km[row],
    field.y_km[row],
    meterHeight(height[row], meaning),
    near,
    relief,
  );
  const difference = smoothQuantity(gravity[row], latitude[row], height[row], meaning) - value;
  return { difference, score: Math.abs(difference / sigma) };
}

/** Gives the rows of a group their value and height under a meaning; one far from the middle gets little say. */
function settle(
  group: readonly Candidate[],
  meaning: HeightMeaning,
  { gravity, latitude, height }: Measured,
  { field, inflation }: Surroundings,
): void {
  for (const { row } of group) {
    field.value[row] = smoothQuantity(gravity[row], latitude[row], height[row], meaning);
    field.height_m[row] = meterHeight(height[row], meaning);
  }
  const middle = median(group.map(({ row }) => field.value[row]));
  const spread = robustScale(group.map(({ row }) => field.value[row]));
  for (const { row } of group)
    inflation[row] = Math.max(0, (field.value[row] - middle) ** 2 - (3 * spread) ** 2);
}

function bestOther({ fits }: Candidate, chosen: HeightMeaning): { meaning: HeightMeaning; score: number } {
  return MEANINGS.filter((meaning) => meaning !== chosen)
    .map((meaning) => ({ meaning, score: fits[meaning].score }))
    .sort((a, b) => a.score - b.score)[0];
}

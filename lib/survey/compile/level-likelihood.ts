import { factorCholesky, solveCholesky } from "../../core/cholesky.js";
import { nelderMead } from "../../core/nelder-mead.js";
import type { CovarianceKind, CovarianceModel } from "../clean/points-covariance.js";
import type { Doubts } from "./level-doubts.js";
import type { LevelField } from "./level-field.js";
import { innovations, type Turn } from "./level-innovations.js";
import { type Equations, equationsOf, type LevelUnknowns } from "./level-unknowns.js";

/** So many turns at most are asked for the likelihood; the first ones speak of long distances, the last ones of short. */
const MOST_TURNS = 360;
const MOST_BEFORE = 30;
const KINDS: readonly CovarianceKind[] = ["exponential", "matern"];

/**
 * The covariance under which the values are likeliest, whatever the shifts of surveys are (restricted likelihood). What an
 * error of a value is known to be stays as it is; sill, range and nugget of the field are sought.
 *
 * `−2 ℓ = Σ log σ² + zᵀz − bᵀN⁻¹b + log |N|` with z the innovations, σ their standard deviations, N and b the normal
 * equations of the unknowns. Each innovation counts by its robust weight, so that a few wild values do not make the field rough.
 *
 * Source: Patterson & Thompson (1971), Biometrika 58, 545–554; Stein, Chi & Welty (2004), J. R. Statist. Soc. B 66, 275–296.
 */
export function likeliestModel(
  field: LevelField,
  turns: readonly Turn[],
  unknowns: LevelUnknowns,
  doubts: Doubts,
  weights: Float64Array,
  start: CovarianceModel,
): CovarianceModel {
  const asked = turnsThatCount(turns);
  const smallest = 1e-6 * (start.sill + start.nugget) + 1e-8;
  const widest = Math.log(extent(field));
  const equationOf = equationsOf(field, unknowns, doubts.amplitude);
  const asks = { field, turns: asked, equationOf, unknowns, inflation: doubts.inflation, weights };
  const modelAt = ([sill, range, nugget]: readonly number[], kind: CovarianceKind): CovarianceModel => ({
    kind,
    sill: Math.exp(sill),
    range_km: Math.exp(Math.min(range, widest)),
    nugget: Math.exp(nugget) + smallest,
  });
  // Where a shape is known from before, only its numbers are sought again.
  const known = start.kind;
  const found = (known === undefined ? KINDS : [known]).map((kind) => ({
    kind,
    ...nelderMead(
      (point) => minusTwoLogLikelihood(asks, modelAt(point, kind)),
      [Math.log(start.sill), Math.min(Math.log(start.range_km), widest), Math.log(start.nugget + smallest)],
      known === undefined ? [0.7, 0.5, 1] : [0.3, 0.2, 0.5],
      { tolerance: 0.05, evaluations: known === undefined ? 70 : 40 },
    ),
  }));
  const [best] = found.sort((a, b) => a.value - b.value);
  return modelAt(best.at, best.kind);
}

/** The longer side of the region, km: a longer range could not be told from this one. */
function extent({ x_km, y_km, rows }: LevelField): number {
  const side = (at: Float64Array) => {
    const [low, high] = rows.reduce(
      ([a, b], i) => [Math.min(a, at[i]), Math.max(b, at[i])],
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    );
    return high - low;
  };
  return Math.max(side(x_km), side(y_km), 1e-3);
}

/** The first half of the turns and an even choice of the others, each with so many points before it as make it quick. */
function turnsThatCount(turns: readonly Turn[]): readonly Turn[] {
  const half = MOST_TURNS / 2;
  const step = Math.max(1, (turns.length - half) / half);
  const counted = [
    ...turns.slice(0, half),
    ...Array.from(
      { length: Math.min(half, Math.max(0, turns.length - half)) },
      (_, k) => turns[half + Math.floor(k * step)],
    ),
  ];
  return counted.map(({ rows }) => ({ rows: rows.slice(-MOST_BEFORE) }));
}

interface Asked {
  readonly field: LevelField;
  readonly turns: readonly Turn[];
  readonly equationOf: Equations;
  readonly unknowns: LevelUnknowns;
  readonly inflation: Float64Array;
  readonly weights: Float64Array;
}

function minusTwoLogLikelihood(
  { field, turns, equationOf, unknowns: { count, conditions }, inflation, weights }: Asked,
  model: CovarianceModel,
): number {
  const normal = new Float64Array(count * count);
  const right = new Float64Array(count);
  let sum = 0;
  const add = (at: readonly number[], coefficients: readonly number[], value: number, root: number) => {
    for (let a = 0; a < at.length; a++) {
      const scaled = coefficients[a] * root * root;
      right[at[a]] += scaled * value;
      for (let b = 0; b < at.length; b++) normal[at[a] * count + at[b]] += scaled * coefficients[b];
    }
  };
  for (const innovation of innovations(field, turns, model, inflation)) {
    const { unknowns, coefficients, value, sigma } = equationOf(innovation);
    const last = innovation.rows.length - 1;
    const weight = weights[innovation.rows[last]];
    const root = Math.sqrt(weight) / sigma;
    add(unknowns, coefficients, value, root);
    sum += (value * root) ** 2 - 2 * weight * Math.log(innovation.weights[last]);
  }
  for (const { unknowns, coefficients, sigma } of conditions) add(unknowns, coefficients, 0, 1 / sigma);
  if (factorCholesky(normal, count, 1e-14) >= 0) return Number.POSITIVE_INFINITY;
  for (let k = 0; k < count; k++) sum += 2 * Math.log(normal[k * count + k]);
  const solved = solveCholesky(normal, count, right.slice());
  return sum - solved.reduce((total, v, k) => total + v * right[k], 0);
}

import { describe, expect, it } from "vitest";
import { factorCholesky, solveCholesky } from "../../../lib/core/cholesky.js";
import type { CovarianceModel } from "../../../lib/survey/clean/points-covariance.js";
import type { LevelField } from "../../../lib/survey/compile/level-field.js";
import { innovations, takeTurns } from "../../../lib/survey/compile/level-innovations.js";
import { equationsOf, levelUnknowns } from "../../../lib/survey/compile/level-unknowns.js";
import { madeSurveys } from "./made-surveys.js";

const made = madeSurveys(
  {
    sill: 100,
    range_km: 30,
    surveys: [
      { name: "new", count: 130, shift: 0, sigma: 0.1, place: (u, v) => [50 * u, 60 * v] },
      { name: "old", count: 130, shift: 6, sigma: 0.5, place: (u, v) => [45 + 50 * u, 60 * v] },
      { name: "apart", count: 70, shift: -1, sigma: 0.5, place: (u, v) => [50 * u, 64 + 30 * v] },
    ],
  },
  5,
);
const names = ["new", "old", "apart"];
const n = made.survey.length;
const zeros = new Float64Array(n);
const field = (shared: LevelField["shared"]): LevelField => ({
  x_km: made.easting_m.map((e) => e / 1000),
  y_km: made.northing_m.map((e) => e / 1000),
  height_m: zeros,
  value: made.bouguer_anomaly_mgal,
  surveyOf: Int32Array.from(made.survey, (name) => names.indexOf(name)),
  variance: made.bouguer_anomaly_sigma_mgal.map((s) => s * s),
  shared,
  rows: Array.from({ length: n }, (_, i) => i),
});

/** Solves `Aᵀ A x = Aᵀ b` and gives x and the standard deviations, from the normal equations. */
function solved(normal: Float64Array, right: Float64Array, count: number) {
  expect(factorCholesky(normal, count, 1e-14)).toBe(-1);
  const sigma = Array.from({ length: count }, (_, k) => {
    const unit = new Float64Array(count);
    unit[k] = 1;
    return Math.sqrt(solveCholesky(normal, count, unit)[k]);
  });
  return { at: solveCholesky(normal, count, right), sigma };
}

/** Shifts of "old" and "apart" by ordinary least squares of the innovations. */
function byInnovations(points: LevelField, model: CovarianceModel) {
  const known = { levelSigma: [0, Infinity, Infinity], meanSigma: Infinity, tilt: false };
  const unknowns = levelUnknowns(points, 3, known);
  const equationOf = equationsOf(points, unknowns, new Float64Array(n).fill(1));
  const equations = [
    ...Array.from(innovations(points, takeTurns(points, 20), model, zeros), equationOf),
    ...unknowns.conditions,
  ];
  const { count } = unknowns;
  const [normal, right] = [new Float64Array(count * count), new Float64Array(count)];
  for (const { unknowns: at, coefficients, value, sigma } of equations)
    for (let a = 0; a < at.length; a++) {
      right[at[a]] += (coefficients[a] * value) / sigma ** 2;
      for (let b = 0; b < at.length; b++)
        normal[at[a] * count + at[b]] += (coefficients[a] * coefficients[b]) / sigma ** 2;
    }
  const { at, sigma } = solved(normal, right, count);
  return { shift: [at[1], at[2]], sigma: [sigma[1], sigma[2]] };
}

/** The same by generalised least squares with the whole covariance matrix at once. */
function byWholeMatrix(points: LevelField, { kind, sill, range_km, nugget }: CovarianceModel) {
  const { x_km, y_km, surveyOf, variance, shared, value } = points;
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const d = Math.hypot(x_km[i] - x_km[j], y_km[i] - y_km[j]);
      const t = d / range_km;
      let covariance = sill * Math.exp(-t) * (kind === "matern" ? 1 + t : 1);
      const own = shared[surveyOf[i]];
      if (own !== undefined && surveyOf[i] === surveyOf[j])
        covariance += own.sigma_mgal ** 2 * Math.exp(-d / own.range_km);
      factor[i * n + j] = covariance + (i === j ? nugget + variance[i] : 0);
    }
  expect(factorCholesky(factor, n)).toBe(-1);
  const design = [
    () => 1,
    (i: number) => (surveyOf[i] === 1 ? 1 : 0),
    (i: number) => (surveyOf[i] === 2 ? 1 : 0),
  ];
  const columns = design.map((of) => Float64Array.from({ length: n }, (_, i) => of(i)));
  const weighted = columns.map((column) => solveCholesky(factor, n, column.slice()));
  const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, v, i) => sum + v * b[i], 0);
  const normal = Float64Array.from({ length: 9 }, (_, k) =>
    product(weighted[Math.floor(k / 3)], columns[k % 3]),
  );
  const right = Float64Array.from(weighted, (w) => product(w, value));
  const { at, sigma } = solved(normal, right, 3);
  return { shift: [at[1], at[2]], sigma: [sigma[1], sigma[2]] };
}

describe("least squares of innovations", () => {
  it.each([
    ["a rough field", { kind: "exponential", sill: 90, range_km: 25, nugget: 0.1 }, []],
    ["a smooth field", { kind: "matern", sill: 60, range_km: 6, nugget: 2 }, []],
    [
      "errors that a survey's points share",
      { kind: "exponential", sill: 90, range_km: 25, nugget: 0.1 },
      [undefined, { sigma_mgal: 2, range_km: 5 }, undefined],
    ],
  ] as const)("gives what the whole covariance matrix gives, with %s", (_title, model, shared) => {
    const points = field(shared);
    const [quick, dense] = [byInnovations(points, model), byWholeMatrix(points, model)];
    console.log(
      `${_title}: ${quick.shift.map((s, k) => `${s.toFixed(3)} ± ${quick.sigma[k].toFixed(3)} (whole matrix ${dense.shift[k].toFixed(3)} ± ${dense.sigma[k].toFixed(3)})`).join(", ")}`,
    );
    for (const k of [0, 1]) {
      // An estimate that is 4 % less sure than the best one lies about √(2 · 0.04) = 0.28 sigma from it.
      expect(Math.abs(quick.shift[k] - dense.shift[k])).toBeLessThan(0.3 * dense.sigma[k]);
      expect(Math.abs(quick.sigma[k] / dense.sigma[k] - 1)).toBeLessThan(0.05);
    }
  });
});

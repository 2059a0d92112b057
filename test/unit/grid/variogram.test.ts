import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../lib/core/random.js";
import {
  COVARIANCE_KINDS,
  type CovarianceModel,
  correlationOfSquare,
  covarianceAt,
} from "../../../lib/grid/covariance-model.js";
import { fitKriging } from "../../../lib/grid/kriging.js";
import { restrictedLogLikelihood, vecchiaConditioning } from "../../../lib/grid/kriging-likelihood.js";
import { likelihoodSigma } from "../../../lib/grid/likelihood-sigma.js";
import { empiricalVariogram } from "../../../lib/grid/variogram.js";
import { variogramFigure } from "../../../lib/grid/variogram-figure.js";
import { fitVariogram } from "../../../lib/grid/variogram-fit.js";
import { covarianceMatrix, randomField, solveDense } from "./random-fields.js";

const model: CovarianceModel = { kind: "matern", sill: 9, range: 30, nugget: 0.5 };

describe("covariance models", () => {
  it.each(COVARIANCE_KINDS)(
    "fall from 1 to a twentieth at the range, and stay positive definite: %s",
    (kind) => {
      const correlation = correlationOfSquare(kind, 10);
      expect(correlation(0)).toBe(1);
      expect(correlation(100)).toBeCloseTo(kind === "spherical" ? 0 : Math.exp(-3), 12);
      for (let h = 0; h < 20; h += 0.5)
        expect(correlation((h + 0.5) ** 2)).toBeLessThanOrEqual(correlation(h * h));
      const { x, y } = randomField(model, 25, 40, 2);
      const matrix = covarianceMatrix({ kind, sill: 1, range: 10 }, x, y);
      const random = seededRandom(4);
      for (let round = 0; round < 20; round++) {
        const w = x.map(() => random() - 0.5);
        let form = 0;
        for (let k = 0; k < matrix.length; k++) form += matrix[k] * w[Math.floor(k / 25)] * w[k % 25];
        expect(form).toBeGreaterThan(0);
      }
    },
  );

  it("takes Matérn's shape from its Bessel function: K of 3/2 in closed form", () => {
    // K_{3/2}(t) = sqrt(pi / 2t) e^-t (1 + 1/t); correlation 2^{-1/2} / gamma(3/2) t^{3/2} K.
    const c = 4.749031386012701;
    for (const h of [0.3, 1, 2.5, 7]) {
      const t = (c * h) / 10;
      const bessel = Math.sqrt(Math.PI / (2 * t)) * Math.exp(-t) * (1 + 1 / t);
      const wanted = ((2 ** -0.5 / (Math.sqrt(Math.PI) / 2)) * t ** 1.5 * bessel) as number;
      expect(correlationOfSquare("matern", 10)(h * h)).toBeCloseTo(wanted, 12);
    }
  });
});

describe("the empirical variogram", () => {
  it("is half the mean squared difference, counted by hand, by class and by direction", () => {
    const points = {
      x: Float64Array.of(0, 3, 0, 3),
      y: Float64Array.of(0, 0, 4, 4),
      values: Float64Array.of(1, 2, 5, 9),
    };
    const { result } = empiricalVariogram(points, { classes: 5, maximumLag: 5, estimator: "moments" });
    expect(result.lag).toEqual(Float64Array.of(3, 4, 5));
    expect(result.pairs).toEqual(Float64Array.of(2, 2, 2));
    expect(result.semivariance).toEqual(Float64Array.of((1 + 16) / 4, (16 + 49) / 4, (64 + 9) / 4));
    const north = empiricalVariogram(points, {
      classes: 5,
      maximumLag: 5,
      azimuth: 180,
      tolerance: 10,
    }).result;
    expect(north.lag).toEqual(Float64Array.of(4));
    expect(north.semivariance[0]).toBeCloseTo((2.198 * 5.5 ** 2) / 2, 12);
    const robust = empiricalVariogram(points, {
      ...{ classes: 5, maximumLag: 5, azimuth: 180, tolerance: 10, estimator: "robust" },
    }).result;
    const byHand = ((Math.sqrt(4) + Math.sqrt(7)) / 2) ** 4 / (2 * (0.457 + 0.494 / 2));
    expect(robust.semivariance[0]).toBeCloseTo(byHand, 12);
  });

  it("recovers a field's variogram, and by medians does so with one wild value in fifty", () => {
    const { x, y, simulate } = randomField(model, 500, 200, 6);
    const wild = (values: Float64Array): Float64Array => values.map((v, k) => (k % 50 === 0 ? v + 40 : v));
    const six = () => new Float64Array(6);
    const sums = { moments: six(), median: six(), clean: six(), robust: six(), spoilt: six() };
    const fields = 30;
    let lag: Float64Array = new Float64Array(6);
    for (let field = 0; field < fields; field++) {
      const values = simulate();
      const options = { maximumLag: 60, classes: 6 };
      const add = (sum: Float64Array, found: Float64Array): void =>
        found.forEach((v, k) => {
          sum[k] += v / fields;
        });
      const moments = empiricalVariogram({ x, y, values }, { ...options, estimator: "moments" }).result;
      lag = moments.lag;
      add(sums.moments, moments.semivariance);
      const spoilt = { x, y, values: wild(values) };
      add(sums.clean, empiricalVariogram({ x, y, values }, options).result.semivariance);
      add(sums.median, empiricalVariogram(spoilt, options).result.semivariance);
      for (const [estimator, sum] of [
        ["robust", sums.robust],
        ["moments", sums.spoilt],
      ] as const)
        add(sum, empiricalVariogram(spoilt, { ...options, estimator }).result.semivariance);
    }
    for (const [k, h] of lag.entries()) {
      const wanted = covarianceAt(model, h).semivariance;
      expect(Math.abs(sums.moments[k] / wanted - 1)).toBeLessThan(0.12);
      expect(Math.abs(sums.median[k] / wanted - 1)).toBeLessThan(0.2);
      expect(sums.median[k] / sums.clean[k]).toBeLessThan(1.15); // 2 % of the values make 4 % of the pairs wild
      expect(sums.robust[k] / wanted).toBeGreaterThan(1.3);
      expect(sums.spoilt[k] / wanted).toBeGreaterThan(3);
    }
  });

  it("refuses points without pairs, and draws what it found", () => {
    const alone = { x: Float64Array.of(1), y: Float64Array.of(1), values: Float64Array.of(1) };
    expect(() => empiricalVariogram(alone)).toThrow("without a pair");
    const { x, y, simulate } = randomField(model, 100, 100, 7);
    const { result } = empiricalVariogram({ x, y, values: simulate() });
    const figure = variogramFigure(result, { fitted: model }, { values: "mGal", distance: "km" });
    expect(JSON.parse(JSON.stringify(figure)).data[1].y[100]).toBeCloseTo(
      covarianceAt(model, Math.max(...result.lag) * 1.05).semivariance,
      9,
    );
    expect(JSON.stringify(figure.layout)).toContain("Semivariance (mGal²)");
  });
});

describe("the fit of a variogram", () => {
  it.each(COVARIANCE_KINDS)("finds sill, range and nugget again without noise: %s", (kind) => {
    const truth = { kind, sill: 5, range: 20, nugget: 0.7 };
    const lag = Float64Array.from({ length: 15 }, (_, k) => 2 * (k + 1));
    const semivariance = lag.map((h) => covarianceAt(truth, h).semivariance + 0.3);
    const variogram = {
      lag,
      semivariance,
      pairs: lag.map((h) => 10 * h),
      estimator: "moments" as const,
      noise: 0.3,
    };
    const { result } = fitVariogram(variogram, { kind });
    expect(result.sill).toBeCloseTo(5, 4);
    expect(result.range).toBeCloseTo(20, 3);
    expect(result.nugget).toBeCloseTo(0.7, 4);
    expect(fitVariogram(variogram, { kind, nugget: 0.7 }).result.range).toBeCloseTo(20, 3);
  });
});

describe("the restricted likelihood", () => {
  const { x, y, simulate } = randomField(model, 30, 60, 9);
  const values = simulate();
  const ones = values.map(() => 1);
  const data = { x, y, values, noise: ones.map((_, k) => 0.01 * k), counts: ones, trend: ones, terms: 1 };

  it("is the likelihood of the differences of neighbours, which no mean touches", () => {
    const n = 30;
    const c = covarianceMatrix(model, x, y);
    for (let k = 0; k < n; k++) c[k * n + k] += data.noise[k];
    const m = n - 1;
    const d = values.slice(0, m).map((v, k) => values[k + 1] - v);
    const ofDifferences = new Float64Array(m * m);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < m; j++)
        ofDifferences[i * m + j] =
          c[(i + 1) * n + j + 1] - c[(i + 1) * n + j] - c[i * n + j + 1] + c[i * n + j];
    const half = solveDense(ofDifferences, d).reduce((sum, w, k) => sum + w * d[k], 0);
    const wanted = -0.5 * (logDeterminant(ofDifferences, m) + half + m * Math.log(2 * Math.PI));
    // log |FᵀF| = log n and |A Aᵀ| = n for differences: both constants cancel.
    expect(restrictedLogLikelihood(data, model)).toBeCloseTo(wanted, 8);
  });

  it("comes out the same by turns, if all points before count", () => {
    const byTurns = restrictedLogLikelihood(data, model, vecchiaConditioning(data, 29, 100));
    expect(byTurns).toBeCloseTo(restrictedLogLikelihood(data, model), 8);
    const anisotropic = { ...model, anisotropy: { azimuth: 40, ratio: 0.3 } };
    const few = restrictedLogLikelihood(data, anisotropic, vecchiaConditioning(data, 12, 100));
    expect(Math.abs(few - restrictedLogLikelihood(data, anisotropic))).toBeLessThan(0.3);
  });

  it("compares a point only with the nearest of those before it", () => {
    const many = randomField(model, 400, 100, 3);
    const { turns, before } = vecchiaConditioning(many, 6, 150);
    expect(turns).toHaveLength(150);
    const whole = vecchiaConditioning(many, 6, 400);
    for (const [i, k] of turns.entries()) {
      const rank = whole.turns.indexOf(k);
      const square = (j: number): number => (many.x[j] - many.x[k]) ** 2 + (many.y[j] - many.y[k]) ** 2;
      const nearest = whole.turns
        .slice(0, rank)
        .sort((a, b) => square(a) - square(b))
        .slice(0, 6);
      expect([...before[i]].sort()).toEqual(nearest.sort());
    }
  });

  it("leads back to the model of simulated fields, on average, exactly and by Vecchia's approximation", () => {
    for (const [count, fields] of [
      [100, 8],
      [260, 6],
    ]) {
      const found = Array.from({ length: fields }, (_, k) => {
        const field = randomField(model, count, 150, 20 + k);
        return fitKriging({ x: field.x, y: field.y, values: field.simulate() }).model;
      });
      const mean = (of: (found: CovarianceModel) => number): number =>
        Math.exp(found.reduce((sum, one) => sum + Math.log(of(one)), 0) / fields);
      expect(Math.abs(Math.log(mean(({ range }) => range) / 30))).toBeLessThan(0.15);
      expect(Math.abs(Math.log(mean(({ sill }) => sill) / 9))).toBeLessThan(0.25);
    }
  });

  it("knows how far its estimates are from the model that made the fields", () => {
    const found = Array.from({ length: 20 }, (_, k) => {
      const field = randomField(model, 90, 150, 200 + k);
      const { model: estimate, report } = fitKriging({ x: field.x, y: field.y, values: field.simulate() });
      const off = (name: "sill" | "range", truth: number): number =>
        Math.log(estimate[name] / truth) / Number(report.figures[`log_${name}_sigma`]);
      return [off("sill", 9), off("range", 30)];
    }).flat();
    const inside = (limit: number): number => found.filter((z) => Math.abs(z) < limit).length / found.length;
    expect(Math.abs(inside(1) - 0.683)).toBeLessThan(0.15); // 40 numbers: two of their own sigmas
    expect(Math.abs(inside(2) - 0.954)).toBeLessThan(0.07);
  });

  it("does not pretend to know a parameter that the values do not determine", () => {
    const sigma = likelihoodSigma(([a, b]) => (a * a) / 8 + 0 * b, [0, 3]);
    expect(sigma).toEqual(Float64Array.of(2, Number.POSITIVE_INFINITY));
    // Two parameters that hang together: information [[2, 1], [1, 2]], whose inverse has 2/3 on its diagonal.
    const both = likelihoodSigma(([a, b]) => a * a + a * b + b * b, [0, 0]);
    for (const one of both) expect(one).toBeCloseTo(Math.sqrt(2 / 3), 9);
  });

  it("finds the longest axis, and the shape that made a field", () => {
    const truth: CovarianceModel = {
      kind: "exponential",
      sill: 4,
      range: 60,
      nugget: 0.01,
      anisotropy: { azimuth: 130, ratio: 0.3 },
    };
    const field = randomField(truth, 190, 100, 5);
    const points = { x: field.x, y: field.y, values: field.simulate() };
    const { anisotropy } = fitKriging(points, { kind: "exponential", estimateAnisotropy: true }).model;
    expect(Math.abs((anisotropy?.azimuth ?? 0) - 130)).toBeLessThan(12);
    expect(Math.abs(Math.log((anisotropy?.ratio ?? 1) / 0.3))).toBeLessThan(0.5);
    const smooth = randomField({ kind: "gaussian", sill: 4, range: 40, nugget: 1e-4 }, 150, 100, 6);
    const shape = fitKriging({ x: smooth.x, y: smooth.y, values: smooth.simulate() }, { kind: "auto" }).model
      .kind;
    expect(shape).toBe("gaussian");
  });
});

function logDeterminant(matrix: Float64Array, n: number): number {
  const a = matrix.slice();
  let sum = 0;
  for (let c = 0; c < n; c++) {
    sum += Math.log(a[c * n + c]);
    for (let r = c + 1; r < n; r++) {
      const share = a[r * n + c] / a[c * n + c];
      for (let j = c; j < n; j++) a[r * n + j] -= share * a[c * n + j];
    }
  }
  return sum;
}

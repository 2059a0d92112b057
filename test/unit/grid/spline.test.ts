import { describe, expect, it } from "vitest";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import type { Points } from "../../../lib/grid/points.js";
import { fitSpline } from "../../../lib/grid/spline.js";
import { splineKernel } from "../../../lib/grid/spline-kernel.js";
import { gauss } from "./gauss.js";
import { randomField } from "./random-fields.js";
import { largest, rms } from "./surfaces.js";

const random = seededRandom(5);
const uniform = (count: number, from: number, to: number): Float64Array =>
  Float64Array.from({ length: count }, () => from + (to - from) * random());

/** A smooth field at random places of 100 km by 80 km. */
function survey(count: number, noise = 0): Points & { readonly truth: (x: number, y: number) => number } {
  const [x, y] = [uniform(count, 5e5, 6e5), uniform(count, 2e6, 2.08e6)];
  const truth = (east: number, north: number): number => {
    const [u, v] = [(east - 5e5) / 1e5, (north - 2e6) / 1e5];
    return 50 * Math.sin(5 * u) * Math.cos(4 * v + u) + 30 / (1 + 40 * ((u - 0.5) ** 2 + (v - 0.4) ** 2));
  };
  return { x, y, truth, values: x.map((east, k) => truth(east, y[k]) + noise * normalRandom(random)) };
}

const away = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, k) => value - b[k]);

describe("a spline", () => {
  it.each([0, 0.4])("goes through all points without smoothing, at tension %s", (tension) => {
    const points = survey(300);
    const surface = fitSpline(points, { smoothing: 0, tension });
    expect(largest(away(surface.predict(points), points.values))).toBeLessThan(1e-8);
    expect(surface.predictSigma(points).every((sigma) => sigma < 1e-3)).toBe(true);
  });

  it.each([0, 0.4])("gives planes back everywhere, at tension %s and any smoothing", (tension) => {
    const { x, y } = survey(60);
    const plane = (east: number, north: number): number =>
      980_000 + 3e-4 * (east - 5e5) - 2e-4 * (north - 2e6);
    const points = { x, y, values: x.map((east, k) => plane(east, y[k])) };
    const at = { x: uniform(20, 4e5, 7e5), y: uniform(20, 1.9e6, 2.2e6) };
    for (const smoothing of [0, 1e8]) {
      const found = fitSpline(points, { smoothing, tension }).predict(at);
      expect(
        largest(
          away(
            found,
            at.x.map((east, k) => plane(east, at.y[k])),
          ),
        ),
      ).toBeLessThan(1e-6);
    }
  });

  it.each([0, 0.4])(
    "is the same when the map is shifted, turned and drawn in another unit, at tension %s",
    (tension) => {
      const points = survey(150, 1);
      const at = survey(40);
      const turned = ({ x, y }: Pick<Points, "x" | "y">): { x: Float64Array; y: Float64Array } => ({
        x: x.map((v, k) => (0.8 * v - 0.6 * y[k]) / 1000 + 77),
        y: x.map((v, k) => (0.6 * v + 0.8 * y[k]) / 1000 - 5000),
      });
      for (const smoothing of [0, 3e7]) {
        const here = fitSpline(points, { smoothing, tension, tensionLength: 6000 });
        const there = fitSpline(
          { ...turned(points), values: points.values },
          { smoothing: smoothing / 1e6, tension, tensionLength: 6 },
        );
        expect(largest(away(here.predict(at), there.predict(turned(at))))).toBeLessThan(1e-7);
        expect(largest(away(here.predictSigma(at), there.predictSigma(turned(at))))).toBeLessThan(1e-5);
      }
      const chosen = fitSpline(points, { tension, tensionLength: 6000 });
      const chosenThere = fitSpline(
        { ...turned(points), values: points.values },
        { tension, tensionLength: 6 },
      );
      expect(chosenThere.smoothing / (chosen.smoothing / 1e6)).toBeCloseTo(1, 3);
    },
  );

  it("comes to the biharmonic spline as the tension goes to none", () => {
    const points = survey(80);
    const at = survey(30);
    const plain = fitSpline(points, { smoothing: 0 }).predict(at);
    const tight = [1e-2, 1e-4, 1e-6].map((tension) =>
      largest(away(fitSpline(points, { smoothing: 0, tension }).predict(at), plain)),
    );
    expect(tight[1]).toBeLessThan(tight[0] / 10);
    expect(tight[2]).toBeLessThan(tight[1] / 10);
  });

  it("has a Green's function that solves its equation away from the point", () => {
    // (∇⁴ − p² ∇²) G = 0, by finite differences of step h along both axes.
    const [p, h] = [1.3, 0.05];
    for (const tension of [0, p]) {
      const kernel = splineKernel(tension);
      const g = (x: number, y: number): number => kernel(x * x + y * y);
      const laplace = (f: typeof g) => (x: number, y: number) =>
        (16 * (f(x + h, y) + f(x - h, y) + f(x, y + h) + f(x, y - h)) -
          (f(x + 2 * h, y) + f(x - 2 * h, y) + f(x, y + 2 * h) + f(x, y - 2 * h)) -
          60 * f(x, y)) /
        (12 * h * h);
      for (const [x, y] of [
        [0.9, 0.7],
        [2.4, -1.1],
      ]) {
        const twice = laplace(laplace(g))(x, y);
        expect(Math.abs(twice - tension ** 2 * laplace(g)(x, y))).toBeLessThan(
          2e-4 * Math.abs(laplace(g)(x, y)),
        );
      }
    }
  });

  it("takes degrees as the same plane once the aspect ratio says how long they are", () => {
    const points = survey(100, 1);
    const at = survey(20);
    const squeezed = ({ x, y }: Pick<Points, "x" | "y">) => ({ x: x.map((v) => v / 0.8), y });
    const here = fitSpline(points, { tension: 0.2 }).predict(at);
    const there = fitSpline(
      { ...squeezed(points), values: points.values },
      { tension: 0.2, aspectRatio: 0.8 },
    );
    expect(largest(away(here, there.predict(squeezed(at))))).toBeLessThan(1e-6);
  });
});

describe("a spline's smoothing", () => {
  const points = survey(40, 3);
  const sigma = uniform(40, 2, 4);
  const withSigma = { ...points, sigma };
  /** Trace of the influence matrix and weighed residuals, from one fit for each datum. */
  const score = (smoothing: number): { score: number; share: number } => {
    const n = points.x.length;
    const meanWeight = sigma.reduce((sum, s) => sum + s ** -2, 0) / n;
    const surfaceOf = (values: Float64Array): Float64Array =>
      fitSpline({ ...withSigma, values }, { smoothing }).predict(points);
    let trace = 0;
    for (let k = 0; k < n; k++)
      trace += surfaceOf(Float64Array.from({ length: n }, (_, i) => (i === k ? 1 : 0)))[k];
    const rest = away(points.values, surfaceOf(points.values));
    const squares = rest.reduce((sum, r, k) => sum + (r * r) / (sigma[k] ** 2 * meanWeight), 0);
    return { score: (n * squares) / (n - trace) ** 2, share: trace / n };
  };

  it("is that of least generalised cross-validation, computed again from its definition", () => {
    const chosen = fitSpline(withSigma);
    const at = score(chosen.smoothing);
    expect(at.score).toBeCloseTo(Number(chosen.report.figures.gcv_root) ** 2, 6);
    expect(at.share).toBeCloseTo(Number(chosen.report.figures.freedom_share), 6);
    for (const factor of [0.3, 0.9, 1.1, 3])
      expect(score(chosen.smoothing * factor).score).toBeGreaterThan(at.score);
  });

  it("finds the noise of a field that is noisier than it is rough", () => {
    const noisy = survey(400, 4);
    expect(Number(fitSpline(noisy).report.figures.point_sigma)).toBeCloseTo(4, -0.3);
    expect(fitSpline(noisy).report.figures.misfit_rms).toBeLessThan(4);
    const q = survey(500);
    const error = (smoothing: number | "gcv"): number => {
      const found = fitSpline(noisy, { smoothing }).predict(q);
      return rms(
        away(
          found,
          q.x.map((x, k) => noisy.truth(x, q.y[k])),
        ),
      );
    };
    expect(error("gcv")).toBeLessThan(0.6 * error(0));
  });

  it("from windows of neighbours is near that of all points", () => {
    const many = survey(1100, 3);
    const half = {
      x: many.x.subarray(0, 490),
      y: many.y.subarray(0, 490),
      values: many.values.subarray(0, 490),
    };
    const [windows, whole] = [fitSpline(many).report.figures, fitSpline(half).report.figures];
    expect([windows.gcv_windows, whole.gcv_windows]).toEqual([8, 0]);
    expect(Number(windows.point_sigma) / Number(whole.point_sigma)).toBeGreaterThan(0.85);
    expect(Number(windows.point_sigma) / Number(whole.point_sigma)).toBeLessThan(1.15);
  });
});

describe("a spline's sigma", () => {
  it("is the error of universal kriging with Green's function as covariance, written a second time", () => {
    const points = survey(26, 2);
    const at = survey(6);
    const smoothing = 2e7;
    const kernel = splineKernel(0);
    // In units of 100 km, in which the same smoothing is 10⁻¹⁰ of it.
    const [x, y] = [points.x.map((v) => (v - 5.5e5) / 1e5), points.y.map((v) => (v - 2.04e6) / 1e5)];
    const variance = (
      rows: readonly number[],
      px: number,
      py: number,
    ): { weights: number[]; variance: number } => {
      const row = (a: number, b: number): number[] => [
        ...rows.map((k) => kernel((a - x[k]) ** 2 + (b - y[k]) ** 2)),
        ...[1, a, b],
      ];
      const matrix = rows.map((k, i) => row(x[k], y[k]).map((v, j) => (i === j ? v + smoothing * 1e-10 : v)));
      for (const c of [0, 1, 2]) matrix.push([...rows.map((k) => [1, x[k], y[k]][c]), 0, 0, 0]);
      const right = row(px, py);
      const weights = gauss(matrix, right);
      return { weights, variance: -weights.reduce((sum, w, i) => sum + w * right[i], 0) };
    };
    const all = Array.from(x.keys());
    const squares = all.map((k) => {
      const others = all.filter((other) => other !== k);
      const { weights, variance: own } = variance(others, x[k], y[k]);
      const error = points.values[k] - others.reduce((sum, m, i) => sum + weights[i] * points.values[m], 0);
      return error ** 2 / (own + smoothing * 1e-10);
    });
    const sorted = squares.map(Math.sqrt).sort((a, b) => a - b);
    const place = 0.6827 * 25; // between the 18th and the 19th of 26
    const scale = (sorted[17] + (place - 17) * (sorted[18] - sorted[17])) ** 2;
    const wanted = at.x.map((px, k) =>
      Math.sqrt(scale * variance(all, (px - 5.5e5) / 1e5, (at.y[k] - 2.04e6) / 1e5).variance),
    );
    const found = fitSpline(points, { smoothing }).predictSigma(at);
    for (const [k, sigma] of found.entries()) expect(sigma / wanted[k]).toBeCloseTo(1, 7);
  });

  it.each([0, 0.3])(
    "is about right between the points of random fields of another covariance, at noise %s of their scatter",
    (noise) => {
      const field = randomField({ kind: "matern", sill: 100, range: 30 }, 500, 100, 12);
      const shares = [0, 1, 2].map(() => {
        const values = field.simulate();
        const measured = values.map((v) => v + 10 * noise * field.normal());
        const part = (column: Float64Array, held: boolean): Float64Array =>
          column.filter((_, k) => (k % 3 === 0) === held);
        const points = { x: part(field.x, false), y: part(field.y, false), values: part(measured, false) };
        const at = { x: part(field.x, true), y: part(field.y, true) };
        const surface = fitSpline(points, noise === 0 ? { smoothing: 0 } : {});
        const sigma = surface.predictSigma(at);
        const errors = away(surface.predict(at), part(values, true));
        return [1, 2].map((n) => errors.filter((e, k) => Math.abs(e) < n * sigma[k]).length / errors.length);
      });
      // 500 errors: the share inside 1 sigma has a chance error of about 0.03, as neighbours' errors are alike.
      const [inside, twice] = [0, 1].map((n) => shares.reduce((sum, share) => sum + share[n] / 3, 0));
      expect(inside).toBeGreaterThan(0.62);
      expect(inside).toBeLessThan(0.75);
      expect(twice).toBeGreaterThan(0.91);
      expect(twice).toBeLessThan(0.985);
    },
  );
});

describe("the iterative solution", () => {
  it.each([
    { tension: 0, smoothing: 0 },
    { tension: 0, smoothing: 1e7 },
    { tension: 0.4, smoothing: 0 },
  ])(
    "is the dense one within a millionth of the values, at $tension tension and $smoothing smoothing",
    (options) => {
      const points = survey(1100, 1);
      const sigma = uniform(1100, 1, 2);
      const at = survey(400);
      const dense = fitSpline({ ...points, sigma }, { ...options, solver: "dense" });
      const quick = fitSpline({ ...points, sigma }, { ...options, solver: "iterative", tolerance: 1e-9 });
      expect(quick.report.figures.iterations).toBeLessThan(30);
      expect(largest(away(dense.predict(at), quick.predict(at)))).toBeLessThan(1e-6 * 80);
    },
  );

  it("holds points on ship's tracks, whose neighbours lie on lines", () => {
    const count = 3000;
    const x = Float64Array.from({ length: count }, (_, k) => 50 * (k % 300));
    const y = Float64Array.from({ length: count }, (_, k) => 2000 * Math.floor(k / 300) + 0.3 * (k % 300));
    const values = x.map((v, k) => 10 * Math.sin(v / 3000) + 5 * Math.cos(y[k] / 4000));
    const surface = fitSpline({ x, y, values }, { smoothing: 0 });
    expect(surface.report.warnings).toEqual([]);
    expect(largest(away(surface.predict({ x, y }), values))).toBeLessThan(1e-3);
    const between = { x: uniform(200, 0, 14000), y: uniform(200, 0, 18000) };
    const truth = between.x.map((v, k) => 10 * Math.sin(v / 3000) + 5 * Math.cos(between.y[k] / 4000));
    expect(rms(away(surface.predict(between), truth))).toBeLessThan(0.1);
  });

  it("tells how far it is, and stops when it is told to", () => {
    const points = survey(1200, 1);
    const told: number[] = [];
    fitSpline(points, { smoothing: 1e6, progress: (done) => told.push(done) });
    expect(told.length).toBeGreaterThan(2);
    expect(told.at(-1)).toBe(100);
    const stop = new AbortController();
    expect(() =>
      fitSpline(points, {
        smoothing: 1e6,
        signal: stop.signal,
        progress: () => stop.abort(new Error("enough")),
      }),
    ).toThrow("enough");
  });

  it("says when it ended too early", () => {
    const { report } = fitSpline(survey(1200, 1), { smoothing: 0, maximumIterations: 1 });
    expect(report.warnings.join()).toMatch(/ended after 1 rounds with a residual of/);
  });
});

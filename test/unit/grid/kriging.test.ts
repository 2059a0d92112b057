import { describe, expect, it } from "vitest";
import { serialExecutor } from "../../../lib/core/executor.js";
import { type CovarianceModel, covarianceAt } from "../../../lib/grid/covariance-model.js";
import { crossValidate } from "../../../lib/grid/cross-validate.js";
import { fitKriging } from "../../../lib/grid/kriging.js";
import { type Points, pickPoints } from "../../../lib/grid/points.js";
import { threadPool } from "../../../lib/node/thread-pool.js";
import { covarianceMatrix, randomField, solveDense } from "./random-fields.js";

const matern: CovarianceModel = { kind: "matern", sill: 4, range: 30 };

function scattered(count: number, seed: number, model = matern): Points {
  const { x, y, simulate } = randomField(model, count, 100, seed);
  return { x, y, values: simulate().map((value) => value + 50) };
}

/** Ordinary or universal kriging as the textbook's one system with Lagrange's multipliers. */
function textbook(
  points: Points,
  model: CovarianceModel,
  px: number,
  py: number,
  basis: ((x: number, y: number) => number)[],
) {
  const { x, y, values, sigma } = points;
  const [n, p] = [x.length, basis.length];
  const size = n + p;
  const covariance = covarianceMatrix(model, x, y);
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++)
      matrix[i * size + j] = covariance[i * n + j] + (i === j ? (sigma?.[i] ?? 0) ** 2 : 0);
    right[i] = covarianceAt(model, Math.hypot(x[i] - px, y[i] - py)).covariance;
    for (const [k, f] of basis.entries())
      matrix[i * size + n + k] = matrix[(n + k) * size + i] = f(x[i], y[i]);
  }
  for (const [k, f] of basis.entries()) right[n + k] = f(px, py);
  const weights = solveDense(matrix, right);
  const value = values.reduce((sum, v, i) => sum + weights[i] * v, 0);
  const variance = weights.reduce((rest, w, i) => rest - w * right[i], covarianceAt(model, 0).covariance);
  return { value, sigma: Math.sqrt(variance) };
}

describe("kriging", () => {
  const [one, u, v] = [() => 1, (x: number) => x / 100, (_: number, y: number) => y / 100];
  const at = { x: Float64Array.of(20, 55.5, 90, 130), y: Float64Array.of(30, 44, 91, -20) };

  it.each([
    ["a constant mean", 0, [one]],
    ["a plane", 1, [one, u, v]],
    [
      "a surface of degree 2",
      2,
      [
        one,
        u,
        v,
        (x: number) => (x * x) / 1e4,
        (x: number, y: number) => (x * y) / 1e4,
        (_: number, y: number) => (y * y) / 1e4,
      ],
    ],
  ] as const)(
    "solves the system with Lagrange's multipliers: %s, sigmas and a nugget",
    (_name, degree, basis) => {
      const model = { ...matern, nugget: 0.3 };
      const points = scattered(40, 3, model);
      const sigma = points.values.map((_, k) => 0.1 + 0.02 * k);
      const surface = fitKriging({ ...points, sigma }, { model, degree, neighbours: "all" });
      const [values, sigmas] = [surface.predict(at), surface.predictSigma(at)];
      for (const [k, px] of at.x.entries()) {
        const wanted = textbook({ ...points, sigma }, model, px, at.y[k], [...basis]);
        expect(values[k]).toBeCloseTo(wanted.value, 8);
        expect(sigmas[k]).toBeCloseTo(wanted.sigma, 8);
      }
    },
  );

  it("takes at each place its own nearest points, whatever the places asked for with it", () => {
    const points = scattered(300, 5);
    const surface = fitKriging(points, { model: matern, neighbours: 9, degree: 1 });
    const grid = surface.grid({ region: [-10, 110, -10, 110], spacing: 2.5 });
    for (const k of [0, 7, 400, 1203, 2000, 2400]) {
      const [px, py] = [grid.x[k % grid.x.length], grid.y[Math.floor(k / grid.x.length)]];
      const near = Array.from(points.x.keys())
        .sort(
          (a, b) =>
            Math.hypot(points.x[a] - px, points.y[a] - py) - Math.hypot(points.x[b] - px, points.y[b] - py),
        )
        .slice(0, 9);
      const wanted = textbook(pickPoints(points, near), matern, px, py, [one, u, v]);
      expect(grid.values[k]).toBeCloseTo(wanted.value, 7);
      expect(grid.sigma?.[k]).toBeCloseTo(wanted.sigma, 7);
      const single = { x: Float64Array.of(px), y: Float64Array.of(py) };
      expect(surface.predict(single)[0]).toBeCloseTo(grid.values[k], 8);
    }
  });

  it.each([8, "all"] as const)(
    "goes through points without sigma, with sigma 0 there, from %s neighbours",
    (neighbours) => {
      const points = scattered(150, 7);
      for (const model of [matern, { ...matern, nugget: 0.5 }]) {
        const surface = fitKriging(points, { model, neighbours });
        const predicted = surface.predict(points);
        for (const [k, value] of predicted.entries()) expect(value).toBeCloseTo(points.values[k], 6);
        for (const sigma of surface.predictSigma(points)) expect(sigma).toBeLessThan(1e-4);
      }
    },
  );

  it("gives places in threes beside places in crowds the values that they have alone", () => {
    const points = scattered(300, 5);
    const surface = fitKriging(points, { model: matern, neighbours: 16 });
    // A crowd shares its neighbours and is served by their weights; three places are too few for that.
    const crowds = Array.from({ length: 60 }, (_, k) => ({ x: 10 + 7 * (k % 12), y: 10 + 13 * (k % 7) }));
    const x = crowds.flatMap((at, k) => Array.from({ length: k % 2 ? 3 : 40 }, (_, i) => at.x + 0.01 * i));
    const y = crowds.flatMap((at, k) => Array.from({ length: k % 2 ? 3 : 40 }, () => at.y));
    const places = { x: Float64Array.from(x), y: Float64Array.from(y) };
    const together = surface.predict(places);
    for (const [k, value] of together.entries()) {
      const alone = { x: places.x.slice(k, k + 1), y: places.y.slice(k, k + 1) };
      expect(value).toBeCloseTo(surface.predict(alone)[0], 8);
    }
  });

  it("takes a nugget that is noise out of the surface and of its sigma", () => {
    const model = { ...matern, nugget: 1 };
    const points = scattered(60, 8);
    const noise = fitKriging(points, { model, nuggetIs: "noise" });
    const sigma = points.values.map(() => 1);
    const asSigma = fitKriging({ ...points, sigma }, { model: matern });
    for (const [k, value] of noise.predict(at).entries())
      expect(value).toBeCloseTo(asSigma.predict(at)[k], 10);
    for (const [k, value] of noise.predictSigma(at).entries())
      expect(value).toBeCloseTo(asSigma.predictSigma(at)[k], 10);
    const field = fitKriging(points, { model }).predictSigma(at);
    for (const [k, value] of noise.predictSigma(at).entries())
      expect(field[k]).toBeCloseTo(Math.hypot(value, 1), 10);
  });

  it("follows an external drift whatever its unit and zero, and gives NaN where there is none", () => {
    const points = scattered(80, 9);
    const height = (p: { x: Float64Array; y: Float64Array }) =>
      p.x.map((x, k) => 300 * Math.sin(x / 9) * Math.cos(p.y[k] / 7));
    const values = height(points).map((h) => 7 + 0.1 * h);
    for (const scale of [1, 1000]) {
      const drift = {
        at: (p: { x: Float64Array; y: Float64Array }) => [
          height(p).map((h) => (p.x.length === 4 && h < -50 ? Number.NaN : 5e3 + h * scale)),
        ],
      };
      for (const neighbours of [12, "all"] as const) {
        const predicted = fitKriging({ ...points, values }, { model: matern, drift, neighbours }).predict(at);
        const heights = height(at);
        for (const [k, h] of heights.entries()) {
          if (h < -50) expect(predicted[k]).toBeNaN();
          else expect(predicted[k]).toBeCloseTo(7 + 0.1 * h, 6);
        }
        expect(heights.some((h) => h < -50)).toBe(true);
      }
    }
  });

  it("means by aspectRatio that x is in other units than y", () => {
    const points = scattered(60, 11);
    const degrees = { ...points, x: points.x.map((x) => x / 0.8) };
    const wanted = fitKriging(points, { model: matern, neighbours: 10 }).predict(at);
    const found = fitKriging(degrees, { model: matern, neighbours: 10, aspectRatio: 0.8 }).predict({
      ...at,
      x: at.x.map((x) => x / 0.8),
    });
    for (const [k, value] of found.entries()) expect(value).toBeCloseTo(wanted[k], 9);
  });

  it("flags places beyond the range of every point, where it knows the mean and no more", () => {
    const points = scattered(80, 17);
    const far = { x: Float64Array.of(50, 110, 900, Number.NaN), y: Float64Array.of(50, 60, -900, 0) };
    const surface = fitKriging(points, { model: matern });
    expect(surface.isBeyondRange(far)).toEqual(Uint8Array.of(0, 0, 1, 1));
    const [value, sigma] = [surface.predict(far)[2], surface.predictSigma(far)[2]];
    expect(Math.abs(value - 50)).toBeLessThan(2);
    expect(sigma).toBeGreaterThan(2); // the root of the sill, and the mean's own error
    const across = { ...matern, anisotropy: { azimuth: 0, ratio: 0.1 } };
    const alone = { x: Float64Array.of(0), y: Float64Array.of(0), values: Float64Array.of(1) };
    const beside = { x: Float64Array.of(0, 20), y: Float64Array.of(20, 0) };
    expect(fitKriging(alone, { model: across }).isBeyondRange(beside)).toEqual(Uint8Array.of(0, 1));
  });

  it("averages points at one place, leaves out NaN, and counts both", () => {
    const points = {
      x: Float64Array.of(0, 0, 40, 20, 9),
      y: Float64Array.of(0, 0, 0, 5, Number.NaN),
      values: Float64Array.of(1, 3, 6, Number.NaN, 2),
    };
    const { predict, report } = fitKriging(points, { model: matern });
    expect(predict({ x: Float64Array.of(0, Number.NaN), y: Float64Array.of(0, 0) })).toEqual(
      Float64Array.of(2, Number.NaN),
    );
    expect(report.rows).toEqual({ in: 5, used: 2, not_finite: 2, coincident: 1 });
  });

  it("with one point and a known model gives its value everywhere, less sure with distance", () => {
    const surface = fitKriging(
      { x: Float64Array.of(3), y: Float64Array.of(4), values: Float64Array.of(7) },
      { model: matern },
    );
    const there = { x: Float64Array.of(3, 10, 900), y: Float64Array.of(4, 4, 4) };
    expect(surface.predict(there)).toEqual(Float64Array.of(7, 7, 7));
    const [near, far, farthest] = surface.predictSigma(there);
    expect(near).toBe(0);
    expect(far).toBeGreaterThan(0);
    expect(farthest).toBeCloseTo(Math.sqrt(8), 9); // an unknown mean from one value, and the field itself
  });

  it("knows nothing of a plane across a line of points, and says so by NaN", () => {
    const x = Float64Array.from({ length: 20 }, (_, k) => k);
    const line = { x, y: x.map((v) => 2 * v), values: x.map((v) => 3 * v) };
    const onAndOff = { x: Float64Array.of(4.5, 4.5), y: Float64Array.of(9, 12) };
    const [on, off] = fitKriging(line, { model: matern, degree: 1 }).predict(onAndOff);
    expect(on).toBeCloseTo(13.5, 9);
    expect(off).toBeNaN();
    for (const value of fitKriging(line, { model: matern }).predict(onAndOff))
      expect(value).toBeGreaterThan(0);
  });

  it("stays finite with points a hair apart and a Gaussian covariance", () => {
    const points = scattered(60, 12);
    const twins = {
      x: Float64Array.of(...points.x, ...points.x.map((x) => x + 1e-7)),
      y: Float64Array.of(...points.y, ...points.y),
      values: Float64Array.of(...points.values, ...points.values),
    };
    const surface = fitKriging(twins, { model: { kind: "gaussian", sill: 4, range: 200 } });
    const inside = { x: Float64Array.of(30, 50), y: Float64Array.of(40, 60) };
    for (const value of surface.predict(inside)) expect(Math.abs(value - 50)).toBeLessThan(20);
    for (const sigma of surface.predictSigma(inside)) expect(sigma).toBeGreaterThanOrEqual(0);
  });

  it("refuses what it cannot use, and says what to do", () => {
    const points = scattered(20, 13);
    const nothing = { ...points, values: points.values.map(() => Number.NaN) };
    const constant = { ...points, values: points.values.map(() => 5) };
    expect(() => fitKriging(nothing, { model: matern })).toThrow("no usable point");
    expect(() => fitKriging(pickPoints(points, [1, 2, 3]))).toThrow("Give options.model");
    expect(() => fitKriging(constant)).toThrow("Give options.model");
    expect(() => fitKriging(points, { neighbours: 0 })).toThrow("options.neighbours is 0");
    expect(() => fitKriging(points, { model: { ...matern, range: 0 } })).toThrow("model.range is 0");
    expect(() =>
      fitKriging(points, { model: matern, drift: { points: [new Float64Array(3)], at: () => [] } }),
    ).toThrow("20, one number a point");
  });

  it("gives the same numbers one after another and by several threads", async () => {
    const points = scattered(300, 15, { ...matern, nugget: 0.2 });
    const height = { at: (p: { x: Float64Array; y: Float64Array }) => [p.x.map((x, k) => x * p.y[k])] };
    const spec = { region: [-10, 110, 0, 100], spacing: 2 } as const;
    for (const neighbours of [12, "all"] as const) {
      const done: number[] = [];
      const surface = fitKriging(points, {
        ...{ model: matern, neighbours, drift: height, name: "anomaly", units: "mGal" },
        progress: (now, all) => done.push(now / all),
      });
      const grid = surface.grid(spec);
      expect(done.at(-1)).toBe(1);
      // Threads take a while to start: once is enough.
      const executor = neighbours === 12 ? threadPool({ threads: 2 }) : serialExecutor;
      expect(await surface.gridWith(spec, executor)).toEqual(grid);
      expect(grid.values.length).toBeGreaterThan(3000); // more than one task
      expect(done.at(-1)).toBe(1);
    }
    const stopped = fitKriging(points, { model: matern, signal: AbortSignal.abort() });
    await expect(stopped.gridWith(spec, threadPool({ threads: 2 }))).rejects.toThrow("aborted");
  });

  it("takes the first of points at the same distance, so that a lattice has one answer", () => {
    const count = 400;
    const x = Float64Array.from({ length: count }, (_, k) => (k % 20) * 5);
    const y = Float64Array.from({ length: count }, (_, k) => Math.floor(k / 20) * 5);
    const points = { x, y, values: scattered(count, 16).values };
    const surface = fitKriging(points, { model: matern, neighbours: 7 });
    const grid = surface.grid({ region: [0, 95, 0, 95], spacing: 2.5 });
    for (const k of [42, 500, 777, 1203, 1520]) {
      const [px, py] = [grid.x[k % grid.x.length], grid.y[Math.floor(k / grid.x.length)]];
      const square = (a: number): number => (x[a] - px) ** 2 + (y[a] - py) ** 2;
      const near = Array.from(x.keys()).sort((a, b) => square(a) - square(b) || a - b);
      const wanted = textbook(pickPoints(points, near.slice(0, 7)), matern, px, py, [one]);
      expect(grid.values[k]).toBeCloseTo(wanted.value, 8);
    }
  });

  it("can be stopped, and tells how far it is", () => {
    const points = scattered(300, 14);
    const stop = new AbortController();
    const told: number[] = [];
    const progress = (done: number, total: number): void => {
      told.push(done / total);
      if (told.length > 3) stop.abort();
    };
    const surface = fitKriging(points, { model: matern, signal: stop.signal, progress });
    const spec = { region: [0, 100, 0, 100], spacing: 1 } as const;
    expect(() => surface.grid(spec)).toThrow("aborted");
    expect(told).toHaveLength(4);
    const whole: number[] = [];
    fitKriging(points, { model: matern, progress: (done, total) => whole.push(done / total) }).grid(spec);
    expect(whole[whole.length - 1]).toBe(1);
    expect(() => fitKriging(points, { signal: AbortSignal.abort() })).toThrow("aborted");
  });
});

describe("the sigma of kriging, over simulated fields", () => {
  const model: CovarianceModel = { kind: "exponential", sill: 9, range: 40, nugget: 0.2 };

  /** Shares of held-out values, without error, inside one and two sigma. */
  function shares(fields: number, estimated: boolean): [number, number] {
    let [one, two, all] = [0, 0, 0];
    for (let seed = 1; seed <= fields; seed++) {
      const { x, y, simulate, normal } = randomField(model, 260, 100, seed);
      const truth = simulate();
      const [train, test] = [
        Array.from({ length: 160 }, (_, k) => k),
        Array.from({ length: 100 }, (_, k) => 160 + k),
      ];
      const sigma = x.map((_, k) => 0.2 + 0.6 * ((k % 5) / 5));
      const measured = pickPoints(
        { x, y, values: truth.map((v, k) => v + sigma[k] * normal()), sigma },
        train,
      );
      const held = pickPoints({ x, y, values: truth }, test);
      const surface = fitKriging(measured, {
        neighbours: 24,
        ...(estimated ? { kind: "exponential" } : { model }),
      });
      const [values, sigmas] = [surface.predict(held), surface.predictSigma(held)];
      for (const [k, value] of values.entries()) {
        const z = Math.abs(value - held.values[k]) / sigmas[k];
        all += 1;
        if (z < 1) one += 1;
        if (z < 2) two += 1;
      }
    }
    return [one / all, two / all];
  }

  it("holds 68.3 % and 95.4 % of the errors where the model is known", () => {
    const [one, two] = shares(40, false);
    expect(Math.abs(one - 0.683)).toBeLessThan(0.02);
    expect(Math.abs(two - 0.954)).toBeLessThan(0.01);
  });

  it("holds nearly as many where the model is estimated from the same points", () => {
    const [one, two] = shares(6, true);
    expect(Math.abs(one - 0.683)).toBeLessThan(0.04);
    expect(Math.abs(two - 0.954)).toBeLessThan(0.02);
  });

  it("is right in cross-validation too, point errors added", () => {
    const { x, y, simulate, normal } = randomField(model, 400, 100, 77);
    const sigma = x.map(() => 0.5);
    const points = { x, y, values: simulate().map((v) => v + 0.5 * normal()), sigma };
    const { result } = crossValidate((part) => fitKriging(part, { model }), points, { blockSize: 5 });
    expect(Math.abs((result.insideOneSigma as number) - 0.683)).toBeLessThan(0.06);
  });
});

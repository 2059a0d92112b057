import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../lib/core/random.js";
import { chooseGridder } from "../../../lib/grid/choose-gridder.js";
import { crossValidate } from "../../../lib/grid/cross-validate.js";
import { foldsOf } from "../../../lib/grid/folds.js";
import { fitNearest } from "../../../lib/grid/inverse-distance.js";
import { fitLinear } from "../../../lib/grid/linear.js";
import { fitTrend } from "../../../lib/grid/trend.js";

const random = seededRandom(3);
const x = Float64Array.from({ length: 600 }, () => 100 * random());
const y = Float64Array.from({ length: 600 }, () => 60 * random());
const points = { x, y, values: x.map((v, k) => Math.sin(v / 15) + 0.02 * y[k]) };

describe("folds", () => {
  it("keep the points of a block together, and have about the same number of points", () => {
    const fold = foldsOf(points, { blockSize: 10 });
    const ofBlock = new Map<string, Set<number>>();
    for (let k = 0; k < 600; k++) {
      const block = `${Math.floor(x[k] / 10)} ${Math.floor(y[k] / 10)}`;
      ofBlock.set(block, (ofBlock.get(block) ?? new Set()).add(fold[k]));
    }
    for (const found of ofBlock.values()) expect(found.size).toBe(1);
    const sizes = [0, 1, 2, 3, 4].map((k) => fold.filter((f) => f === k).length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(20);
  });

  it("keep a track together, however long it is", () => {
    const groups = Array.from(x, (_, k) => `line ${k % 9}`);
    const fold = foldsOf(points, { blockSize: 1, groups, folds: 3 });
    for (let k = 9; k < 600; k++) expect(fold[k]).toBe(fold[k % 9]);
  });

  it("are the same for the same seed, and others for another", () => {
    const of = (seed: number) => [...foldsOf(points, { blockSize: 10, seed })];
    expect(of(4)).toEqual(of(4));
    expect(of(4)).not.toEqual(of(5));
  });

  it("name what they cannot do", () => {
    expect(() => foldsOf(points, { blockSize: 1000 })).toThrow("There are 1 blocks with points");
    expect(() => foldsOf(points, { blockSize: 0 })).toThrow("options.blockSize is 0");
    expect(() => foldsOf(points, { blockSize: 10, folds: 1 })).toThrow("options.folds is 1");
    expect(() => foldsOf(points, { blockSize: 10, groups: ["a"] })).toThrow("1 names");
  });
});

describe("cross-validation", () => {
  it("ranks methods as their errors at unseen places do, and says how many places got no answer", () => {
    const rmse = (fitter: typeof fitNearest): number =>
      crossValidate(fitter, points, { blockSize: 8 }).result.rmse;
    expect(rmse((part) => fitLinear(part))).toBeLessThan(rmse((part) => fitNearest(part)));
    const { predicted, unpredicted } = crossValidate((part) => fitLinear(part), points, {
      blockSize: 8,
    }).result;
    expect(predicted + unpredicted).toBe(600);
    expect(unpredicted).toBeGreaterThan(0);
  });

  it("takes the blocks that a choice of methods takes, if it is given none", async () => {
    const onRoads = { x: x.map((v) => 20 * Math.floor(v / 20)), y, values: points.values };
    const { result, report } = crossValidate((part) => fitNearest(part), onRoads);
    const choice = await chooseGridder(onRoads, { methods: ["nearest"] });
    expect(report.parameters.blockSize).toEqual(choice.report.parameters.blockSize);
    expect(result.rmse).toBeCloseTo(choice.result.table[0].rmse, 9);
    const same = crossValidate((part) => fitNearest(part), onRoads, {
      blockSize: report.parameters.blockSize as [number, number],
    });
    expect(same.result.errors).toEqual(result.errors);
  });

  it("is the error that really is made: of a nearest neighbour, by hand", () => {
    const { errors, fold } = crossValidate((part) => fitNearest(part), points, { blockSize: 8 }).result;
    for (const k of [0, 99, 500]) {
      let nearest = -1;
      for (let j = 0; j < 600; j++) {
        if (fold[j] === fold[k]) continue;
        if (
          nearest < 0 ||
          Math.hypot(x[j] - x[k], y[j] - y[k]) < Math.hypot(x[nearest] - x[k], y[nearest] - y[k])
        )
          nearest = j;
      }
      expect(errors[k]).toBe(points.values[nearest] - points.values[k]);
    }
  });

  it("counts how often a sigma was right, and leaves NaN out", () => {
    const gap = {
      ...points,
      values: points.values.map((v, k) => (k === 5 ? Number.NaN : v)),
      sigma: x.map(() => 0.5),
    };
    const { result, report } = crossValidate((part) => fitTrend(part), gap, { blockSize: 8 });
    expect(report.rows).toEqual({ in: 600, used: 599, not_finite: 1 });
    const real = result.errors.filter((e) => Math.abs(e) < 0.5).length / 599;
    expect(result.insideOneSigma as number).toBeGreaterThanOrEqual(real); // the surface's own sigma adds a little
    expect(result.insideOneSigma as number).toBeLessThan(real + 0.1);
    expect(result.insideTwoSigma as number).toBeGreaterThanOrEqual(result.insideOneSigma as number);
  });

  it("tells how far it is, and stops when asked", () => {
    const told: number[] = [];
    const stop = new AbortController();
    const progress = (done: number): void => {
      told.push(done);
      if (done === 2) stop.abort();
    };
    const options = { blockSize: 8, progress, signal: stop.signal };
    expect(() => crossValidate((part) => fitNearest(part), points, options)).toThrow("aborted");
    expect(told).toEqual([1, 2]);
  });

  it("tells how often sigma was right by quadrant, by distance to the data, and by density", () => {
    const size = x.length;
    // Errors are half a sigma in the west, one and a half in the east, which is also dense.
    const east = x.map((_, k) => (k % 3 === 0 ? 10 + 80 * random() : 90 + 10 * random()));
    const middle = [...east].sort((a, b) => a - b)[size / 2];
    const clustered = { x: east, y, values: east.map((v) => (v < middle ? 0.5 : -1.5)) };
    const unsure = {
      predict: (at: { x: Float64Array }) => at.x.map(() => 0),
      predictSigma: (at: { x: Float64Array }) => at.x.map(() => 1),
    };
    const { result, report } = crossValidate(() => unsure, clustered, { blockSize: 8 });
    const of = (part: string) => result.coverage.find((row) => row.part === part);
    for (const part of ["south-west", "north-west"])
      expect(of(part)).toMatchObject({ insideOneSigma: 1, insideTwoSigma: 1 });
    for (const part of ["south-east", "north-east"])
      expect(of(part)).toMatchObject({ insideOneSigma: 0, insideTwoSigma: 1 });
    for (const thirds of [
      ["near data", "middle", "far from data"],
      ["dense data", "medium", "sparse data"],
    ]) {
      const counts = thirds.map((part) => of(part)?.points ?? 0);
      for (const count of counts) expect(Math.abs(count - size / 3)).toBeLessThanOrEqual(1);
      expect(counts[0] + counts[1] + counts[2]).toBe(size);
    }
    expect(of("sparse data")?.insideOneSigma).toBeGreaterThan(Number(of("dense data")?.insideOneSigma));
    expect(of("all")).toEqual({ part: "all", points: size, insideOneSigma: 0.5, insideTwoSigma: 1 });
    expect(report.figures.coverage).toEqual(result.coverage);
    expect(crossValidate((part) => fitNearest(part), points, { blockSize: 8 }).result.coverage).toEqual([]);
  });
});

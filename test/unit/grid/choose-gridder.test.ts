import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../lib/core/random.js";
import { chooseGridder } from "../../../lib/grid/choose-gridder.js";
import { crossValidate } from "../../../lib/grid/cross-validate.js";
import { fitSurface } from "../../../lib/grid/fit-surface.js";
import { threadPool } from "../../../lib/node/thread-pool.js";
import { randomField } from "./random-fields.js";

const QUICK = ["nearest", "inverse-distance", "linear", "natural", "trend"] as const;
const model = { kind: "matern", sill: 100, range: 30, nugget: 1 } as const;
const { x, y, simulate } = randomField(model, 700, 100, 5);
const field = simulate();
const points = { x: x.slice(0, 500), y: y.slice(0, 500), values: field.slice(0, 500) };
const unseen = { x: x.slice(500), y: y.slice(500) };

describe("choosing a gridder", { timeout: 60_000 }, () => {
  it("ranks by the errors that cross-validation makes in the same blocks, and fits the best to all points", async () => {
    const { result, report } = await chooseGridder(points, { methods: QUICK, blockSize: 8, thorough: true });
    const one = crossValidate((part) => fitSurface(part, { method: "inverse-distance" }), points, {
      blockSize: 8,
    });
    const row = result.table.find(
      ({ method, parameters }) => method === "inverse-distance" && parameters.power === 2,
    );
    expect(row?.rmse).toBeCloseTo(one.result.rmse, 12);
    expect([...result.fold]).toEqual([...one.result.fold]);
    const order = result.table.map(({ rmse }) => rmse);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const { method, parameters } = result;
    expect(result.surface.predict(unseen)).toEqual(
      fitSurface(points, { method, parameters }).predict(unseen),
    );
    expect([report.step, report.figures.method]).toEqual(["chooseGridder", result.method]);
  });

  it("takes a method within 2 % of the best when it leaves out who falls behind", async () => {
    const all = await chooseGridder(points, { methods: QUICK, thorough: true });
    const quick = await chooseGridder(points, { methods: QUICK });
    const taken = all.result.table.find(({ method, parameters }) =>
      [
        method === quick.result.method,
        JSON.stringify(parameters) === JSON.stringify(quick.result.parameters),
      ].every(Boolean),
    );
    expect((taken?.rmse ?? Infinity) / all.result.table[0].rmse).toBeLessThan(1.02);
    expect(quick.result.table.some(({ isComplete }) => !isComplete)).toBe(true);
  });

  it.each([["natural"], ["inverse-distance"], ["kriging"]] as const)(
    "gives %s a sigma that holds 68 % of what is measured at places that nobody knew",
    async (method) => {
      const { result } = await chooseGridder(points, { methods: [{ method, parameters: {} }] });
      const predicted = result.surface.predict(unseen);
      const sigma = result.surface.predictSigma?.(unseen) as Float64Array;
      const known = Array.from(predicted.keys()).filter((k) => Number.isFinite(predicted[k]));
      const inside = (times: number): number =>
        known.filter((k) => Math.abs(predicted[k] - field[500 + k]) < times * sigma[k]).length / known.length;
      console.log(
        `${method}: ${inside(1).toFixed(3)} inside 1 sigma, ${inside(2).toFixed(3)} inside 2, of ${known.length}`,
      );
      // 200 places tell a share of 68 % to 3.3 %.
      expect(Math.abs(inside(1) - 0.6827)).toBeLessThan(0.05 + 0.033);
      expect(Math.abs(result.coverage[0].insideOneSigma - 0.6827)).toBeLessThan(0.05);
      expect(result.coverage.map(({ part }) => part)).toContain("far from data");
      const grid = result.surface.grid({ region: [20, 80, 20, 80], spacing: 10 });
      expect(grid.sigma?.every((value) => value > 0)).toBe(true);
    },
  );

  it("asks what the map asks: a clustered survey is held out in larger blocks, as its map has larger holes", async () => {
    const figuresOf = async (of: typeof points) =>
      (await chooseGridder(of, { methods: ["nearest"] })).report.figures as Record<string, number>;
    const even = await figuresOf(points);
    // The same number of points in 25 heaps: the map's places are as far from points as heaps are from each other.
    const heaped = (v: number): number => 20 * Math.floor(v / 20) + (v % 20) / 20;
    const heaps = await figuresOf({ ...points, x: points.x.map(heaped), y: points.y.map(heaped) });
    expect(heaps.map_distance).toBeGreaterThan(2 * even.map_distance);
    expect(heaps.held_out_distance).toBeGreaterThan(2 * even.held_out_distance);
    // Stations are held out with their neighbours in the block: the nearest that stays is farther than that of a place on the map, but not by much.
    expect(even.held_out_distance / even.map_distance).toBeGreaterThan(1);
    expect(even.held_out_distance / even.map_distance).toBeLessThan(2);
  });

  it("is the same in threads, keeps groups together, tells how far it is, and stops when asked", async () => {
    const groups = Array.from(points.x, (_, k) => `track ${k % 12}`);
    const options = { methods: QUICK, groups, folds: 4 };
    const told: number[] = [];
    const here = await chooseGridder(points, { ...options, progress: (done) => void told.push(done) });
    const threads = await chooseGridder(points, { ...options, executor: threadPool({ threads: 2 }) });
    expect(threads.result.errors).toEqual(here.result.errors);
    expect(told).toEqual(told.map((_, k) => k + 1));
    for (let k = 12; k < 500; k++) expect(here.result.fold[k]).toBe(here.result.fold[k % 12]);
    const stop = new AbortController();
    const stopped = chooseGridder(points, { ...options, signal: stop.signal, progress: () => stop.abort() });
    await expect(stopped).rejects.toThrow("aborted");
  });

  it("searches windows of a large survey at its own density", async () => {
    const random = seededRandom(2);
    const large = Float64Array.from({ length: 24_000 }, () => 1000 * random());
    const up = Float64Array.from({ length: 24_000 }, () => 600 * random());
    const values = large.map((east, k) => Math.sin(east / 20) + Math.cos(up[k] / 30));
    const { result, report } = await chooseGridder(
      { x: large, y: up, values },
      { methods: ["nearest", "linear"] },
    );
    expect(result.method).toBe("linear");
    expect(report.rows.held_out).toBe(12_000);
    expect(report.warnings.join()).toMatch(/12000 of 24000 points, in 4 windows/);
    expect(result.fold.filter((fold) => fold < 0).length).toBe(12_000);
  });

  it("goes on without a method that cannot take the points, and says which", async () => {
    const line = Float64Array.from({ length: 60 }, (_, k) => k + 0.3 * Math.sin(k));
    const { result, report } = await chooseGridder(
      { x: line, y: line, values: line.map((v) => Math.sin(v / 9)) },
      { methods: ["linear", "inverse-distance"], blockSize: 3 },
    );
    expect(result.method).toBe("inverse-distance");
    expect(report.warnings[0]).toMatch(/linear could not take these points: .*line/);
  });

  it.each([
    [
      "one point",
      { x: Float64Array.of(1), y: Float64Array.of(1), values: Float64Array.of(1) },
      /1 usable points.*at least 10/,
    ],
    ["only NaN", { ...points, values: points.values.map(() => Number.NaN) }, /0 usable points/],
    ["all at one place", { ...points, x: points.x.map(() => 3), y: points.y.map(() => 4) }, /block/],
  ])("refuses %s by name", async (_name, bad, message) => {
    await expect(chooseGridder(bad, { methods: QUICK })).rejects.toThrow(message);
  });

  it("refuses no method and one that it does not know", async () => {
    await expect(chooseGridder(points, { methods: [] })).rejects.toThrow(/options.methods/);
    await expect(chooseGridder(points, { methods: ["magic" as "linear"] })).rejects.toThrow(
      /options.method is 'magic'/,
    );
    await expect(chooseGridder(points, { methods: ["linear"], folds: 1 })).rejects.toThrow(/folds is 1/);
  });
});

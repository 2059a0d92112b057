import { describe, expect, it } from "vitest";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { blockMedian } from "../../../lib/grid/block-median.js";
import { fitEquivalentSources } from "../../../lib/grid/equivalent-sources.js";
import { fitSurface } from "../../../lib/grid/fit-surface.js";
import { fitInverseDistance } from "../../../lib/grid/inverse-distance.js";
import { fitKriging } from "../../../lib/grid/kriging.js";
import { GRID_METHODS, methodEntry } from "../../../lib/grid/methods.js";
import { fitMinimumCurvature } from "../../../lib/grid/minimum-curvature.js";
import { fitTrend } from "../../../lib/grid/trend.js";

const random = seededRandom(11);
const x = Float64Array.from({ length: 150 }, () => 1e4 * random());
const y = Float64Array.from({ length: 150 }, () => 8e3 * random());
const points = {
  ...{ x, y, values: x.map((v, k) => 10 * Math.sin(v / 1500) + y[k] / 500 + 0.1 * normalRandom(random)) },
  height: x.map(() => 100 * random()),
};
const at = { x: Float64Array.of(3000, 5200, 7000), y: Float64Array.of(2000, 4400, 3000) };

describe("a surface by the name of its method", () => {
  it("is that of the method's own function", () => {
    const spec = { region: [0, 1e4, 0, 8e3], spacing: 500 } as const;
    const { height: _, ...flat } = points;
    const pairs = [
      [fitSurface(points, { method: "trend", parameters: { degree: 3 } }), fitTrend(points, { degree: 3 })],
      [
        fitSurface(points, { method: "inverse-distance", parameters: { power: 3 } }),
        fitInverseDistance(points, { power: 3 }),
      ],
      [
        fitSurface(points, { method: "kriging", parameters: { kind: "exponential" } }),
        fitKriging(flat, { kind: "exponential" }),
      ],
      [
        fitSurface(points, { method: "equivalent-sources", parameters: { depth: 3000 } }),
        fitEquivalentSources(points, { depth: 3000 }),
      ],
      [
        fitSurface(points, { method: "minimum-curvature", ...spec, parameters: { tension: 0.5 } }),
        fitMinimumCurvature(blockMedian(points, spec).result, { ...spec, tension: 0.5 }),
      ],
    ] as const;
    for (const [named, own] of pairs) expect(named.predict(at)).toEqual(own.predict(at));
  });

  it.each(GRID_METHODS)("%s gives a prediction and a grid that agree, and a report", (method) => {
    const surface = fitSurface(points, { method, region: [0, 1e4, 0, 8e3], spacing: 200, units: "mGal" });
    const grid = surface.grid({ region: [2e3, 8e3, 2e3, 6e3], spacing: 2000 });
    expect([grid.x.length, grid.y.length, grid.units]).toEqual([4, 3, "mGal"]);
    const nodes = { x: Float64Array.of(2e3, 8e3), y: Float64Array.of(2e3, 6e3) };
    const [first, last] = surface.predict(nodes);
    expect(first).toBeCloseTo(grid.values[0], 8);
    expect(last).toBeCloseTo(grid.values[11], 8);
    expect(surface.report.rows.in).toBe(150);
    for (const parameters of methodEntry(method).tries)
      for (const name of Object.keys(parameters)) expect(methodEntry(method).takes).toContain(name);
  });

  it("is the same when it is made again with the parameters that it settled on", () => {
    const settling = GRID_METHODS.filter((method) => methodEntry(method).settled);
    expect(settling).toContain("equivalent-sources");
    for (const method of settling) {
      const first = fitSurface(points, { method });
      const again = fitSurface(points, { method, parameters: methodEntry(method).settled?.(first) });
      for (const [k, value] of first.predict(at).entries())
        expect(again.predict(at)[k]).toBeCloseTo(value, 9);
    }
  });

  it("takes degrees as the lengths that they are", () => {
    const degrees = { x: x.map((v) => 100 + v / 5e4), y: y.map((v) => 60 + v / 1e5), values: points.values };
    const place = { x: at.x.map((v) => 100 + v / 5e4), y: at.y.map((v) => 60 + v / 1e5) };
    const named = fitSurface(degrees, { method: "inverse-distance", crs: "EPSG:4326" }).predict(place);
    const middle = 60.04; // the cosine of the latitude, on an ellipsoid
    const [a, e2] = [1, 0.00669438];
    const w2 = 1 - e2 * Math.sin((middle * Math.PI) / 180) ** 2;
    const ratio = (a * Math.cos((middle * Math.PI) / 180)) / ((a * (1 - e2)) / w2);
    const own = fitInverseDistance(degrees, { aspectRatio: ratio }).predict(place);
    for (const [k, value] of named.entries()) expect(value).toBeCloseTo(own[k], 4);
  });

  it("refuses a method and a parameter that it does not know, by name", () => {
    expect(() => fitSurface(points, { method: "krigging" as "kriging" })).toThrow(
      "options.method is 'krigging', but must be one of minimum-curvature, equivalent-sources, kriging",
    );
    expect(() => fitSurface(points, { method: "kriging", parameters: { tension: 1 } })).toThrow(
      /options.parameters.tension is 1.*for kriging only kind, degree/,
    );
    expect(() => fitSurface(points, { method: "linear", parameters: { power: 2 } })).toThrow(
      /nothing for linear/,
    );
  });
});

describe.each(GRID_METHODS)("bad points, by %s:", (method) => {
  const surfaceOf = (px: number[], py: number[], values: number[]) =>
    fitSurface(
      { x: Float64Array.from(px), y: Float64Array.from(py), values: Float64Array.from(values) },
      { method },
    );
  /** A finite answer, or an error that names what is wrong. */
  const answer = (work: () => number): number | string => {
    try {
      return work();
    } catch (error) {
      expect((error as { tag?: string }).tag).toBe("argument");
      return (error as Error).message;
    }
  };

  it("no point and only NaN are errors that say so", () => {
    expect(() => surfaceOf([], [], [])).toThrow(/point/);
    expect(() => surfaceOf([0, 1, 2], [0, 1, 0], [Number.NaN, Number.NaN, Number.NaN])).toThrow(/point/);
  });

  it("one point, coincident points and points on a line give a value or an error, never a wild number", () => {
    const one = answer(
      () => surfaceOf([3], [4], [7]).predict({ x: Float64Array.of(3), y: Float64Array.of(4) })[0],
    );
    if (typeof one === "number") expect(one).toBeCloseTo(7, 9);
    const together = answer(() => {
      const [px, py] = [Array.from(x), Array.from(y)];
      const doubled = surfaceOf([...px, ...px], [...py, ...py], [...points.values, ...points.values]);
      expect(Number(doubled.report.rows.in)).toBe(300);
      return doubled.predict(at)[0];
    });
    expect(typeof together).toBe("number");
    expect(Math.abs(Number(together))).toBeLessThan(40);
    const line = Array.from({ length: 40 }, (_, k) => 100 * k);
    const onLine = answer(
      () =>
        surfaceOf(line, line, line.map(Math.sin)).predict({
          x: Float64Array.of(1650),
          y: Float64Array.of(1650),
        })[0],
    );
    if (typeof onLine === "number") expect(Math.abs(onLine)).toBeLessThan(3);
    else expect(onLine).toMatch(/line|degree/);
  });
});

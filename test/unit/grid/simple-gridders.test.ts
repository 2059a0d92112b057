import { describe, expect, it } from "vitest";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { fitInverseDistance, fitNearest } from "../../../lib/grid/inverse-distance.js";
import { fitLinear } from "../../../lib/grid/linear.js";
import { fitNaturalNeighbour } from "../../../lib/grid/natural-neighbour.js";
import type { Points } from "../../../lib/grid/points.js";
import { fitTrend } from "../../../lib/grid/trend.js";

function scattered(count: number, seed: number, value: (x: number, y: number) => number): Points {
  const random = seededRandom(seed);
  const x = Float64Array.from({ length: count }, () => 5e5 + 1e5 * random());
  const y = Float64Array.from({ length: count }, () => 2e6 + 8e4 * random());
  return { x, y, values: x.map((v, k) => value(v, y[k])) };
}

const plane = (x: number, y: number): number => 3 + (x - 5e5) / 1000 - (y - 2e6) / 700;
const inside = scattered(300, 7, () => 0);
const middle = {
  x: inside.x.map((x) => 5.5e5 + (x - 5.5e5) * 0.8),
  y: inside.y.map((y) => 2.04e6 + (y - 2.04e6) * 0.8),
};

describe.each([
  ["linear", fitLinear],
  ["natural neighbour", fitNaturalNeighbour],
])("the %s surface", (_name, fitSurface) => {
  it("is exact for a plane, at random places and on a lattice", () => {
    const predicted = fitSurface(scattered(400, 1, plane)).predict(middle);
    for (const [k, value] of predicted.entries())
      expect(value).toBeCloseTo(plane(middle.x[k], middle.y[k]), 7);
    const lattice = Array.from({ length: 49 }, (_, k) => [k % 7, Math.floor(k / 7)]);
    const points = {
      x: Float64Array.from(lattice, ([x]) => x),
      y: Float64Array.from(lattice, ([, y]) => y),
      values: Float64Array.from(lattice, ([x, y]) => 2 * x - y),
    };
    const at = { x: Float64Array.of(2.5, 3, 0, 6, 4.25, 1), y: Float64Array.of(2.5, 2.5, 3.5, 0.2, 5, 6) };
    for (const [k, value] of fitSurface(points).predict(at).entries())
      expect(value).toBeCloseTo(2 * at.x[k] - at.y[k], 9);
  });

  it("goes through the points, stays within their values, and has none outside the hull", () => {
    const points = scattered(200, 3, (x, y) => Math.sin(x / 9000) * Math.cos(y / 7000));
    const surface = fitSurface(points);
    for (const [k, value] of surface.predict(points).entries())
      expect(value).toBeCloseTo(points.values[k], 9);
    for (const value of surface.predict(middle)) expect(Math.abs(value)).toBeLessThanOrEqual(1);
    expect(surface.predict({ x: Float64Array.of(4e5, Number.NaN), y: Float64Array.of(2e6, 2e6) })).toEqual(
      Float64Array.of(Number.NaN, Number.NaN),
    );
  });

  it("averages points at one place, leaves out NaN, and counts both", () => {
    const points = {
      x: Float64Array.of(0, 0, 4, 0, 2),
      y: Float64Array.of(0, 0, 0, 4, 2),
      values: Float64Array.of(1, 3, 6, 10, Number.NaN),
    };
    const { predict, report } = fitSurface(points);
    expect(predict({ x: Float64Array.of(0), y: Float64Array.of(0) })[0]).toBe(2);
    expect(report.rows).toMatchObject({ in: 5, used: 3, not_finite: 1, coincident: 1 });
  });

  it("names points that span no triangle", () => {
    const line = {
      x: Float64Array.of(0, 1, 2),
      y: Float64Array.of(0, 1, 2),
      values: Float64Array.of(1, 2, 3),
    };
    expect(() => fitSurface(line)).toThrow("do not lie on one line");
    expect(() =>
      fitSurface({ x: Float64Array.of(0), y: Float64Array.of(0), values: Float64Array.of(1) }),
    ).toThrow("1 points");
  });
});

describe("natural neighbours", () => {
  it("weigh points by the area that the place takes from their cells (counted on a fine raster)", () => {
    const points = scattered(40, 9, () => 0);
    const place = [5.5e5, 2.04e6];
    const weights = Array.from(points.values, (_, k) => {
      const values = new Float64Array(40);
      values[k] = 1;
      return fitNaturalNeighbour({ ...points, values }).predict({
        x: Float64Array.of(place[0]),
        y: Float64Array.of(place[1]),
      })[0];
    });
    const counts = new Float64Array(40);
    let all = 0;
    for (let i = 0; i < 700; i++)
      for (let j = 0; j < 700; j++) {
        const [x, y] = [5e5 + (1e5 * (i + 0.5)) / 700, 2e6 + (8e4 * (j + 0.5)) / 700];
        const own = (x - place[0]) ** 2 + (y - place[1]) ** 2;
        const squared = (k: number): number => (x - points.x[k]) ** 2 + (y - points.y[k]) ** 2;
        let nearest = 0;
        for (let k = 1; k < 40; k++) if (squared(k) < squared(nearest)) nearest = k;
        if (squared(nearest) < own) continue;
        counts[nearest] += 1;
        all += 1;
      }
    for (const [k, weight] of weights.entries())
      expect(Math.abs(weight - counts[k] / all)).toBeLessThan(0.01);
  });
});

describe("a polynomial trend", () => {
  const cubic = (x: number, y: number): number => {
    const [u, v] = [(x - 5.5e5) / 5e4, (y - 2.04e6) / 4e4];
    return 10 - 3 * u + v * v + 0.5 * u * u * v;
  };

  it("finds a polynomial of its own degree again", () => {
    const trend = fitTrend(scattered(60, 2, cubic), { degree: 3 });
    for (const [k, value] of trend.predict(middle).entries())
      expect(value).toBeCloseTo(cubic(middle.x[k], middle.y[k]), 9);
  });

  it("has a sigma that the truth keeps to", () => {
    let inside1 = 0;
    for (let seed = 0; seed < 300; seed++) {
      const random = seededRandom(seed);
      const noisy = scattered(50, seed, (x, y) => plane(x, y) + 2 * normalRandom(random));
      const trend = fitTrend(noisy);
      const place = { x: Float64Array.of(5.9e5), y: Float64Array.of(2.01e6) };
      const error = trend.predict(place)[0] - plane(5.9e5, 2.01e6);
      if (Math.abs(error) < (trend.predictSigma?.(place)[0] as number)) inside1 += 1;
    }
    expect(inside1 / 300).toBeGreaterThan(0.6);
    expect(inside1 / 300).toBeLessThan(0.76);
  });

  it("is hardly moved by outliers where it is robust", () => {
    const points = scattered(100, 4, plane);
    const spoilt = { ...points, values: points.values.map((v, k) => (k % 10 === 0 ? v + 80 : v)) };
    const off = (robust: boolean): number =>
      Math.max(
        ...fitTrend(spoilt, { robust })
          .predict(middle)
          .map((v, k) => Math.abs(v - plane(middle.x[k], middle.y[k]))),
      );
    expect(off(false)).toBeGreaterThan(4);
    expect(off(true)).toBeLessThan(1e-6);
  });

  it("names what it cannot take", () => {
    const points = scattered(5, 4, plane);
    expect(() => fitTrend(points, { degree: 2 })).toThrow("5 usable points");
    expect(() => fitTrend(points, { degree: 1.5 })).toThrow("options.degree is 1.5");
    const line = {
      x: Float64Array.of(0, 1, 2, 3),
      y: Float64Array.of(0, 1, 2, 3),
      values: Float64Array.of(1, 2, 3, 4),
    };
    expect(() => fitTrend(line)).toThrow("Take a lower degree");
  });
});

describe("inverse distances", () => {
  it("go through the points and stay between their values, everywhere", () => {
    const points = scattered(100, 5, plane);
    const surface = fitInverseDistance(points);
    for (const [k, value] of surface.predict(points).entries()) expect(value).toBe(points.values[k]);
    const far = surface.predict({ x: Float64Array.of(0), y: Float64Array.of(0) })[0];
    expect(far).toBeGreaterThan(Math.min(...points.values));
    expect(far).toBeLessThan(Math.max(...points.values));
  });

  it("of one neighbour are the nearest point, in the units of y", () => {
    const points = { x: Float64Array.of(0, 1), y: Float64Array.of(1.2, 0), values: Float64Array.of(5, 9) };
    const origin = { x: Float64Array.of(0), y: Float64Array.of(0) };
    expect(fitNearest(points).predict(origin)[0]).toBe(9);
    expect(fitNearest(points, { aspectRatio: 2 }).predict(origin)[0]).toBe(5);
  });

  it("name what they cannot take", () => {
    const none = { x: new Float64Array(), y: new Float64Array(), values: new Float64Array() };
    expect(() => fitInverseDistance(none)).toThrow("no usable point");
    expect(() => fitInverseDistance(scattered(5, 1, plane), { power: 0 })).toThrow("options.power is 0");
    expect(() => fitInverseDistance(scattered(5, 1, plane), { neighbours: 0 })).toThrow(
      "options.neighbours is 0",
    );
  });
});

it("a surface becomes a grid that carries its names, and its sigma where the method knows one", () => {
  const names = { crs: "EPSG:32648", name: "free_air_anomaly_mgal", units: "mGal" };
  const spec = { region: [5.2e5, 5.8e5, 2.02e6, 2.06e6] as const, spacing: 1e4 };
  const grid = fitTrend(scattered(30, 2, plane), names).grid(spec);
  expect(grid).toMatchObject(names);
  expect(grid.values[grid.x.length + 2]).toBeCloseTo(plane(grid.x[2], grid.y[1]), 8);
  expect(grid.sigma).toHaveLength(grid.values.length);
  expect(fitLinear(scattered(30, 2, plane), names).grid(spec).sigma).toBeUndefined();
});

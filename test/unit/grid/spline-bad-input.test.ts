import { describe, expect, it } from "vitest";
import { fitSpline } from "../../../lib/grid/spline.js";
import { largest } from "./surfaces.js";

const away = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, k) => value - b[k]);
const many = Float64Array.from({ length: 4001 }, (_, k) => k);

describe("a spline of bad input", () => {
  const five = {
    x: Float64Array.of(0, 4, 0, 4, 1),
    y: Float64Array.of(0, 0, 4, 4, 3),
    values: Float64Array.of(1, 5, 9, 13, 6),
  };

  it("averages coincident points by their weights, and counts them", () => {
    const twice = {
      x: Float64Array.of(...five.x, 1),
      y: Float64Array.of(...five.y, 3),
      values: Float64Array.of(...five.values, 12),
      sigma: Float64Array.of(1, 1, 1, 1, 1, 0.5),
    };
    const surface = fitSpline(twice, { smoothing: 0 });
    expect(surface.predict({ x: Float64Array.of(1), y: Float64Array.of(3) })[0]).toBeCloseTo(
      (6 + 4 * 12) / 5,
      9,
    );
    expect(surface.report.rows).toEqual({ in: 6, used: 5, not_finite: 0, coincident: 1 });
  });

  it.each([0, 0.5])(
    "follows collinear points along their line, has no slope across it, and warns (tension %s)",
    (tension) => {
      const t = Float64Array.from({ length: 30 }, (_, k) => k);
      const line = {
        x: t.map((v) => 3 * v + 1000),
        y: t.map((v) => 4 * v),
        values: t.map((v) => Math.sin(v / 4) + v),
      };
      const surface = fitSpline(line, { smoothing: 0, tension });
      expect(largest(away(surface.predict(line), line.values))).toBeLessThan(1e-8);
      const aside = surface.predict({
        x: Float64Array.of(1030 + 4, 1030 - 4),
        y: Float64Array.of(40 - 3, 40 + 3),
      });
      expect(aside[0]).toBeCloseTo(aside[1], 8);
      expect(surface.report.warnings[0]).toMatch(/on one line: nothing is known across it/);
      expect(Number.isFinite(surface.predictSigma(line)[3])).toBe(true);
    },
  );

  it("makes a level of one point, and of one place, without a sigma, and warns", () => {
    const one = { x: Float64Array.of(3, 3), y: Float64Array.of(4, 4), values: Float64Array.of(7, 9) };
    const surface = fitSpline(one);
    expect(surface.predict({ x: Float64Array.of(3, 1e6), y: Float64Array.of(4, 0) })).toEqual(
      Float64Array.of(8, 8),
    );
    expect(surface.predictSigma({ x: Float64Array.of(3), y: Float64Array.of(4) })[0]).toBeNaN();
    expect(surface.report.warnings[0]).toMatch(/at one place/);
  });

  it("says so where cross-validation has nothing to validate with", () => {
    const three = {
      x: Float64Array.of(0, 1, 0),
      y: Float64Array.of(0, 0, 1),
      values: Float64Array.of(1, 2, 4),
    };
    const surface = fitSpline(three);
    expect(surface.predict(three)[2]).toBeCloseTo(4, 10);
    expect(surface.report.warnings[0]).toMatch(/too few points for cross-validation/);
  });

  it("leaves out points with NaN and counts them, gives NaN at NaN, and refuses all NaN", () => {
    const gap = { ...five, values: Float64Array.of(1, 5, 9, 13, Number.NaN) };
    const surface = fitSpline(gap, { smoothing: 0 });
    expect(surface.report.rows).toEqual({ in: 5, used: 4, not_finite: 1, coincident: 0 });
    const [known, unknown] = surface.predict({ x: Float64Array.of(0, Number.NaN), y: Float64Array.of(0, 0) });
    expect([known, unknown]).toEqual([expect.closeTo(1, 9), Number.NaN]);
    expect(() => fitSpline({ ...five, values: five.values.map(() => Number.NaN) })).toThrow(
      /points is '5 points, none of which has all its numbers'/,
    );
  });

  it("refuses options out of range, by name", () => {
    expect(() => fitSpline(five, { tension: 1 })).toThrow(/options.tension is 1/);
    expect(() => fitSpline(five, { degree: 0 })).toThrow(
      /options.degree is 0, but must be 1, or 0 with tension/,
    );
    expect(() => fitSpline(five, { smoothing: -1 })).toThrow(/options.smoothing is -1/);
    expect(() => fitSpline(five, { aspectRatio: 0 })).toThrow(/options.aspectRatio is 0/);
    expect(() =>
      fitSpline({ x: many, y: many.map(Math.sin), values: many }, { solver: "dense", smoothing: 0 }),
    ).toThrow(/options.solver/);
  });

  it("with a constant as drift stays level far away, where a plane runs on", () => {
    const options = { smoothing: 0, tension: 0.5, tensionLength: 2 } as const;
    const far = { x: Float64Array.of(1e6, 2e6), y: Float64Array.of(0, 0) };
    const level = fitSpline(five, { ...options, degree: 0 }).predict(far);
    expect(level[0] / level[1]).toBeCloseTo(1, 4);
    expect(Math.abs(level[0])).toBeLessThan(20);
    expect(largest(fitSpline(five, options).predict(far))).toBeGreaterThan(1000);
  });
});

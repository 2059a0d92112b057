import { describe, expect, it } from "vitest";
import {
  chiSquareQuantile,
  chiSquareShare,
  logGamma,
  normalQuantile,
  normalShare,
  studentQuantile,
  studentShare,
} from "../../../lib/core/distributions.js";

/** Integral of a density by Simpson's rule: an independent way to the share. */
function integral(density: (x: number) => number, from: number, to: number, steps = 20_000): number {
  const h = (to - from) / steps;
  let sum = density(from) + density(to);
  for (let k = 1; k < steps; k++) sum += density(from + k * h) * (k % 2 === 0 ? 2 : 4);
  return (sum * h) / 3;
}

describe("distributions", () => {
  it("agree with the integrals of their densities", () => {
    for (const z of [-3.3, -1, 0.2, 2.5])
      expect(normalShare(z)).toBeCloseTo(
        0.5 + integral((x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI), 0, z),
        12,
      );
    for (const f of [3, 10, 57]) {
      const chi = (x: number) =>
        x === 0 ? 0 : Math.exp((f / 2 - 1) * Math.log(x) - x / 2 - (f / 2) * Math.LN2 - logGamma(f / 2));
      for (const x of [f / 3, f, 2 * f]) expect(chiSquareShare(x, f)).toBeCloseTo(integral(chi, 0, x), 6);
      const student = (t: number) =>
        Math.exp(logGamma((f + 1) / 2) - logGamma(f / 2)) /
        Math.sqrt(f * Math.PI) /
        (1 + (t * t) / f) ** ((f + 1) / 2);
      for (const t of [-2, 0.5, 4]) expect(studentShare(t, f)).toBeCloseTo(0.5 + integral(student, 0, t), 11);
    }
  });

  it("have the quantiles of the tables (Abramowitz & Stegun 1964, tables 26.8 and 26.10)", () => {
    expect(chiSquareQuantile(0.995, 5)).toBeCloseTo(16.7496, 4);
    expect(chiSquareQuantile(0.025, 30)).toBeCloseTo(16.7908, 4);
    expect(studentQuantile(0.995, 5)).toBeCloseTo(4.032, 3);
    expect(studentQuantile(0.9995, 30)).toBeCloseTo(3.646, 3);
    expect(normalQuantile(0.9995)).toBeCloseTo(3.29053, 5);
  });

  it("have quantiles that are the inverse of the shares, far out and for thousands of degrees of freedom", () => {
    for (const share of [1e-9, 1e-4, 0.3, 0.5, 0.99, 0.999999]) {
      expect(normalShare(normalQuantile(share)) / share).toBeCloseTo(1, 6);
      for (const f of [1, 2, 25_000]) {
        expect(chiSquareShare(chiSquareQuantile(share, f), f) / share).toBeCloseTo(1, 6);
        expect(studentShare(studentQuantile(share, f), f) / share).toBeCloseTo(1, 6);
      }
    }
  });
});

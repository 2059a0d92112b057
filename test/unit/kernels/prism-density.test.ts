import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GRAVITATIONAL_CONSTANT } from "../../../lib/core/constants.js";
import { prismGravity } from "../../../lib/kernels/prism.js";
import { prismGravityByDepth } from "../../../lib/kernels/prism-density.js";
import { boxOf, type Place } from "./prism-cases.js";

/** Made by prism-density-reference.py, for a gravitational constant of 1. */
interface Case {
  readonly point: Place;
  readonly bounds: readonly number[];
  readonly polynomial: readonly number[];
  readonly cubic: number;
  readonly scale: number;
  readonly decay: number;
}
const { cases } = JSON.parse(
  readFileSync(new URL("prism-density-reference.json", import.meta.url), "utf8"),
) as { cases: readonly Case[] };

describe("the prism with density by depth", () => {
  it("is right to 1e-13 for cubic densities against 30-digit quadrature, inside, on and off the prism", () => {
    expect(cases.length).toBeGreaterThan(30);
    for (const { point, bounds, polynomial, cubic } of cases) {
      const [a, b, c, d] = polynomial;
      const value = prismGravityByDepth(...point, boxOf(bounds, 0), (u) => a + u * (b + u * (c + u * d)));
      expect(value / GRAVITATIONAL_CONSTANT / cubic, String(point)).toBeCloseTo(1, 13);
    }
  });

  it("is right to 1e-13 for densities that decay exponentially", () => {
    for (const { point, bounds, polynomial, scale, decay } of cases) {
      const value = prismGravityByDepth(
        ...point,
        boxOf(bounds, 0),
        (u) => polynomial[0] * Math.exp(u / scale),
      );
      expect(value / GRAVITATIONAL_CONSTANT / decay, String(point)).toBeCloseTo(1, 13);
    }
  });

  it("is the homogeneous prism where the density is constant, though the two are computed in other ways", () => {
    for (const { point, bounds } of cases) {
      const far = Math.abs(point[0]) > 1e5; // there the homogeneous one has its own rounding
      const box = boxOf(bounds, -450);
      const expected = prismGravity(...point, box);
      expect(prismGravityByDepth(...point, box, () => -450) / expected).toBeCloseTo(1, far ? 10 : 12);
    }
  });

  it("is what a stack of thin homogeneous prisms tends to, with the square of their thickness", () => {
    const bounds = boxOf([0, 8000, 0, 5000, -3000, 0], 0);
    const density = (u: number) => -520 - 0.09 * u + 2e-5 * u * u;
    const exact = prismGravityByDepth(2500, -100, 300, bounds, density);
    const stacked = (count: number) => {
      let sum = 0;
      for (let k = 0; k < count; k++) {
        const [bottom, top] = [(-3000 * (k + 1)) / count, (-3000 * k) / count];
        sum += prismGravity(2500, -100, 300, {
          ...bounds,
          bottom,
          top,
          density: density((bottom + top) / 2),
        });
      }
      return sum;
    };
    const [coarse, fine] = [stacked(50) - exact, stacked(500) - exact];
    expect(Math.abs(fine / exact)).toBeLessThan(1e-6);
    expect(coarse / fine).toBeGreaterThan(90);
    expect(coarse / fine).toBeLessThan(110);
  });

  it("gives NaN for NaN, zero without thickness, and refuses bounds out of order", () => {
    const bounds = boxOf([0, 10, 0, 10, -10, 0], 0);
    expect(prismGravityByDepth(0, 0, Number.NaN, bounds, () => 1)).toBeNaN();
    expect(prismGravityByDepth(Number.NaN, 0, 0, bounds, () => 1)).toBeNaN();
    expect(prismGravityByDepth(1, 1, 1, { ...bounds, top: Number.NaN }, () => 1)).toBeNaN();
    expect(prismGravityByDepth(1, 1, 1, bounds, () => Number.NaN)).toBeNaN();
    expect(prismGravityByDepth(1, 1, 1, { ...bounds, bottom: 0 }, () => 1)).toBe(0);
    expect(() => prismGravityByDepth(1, 1, 1, { ...bounds, bottom: 1 }, () => 1)).toThrow(
      "prism.bottom is 1",
    );
  });
});

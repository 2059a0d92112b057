import { describe, expect, it } from "vitest";
import type { CurvatureEquation } from "../../../lib/grid/curvature-stencil.js";
import { springStiffness } from "../../../lib/grid/curvature-stiffness.js";

/** Grids of ever twice the spacing, whose tension counts in their own spacings. */
function grids(tension: number, count: number): CurvatureEquation[] {
  return Array.from({ length: count }, (_, l) => ({
    ...{ nx: 4, ny: 4, alpha: 1, loose: 1 - tension, edgeTension: 0 },
    tension: tension * 4 ** l,
  }));
}

describe("stiffness of springs on coarse grids", () => {
  it("gives way by ln 2 / 2π more with each doubling of the spacing under tension alone, as a stretched membrane does", () => {
    const stiffness = springStiffness(grids(1, 6));
    const gives = Array.from(stiffness, (k) => 1.5 / k); // in units of 4 times the tension
    for (let l = 2; l < 6; l++)
      expect((gives[l] - gives[l - 1]) / 4).toBeCloseTo(Math.log(2) / (2 * Math.PI), 2);
  });

  it("comes to one number without tension, since a plate under a force has no peak", () => {
    const stiffness = springStiffness(grids(0, 8));
    expect(stiffness[0]).toBe(0);
    const steps = Array.from(stiffness.slice(2), (k, l) => Math.abs(k - stiffness[l + 1]));
    for (let l = 1; l < steps.length; l++) expect(steps[l]).toBeLessThan(0.5 * steps[l - 1]);
  });

  it("keeps springs finite and above zero at every tension and aspect", () => {
    for (const tension of [0, 0.01, 0.25, 0.9, 1]) {
      for (const alpha of [0.1, 1, 10]) {
        const equations = grids(tension, 8).map((equation) => ({ ...equation, alpha }));
        for (const k of springStiffness(equations).slice(1)) {
          expect(k).toBeGreaterThan(0);
          expect(k).toBeLessThanOrEqual(8);
        }
      }
    }
  });
});

import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../lib/core/random.js";
import {
  type BlockView,
  blockEffect,
  blockError,
  columnEffect,
} from "../../../../lib/reduce/terrain/far-block.js";
import { makePatch } from "../../../../lib/reduce/terrain/patch.js";
import { settingsOf } from "./made-terrain.js";

const R = 6_371_000;

/**
 * Pull of a radial line of mass on a sphere, divided by G, in closed form (Martinec & Vaníček 1994, Manuscripta
 * Geodaetica 19, eq. 30, differentiated): 1/R² ∫ r'² (R_s − r' cos ψ)/d³ dr' from z to the station's level.
 */
function lineOnSphere(z: number, stationHeight: number, s: number): number {
  const cos = 1 - s / (2 * R * R);
  const r = R + stationHeight;
  const at = (q: number) => {
    const d = Math.sqrt(r * r + q * q - 2 * r * q * cos);
    return (
      ((q * q + 3 * r * r) * cos + (1 - 6 * cos * cos) * r * q) / d +
      r * (3 * cos * cos - 1) * Math.log(Math.abs(q - r * cos + d))
    );
  };
  return -(at(r) - at(R + z)) / (R * R);
}

describe("the column over one place", () => {
  it("on a plane is 1/ρ − 1/√(ρ² + v²)", () => {
    expect(columnEffect(300, 400 ** 2, 1000, 0)).toBeCloseTo(1 / 400 - 1 / 500, 15);
    expect(columnEffect(-300, 400 ** 2, 1000, 0)).toBeCloseTo(1 / 400 - 1 / 500, 15);
  });

  it("on a sphere is the closed form of the radial line, near and far, above and below", () => {
    for (const distance of [300, 2000, 20_000, 80_000, 166_000])
      for (const z of [-4000, 0, 900, 2400, 5000])
        for (const height of [0, 1000, 4000]) {
          if (Math.abs(height - z) > distance) continue; // there cells are prisms
          const s = distance * distance;
          const exact = lineOnSphere(z, height, s);
          const own = columnEffect(height - z, s, height, 1 / R);
          // The closed form loses digits: some 1e-9/ρ is what double precision leaves of it.
          expect(Math.abs(own - exact), `${distance} ${z} ${height}`).toBeLessThan(
            5e-6 * Math.abs(exact) + 3e-9 / distance,
          );
        }
  });
});

describe("a block seen from afar", () => {
  const settings = settingsOf();
  const random = seededRandom(5);
  const side = 8;
  const cell = 100;
  const heights = Float64Array.from({ length: 100 }, () => 500 + 260 * random());
  for (let k = 0; k < 100; k++) heights[k] += 9 * (k % 10); // a slope
  const patch = makePatch({ column: 0, row: 0, columns: side, rows: side, heights }, 3, {
    ...settings,
    slopes: false,
    sizes: { width: () => cell, height: cell },
  });
  const moments = patch.levels[3] as Float32Array;

  /** The same block as 64 columns, each spread over its rectangle by 10 × 10 points. */
  function byColumns(x: number, y: number, stationHeight: number, curvature: number): number {
    const angle = (v: number) => v * curvature;
    let sum = 0;
    for (let j = 0; j < side; j++)
      for (let i = 0; i < side; i++)
        for (let b = 0; b < 10; b++)
          for (let a = 0; a < 10; a++) {
            const east = x + (i - 4 + (a + 0.5) / 10) * cell;
            const north = y + (j - 4 + (b + 0.5) / 10) * cell;
            const flat = Math.hypot(east, north);
            const chord = curvature === 0 ? flat : (2 / curvature) * Math.sin(angle(flat) / 2);
            const v = stationHeight - heights[(j + 1) * 10 + i + 1];
            sum += columnEffect(v, chord * chord, stationHeight, curvature) / (64 * 100);
          }
    return sum;
  }

  function viewOf(x: number, y: number, stationHeight: number, curvature: number): BlockView {
    const beta = 1 + curvature * stationHeight;
    const flat = Math.hypot(x, y);
    const sine = curvature === 0 ? 1 : Math.sin(curvature * flat) / (curvature * flat);
    const chord = curvature === 0 ? flat : (2 / curvature) * Math.sin((curvature * flat) / 2);
    return {
      ...{ stationHeight, curvature, x: beta * sine * x, y: beta * sine * y, s: chord * chord },
      ...{ width: side * cell, height: side * cell },
    };
  }

  it("differs from its cells by less than its bound, on plane and sphere, and the bound is not idle", () => {
    let closest = 0;
    for (const curvature of [0, 1 / R])
      for (const height of [0, 600, 1500])
        for (const distance of [2500, 4000, 10_000, 40_000])
          for (const azimuth of [0.1, 1.3, 2.9, 4.4]) {
            const [x, y] = [distance * Math.cos(azimuth), distance * Math.sin(azimuth)];
            const view = viewOf(x, y, height, curvature);
            const exact = byColumns(x, y, height, curvature);
            const error = Math.abs(blockEffect(view, moments, 0) - exact);
            const bound = blockError(view, moments, 0);
            // What is left at 40 km is the rounding of the moments to single precision.
            expect(error, `${curvature} ${height} ${distance}`).toBeLessThan(bound + 3e-7 * Math.abs(exact));
            if (distance === 2500) closest = Math.max(closest, error / bound);
          }
    expect(closest).toBeGreaterThan(0.02);
  });

  it("is not taken whole by a station that stands in it", () => {
    expect(blockError(viewOf(100, 100, 600, 0), moments, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});

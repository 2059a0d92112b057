import { describe, expect, it } from "vitest";
import { GRAVITATIONAL_CONSTANT } from "../../../lib/core/constants.js";
import { sphericalCapGravity } from "../../../lib/kernels/spherical-cap.js";

/** Simpson's rule. */
function integral(from: number, to: number, value: (s: number) => number): number {
  const steps = 400;
  let sum = 0;
  for (let i = 0; i <= steps; i++)
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * value(from + ((to - from) * i) / steps);
  return (sum * (to - from)) / (3 * steps);
}

/**
 * Downward attraction at radius r of a thin spherical cap of radius s and angle α (for 2πGρ = 1 and 1 m): the negative
 * slope of its potential (s/r)(d − |r − s|), with d from the point to the rim. `side` is 1 for a point above the cap and
 * −1 for one below.
 */
function thinCap(r: number, s: number, angle: number, side: 1 | -1): number {
  const rim = Math.sqrt(r * r + s * s - 2 * r * s * Math.cos(angle));
  return (s / r ** 2) * (rim - side * (r - s)) - (s / r) * ((r - s * Math.cos(angle)) / rim - side);
}

describe("the attraction of a spherical cap", () => {
  const [radius, arc] = [6_371_000, 166_700];
  const constant = 2 * Math.PI * GRAVITATIONAL_CONSTANT * 2670;

  it.each([10, 500, 2500, 8000])("is the sum of thin caps below a point at %d m (quadrature)", (height) => {
    const r = radius + height;
    const sum = constant * integral(radius, r, (s) => thinCap(r, s, arc / radius, 1));
    expect(Math.abs(sphericalCapGravity(height, 2670) - sum) * 1e5).toBeLessThan(1e-8);
  });

  it.each([-20, -150, -430])(
    "at %d m is the missing shell less the pull of the cap above (quadrature)",
    (height) => {
      const r = radius + height;
      const up = -constant * integral(r, radius, (s) => thinCap(r, s, arc / radius, -1));
      const shell = (2 * constant * (radius ** 3 - r ** 3)) / (3 * r ** 2);
      expect(Math.abs(sphericalCapGravity(height, 2670) - (up - shell)) * 1e5).toBeLessThan(1e-8);
    },
  );

  it("tends to a whole shell's where the cap goes nearly round the Earth", () => {
    const height = 2000;
    const outer = radius + height;
    const shell = (2 * constant * (outer ** 3 - radius ** 3)) / (3 * outer ** 2);
    const cap = sphericalCapGravity(height, 2670, { surfaceRadius: 0.999999 * Math.PI * radius });
    expect(cap / shell).toBeCloseTo(1, 5);
  });

  it("tends to the slab for a low and wide cap on a large Earth", () => {
    const cap = sphericalCapGravity(10, 2670, { surfaceRadius: 1e7, earthRadius: 1e13 });
    expect(cap / (constant * 10)).toBeCloseTo(1, 4);
  });

  it("is NaN for NaN and 0 for nothing", () => {
    expect(sphericalCapGravity(Number.NaN, 2670)).toBeNaN();
    expect(Math.abs(sphericalCapGravity(0, 2670)) * 1e5).toBeLessThan(1e-8);
  });
});

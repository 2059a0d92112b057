import { describe, expect, it } from "vitest";
import { GRAVITATIONAL_CONSTANT } from "../../../lib/core/constants.js";
import { sphereGravity } from "../../../lib/kernels/sphere.js";

const sphere = { easting: 0, northing: 0, upward: -4000, radius: 2000, density: 1670 };

describe("the sphere's attraction", () => {
  it("equals the published 23.33975 mGal right above (computed there with G = 6.673e-11)", () => {
    const value = sphereGravity(0, 0, 0, sphere) * 1e5 * (6.673e-11 / GRAVITATIONAL_CONSTANT);
    expect(value).toBeCloseTo(23.33975, 5);
  });

  it("is continuous across its surface and falls linearly to zero in its centre", () => {
    const at = (upward: number) => sphereGravity(0, 0, upward, sphere);
    expect(at(-2000 + 1e-6) / at(-2000 - 1e-6)).toBeCloseTo(1, 8);
    expect(at(-3000) / at(-2000)).toBeCloseTo(0.5, 12);
    expect(at(-4000)).toBe(0);
  });

  it("sums to 4πGM over a closed surface around it, as Gauss's law says", () => {
    // The flux through a large horizontal plane above is half of it: 2πGM.
    let flux = 0;
    const step = 100;
    for (let x = -400_000 + step / 2; x < 400_000; x += step)
      flux += sphereGravity(x, 0, 0, sphere) * Math.abs(x) * Math.PI * step;
    const mass = (4 / 3) * Math.PI * sphere.radius ** 3 * sphere.density;
    const rim = 4000 / Math.hypot(400_000, 4000); // what lies beyond the plane's edge
    expect(flux / (2 * Math.PI * GRAVITATIONAL_CONSTANT * mass)).toBeCloseTo(1 - rim, 3);
  });
});

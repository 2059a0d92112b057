import { describe, expect, it } from "vitest";
import { GRAVITATIONAL_CONSTANT } from "../../../lib/core/constants.js";
import {
  sphereAttraction,
  sphereGradient,
  sphereGravity,
  spherePotential,
} from "../../../lib/kernels/sphere.js";

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

describe("the sphere's potential, attraction and gradient", () => {
  const body = {
    easting: 120,
    northing: -40,
    upward: -900,
    radius: 500,
    density: 1 / GRAVITATIONAL_CONSTANT,
  };
  const places = {
    outside: [300, 200, 60],
    beside: [900, -300, -1100],
    inside: [60, 90, -700],
    "near the centre": [121, -40, -900],
  } as const;

  for (const [name, [x, y, z]] of Object.entries(places))
    it(`are differences of one another ${name}, with the trace of Laplace and Poisson`, () => {
      const h = 0.05;
      const at = sphereAttraction(x, y, z, body);
      const t = sphereGradient(x, y, z, body);
      const shift = (axis: number, d: number): [number, number, number] => [
        x + (axis === 0 ? d : 0),
        y + (axis === 1 ? d : 0),
        z + (axis === 2 ? d : 0),
      ];
      const rows = [
        [t.ee, t.en, t.eu],
        [t.en, t.nn, t.nu],
        [t.eu, t.nu, t.uu],
      ];
      const names = ["easting", "northing", "upward"] as const;
      for (const [axis, key] of names.entries()) {
        const potential =
          spherePotential(...shift(axis, h), body) - spherePotential(...shift(axis, -h), body);
        expect(Math.abs(potential / (2 * h) - at[key])).toBeLessThan(2e-5);
        const [after, before] = [h, -h].map((d) => sphereAttraction(...shift(axis, d), body));
        for (const [other, column] of names.entries())
          expect(Math.abs((after[column] - before[column]) / (2 * h) - rows[axis][other])).toBeLessThan(1e-7);
      }
      const isInside = Math.hypot(x - 120, y + 40, z + 900) < 500;
      expect(Math.abs(t.ee + t.nn + t.uu + (isInside ? 4 * Math.PI : 0))).toBeLessThan(1e-12);
      expect(at.upward).toBeCloseTo(-sphereGravity(x, y, z, body), 10);
    });

  it("are those of the shells that make up the ball: by a sum over its volume", () => {
    const n = 60;
    let [sum, uu] = [0, 0];
    for (let k = 0; k < n; k++)
      for (let j = 0; j < n; j++)
        for (let i = 0; i < n; i++) {
          const [x, y, z] = [i, j, k].map((m) => ((m + 0.5) / n - 0.5) * 1000);
          if (Math.hypot(x, y, z) > 500) continue;
          const r = Math.hypot(500 - x, 300 - y, 1200 - z);
          sum += (1000 / n) ** 3 / r;
          uu += ((1000 / n) ** 3 * (3 * ((1200 - z) / r) ** 2 - 1)) / r ** 3;
        }
    const point = [620, 260, 300] as const;
    expect(spherePotential(...point, body) / sum).toBeCloseTo(1, 2);
    expect(sphereGradient(...point, body).uu / uu).toBeCloseTo(1, 2);
  });

  it("have a potential and attraction that are continuous on the surface, and the gradient of outside there", () => {
    const [below, above] = [-400.0000001, -399.9999999].map((z) => [120, -40, z] as const);
    expect(spherePotential(...below, body) / spherePotential(...above, body)).toBeCloseTo(1, 8);
    expect(sphereAttraction(...below, body).upward / sphereAttraction(...above, body).upward).toBeCloseTo(
      1,
      8,
    );
    expect(sphereGradient(120, -40, -400, body).uu).toBeCloseTo((8 / 3) * Math.PI, 10);
    expect(sphereGradient(...below, body).uu).toBeCloseTo((-4 / 3) * Math.PI, 10);
  });

  it("mirror with the point, and are NaN for NaN and 0 without volume", () => {
    const [one, other] = [300, -60].map((x) => sphereGradient(x, 200, 60, body)); // mirrored about the centre's easting
    expect(one.en).toBeCloseTo(-other.en, 12);
    expect(one.eu).toBeCloseTo(-other.eu, 12);
    expect(one.nu).toBeCloseTo(other.nu, 12);
    expect(spherePotential(Number.NaN, 0, 0, body)).toBeNaN();
    expect(sphereAttraction(0, Number.NaN, 0, body).northing).toBeNaN();
    expect(sphereGradient(0, 0, Number.NaN, body).en).toBeNaN();
    const empty = { ...body, radius: 0 };
    expect(spherePotential(120, -40, -900, empty)).toBe(0);
    expect(Math.abs(sphereAttraction(0, 0, 0, empty).upward)).toBe(0);
    expect(Math.abs(sphereGradient(120, -40, -900, empty).uu)).toBe(0);
  });
});

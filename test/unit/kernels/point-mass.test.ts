import { describe, expect, it } from "vitest";
import {
  pointMassAttraction,
  pointMassGradient,
  pointMassGravity,
  pointMassPotential,
} from "../../../lib/kernels/point-mass.js";
import { sphereGravity } from "../../../lib/kernels/sphere.js";

const body = { easting: 120, northing: -40, upward: -900, mass: 3e12 };

describe("the point mass", () => {
  it("attracts as a sphere of the same mass around it does", () => {
    const sphere = {
      easting: 120,
      northing: -40,
      upward: -900,
      radius: 100,
      density: 3e12 / ((4 / 3) * Math.PI * 1e6),
    };
    for (const [x, y, z] of [
      [0, 0, 0],
      [500, 100, -1500],
      [120, -40, -700],
    ])
      expect(pointMassGravity(x, y, z, body) / sphereGravity(x, y, z, sphere)).toBeCloseTo(1, 13);
  });

  it("has the potential's differences as attraction, and the attraction's as gradient", () => {
    const h = 0.1;
    const [x, y, z] = [300, 200, -100];
    const at = pointMassAttraction(x, y, z, body);
    const t = pointMassGradient(x, y, z, body);
    const slope = (f: (d: number) => number, size: number) => (f(h) - f(-h)) / (2 * h) / size;
    expect(slope((d) => pointMassPotential(x + d, y, z, body), at.easting)).toBeCloseTo(1, 6);
    expect(slope((d) => pointMassPotential(x, y + d, z, body), at.northing)).toBeCloseTo(1, 6);
    expect(slope((d) => pointMassPotential(x, y, z + d, body), at.upward)).toBeCloseTo(1, 6);
    expect(slope((d) => pointMassAttraction(x + d, y, z, body).easting, t.ee)).toBeCloseTo(1, 6);
    expect(slope((d) => pointMassAttraction(x, y + d, z, body).northing, t.nn)).toBeCloseTo(1, 6);
    expect(slope((d) => pointMassAttraction(x, y, z + d, body).upward, t.uu)).toBeCloseTo(1, 6);
    expect(slope((d) => pointMassAttraction(x, y + d, z, body).easting, t.en)).toBeCloseTo(1, 6);
    expect(slope((d) => pointMassAttraction(x, y, z + d, body).easting, t.eu)).toBeCloseTo(1, 6);
    expect(slope((d) => pointMassAttraction(x, y, z + d, body).northing, t.nu)).toBeCloseTo(1, 6);
    expect(Math.abs(t.ee + t.nn + t.uu)).toBeLessThan(1e-15 * Math.abs(t.uu));
    expect(at.upward).toBe(-pointMassGravity(x, y, z, body));
  });

  it("has no value in the mass itself", () => {
    expect(pointMassPotential(120, -40, -900, body)).toBeNaN();
    expect(pointMassGravity(120, -40, -900, body)).toBeNaN();
    expect(pointMassAttraction(120, -40, -900, body).northing).toBeNaN();
    expect(pointMassGradient(120, -40, -900, body).en).toBeNaN();
  });
});

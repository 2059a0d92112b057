import { describe, expect, it } from "vitest";
import { GRS80, linearEccentricity, semiminorAxis, WGS84 } from "../../lib/earth/ellipsoid.js";
import { normalGravity } from "../../lib/earth/normal-gravity.js";

describe("normal gravity", () => {
  it("equals GRS80's published values at equator and poles (Moritz 1980)", () => {
    expect(normalGravity(0, 0)).toBeCloseTo(978032.67715, 5);
    expect(normalGravity(90, 0)).toBeCloseTo(983218.63685, 5);
    expect(normalGravity(-90, 0)).toBeCloseTo(983218.63685, 5);
  });

  it("equals WGS84's published value at the equator (NIMA 2000)", () => {
    expect(normalGravity(0, 0, WGS84)).toBeCloseTo(978032.53359, 5);
  });

  it.each([
    [10, 978188.38361],
    [15, 978378.63976],
    [30, 979324.87036],
    [45, 980619.92025],
  ])("equals GRS80's value on the ellipsoid at %d degrees", (latitude, expected) => {
    expect(normalGravity(latitude, 0)).toBeCloseTo(expected, 4);
  });

  // The published figures were computed with arctangents and carry their rounding, up to 6e-6 mGal; the
  // second column is the same closed form in 40-digit arithmetic.
  it.each([
    [45, 1000, 980311.432963, 980311.4329622821],
    [0, 5000, 976490.592468, 976490.5924677176],
    [30, 3000, 978399.513523, 978399.5135173001],
  ])("equals the closed form's value at %d degrees and %d m", (latitude, height, published, exact) => {
    expect(Math.abs(normalGravity(latitude, height) - published)).toBeLessThan(1e-5);
    expect(Math.abs(normalGravity(latitude, height) - exact)).toBeLessThan(1e-9);
  });

  it("equals Somigliana's formula at every latitude on the ellipsoid", () => {
    const { semimajorAxis: a } = GRS80;
    const b = semiminorAxis(GRS80);
    for (let latitude = -90; latitude <= 90; latitude += 7.5) {
      const sin2 = Math.sin((latitude * Math.PI) / 180) ** 2;
      const equator = 978032.67715;
      const pole = 983218.63685;
      const somigliana =
        (a * equator * (1 - sin2) + b * pole * sin2) / Math.sqrt(a ** 2 * (1 - sin2) + b ** 2 * sin2);
      expect(normalGravity(latitude, 0)).toBeCloseTo(somigliana, 4);
    }
  });

  it("is the gradient of the normal potential (finite differences of Heiskanen & Moritz eq. 2-62)", () => {
    for (const [latitude, height] of [
      [12, 0],
      [12, 2500],
      [-47, 8000],
      [71, 300],
    ]) {
      const [r, z] = meridianPoint(latitude, height);
      const step = 20;
      const dr = (potential(r + step, z) - potential(r - step, z)) / (2 * step);
      const dz = (potential(r, z + step) - potential(r, z - step)) / (2 * step);
      // The closed form is the component along the normal of the confocal ellipsoid; at 8 km the other
      // component is about 7e-6 of it, and its square does not reach the seventh digit.
      expect(Math.hypot(dr, dz) * 1e5).toBeCloseTo(normalGravity(latitude, height), 2);
    }
  });

  it("is NaN for NaN and for a latitude that does not exist", () => {
    expect(normalGravity(Number.NaN, 0)).toBeNaN();
    expect(normalGravity(10, Number.NaN)).toBeNaN();
    expect(normalGravity(91, 0)).toBeNaN();
  });
});

function meridianPoint(latitude: number, height: number): [number, number] {
  const { semimajorAxis: a, flattening: f } = GRS80;
  const phi = (latitude * Math.PI) / 180;
  const e2 = f * (2 - f);
  const N = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
  return [(N + height) * Math.cos(phi), (N * (1 - e2) + height) * Math.sin(phi)];
}

/** Normal gravity potential in ellipsoidal coordinates, written straight from Heiskanen & Moritz. */
function potential(r: number, z: number): number {
  const { semimajorAxis: a, geocentricGravitationalConstant: gm, angularVelocity: w } = GRS80;
  const b = semiminorAxis(GRS80);
  const E = linearEccentricity(GRS80);
  const rho2 = r * r + z * z;
  const u2 = (rho2 - E * E) / 2 + Math.sqrt(((rho2 - E * E) / 2) ** 2 + (E * z) ** 2);
  const u = Math.sqrt(u2);
  const sinBeta = z / u;
  // The closed form of q loses ten digits to cancellation; its integral form, by Simpson's rule, loses none.
  const q = (v: number) => {
    const steps = 200;
    let sum = 0;
    for (let i = 0; i <= steps; i++) {
      const t = i / steps;
      sum +=
        ((i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * (1.5 * t * t - 0.5) * (E * t) ** 2) /
        (v * v + (E * t) ** 2);
    }
    return (sum / (3 * steps)) * (E / v);
  };
  return (
    (gm / E) * Math.atan(E / u) +
    0.5 * w * w * a * a * (q(u) / q(b)) * (sinBeta ** 2 - 1 / 3) +
    0.5 * w * w * r * r
  );
}

import { describe, expect, it } from "vitest";
import { GRS80 } from "../../../lib/earth/ellipsoid.js";
import { eotvosCorrection, eotvosOnSphere, eotvosSensitivity } from "../../../lib/reduce/eotvos.js";

const radians = Math.PI / 180;
const { semimajorAxis: a, flattening: f, angularVelocity: omega } = GRS80;
const e2 = f * (2 - f);

/** Position in space that does not turn with the Earth, metres. */
function inSpace(latitude: number, longitude: number, height: number, seconds: number): number[] {
  const N = a / Math.sqrt(1 - e2 * Math.sin(latitude) ** 2);
  const angle = longitude + omega * seconds;
  const r = (N + height) * Math.cos(latitude);
  return [r * Math.cos(angle), r * Math.sin(angle), (N * (1 - e2) + height) * Math.sin(latitude)];
}

/** Upward acceleration in space of a point that moves with these velocities, m/s², by second differences. */
function upward(latitudeDegrees: number, height: number, north: number, east: number): number {
  const latitude = latitudeDegrees * radians;
  const w2 = 1 - e2 * Math.sin(latitude) ** 2;
  const N = a / Math.sqrt(w2);
  const M = (N * (1 - e2)) / w2;
  const [dLatitude, dLongitude] = [north / (M + height), east / ((N + height) * Math.cos(latitude))];
  const step = 20;
  const at = (t: number) => inSpace(latitude + dLatitude * t, dLongitude * t, height, t);
  const [before, now, after] = [at(-step), at(0), at(step)];
  const up = [Math.cos(latitude), 0, Math.sin(latitude)];
  return up.reduce((sum, u, k) => sum + (u * (after[k] - 2 * now[k] + before[k])) / step ** 2, 0);
}

describe("the Eötvös correction", () => {
  it.each([
    { who: "a ship to the east", latitude: 5, height: 0, north: 0, east: 6 },
    { who: "a ship to the south-west", latitude: -33, height: 0, north: -4, east: -3 },
    { who: "an aircraft to the north", latitude: 21, height: 1500, north: 70, east: 0 },
    { who: "an aircraft to the west", latitude: 62, height: 4000, north: 20, east: -110 },
  ])(
    "of $who is what its motion takes from the acceleration in space",
    ({ latitude, height, north, east }) => {
      const difference = upward(latitude, height, 0, 0) - upward(latitude, height, north, east);
      expect(Math.abs(eotvosCorrection(north, east, latitude, height) - difference * 1e5)).toBeLessThan(2e-3);
    },
  );

  it("is larger to the east than to the west by twice the Coriolis part", () => {
    const both = eotvosCorrection(0, 5, 30) - eotvosCorrection(0, -5, 30);
    expect(both).toBeCloseTo(4 * omega * 5 * Math.cos(30 * radians) * 1e5, 9);
  });

  it("on the sphere is the same within the ellipsoid's curvature", () => {
    const difference = eotvosOnSphere(5, 30, 10) - eotvosCorrection(5 * Math.cos(30 * radians), 2.5, 10);
    expect(Math.abs(difference)).toBeLessThan(0.006 * (25 / 6_371_000) * 1e5);
  });

  it("changes with a velocity as its sensitivity says (finite differences)", () => {
    const slope = (dn: number, de: number) =>
      (eotvosCorrection(60 + dn, 20 + de, 12, 900) - eotvosCorrection(60 - dn, 20 - de, 12, 900)) / 2;
    expect(eotvosSensitivity(60, 20, 12, 900)).toBeCloseTo(Math.hypot(slope(1, 0), slope(0, 1)), 6);
  });

  it("is NaN for NaN", () => {
    expect(eotvosCorrection(Number.NaN, 0, 10)).toBeNaN();
    expect(eotvosOnSphere(5, Number.NaN, 10)).toBeNaN();
  });
});

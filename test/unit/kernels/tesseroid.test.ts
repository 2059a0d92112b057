import { describe, expect, it } from "vitest";
import { GRAVITATIONAL_CONSTANT } from "../../../lib/core/constants.js";
import { seededRandom } from "../../../lib/core/random.js";
import { sphericalCapGravity } from "../../../lib/kernels/spherical-cap.js";
import {
  type Tesseroid,
  tesseroidAttraction,
  tesseroidGradient,
  tesseroidGravity,
  tesseroidMass,
  tesseroidPotential,
} from "../../../lib/kernels/tesseroid.js";

const EARTH = 6_371_000;
const shell = (bottom: number, top: number): Tesseroid => ({
  ...{ west: 0, east: 360, south: -90, north: 90 },
  ...{ bottom: EARTH + bottom, top: EARTH + top, density: 2670 },
});

describe("a whole shell of tesseroids", () => {
  const body = shell(0, 1500);
  const mass = (2670 * 4 * Math.PI * (body.top ** 3 - body.bottom ** 3)) / 3;

  it.each([1500, 1503, 1700, 5000, 250_000])(
    "attracts a point at %d m as all its mass in the centre would",
    (height) => {
      const r = EARTH + height;
      const exact = (GRAVITATIONAL_CONSTANT * mass) / r ** 2;
      expect(Math.abs(tesseroidGravity(105, 17.6, r, body) - exact) * 1e5).toBeLessThan(2e-5);
      expect(tesseroidPotential(105, 17.6, r, body) / (exact * r)).toBeCloseTo(1, 8);
    },
  );

  it.each([0, -3, -40_000])("pulls nowhere at %d m, inside", (height) => {
    const { easting, northing, upward } = tesseroidAttraction(105, 17.6, EARTH + height, body);
    for (const part of [easting, northing, upward]) expect(Math.abs(part) * 1e5).toBeLessThan(2e-5);
  });

  it("pulls a point within it with the mass below the point", () => {
    const r = EARTH + 600;
    const below = (2670 * 4 * Math.PI * (r ** 3 - EARTH ** 3)) / 3;
    const exact = (GRAVITATIONAL_CONSTANT * below) / r ** 2;
    expect(Math.abs(tesseroidGravity(12, -45, r, body) - exact) * 1e5).toBeLessThan(2e-5);
  });
});

describe("a tesseroid", () => {
  it("around the pole is LaFehr's spherical cap", () => {
    const angle = (166_700 / EARTH) * (180 / Math.PI);
    const cap = { ...shell(0, 1000), south: 90 - angle };
    const exact = sphericalCapGravity(1000, 2670) * 1e5;
    expect(tesseroidGravity(0, 90, EARTH + 1000, cap) * 1e5).toBeCloseTo(exact, 4);
  });

  const body = { west: 104, east: 106, south: 16, north: 19, bottom: 6.33e6, top: 6.35e6, density: 400 };

  it("is the sum of its parts, wherever it is cut", () => {
    const random = seededRandom(11);
    for (let trial = 0; trial < 10; trial++) {
      const [lon, lat] = [104 + 2 * random(), 16 + 3 * random()];
      const west = { ...body, east: lon };
      const south = { ...body, west: lon, north: lat };
      const north = { ...body, west: lon, south: lat };
      const place = [103 + 4 * random(), 15 + 5 * random(), 6.35e6 + 4000 * random()] as const;
      const sum = [west, south, north].reduce((total, part) => total + tesseroidGravity(...place, part), 0);
      expect(Math.abs(sum - tesseroidGravity(...place, body)) * 1e5).toBeLessThan(1e-5);
    }
  });

  it("has the mass that its potential far away has", () => {
    const far = 1e12;
    const potential = (tesseroidPotential(105, 17.5, far, body) * (far - 6.34e6)) / GRAVITATIONAL_CONSTANT;
    expect(potential / tesseroidMass(body)).toBeCloseTo(1, 8);
  });

  it("attracts with the slope of its potential", () => {
    const [longitude, latitude, radius] = [104.6, 18.2, 6.36e6];
    const slope = (dx: number, dy: number, dz: number): number => {
      const at = (t: number): number =>
        tesseroidPotential(
          longitude + ((t * dx) / (radius * Math.cos((latitude * Math.PI) / 180))) * (180 / Math.PI),
          latitude + ((t * dy) / radius) * (180 / Math.PI),
          radius + t * dz,
          body,
        );
      return (at(500) - at(-500)) / 1000;
    };
    const { easting, northing, upward } = tesseroidAttraction(longitude, latitude, radius, body);
    const size = Math.abs(upward);
    expect(Math.abs(slope(1, 0, 0) - easting) / size).toBeLessThan(1e-4);
    expect(Math.abs(slope(0, 1, 0) - northing) / size).toBeLessThan(1e-4);
    expect(Math.abs(slope(0, 0, 1) - upward) / size).toBeLessThan(1e-4);
  });

  it("obeys Laplace's equation outside, and its vertical gradient is the slope of its attraction", () => {
    const at = (radius: number): number => tesseroidGravity(104.3, 16.4, radius, body);
    const { ee, nn, uu } = tesseroidGradient(104.3, 16.4, 6.36e6, body);
    expect(Math.abs(ee + nn + uu) / uu).toBeLessThan(1e-7);
    expect(-(at(6.36e6 + 50) - at(6.36e6 - 50)) / 100 / uu).toBeCloseTo(1, 4);
  });

  it("crosses the date line, and is the same at any turn of longitude", () => {
    const there = { ...body, west: 179, east: 181 };
    const here = { ...body, west: -1, east: 1 };
    expect(tesseroidGravity(-179.5, 17, 6.36e6, there)).toBeCloseTo(
      tesseroidGravity(0.5, 17, 6.36e6, here),
      14,
    );
  });

  it("gives NaN for NaN, and names a bound that is out of order", () => {
    expect(tesseroidGravity(Number.NaN, 17, 6.36e6, body)).toBeNaN();
    expect(tesseroidGravity(104, 17, 6.36e6, { ...body, density: Number.NaN })).toBeNaN();
    expect(() => tesseroidGravity(104, 17, 6.36e6, { ...body, north: 15 })).toThrow("body.north is 15");
    expect(() => tesseroidGravity(104, 17, 6.36e6, { ...body, bottom: -30_000 })).toThrow(
      "metres from the centre",
    );
    expect(() => tesseroidGravity(104, 17, 6.36e6, { ...body, east: 470 })).toThrow("at most 360");
  });
});

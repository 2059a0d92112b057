import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cartesianToGeodetic, geodeticToCartesian, localAxes } from "../../../lib/earth/cartesian.js";
import { GRS80, metresPerDegree, WGS84 } from "../../../lib/earth/ellipsoid.js";

const longitude = fc.double({ min: -180, max: 180, noNaN: true });
const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const height = fc.double({ min: -10_000, max: 400_000, noNaN: true });

describe("positions in the Earth's own frame", () => {
  it("are the published ones", () => {
    // IOGP Guidance Note 373-7-2 (2019), 4.1.1: WGS 84, 53°48'33.820"N 2°07'46.380"E, 73.0 m.
    const { x, y, z } = geodeticToCartesian(
      2 + 7 / 60 + 46.38 / 3600,
      53 + 48 / 60 + 33.82 / 3600,
      73,
      WGS84,
    );
    expect(x).toBeCloseTo(3771793.968, 2);
    expect(y).toBeCloseTo(140253.342, 2);
    expect(z).toBeCloseTo(5124304.349, 2);
  });

  it("lie on the ellipsoid at height 0, whatever the coordinates", () => {
    const [a, b] = [GRS80.semimajorAxis, GRS80.semimajorAxis * (1 - GRS80.flattening)];
    fc.assert(
      fc.property(longitude, latitude, (lon, lat) => {
        const { x, y, z } = geodeticToCartesian(lon, lat, 0);
        expect((x * x + y * y) / a ** 2 + (z * z) / b ** 2).toBeCloseTo(1, 12);
      }),
    );
  });

  it("come back as the coordinates that they were made from", () => {
    fc.assert(
      fc.property(longitude, latitude, height, (lon, lat, h) => {
        const there = geodeticToCartesian(lon, lat, h);
        const back = cartesianToGeodetic(there);
        const again = geodeticToCartesian(back.longitude, back.latitude, back.height);
        expect(Math.hypot(again.x - there.x, again.y - there.y, again.z - there.z)).toBeLessThan(1e-8);
        expect(Math.abs(back.height - h)).toBeLessThan(1e-8);
        expect(Math.abs(back.latitude - lat)).toBeLessThan(1e-12);
      }),
      { numRuns: 500 },
    );
  });

  it("are found again from deep in the Earth and from a satellite", () => {
    for (const h of [-100_000, 10_000_000]) {
      const back = cartesianToGeodetic(geodeticToCartesian(-75.5, 41.25, h));
      expect(Math.abs(back.height - h)).toBeLessThan(1e-7);
      expect(back.longitude).toBeCloseTo(-75.5, 12);
      expect(back.latitude).toBeCloseTo(41.25, 12);
    }
  });

  it("are NaN where a coordinate is NaN", () => {
    expect(geodeticToCartesian(0, Number.NaN, 0).x).toBeNaN();
    expect(cartesianToGeodetic({ x: 1, y: 1, z: Number.NaN }).latitude).toBeNaN();
  });
});

describe("directions at a place", () => {
  it("are unit vectors at right angles, east × north = up", () => {
    fc.assert(
      fc.property(longitude, latitude, (lon, lat) => {
        const { east: e, north: n, up: u } = localAxes(lon, lat);
        const cross = { x: e.y * n.z - e.z * n.y, y: e.z * n.x - e.x * n.z, z: e.x * n.y - e.y * n.x };
        expect(Math.hypot(cross.x - u.x, cross.y - u.y, cross.z - u.z)).toBeLessThan(1e-15);
        expect(Math.abs(e.x * n.x + e.y * n.y + e.z * n.z)).toBeLessThan(1e-15);
      }),
    );
  });

  it("are where positions go when longitude, latitude or height grows", () => {
    const [lon, lat, h, step] = [105.9, 17.775, 800, 1e-5];
    const from = geodeticToCartesian(lon, lat, h);
    const along = (to: { x: number; y: number; z: number }, axis: { x: number; y: number; z: number }) =>
      (to.x - from.x) * axis.x + (to.y - from.y) * axis.y + (to.z - from.z) * axis.z;
    const { east, north, up } = localAxes(lon, lat);
    const metres = metresPerDegree(lat);
    expect(along(geodeticToCartesian(lon, lat, h + 1), up)).toBeCloseTo(1, 8);
    expect(along(geodeticToCartesian(lon + step, lat, 0), east)).toBeCloseTo(step * metres.longitude, 5);
    expect(along(geodeticToCartesian(lon, lat + step, h), north)).toBeGreaterThan(step * metres.latitude);
    expect(along(geodeticToCartesian(lon, lat + step, h), east)).toBeCloseTo(0, 8);
  });
});

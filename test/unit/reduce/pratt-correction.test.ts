import { describe, expect, it } from "vitest";
import { makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { prismGravity } from "../../../lib/kernels/prism.js";
import { tesseroidGravity } from "../../../lib/kernels/tesseroid.js";
import { prattCorrection } from "../../../lib/reduce/pratt-correction.js";

const R = 6_371_000;
const D = 100_000;
const hill = (x: number, y: number): number =>
  2500 * Math.exp(-(x ** 2 + (y - 2e4) ** 2) / (2 * 6e4 ** 2)) - 600;

/** Contrast of a column on a plane: the mass above sea level, or what the sea lacks, over the column's length. */
const contrastOf = (height: number): number =>
  height >= 0 ? (-2670 * height) / D : ((2670 - 1030) * -height) / (D + height);

describe("the correction after Pratt and Hayford", () => {
  const axis = regularAxis(-200_000, 200_000, 10_000);
  const nodes = Array.from({ length: axis.length ** 2 }, (_, i) => [
    axis[i % axis.length],
    axis[Math.floor(i / axis.length)],
  ]);
  const heights = makeGrid({
    ...{ x: axis, y: axis, crs: "plane", name: "height_m", units: "m" },
    values: Float64Array.from(nodes, ([x, y]) => hill(x, y)),
  });
  const stations = {
    easting_m: Float64Array.of(0, -31_000, 92_000, 5000, Number.NaN),
    northing_m: Float64Array.of(0, 27_000, -71_000, 5000, 0),
    height_m: Float64Array.of(1900, 300, 0, 800, 0),
    complete_bouguer_anomaly_mgal: Float64Array.of(-100, -50, 0, -10, 0),
  };

  it("on a plane is the sum of exact prisms, to 0.02 mGal", () => {
    const { result, report } = prattCorrection(stations, heights, { earth: "planar", radius: 1e9 });
    const correction = result.isostatic_correction_mgal as Float64Array;
    for (let k = 0; k < 4; k++) {
      const sum = nodes.reduce(
        (total, [x, y], i) =>
          total +
          prismGravity(stations.easting_m[k], stations.northing_m[k], stations.height_m[k], {
            ...{ west: x - 5000, east: x + 5000, south: y - 5000, north: y + 5000 },
            ...{ bottom: -D, top: Math.min(0, heights.values[i]), density: contrastOf(heights.values[i]) },
          }) *
            1e5,
        0,
      );
      expect(Math.abs(sum)).toBeGreaterThan(5);
      expect(Math.abs(correction[k] + sum)).toBeLessThan(0.02);
      expect((result.isostatic_anomaly_mgal as Float64Array)[k]).toBeCloseTo(
        stations.complete_bouguer_anomaly_mgal[k] + correction[k],
        10,
      );
    }
    expect(correction[4]).toBeNaN();
    expect(report.rows).toMatchObject({ stations: 5, without_correction: 1 });
    expect(report.warnings.join()).toMatch(/1 stations have no position/);
  });

  it("on the Earth is the sum of tesseroids on a sphere, to 0.5 % and 0.05 mGal", () => {
    const degrees = regularAxis(-2, 2, 0.1);
    const at = Array.from({ length: degrees.length ** 2 }, (_, i) => [
      degrees[i % degrees.length],
      degrees[Math.floor(i / degrees.length)],
    ]);
    const there = makeGrid({
      ...{ x: degrees, y: degrees, crs: "EPSG:4326", name: "height_m", units: "m" },
      values: Float64Array.from(at, ([x, y]) => hill(x * 111e3, y * 111e3)),
    });
    for (const [longitude, latitude, height] of [
      [0.1, 0.2, 1500],
      [-0.83, 0.61, 0],
    ]) {
      const place = {
        longitude_deg: Float64Array.of(longitude),
        latitude_deg: Float64Array.of(latitude),
        height_m: Float64Array.of(height),
      };
      const { result } = prattCorrection(place, there, { radius: 1e9 });
      let sum = 0;
      for (const [i, [x, y]] of at.entries()) {
        const value = there.values[i];
        const top = R + Math.min(0, value);
        const above = ((R + value) ** 3 - R ** 3) / (3 * R * R);
        const room = (top ** 3 - (R - D) ** 3) / (3 * R * R);
        const density = (-(value < 0 ? 2670 - 1030 : 2670) * above) / room;
        const body = {
          west: x - 0.05,
          east: x + 0.05,
          south: y - 0.05,
          north: y + 0.05,
          bottom: R - D,
          top,
          density,
        };
        sum += tesseroidGravity(longitude, latitude, R + height, body) * 1e5;
      }
      const found = (result.isostatic_correction_mgal as Float64Array)[0];
      expect(Math.abs(sum)).toBeGreaterThan(2);
      expect(Math.abs(found + sum)).toBeLessThan(0.05 + 0.005 * Math.abs(sum));
    }
  });

  it("warns where the heights end within the radius", () => {
    const { report } = prattCorrection(stations, heights, { earth: "planar", radius: 150_000 });
    expect(report.warnings.join()).toMatch(/The heights end less than 150 km from 1 stations/);
    expect(
      prattCorrection(stations, heights, { earth: "planar", radius: 50_000 }).report.rows.near_the_edge,
    ).toBe(0);
  });

  it("refuses gaps and senseless options, and says what it takes", () => {
    const gap = makeGrid({ ...heights, values: heights.values.map((v, i) => (i === 7 ? Number.NaN : v)) });
    expect(() => prattCorrection(stations, gap)).toThrow(/heights.values\[7\] is NaN.*without gaps/s);
    expect(() => prattCorrection(stations, heights, { compensationDepth: 0 })).toThrow(
      /compensationDepth is 0/,
    );
    expect(() => prattCorrection(stations, heights, { radius: -1 })).toThrow(/radius is -1/);
  });
});

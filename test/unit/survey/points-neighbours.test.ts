import { describe, expect, it } from "vitest";
import { checkNeighbours } from "../../../lib/survey/clean/points-neighbours.js";
import { flat, madePoints, smoothAnomaly } from "./made-points.js";

const flagged = (result: object) =>
  ((result as { flag: string[] }).flag ?? []).flatMap((flag, i) => (flag === "" ? [] : [i]));

describe("points against their neighbours", () => {
  it("are flagged where one is wrong, and only there", () => {
    const points = madePoints({ count: 800, seed: 1, height: flat, anomaly: smoothAnomaly });
    points.gravity_mgal[100] += 8;
    points.gravity_mgal[200] -= 15;
    points.height_m[300] += 100;
    const { result, report } = checkNeighbours(points);
    expect(flagged(result).filter((i) => [100, 200, 300].includes(i))).toEqual([100, 200, 300]);
    expect(flagged(result).length).toBeLessThanOrEqual(3 + 4);
    expect((result.neighbour_difference_mgal as Float64Array)[100]).toBeCloseTo(8, 0);
    expect((result.neighbour_difference_mgal as Float64Array)[300]).toBeCloseTo(19.7, 0);
    expect((result.flag_reason as string[])[200]).toMatch(/mGal below what its neighbours say/);
    expect(report.rows.checked).toBe(800);
  });

  it("are not flagged for lying on a mountain, nor for its other density", () => {
    const mountain = (longitude: number, latitude: number) =>
      100 + 2900 * Math.exp(-((longitude - 102.5) ** 2 + (latitude - 17.5) ** 2) / 0.01);
    for (const density of [2670, 2300]) {
      const points = madePoints({ count: 800, seed: 2, height: mountain, anomaly: smoothAnomaly, density });
      const { result } = checkNeighbours(points);
      const high = flagged(result).filter((i) => points.height_m[i] > 500);
      expect(high, `density ${density}`).toEqual([]);
      expect(flagged(result).length).toBeLessThan(8);
    }
  });

  it("do not accuse the good ones around a wild one", () => {
    const points = madePoints({ count: 600, seed: 3, height: flat, anomaly: smoothAnomaly });
    const near = points.longitude_deg.map((longitude, i) =>
      Math.hypot(longitude - points.longitude_deg[50], points.latitude_deg[i] - points.latitude_deg[50]),
    );
    points.gravity_mgal[50] += 500;
    const wrong = flagged(checkNeighbours(points).result).filter((i) => near[i] < 0.1);
    expect(wrong).toEqual([50]);
  });

  it("keep the false alarms below one in a hundred where the field is rough", () => {
    const rough = (longitude: number, latitude: number) =>
      20 * Math.sin(60 * longitude) * Math.sin(55 * latitude);
    const points = madePoints({ count: 1500, seed: 4, height: flat, anomaly: rough, noise: 0.5 });
    expect(flagged(checkNeighbours(points).result).length).toBeLessThanOrEqual(15);
  });

  it("say which could not be checked, and keep a gap a gap", () => {
    const points = madePoints({ count: 60, seed: 5, height: flat, anomaly: smoothAnomaly });
    points.gravity_mgal[7] = Number.NaN;
    points.longitude_deg[9] = Number.NaN;
    const { result, report } = checkNeighbours(points);
    expect(report.warnings[0]).toMatch(/2 points could not be checked/);
    expect((result.neighbour_difference_mgal as Float64Array)[7]).toBeNaN();
    expect((result.flag as string[])[7]).toBe("");
  });

  it("take a column of the caller's, in metres of a plane too", () => {
    const n = 400;
    const points = {
      easting_m: Float64Array.from({ length: n }, (_, i) => (i % 20) * 1000),
      northing_m: Float64Array.from({ length: n }, (_, i) => Math.floor(i / 20) * 1000),
      anomaly: Float64Array.from({ length: n }, (_, i) => Math.sin(i / 40) + (i === 210 ? 20 : 0)),
    };
    expect(flagged(checkNeighbours(points, { column: "anomaly" }).result)).toContain(210);
  });

  it("refuse options out of range and a table without positions", () => {
    const points = madePoints({ count: 10, seed: 6, height: flat, anomaly: smoothAnomaly });
    expect(() => checkNeighbours(points, { threshold: 0 })).toThrow(/options.threshold/);
    expect(() => checkNeighbours(points, { neighbours: 2 })).toThrow(/3 to 100/);
    expect(() => checkNeighbours({ gravity_mgal: Float64Array.of(1) })).toThrow(
      /longitude_deg and latitude_deg/,
    );
  });

  it("come to an end with no rows, one row, and rows all at one place", () => {
    const none = new Float64Array(0);
    const empty = { longitude_deg: none, latitude_deg: none, height_m: none, gravity_mgal: none };
    expect(checkNeighbours(empty).report.rows.points).toBe(0);
    const one = madePoints({ count: 1, seed: 7, height: flat, anomaly: smoothAnomaly });
    expect(checkNeighbours(one).report.rows.checked).toBe(0);
    const same = {
      longitude_deg: new Float64Array(30).fill(102),
      latitude_deg: new Float64Array(30).fill(17),
      height_m: new Float64Array(30).fill(100),
      gravity_mgal: new Float64Array(30).fill(978400),
    };
    expect(flagged(checkNeighbours(same).result)).toEqual([]);
  });
});

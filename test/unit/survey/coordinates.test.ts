import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../lib/core/random.js";
import { degreesToGrid } from "../../../lib/earth/transform-coordinates.js";
import { checkCoordinates } from "../../../lib/survey/clean/coordinates-check.js";
import { kilometresBetween } from "../../../lib/survey/clean/coordinates-reference.js";
import { applyCoordinateRepair } from "../../../lib/survey/clean/coordinates-repair.js";
import { utmZoneFits } from "../../../lib/survey/clean/coordinates-zone.js";
import { cleanPoints } from "../../../lib/survey/clean/points-clean.js";

const texts = (result: object, name: string) => (result as Record<string, string[]>)[name];
const numbers = (result: object, name: string) => (result as Record<string, Float64Array>)[name];

/** Forty points in Laos, within a degree. */
function laos(): { longitude_deg: Float64Array; latitude_deg: Float64Array } {
  const random = seededRandom(41);
  return {
    longitude_deg: Float64Array.from({ length: 40 }, () => 102 + random()),
    latitude_deg: Float64Array.from({ length: 40 }, () => 17.5 + random()),
  };
}

describe("coordinates that cannot be right", () => {
  it("are told from the rest, with what would fit, and put right on request only", () => {
    const right = laos();
    const points = laos();
    const { longitude_deg: x, latitude_deg: y } = points;
    [x[3], y[3]] = [y[3], x[3]];
    y[5] = -y[5];
    x[7] = -x[7];
    [x[9], y[9]] = degreesToGrid("EPSG:32648")(x[9], y[9]);
    [y[11], x[11]] = degreesToGrid("EPSG:32647")(x[11], y[11]);
    const before = [x.slice(), y.slice()];
    const { result, report } = checkCoordinates(points);
    const proposed = texts(result, "proposed_repair");
    expect([3, 5, 7, 9].map((i) => proposed[i])).toEqual([
      "swap",
      "negate_latitude",
      "negate_longitude",
      "utm EPSG:32648",
    ]);
    expect(proposed[11]).toMatch(/^swap utm EPSG:3264[78]$/);
    expect(texts(result, "flag").filter(Boolean)).toHaveLength(5);
    expect(texts(result, "flag")[3]).toBe("swapped");
    expect(texts(result, "flag_reason")[5]).toMatch(
      /km from the middle of the rest, but with the other sign of the latitude it is/,
    );
    expect(report.rows.repairable).toBe(5);
    expect([x, y]).toEqual(before);
    expect(numbers(result, "longitude_deg")).toEqual(before[0]);

    const repaired = applyCoordinateRepair(result);
    for (const i of [3, 5, 7, 9]) {
      expect(numbers(repaired.result, "longitude_deg")[i]).toBeCloseTo(right.longitude_deg[i], 8);
      expect(numbers(repaired.result, "latitude_deg")[i]).toBeCloseTo(right.latitude_deg[i], 8);
    }
    expect(numbers(repaired.result, "source_latitude_deg")).toEqual(before[1]);
    expect(texts(repaired.result, "flag").join("")).toBe("");
    expect(texts(repaired.result, "flag_reason").join("")).toBe("");
    expect(texts(repaired.result, "repair")[3]).toBe("swap");
    expect(repaired.report.rows).toMatchObject({ repaired: 5, left: 0 });
  });

  it("are repaired row by row and kind by kind as the caller chooses", () => {
    const points = laos();
    [points.longitude_deg[3], points.latitude_deg[3]] = [points.latitude_deg[3], points.longitude_deg[3]];
    points.latitude_deg[5] *= -1;
    points.latitude_deg[6] *= -1;
    const checked = checkCoordinates(points).result;
    expect(applyCoordinateRepair(checked, { repairs: ["swap"] }).report.rows).toMatchObject({
      repaired: 1,
      left: 2,
    });
    expect(applyCoordinateRepair(checked, { rows: [5] }).report.rows).toMatchObject({ repaired: 1, left: 2 });
    expect(applyCoordinateRepair(checked, { rows: [0] }).report.warnings[0]).toMatch(/No row was repaired/);
    expect(() => applyCoordinateRepair(checked, { rows: [99] })).toThrow(/0 to 39/);
    expect(() => applyCoordinateRepair(points)).toThrow(/proposed_repair/);
  });

  it("are all found where the whole file is swapped and the region is given", () => {
    const points = laos();
    const swapped = { longitude_deg: points.latitude_deg, latitude_deg: points.longitude_deg };
    const { report } = checkCoordinates(swapped, { region: [100, 108, 13.5, 23] });
    expect(report.rows.repairable).toBe(40);
    expect(report.warnings[0]).toMatch(/^All of 40 positions fit after 'swap'/);
    expect(() => checkCoordinates(points, { region: [108, 100, 13, 23] })).toThrow(/west < east/);
  });

  it("are called far where nothing brings them home, unless they are a second area", () => {
    const points = laos();
    [points.longitude_deg[8], points.latitude_deg[8]] = [125, -40];
    points.longitude_deg[9] = Number.NaN;
    const { result } = checkCoordinates(points);
    expect(texts(result, "flag")[8]).toBe("far");
    expect(texts(result, "flag")[9]).toBe("no_position");
    const [x, y] = [points.longitude_deg.slice(), points.latitude_deg.slice()];
    for (let i = 34; i < 40; i++) [x[i], y[i]] = [120 + i / 100, 5];
    const second = checkCoordinates({ longitude_deg: x, latitude_deg: y });
    expect(texts(second.result, "flag")[35]).toBe("");
    expect(second.report.warnings.join(" ")).toMatch(/is it a second area/);
  });

  it("are not suspected for lying on both sides of longitude 180", () => {
    const random = seededRandom(42);
    const longitude_deg = Float64Array.from({ length: 60 }, (_, i) =>
      i % 2 === 0 ? 179 + random() : -180 + random(),
    );
    const latitude_deg = Float64Array.from({ length: 60 }, () => -17 + random());
    longitude_deg[7] = 20;
    const { result } = checkCoordinates({ longitude_deg, latitude_deg });
    expect(texts(result, "flag").flatMap((flag, i) => (flag === "" ? [] : [i]))).toEqual([7]);
  });

  it("are held against a receiver's own positions where there are any", () => {
    const points = laos();
    const gps = {
      gps_longitude_deg: points.longitude_deg.slice(),
      gps_latitude_deg: points.latitude_deg.slice(),
    };
    points.longitude_deg[4] += 0.05;
    const { result } = checkCoordinates(
      { ...points, ...gps },
      { gps: ["gps_longitude_deg", "gps_latitude_deg"] },
    );
    expect(texts(result, "flag").flatMap((flag, i) => (flag === "" ? [] : [i]))).toEqual([4]);
    expect(texts(result, "flag_reason")[4]).toMatch(/5 km from the middle of its GPS position/);
  });
});

describe("metres that cannot be right", () => {
  const grid = () => {
    const { longitude_deg, latitude_deg } = laos();
    const pairs = Array.from(longitude_deg, (longitude, i) =>
      degreesToGrid("EPSG:32648")(longitude, latitude_deg[i]),
    );
    return {
      easting_m: Float64Array.from(pairs, ([x]) => x),
      northing_m: Float64Array.from(pairs, ([, y]) => y),
    };
  };

  it("are degrees, swapped, or of the zone beside", () => {
    const { longitude_deg, latitude_deg } = laos();
    const right = grid();
    const points = grid();
    const { easting_m: x, northing_m: y } = points;
    [x[2], y[2]] = [longitude_deg[2], latitude_deg[2]];
    [x[4], y[4]] = [y[4], x[4]];
    [x[6], y[6]] = degreesToGrid("EPSG:32647")(longitude_deg[6], latitude_deg[6]);
    // The region tells a zone from its neighbour; from the other points alone a shift of some 600 km does.
    const options = { crs: "EPSG:32648", region: [101.9, 103.1, 17.4, 18.6] } as const;
    const { result } = checkCoordinates(points, options);
    const proposed = texts(result, "proposed_repair");
    expect([proposed[2], proposed[4], proposed[6]]).toEqual([
      "degrees",
      "swap utm EPSG:32648",
      "utm EPSG:32647",
    ]);
    expect(texts(result, "flag").filter(Boolean)).toEqual(["degrees_as_metres", "swapped", "utm_zone"]);
    const repaired = applyCoordinateRepair(result, { crs: "EPSG:32648" }).result;
    for (const i of [2, 4, 6]) {
      expect(numbers(repaired, "easting_m")[i]).toBeCloseTo(right.easting_m[i], 3);
      expect(numbers(repaired, "northing_m")[i]).toBeCloseTo(right.northing_m[i], 3);
    }
    expect(() => applyCoordinateRepair(result)).toThrow(/options.crs/);
    expect(() => checkCoordinates(points)).toThrow(/EPSG:32648/);
  });

  it("show their zone where degrees stand beside them", () => {
    const [best, next] = utmZoneFits({ ...grid(), ...laos() });
    expect(best.code).toBe("EPSG:32648");
    expect(best.median_m).toBeLessThan(0.01);
    expect(next.median_m).toBeGreaterThan(1e5);
  });
});

describe("all checks of points", () => {
  it("keep every row and every number, and say what was not checked", () => {
    const points = { ...laos(), note: Array.from({ length: 40 }, (_, i) => `n${i}`) };
    const { result, report } = cleanPoints(points);
    expect(numbers(result, "longitude_deg")).toEqual(points.longitude_deg);
    expect(texts(result, "note")).toEqual(points.note);
    expect(report.figures.not_checked).toHaveLength(3);
    expect(report.rows.points).toBe(40);
  });

  it("keep flags that were there before", () => {
    const flag = Array<string>(40).fill("");
    const flag_reason = Array<string>(40).fill("");
    flag[3] = "by_hand";
    flag_reason[3] = "the notebook says so";
    const points = { ...laos(), flag, flag_reason };
    points.latitude_deg[3] *= -1;
    const { result } = cleanPoints(points);
    expect(texts(result, "flag")[3]).toBe("by_hand; hemisphere");
    const repaired = applyCoordinateRepair(result).result;
    expect(texts(repaired, "flag")[3]).toBe("by_hand");
    expect(texts(repaired, "flag_reason")[3]).toBe("the notebook says so");
  });
});

describe("distance on the sphere", () => {
  it("is right for a degree, across longitude 180, and for antipodes", () => {
    expect(kilometresBetween(0, 0, 0, 1)).toBeCloseTo(111.19, 1);
    expect(kilometresBetween(179.5, 0, -179.5, 0)).toBeCloseTo(111.19, 1);
    expect(kilometresBetween(0, 0, 180, 0)).toBeCloseTo(Math.PI * 6371, 3);
  });
});

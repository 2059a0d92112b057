import { describe, expect, it } from "vitest";
import { makeGrid } from "../../../lib/core/grid.js";
import { normalGravity } from "../../../lib/earth/normal-gravity.js";
import { normalGravityByFormula } from "../../../lib/earth/normal-gravity-formulas.js";
import { heightsBelowSea } from "../../../lib/survey/clean/points-below-sea.js";
import { findDuplicates } from "../../../lib/survey/clean/points-duplicates.js";
import { recogniseNormalGravity } from "../../../lib/survey/clean/points-legacy-datum.js";
import { compareWithTerrain } from "../../../lib/survey/clean/points-terrain.js";
import { flat, madePoints, slab, smoothAnomaly } from "./made-points.js";

const texts = (result: object, name: string) => (result as Record<string, string[]>)[name];

describe("points at one position", () => {
  const points = {
    longitude_deg: Float64Array.of(102, 102, 102.5, 102.5, 103, 103.00005, Number.NaN),
    latitude_deg: Float64Array.of(17, 17, 17.5, 17.5, 18, 18, 18),
    gravity_mgal: Float64Array.of(978400, 978400.01, 978410, 978411.2, 978420, 978420, 978420),
    height_m: Float64Array.of(100, 100, 120, 153, 130, 130, 130),
    station: ["A", "B", "C", "D", "E", "F", "G"],
  };

  it("are duplicates, conflicts or too near, and the reason names the other", () => {
    const { result, report } = findDuplicates(points);
    expect(texts(result, "flag")).toEqual([
      "",
      "duplicate",
      "duplicate_conflict",
      "duplicate_conflict",
      "too_near",
      "too_near",
      "",
    ]);
    expect(texts(result, "flag_reason")[1]).toBe("as station A: position, height and gravity");
    expect(texts(result, "flag_reason")[3]).toMatch(
      /station C, but gravity differs by 1.20 mGal and height differs by 33.0 m/,
    );
    expect(report.rows).toMatchObject({ repeated_positions: 2, points_beyond_the_first: 2, too_near: 2 });
  });

  it("follow the limits that are asked for", () => {
    const { result } = findDuplicates(points, { sameGravity_mgal: 2, sameHeight_m: 50, tooNear_m: 0 });
    expect(texts(result, "flag")).toEqual(["", "duplicate", "", "duplicate", "", "", ""]);
    expect(() => findDuplicates(points, { samePosition_m: -1 })).toThrow(/samePosition_m/);
  });
});

describe("heights of zero and below", () => {
  /** A coast: land east of longitude 102.5, and a sea that deepens to the west. */
  const bottom = (longitude: number) => (longitude < 102.5 ? -600 * (102.5 - longitude) - 20 : 50);
  const made = () => {
    const points = madePoints({ count: 500, seed: 8, height: flat, anomaly: smoothAnomaly });
    points.height_m.forEach((_, i) => {
      const h = bottom(points.longitude_deg[i]);
      points.height_m[i] = h;
      const anomaly = smoothAnomaly(points.longitude_deg[i], points.latitude_deg[i]);
      const rock = h > 0 ? slab(h) : slab(h, 2670 - 1030);
      points.gravity_mgal[i] = normalGravity(points.latitude_deg[i], Math.max(h, 0)) + rock + anomaly;
    });
    return points;
  };

  it("are depths where the gravity is that of a ship", () => {
    const points = made();
    const { result } = heightsBelowSea(points);
    const meaning = texts(result, "height_meaning");
    const sea = Array.from(points.height_m.keys()).filter((i) => points.height_m[i] < 0);
    expect(sea.length).toBeGreaterThan(150);
    expect(sea.filter((i) => meaning[i] === "sea_surface").length).toBe(sea.length);
    expect(new Set(sea.map((i) => texts(result, "proposed_repair")[i]))).toEqual(new Set(["water_depth"]));
    expect(texts(result, "flag_reason")[sea[0]]).toMatch(/a sea station: over .* m of water/);
  });

  it("are heights where the gravity is that of a hollow below the sea", () => {
    const hollow = (longitude: number, latitude: number) =>
      200 - 600 * Math.exp(-((longitude - 102.5) ** 2 + (latitude - 17.5) ** 2) / 0.02);
    const points = madePoints({ count: 500, seed: 9, height: hollow, anomaly: smoothAnomaly });
    const { report, result } = heightsBelowSea(points);
    expect(report.rows.heights_not_above_zero).toBeGreaterThan(10);
    expect(report.rows.land_below_sea).toBe(report.rows.heights_not_above_zero);
    expect(texts(result, "flag").join("")).toBe("");
  });

  it("are a lost sign or a mistake where nothing else fits", () => {
    const points = madePoints({ count: 500, seed: 10, height: () => 800, anomaly: smoothAnomaly });
    points.height_m[20] = -800;
    points.height_m[40] = 0;
    const { result } = heightsBelowSea(points);
    expect(texts(result, "height_meaning")[20]).toBe("wrong_sign");
    expect(texts(result, "proposed_repair")[20]).toBe("negate_height");
    expect(texts(result, "flag")[40]).toBe("height_error");
    expect(texts(result, "flag_reason")[40]).toMatch(/a height of (7[89]\d|8[01]\d) m.* would fit/);
  });
});

describe("heights against a terrain model", () => {
  const axis = (start: number) => Float64Array.from({ length: 51 }, (_, i) => start + i / 50);
  const shape = (longitude: number, latitude: number) =>
    300 + 200 * Math.sin(20 * longitude) * Math.cos(15 * latitude);
  const [x, y] = [axis(102), axis(17)];
  const terrain = makeGrid({
    x,
    y,
    values: Float64Array.from({ length: x.length * y.length }, (_, k) =>
      shape(x[k % 51], y[Math.floor(k / 51)]),
    ),
    crs: "EPSG:4326",
    name: "height_m",
    units: "m",
  });

  it("are flagged where they differ by more than the table's own scatter", () => {
    const points = madePoints({ count: 300, seed: 11, height: shape, anomaly: smoothAnomaly });
    points.height_m[5] += 90;
    points.height_m[6] -= 60;
    const { result, report } = compareWithTerrain(points, terrain);
    const flagged = texts(result, "flag").flatMap((flag, i) => (flag === "" ? [] : [i]));
    expect(flagged).toEqual([5, 6]);
    expect(report.warnings).toEqual([]);
  });

  it("are recognised as feet, or as above the ellipsoid", () => {
    const points = madePoints({ count: 300, seed: 12, height: shape, anomaly: smoothAnomaly });
    const feet = compareWithTerrain({ ...points, height_m: points.height_m.map((h) => h / 0.3048) }, terrain);
    expect(feet.report.warnings[0]).toMatch(/are they in feet/);
    const raised = compareWithTerrain({ ...points, height_m: points.height_m.map((h) => h - 30) }, terrain);
    expect(raised.report.warnings[0]).toMatch(/30 m below the terrain model.*ellipsoid/);
    expect(texts(raised.result, "flag").join("")).toBe("");
  });

  it("are not compared outside the model, which is said", () => {
    const points = {
      longitude_deg: Float64Array.of(10),
      latitude_deg: Float64Array.of(50),
      height_m: Float64Array.of(1),
    };
    expect(compareWithTerrain(points, terrain).report.warnings[0]).toMatch(
      /No point lies on the terrain model/,
    );
    expect(() => compareWithTerrain(points, makeGrid({ ...terrain, units: "feet" }))).toThrow(
      /terrain.units/,
    );
  });
});

describe("normal gravity of the past", () => {
  const latitude_deg = Float64Array.from({ length: 40 }, (_, i) => 10 + i / 4);
  const height_m = latitude_deg.map((_, i) => 37 * i);
  const anomaly = latitude_deg.map((phi) => 20 * Math.sin(phi));

  it.each(["helmert1901", "international1930", "international1967", "international1980"] as const)(
    "is recognised: %s",
    (formula) => {
      const gravity_mgal = anomaly.map(
        (value, i) => value + normalGravityByFormula(latitude_deg[i], formula) - 0.3086 * height_m[i],
      );
      const points = { latitude_deg, height_m, gravity_mgal, free_air_anomaly_mgal: anomaly };
      const { result, report } = recogniseNormalGravity(points);
      expect(result[0]).toMatchObject({ formula, offset_mgal: 0 });
      expect(report.warnings.join(" ")).toMatch(formula === "international1980" ? /^$/ : /not with GRS80/);
      const potsdam = recogniseNormalGravity({ ...points, gravity_mgal: gravity_mgal.map((g) => g + 14) });
      expect(potsdam.result[0]).toMatchObject({ formula, offset_mgal: -14 });
      expect(potsdam.report.warnings.join(" ")).toMatch(/Potsdam system. Subtract 14 mGal/);
    },
  );

  it("is not made up where nothing fits", () => {
    const points = { latitude_deg, height_m, gravity_mgal: anomaly, free_air_anomaly_mgal: anomaly };
    expect(recogniseNormalGravity(points).report.warnings[0]).toMatch(/fits no known formula/);
    expect(() => recogniseNormalGravity({ latitude_deg, gravity_mgal: anomaly })).toThrow(
      /published anomalies/,
    );
  });
});

import { describe, expect, it } from "vitest";
import { makeGrid } from "../../../lib/core/grid.js";
import { gravityFromAnomaly } from "../../../lib/reduce/gravity-from-anomaly.js";
import { reduceStations } from "../../../lib/reduce/reduce-stations.js";
import { standardisePoints } from "../../../lib/reduce/standardise-points.js";
import { REDUCTION_STANDARDS, type ReductionStandardName } from "../../../lib/reduce/standards.js";

const numbers = (result: object, name: string) => (result as Record<string, Float64Array>)[name];

const sheets = () => ({
  survey: ["metres", "feet", "feet"],
  longitude_deg: Float64Array.of(105.0414, 105.1166, 105.135),
  latitude_deg: Float64Array.of(17.1086, 17.1257, 17.1241),
  height_m: Float64Array.of(725, 2395, Number.NaN),
  gravity_mgal: Float64Array.of(978288.2, 978279.6, 978276.2),
});

describe("points of a source on one standard", () => {
  it("have their heights, gravity and positions changed by what the sheets say, and keep what stood there", () => {
    const { result, report } = standardisePoints(sheets(), {
      crs: "EPSG:4131",
      gravityDatum: "potsdam",
      heightUnit: { feet: "ft" },
      gravitySigma_mgal: { metres: 0.1, feet: 0.3 },
      heightSigma_m: 3,
    });
    expect(numbers(result, "height_m")).toEqual(Float64Array.of(725, 2395 * 0.3048, Number.NaN));
    expect(numbers(result, "source_height_m")[1]).toBe(2395);
    expect(numbers(result, "gravity_mgal")[0]).toBeCloseTo(978274.2, 9);
    expect(numbers(result, "source_gravity_mgal")[0]).toBe(978288.2);
    expect(numbers(result, "gravity_sigma_mgal")).toEqual(Float64Array.of(0.1, 0.3, 0.3));
    expect(numbers(result, "height_sigma_m")).toEqual(Float64Array.of(3, 3, 3));
    expect(numbers(result, "source_latitude_deg")[0]).toBe(17.1086);
    // Indian 1960 lies some 450 m from WGS84 here (abridged Molodensky formulas with 198, 881, 317 m).
    const [dx, dy, dz] = [198, 881, 317];
    const [phi, lambda] = [(17.1086 * Math.PI) / 180, (105.0414 * Math.PI) / 180];
    const east = -dx * Math.sin(lambda) + dy * Math.cos(lambda);
    const moved = (numbers(result, "longitude_deg")[0] - 105.0414) * 111320 * Math.cos(phi);
    expect(Math.abs(moved - east)).toBeLessThan(3);
    expect(dz).toBeGreaterThan(0);
    const figures = report.figures as Record<string, Record<string, number>>;
    expect(figures.gravity_change_mgal).toMatchObject({ rows: 3, least: -14, most: -14 });
    expect(figures.height_change_m.rows).toBe(1);
    expect(figures.position_change_m.median).toBeGreaterThan(400);
  });

  it("stay as they are where the options say nothing", () => {
    const { result, report } = standardisePoints(sheets());
    expect(result).toEqual(sheets());
    expect(report.figures).toMatchObject({ gravity_change_mgal: null, height_change_m: null });
  });

  it("get heights above the geoid from heights above the ellipsoid, and gravity from a published anomaly", () => {
    const { survey: _, height_m, gravity_mgal, ...places } = sheets();
    const free_air_anomaly_mgal = numbers(
      reduceStations(
        { ...places, height_m, gravity_mgal },
        { normalGravity: "international1930", gravityDatum: "potsdam" },
      ).result,
      "free_air_anomaly_mgal",
    );
    const anomaly = { column: "free_air_anomaly_mgal", normalGravity: "international1930" } as const;
    const points = { ...places, height_m, free_air_anomaly_mgal };
    const { result } = standardisePoints(points, { survey: "map", gravityDatum: "potsdam", anomaly });
    expect(numbers(result, "gravity_mgal")[0]).toBeCloseTo(978288.2 - 14, 6);
    expect((result.survey as string[])[2]).toBe("map");
    const geoid = makeGrid({
      ...{
        x: Float64Array.of(105, 106),
        y: Float64Array.of(17, 18),
        values: Float64Array.of(-25, -25, -25, -25),
      },
      ...{ crs: "EPSG:4326", name: "geoid_height_m", units: "m" },
    });
    const above = standardisePoints({ ...places, gravity_mgal, ellipsoidal_height_m: height_m }, { geoid });
    expect(numbers(above.result, "height_m")[0]).toBe(750);
  });

  it.each([
    [{ survey: "other" }, /column survey/],
    [{ heightUnit: { nowhere: "ft" } as const }, /names of surveys: metres, feet/],
    [{ heightUnit: "fathom" as never }, /m, ft, us-ft/],
    [{ gravityDatum: "borneo" as never }, /igsn71 or potsdam/],
    [{ crs: "EPSG:99999" }, /EPSG:99999/],
    [{ heightSigma_m: -1 }, /0 or more/],
  ])("are refused with an option that cannot be used: %j", (options, message) => {
    expect(() => standardisePoints(sheets(), options)).toThrow(message);
  });
});

describe("gravity from a published anomaly", () => {
  const stations = {
    latitude_deg: Float64Array.of(17, -3, 45),
    height_m: Float64Array.of(800, 0, 2500),
    ellipsoidal_height_m: Float64Array.of(775, 60, 2548),
    terrain_correction_mgal: Float64Array.of(1.2, 0, 8),
    water_depth_m: Float64Array.of(Number.NaN, 50, Number.NaN),
    gravity_mgal: Float64Array.of(978300, 978000, 980100),
  };
  it.each(Object.keys(REDUCTION_STANDARDS) as ReductionStandardName[])(
    "is the gravity that the recipe %s began with, from each of its anomalies",
    (standard) => {
      const options = { standard, gravityDatum: "igsn71" } as const;
      const { result } = reduceStations(stations, options);
      const anomalies = Object.keys(result).filter((name) =>
        /^(gravity_disturbance|free_air_anomaly|.*bouguer_(anomaly|disturbance))_mgal$/.test(name),
      );
      const used = anomalies.filter(
        (name) => !(name === "gravity_disturbance_mgal" && "free_air_anomaly_mgal" in result),
      );
      expect(used.length).toBeGreaterThan(2);
      for (const column of used) {
        const { gravity_mgal, ...published } = result;
        const back = gravityFromAnomaly(published, column, options);
        numbers(back.result, "gravity_mgal").forEach((g, i) => {
          expect(g, column).toBeCloseTo((gravity_mgal as Float64Array)[i], 6);
        });
      }
    },
  );

  it("is refused where the reduction has no such anomaly", () => {
    const { terrain_correction_mgal: _, ...rest } = stations;
    const points = { ...rest, complete_bouguer_anomaly_mgal: Float64Array.of(1, 2, 3) };
    expect(() => gravityFromAnomaly(points, "complete_bouguer_anomaly_mgal")).toThrow(
      /terrain_correction_mgal/,
    );
  });
});

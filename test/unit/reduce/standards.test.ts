import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { makeGrid } from "../../../lib/core/grid.js";
import { normalGravity } from "../../../lib/earth/normal-gravity.js";
import { freeAirCorrection } from "../../../lib/reduce/free-air-correction.js";
import { type ReduceStationsOptions, reduceStations } from "../../../lib/reduce/reduce-stations.js";
import { REDUCTION_STANDARDS, standardName } from "../../../lib/reduce/standards.js";

const stations = {
  station: ["A", "B", "C"],
  longitude_deg: Float64Array.of(102.2, 102.6, 103),
  latitude_deg: Float64Array.of(17.1, 17.5, 18),
  height_m: Float64Array.of(180, 1250, -20),
  gravity_mgal: Float64Array.of(978420, 978150, 978500),
};
const at = (result: Columns, name: string) => result[name] as Float64Array;
const reduce = (options: ReduceStationsOptions, table: Columns = stations) => reduceStations(table, options);

/** A plane of geoid heights over the stations. */
const geoid = makeGrid({
  x: Float64Array.of(102, 103, 104),
  y: Float64Array.of(17, 18),
  values: Float64Array.of(-30, -31, -32, -29, -30, -31),
  crs: "EPSG:4326",
  name: "geoid_height_m",
  units: "m",
});
const geoidAt = (i: number) => -30 - (stations.longitude_deg[i] - 102) + (stations.latitude_deg[i] - 17);

describe("the steps of a reduction", () => {
  it.each(Object.keys(REDUCTION_STANDARDS))("add up, column by column, with %s", (name) => {
    const { result } = reduce(
      { standard: standardName(name), gravityDatum: "igsn71", atmosphere: true, bullardB: "closed-form" },
      {
        ...stations,
        terrain_correction_mgal: Float64Array.of(0.1, 2.3, 0),
        water_depth_m: Float64Array.of(Number.NaN, Number.NaN, 40),
      },
    );
    for (const i of [0, 1, 2]) {
      const value = (column: string) => at(result, column)?.[i] ?? 0;
      const normal =
        result.normal_gravity_on_ellipsoid_mgal === undefined
          ? normalGravity(stations.latitude_deg[i], stations.height_m[i])
          : value("normal_gravity_on_ellipsoid_mgal") - value("free_air_correction_mgal");
      const freeAir =
        stations.gravity_mgal[i] +
        value("gravity_datum_shift_mgal") +
        value("atmospheric_correction_mgal") -
        normal;
      const bouguer = freeAir - value("bouguer_slab_mgal") - value("water_slab_mgal");
      expect(value("normal_gravity_mgal")).toBeCloseTo(normal, 8);
      expect(value("free_air_anomaly_mgal")).toBeCloseTo(freeAir, 8);
      expect(value("bouguer_anomaly_mgal")).toBeCloseTo(bouguer, 8);
      expect(value("spherical_bouguer_anomaly_mgal")).toBeCloseTo(bouguer - value("bullard_b_mgal"), 8);
      expect(value("complete_bouguer_anomaly_mgal")).toBeCloseTo(
        bouguer - value("bullard_b_mgal") + value("terrain_correction_mgal"),
        8,
      );
    }
  });

  it("of Hinze et al. (2005) differ from the plain ones by atmosphere and second order alone", () => {
    const plain = reduce({}).result;
    const hinze = reduce({ standard: "hinze2005" });
    for (const i of [0, 1, 2]) {
      const difference = at(hinze.result, "free_air_anomaly_mgal")[i] - at(plain, "free_air_anomaly_mgal")[i];
      const height = stations.height_m[i];
      const atmosphere = 0.874 - 9.9e-5 * height + 3.56e-9 * height ** 2;
      expect(Math.abs(difference - atmosphere)).toBeLessThan(0.02);
    }
    expect(hinze.report.warnings.join(" ")).toMatch(/hinze2005 counts heights from the ellipsoid/);
  });

  it("of the old formulas give the same anomaly from Potsdam gravity as from the same gravity on IGSN71", () => {
    for (const standard of ["international1930", "helmert1901"] as const) {
      const today = reduce({ standard, gravityDatum: "igsn71" });
      const old = reduce(
        { standard, gravityDatum: "potsdam" },
        { ...stations, gravity_mgal: stations.gravity_mgal.map((g) => g + 14) },
      );
      expect(at(today.result, "gravity_datum_shift_mgal")[0]).toBe(14);
      expect(old.result.gravity_datum_shift_mgal).toBeUndefined();
      for (const i of [0, 1, 2])
        expect(at(today.result, "bouguer_anomaly_mgal")[i]).toBeCloseTo(
          at(old.result, "bouguer_anomaly_mgal")[i],
          8,
        );
    }
  });

  it("bring gravity of a national net to IGSN71 by its own shift", () => {
    const own = reduce({ gravityDatum: -13.2 }).result;
    const difference =
      at(own, "free_air_anomaly_mgal")[0] - at(reduce({}).result, "free_air_anomaly_mgal")[0];
    expect(difference).toBeCloseTo(-13.2, 9);
  });

  it("ask for the gravity datum where a formula stands on Potsdam, because 14 mGal are not to be guessed", () => {
    expect(() => reduce({ standard: "helmert1901" })).toThrow(
      /options.gravityDatum is undefined, but must be igsn71 or potsdam.*helmert1901 stands on the potsdam datum/,
    );
    expect(() => reduce({ gravityDatum: "wien" as "potsdam" })).toThrow(/gravityDatum is 'wien'/);
    expect(() => reduce({ gravityDatum: Number.NaN })).toThrow(/gravityDatum is NaN/);
  });

  it("take water, lake and ice below the station for lighter than rock, and an empty depth for none", () => {
    const { result, report } = reduce(
      {},
      {
        ...stations,
        water_depth_m: Float64Array.of(Number.NaN, Number.NaN, 1000),
        lake_depth_m: Float64Array.of(60, Number.NaN, Number.NaN),
        ice_thickness_m: Float64Array.of(Number.NaN, 200, Number.NaN),
      },
    );
    const twoPiG = 2 * Math.PI * 6.6743e-11 * 1e5;
    const simple = at(reduce({}).result, "bouguer_anomaly_mgal");
    const change = [60 * (2670 - 1000), 200 * (2670 - 917), 1000 * (2670 - 1027)];
    for (const i of [0, 1, 2])
      expect(at(result, "bouguer_anomaly_mgal")[i] - simple[i]).toBeCloseTo(twoPiG * change[i], 8);
    expect(report.warnings).toEqual([]);
    const negative = reduce({}, { ...stations, water_depth_m: Float64Array.of(0, 0, -1000) });
    expect(at(negative.result, "bouguer_anomaly_mgal")[2]).toBeNaN();
    expect(negative.report.warnings.join(" ")).toMatch(/water_depth_m is negative at C/);
  });

  // 1000 m of 2670 kg/m³: 0.1119 mGal/m in the sheets of the USGS, 0.0419 × 2.67 in the older recipes, 2πGρ else.
  it.each([
    ["usgs1967", 111.9],
    ["dzt0082", 0.0419 * 2.67 * 1000],
    ["international1930", 0.0419 * 2.67 * 1000],
    ["helmert1901", 0.0419 * 2.67 * 1000],
    ["hinze2005", 2 * Math.PI * 6.6743e-11 * 2670 * 1000 * 1e5],
  ])("have the slab of %s as its maps have it, %d mGal for 1000 m", (name, expected) => {
    const table = { ...stations, height_m: Float64Array.of(1000, 1000, 1000) };
    const { result } = reduce({ standard: standardName(name), gravityDatum: "igsn71" }, table);
    expect(at(result, "bouguer_slab_mgal")[0]).toBeCloseTo(expected, 9);
  });

  it("of the Chinese recipe stay within 0.05 mGal of the closed form's free air at 1 km, and 0.25 at 5 km", () => {
    for (const [height, most] of [
      [1000, 0.05],
      [5000, 0.25],
    ]) {
      for (const latitude of [5, 20, 35, 50]) {
        const difference =
          freeAirCorrection(latitude, height, "dzt0082") - freeAirCorrection(latitude, height);
        expect(Math.abs(difference)).toBeLessThan(most);
      }
    }
  });

  it("leave columns out that a recipe has not, so that a plain table stays plain", () => {
    const added = Object.keys(reduce({}).result).filter((name) => !(name in stations));
    expect(added).toEqual([
      "normal_gravity_mgal",
      "free_air_anomaly_mgal",
      "bouguer_slab_mgal",
      "bouguer_anomaly_mgal",
    ]);
  });
});

describe("anomalies and disturbances", () => {
  it("stand side by side where the geoid is known, with the indirect effect between them", () => {
    const { result, report } = reduce({ geoid });
    for (const i of [0, 1, 2]) {
      const N = geoidAt(i);
      const ellipsoidal = stations.height_m[i] + N;
      expect(at(result, "geoid_height_m")[i]).toBeCloseTo(N, 9);
      expect(at(result, "ellipsoidal_height_m")[i]).toBeCloseTo(ellipsoidal, 9);
      const disturbance = stations.gravity_mgal[i] - normalGravity(stations.latitude_deg[i], ellipsoidal);
      expect(at(result, "gravity_disturbance_mgal")[i]).toBeCloseTo(disturbance, 9);
      expect(at(result, "geophysical_indirect_effect_mgal")[i]).toBeCloseTo(0.1967 * N, 1);
      const direct = reduce(
        {},
        {
          station: ["A"],
          latitude_deg: Float64Array.of(stations.latitude_deg[i]),
          gravity_mgal: Float64Array.of(stations.gravity_mgal[i]),
          ellipsoidal_height_m: Float64Array.of(ellipsoidal),
        },
      ).result;
      expect(
        at(result, "bouguer_anomaly_mgal")[i] + at(result, "geophysical_indirect_effect_mgal")[i],
      ).toBeCloseTo(at(direct, "bouguer_disturbance_mgal")[0], 9);
    }
    expect(report.parameters.geoid).toBe("geoid_height_m");
  });

  it("are disturbances by Hinze et al. (2005) where the geoid or the height above the ellipsoid is known", () => {
    const byGeoid = reduce({ standard: "hinze2005", geoid });
    const ellipsoidal_height_m = stations.height_m.map((h, i) => h + geoidAt(i));
    const byHeight = reduce({ standard: "hinze2005" }, { ...stations, ellipsoidal_height_m });
    for (const { result, report } of [byGeoid, byHeight]) {
      expect(result.bouguer_anomaly_mgal).toBeUndefined();
      expect(report.warnings).toEqual([]);
    }
    for (const i of [0, 1, 2])
      expect(at(byGeoid.result, "spherical_bouguer_disturbance_mgal")[i]).toBeCloseTo(
        at(byHeight.result, "spherical_bouguer_disturbance_mgal")[i],
        9,
      );
    expect(at(byGeoid.result, "height_m")).toEqual(stations.height_m);
  });

  it("are anomalies where a height above the ellipsoid and a geoid are given", () => {
    const { height_m, ...rest } = stations;
    const table = { ...rest, ellipsoidal_height_m: height_m.map((h, i) => h + geoidAt(i)) };
    const { result } = reduce({ geoid }, table);
    for (const i of [0, 1, 2]) {
      expect(at(result, "height_m")[i]).toBeCloseTo(height_m[i], 9);
      expect(at(result, "bouguer_anomaly_mgal")[i]).toBeCloseTo(
        at(reduce({}).result, "bouguer_anomaly_mgal")[i],
        8,
      );
    }
  });

  it("name the stations that the geoid does not reach", () => {
    const far = { ...stations, longitude_deg: Float64Array.of(102.2, 120, 103) };
    const { result, report } = reduce({ geoid }, far);
    expect(at(result, "gravity_disturbance_mgal")[1]).toBeNaN();
    expect(at(result, "free_air_anomaly_mgal")[1]).not.toBeNaN();
    expect(report.warnings.join(" ")).toMatch(/height of the geoid is not known at B/);
  });
});

describe("the name of a standard", () => {
  it("may be written with blanks, capitals, strokes and hyphens", () => {
    expect(standardName("DZ/T 0082")).toBe("dzt0082");
    expect(standardName("hinze-2005")).toBe("hinze2005");
    expect(() => standardName("usgs1980")).toThrow(
      /options.standard is 'usgs1980', but must be hinze2005 or/,
    );
    expect(() => reduce({ bullardB: "yes" as "usgs" })).toThrow(/options.bullardB is 'yes'/);
    expect(() => reduce({ densitySigma: -1 })).toThrow(/options.densitySigma is -1/);
  });
});

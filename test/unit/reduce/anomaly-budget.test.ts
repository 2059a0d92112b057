import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { metresPerDegree } from "../../../lib/earth/ellipsoid.js";
import { anomalyBudget } from "../../../lib/reduce/anomaly-budget.js";
import { type ReduceStationsOptions, reduceStations } from "../../../lib/reduce/reduce-stations.js";

const stations = {
  station: ["low", "high", "sea"],
  latitude_deg: Float64Array.of(16, 28, 5),
  height_m: Float64Array.of(40, 3900, 0),
  gravity_mgal: Float64Array.of(978420, 978150, 978100),
  terrain_correction_mgal: Float64Array.of(0.2, 21, 0.4),
  water_depth_m: Float64Array.of(Number.NaN, Number.NaN, 2400),
};
const sigmas = {
  gravity_sigma_mgal: Float64Array.of(0.02, 0.03, 1),
  height_sigma_m: Float64Array.of(0.1, 4, 0.5),
  position_sigma_m: Float64Array.of(5, 100, 200),
  terrain_correction_sigma_mgal: Float64Array.of(0.3, 1.2, 0.1),
};
const options: ReduceStationsOptions = { standard: "usgs1967", density: 2600, densitySigma: 80 };
const at = (columns: Columns, name: string) => columns[name] as Float64Array;

/** Complete anomalies of changed stations less those of the stations, halved over both directions. */
function slope(change: (sign: 1 | -1) => { table?: Columns; options?: ReduceStationsOptions }): Float64Array {
  const [up, down] = ([1, -1] as const).map((sign) => {
    const { table, options: changed } = change(sign);
    const { result } = reduceStations({ ...stations, ...table }, { ...options, ...changed });
    return at(result, "complete_bouguer_anomaly_mgal");
  });
  return up.map((value, i) => Math.abs(value - down[i]) / 2);
}

describe("the budget of an anomaly", () => {
  const { result, report } = anomalyBudget({ ...stations, ...sigmas }, options);

  it("has the part of the height by the change of the anomaly with the height (finite differences)", () => {
    const change = slope((sign) => ({ table: { height_m: stations.height_m.map((h) => h + sign) } }));
    change.forEach((perMetre, i) => {
      const expected = perMetre * sigmas.height_sigma_m[i];
      expect(Math.abs(at(result, "height_part_mgal")[i] / expected - 1)).toBeLessThan(0.006);
    });
  });

  it("has the part of the position by the change of normal gravity over its sigma towards north", () => {
    const change = slope((sign) => ({
      table: {
        latitude_deg: stations.latitude_deg.map(
          (phi, i) => phi + (sign * sigmas.position_sigma_m[i]) / metresPerDegree(phi).latitude,
        ),
      },
    }));
    change.forEach((expected, i) => {
      expect(Math.abs(at(result, "position_part_mgal")[i] - expected)).toBeLessThan(2e-4);
    });
  });

  it("has the part of the density with slab, sea, curvature and terrain together (another density)", () => {
    // The terrain correction was made with the same density, and goes with it.
    const change = slope((sign) => ({
      table: {
        terrain_correction_mgal: stations.terrain_correction_mgal.map((t) => (t * (2600 + sign * 80)) / 2600),
      },
      options: { density: 2600 + sign * 80 },
    }));
    change.forEach((expected, i) => {
      expect(at(result, "density_part_mgal")[i]).toBeCloseTo(expected, 8);
    });
  });

  it("sums the parts to the sigma that the reduction gives, and names the largest", () => {
    const reduced = reduceStations({ ...stations, ...sigmas }, options).result;
    const name = "complete_bouguer_anomaly_sigma_mgal";
    expect(at(result, name)).toEqual(at(reduced, name));
    for (const i of [0, 1, 2]) {
      const parts = ["gravity", "height", "position", "density", "terrain"].map(
        (source) => at(result, `${source}_part_mgal`)[i],
      );
      expect(at(result, name)[i]).toBeCloseTo(Math.hypot(...parts), 12);
    }
    expect(result.largest_part).toEqual(["terrain", "density", "density"]);
    expect(report.parameters.anomaly).toBe("complete_bouguer_anomaly");
  });

  it("tells about another anomaly on request, and says which there are", () => {
    const freeAir = anomalyBudget({ ...stations, ...sigmas }, { anomaly: "free-air", densitySigma: 80 });
    expect(Array.from(at(freeAir.result, "density_part_mgal"))).toEqual([0, 0, 0]);
    expect(at(freeAir.result, "height_part_mgal")[1]).toBeCloseTo(4 * 0.3086, 9);
    expect(() => anomalyBudget(stations, { anomaly: "spherical" })).toThrow(
      /options.anomaly is 'spherical', but must be free-air or bouguer or complete/,
    );
  });

  it("counts as exact what nobody gave a sigma for", () => {
    const none = anomalyBudget(stations);
    expect(Array.from(at(none.result, "complete_bouguer_anomaly_sigma_mgal"))).toEqual([0, 0, 0]);
    expect(none.result.largest_part).toEqual(["", "", ""]);
    const { result: reduced } = reduceStations(stations);
    expect(Object.keys(reduced).filter((name) => name.includes("anomaly_sigma"))).toEqual([]);
  });
});

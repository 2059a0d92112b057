import { describe, expect, it } from "vitest";
import { normalGravity } from "../../../lib/earth/normal-gravity.js";
import { reduceStations } from "../../../lib/reduce/reduce-stations.js";
import { bouguerSlab } from "../../../lib/reduce/slab.js";

const stations = {
  station: ["A", "B", "C"],
  latitude_deg: Float64Array.of(16, 16, 16),
  height_m: Float64Array.of(0, 1000, Number.NaN),
  gravity_mgal: Float64Array.of(978420, 978150, 978150),
  gravity_sigma_mgal: Float64Array.of(0.01, 0.01, 0.01),
};

describe("reducing stations", () => {
  it("agrees with the second-order free-air formula to its own error (Hinze et al. 2005)", () => {
    for (const [latitude, height, difference] of [
      [45, 1000, 0.01],
      [0, 5000, 0.042],
      [30, 3000, 0.029],
    ]) {
      const sin2 = Math.sin((latitude * Math.PI) / 180) ** 2;
      const secondOrder = -(0.3087691 - 0.0004398 * sin2) * height + 7.2125e-8 * height ** 2;
      const exact = normalGravity(latitude, height) - normalGravity(latitude, 0);
      expect(secondOrder - exact).toBeCloseTo(difference, 3);
    }
  });

  it("has a slab that is the limit of a wide disc (Heiskanen & Moritz eq. 3-5)", () => {
    const [height, radius, density] = [500, 5e8, 2670];
    const disc = 2 * Math.PI * 6.6743e-11 * density * (height + radius - Math.hypot(radius, height)) * 1e5;
    expect(bouguerSlab(height, density)).toBeCloseTo(disc, 3);
  });

  it("gives free-air and Bouguer anomalies row by row, with gaps as gaps", () => {
    const { result, report } = reduceStations(stations);
    const freeAir = result.free_air_anomaly_mgal as Float64Array;
    const bouguer = result.bouguer_anomaly_mgal as Float64Array;
    expect(freeAir[0]).toBeCloseTo(978420 - normalGravity(16, 0), 9);
    expect(freeAir[1] - bouguer[1]).toBeCloseTo(bouguerSlab(1000), 9);
    expect(bouguer[2]).toBeNaN();
    expect(report.rows.without_anomaly).toBe(1);
    expect(report.warnings).toHaveLength(1);
  });

  it("propagates the sigma of gravity and of height by the gradients at the station (finite differences)", () => {
    const sigma = reduceStations(stations, { heightSigma_m: 2 }).result;
    const moved = (step: number) =>
      reduceStations({ ...stations, height_m: stations.height_m.map((h) => h + step) }).result;
    for (const name of ["free_air_anomaly", "bouguer_anomaly"]) {
      const change =
        ((moved(1)[`${name}_mgal`] as Float64Array)[1] - (moved(-1)[`${name}_mgal`] as Float64Array)[1]) / 2;
      const expected = Math.hypot(0.01, change * 2);
      expect((sigma[`${name}_sigma_mgal`] as Float64Array)[1]).toBeCloseTo(expected, 3);
    }
  });

  it("calls the result a disturbance where the height is ellipsoidal", () => {
    const { height_m, ...rest } = stations;
    const { result } = reduceStations({ ...rest, ellipsoidal_height_m: height_m });
    expect(Object.keys(result)).toContain("bouguer_disturbance_mgal");
    expect(Object.keys(result)).not.toContain("bouguer_anomaly_mgal");
  });

  it("names the stations whose numbers cannot be right", () => {
    const { warnings } = reduceStations({
      station: ["A", "B", "C"],
      latitude_deg: Float64Array.of(101.7, 16, 16),
      height_m: Float64Array.of(10, 250_000, 10),
      gravity_mgal: Float64Array.of(978420, 978420, 354.4),
    }).report;
    expect(warnings.join(" ")).toMatch(
      /Latitude is outside -90 to 90 at A\. Are longitude and latitude swapped/,
    );
    expect(warnings.join(" ")).toMatch(/Height is outside -500 to 9000 m at B/);
    expect(warnings.join(" ")).toMatch(/free-air anomaly is beyond 1000 mGal at B, C/);
  });

  it("asks for a height by both its names, and for the ellipsoid by its own", () => {
    const { height_m: _, ...flat } = stations;
    expect(() => reduceStations(flat)).toThrow(/height_m \(above the geoid\) or ellipsoidal_height_m/);
    expect(() => reduceStations(stations, { ellipsoid: "toString" as "GRS80" })).toThrow(/GRS80 or WGS84/);
  });

  it("tells a density in g/cm³ from one in kg/m³", () => {
    expect(() => reduceStations(stations, { density: 2.67 })).toThrow(/2.67 g\/cm³ is 2670 kg\/m³/);
    expect(() => reduceStations(stations, { ellipsoid: "GRS75" as "GRS80" })).toThrow(/GRS80 or WGS84/);
    expect(() => reduceStations({ gravity_mgal: Float64Array.of(1) })).toThrow(/latitude_deg is 'missing'/);
  });
});

import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { gridSpacing } from "../../../lib/core/grid.js";
import { seededRandom } from "../../../lib/core/random.js";
import { metresPerDegree } from "../../../lib/earth/ellipsoid.js";
import { gridPoints } from "../../../lib/grid/grid-points.js";

/** Points of a plane over one degree by half a degree. */
function slope(rows = 60): Columns {
  const random = seededRandom(3);
  const longitude_deg = Float64Array.from({ length: rows }, () => 101 + random());
  const latitude_deg = Float64Array.from({ length: rows }, () => 16 + 0.5 * random());
  return {
    longitude_deg,
    latitude_deg,
    bouguer_anomaly_mgal: longitude_deg.map((x, i) => 10 * x - 20 * latitude_deg[i]),
  };
}

describe("gridding a table's column", () => {
  it("gives a plane back as a plane, in degrees, named and with its unit", () => {
    const { result: grid } = gridPoints(slope(), {
      column: "bouguer_anomaly_mgal",
      spacing: "5km",
      tension: 0,
    });
    expect([grid.crs, grid.name, grid.units, grid.registration]).toEqual([
      "EPSG:4326",
      "bouguer_anomaly_mgal",
      "mGal",
      "gridline",
    ]);
    grid.y.forEach((y, j) => {
      grid.x.forEach((x, i) => {
        expect(grid.values[j * grid.x.length + i]).toBeCloseTo(10 * x - 20 * y, 6);
      });
    });
  });

  it("takes a spacing in metres as the same distance on the ground in both directions", () => {
    const { result: grid } = gridPoints(slope(), { column: "bouguer_anomaly_mgal", spacing: 5000 });
    const metres = metresPerDegree(16.25);
    expect(gridSpacing(grid.x) * metres.longitude).toBeCloseTo(5000, -1);
    expect(gridSpacing(grid.y) * metres.latitude).toBeCloseTo(5000, -1);
    const degrees = gridPoints(slope(), { column: "bouguer_anomaly_mgal", spacing: "0.05deg" }).result;
    expect(gridSpacing(degrees.x)).toBeCloseTo(0.05, 12);
    expect(gridSpacing(degrees.y)).toBeCloseTo(0.05, 12);
  });

  it("covers the region that is asked for", () => {
    const { result: grid } = gridPoints(slope(), {
      column: "bouguer_anomaly_mgal",
      spacing: "0.1deg",
      region: [101.2, 101.8, 16.1, 16.4],
    });
    expect([grid.x[0], grid.x.at(-1), grid.y[0], grid.y.at(-1)].map((v) => Number(v?.toFixed(9)))).toEqual([
      101.2, 101.8, 16.1, 16.4,
    ]);
  });

  it("leaves flagged rows and gaps out, and counts them", () => {
    const points = slope();
    const values = (points.bouguer_anomaly_mgal as Float64Array).slice();
    values[0] = 1e6;
    values[1] = Number.NaN;
    const flag = Array.from(values, (_, i) => (i === 0 ? "spike" : ""));
    const { result: grid, report } = gridPoints(
      { ...points, bouguer_anomaly_mgal: values, flag },
      { column: "bouguer_anomaly_mgal", spacing: "5km" },
    );
    expect(Math.max(...grid.values)).toBeLessThan(1000);
    expect(report.rows.left_out).toBe(2);
    expect(report.warnings[0]).toMatch(/2 points have no value, no position or a flag/);
  });

  it("keeps no value farther from a point than it is told, on the ground", () => {
    const one: Columns = {
      longitude_deg: Float64Array.of(101.5, 101.51),
      latitude_deg: Float64Array.of(16.5, 16.51),
      height_m: Float64Array.of(1, 2),
    };
    const { result: grid } = gridPoints(one, {
      column: "height_m",
      spacing: "1km",
      region: [101, 102, 16, 17],
      maskDistance: "10km",
    });
    const metres = metresPerDegree(16.5);
    grid.y.forEach((y, j) => {
      grid.x.forEach((x, i) => {
        const away = [0, 1].map((k) =>
          Math.hypot(
            (x - (one.longitude_deg as Float64Array)[k]) * metres.longitude,
            (y - (one.latitude_deg as Float64Array)[k]) * metres.latitude,
          ),
        );
        const distance = Math.min(...away);
        if (Math.abs(distance - 10_000) < 100) return; // the metres are those of another latitude by a hair
        expect(Number.isNaN(grid.values[j * grid.x.length + i])).toBe(distance > 10_000);
      });
    });
  });

  it("works in metres for eastings and northings, and with one point", () => {
    const plane: Columns = {
      easting_m: Float64Array.of(500),
      northing_m: Float64Array.of(900),
      height_m: Float64Array.of(7),
    };
    const { result: grid } = gridPoints(plane, { column: "height_m", spacing: 100, crs: "EPSG:32648" });
    expect(grid.crs).toBe("EPSG:32648");
    expect([...new Set(grid.values)]).toEqual([7]);
  });

  it("refuses what it cannot grid, by name", () => {
    const points = slope();
    const nothing = { ...points, bouguer_anomaly_mgal: new Float64Array(60).fill(Number.NaN) };
    expect(() => gridPoints(points, { column: "isostatic_anomaly_mgal", spacing: 1000 })).toThrow(
      /isostatic_anomaly_mgal is 'missing'/,
    );
    expect(() => gridPoints(nothing, { column: "bouguer_anomaly_mgal", spacing: 1000 })).toThrow(
      /at least one point/,
    );
    expect(() => gridPoints(points, { column: "bouguer_anomaly_mgal", spacing: "2 miles" })).toThrow(
      /spacing is '2 miles'/,
    );
    expect(() =>
      gridPoints(
        { easting_m: Float64Array.of(1), northing_m: Float64Array.of(1), z: Float64Array.of(1) },
        { column: "z", spacing: "1deg" },
      ),
    ).toThrow(/a length in metres/);
    expect(() => gridPoints(points, { column: "bouguer_anomaly_mgal", spacing: "1m" })).toThrow(/node/);
  });
});

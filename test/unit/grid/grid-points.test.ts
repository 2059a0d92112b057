import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { ArgumentError } from "../../../lib/core/errors.js";
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

describe("a region, spacing or mask that cannot be meant", () => {
  const column = "bouguer_anomaly_mgal";
  const options = { column, spacing: "5km" };

  it.each([
    ["reversed", [102, 101, 16, 17], /region is '102\/101\/16\/17'.*west < east and south < north\.$/],
    [
      "in the order west, south, east, north",
      [101, 16, 102, 17],
      /Is it in the order west, south, east, north\?/,
    ],
    ["with NaN", [101, Number.NaN, 16, 17], /region is '101\/NaN\/16\/17', but must be four numbers/],
    ["of three numbers", [101, 102, 16], /region is '101\/102\/16', but must be four numbers/],
    ["of no size", [101, 101, 16, 17], /west < east/],
  ])("is refused: a region %s", (_, region, message) => {
    const call = () => gridPoints(slope(), { ...options, region: region as never });
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(message);
  });

  it("is refused: a region without a point, with what the points span", () => {
    const points: Columns = {
      easting_m: Float64Array.of(0, 4000),
      northing_m: Float64Array.of(100, 900),
      z_m: Float64Array.of(1, 2),
    };
    const call = () => gridPoints(points, { column: "z_m", spacing: 100, region: [5000, 6000, 0, 1000] });
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(
      /No point lies in the region 5000\/6000\/0\/1000 .*; the points span 0\/4000\/100\/900\./,
    );
  });

  it("is refused: a mask that leaves no node, and one shorter than the spacing is remarked on", () => {
    const points: Columns = {
      easting_m: Float64Array.of(30, 4040, 2040),
      northing_m: Float64Array.of(30, 4000, 450),
      z_m: Float64Array.of(1, 2, 4),
    };
    const grid = (maskDistance: number) =>
      gridPoints(points, { column: "z_m", spacing: "1km", maskDistance });
    expect(() => grid(6)).toThrow(
      /maskDistance is 6, but must be so long that a node .*: the distance is 6 m and the spacing 1000 m/,
    );
    expect(grid(50).report.warnings).toEqual([
      expect.stringMatching(/mask distance \(50 m\) is shorter than the spacing \(1000 m\)/),
    ]);
    expect(grid(1000).report.warnings).toEqual([]);
  });

  it("is remarked on: a spacing larger than the survey, instead of points at one place", () => {
    const large = gridPoints(slope(), { column, spacing: "1000km" }).report.warnings;
    expect(large).toEqual([
      expect.stringMatching(/^The spacing \(1000km\) is larger than the survey \(10\d+ m by 5\d+ m\)/),
    ]);
    const one: Columns = {
      easting_m: Float64Array.of(5, 5),
      northing_m: Float64Array.of(9, 9),
      z_m: Float64Array.of(7, 8),
    };
    expect(gridPoints(one, { column: "z_m", spacing: 10 }).report.warnings).toEqual([
      "All points lie at one place: the grid is level.",
    ]);
  });

  it("is refused: a spacing for more nodes than there is memory, in words of the caller", () => {
    for (const [spacing, size] of [
      ["1m", /It would have 1\d\d,\d{3} by 5\d,\d{3} nodes, and take about \d+\.\d GB of memory/],
      ["1e-9m", /It would have 1\.\de\+14 by 5\.\de\+13 nodes/],
      ["1e-300m", /at most 30,000,000 nodes/],
    ] as const) {
      const call = () => gridPoints(slope(), { column, spacing });
      expect(call).toThrow(ArgumentError);
      expect(call).toThrow(size);
      expect(call).not.toThrow(/maximumNodes/);
    }
  });

  it("is refused: degrees as a length on a plane, for the mask as for the spacing", () => {
    const points: Columns = {
      easting_m: Float64Array.of(0, 4000),
      northing_m: Float64Array.of(0, 4000),
      z_m: Float64Array.of(1, 2),
    };
    expect(() => gridPoints(points, { column: "z_m", spacing: 500, maskDistance: "0.1deg" })).toThrow(
      /maskDistance is '0\.1 degrees', but must be a length in metres/,
    );
  });
});

describe("coordinates", () => {
  it("that are missing are named, with those that the table has", () => {
    const points: Columns = { station: ["A"], z_m: Float64Array.of(1) };
    expect(() => gridPoints(points, { column: "z_m", spacing: 1 })).toThrow(
      /'a table of station, z_m', but must be a table with longitude_deg and latitude_deg, or easting_m and northing_m/,
    );
    expect(() =>
      gridPoints(slope(), { column: "bouguer_anomaly_mgal", spacing: 1, crs: "EPSG:32648" }),
    ).toThrow(/a table with easting_m and northing_m for the crs EPSG:32648/);
    const plane: Columns = {
      easting_m: Float64Array.of(1),
      northing_m: Float64Array.of(1),
      z_m: Float64Array.of(1),
    };
    expect(() => gridPoints(plane, { column: "z_m", spacing: 1, crs: "EPSG:4326" })).toThrow(
      /a table with longitude_deg and latitude_deg for the crs EPSG:4326/,
    );
  });

  it("that are swapped are refused by a latitude beyond a pole; flagged rows and gaps do not count", () => {
    const { longitude_deg, latitude_deg, bouguer_anomaly_mgal } = slope();
    const options = { column: "bouguer_anomaly_mgal", spacing: "5km" };
    const swapped = { longitude_deg: latitude_deg, latitude_deg: longitude_deg, bouguer_anomaly_mgal };
    expect(() => gridPoints(swapped, options)).toThrow(
      /latitude_deg is '101\.\d+ in one row', but must be latitudes from -90 to 90\. Are the columns swapped\?/,
    );
    const latitudes = (latitude_deg as Float64Array).slice();
    latitudes[0] = -999;
    const flag = Array.from(latitudes, (_, i) => (i === 0 ? "no position" : ""));
    const points = { longitude_deg, latitude_deg: latitudes, bouguer_anomaly_mgal };
    expect(() => gridPoints(points, options)).toThrow(/latitude_deg is '-999/);
    expect(gridPoints({ ...points, flag }, options).report.rows.left_out).toBe(1);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { coordinateSystem, utmCode } from "../../../lib/earth/coordinate-systems.js";
import { DATUM_SHIFTS } from "../../../lib/earth/datum-shifts.js";
import { DATUMS, datumShifts } from "../../../lib/earth/datums.js";
import { metresPerDegree } from "../../../lib/earth/ellipsoid.js";
import { transformCoordinates } from "../../../lib/earth/transform-coordinates.js";

interface Projected {
  readonly code: string;
  readonly datum: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly easting: number;
  readonly northing: number;
}
interface Shifted {
  readonly operation: number;
  readonly longitude: number;
  readonly latitude: number;
  readonly to_longitude: number;
  readonly to_latitude: number;
}
const reference = JSON.parse(readFileSync(new URL("coordinate-reference.json", import.meta.url), "utf8")) as {
  projected: Projected[];
  shifted: Shifted[];
};

const place = (longitude: number, latitude: number) => ({
  longitude_deg: Float64Array.of(longitude),
  latitude_deg: Float64Array.of(latitude),
});
const value = (columns: object, name: string) => (columns as Record<string, Float64Array>)[name][0];

describe("coordinates on national grids", () => {
  it("are PROJ's within a millimetre, on every grid", () => {
    expect(new Set(reference.projected.map((row) => row.code)).size).toBe(98);
    for (const row of reference.projected) {
      const { result } = transformCoordinates(place(row.longitude, row.latitude), {
        from: row.datum,
        to: row.code,
      });
      const off = Math.hypot(
        value(result, "easting_m") - row.easting,
        value(result, "northing_m") - row.northing,
      );
      expect(off, `${row.code} ${coordinateSystem(row.code).name}`).toBeLessThan(1e-3);
    }
  });

  it("come back to where they were within a tenth of a millimetre", () => {
    for (const row of reference.projected) {
      const there = transformCoordinates(place(row.longitude, row.latitude), {
        from: row.datum,
        to: row.code,
      });
      const { result } = transformCoordinates(there.result, { from: row.code, to: row.datum });
      expect(Math.abs(value(result, "longitude_deg") - row.longitude), row.code).toBeLessThan(1e-9);
      expect(Math.abs(value(result, "latitude_deg") - row.latitude), row.code).toBeLessThan(1e-9);
    }
  });
});

describe("shifts of datum", () => {
  it("are PROJ's within a centimetre, for every published shift", () => {
    expect(new Set(reference.shifted.map((row) => row.operation))).toEqual(
      new Set(DATUM_SHIFTS.map((shift) => shift.operation).filter((operation) => operation > 0)),
    );
    for (const row of reference.shifted) {
      const { from } = DATUM_SHIFTS.find((shift) => shift.operation === row.operation) ?? { from: "" };
      const { result } = transformCoordinates(place(row.longitude, row.latitude), {
        from,
        to: "EPSG:4326",
        operation: row.operation,
      });
      const metres = metresPerDegree(row.latitude);
      const off = Math.hypot(
        (value(result, "longitude_deg") - row.to_longitude) * metres.longitude,
        (value(result, "latitude_deg") - row.to_latitude) * metres.latitude,
      );
      expect(off, `EPSG:${row.operation}`).toBeLessThan(0.01);
    }
  });

  it("move a place in Thailand by some 450 m, as an old map shows it", () => {
    const { result, report } = transformCoordinates(place(100, 15), { from: "EPSG:4240", to: "EPSG:4326" });
    const metres = metresPerDegree(15);
    const east = (value(result, "longitude_deg") - 100) * metres.longitude;
    const north = (value(result, "latitude_deg") - 15) * metres.latitude;
    expect(Math.hypot(east, north)).toBeGreaterThan(300);
    expect(Math.hypot(east, north)).toBeLessThan(500);
    expect(report.figures.accuracy_m).toBe(5);
    expect(result.source_longitude_deg).toEqual(Float64Array.of(100));
  });

  it("choose the shift whose area holds the points, and say so where none does", () => {
    const inMindanao = transformCoordinates(place(125, 6), { from: "EPSG:4253", to: "EPSG:4326" });
    expect(inMindanao.report.parameters.shifts).toMatchObject([{ operation: 1162 }]);
    expect(inMindanao.report.warnings).toEqual([]);
    const far = transformCoordinates(place(140, -5), { from: "EPSG:4253", to: "EPSG:4326" });
    expect(far.report.warnings[0]).toMatch(/outside the area of EPSG:1161/);
  });

  it("go from one old datum to another by way of WGS84, and back", () => {
    const there = transformCoordinates(place(102.3, 15.1), { from: "EPSG:4240", to: "EPSG:4239" });
    const back = transformCoordinates(there.result, { from: "EPSG:4239", to: "EPSG:4240" });
    expect(value(back.result, "longitude_deg")).toBeCloseTo(102.3, 7);
    expect(value(back.result, "latitude_deg")).toBeCloseTo(15.1, 7);
    expect(there.report.figures.accuracy_m).toBeCloseTo(Math.hypot(5, 21), 9);
  });

  it("ask for parameters where none are public, and take the caller's", () => {
    expect(() => transformCoordinates(place(110, 35), { from: "EPSG:4610", to: "EPSG:4326" })).toThrow(
      /Xian 1980 has no public ones/,
    );
    const { result } = transformCoordinates(place(110, 35), {
      from: "EPSG:4610",
      to: "EPSG:4326",
      shift: [0, 0, 0],
    });
    expect(value(result, "longitude_deg")).toBeCloseTo(110, 6);
    expect(() =>
      transformCoordinates(place(110, 35), { from: "EPSG:4610", to: "EPSG:4326", shift: [1, 2] }),
    ).toThrow(/three numbers/);
  });

  it("have a source, an accuracy and an area for every one of them", () => {
    for (const shift of DATUM_SHIFTS) {
      expect(DATUMS[shift.from], shift.from).toBeDefined();
      expect(shift.source).not.toBe("");
      expect(shift.accuracy_m).toBeGreaterThan(0);
      expect([3, 7]).toContain(shift.parameters.length);
    }
    expect(datumShifts("EPSG:4131")).toHaveLength(2);
  });
});

describe("reference systems", () => {
  it("keep gaps and refuse places that are no degrees", () => {
    const points = {
      longitude_deg: Float64Array.of(102, Number.NaN, 245826),
      latitude_deg: Float64Array.of(17, 17, 1988509),
    };
    const { result, report } = transformCoordinates(points, { from: "EPSG:4326", to: "EPSG:32648" });
    expect(Array.from(result.easting_m as Float64Array).map(Number.isNaN)).toEqual([false, true, true]);
    expect(report.rows.without_coordinates).toBe(1);
    expect(report.warnings[0]).toMatch(/outside the range/);
  });

  it("say which codes are known when one is not", () => {
    expect(() => coordinateSystem("EPSG:99999")).toThrow(/EPSG:24048/);
    expect(() => coordinateSystem("utm 48")).toThrow(/EPSG code that igdp knows/);
    expect(() => transformCoordinates(place(1, 1), { from: "EPSG:4326", to: "nowhere" })).toThrow(
      /options.to/,
    );
  });

  it("give the UTM zone of a place on either hemisphere and beyond longitude 180", () => {
    expect(utmCode(-179.9, 10)).toBe("EPSG:32601");
    expect(utmCode(180.1, 10)).toBe("EPSG:32601");
    expect(utmCode(179.9, -10)).toBe("EPSG:32760");
    expect(() => utmCode(10, 100)).toThrow(/-90 to 90/);
  });
});

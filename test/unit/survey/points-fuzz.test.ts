import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowCount } from "../../../lib/core/columns.js";
import { applyCoordinateRepair } from "../../../lib/survey/clean/coordinates-repair.js";
import { cleanPoints } from "../../../lib/survey/clean/points-clean.js";

/** A number that belongs there, or one that does not. */
const around = (low: number, high: number) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.double({ min: low, max: high, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, 0, Number.POSITIVE_INFINITY, -1, 1e6, -1e300) },
  );

const rows = fc.array(
  fc.record({
    longitude: around(102, 103),
    latitude: around(17, 18),
    height: around(-500, 2000),
    gravity: around(978000, 978500),
    survey: fc.constantFrom("a", "b", ""),
  }),
  { maxLength: 60 },
);

describe("all checks of points, on tables of every kind", () => {
  it("keep the rows in order, give every flag a reason, and never throw", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const column = (name: "longitude" | "latitude" | "height" | "gravity") =>
          Float64Array.from(list, (row) => row[name]);
        const points = {
          longitude_deg: column("longitude"),
          latitude_deg: column("latitude"),
          height_m: column("height"),
          gravity_mgal: column("gravity"),
          survey: list.map((row) => row.survey),
        };
        const { result, report } = cleanPoints(points);
        expect(rowCount(result)).toBe(list.length);
        expect(result.gravity_mgal).toEqual(points.gravity_mgal);
        expect(result.longitude_deg).toEqual(points.longitude_deg);
        const [flag, reason] = [result.flag as string[], result.flag_reason as string[]];
        expect(flag.every((text, i) => (text === "") === (reason[i] === ""))).toBe(true);
        expect(flag.every((text, i) => text.split("; ").length === reason[i].split("; ").length)).toBe(true);
        JSON.stringify(report);
        expect(rowCount(applyCoordinateRepair(result).result)).toBe(list.length);
      }),
      { numRuns: 150, seed: 9 },
    );
  }, 60_000);
});

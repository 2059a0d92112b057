import { describe, expect, test } from "vitest";
import { applyCoordinateRepair, checkCoordinates, readPointTable } from "../../../lib/index.js";

const typed = {
  name: "list.csv",
  text: "station,longitude,latitude\n1,102.6,17.9\n2,17.97,102.6\n3,245826.19,1988509.52\n",
  sha256: "",
};

describe("reading a table of points whose positions cannot be", () => {
  test("is an error that names the line, and the way to have the rows flagged instead", () => {
    expect(() => readPointTable(typed)).toThrow(
      /list\.csv, line 3, column latitude_deg: 102\.6 is outside -90 to 90\. .*anyPosition: true.*checkCoordinates/,
    );
  });

  test("gives the numbers as they stand where any position is allowed, so that they can be repaired", () => {
    const points = readPointTable(typed, [], { anyPosition: true });
    expect(points.get("longitude_deg", 2)).toBe(245826.19);
    const checked = checkCoordinates(points, { region: [102, 103, 17, 18.5] });
    expect(checked.result.array("flag")).toEqual(["", "swapped", "metres_as_degrees"]);
    const { result } = applyCoordinateRepair(checked.result);
    // What PROJ has for this easting and northing of UTM zone 48 N: 102.6° E, 17.97° N.
    expect(result.get("longitude_deg", 2)).toBeCloseTo(102.6, 6);
    expect(result.get("latitude_deg", 2)).toBeCloseTo(17.97, 6);
    expect(result.get("latitude_deg", 1)).toBe(17.97);
  });
});

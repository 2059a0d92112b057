import { describe, expect, it } from "vitest";
import { makeGrid } from "../../../lib/core/grid.js";
import { stationsWarning } from "../../../lib/map/map-stations.js";

const grid = makeGrid({
  x: Float64Array.of(0, 1000, 2000),
  y: Float64Array.of(0, 1000),
  values: new Float64Array(6).fill(1),
  crs: "plane",
  name: "height_m",
  units: "m",
});
const stations = (...x: number[]) => ({ x: Float64Array.from(x), y: new Float64Array(x.length).fill(1000) });

describe("stationsWarning", () => {
  it("says how many stations lie outside where they are more than half", () => {
    expect(stationsWarning(stations(-1, 2001, 5), grid)).toBe(
      "2 of 3 stations lie outside the map: are the coordinates those of the grid?",
    );
  });

  it("says nothing where half of them or more are on the map, its border included", () => {
    expect(stationsWarning(stations(0, 2000, 9999, -9999), grid)).toBeUndefined();
  });

  it("counts no station without a position, and says so where none has one", () => {
    expect(stationsWarning(stations(5, Number.NaN, Number.NaN), grid)).toBeUndefined();
    expect(stationsWarning(stations(Number.NaN), grid)).toMatch(/None of the stations has a position/);
  });
});

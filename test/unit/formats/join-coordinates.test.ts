import { describe, expect, it } from "vitest";
import { columnsOf, tableOf } from "../../../lib/core/columns-table.js";
import { joinCoordinates } from "../../../lib/formats/join-coordinates-table.js";

const list = tableOf({
  station: ["9001", "9012", "9012"],
  latitude_deg: Float64Array.of(17.39, 17.436, 17.5),
  ellipsoidal_height_m: Float64Array.of(1265.07, Number.NaN, 0),
});

describe("coordinates that are joined to readings", () => {
  const readings = tableOf({
    station: ["9012", "9001", "9001", "1001"],
    latitude_deg: Float64Array.of(-17.4, Number.NaN, 17.3, 17.2),
  });
  const { result, report } = joinCoordinates(readings, list);

  it("come from the list, and what the meter was told stays beside them", () => {
    const columns = columnsOf(result);
    expect(columns.latitude_deg).toEqual(Float64Array.of(17.436, 17.39, 17.39, 17.2));
    expect(columns.user_latitude_deg).toEqual(Float64Array.of(-17.4, Number.NaN, 17.3, 17.2));
    expect(columns.ellipsoidal_height_m).toEqual(Float64Array.of(Number.NaN, 1265.07, 1265.07, Number.NaN));
    expect(columns.user_ellipsoidal_height_m).toBeUndefined();
    expect(columns.longitude_deg).toBeUndefined();
  });

  it("are missed, and told twice, aloud", () => {
    expect(report.rows).toEqual({ readings: 4, stations_listed: 2, stations_not_listed: 1 });
    expect(report.warnings).toEqual([
      "Station 1001 is not in the list of coordinates.",
      "Station 9012 is in the list of coordinates twice; the first row is taken.",
    ]);
  });

  it("need a station's name on both sides, and leave the readings as they were", () => {
    expect(() => joinCoordinates(list, tableOf({ latitude_deg: Float64Array.of(1) }))).toThrow(/station/);
    expect(readings.columnNames()).toEqual(["station", "latitude_deg"]);
  });
});

import { expect, it } from "vitest";
import { tableOf } from "../../../lib/core/columns-table.js";
import { adjustNetwork } from "../../../lib/survey/adjust/adjust-network-table.js";

it("the table verb takes and gives tables, and its report is plain JSON", () => {
  const readings = tableOf({
    station: ["base", "A", "base", "A"],
    elapsed_minutes: Float64Array.of(0, 60, 120, 180),
    reading_mgal: Float64Array.of(2000, 2010.05, 2000.1, 2010.15),
  });
  const bases = tableOf({ station: ["base"], gravity_mgal: Float64Array.of(978500) });
  const network = adjustNetwork(readings, { bases });
  expect(network.result.get("gravity_mgal", 1)).toBeCloseTo(978510, 6);
  expect(network.drift.get("drift_mgal_per_hour", 0)).toBeCloseTo(0.05, 9);
  expect(network.figures.degrees_of_freedom).toBe(1);
  expect(network.observations.numRows()).toBe(4);
  expect(network.readings.columnNames()).toContain("residual_mgal");
  expect(network.meters.numRows()).toBe(1);
  const { report } = network;
  expect(JSON.parse(JSON.stringify(report)).figures.degrees_of_freedom).toBe(1);
  expect(() => adjustNetwork(readings, { bases: 3 as never })).toThrow("options.bases is 3");
});

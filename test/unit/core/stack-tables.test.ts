import { describe, expect, it } from "vitest";
import { columnsOf, tableOf } from "../../../lib/core/columns-table.js";
import { stackTables } from "../../../lib/core/stack-tables-table.js";

const dial = tableOf({ station: ["9001", "9002"], counter: Float64Array.of(1975.05, 2251.947) });
const cg6 = tableOf({ station: ["9001"], reading_mgal: Float64Array.of(2644.0247), note: ["windy"] });

describe("stacked tables", () => {
  it("keep all rows in order, and every column of each", () => {
    expect(columnsOf(stackTables([dial, cg6]))).toEqual({
      station: ["9001", "9002", "9001"],
      counter: Float64Array.of(1975.05, 2251.947, Number.NaN),
      reading_mgal: Float64Array.of(Number.NaN, Number.NaN, 2644.0247),
      note: ["", "", "windy"],
    });
  });

  it("take a filter along, and leave the tables as they were", () => {
    const filtered = dial.filter("d => d.station === '9002'");
    expect(stackTables([filtered, cg6]).array("station")).toEqual(["9002", "9001"]);
    expect(filtered.totalRows()).toBe(2);
    expect(stackTables([dial]).objects()).toEqual(dial.objects());
  });

  it("are refused where there is no list, no table, or a step's answer in place of its result", () => {
    expect(() => stackTables(dial as never)).toThrow(/tables is .* must be a list of one table or more/);
    expect(() => stackTables([])).toThrow(/an empty list/);
    expect(() => stackTables([dial, { result: cg6 } as never])).toThrow(/tables\[1\].*use its \.result/s);
  });
});

import { describe, expect, it } from "vitest";
import { tableOf } from "../../../../lib/core/columns-table.js";
import { cleanReadings } from "../../../../lib/survey/clean/clean-readings-table.js";
import { qualityReport } from "../../../../lib/survey/clean/quality-report-table.js";
import { columnsFrom, madeSurvey } from "./made-readings.js";

describe("cleaning a table", () => {
  const { readings, stations, bases } = madeSurvey({ days: 2 });
  readings[4].reading_mgal += 1;
  for (const reading of readings.filter(({ loop }) => loop === "D02")) reading.tide_correction_mgal += 0.05;
  const table = tableOf(columnsFrom(readings));
  const { result, report } = cleanReadings(table, {
    stations: tableOf(stations),
    bases: tableOf(bases),
    detectOffset: (rows) => ({ offset_hours: rows.numRows() > 0 ? 7 : 0, rms_ugal: 0.4 }),
  });

  it("gives a table with the same rows and two columns more, and leaves the first as it was", () => {
    expect(result.numRows()).toBe(table.numRows());
    expect(result.columnNames()).toEqual([...table.columnNames(), "flag", "flag_reason"]);
    expect(table.columnNames()).not.toContain("flag");
    expect(result.get("flag", 4)).toBe("spike");
    expect(report.rows.flagged).toBe(1);
  });

  it("hands the detector the table of the loop whose tide is wrong", () => {
    expect(report.warnings).toEqual([expect.stringMatching(/^Loop D02 .* if the times are 7 h too late/)]);
  });

  it("is told by the quality report of the table", () => {
    const { counts, text } = qualityReport(result, { reports: [report] });
    expect(counts).toEqual({ spike: 1 });
    expect(text).toMatch(/if\s+the\s+times\s+are\s+7\s+h\s+too\s+late/);
  });

  it("says which argument is no table", () => {
    expect(() => cleanReadings({} as never)).toThrow(/readings is an object, but must be an arquero table/);
    expect(() => cleanReadings(table, { stations: {} as never })).toThrow(/options.stations is an object/);
  });
});

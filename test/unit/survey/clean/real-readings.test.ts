import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Columns, rowCount } from "../../../../lib/core/columns.js";
import { makeDialTable } from "../../../../lib/core/dial-table.js";
import { readCsv } from "../../../../lib/formats/csv.js";
import { readDialSheets } from "../../../../lib/formats/instruments/dial-sheets.js";
import { readScintrexCg6 } from "../../../../lib/formats/instruments/scintrex-cg6.js";
import { cleanReadings } from "../../../../lib/survey/clean/clean-readings.js";
import type { Notice } from "../../../../lib/survey/clean/reading-finding.js";
import { calibrateDial } from "../../../../lib/survey/correct/calibrate-dial.js";
import { realData, textFile } from "../../../pipeline/real-data.js";

const survey = fileURLToPath(new URL("../../../../datasets/first-survey/", import.meta.url));

/** Columns of a CSV of the survey. */
function csvColumns(name: string, numbers: readonly string[]): Columns {
  return readCsv(readFileSync(`${survey}${name}`, "utf8"), {
    file: name,
    required: [],
    numbers,
    texts: ["station"],
  }).columns;
}

function firstSurvey(start: string): Columns {
  const sheets = readdirSync(survey)
    .filter((name) => name.startsWith(start))
    .map((name) => textFile(`${survey}${name}`));
  const table = csvColumns("dial-table.csv", ["counter", "value_mgal", "factor"]) as Record<
    string,
    Float64Array
  >;
  const { result } = readDialSheets(sheets);
  return calibrateDial(result, makeDialTable(table.counter, table.value_mgal, table.factor)).result;
}

const coordinates = ["longitude_deg", "latitude_deg", "height_m"];

describe("readings that nobody spoilt", () => {
  it("of the first survey get no flag and no notice", () => {
    const readings = firstSurvey("day-");
    const { report } = cleanReadings(readings, {
      stations: csvColumns("truth.csv", coordinates),
      bases: csvColumns("bases.csv", coordinates),
    });
    expect(report.rows.readings).toBeGreaterThan(140);
    expect(report.rows.flagged).toBe(0);
    expect(report.figures.notices).toEqual([]);
  });

  const cg6 = realData("usgs-cg6");
  it.skipIf(cg6 === undefined)("of a real CG-6 get no flag and no notice", () => {
    const { result } = readScintrexCg6(textFile(`${cg6}CG-6_TestData.dat`));
    const { report } = cleanReadings(result);
    expect(report.rows.readings).toBe(43);
    expect(report.rows.flagged).toBe(0);
    expect(report.figures.notices).toEqual([]);
    expect(Object.keys(report.figures.skipped_rules as object)).toEqual(["station_name", "height"]);
  });

  it.skipIf(cg6 === undefined)(
    "of a CG-6 that drove on without a new name are told apart by place, and by its GPS",
    () => {
      const readings = tsoftColumns(readFileSync(`${cg6}CG-6_TsoftFormat.DAT`, "utf8"));
      const { result, report } = cleanReadings(readings);
      const flags = report.figures.flags as Record<string, number>;
      console.log(
        `TSoft file: ${rowCount(readings)} samples of one second, flags ${JSON.stringify(flags)}\n  ${report.warnings[0]}`,
      );
      // On two of its stops the user's position is still that of the stop before, more than a kilometre away.
      const column = (name: string) => readings[name] as Float64Array;
      const late = Array.from(result.flag as string[], (_, row) => {
        const north = 111_195 * (column("latitude_deg")[row] - column("gps_latitude_deg")[row]);
        const east = 88_100 * (column("longitude_deg")[row] - column("gps_longitude_deg")[row]);
        return Math.hypot(north, east) > 100;
      });
      expect(late.filter(Boolean).length).toBeGreaterThan(200);
      expect((result.flag as string[]).map((codes) => codes.split("; ").includes("position"))).toEqual(late);
      // Single seconds scatter more than readings of a minute: bursts of noise are flagged.
      expect(((flags.spike ?? 0) + (flags.repeat ?? 0)) / rowCount(readings)).toBeLessThan(0.06);
      expect(Object.keys(flags).sort()).toEqual(["position", "repeat", "spike"]);
      expect(report.warnings).toEqual([expect.stringMatching(/^The name gsvs105 stands at 19 places/)]);
    },
  );

  const burris = realData("usgs-burris-a10");
  it.skipIf(burris === undefined)(
    "of two real Burris meters get at most 1 flag in 100, and true notices",
    () => {
      const jumps: string[] = [];
      for (const name of ["B108_2017-12-05", "B108_2018-02-27", "B44_2017-12-05", "B44_2018-02-27"]) {
        const readings = burrisColumns(readFileSync(`${burris}${name}.txt`, "utf8"));
        const { report } = cleanReadings(readings);
        const notices = report.figures.notices as Notice[];
        console.log(
          `${name}: ${rowCount(readings)} readings, flags ${JSON.stringify(report.figures.flags)}\n` +
            notices.map(({ says }) => `  ${says}`).join("\n"),
        );
        expect(report.rows.flagged / report.rows.readings).toBeLessThanOrEqual(0.01);
        expect(notices.filter(({ rule }) => rule === "clock" || rule === "duplicate")).toEqual([]);
        for (const { rows } of notices.filter(({ rule }) => rule === "open_loop")) {
          const station = readings.station as string[];
          const day = (row: number) => (readings.time_utc as string[])[row].slice(0, 10);
          const last = rows[rows.length - 1];
          const earlier = station.slice(0, rows[0]).filter((_, row) => day(row) === day(last));
          expect(earlier).not.toContain(station[last]);
        }
        jumps.push(
          ...notices.flatMap(({ values }) =>
            Math.abs(values.step_mgal as number) > 1
              ? [`${name} ${(values.step_mgal as number).toFixed(1)}`]
              : [],
          ),
        );
      }
      // On that morning the meter's dial went from 2650 to 2750, and its readings by 97.7 mGal with it.
      expect(jumps).toEqual(["B108_2018-02-27 97.7"]);
    },
  );
});

/** A Burris file's columns by an own short reading, so that this test does not lean on the reader. */
function burrisColumns(text: string): Columns {
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/));
  const numbers = (index: number) => Float64Array.from(rows, (row) => Number(row[index]));
  return {
    station: rows.map((row) => row[0]),
    meter: rows.map((row) => row[2]),
    time_utc: rows.map((row) => `${row[3].replaceAll("/", "-")}T${row[4]}Z`),
    reading_mgal: numbers(5),
    tide_correction_mgal: numbers(8),
    height_m: numbers(13),
    latitude_deg: numbers(14),
    longitude_deg: numbers(15),
  };
}

/** Columns of the CG-6's TSoft file, by an own short reading as well. */
function tsoftColumns(text: string): Columns {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => /^\d/.test(line))
    .map((line) => line.trim().split(/\s+/));
  const numbers = (index: number) => Float64Array.from(rows, (row) => Number(row[index]));
  return {
    station: rows.map(() => "gsvs105"),
    time_utc: rows.map(([year, month, day, hour, minute, second]) =>
      new Date(Date.UTC(+year, +month - 1, +day, +hour, +minute, +second)).toISOString(),
    ),
    latitude_deg: numbers(7),
    longitude_deg: numbers(8),
    height_m: numbers(9),
    reading_mgal: numbers(11),
    tilt_x_arcsec: numbers(12),
    tilt_y_arcsec: numbers(13),
    tide_correction_mgal: numbers(19),
    gps_latitude_deg: numbers(23),
    gps_longitude_deg: numbers(24),
  };
}

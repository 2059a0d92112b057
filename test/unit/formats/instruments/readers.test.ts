import { describe, expect, it } from "vitest";
import type { Columns } from "../../../../lib/core/columns.js";
import type { ReadInstrumentFileOptions } from "../../../../lib/formats/instruments/instrument-options.js";
import { readInstrumentFile } from "../../../../lib/formats/instruments/read-instrument-file.js";
import {
  A10_REPORT,
  burrisFile,
  bytesOf,
  cg5Survey,
  cg6File,
  DIAL_SHEET,
  decimalDay,
  OTHER_CSV,
  tsoftFile,
} from "./samples.js";

type Row = Record<string, number | string>;
const read = (text: string, options: ReadInstrumentFileOptions = {}) =>
  readInstrumentFile(bytesOf(text), { file: "day.txt", ...options });
const row = (columns: Columns, i: number): Row =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[i]]));
const MORNING = Date.UTC(2026, 0, 31, 8);

describe("a dump of a Scintrex CG-5", () => {
  it("becomes readings in UTC, with what the meter corrected beside them", () => {
    const { result, report } = read(cg5Survey({ start: MORNING }));
    expect(row(result, 3)).toMatchObject({
      station: "101",
      meter: "CG-5 40123",
      loop: "LOOP1 2026-01-31",
      time_utc: "2026-01-31T01:21:00Z", // 08:21 on the clock, GMT DIFF. -7
      reading_mgal: 3179.63,
      sample_sigma_mgal: 0.009,
      height_m: 150,
      duration_s: 60,
      rejected_samples: 2,
      survey_longitude_deg: 105,
      survey_latitude_deg: 17,
      meter_drift_mgal_per_day: 0.418,
      flag: "",
    });
    expect(result.sigma_mgal[3]).toBeCloseTo(0.009 / Math.sqrt(58), 12);
    expect(report.parameters.format).toBe("cg5");
    expect(report.rows).toMatchObject({ readings: 12, flagged: 0, damaged: 0 });
    expect(report.warnings).toEqual([]);
  });

  it("has the decimal day that a published dump has, which is no true count of days", () => {
    expect(decimalDay(Date.UTC(2010, 0, 27, 3, 8, 58))).toBeCloseTo(40173.13102, 5);
  });

  it("may hold several surveys, each with its own header, clock and tide", () => {
    const second = cg5Survey({
      survey: "LOOP2",
      start: Date.UTC(2026, 1, 1, 2),
      gmtDifference: 0,
      tide: " NO",
    });
    const { result, report } = read(cg5Survey({ start: MORNING }) + second);
    expect(row(result, 12)).toMatchObject({ loop: "LOOP2 2026-02-01", time_utc: "2026-02-01T02:00:00Z" });
    expect(result.tide_correction_mgal[12]).toBe(0); // the header says that it is not in the reading
    expect(result.tide_correction_mgal[0]).not.toBe(0);
    expect(report.figures.surveys).toHaveLength(2);
    expect(report.warnings.join()).toMatch(/LOOP2: GMT DIFF\. is 0, but at longitude 105 about -7 would fit/);
  });

  it("may have no header at all: the clock is then taken for UTC, with a warning", () => {
    const { result, report } = read(cg5Survey({ start: MORNING, header: false, columns: false }));
    expect(row(result, 0)).toMatchObject({ time_utc: "2026-01-31T08:00:00Z", meter: "CG-5", flag: "" });
    expect(report.warnings.join()).toMatch(/no GMT DIFF\./);
    expect(report.figures.format_found).toMatch(/14 or 15 fields, the twelfth a time/);
  });

  it.each([
    ["over midnight", Date.UTC(2026, 0, 31, 22), 30],
    ["over the end of February", Date.UTC(2026, 1, 28, 20), 40],
    ["for days, with gaps", Date.UTC(2026, 2, 29, 6), 1700],
    ["over New Year", Date.UTC(2025, 11, 31, 23), 20],
  ])("without a column of dates has the same times from the header's date %s", (_, start, step) => {
    const whole = read(cg5Survey({ start, step })).result;
    const { result, report } = read(cg5Survey({ start, step, date: false }));
    expect(result.time_utc).toEqual(whole.time_utc);
    expect(report.warnings).toEqual([]);
  });

  it("without any date has the minutes since the first reading, and says so", () => {
    const text = cg5Survey({
      start: Date.UTC(2026, 0, 31, 23, 30),
      step: 20,
      date: false,
      header: false,
      columns: false,
    });
    const { result, report } = read(text);
    expect(result.time_utc).toBeUndefined();
    expect([...(result.elapsed_minutes as Float64Array)].slice(0, 4)).toEqual([0, 20, 40, 60]);
    expect(report.warnings.join()).toMatch(/there is no date/);
  });

  it("keeps the crew's notes beside the readings below them", () => {
    const lines = cg5Survey({ start: MORNING, count: 2 }).trimEnd().split("\n");
    lines.splice(-1, 0, "/\tNote:   \t101 26.5");
    expect(read(`${lines.join("\n")}\n`).result.note).toEqual(["", "101 26.5"]);
  });

  it("has the meter's height where a note tells it, and none where it tells something else", () => {
    const written = cg5Survey({ start: MORNING, count: 3 }).trimEnd().split("\n");
    const heightOf = (...notes: string[]) => {
      const lines = [...written];
      notes.forEach((note, k) => void lines.splice(-2 + k, 0, `/\tNote:   \t${note}`));
      return read(`${lines.join("\n")}\n`).result.instrument_height_m;
    };
    const [, name] = read(written.join("\n")).result.station as string[];
    expect(heightOf(`${name} 26.5`)).toEqual(Float64Array.of(Number.NaN, 0.265, 0.265));
    expect(heightOf(`${name} 26,5`)).toEqual(Float64Array.of(Number.NaN, 0.265, 0.265));
    expect(heightOf(`${name} 0.265`)).toEqual(Float64Array.of(Number.NaN, 0.265, 0.265));
    expect(heightOf(`0${name} 26.5 cm`)).toEqual(Float64Array.of(Number.NaN, 0.265, 0.265));
    expect(heightOf(`${name} 31 CM`)).toEqual(Float64Array.of(Number.NaN, 0.31, 0.31));
    for (const other of ["wind 12", `${name} 26.5 C`, `${name} 265`, `${name} 5 m`, "26.5", name])
      expect(heightOf(other)).toBeUndefined();
    const { report } = read(
      `${[...written.slice(0, -1), `/\tNote: ${name} 26.5`, written.at(-1)].join("\n")}\n`,
    );
    expect(report.figures.instrument_heights_from_notes).toBe(1);
  });

  it("takes an offset from the caller before the header's, and warns where the tide contradicts it", () => {
    const { result, report } = read(cg5Survey({ start: MORNING }), { utcOffset_hours: 0 });
    expect(result.time_utc[0]).toBe("2026-01-31T08:00:00Z");
    expect(report.warnings.join()).toMatch(/it fits \(0\.\d+ µGal\) if the times are 7 h too late/);
  });

  it("has its header's time zone doubted where the tide was computed for another", () => {
    const { report } = read(cg5Survey({ start: MORNING, gmtDifference: -7, tideDifference: -8 }));
    expect(report.warnings.join()).toMatch(/if the times are 1 h too late/);
  });
});

describe("a file of a Scintrex CG-6", () => {
  it("has a blank for '--' and '****', and names with blanks in them", () => {
    const { result } = read(cg6File());
    expect(row(result, 4)).toMatchObject({ station: "A 2", reading_mgal: 2917.112, gps_height_m: 121.5 });
    expect(result.gps_height_m[3]).toBeNaN();
    expect(result.gps_latitude_deg[3]).toBeNaN();
    expect(result.flag[3]).toBe("");
  });

  it("is the same without its header, but for what the header tells", () => {
    const { loop, meter, line, ...whole } = read(cg6File()).result;
    const bare = read(cg6File({ header: false })).result;
    expect(bare).toMatchObject(whole);
    expect(bare.meter[0]).toBe("CG-6");
  });

  it("makes zero what the meter computed and did not apply", () => {
    const { result } = read(cg6File({ applied: "10001" }));
    expect(result.tide_correction_mgal[5]).toBe(0);
    expect(result.temperature_correction_mgal[5]).toBe(0);
    expect(result.drift_correction_mgal[5]).toBe(2.3088);
    expect(result.tilt_correction_mgal[5]).toBe(0.0001);
  });

  it("may be two files one behind the other", () => {
    const second = cg6File({ count: 2 }).replace("LOOP", "NEXT");
    const { result } = read(cg6File({ count: 3 }) + second);
    expect(result.loop).toEqual([...Array(3).fill("LOOP 2026-01-31"), ...Array(2).fill("NEXT 2026-01-31")]);
  });

  it("of Bangkok's time needs the offset, and warns without it", () => {
    const text = cg6File({ clock_hours: 7 });
    expect(read(text).report.warnings.join()).toMatch(/7 h too late/);
    const { result, report } = read(text, { utcOffset_hours: 7 });
    expect(report.warnings).toEqual([]);
    expect(result.time_utc[0]).toBe("2026-01-31T01:00:00Z");
  });

  it("in its TSoft variant has times in milliseconds, ocean loading, and heights in metres", () => {
    const { result, report } = read(tsoftFile());
    expect(report.parameters.format).toBe("cg6-tsoft");
    expect(row(result, 1)).toMatchObject({
      station: "T105",
      meter: "CG-6 001",
      time_utc: "2026-01-31T01:00:01.250Z",
      reading_mgal: 1578.526901581,
      ocean_loading_correction_mgal: -0.001839556,
      instrument_height_m: 0.255,
      flag: "",
    });
    const without = read(tsoftFile({ ocean: "Disabled" })).result;
    expect(without.ocean_loading_correction_mgal[1]).toBe(0);
  });
});

describe("a file of a ZLS Burris", () => {
  it.each([
    [" ", true],
    ["\t", true],
    [",", true],
    [" ", false],
  ])("is read with fields parted by %j, with operator: %s", (delimiter, operator) => {
    const { result } = read(burrisFile({ delimiter, operator }));
    expect(row(result, 3)).toMatchObject({
      station: "P2",
      meter: "Burris B108",
      time_utc: "2026-01-31T01:21:00Z",
      counter: 2750,
      feedback_mgal: 6.451,
      tilt_correction_mgal: 0.005,
      height_m: 150,
      flag: "",
    });
    expect(result.operator?.[3]).toBe(operator ? "ab" : undefined);
  });

  it("keeps a damaged row with its place and reason, and every good one", () => {
    const lines = burrisFile().split("\n");
    lines[3] = lines[3].replace(" 2750 ", " ");
    lines[5] = lines[5].replace(" 2750 ", " abcd ");
    const { result, report } = read(lines.join("\n"));
    expect(row(result, 3)).toMatchObject({ station: "", flag: "damaged_row", line: 4 });
    expect(result.flag_reason[3]).toMatch(/^15 fields where this file has 16: 'P2 ab B108/);
    expect(row(result, 5)).toMatchObject({ station: "P2", flag: "not_a_number" });
    expect(result.flag_reason[5]).toBe("dial: 'abcd' is not a number");
    expect(report.rows).toMatchObject({ readings: 12, flagged: 2, damaged: 1 });
    expect(report.warnings.join()).toMatch(/1 of 12 rows could not be read/);
  });

  it("does not guess whether 05/06/2026 is in May or in June", () => {
    const text = burrisFile().replaceAll("2026/01/31", "05/06/2026");
    expect(() => read(text, { format: "burris" })).toThrow(
      /date: '05\/06\/2026' is not a date \(write it as/,
    );
    expect(read(burrisFile().replaceAll("2026/01/31", "31/01/2026")).result.flag[0]).toBe("");
  });
});

describe("the report of an A-10", () => {
  it.each(["utf-8", "latin-1"])("is one row of absolute gravity, in %s", (encoding) => {
    const bytes = encoding === "utf-8" ? bytesOf(A10_REPORT) : Buffer.from(A10_REPORT, "latin1");
    const { result, report } = readInstrumentFile(new Uint8Array(bytes), { file: "p.project.txt" });
    expect(report.parameters).toMatchObject({ format: "a10", encoding });
    const found = row(result, 0);
    expect(found).toMatchObject({
      station: "BASE1",
      meter: "A10 008",
      time_utc: "2026-01-31T17:14:11Z",
      flag: "",
    });
    expect(found.gravity_mgal).toBeCloseTo(978397.57592, 9);
    expect(found.gravity_sigma_mgal).toBeCloseTo(0.01055, 9);
    expect(found.gradient_mgal_per_m).toBeCloseTo(-0.3086, 9);
    expect(found.transfer_height_correction_mgal).toBeCloseTo(-0.08742, 9);
    expect(found).toMatchObject({ latitude_deg: 17.0001, longitude_deg: 105.0002, height_m: 150.25 });
  });

  it("without a gravity is an error, without its uncertainty a flag", () => {
    expect(() => read(A10_REPORT.slice(0, A10_REPORT.indexOf("Gravity:")))).toThrow(
      /no line with the gravity/,
    );
    const cut = read(A10_REPORT.slice(0, A10_REPORT.indexOf("Total Uncertainty"))).result;
    expect(cut.flag_reason[0]).toMatch(/does not say gravity_sigma_mgal/);
  });
});

describe("a table of readings", () => {
  it("with a counter is a dial sheet", () => {
    const { result, report } = read(DIAL_SHEET);
    expect(report.parameters.format).toBe("dial");
    expect(result.counter[1]).toBe(2051.02);
    expect(() => read(DIAL_SHEET, { utcOffset_hours: 7 })).toThrow(/0 for a dial sheet/);
  });

  it("with names of its own is read through a map of columns", () => {
    const columnMap = { station: "Site", date: "Day", time: "Clock", reading_mgal: "Gravity (mGal)" };
    const { result, report } = read(OTHER_CSV, { columnMap, utcOffset_hours: 7 });
    expect(row(result, 2)).toMatchObject({
      station: "B",
      time_utc: "2026-01-31T01:55:30Z",
      reading_mgal: 3179.606,
      Remark: "rain",
      loop: "day",
    });
    expect(report.figures.format_found).toBe("a map of columns was given");
    expect(() => read(OTHER_CSV, { columnMap: { ...columnMap, station: "Point" } })).toThrow(
      /'station'|column station/,
    );
    expect(() => read(OTHER_CSV)).toThrow(/no instrument file that is known here.*--column/);
  });
});

describe("every reader", () => {
  const files: [string, string][] = [
    ["cg5", cg5Survey({ start: MORNING })],
    ["cg6", cg6File()],
    ["cg6-tsoft", tsoftFile()],
    ["burris", burrisFile()],
    ["a10", A10_REPORT],
    ["dial", DIAL_SHEET],
  ];

  it.each(files)("finds %s by its content and says by what", (format, text) => {
    const { report } = read(text, { file: "renamed.xyz" });
    expect(report.parameters.format).toBe(format);
    expect(report.figures.format_found).toMatch(/\w/);
    expect(report.figures.encoding_found).toMatch(/ASCII|UTF-8/);
  });

  it.each(files)("flags the last line of %s where its end is missing", (_, text) => {
    const { result } = read(text.replace(/\n$/, ""));
    expect(result.flag.at(-1)).toBe("possibly_cut");
    expect(result.flag.slice(0, -1).every((flag) => flag === "")).toBe(true);
  });

  it("refuses options that it does not know, and bytes that are none", () => {
    expect(() => read("", { format: "cg7" as "cg6" })).toThrow(/options\.format is 'cg7'/);
    expect(() => read("", { encoding: "big5" as "gbk" })).toThrow(/options\.encoding is 'big5'/);
    expect(() => read(cg6File(), { utcOffset_hours: 700 })).toThrow(/options\.utcOffset_hours is 700/);
    expect(() => readInstrumentFile("text" as unknown as Uint8Array)).toThrow(/must be the bytes of a file/);
    for (const text of ["", "\n", "hello\n", "\0\0\0\0"])
      expect(() => read(text)).toThrow(/day\.txt, line 1/);
  });

  it("says so where a file is not of the format that was named", () => {
    expect(() => read(cg6File(), { format: "burris" })).toThrow(/day\.txt, line 1: no row can be used/);
  });
});

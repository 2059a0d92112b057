import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rowCount } from "../../lib/core/columns.js";
import { detectUtcOffset } from "../../lib/formats/instruments/detect-utc-offset.js";
import { readInstrumentFile } from "../../lib/formats/instruments/read-instrument-file.js";
import { realData } from "./real-data.js";

const cg6 = realData("usgs-cg6");
const burris = realData("usgs-burris-a10");
const synthetic = realData("usgs-synthetic");
const dial = realData("lacoste-southern-africa");

const read = (path: string, options = {}) =>
  readInstrumentFile(new Uint8Array(readFileSync(path)), { file: path.replace(/^.*\//, ""), ...options });

/** Lines that hold a reading, counted without any of the readers: neither empty nor a remark. */
const dataLines = (path: string) =>
  readFileSync(path, "latin1")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("/"));

describe.skipIf(cg6 === undefined)("real files of a CG-6", () => {
  it.each([
    ["CG-6_TestData.dat", "cg6", 43],
    ["CG-6_TsoftFormat.DAT", "cg6-tsoft", 5515],
  ])("%s is known as %s and has a row for every data line", (name, format, rows) => {
    const { result, report } = read(`${cg6}${name}`);
    expect(report.parameters).toMatchObject({ format, encoding: "utf-8" });
    expect(rowCount(result)).toBe(dataLines(`${cg6}${name}`).length);
    expect(rowCount(result)).toBe(rows);
    expect(report.rows.flagged).toBe(0);
    expect(report.warnings).toEqual([]);
  });

  it("tell the clock's offset: the right one fits to 0.6 µGal, those two hours off and more fit four times worse", () => {
    for (const name of ["CG-6_TestData.dat", "CG-6_TsoftFormat.DAT"]) {
      for (const clock of [0, 7, -7, 5.75]) {
        // A clock that is ahead by `clock` hours and is taken for UTC.
        const { result } = read(`${cg6}${name}`, { utcOffset_hours: -clock });
        const fit = detectUtcOffset(result);
        console.log(
          `${name}, clock ${clock} h: ${fit?.offset_hours} h fits to ${fit?.rms_ugal.toFixed(2)} µGal, as given ${fit?.rms_as_given_ugal.toFixed(1)}, rival ${fit?.rival_hours} h ${fit?.rival_rms_ugal.toFixed(1)}`,
        );
        expect(fit?.offset_hours).toBe(clock);
        expect(fit?.rms_ugal).toBeLessThan(0.6);
        expect(fit?.rival_rms_ugal).toBeGreaterThan(4 * (fit?.rms_ugal as number));
      }
    }
  });

  it("keep the sum of the TSoft variant: raw gravity and five corrections are the reading", () => {
    const c = read(`${cg6}CG-6_TsoftFormat.DAT`).result as Record<string, Float64Array>;
    for (let i = 0; i < rowCount(c); i++) {
      const sum =
        c.raw_reading_mgal[i] +
        c.tilt_correction_mgal[i] +
        c.tide_correction_mgal[i] +
        c.ocean_loading_correction_mgal[i] +
        c.temperature_correction_mgal[i] +
        c.drift_correction_mgal[i];
      expect(Math.abs(sum - c.reading_mgal[i])).toBeLessThan(1e-8);
    }
  });
});

describe.skipIf(burris === undefined)("real files of Burris meters and an A-10", () => {
  const good = ["B108_2017-12-05", "B108_2018-02-27", "B44_2017-12-05", "B44_2018-02-27"];

  it.each(good)("%s has a row for every line, and none is flagged", (name) => {
    const path = `${burris}${name}.txt`;
    const { result, report } = read(path);
    expect(report.parameters.format).toBe("burris");
    expect(rowCount(result)).toBe(dataLines(path).length);
    expect(report.rows.flagged).toBe(0);
    expect(new Set(result.meter as string[])).toEqual(new Set([`Burris ${name.replace(/_.*/, "")}`]));
  });

  it.each(good)(
    "%s: feedback, tide and both corrections make up the reading, to a constant a dial setting",
    (name) => {
      const c = read(`${burris}${name}.txt`).result as Record<string, Float64Array>;
      const rests = new Map<number, number[]>();
      for (let i = 0; i < rowCount(c); i++) {
        const corrections =
          c.tide_correction_mgal[i] + c.tilt_correction_mgal[i] + c.other_correction_mgal[i];
        const rest = c.reading_mgal[i] - c.feedback_mgal[i] - corrections;
        rests.set(c.counter[i], [...(rests.get(c.counter[i]) ?? []), rest]);
      }
      for (const [, list] of rests) {
        const mean = list.reduce((a, b) => a + b) / list.length;
        const sigma = Math.sqrt(list.reduce((a, b) => a + (b - mean) ** 2, 0) / list.length);
        expect(sigma).toBeLessThan(0.001); // five figures rounded to 0.001
      }
    },
  );

  it.each([
    ["test_badindex_BurrisData", "damaged_row", /^15 fields where this file has 16/],
    ["test_badvalue_BurrisData", "not_a_number", /^dial: 'abcd' is not a number/],
  ])("%s keeps its damaged row, flagged, and every good one", (name, flag, reason) => {
    const path = `${burris}${name}.txt`;
    const { result, report } = read(path);
    const lines = dataLines(path);
    expect(rowCount(result)).toBe(lines.length);
    expect(report.rows.flagged).toBe(2); // the damaged one, and the last, whose line has no end
    expect([result.flag[3], result.line[3]]).toEqual([flag, 4]);
    expect(result.flag_reason[3]).toMatch(reason);
    expect(result.flag.at(-1)).toBe("possibly_cut");
    for (const [i, line] of lines.entries()) {
      if (i === 3 && flag === "damaged_row") continue;
      const fields = line.trim().split(/\s+/);
      expect(result.station[i]).toBe(fields[0]);
      expect(result.reading_mgal[i]).toBe(Number(fields[5]));
      expect(result.longitude_deg[i]).toBe(Number(fields[15]));
    }
  });

  it("has one row for each absolute report, with the gravity that stands in it", () => {
    const names = readdirSync(`${burris}absolute`).filter((name) => name.endsWith(".project.txt"));
    expect(names).toHaveLength(8);
    for (const name of names) {
      const text = readFileSync(`${burris}absolute/${name}`, "latin1");
      const { result, report } = read(`${burris}absolute/${name}`);
      expect(report.parameters).toMatchObject({ format: "a10", encoding: "latin-1" });
      expect(rowCount(result)).toBe(1);
      expect(result.station[0]).toBe(name.slice(0, 4));
      expect(result.gravity_mgal[0]).toBeCloseTo(Number(/^Gravity: +([\d.]+)/m.exec(text)?.[1]) / 1000, 9);
      const [, month, day, year] = /^Date: (\d\d)\/(\d\d)\/(\d\d)/m.exec(text) ?? [];
      expect(result.time_utc[0]).toMatch(`20${year}-${month}-${day}T`);
      expect(report.rows.flagged).toBe(0);
    }
  });
});

describe.skipIf(synthetic === undefined)("simulated Burris surveys", () => {
  it.each([1, 2, 3, 4, 5])("Test%i.txt has a row for every line", (k) => {
    const path = `${synthetic}Test${k}.txt`;
    const { result, report } = read(path);
    expect(report.parameters.format).toBe("burris");
    expect(rowCount(result)).toBe(dataLines(path).length);
    expect(report.rows.damaged).toBe(0);
  });
});

describe.skipIf(dial === undefined)("dial sheets of southern Africa", () => {
  it("have a row for every line below the header, on all 29 days", () => {
    const paths = ["bushveld-surveys/data", "cape-granite-surveys/data", "cape-town-surveys"].flatMap(
      (folder) =>
        readdirSync(`${dial}${folder}`)
          .filter((name) => /day-\d+\.csv$/.test(name))
          .map((name) => `${dial}${folder}/${name}`),
    );
    expect(paths).toHaveLength(29);
    for (const path of paths) {
      const { result, report } = read(path);
      expect(report.parameters.format).toBe("dial");
      expect(rowCount(result)).toBe(dataLines(path).length - 1);
      expect(report.rows.flagged).toBe(0);
    }
  });
});

describe("files of the training region", () => {
  const folder = new URL("../../datasets/training-region/", import.meta.url).pathname;
  const files = readdirSync(folder).filter((name) => /^cg[56]-week-\d+\./.test(name));

  it.skipIf(files.length === 0).each(files)(
    "%s has a row for every data line, and its tide fits its clock",
    (name) => {
      const { result, report } = read(`${folder}${name}`);
      const lines = dataLines(`${folder}${name}`).filter((line) => !line.startsWith("Line"));
      expect(rowCount(result)).toBe(lines.length);
      expect(report.rows.flagged).toBe(0);
      const fits = report.figures.tide_against_longman as { rms_ugal: number }[];
      expect(Math.max(...fits.map(({ rms_ugal }) => rms_ugal))).toBeLessThan(0.5);
    },
  );

  it.skipIf(files.length === 0)(
    "has its two wrong headers of the CG-5 found: a time zone, and a hemisphere",
    () => {
      const warned = files.flatMap((name) => read(`${folder}${name}`).report.warnings);
      expect(warned).toHaveLength(2);
      expect(warned.join("\n")).toMatch(/GMT DIFF\. is 7, but at longitude 105\.\d+ about -7 would fit/);
      expect(warned.join("\n")).toMatch(
        /-17\.6, \d+(\.\d+)? is far from that of the other surveys; is a hemisphere wrong/,
      );
    },
  );
});

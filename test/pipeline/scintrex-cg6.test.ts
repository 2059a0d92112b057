import { describe, expect, it } from "vitest";
import { rowCount } from "../../lib/core/columns.js";
import { longmanTide } from "../../lib/earth/tide-longman.js";
import { readScintrexCg6 } from "../../lib/formats/instruments/scintrex-cg6.js";
import { correctTide } from "../../lib/survey/correct/correct-tide.js";
import { realData, textFile } from "./real-data.js";

const folder = realData("usgs-cg6");

describe.skipIf(folder === undefined)("a real CG-6 file", () => {
  const read = () => {
    const file = textFile(`${folder}CG-6_TestData.dat`);
    return { file, columns: readScintrexCg6(file).result as Record<string, Float64Array> };
  };

  it("gives a row for every data line, in order", () => {
    const { file, columns } = read();
    const dataLines = file.text.split("\n").filter((line) => /^\w/.test(line));
    expect(rowCount(columns)).toBe(dataLines.length);
    expect(rowCount(columns)).toBe(43);
    expect(columns.line.at(-1)).toBe(file.text.trimEnd().split("\n").length);
  });

  it("has the corrections that its meter added: raw gravity plus all of them is the reading", () => {
    const { columns: c } = read();
    for (let i = 0; i < rowCount(c); i++) {
      const sum =
        c.raw_reading_mgal[i] +
        c.drift_correction_mgal[i] +
        c.temperature_correction_mgal[i] +
        c.tide_correction_mgal[i] +
        c.tilt_correction_mgal[i];
      expect(Math.abs(sum - c.reading_mgal[i])).toBeLessThan(2.5e-4); // five figures rounded to 1e-4 each
    }
  });

  it("carries Longman's tide: 0.3 µGal rms between the meter's column and our formula", () => {
    const { columns: c } = read();
    const time = c.time_utc as unknown as string[];
    let sum = 0;
    for (let i = 0; i < time.length; i++) {
      const ours = longmanTide(
        Date.parse(time[i]),
        c.latitude_deg[i],
        c.longitude_deg[i],
        c.height_m[i],
      ).total;
      sum += (ours - c.tide_correction_mgal[i]) ** 2;
    }
    const rms = Math.sqrt(sum / time.length) * 1000;
    console.log(`CG-6 tide column against Longman: ${rms.toFixed(3)} µGal rms over ${time.length} readings`);
    expect(rms).toBeLessThan(0.5);
  });

  it("does not get the tide twice: correcting it again changes a reading by less than 1 µGal", () => {
    const { columns } = read();
    const again = correctTide(columns).result as Record<string, Float64Array>;
    for (let i = 0; i < rowCount(columns); i++) {
      expect(Math.abs(again.reading_mgal[i] - columns.reading_mgal[i])).toBeLessThan(1e-3);
    }
  });

  it("is told from the TSoft variant, with the line where they part", () => {
    const file = textFile(`${folder}CG-6_TsoftFormat.DAT`);
    expect(() => readScintrexCg6(file)).toThrow(/CG-6_TsoftFormat\.DAT, line \d+: .*TSoft/);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Columns } from "../../lib/core/columns.js";
import { normalPressure } from "../../lib/earth/normal-pressure.js";
import { polarMotionCorrection } from "../../lib/earth/polar-motion.js";
import { tides } from "../../lib/earth/tide.js";
import { readInstrumentFile } from "../../lib/formats/instruments/read-instrument-file.js";
import { correctTide } from "../../lib/survey/correct/correct-tide.js";
import { realData, textFile } from "./real-data.js";

const reports = realData("usgs-burris-a10");
const tsoft = realData("usgs-cg6");

/** What a report of the program g says of its corrections, and what igdp has in their place; µGal and hPa. */
function corrections(path: string) {
  const { text } = textFile(path);
  const one = (pattern: RegExp) => Number(pattern.exec(text)?.[1]);
  const { result } = readInstrumentFile(readFileSync(path), { file: path });
  const row = (name: string) => (result[name] as Float64Array)[0];
  const [, x, y] = /Polar Motion Coord: (\S+) " (\S+) "/.exec(text) ?? [];
  const [latitude, longitude, height] = [row("latitude_deg"), row("longitude_deg"), row("height_m")];
  const time = Date.parse((result.time_utc as readonly string[])[0]);
  return {
    polar: one(/^Polar Motion: (\S+)/m),
    ourPolar: 1000 * polarMotionCorrection(latitude, longitude, { x_arcsec: Number(x), y_arcsec: Number(y) }),
    pressure: one(/Nominal Air Pressure: *(\S+)/),
    ourPressure: normalPressure(height),
    tide: one(/^Earth Tide \(ETGTAB\): (\S+)/m),
    ourTide:
      1000 * tides([time], latitude, longitude, height, { model: "ephemeris", permanentTide: "zero" })[0],
    isPlace: !Number.isInteger(latitude),
  };
}

describe.skipIf(reports === undefined)("eight reports of an absolute meter", () => {
  const all = () =>
    readdirSync(`${reports}absolute`).map((name) => corrections(`${reports}absolute/${name}`));

  it("have igdp's polar motion to 0.02 µGal", () => {
    expect(all()).toHaveLength(8);
    for (const { polar, ourPolar } of all()) expect(Math.abs(ourPolar - polar)).toBeLessThan(0.02);
  });

  it("have igdp's normal pressure and, in the zero system, its tide, where they give the true position", () => {
    // The reports of 2018 give the position in whole degrees, but their corrections are those of the true one.
    const placed = all().filter(({ isPlace }) => isPlace);
    expect(placed).toHaveLength(4);
    for (const { pressure, ourPressure } of placed)
      expect(Math.abs(ourPressure - pressure)).toBeLessThan(0.01);
    // Their tide is the mean over six sets in half an hour, ours that of one time.
    for (const { tide, ourTide } of placed) expect(Math.abs(ourTide - tide)).toBeLessThan(0.15);
  });
});

describe.skipIf(tsoft === undefined)("a CG-6 that writes the tide of ETGTAB, 5,515 times", () => {
  it("agrees with the ephemeris in the zero system to 0.05 µGal, and the report tells the systems apart", () => {
    const path = `${tsoft}CG-6_TsoftFormat.DAT`;
    const readings: Columns = readInstrumentFile(readFileSync(path), { file: path }).result;
    const rms = (permanentTide: "zero" | "tide-free" | "mean") =>
      1000 *
      Number(
        correctTide(readings, { model: "ephemeris", permanentTide }).report.figures
          .meter_tide_rms_difference_mgal,
      );
    const longman = 1000 * Number(correctTide(readings).report.figures.meter_tide_rms_difference_mgal);
    console.log(
      `ETGTAB in a CG-6 less ephemeris, µGal rms: zero ${rms("zero").toFixed(3)}, tide-free ${rms("tide-free").toFixed(3)}, mean ${rms("mean").toFixed(3)}; less Longman ${longman.toFixed(3)}`,
    );
    expect(rms("zero")).toBeLessThan(0.05);
    expect(rms("tide-free")).toBeGreaterThan(0.4);
    expect(rms("mean")).toBeGreaterThan(3);
    expect(longman).toBeLessThan(0.7);
  });
});

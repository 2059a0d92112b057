import { describe, expect, it } from "vitest";
import { eotvosOfTrack } from "../../lib/reduce/eotvos-of-track.js";
import { realData, textFile } from "./real-data.js";

const folder = realData("marine-hawaii-1982");

describe.skipIf(folder === undefined)("the track of cruise C2308 around Hawaii, 1982", () => {
  it("gives a ship's speed and the Eötvös correction of that speed and course, a number for every position", () => {
    const rows = textFile(`${folder}c2308.txt`)
      .text.split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => line.split("\t"));
    const track = {
      longitude_deg: Float64Array.from(rows, (row) => Number(row[0])),
      latitude_deg: Float64Array.from(rows, (row) => Number(row[1])),
      time_utc: rows.map((row) => row[2]),
    };
    const { result, report } = eotvosOfTrack(track, { span_s: 600 });
    const [speed, course, eotvos] = ["speed_m_per_s", "course_deg", "eotvos_correction_mgal"].map(
      (name) => result[name] as Float64Array,
    );
    const known = speed.filter((value) => !Number.isNaN(value)).sort();
    console.log(
      `c2308: ${rows.length} rows, ${report.rows.breaks} breaks, ${report.rows.without_correction} without; median ${known[known.length >> 1].toFixed(2)} m/s, largest ${known[known.length - 1].toFixed(2)} m/s`,
    );
    expect(rows).toHaveLength(10_178);
    expect(known.length + report.rows.without_correction).toBe(10_178);
    // A research ship of 1982 with instruments in tow: under way, and never above 12 knots.
    expect(known[known.length >> 1]).toBeGreaterThan(1);
    expect(known[known.length - 1]).toBeLessThan(12 * (1852 / 3600));
    // The seamen's formula in knots, from the speed and course that were derived.
    for (let i = 0; i < rows.length; i += 97) {
      if (Number.isNaN(speed[i])) continue;
      const knots = speed[i] / (1852 / 3600);
      const cos = Math.cos((track.latitude_deg[i] * Math.PI) / 180);
      const published = 7.5028 * knots * cos * Math.sin((course[i] * Math.PI) / 180) + 0.004154 * knots ** 2;
      expect(Math.abs(eotvos[i] - published)).toBeLessThan(0.01);
    }
  });
});

import { MARK } from "./area.js";
import { METER, SITE_FACTOR } from "./campaign-meters.js";
import { loopName, type ReadLoop } from "./campaign-readings.js";
import { csvLine, utcText } from "./campaign-rows.js";
import type { CruiseTruth } from "./cruise.js";
import { INDIAN_1960_TO_WGS84 } from "./datum.js";
import type { Fault } from "./faults.js";
import { SHEETS } from "./legacy.js";

const COLUMNS = ["fault", "kind", "file", "line", "lines", "station", "column", "written", "true", "note"];

/** All planted faults: where they stand, what is written and what is true. Files must have been written before. */
export function faultsCsv(faults: readonly Fault[]): string {
  const rows = faults.map(({ number, kind, rows, station, column, written, truth, note }) => {
    const { file, line } = rows[0];
    if (file === undefined || line === undefined)
      throw new Error(`fault ${number} (${kind}) was not written`);
    const isTogether = rows.every((row, i) => row.file === file && row.line === line + i);
    // The notes of a CG-5 stand between its readings: a fault of readings of several stops has them in it.
    const last = rows[rows.length - 1].line ?? line;
    if (!isTogether && column !== "") throw new Error(`fault ${number} (${kind}) is not in one piece`);
    return csvLine(
      {
        fault: String(number),
        kind,
        file,
        line: String(line),
        lines: String(last - line + 1),
        station,
        column,
        written,
        true: truth,
        note,
      },
      COLUMNS,
    );
  });
  return [
    "# For the checks, not for trainees: the faults planted in the files of the training region.",
    `# ${MARK}`,
    "# A fault is written in `lines` lines from `line` on. Entries with one number are one fault.",
    COLUMNS.join(","),
    ...rows,
    "",
  ].join("\n");
}

/** What is true of the meters and of the datums. */
export function metersJson(loops: readonly ReadLoop[], cruise: CruiseTruth): string {
  const truth = {
    synthetic: `${MARK} For the checks, not for trainees.`,
    gravity:
      "tide-free; differences of gravity are scale times differences of readings (of a dial: after its table)",
    drift: "offset + rate * hours + curvature * hours², hours since the loop's first reading",
    errors:
      "of a stop: setup_sigma * factor of its site; of a reading: reading_sigma * factor * wind of the loop",
    height_gradient_mgal_per_m: 0.3086,
    site_factors: SITE_FACTOR,
    meters: METER,
    loops: loops.map(({ loop, stops, truth: { offset_mgal, rate_mgal_per_hour, wind }, tare }) => ({
      loop: loopName(loop),
      meter: loop.meter,
      base: loop.visits[0].place.name,
      first_reading_utc: utcText(stops[0][0].time),
      offset_mgal,
      rate_mgal_per_hour,
      wind,
      ...(tare && { tare: { from_utc: utcText(tare.from), step_mgal: tare.step_mgal } }),
    })),
    cruise,
    legacy: {
      potsdam_minus_modern_mgal: 14,
      indian_1960_to_wgs84_m: INDIAN_1960_TO_WGS84,
      sheets: SHEETS.map(({ name, unit, shift_mgal, heightSigma_m }) => ({
        sheet: name,
        height_unit: unit,
        shift_mgal,
        height_sigma_m: heightSigma_m,
      })),
    },
  };
  return `${JSON.stringify(truth, null, 1)}\n`;
}

import type { Columns } from "../../core/columns.js";
import { FormatError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { forEachLine } from "../byte-lines.js";
import { POSSIBLY_CUT } from "./finish-readings.js";
import type { InstrumentSource } from "./instrument-source.js";
import { readingRows } from "./reading-counts.js";

const DAY = 86_400_000;

/** Numbers of the report, and the columns that they become: section, name, factor to the column's unit. */
const NUMBERS: Readonly<Record<string, readonly [section: string, name: string, factor: number]>> = {
  gravity_mgal: ["Processing Results", "Gravity", 1e-3],
  gravity_sigma_mgal: ["Processing Results", "Total Uncertainty", 1e-3],
  set_scatter_mgal: ["Processing Results", "Set Scatter", 1e-3],
  measurement_precision_mgal: ["Processing Results", "Measurement Precision", 1e-3],
  drops_accepted: ["Processing Results", "Total Drops Accepted", 1],
  drops_rejected: ["Processing Results", "Total Drops Rejected", 1],
  transfer_height_m: ["Station Data", "Transfer Height", 1e-2],
  setup_height_m: ["Station Data", "Setup Height", 1e-2],
  actual_height_m: ["Station Data", "Actual Height", 1e-2],
  gradient_mgal_per_m: ["Station Data", "Gradient", 1e-1],
  tide_correction_mgal: ["Gravity Corrections", "Earth Tide", 1e-3],
  ocean_loading_correction_mgal: ["Gravity Corrections", "Ocean Load", 1e-3],
  polar_motion_correction_mgal: ["Gravity Corrections", "Polar Motion", 1e-3],
  pressure_correction_mgal: ["Gravity Corrections", "Barometric Pressure", 1e-3],
  transfer_height_correction_mgal: ["Gravity Corrections", "Transfer Height", 1e-3],
};

/** Without these the report tells no gravity, or not how good it is. */
const NEEDED = ["gravity_mgal", "gravity_sigma_mgal", "transfer_height_m"];

/**
 * Reads the report (`project.txt`) of a Micro-g LaCoste absolute gravimeter: one row, `gravity_mgal` with
 * `gravity_sigma_mgal` at the height `transfer_height_m` above the mark, and the corrections in it. Time is UTC, made
 * of the report's year, day of the year and time of day: its date may be written in either order.
 *
 * @throws FormatError with the line if the report has no gravity, or a number in it is none
 */
export function readA10(source: InstrumentSource): Reported<Columns> {
  const { lines, isOpen } = factsOf(source);
  const { file, sha256 } = source;
  const position = lines.get("Station Data/Lat");
  const [, latitude, longitude, height] =
    /^(\S+)\s+Long:\s*(\S+)\s+Elev:\s*(\S+)\s*m$/.exec(position?.value ?? "") ?? [];
  const numbers = Object.fromEntries(
    Object.entries(NUMBERS).map(([column, [section, name, factor]]) => {
      const fact = lines.get(`${section}/${name}`);
      return [column, Float64Array.of(numberOf(fact, name, file) * factor)];
    }),
  );
  const station = lines.get("Station Data/Name")?.value ?? "";
  const time = timeOf(lines);
  const type = lines.get("Instrument Data/Meter Type")?.value ?? "A10";
  const serial = lines.get("Instrument Data/Meter S/N")?.value ?? "";
  if (Number.isNaN(numbers.gravity_mgal[0])) {
    const advice = "It may have been cut; export it from the g software again.";
    throw new FormatError({
      file,
      line: 1,
      problem: "there is no line with the gravity in this report",
      advice,
    });
  }
  const missing = NEEDED.filter((column) => Number.isNaN(numbers[column][0]));
  const [flag, flag_reason] = faultOf(station, time, missing, isOpen);
  const number = (text: string | undefined) =>
    Float64Array.of(
      numberOf(text === undefined ? undefined : { value: text, line: position?.line ?? 1 }, "Lat", file),
    );
  const result: Columns = {
    station: [station],
    meter: [`${type} ${serial}`.trim()],
    loop: [lines.get("/Project Name")?.value || file.replace(/^.*[\\/]/, "")],
    time_utc: [Number.isNaN(time) ? "" : new Date(time).toISOString().replace(".000Z", "Z")],
    ...numbers,
    latitude_deg: number(latitude),
    longitude_deg: number(longitude),
    height_m: number(height),
    file: [file],
    line: Float64Array.of(lines.get("Processing Results/Gravity")?.line ?? 1),
    flag: [flag],
    flag_reason: [flag_reason],
  };
  return {
    result,
    report: stepReport("readA10", {
      rows: readingRows(result),
      figures: { meter: `${type} ${serial}`.trim(), project: lines.get("/Project Name")?.value ?? "" },
      warnings: clockWarnings(lines, file),
      inputs: [{ name: file, sha256 }],
    }),
  };
}

interface Fact {
  readonly value: string;
  readonly line: number;
}

/** The report's lines `Name: value` by `section/name`; a section begins with a line that is its title alone. */
function factsOf(source: InstrumentSource): { lines: Map<string, Fact>; isOpen: boolean } {
  const lines = new Map<string, Fact>();
  let section = "";
  const visit = (from: number, to: number, line: number) => {
    const text = source.decode(from, Math.min(to, from + 1000)).trim();
    if (SECTIONS.has(text)) section = text;
    const fact = /^([^:]+?)(?:\s*\([^)]*\))?:\s*(.*)$/.exec(text);
    const key = fact === null ? "" : `${section}/${fact[1]}`;
    if (fact !== null && !lines.has(key)) lines.set(key, { value: fact[2].trim(), line });
  };
  return { lines, isOpen: forEachLine(source.bytes, { visit }).isOpen };
}

const SECTIONS: ReadonlySet<string> = new Set([
  "Station Data",
  "Instrument Data",
  "Processing Results",
  "Acquisition Settings",
  "Gravity Corrections",
  "Uncertainties",
  "Comments",
]);

/** The number before its unit; NaN where the report does not say it. */
function numberOf(fact: Fact | undefined, name: string, file: string): number {
  const text = fact?.value.split(/\s+/)[0].replace(",", ".") ?? "";
  if (text === "") return Number.NaN;
  if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return Number(text);
  throw new FormatError({
    file,
    line: fact?.line,
    column: name,
    problem: `'${text.slice(0, 40)}' is not a number`,
  });
}

function timeOf(lines: ReadonlyMap<string, Fact>): number {
  const value = (name: string) => lines.get(`Processing Results/${name}`)?.value ?? "";
  const [year, day] = [Number(value("Year")), Number(value("DOY"))];
  const [, hour, minute, second] = /^(\d{1,2}):(\d{2}):(\d{2})$/.exec(value("Time")) ?? [];
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 61;
  if (!(year > 1950 && year < 2200 && day >= 1 && day <= 366 && isTime)) return Number.NaN;
  return Date.UTC(year, 0, 1, Number(hour), Number(minute), Number(second)) + (day - 1) * DAY;
}

function faultOf(
  station: string,
  time: number,
  missing: readonly string[],
  isOpen: boolean,
): readonly [flag: string, reason: string] {
  if (missing.length > 0)
    return ["damaged_row", `the report does not say ${missing.join(", ")}; was it cut?`];
  if (station === "") return ["no_station", "the station's name is empty"];
  if (Number.isNaN(time)) return ["no_time", "year, day of the year or time cannot be read"];
  return isOpen ? POSSIBLY_CUT : ["", ""];
}

/** The report's times are UTC only if its offset is zero. */
function clockWarnings(lines: ReadonlyMap<string, Fact>, file: string): string[] {
  const offset =
    lines.get("Processing Results/Time Offset (D h:m:s)") ?? lines.get("Processing Results/Time Offset");
  if (offset === undefined || /^[0:\s]*$/.test(offset.value.replace(/^.*\):\s*/, ""))) return [];
  return [`${file}: its time offset is ${offset.value}; the time is kept as the report writes it.`];
}

import type { Columns } from "../../core/columns.js";
import { FormatError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { firstLetter } from "../byte-lines.js";
import { finishReadings } from "./finish-readings.js";
import { checkUtcOffset } from "./instrument-options.js";
import type { InstrumentSource } from "./instrument-source.js";
import { type LineReader, noReadings } from "./line-reader.js";
import { readingRows } from "./reading-counts.js";
import { RowBuilder } from "./row-builder.js";
import { numberField, type RowField, skippedField, textField } from "./row-fields.js";
import type { RawRows } from "./row-store.js";
import type { ReadScintrexCg6Options } from "./scintrex-cg6.js";

/** The file's fields by the names in its header, without their units, in the order of a file without a header. */
const FIELDS: readonly RowField[] = [
  ...["Year", "Month", "DayOfMonth", "Hour", "Minute", "Second", "MilliSec"].map(
    (name, part): RowField => ({ is: "part", name, part }),
  ),
  numberField("Latitude", "latitude_deg"),
  numberField("Longitude", "longitude_deg"),
  numberField("Elevation", "height_m"),
  numberField("RawGravity", "raw_reading_mgal"),
  numberField("CorrGravity", "reading_mgal"),
  numberField("XLevel", "tilt_x_arcsec"),
  numberField("YLevel", "tilt_y_arcsec"),
  numberField("SensorTemp", "sensor_temperature_mk"),
  skippedField("Battery1"),
  skippedField("Battery2"),
  skippedField("CorrStatus"),
  numberField("LevelCorr", "tilt_correction_mgal"),
  numberField("TidalCorr", "tide_correction_mgal"),
  numberField("LoadCorr", "ocean_loading_correction_mgal"),
  numberField("TempCorr", "temperature_correction_mgal"),
  numberField("DriftCorr", "drift_correction_mgal"),
  numberField("GPSLat", "gps_latitude_deg"),
  numberField("GPSLong", "gps_longitude_deg"),
  skippedField("GPSFixQuality"),
  skippedField("GPSSatellites"),
  skippedField("GPSHDOP"),
  numberField("GPSOrthHgt", "gps_height_m"),
  numberField("InstHeight", "instrument_height_m", 0.01), // the file has centimetres
  skippedField("Gradient"),
  skippedField("MeterStatus"),
];

/** Fields that some files have beside those. */
const OTHER_FIELDS: readonly RowField[] = [textField("Station", "station_name")];

/** Header lines that say whether a correction is part of `CorrGravity`. */
const CORRECTIONS: Readonly<Record<string, string>> = {
  "Level Correction": "tilt_correction_mgal",
  "Tidal Correction": "tide_correction_mgal",
  "Ocean Load Correction": "ocean_loading_correction_mgal",
  "Temperature Correction": "temperature_correction_mgal",
  "Drift Correction": "drift_correction_mgal",
};

/**
 * Reads the TSoft variant of a Scintrex CG-6 file: a reading a second or so, with the columns that the header lists.
 * Station and survey stand in the header. A correction that the header calls disabled is zero in its column. There is
 * no sigma in these files.
 *
 * @throws FormatError if there is no reading in the file, or none that can be used
 */
export function scintrexCg6TsoftReader(
  source: InstrumentSource,
  options: ReadScintrexCg6Options = {},
): LineReader {
  const { utcOffset_hours = 0 } = options;
  checkUtcOffset(utcOffset_hours);
  const facts = new Map<string, string>();
  const named: string[] = [];
  let isListing = false;
  let rows: RowBuilder | undefined;
  const visit = (from: number, to: number, line: number) => {
    const { bytes, decode, file } = source;
    const first = firstLetter(bytes, from, to);
    if (first === to) return;
    if (bytes[first] !== SLASH) {
      rows ??= new RowBuilder(source, fieldsOf(named, file, line), first, to);
      rows.add(from, to, line);
      return;
    }
    const text = decode(first + 1, Math.min(to, first + 500)).trim();
    if (rows !== undefined) return;
    if (/^Column Headers:/.test(text)) isListing = true;
    else if (isListing) {
      if (text !== "") named.push(text.replace(/\(.*$/, "").trim());
    } else {
      const fact = /^([^:]+):\s*(.*)$/.exec(text);
      if (fact !== null) facts.set(fact[1].trim(), fact[2].trim());
    }
  };
  const finish = (isOpen: boolean) => {
    if (rows === undefined) throw noReadings(source, "CG-6");
    return tsoftReadings(source, facts, rows.finish(), isOpen, utcOffset_hours);
  };
  return { visit, finish };
}

function tsoftReadings(
  source: InstrumentSource,
  facts: ReadonlyMap<string, string>,
  raw: RawRows,
  isOpen: boolean,
  utcOffset_hours: number,
): Reported<Columns> {
  for (const [name, column] of Object.entries(CORRECTIONS))
    if (/^disabled/i.test(facts.get(name) ?? "")) raw.numbers[column]?.fill(0);
  const meter = facts.get("Meter") ?? "";
  const survey = facts.get("Survey") ?? "";
  const { station_name, ...texts } = raw.texts;
  const { reading_mgal, ...numbers } = raw.numbers;
  const result = finishReadings(raw, {
    file: source.file,
    runs: [{ row: 0, meter: meter === "" ? "CG-6" : `CG-6 ${meter}`, survey, utcOffset_hours }],
    station: station_name ?? Array<string>(raw.count).fill(facts.get("Station") || source.file),
    columns: { reading_mgal, ...numbers, ...texts },
    reading: "reading_mgal",
    isOpen,
  });
  return {
    result,
    report: stepReport("readScintrexCg6Tsoft", {
      parameters: { utcOffset_hours },
      rows: { ...readingRows(result), damaged: raw.damaged },
      figures: { meter, survey, tidal_model: facts.get("Tidal Model") ?? "" },
      inputs: [{ name: source.file, sha256: source.sha256 }],
    }),
  };
}

const SLASH = 47;

function fieldsOf(named: readonly string[], file: string, line: number): readonly RowField[] {
  if (named.length === 0) return FIELDS;
  for (const { name } of FIELDS.slice(0, 6).concat(FIELDS[11])) {
    if (named.filter((other) => other === name).length !== 1) {
      const problem = "the header above this line should list this column once";
      throw new FormatError({ file, line, column: name, problem });
    }
  }
  const known = [...FIELDS, ...OTHER_FIELDS];
  return named.map((name, k) =>
    named.indexOf(name) === k
      ? (known.find((field) => field.name === name) ?? skippedField(name))
      : skippedField(name),
  );
}

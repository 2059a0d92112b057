import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Columns, stackRows } from "../../lib/core/columns.js";
import { makeDialTable } from "../../lib/core/dial-table.js";
import { readCsv } from "../../lib/formats/csv.js";
import { detectUtcOffset } from "../../lib/formats/instruments/detect-utc-offset.js";
import { readInstrumentFile } from "../../lib/formats/instruments/read-instrument-file.js";
import { joinCoordinates } from "../../lib/formats/join-coordinates.js";
import type { NetworkSettings } from "../../lib/survey/adjust/network-options.js";
import { cleanReadings } from "../../lib/survey/clean/clean-readings.js";
import { checkCoordinates } from "../../lib/survey/clean/coordinates-check.js";
import { applyCoordinateRepair } from "../../lib/survey/clean/coordinates-repair.js";
import { calibrateDial } from "../../lib/survey/correct/calibrate-dial.js";
import { correctTide } from "../../lib/survey/correct/correct-tide.js";

const region = fileURLToPath(new URL("../../datasets/training-region/", import.meta.url));
const csv = (name: string, numbers: readonly string[]): Columns =>
  readCsv(readFileSync(`${region}${name}`, "utf8"), { file: name, required: [], numbers, texts: ["station"] })
    .columns;

/** Readings of one kind of meter as a trainee has them: read, calibrated, cleaned, tide and height taken away. */
function meterReadings(start: string, stations: Columns, weeks: number, cleaning: boolean): Columns {
  const files = readdirSync(region)
    .filter((name) => name.startsWith(`${start}-week-`))
    .slice(0, weeks);
  const read = stackRows(
    files.map((file) => readInstrumentFile(readFileSync(`${region}${file}`), { file }).result),
  );
  const height =
    start === "cg5"
      ? Float64Array.from(read.note as string[], (note) => Number(note.split(" ")[1]) / 100)
      : (read.instrument_height_m as Float64Array);
  const table = csv("dial-table.csv", ["counter", "value_mgal", "factor"]) as Record<string, Float64Array>;
  const dial = () => makeDialTable(table.counter, table.value_mgal, table.factor);
  const counted = start === "dial" ? calibrateDial(read, dial()).result : read;
  const bases = { station: (stations.station as string[]).filter((name) => name.startsWith("9")) };
  const metered = { ...counted, instrument_height_m: height };
  const cleaned = cleaning
    ? cleanReadings(metered, { stations, bases, detectOffset: detectUtcOffset }).result
    : metered;
  const placed = joinCoordinates(cleaned, stations).result;
  const tided = correctTide(placed).result;
  const reading = tided.reading_mgal as Float64Array;
  const meter = Array.from(reading, (_, row) => (tided.meter as string[] | undefined)?.[row] || start);
  return { ...tided, meter, reading_mgal: reading.map((value, row) => value + 0.3086 * (height[row] || 0)) };
}

/** What a trainee adjusts: the readings of the campaign with their flags, bases and places. Nothing is known of the answers. */
export function campaignTables(
  weeks = 6,
  { cleaning = true }: { readonly cleaning?: boolean } = {},
): { readings: Columns; bases: Columns; stations: Columns } {
  const listed = csv("gnss-coordinates.csv", ["longitude_deg", "latitude_deg", "ellipsoidal_height_m"]);
  const checked = checkCoordinates(listed, { region: [104.95, 106.85, 17.1, 18.45], crs: "EPSG:32648" });
  const stations = cleaning ? applyCoordinateRepair(checked.result, { crs: "EPSG:32648" }).result : listed;
  const readings = stackRows(
    ["cg5", "cg6", "dial"].map((meter) => meterReadings(meter, stations, weeks, cleaning)),
  );
  return { readings, stations, bases: csv("absolute-bases.csv", ["gravity_mgal", "gravity_sigma_mgal"]) };
}

/** The settings of a careful trainee for the campaign: scale factors known to 0.1 %, sigmas from the residuals. */
export function campaignSettings(readings: Columns): NetworkSettings {
  const meters = [...new Set(readings.meter as string[])];
  return {
    meters: Object.fromEntries(meters.map((name) => [name, { scaleFactor: 1, scaleFactorSigma: 0.001 }])),
    setupSigma_mgal: 0.006,
    varianceComponents: true,
  };
}

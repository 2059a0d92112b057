import { normalRandom, seededRandom } from "../../lib/index.js";
import { METER, type Reading, round } from "./campaign-meters.js";
import type { Place } from "./campaign-places.js";
import { Page, type Row } from "./campaign-rows.js";
import { scintrexTide } from "./campaign-tide.js";

/** What a CG-6 recorded at one stop. */
export interface Cg6Stop {
  readonly place: Place;
  readonly readings: Row[];
}

const COLUMNS = [
  "Station",
  "Date",
  "Time",
  "CorrGrav",
  "Line",
  "StdDev",
  "StdErr",
  "RawGrav",
  "X",
  "Y",
  "SensorTemp",
  "TideCorr",
  "TiltCorr",
  "TempCorr",
  "DriftCorr",
  "MeasurDur",
  "InstrHeight",
  "LatUser",
  "LonUser",
  "ElevUser",
  "LatGPS",
  "LonGPS",
  "ElevGPS",
  "Corrections",
];
const TEMPERATURE_COEFFICIENT = -0.131;
const DRIFT_RATE = 0.02741;
const DRIFT_ZERO = Date.UTC(2025, 10, 3, 4, 12, 9);
const GRAVITY = 978_400;
const ARCSEC = Math.PI / 648_000;

/**
 * The rows of one day. The meter's clock is UTC, set by its GPS. CorrGrav is RawGrav and the four corrections to the
 * last digit, as in the files of such meters.
 *
 * @param day - seeds what is drawn here
 * @param stops - readings by stops
 * @param southern - stops (from 0) at which the user's latitude is south: the meter's tide is wrong with it
 */
export function cg6Stops(day: number, stops: readonly Reading[][], southern: ReadonlySet<number>): Cg6Stop[] {
  const random = seededRandom(60_000 + day);
  return stops.map((readings, order) => {
    const sign = southern.has(order) ? -1 : 1;
    const { place } = readings[0].visit;
    const { point } = place;
    const metre = () => normalRandom(random) / 110_000;
    // What the user accepted from the screen, once for the stop; and the GPS of each reading, if it had a fix.
    const user = {
      LatUser: (sign * (point.latitude + 3 * metre())).toFixed(6),
      LonUser: (point.longitude + 3 * metre()).toFixed(6),
      ElevUser: (point.height_m + 5 * normalRandom(random)).toFixed(2),
    };
    return {
      place,
      readings: readings.map((reading) => {
        const hasFix = random() > (place.site === "forest" ? 0.4 : 0.03);
        const gps = {
          LatGPS: (point.latitude + 2.5 * metre()).toFixed(6),
          LonGPS: (point.longitude + 2.5 * metre()).toFixed(6),
          ElevGPS: (point.ellipsoidal_height_m + 4 * normalRandom(random)).toFixed(2),
        };
        const noFix = { LatGPS: "--", LonGPS: "--", ElevGPS: "--" };
        return {
          cells: { ...readingCells(reading, user), ...user, ...(hasFix ? gps : noFix), Corrections: "11011" },
        };
      }),
    };
  });
}

function readingCells(reading: Reading, user: { LatUser: string; LonUser: string; ElevUser: string }) {
  const { visit, time, tilt } = reading;
  const iso = new Date(time).toISOString();
  // In whole 0.0001 mGal, so that the sum holds in the last digit.
  const units = (mgal: number) => Math.round(mgal * 10_000);
  const tide = units(scintrexTide(time, Number(user.LatUser), Number(user.LonUser), Number(user.ElevUser)));
  const tiltCorr = units(0.5 * GRAVITY * ARCSEC ** 2 * (tilt[0] ** 2 + tilt[1] ** 2));
  const temperature = round(38 + reading.temperature, 4);
  const temp = units(-TEMPERATURE_COEFFICIENT * temperature);
  const drift = units((-DRIFT_RATE * (time - DRIFT_ZERO)) / 86_400_000);
  const corrected = units(reading.value) + tide;
  const text = (whole: number) => (whole / 10_000).toFixed(4);
  return {
    Station: visit.place.name,
    Date: iso.slice(0, 10),
    Time: iso.slice(11, 19),
    CorrGrav: text(corrected),
    Line: "1",
    StdDev: reading.deviation.toFixed(4),
    StdErr: (reading.deviation / Math.sqrt(reading.duration)).toFixed(4),
    RawGrav: text(corrected - tide - tiltCorr - temp - drift),
    X: tilt[0].toFixed(1),
    Y: tilt[1].toFixed(1),
    SensorTemp: temperature.toFixed(4),
    TideCorr: text(tide),
    TiltCorr: text(tiltCorr),
    TempCorr: text(temp),
    DriftCorr: text(drift),
    MeasurDur: String(reading.duration),
    InstrHeight: reading.height.toFixed(3),
  };
}

/** The native file of a survey of some days. */
export function cg6File(name: string, survey: string, created: number, stops: readonly Cg6Stop[]): Page {
  const page = new Page(name);
  for (const line of header(survey, new Date(created).toISOString())) page.text(line);
  for (const { readings } of stops)
    for (const reading of readings)
      page.row(reading, (cells) => COLUMNS.map((column) => cells[column]).join("\t"));
  return page;
}

function header(survey: string, created: string): string[] {
  return [
    "/\t\tCG-6 Survey",
    `/\t\tSurvey Name:\t${survey}`,
    `/\t\tInstrument Serial Number:\t${METER.cg6.serial}`,
    `/\t\tCreated:\t${created.slice(0, 10)} ${created.slice(11, 19)}`,
    "/",
    "/\t\tCG-6 Calibration",
    "/\t\tOperator:\tmade by igdp, SYNTHETIC DATA",
    "/\t\tGcal1 [mGal]:\t8120.406500",
    "/\t\tGoff [ADU]:\t-8388608.000000",
    "/\t\tGref [mGal]:\t0.0000",
    "/\t\tX Scale [arc-sec/ADU]:\t0.030714",
    "/\t\tY Scale [arc-sec/ADU]:\t0.030655",
    "/\t\tX Offset [ADU]:\t-198544.402117",
    "/\t\tY Offset [ADU]:\t-176020.861904",
    `/\t\tTemperature Coefficient [mGal/mK]:\t${TEMPERATURE_COEFFICIENT.toFixed(6)}`,
    `/\t\tDrift Rate [mGal/day]:\t${DRIFT_RATE.toFixed(6)}`,
    `/\t\tDrift Zero Time:\t${new Date(DRIFT_ZERO).toISOString().slice(0, 19).replace("T", " ")}`,
    "/\t\tFirmware Version:\tSYNTHETIC",
    "/",
    `/${COLUMNS.slice(0, -1).join("\t")}\tCorrections[drift-temp-na-tide-tilt]`,
  ];
}

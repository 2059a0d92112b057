import type { Reading } from "./campaign-meters.js";
import { METER } from "./campaign-meters.js";
import type { Place } from "./campaign-places.js";
import { Page, type Row } from "./campaign-rows.js";
import { scintrexTide } from "./campaign-tide.js";

/** How a crew set up its CG-5 for a day. */
export interface Cg5Setup {
  /** Hours that the meter's clock is ahead of UTC. */
  readonly clock_hours: number;
  /** Hours that the meter adds to its clock to have GMT, as its header says: minus the clock's offset, if right. */
  readonly gmtDifference: number;
  /** The survey's position in the header, degrees: for the tide. */
  readonly longitude: number;
  readonly latitude: number;
}

/** One day's survey in a CG-5's memory: header, notes and readings, before it is written. */
export interface Cg5Survey {
  readonly day: number;
  readonly survey: string;
  /** Rows with one cell each: what the crew typed into the header. */
  readonly header: { readonly gmtDifference: Row; readonly longitude: Row; readonly latitude: Row };
  readonly start: number;
  readonly stops: { readonly place: Place; readonly note: Row; readonly readings: Row[] }[];
}

const HOUR = 3_600_000;
/**
 * One day's survey: what the meter writes for each reading, its own tide (Longman's, at the header's position and the
 * time that header and clock give) added to it.
 *
 * @param day - the field day, which the crew uses as its line
 * @param survey - the survey's name
 * @param setup - what the crew typed into the header
 * @param stops - readings by stops
 */
export function cg5Survey(
  day: number,
  survey: string,
  setup: Cg5Setup,
  stops: readonly Reading[][],
): Cg5Survey {
  const start = stops[0][0].time + setup.clock_hours * HOUR - 240_000;
  return {
    day,
    survey,
    start,
    header: {
      gmtDifference: { cells: { "GMT DIFF.": setup.gmtDifference.toFixed(1) } },
      longitude: { cells: { LONG: hemisphere(setup.longitude, "E", "W") } },
      latitude: { cells: { LAT: hemisphere(setup.latitude, "N", "S") } },
    },
    stops: stops.map((readings) => {
      const { place } = readings[0].visit;
      return {
        place,
        note: { cells: { station: place.name, height_cm: (100 * readings[0].height).toFixed(1) } },
        readings: readings.map((reading) => ({ cells: readingCells(day, setup, reading) })),
      };
    }),
  };
}

function hemisphere(degrees: number, positive: string, negative: string): string {
  return `${Math.abs(degrees).toFixed(7)} ${degrees < 0 ? negative : positive}`;
}

function readingCells(day: number, setup: Cg5Setup, reading: Reading): Record<string, string> {
  const clock = reading.time + setup.clock_hours * HOUR;
  const altitude = Math.round(reading.visit.place.point.height_m);
  const gmt = clock + setup.gmtDifference * HOUR;
  const tide = scintrexTide(gmt, setup.latitude, setup.longitude, altitude);
  const iso = new Date(clock).toISOString();
  return {
    LINE: day.toFixed(7),
    STATION: `${reading.visit.place.name}.0000000`,
    "ALT.": altitude.toFixed(4),
    "GRAV.": (reading.value + tide).toFixed(3),
    "SD.": reading.deviation.toFixed(3),
    TILTX: reading.tilt[0].toFixed(1),
    TILTY: reading.tilt[1].toFixed(1),
    TEMP: reading.temperature.toFixed(2),
    TIDE: tide.toFixed(3),
    DUR: String(reading.duration),
    REJ: String(reading.rejected),
    TIME: iso.slice(11, 19),
    "DEC.TIME+DATE": decimalTime(clock).toFixed(5),
    TERRAIN: "0.0000",
    DATE: iso.slice(0, 10).replaceAll("-", "/"),
  };
}

/**
 * The column DEC.TIME+DATE as these meters write it, which is no true count of days: months are counted from 0, so
 * that the date is a month early, and hours are multiplied by 0.0416 in place of 1/24. (So in three published files of
 * three meters.)
 */
export function decimalTime(clock: number): number {
  const date = new Date(clock);
  const monthEarly = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, date.getUTCDate());
  const hours = (clock % 86_400_000) / HOUR;
  return Math.round((monthEarly - Date.UTC(1899, 11, 31)) / 86_400_000) + 0.0416 * hours;
}

const COLUMNS =
  "/------LINE-----STATION-----ALT.------GRAV.---SD.--TILTX--TILTY-TEMP---TIDE---DUR-REJ-----TIME----DEC.TIME+DATE--TERRAIN---DATE";

/** A memory dump: the surveys one after the other, each with its header. */
export function cg5Dump(name: string, surveys: readonly Cg5Survey[]): Page {
  const page = new Page(name);
  for (const survey of surveys) {
    writeHeader(page, survey);
    page.text("Line\t   0.000N");
    page.text(COLUMNS);
    for (const { note, readings } of survey.stops) {
      page.row(note, ({ station, height_cm }) => `/\tNote:   \t${station} ${height_cm}`);
      for (const reading of readings) page.row(reading, dataLine);
    }
  }
  return page;
}

function writeHeader(page: Page, { survey, start, header }: Cg5Survey): void {
  const date = new Date(start);
  const two = (n: number) => String(n).padStart(2);
  const iso = date.toISOString();
  page.text("");
  page.text("/\tCG-5 SURVEY");
  page.text(`/\tSurvey name:   \t${survey}`);
  page.text(`/\tInstrument S/N:\t${METER.cg5.serial}`);
  page.text("/\tClient:        \tSYNTHETIC DATA");
  page.text("/\tOperator:      \tmade by igdp");
  page.text(
    `/\tDate:          \t${date.getUTCFullYear()}/${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}`,
  );
  page.text(`/\tTime:          \t${iso.slice(11, 19)}`);
  page.row(header.longitude, ({ LONG }) => `/\tLONG:        \t${LONG}`);
  page.row(header.latitude, ({ LAT }) => `/\tLAT:         \t${LAT}`);
  page.text("/\tZONE:        \t48      ");
  page.row(header.gmtDifference, (cells) => `/\tGMT DIFF.:   \t${cells["GMT DIFF."]} `);
  page.text("");
  for (const line of SETUP) page.text(line);
}

/** What the meter's own settings say: a drift that it already takes away, factors of its sensors. */
const SETUP = [
  "/\tCG-5 SETUP PARAMETERS",
  "/\tGref:\t\t0.000   ",
  "/\tGcal1:\t\t8514.620",
  "/\tTiltxS:\t\t612.404 ",
  "/\tTiltyS:\t\t640.871 ",
  "/\tTiltxO:\t\t3.118   ",
  "/\tTiltyO:\t\t-27.560 ",
  "/\tTempco:\t\t-0.127  ",
  "/\tDrift:\t\t0.418   ",
  "/\tDriftTime Start:\t02:10:44",
  "/\tDriftDate Start:\t2025/12/01",
  "",
  "/\tCG-5 OPTIONS",
  "/\tTide Correction:    YES",
  "/\tCont. Tilt:         YES",
  "/\tAuto Rejection:     YES",
  "/\tTerrain Corr.:       NO",
  "/\tSeismic Filter:     YES",
  "/\tRaw Data:            NO",
];

function dataLine(cells: Record<string, string>): string {
  return [
    cells.LINE.padStart(10),
    cells.STATION.padStart(11),
    ` ${cells["ALT."].padStart(8)}`,
    cells["GRAV."].padStart(10),
    cells["SD."],
    cells.TILTX.padStart(6),
    cells.TILTY.padStart(6),
    cells.TEMP,
    cells.TIDE,
    cells.DUR.padStart(3),
    cells.REJ.padStart(3),
    cells.TIME,
    cells["DEC.TIME+DATE"].padStart(15),
    cells.TERRAIN.padStart(9),
    ` ${cells.DATE}`,
  ].join(" ");
}

import { LARGEST_UTC_OFFSET } from "./instrument-options.js";

/** What the header of one CG-5 survey says; it holds for the rows below it, until the next header. */
export interface Cg5Header {
  /** First row below this header. */
  row: number;
  survey: string;
  serial: string;
  /** Midnight of the survey's date by the meter's clock, milliseconds since 1970; NaN if the header has none. */
  date: number;
  longitude_deg: number;
  latitude_deg: number;
  /** Hours to add to the clock to have Greenwich time: -7 where it shows the time of Bangkok. NaN if not said. */
  gmtDifference_hours: number;
  /** Linear drift that the meter takes from its readings, mGal a day. */
  drift_mgal_per_day: number;
  /** Whether the tide and terrain columns are part of the reading; undefined if not said. */
  tideIsApplied?: boolean;
  terrainIsApplied?: boolean;
}

/** A header that says nothing yet. */
export function emptyCg5Header(row: number): Cg5Header {
  return {
    row,
    survey: "",
    serial: "",
    date: Number.NaN,
    longitude_deg: Number.NaN,
    latitude_deg: Number.NaN,
    gmtDifference_hours: Number.NaN,
    drift_mgal_per_day: Number.NaN,
  };
}

/**
 * Takes one line of a header, without its slash, into `header`: `Survey name:   LOOP 1`.
 *
 * @returns false for a line that is none of those that matter
 */
export function takeCg5Line(header: Cg5Header, text: string): boolean {
  const [, name, value] = /^([^:]+):\s*(.*?)\s*$/.exec(text) ?? [];
  const take = name === undefined ? undefined : TAKE[name.trim()];
  take?.(header, value);
  return take !== undefined;
}

/** A time zone is seldom further from the Sun's time than this, hours. */
const ZONE_HOURS = 4;
/** Surveys of one file lie closer together than this, degrees. */
const NEAR_DEG = 10;

/** Sentences on headers that contradict themselves or the others of their file: the meter computed its tide with them. */
export function cg5HeaderWarnings(headers: readonly Cg5Header[], file: string): string[] {
  const middle = (name: "longitude_deg" | "latitude_deg") => {
    const values = headers.map((header) => header[name]).filter((value) => !Number.isNaN(value));
    return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  };
  const [longitude, latitude] = [middle("longitude_deg"), middle("latitude_deg")];
  return headers.flatMap((header) => {
    const place = `${file}${header.survey === "" ? "" : `, ${header.survey}`}`;
    const warnings: string[] = [];
    const { gmtDifference_hours: gmt, longitude_deg, latitude_deg } = header;
    if (Math.abs(gmt + longitude_deg / 15) > ZONE_HOURS) {
      const fits = Math.round(-longitude_deg / 15);
      warnings.push(
        `${place}: GMT DIFF. is ${gmt}, but at longitude ${longitude_deg} about ${fits} would fit (hours to add to the clock). Its times and tides would be wrong by the difference.`,
      );
    }
    if (Math.abs(longitude_deg - longitude) > NEAR_DEG || Math.abs(latitude_deg - latitude) > NEAR_DEG) {
      warnings.push(
        `${place}: the header's position ${latitude_deg}, ${longitude_deg} is far from that of the other surveys; is a hemisphere wrong? The tide was computed with it.`,
      );
    }
    return warnings;
  });
}

const TAKE: Readonly<Record<string, (header: Cg5Header, value: string) => void>> = {
  "Survey name": (header, value) => {
    header.survey = value;
  },
  "Instrument S/N": (header, value) => {
    header.serial = value;
  },
  Date: (header, value) => {
    const [, year, month, day] = /^(\d{4})\/\s*(\d{1,2})\/\s*(\d{1,2})$/.exec(value) ?? [];
    header.date = year === undefined ? Number.NaN : Date.UTC(Number(year), Number(month) - 1, Number(day));
  },
  LONG: (header, value) => {
    header.longitude_deg = degrees(value, 180);
  },
  LAT: (header, value) => {
    header.latitude_deg = degrees(value, 90);
  },
  "GMT DIFF.": (header, value) => {
    const hours = decimal(value);
    header.gmtDifference_hours = Math.abs(hours) <= LARGEST_UTC_OFFSET ? hours : Number.NaN;
  },
  Drift: (header, value) => {
    header.drift_mgal_per_day = decimal(value);
  },
  "Tide Correction": (header, value) => {
    header.tideIsApplied = /^y/i.test(value);
  },
  "Terrain Corr.": (header, value) => {
    header.terrainIsApplied = /^y/i.test(value);
  },
};

/** "015.1000000 E" is 15.1, "33.5 S" is -33.5. */
function degrees(text: string, limit: number): number {
  const [, number, side] = /^(.*?)\s*([NSEW]?)$/i.exec(text) ?? [];
  const value = decimal(number ?? "");
  if (!(Math.abs(value) <= limit)) return Number.NaN;
  return /[SW]/i.test(side ?? "") ? -Math.abs(value) : value;
}

function decimal(text: string): number {
  const plain = text.trim().replace(",", ".");
  return /^[+-]?\d+\.?\d*$/.test(plain) ? Number(plain) : Number.NaN;
}

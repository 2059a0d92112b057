import type { Column, Columns } from "../../../../lib/core/columns.js";
import { normalRandom, seededRandom } from "../../../../lib/core/random.js";
import { longmanTide } from "../../../../lib/earth/tide-longman.js";

/** One reading of a made survey, before it becomes a row. */
export interface MadeReading {
  station: string;
  meter: string;
  loop: string;
  /** UTC, milliseconds. */
  time: number;
  reading_mgal: number;
  sample_sigma_mgal: number;
  tilt_x_arcsec: number;
  tilt_y_arcsec: number;
  sensor_temperature_mk: number;
  instrument_height_m: number;
  tide_correction_mgal: number;
  longitude_deg: number;
  latitude_deg: number;
  height_m: number;
  gps_longitude_deg: number;
  gps_latitude_deg: number;
  /** Number of the stop in the survey: readings of one setup share it. */
  stop: number;
  /** What was done to it: the name of the rule that should see it, empty for a good reading. */
  fault: string;
}

/** A made survey with its coordinate list. */
export interface MadeSurvey {
  readonly readings: MadeReading[];
  readonly stations: Columns;
  readonly bases: Columns;
}

const START = Date.UTC(2026, 0, 12, 0, 40);
const DAY = 86_400_000;

/**
 * A survey without faults: each day from the base over half of the stations back to the base at noon, over the other
 * half with one station once more, and to the base in the evening; three to five readings a stop.
 */
export function madeSurvey({ seed = 1, days = 6, stops = 16, noise_mgal = 0.006 } = {}): MadeSurvey {
  const random = seededRandom(seed);
  const normal = () => normalRandom(random);
  const names = ["9001", ...Array.from({ length: days * stops }, (_, i) => String(1001 + i))];
  const places = new Map(
    names.map((name) => [
      name,
      {
        longitude: 101.5 + random(),
        latitude: 15.5 + random(),
        height: 150 + 200 * random(),
        gravity: 60 * random(),
      },
    ]),
  );
  const readings: MadeReading[] = [];
  let stop = 0;
  for (let day = 0; day < days; day++) {
    const mine = names.slice(1 + day * stops, 1 + (day + 1) * stops);
    const half = mine.length / 2;
    const route = ["9001", ...mine.slice(0, half), "9001", ...mine.slice(half), mine[half], "9001"];
    const drift = 0.003 + 0.002 * normal();
    let time = START + day * DAY;
    for (const name of route) {
      const place = places.get(name);
      if (place === undefined) throw new Error(name);
      const level = [10 * random() - 5, 10 * random() - 5];
      const height = 0.245 + 0.035 * random();
      const setup = 0.003 * normal();
      const count = 3 + Math.floor(3 * random());
      for (let k = 0; k < count; k++) {
        const hours = (time - START - day * DAY) / 3_600_000;
        readings.push({
          station: name,
          meter: "CG-6 7",
          loop: `D${String(day + 1).padStart(2, "0")}`,
          time,
          reading_mgal: 2900 + place.gravity + drift * hours + 0.02 * day + setup + noise_mgal * normal(),
          sample_sigma_mgal: 0.02 + 0.02 * random(),
          tilt_x_arcsec: level[0] + 0.3 * normal(),
          tilt_y_arcsec: level[1] + 0.3 * normal(),
          sensor_temperature_mk: 38 + 0.05 * hours + 0.1 * random(),
          instrument_height_m: height,
          tide_correction_mgal: longmanTide(time, place.latitude, place.longitude, place.height).total,
          longitude_deg: place.longitude,
          latitude_deg: place.latitude,
          height_m: place.height,
          gps_longitude_deg: random() < 0.2 ? Number.NaN : place.longitude + 3e-5 * normal(),
          gps_latitude_deg: place.latitude + 3e-5 * normal(),
          stop,
          fault: "",
        });
        time += 60_000;
      }
      stop++;
      time += (7 + Math.floor(6 * random())) * 60_000;
    }
  }
  return {
    readings,
    stations: {
      station: names,
      longitude_deg: Float64Array.from(names, (name) => places.get(name)?.longitude ?? Number.NaN),
      latitude_deg: Float64Array.from(names, (name) => places.get(name)?.latitude ?? Number.NaN),
      height_m: Float64Array.from(names, (name) => places.get(name)?.height ?? Number.NaN),
    },
    bases: { station: ["9001"] },
  };
}

/** Readings as columns; `without` names columns that are left out. */
export function columnsFrom(readings: readonly MadeReading[], without: readonly string[] = []): Columns {
  const { stop: _, fault: __, ...first } = readings[0];
  const columns: Record<string, Column> = {};
  for (const name of Object.keys(first) as (keyof typeof first)[]) {
    if (name === "time")
      columns.time_utc = readings.map(({ time }) => new Date(time).toISOString().replace(".000Z", "Z"));
    else
      columns[name] =
        typeof first[name] === "number"
          ? Float64Array.from(readings, (reading) => reading[name] as number)
          : readings.map((reading) => reading[name] as string);
  }
  for (const name of without) delete columns[name];
  return columns;
}

/** Readings of one stop: values in mGal one minute apart, from minute `start` on. */
export function stopOf(
  station: string,
  start: number,
  values: readonly number[],
): [string, number, number][] {
  return values.map((value, i) => [station, start + i, value]);
}

/** Columns from [station, minute, mGal] rows of one loop. */
export function simpleReadings(
  rows: readonly (readonly [string, number, number])[],
  extra: Columns = {},
): Columns {
  return {
    loop: rows.map(() => "1"),
    station: rows.map(([station]) => station),
    elapsed_minutes: Float64Array.from(rows, ([, minute]) => minute),
    reading_mgal: Float64Array.from(rows, ([, , value]) => value),
    ...extra,
  };
}

/** Flags of readings that were cleaned, as a plain list. */
export function flagsIn(columns: Columns): string[] {
  return [...(columns.flag as readonly string[])];
}

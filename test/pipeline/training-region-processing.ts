import { type Adjustment, adjust, type Known, type Observation } from "./training-region-adjust.js";
import {
  csvRows,
  type FaultEntry,
  type PlainReading,
  readCoordinates,
  readFaults,
  readReadings,
  textOf,
} from "./training-region-files.js";
import { secondTide } from "./training-region-tide.js";

export type MeterName = PlainReading["meter"];
const ARCSEC = Math.PI / 648_000;
const HOUR = 3_600_000;

/** The part of answers-meters.json that the processing needs. */
export interface Answers {
  readonly height_gradient_mgal_per_m: number;
  readonly site_factors: Readonly<Record<string, number>>;
  readonly meters: Readonly<
    Record<
      MeterName,
      {
        readonly scale: number;
        readonly curvature_mgal_per_hour2: number;
        readonly tilt_error_arcsec: readonly [number, number];
        readonly drift_mgal_per_hour: number;
        readonly drift_scatter_mgal_per_hour: number;
        readonly setup_sigma_mgal: number;
        readonly reading_sigma_mgal: number;
      }
    >
  >;
  readonly loops: readonly {
    readonly loop: string;
    readonly meter: MeterName;
    readonly rate_mgal_per_hour: number;
    readonly wind: number;
  }[];
  readonly cruise: {
    readonly zero_mgal: number;
    readonly drift_mgal_per_day: number;
    readonly levels_mgal: Readonly<Record<string, number>>;
  };
  readonly legacy: {
    readonly potsdam_minus_modern_mgal: number;
    readonly indian_1960_to_wgs84_m: readonly [number, number, number];
    readonly sheets: readonly {
      readonly sheet: string;
      readonly height_unit: string;
      readonly shift_mgal: number;
    }[];
  };
}

/** The answers: straight from their files, and with them the coordinates as they should be. */
export const answers: Answers = JSON.parse(textOf("answers-meters.json"));
export const faults: readonly FaultEntry[] = readFaults();
const places = readCoordinates(faults);

/** The whole adjustment, with those faults undone that are given. */
export function solve(undone: readonly FaultEntry[], extra?: Parameters<typeof observations>[1]): Adjustment {
  return adjust([...observations(readReadings(undone), extra), ...absolutes()], rates());
}

/** A loop's rate of drift lies about its meter's mean rate, as far as the answers say. */
function rates(): Known[] {
  return answers.loops.map(({ meter, loop }) => ({
    name: `rate ${meter} ${loop}`,
    value: answers.meters[meter].drift_mgal_per_hour,
    sigma: answers.meters[meter].drift_scatter_mgal_per_hour,
  }));
}

/** Stops: the readings of one meter at one station, one after the other in one loop. */
function stops(readings: readonly PlainReading[]): PlainReading[][] {
  const all: PlainReading[][] = [];
  for (const reading of readings) {
    const last = all.at(-1)?.at(-1);
    const isSame =
      last?.meter === reading.meter && last.loop === reading.loop && last.station === reading.station;
    if (isSame) all.at(-1)?.push(reading);
    else all.push([reading]);
  }
  return all;
}

export function tideOf({ station, time }: PlainReading): number {
  const place = places.get(station);
  if (place === undefined) throw new Error(`no coordinates of station ${station}`);
  return secondTide(time, place.latitude, place.longitude, place.height);
}

/** One observation for each stop: tide, height of the meter and tilt taken away, drift and scale left as unknowns. */
function observations(
  readings: readonly PlainReading[],
  extra?: (stop: readonly PlainReading[]) => Record<string, number>,
): Observation[] {
  const starts = new Map<string, number>();
  for (const { meter, loop, time } of readings) {
    const key = `${meter} ${loop}`;
    starts.set(key, Math.min(starts.get(key) ?? Number.POSITIVE_INFINITY, time));
  }
  return stops(readings).map((stop) => {
    const [{ meter, loop, station }] = stop;
    const { tilt_error_arcsec, setup_sigma_mgal, reading_sigma_mgal } = answers.meters[meter];
    const factor = answers.site_factors[places.get(station)?.site ?? ""];
    const wind =
      answers.loops.find((entry) => entry.meter === meter && entry.loop === loop)?.wind ?? Number.NaN;
    const mean = (of: (reading: PlainReading) => number) =>
      stop.reduce((sum, reading) => sum + of(reading), 0) / stop.length;
    const hours = mean(({ time }) => (time - (starts.get(`${meter} ${loop}`) as number)) / HOUR);
    const value = mean(
      (reading) =>
        reading.raw +
        tideOf(reading) +
        answers.height_gradient_mgal_per_m * reading.height +
        lostByTilt(reading.tilt, tilt_error_arcsec),
    );
    const variance = mean(
      ({ sigma }) => (Number.isNaN(sigma) ? reading_sigma_mgal * factor * wind : sigma) ** 2,
    );
    return {
      station,
      value,
      sigma: Math.sqrt((setup_sigma_mgal * factor) ** 2 + variance / stop.length),
      nuisance: {
        [`offset ${meter} ${loop}`]: 1,
        [`rate ${meter} ${loop}`]: hours,
        [`curvature ${meter}`]: hours ** 2,
        [`scale ${meter}`]: -(mean(({ raw }) => raw) - MIDDLE[meter]) / 1000,
        ...extra?.(stop),
      },
    };
  });
}

/** Readings from which a meter's scale is counted, mGal: any will do. */
const MIDDLE = { cg5: 4400, cg6: 2900, dial: 2250 };

/** What a wrong zero of the tilt sensors takes from a reading, mGal. */
function lostByTilt([x, y]: readonly [number, number], [dx, dy]: readonly [number, number]): number {
  const more = (x + dx) ** 2 + (y + dy) ** 2 - x ** 2 - y ** 2;
  return 978_400 * (1 - Math.cos(Math.sqrt(Math.abs(more)) * ARCSEC)) * Math.sign(more);
}

function absolutes(): Observation[] {
  return csvRows(textOf("absolute-bases.csv")).map((row) => ({
    station: row.station,
    value: Number(row.gravity_mgal),
    sigma: Number(row.gravity_sigma_mgal),
    nuisance: {},
  }));
}

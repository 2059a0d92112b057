import { normalRandom, seededRandom } from "../../lib/index.js";
import type { Site } from "./campaign-places.js";
import { type Loop, METERS, type MeterName, type Visit } from "./campaign-plan.js";
import { meterTides } from "./campaign-tide.js";

/** What is true of a meter: for the answers, and for nobody else. */
export interface Meter {
  readonly serial: string;
  /** Gravity differences are this factor times differences of readings (a dial's: after its table). */
  readonly scale: number;
  /** What the meter shows where gravity is 978,400 mGal, before drift, mGal. */
  readonly zero_mgal: number;
  /** Mean drift that the meter's own correction leaves, mGal/h; each loop has its own rate around it. */
  readonly drift_mgal_per_hour: number;
  /** Standard deviation of a loop's rate about the mean, mGal/h. */
  readonly drift_scatter_mgal_per_hour: number;
  /** Drift grows by this times hours since the loop's first reading squared, mGal/h². */
  readonly curvature_mgal_per_hour2: number;
  /** Standard deviation of the step from one loop to the next, after transport and a night, mGal. */
  readonly reset_sigma_mgal: number;
  /** What the tilt sensors show too little, arc seconds; a dial has a bubble. */
  readonly tilt_error_arcsec: readonly [number, number];
  /** Error that all readings of one stop share, for a site factor of 1, mGal. */
  readonly setup_sigma_mgal: number;
  /** Error of one reading, for a site factor of 1 on a calm day, mGal. */
  readonly reading_sigma_mgal: number;
}

export const METER: Readonly<Record<MeterName, Meter>> = {
  cg5: {
    serial: "41977",
    scale: 1.000172,
    zero_mgal: 4380,
    drift_mgal_per_hour: 0.0016,
    drift_scatter_mgal_per_hour: 0.0006,
    curvature_mgal_per_hour2: 0.00018,
    reset_sigma_mgal: 0.03,
    tilt_error_arcsec: [6, -4],
    setup_sigma_mgal: 0.006,
    reading_sigma_mgal: 0.0025,
  },
  cg6: {
    serial: "000000021080977",
    scale: 0.999894,
    zero_mgal: 2917,
    drift_mgal_per_hour: -0.0009,
    drift_scatter_mgal_per_hour: 0.0004,
    curvature_mgal_per_hour2: -0.00011,
    reset_sigma_mgal: 0.02,
    tilt_error_arcsec: [-2, 3],
    setup_sigma_mgal: 0.0045,
    reading_sigma_mgal: 0.0018,
  },
  dial: {
    serial: "G-977",
    scale: 1.000287,
    zero_mgal: 2260,
    drift_mgal_per_hour: 0.0042,
    drift_scatter_mgal_per_hour: 0.0025,
    curvature_mgal_per_hour2: 0.00035,
    reset_sigma_mgal: 0.06,
    tilt_error_arcsec: [0, 0],
    setup_sigma_mgal: 0.009,
    reading_sigma_mgal: 0.006,
  },
};

/** How much more or less a meter shakes than on average: error factors by site. */
export const SITE_FACTOR: Readonly<Record<Site, number>> = { rock: 0.7, field: 1, forest: 1.2, road: 1.4 };

/** Gravity where a meter shows its zero, mGal. */
export const ZERO_GRAVITY = 978_400;
/** Gravity decreases by this much a metre above the mark, mGal/m; the truth's own gradient is not asked for. */
export const HEIGHT_GRADIENT = 0.3086;
const ARCSEC = Math.PI / 648_000;

/** One reading as the meter felt it, before it is written. */
export interface Reading {
  readonly visit: Visit;
  /** UTC, milliseconds, whole seconds: when the reading began. All that is true of it is true at this moment. */
  readonly time: number;
  /** mGal of the meter, tide and drift in it, tilt corrected as its sensors show it, nothing else. */
  readonly value: number;
  /** Standard deviation of the samples, mGal, to 0.0001; 0 for a dial. */
  readonly deviation: number;
  /** Seconds. */
  readonly duration: number;
  readonly tilt: readonly [number, number];
  readonly temperature: number;
  readonly rejected: number;
  /** Height of the sensor above the mark, metres, to 0.001. */
  readonly height: number;
}

/** What was drawn for one loop: for the answers. */
export interface LoopTruth {
  readonly offset_mgal: number;
  readonly rate_mgal_per_hour: number;
  /** Factor of the day's wind on all noise of readings. */
  readonly wind: number;
}

/** How a meter is read: seconds from one reading to the next, seconds that it averages, how often. */
const HABIT: Readonly<Record<MeterName, { step: number; duration: number; least: number; more: number }>> = {
  cg5: { step: 66, duration: 60, least: 3, more: 3 },
  cg6: { step: 60, duration: 60, least: 3, more: 3 },
  dial: { step: 120, duration: 0, least: 2, more: 2 },
};

/** A step in a meter's reading that stays till the evening: a tare. */
export interface Tare {
  /** Readings from this time on are off, UTC milliseconds. */
  readonly from: number;
  readonly step_mgal: number;
}

/**
 * The readings of one loop: (gravity − gradient · height − tide) / scale + zero + drift + errors. Every loop has its
 * own seed, so that a change in one does not move the others.
 *
 * @param gravityOf - true gravity of a place by its name, mGal
 */
export function readLoop(
  loop: Loop,
  gravityOf: (name: string) => number,
  tare?: Tare,
): { readonly readings: Reading[]; readonly truth: LoopTruth } {
  const meter = METER[loop.meter];
  const random = seededRandom(
    1000 * (loop.week === 0 ? loop.day : 10 + loop.day) + METERS.indexOf(loop.meter),
  );
  const normal = () => normalRandom(random);
  const truth: LoopTruth = {
    offset_mgal: round(meter.reset_sigma_mgal * normal(), 4),
    rate_mgal_per_hour: round(meter.drift_mgal_per_hour + meter.drift_scatter_mgal_per_hour * normal(), 6),
    wind: round(0.7 + 0.9 * random() ** 2, 2),
  };
  const readings = loop.visits.flatMap((visit, i) => stop(loop.meter, visit, i, truth.wind, random));
  const tides = meterTides(
    readings.map(({ time }) => time),
    readings.map(({ visit }) => visit.place.point),
  );
  const start = readings[0].time;
  return {
    truth,
    readings: readings.map(({ noise, ...reading }, i) => {
      const hours = (reading.time - start) / 3_600_000;
      const drift =
        truth.offset_mgal + truth.rate_mgal_per_hour * hours + meter.curvature_mgal_per_hour2 * hours ** 2;
      const felt =
        gravityOf(reading.visit.place.name) - HEIGHT_GRADIENT * reading.height - tides[i] - ZERO_GRAVITY;
      const step = tare !== undefined && reading.time >= tare.from ? tare.step_mgal : 0;
      const tilt = tiltEffect(reading.tilt, meter.tilt_error_arcsec);
      return { ...reading, value: felt / meter.scale + meter.zero_mgal + drift + step + tilt + noise };
    }),
  };
}

/** The readings of one stop, without what gravity, tide and drift add. */
function stop(name: MeterName, visit: Visit, order: number, wind: number, random: () => number) {
  const meter = METER[name];
  const habit = HABIT[name];
  const normal = () => normalRandom(random);
  const factor = SITE_FACTOR[visit.place.site];
  const setup = meter.setup_sigma_mgal * factor * normal();
  const count = habit.least + Math.floor(habit.more * random()) + (order === 0 && name !== "dial" ? 1 : 0);
  const height = round((name === "dial" ? 0.09 : 0.245) + 0.035 * random(), 3);
  const level: [number, number] = [10 * random() - 5, 10 * random() - 5];
  const sink: [number, number] = [0.4 * normal(), 0.4 * normal()];
  const warm = 0.35 + 0.05 * order + 0.1 * random();
  return Array.from({ length: count }, (_, k) => {
    const sigma = meter.reading_sigma_mgal * factor * wind * (0.85 + 0.3 * random());
    const deviation = round(sigma * Math.sqrt(habit.duration), 4);
    // The error belongs to the deviation that is written.
    const error =
      habit.duration > 0 ? deviation / Math.sqrt(habit.duration) : meter.reading_sigma_mgal * factor * wind;
    return {
      visit,
      time: visit.start + k * habit.step * 1000,
      deviation,
      duration: habit.duration,
      tilt: name === "dial" ? ([0, 0] as const) : tiltAt(level, sink, k, normal),
      temperature: round(warm + 0.01 * k, 4),
      rejected: Math.floor(6 * random() ** 3 * factor * wind),
      height,
      noise: setup + error * normal(),
    };
  });
}

function tiltAt(
  level: readonly [number, number],
  sink: readonly [number, number],
  k: number,
  normal: () => number,
): readonly [number, number] {
  return [
    round(level[0] + sink[0] * k + 0.2 * normal(), 1),
    round(level[1] + sink[1] * k + 0.2 * normal(), 1),
  ];
}

/** What a wrong zero of the tilt sensors leaves in a reading, mGal: a tilted meter feels g cos θ ≈ g (1 − θ²/2). */
export function tiltEffect(shown: readonly [number, number], error: readonly [number, number]): number {
  const square = (x: number, y: number) => x * x + y * y;
  const real = square(shown[0] + error[0], shown[1] + error[1]);
  return -0.5 * ZERO_GRAVITY * ARCSEC ** 2 * (real - square(shown[0], shown[1]));
}

export function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

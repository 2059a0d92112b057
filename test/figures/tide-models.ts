/**
 * The figures of lib/earth/README.md: Longman's tide less the ephemeris tide over the year 2026, at five stations from
 * Hanoi to Jakarta. `tide-models.test.ts` writes them (with --update) and holds them.
 */
import type { Figure } from "../../lib/core/figure.js";
import { tides } from "../../lib/earth/tide.js";

export const STATIONS = [
  { name: "Hanoi", latitude: 21.03, longitude: 105.85, height: 20 },
  { name: "Vientiane", latitude: 17.97, longitude: 102.6, height: 170 },
  { name: "Manila", latitude: 14.6, longitude: 121, height: 40 },
  { name: "Kuala Lumpur", latitude: 3.15, longitude: 101.7, height: 60 },
  { name: "Jakarta", latitude: -6.2, longitude: 106.8, height: 10 },
] as const;

const HOUR = 3_600_000;
const LONGMAN_FACTOR = 1.1575;
/** Every hour of 2026. */
export const TIMES: Float64Array = Float64Array.from(
  { length: 8760 },
  (_, i) => Date.UTC(2026, 0, 1) + i * HOUR,
);

/** Waves of the tide, with their periods in hours, that stand out in the difference of the models. */
export const WAVES = {
  ν2: 12.626,
  μ2: 12.8718,
  ε2: 13.1273,
  λ2: 12.2218,
  ρ1: 26.7231,
  σ1: 27.8484,
  MSf: 354.367,
  K1: 23.9345,
  M2: 12.4206,
  S2: 12,
  O1: 25.8193,
} as const;

/** Longman less ephemeris at a station, µGal, whole and in its two parts. */
export interface Difference {
  readonly whole: Float64Array;
  /** What comes from the places of Moon and Sun: both on Longman's Earth. */
  readonly sky: Float64Array;
  /** What comes from the Earth: both with the true places of Moon and Sun. */
  readonly earth: Float64Array;
}

export function difference({ latitude, longitude, height }: (typeof STATIONS)[number]): Difference {
  const ephemeris = (earth: "elastic" | "rigid") =>
    tides(TIMES, latitude, longitude, height, { model: "ephemeris", permanentTide: "tide-free", earth });
  const longman = tides(TIMES, latitude, longitude, height);
  const [elastic, rigid] = [ephemeris("elastic"), ephemeris("rigid")];
  return {
    whole: longman.map((tide, i) => 1000 * (tide - elastic[i])),
    sky: longman.map((tide, i) => 1000 * (tide - LONGMAN_FACTOR * rigid[i])),
    earth: rigid.map((tide, i) => 1000 * (LONGMAN_FACTOR * tide - elastic[i])),
  };
}

export function rms(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/** Amplitude of a wave in hourly values, with a Hann window so that its neighbours do not leak in. */
export function amplitude(values: Float64Array, period_h: number): number {
  let [cosine, sine, weights] = [0, 0, 0];
  for (const [hour, value] of values.entries()) {
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * hour) / values.length);
    const phase = (2 * Math.PI * hour) / period_h;
    cosine += weight * value * Math.cos(phase);
    sine += weight * value * Math.sin(phase);
    weights += weight;
  }
  return (2 * Math.hypot(cosine, sine)) / weights;
}

/** How far the lines of the stations are apart, µGal. */
const APART = 10;

/** The lines have a point every three hours: more would not be seen. */
const EVERY = 3;

export function yearFigure(): Figure {
  const dates = Array.from(TIMES.filter(isDrawn), (time) => new Date(time).toISOString());
  return {
    data: STATIONS.map((station, k) => ({
      type: "scatter",
      mode: "lines",
      name: station.name,
      x: dates,
      y: Array.from(difference(station).whole.filter(isDrawn), (value) => value - APART * k),
      line: { width: 0.7 },
    })),
    layout: {
      title: { text: `Longman's tide less the ephemeris tide; the lines are ${APART} µGal apart` },
      xaxis: { title: { text: "2026 (UTC)" } },
      yaxis: {
        title: { text: "difference: 10 µGal from line to line" },
        range: [-4.7 * APART, 0.7 * APART],
        tickvals: STATIONS.map((_, k) => -APART * k),
        ticktext: STATIONS.map(({ name }) => name),
      },
      showlegend: false,
    },
  };
}

function isDrawn(_: number, i: number): boolean {
  return i % EVERY === 0;
}

export function wavesFigure(): Figure {
  const of = (name: "Hanoi" | "Jakarta", part: "sky" | "earth") => {
    const station = STATIONS.find((candidate) => candidate.name === name);
    const values = station && difference(station)[part];
    return {
      type: "bar",
      name: `${name}, ${part === "sky" ? "orbit of the Moon" : "yielding of the Earth"}`,
      x: Object.keys(WAVES),
      y: values && Object.values(WAVES).map((period) => amplitude(values, period)),
    };
  };
  return {
    data: [of("Hanoi", "sky"), of("Jakarta", "sky"), of("Hanoi", "earth"), of("Jakarta", "earth")],
    layout: {
      title: { text: "The waves of the difference, by their cause" },
      xaxis: { title: { text: "wave" } },
      yaxis: { title: { text: "amplitude (µGal)" } },
      colorway: ["#2166ac", "#92c5de", "#b2182b", "#f4a582"],
    },
  };
}

import { normalRandom, seededRandom } from "../../../lib/index.js";

/** What went wrong in the week, and where. */
export type Cause = "one wrong reading" | "tare" | "names exchanged";

export interface Fault {
  readonly cause: Cause;
  readonly loop: string;
  /** The visit of the loop, from 0: the wrong one; the first after the jump; the first of the two exchanged. */
  readonly visit: number;
  readonly size_mgal: number;
}

/** A visit: the mean of its readings at the mark, tide taken away. */
export interface Visit {
  readonly meter: string;
  readonly loop: string;
  readonly station: string;
  readonly time_utc: string;
  readonly reading_mgal: number;
}

/** True gravity of the bases that were read, mGal (the region's `truth-stations.csv`). */
const GRAVITY: Readonly<Record<string, number>> = {
  "9003": 978519.942,
  "9004": 978467.1417,
  "9005": 978443.4781,
  "9016": 978480.4295,
  "9017": 978478.8445,
  "9018": 978494.6876,
  "9019": 978502.527,
};

export const LOOPS: Readonly<Record<string, readonly string[]>> = {
  E1: ["9003", "9016", "9017", "9004", "9017", "9016", "9003"],
  E2: ["9004", "9018", "9019", "9005", "9019", "9018", "9004"],
  E3: ["9005", "9017", "9003", "9018", "9003", "9017", "9005"],
  E4: ["9004", "9016", "9019", "9018", "9016", "9019", "9004"],
};

const MINUTE = 60_000;

/** Sigma of a visit, mGal: what putting the meter down anew costs. */
const VISIT_SIGMA = 0.004;

/** Four loops of one meter whose scale factor is 1, with one fault. The same seed gives the same week. */
export function lastWeekReadings({ cause, loop, visit, size_mgal }: Fault, seed: number): Visit[] {
  const random = seededRandom(seed);
  return Object.entries(LOOPS).flatMap(([name, stations], day) => {
    const offset = -975500 + 0.02 * normalRandom(random);
    const drift = -0.0009 + 0.0004 * normalRandom(random);
    const start = Date.UTC(2026, 1, 16 + day, 0, 20 + 3 * day);
    return stations.map((station, k) => {
      const hours = (35 * k) / 60;
      const isWrong =
        name === loop && (cause === "tare" ? k >= visit : cause === "one wrong reading" && k === visit);
      const reading =
        GRAVITY[station] +
        offset +
        drift * hours +
        VISIT_SIGMA * normalRandom(random) +
        (isWrong ? size_mgal : 0);
      const isExchanged = name === loop && cause === "names exchanged" && (k === visit || k === visit + 1);
      return {
        meter: "CG-6",
        loop: name,
        station: isExchanged ? stations[2 * visit + 1 - k] : station,
        time_utc: new Date(start + 35 * k * MINUTE).toISOString().replace(".000", ""),
        reading_mgal: Math.round(reading * 1e4) / 1e4,
      };
    });
  });
}

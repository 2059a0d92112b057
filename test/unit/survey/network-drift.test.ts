import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { makeDialTable } from "../../../lib/core/dial-table.js";
import { type PeriodicError, periodicError } from "../../../lib/core/periodic-error.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { adjustNetwork } from "../../../lib/survey/adjust/adjust-network.js";
import { calibrateDial } from "../../../lib/survey/correct/calibrate-dial.js";

const numbers = (columns: Columns, name: string) => columns[name] as Float64Array;
const texts = (columns: Columns, name: string) => columns[name] as string[];

/** Solves a symmetric system with several right sides by Gauss and Jordan. */
function solve(matrix: readonly (readonly number[])[], right: readonly (readonly number[])[]): number[][] {
  const work = matrix.map((row, i) => [...row, ...right[i]]);
  const n = work.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k; i < n; i++) if (Math.abs(work[i][k]) > Math.abs(work[pivot][k])) pivot = i;
    [work[k], work[pivot]] = [work[pivot], work[k]];
    const by = work[k][k];
    work[k] = work[k].map((value) => value / by);
    for (let i = 0; i < n; i++) {
      const part = work[i][k];
      if (i !== k && part !== 0) work[i] = work[i].map((value, j) => value - part * work[k][j]);
    }
  }
  return work.map((row) => row.slice(n));
}

const ROUTE = ["B", "P", "Q", "P", "B", "R", "Q", "R", "B"];
const MINUTES = Float64Array.of(0, 17, 41, 66, 80, 118, 139, 160, 195);

/**
 * The stations P, Q and R by generalised least squares: the drift that wanders is no unknown but a full covariance of
 * the readings, K(s, t), with s ≤ t in hours since the first reading.
 */
function oracle(reading: Float64Array, kernel: (s: number, t: number) => number, sigma: number) {
  const hours = Array.from(MINUTES, (minutes) => minutes / 60);
  const covariance = hours.map((t, i) =>
    hours.map((s, j) => kernel(Math.min(s, t), Math.max(s, t)) + (i === j ? sigma ** 2 : 0)),
  );
  const design = ROUTE.map((name, i) => [
    ...["P", "Q", "R"].map((other) => (other === name ? 1 : 0)),
    1,
    hours[i],
  ]);
  const weighted = solve(
    covariance,
    design.map((row, i) => [...row, reading[i]]),
  );
  const width = design[0].length;
  const normal = Array.from({ length: width }, (_, a) =>
    Array.from({ length: width + 1 }, (_, b) =>
      design.reduce((sum, row, i) => sum + row[a] * weighted[i][b], 0),
    ),
  );
  const unit = normal.map((_, i) => normal.map((_, j) => (i === j ? 1 : 0)));
  const answer = solve(
    normal.map((row) => row.slice(0, width)),
    normal.map((row, i) => [row[width], ...unit[i]]),
  );
  return answer.slice(0, 3).map((row, i) => ({ gravity: row[0], sigma: Math.sqrt(row[1 + i]) }));
}

describe("a wandering drift in the network", () => {
  const random = seededRandom(12);
  const gravity = { B: 0, P: 12, Q: -7, R: 30 } as Readonly<Record<string, number>>;
  const reading_mgal = Float64Array.from(
    ROUTE,
    (name, i) => 100 + gravity[name] + 0.3 * Math.sin(MINUTES[i] / 40) + 0.01 * normalRandom(random),
  );
  const readings = {
    station: ROUTE,
    elapsed_minutes: MINUTES,
    reading_mgal,
    sigma_mgal: new Float64Array(9).fill(0.01),
  };
  const bases = { station: ["B"], gravity_mgal: Float64Array.of(0) };

  it.each([
    { what: "a walk", options: { driftWalk_mgal_per_root_hour: 0.2 }, kernel: (s: number) => 0.04 * s },
    {
      what: "a smooth drift",
      options: { driftRateWalk_mgal_per_hour_per_root_hour: 0.5 },
      kernel: (s: number, t: number) => 0.25 * ((s * s * t) / 2 - s ** 3 / 6), // of an integrated walk
    },
  ])("is, as $what, the same as a full covariance of the readings", ({ options, kernel }) => {
    const { result } = adjustNetwork(readings, { bases, ...options, sigmaFrom: "given" });
    for (const [k, { gravity: wanted, sigma }] of oracle(reading_mgal, kernel, 0.01).entries()) {
      const i = texts(result, "station").indexOf(["P", "Q", "R"][k]);
      expect(numbers(result, "gravity_mgal")[i]).toBeCloseTo(wanted, 7);
      expect(numbers(result, "gravity_sigma_mgal")[i]).toBeCloseTo(sigma, 7);
    }
  });

  it("refuses both at once, and a smooth drift without a rate", () => {
    const smooth = { bases, driftRateWalk_mgal_per_hour_per_root_hour: 1 };
    expect(() => adjustNetwork(readings, { ...smooth, driftWalk_mgal_per_root_hour: 1 })).toThrow(
      /driftRateWalk/,
    );
    expect(() => adjustNetwork(readings, { ...smooth, driftDegree: 0 })).toThrow(/driftRateWalk/);
  });
});

/** The errors of one dial, and a survey with it: 40 stations over 300 counter units, each read three times. */
const TRUE_ERRORS: readonly PeriodicError[] = [
  { period_counter: 73.33, amplitude_mgal: 0.03, phase_deg: 40 },
  { period_counter: 7.33, amplitude_mgal: 0.015, phase_deg: -110 },
];
const TABLE = makeDialTable([2000, 2500], [2010, 2515], [1.01, 1.01]);

function dialSurvey(seed: number): { counters: Columns; gravity: number[] } {
  const random = seededRandom(seed);
  const gravity = Array.from({ length: 40 }, () => 300 * random());
  const [station, loop, minutes, counter] = [[], [], [], []] as [string[], string[], number[], number[]];
  for (let l = 0; l < 12; l++) {
    const route = Array.from({ length: 10 }, (_, k) => (l * 10 + k * (1 + (l % 3) * 2)) % 40);
    for (const [k, s] of [...route, route[0]].entries()) {
      station.push(`S${s}`);
      loop.push(`L${l}`);
      minutes.push(20 * k);
      const clean = 2100 + gravity[s] + 0.005 * k + 0.004 * normalRandom(random);
      // the counter at which the dial shows this, its periodic error included
      let c = 2000 + (clean - 2010) / 1.01;
      for (let i = 0; i < 8; i++) c = 2000 + (clean + periodicError(c, TRUE_ERRORS) - 2010) / 1.01;
      counter.push(c);
    }
  }
  const counters = {
    station,
    loop,
    meter: station.map(() => "G-999"),
    elapsed_minutes: Float64Array.from(minutes),
    counter: Float64Array.from(counter),
    sigma_mgal: new Float64Array(station.length).fill(0.004),
  };
  return { counters, gravity };
}

describe("periodic errors of a dial", () => {
  const { counters, gravity } = dialSurvey(31);
  // calibration line: a third of the stations are known
  const known = gravity.flatMap((g, s) => (s % 3 === 0 ? [{ station: `S${s}`, g }] : []));
  const bases = {
    station: known.map(({ station }) => station),
    gravity_mgal: Float64Array.from(known, ({ g }) => g),
    gravity_sigma_mgal: new Float64Array(known.length).fill(0.003),
  };
  const meters = { "G-999": { periods_counter: TRUE_ERRORS.map(({ period_counter }) => period_counter) } };
  const readings = calibrateDial(counters, TABLE).result;

  it("are found by the network within three sigma, and shown as a failed χ² test where nobody asks for them", () => {
    const found = adjustNetwork(readings, { bases, meters });
    expect(found.figures.chi_square.accepted).toBe(true);
    for (const [k, error] of found.figures.periodic_errors.entries()) {
      const { amplitude_mgal, phase_deg } = TRUE_ERRORS[k];
      expect(error.amplitude_sigma_mgal).toBeLessThan(0.003);
      expect(Math.abs(error.amplitude_mgal - amplitude_mgal)).toBeLessThan(3 * error.amplitude_sigma_mgal);
      expect(Math.abs(error.phase_deg - phase_deg)).toBeLessThan(3 * error.phase_sigma_deg);
    }
    const plain = adjustNetwork(readings, { bases });
    expect(plain.figures.chi_square.accepted).toBe(false);
    expect(plain.figures.sigma0).toBeGreaterThan(2);
  });

  it("are taken off by calibrateDial, so that the network gives the same stations without the unknowns", () => {
    const found = adjustNetwork(readings, { bases, meters });
    const corrected = calibrateDial(counters, TABLE, { periodicErrors: found.figures.periodic_errors });
    const again = adjustNetwork(corrected.result, { bases });
    for (const [i, name] of texts(found.result, "station").entries()) {
      expect(texts(again.result, "station")[i]).toBe(name);
      expect(numbers(again.result, "gravity_mgal")[i]).toBeCloseTo(
        numbers(found.result, "gravity_mgal")[i],
        6,
      );
    }
    expect(again.figures.chi_square.value).toBeCloseTo(found.figures.chi_square.value, 4);
  });

  it("are left out with a sentence where all counters stand at the same part of the period", () => {
    const short = {
      station: ["B", "P", "B", "P"],
      meter: ["G-1", "G-1", "G-1", "G-1"],
      elapsed_minutes: Float64Array.of(0, 30, 60, 90),
      reading_mgal: Float64Array.of(10, 20, 10, 20),
      counter: Float64Array.of(100, 200, 100, 200),
    };
    const { report, figures } = adjustNetwork(short, {
      bases: { station: ["B"], gravity_mgal: Float64Array.of(0) },
      meters: { "G-1": { periods_counter: [50] } },
    });
    expect(report.warnings.join()).toContain(
      "The periodic error of 50 counter units of meter G-1 cannot be found",
    );
    expect(figures.periodic_errors).toEqual([]);
    expect(figures.undetermined).toEqual([]);
  });

  it("need the counter, row by row", () => {
    const { counter, ...without } = readings;
    expect(() => adjustNetwork(without, { bases, meters })).toThrow(/column counter/);
    const holes = Float64Array.from(counter as Float64Array, (value, i) => (i === 5 ? Number.NaN : value));
    const answer = adjustNetwork({ ...readings, counter: holes }, { bases, meters });
    expect(texts(answer.readings, "flag")[5]).toBe("no_counter");
  });

  it("and the scale factor are checked", () => {
    const wrong = [{ period_counter: 0, amplitude_mgal: 1, phase_deg: 0 }];
    expect(() => calibrateDial(counters, TABLE, { periodicErrors: wrong })).toThrow(/period_counter/);
    expect(() => calibrateDial(counters, TABLE, { scaleFactor: 0 })).toThrow(/scaleFactor/);
    const scaled = calibrateDial(counters, TABLE, { scaleFactor: 1.001 }).result;
    expect(numbers(scaled, "reading_mgal")[7]).toBeCloseTo(1.001 * numbers(readings, "reading_mgal")[7], 9);
  });
});

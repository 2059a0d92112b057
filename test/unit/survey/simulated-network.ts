import type { Columns } from "../../../lib/core/columns.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";

/** A made-up network with its truth. */
export interface SimulatedNetwork {
  readonly readings: Record<string, Float64Array | string[]>;
  readonly bases: Columns;
  readonly gravity: ReadonlyMap<string, number>;
}

export interface SimulationOptions {
  readonly stations?: number;
  readonly loops?: number;
  readonly noise_mgal?: number;
  readonly baseNoise_mgal?: number;
  /** Reading over gravity of the meters; loops take turns. */
  readonly scales?: readonly number[];
}

/** Loops of 8 occupations through random stations, each beginning and ending at its first; two bases with noise. */
export function simulate(seed: number, options: SimulationOptions = {}): SimulatedNetwork {
  const { stations = 12, loops = 5, noise_mgal = 0.01, baseNoise_mgal = 0.005, scales = [1, 1] } = options;
  const random = seededRandom(seed);
  const names = Array.from({ length: stations }, (_, i) => `S${i}`);
  const gravity = new Map(names.map((name) => [name, 978_000 + random() * 100]));
  const rows: { station: string; loop: string; meter: string; minutes: number; reading: number }[] = [];
  for (let l = 0; l < loops; l++) {
    const order = shuffled(names, random).slice(0, 7);
    if (l === 0) order[0] = "S0";
    const route = [...new Set(order)];
    const rate = normalRandom(random) * 0.02;
    const offset = 2000 + random() * 50;
    for (const [k, station] of [...route, route[0]].entries()) {
      const minutes = 25 * k + random() * 5;
      const value = scales[l % scales.length] * ((gravity.get(station) as number) - 978_000);
      const noise = normalRandom(random) * noise_mgal;
      const reading = offset + value + (rate * minutes) / 60 + noise;
      rows.push({ station, loop: `L${l}`, meter: `M${l % scales.length}`, minutes, reading });
    }
  }
  const read = [...new Set(rows.map(({ station }) => station))];
  const baseNames = [read[0], read[read.length - 1]];
  return {
    readings: {
      station: rows.map(({ station }) => station),
      loop: rows.map(({ loop }) => loop),
      meter: rows.map(({ meter }) => meter),
      elapsed_minutes: Float64Array.from(rows, ({ minutes }) => minutes),
      reading_mgal: Float64Array.from(rows, ({ reading }) => reading),
      sigma_mgal: new Float64Array(rows.length).fill(noise_mgal),
    },
    bases: {
      station: baseNames,
      gravity_mgal: Float64Array.from(
        baseNames,
        (name) => (gravity.get(name) as number) + normalRandom(random) * baseNoise_mgal,
      ),
      gravity_sigma_mgal: new Float64Array(2).fill(baseNoise_mgal),
    },
    gravity,
  };
}

function shuffled(names: readonly string[], random: () => number): string[] {
  const list = [...names];
  for (let i = list.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [list[i], list[k]] = [list[k], list[i]];
  }
  return list;
}

/**
 * Dense least squares by Householder reflections of `√P A`: never forms the normal equations, knows nothing of sparsity.
 *
 * @param rows - coefficients, value and sigma of each equation
 */
export function denseLeastSquares(
  rows: readonly { readonly a: readonly number[]; readonly value: number; readonly sigma: number }[],
): { x: number[]; covariance: number[][]; residuals: number[]; redundancy: number[] } {
  const n = rows[0].a.length;
  const work = rows.map(({ a, value, sigma }) => [...a, value].map((v) => v / sigma));
  for (let k = 0; k < n; k++) {
    const norm = Math.hypot(...work.slice(k).map((row) => row[k]));
    const v = work.slice(k).map((row) => row[k]);
    v[0] += Math.sign(v[0] || 1) * norm;
    const size = v.reduce((sum, part) => sum + part * part, 0);
    for (let j = k; j <= n; j++) {
      const along = v.reduce((sum, part, i) => sum + part * work[k + i][j], 0);
      for (const [i, part] of v.entries()) work[k + i][j] -= (2 * along * part) / size;
    }
  }
  const solveUpper = (b: readonly number[]) => {
    const x = [...b];
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) x[i] -= work[i][j] * x[j];
      x[i] /= work[i][i];
    }
    return x;
  };
  const x = solveUpper(work.slice(0, n).map((row) => row[n]));
  const columns = Array.from({ length: n }, (_, k) =>
    solveUpper(Array.from({ length: n }, (_, i) => (i === k ? 1 : 0))),
  ); // R⁻¹ by columns
  const covariance = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => columns.reduce((sum, column) => sum + column[i] * column[j], 0)),
  );
  return {
    x,
    covariance,
    residuals: rows.map(({ a, value }) => value - a.reduce((sum, c, k) => sum + c * x[k], 0)),
    redundancy: rows.map(({ a, sigma }) => {
      const along = columns.map((column) => a.reduce((sum, c, k) => sum + c * column[k], 0));
      return 1 - along.reduce((sum, part) => sum + part * part, 0) / sigma ** 2;
    }),
  };
}

import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { adjustNetwork } from "../../../lib/survey/adjust/adjust-network.js";
import { denseLeastSquares, simulate } from "./simulated-network.js";

const numbers = (columns: Columns, name: string) => columns[name] as Float64Array;
const texts = (columns: Columns, name: string) => columns[name] as string[];
const at = (columns: Columns, station: string) => texts(columns, "station").indexOf(station);

/** The equations of a simulated network with linear drift, written anew for the dense solution. */
function denseRows(network: ReturnType<typeof simulate>) {
  const { readings } = network;
  const [station, loop] = [texts(readings, "station"), texts(readings, "loop")];
  const [minutes, sigma] = [numbers(readings, "elapsed_minutes"), numbers(readings, "sigma_mgal")];
  const names = [...new Set(station)];
  const loops = [...new Set(loop)];
  const width = names.length + 2 * loops.length;
  const rows = Array.from(numbers(readings, "reading_mgal"), (value, i) => {
    const a = Array<number>(width).fill(0);
    a[names.indexOf(station[i])] = 1;
    a[names.length + 2 * loops.indexOf(loop[i])] = 1;
    a[names.length + 2 * loops.indexOf(loop[i]) + 1] = minutes[i] / 60;
    return { a, value, sigma: sigma[i] };
  });
  for (const [k, name] of texts(network.bases, "station").entries()) {
    const a = Array<number>(width).fill(0);
    a[names.indexOf(name)] = 1;
    const sigma = numbers(network.bases, "gravity_sigma_mgal")[k];
    rows.push({ a, value: numbers(network.bases, "gravity_mgal")[k] - 978_000, sigma });
  }
  return { names, loops, rows };
}

describe("adjustNetwork", () => {
  it("agrees with a dense solution by Householder reflections in all it reports", () => {
    const network = simulate(11);
    const { names, loops, rows } = denseRows(network);
    const dense = denseLeastSquares(rows);
    const answer = adjustNetwork(network.readings, { bases: network.bases, sigmaFrom: "given" });
    const covariance = answer.covariance(names);
    for (const [i, name] of names.entries()) {
      const row = at(answer.result, name);
      expect(numbers(answer.result, "gravity_mgal")[row] - 978_000).toBeCloseTo(dense.x[i], 8);
      expect(numbers(answer.result, "gravity_sigma_mgal")[row]).toBeCloseTo(
        Math.sqrt(dense.covariance[i][i]),
        9,
      );
      for (const k of names.keys())
        expect(covariance.values[i * names.length + k]).toBeCloseTo(dense.covariance[i][k], 11);
    }
    for (const [l, loop] of loops.entries()) {
      const row = texts(answer.drift, "loop").indexOf(loop);
      const rate = names.length + 2 * l + 1;
      expect(numbers(answer.drift, "drift_mgal_per_hour")[row]).toBeCloseTo(dense.x[rate], 8);
      expect(numbers(answer.drift, "drift_sigma_mgal_per_hour")[row]).toBeCloseTo(
        Math.sqrt(dense.covariance[rate][rate]),
        9,
      );
    }
    const { observations, figures } = answer;
    for (const i of rows.keys()) {
      expect(numbers(observations, "residual_mgal")[i]).toBeCloseTo(dense.residuals[i], 8);
      expect(numbers(observations, "redundancy")[i]).toBeCloseTo(dense.redundancy[i], 9);
      const w = dense.residuals[i] / (rows[i].sigma * Math.sqrt(dense.redundancy[i]));
      if (dense.redundancy[i] > 1e-6) expect(numbers(observations, "w")[i]).toBeCloseTo(w, 6);
    }
    const squares = dense.residuals.reduce((sum, v, i) => sum + (v / rows[i].sigma) ** 2, 0);
    expect(figures.degrees_of_freedom).toBe(rows.length - rows[0].a.length);
    expect(figures.redundancy_sum).toBeCloseTo(figures.degrees_of_freedom, 8);
    expect(figures.chi_square.value).toBeCloseTo(squares, 6);
    expect(figures.condition).toBeGreaterThan(1);
    // external reliability: put the smallest detectable error into one reading and see its station move
    const i = numbers(observations, "redundancy").findIndex((r) => r > 0.2 && r < 0.6);
    const error = numbers(observations, "internal_reliability_mgal")[i];
    expect(error).toBeCloseTo((figures.non_centrality * rows[i].sigma) / Math.sqrt(dense.redundancy[i]), 9);
    const moved = denseLeastSquares(
      rows.map((row, k) => (k === i ? { ...row, value: row.value + error } : row)),
    );
    const s = names.indexOf(texts(observations, "station")[i]);
    expect(numbers(observations, "external_reliability_mgal")[i]).toBeCloseTo(
      Math.abs(moved.x[s] - dense.x[s]),
      8,
    );
  });

  it("does not change when time, the gravity of the bases or the order of rows is shifted", () => {
    const network = simulate(3);
    const plain = adjustNetwork(network.readings, { bases: network.bases });
    const late = Float64Array.from(network.readings.elapsed_minutes as Float64Array, (t) => t + 27_000_000);
    const high = Float64Array.from(numbers(network.bases, "gravity_mgal"), (g) => g - 978_000);
    const order = Array.from(late.keys()).reverse();
    const turned = Object.fromEntries(
      Object.entries({ ...network.readings, elapsed_minutes: late }).map(([name, column]) => [
        name,
        column instanceof Float64Array
          ? Float64Array.from(order, (i) => column[i])
          : order.map((i) => column[i]),
      ]),
    );
    const shifted = adjustNetwork(turned, { bases: { ...network.bases, gravity_mgal: high } });
    for (const name of texts(plain.result, "station")) {
      const [a, b] = [at(plain.result, name), at(shifted.result, name)];
      expect(numbers(shifted.result, "gravity_mgal")[b] + 978_000).toBeCloseTo(
        numbers(plain.result, "gravity_mgal")[a],
        7,
      );
      expect(numbers(shifted.result, "gravity_sigma_mgal")[b]).toBeCloseTo(
        numbers(plain.result, "gravity_sigma_mgal")[a],
        9,
      );
    }
    expect(shifted.figures.chi_square.value).toBeCloseTo(plain.figures.chi_square.value, 4);
    expect(shifted.report.warnings.some((text) => text.includes("is earlier than row"))).toBe(true);
  });

  it("has a free network whose mean is zero, whose differences are those of a tied one, and whose sigma is least", () => {
    const network = simulate(5);
    const free = adjustNetwork(network.readings, { sigmaFrom: "given" });
    const held = adjustNetwork(network.readings, { datum: { station: "S0" }, sigmaFrom: "given" });
    const gravity = numbers(free.result, "gravity_mgal");
    expect(gravity.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 8);
    const zero = at(held.result, "S0");
    expect(numbers(held.result, "gravity_mgal")[zero]).toBe(0);
    for (const [i, g] of gravity.entries())
      expect(g - gravity[zero]).toBeCloseTo(numbers(held.result, "gravity_mgal")[i], 8);
    const n = gravity.length;
    const { values } = free.covariance();
    const { values: tied } = held.covariance();
    const trace = (list: Float64Array) => list.filter((_, k) => k % (n + 1) === 0).reduce((a, b) => a + b, 0);
    expect(trace(values)).toBeLessThan(trace(tied));
    for (let i = 0; i < n; i++) {
      expect(Math.sqrt(values[i * n + i])).toBeCloseTo(numbers(free.result, "gravity_sigma_mgal")[i], 9);
      expect(values.slice(i * n, i * n + n).reduce((a, b) => a + b, 0)).toBeCloseTo(0, 10);
      for (let k = 0; k < n; k++) {
        const off = tied[i * n + k];
        const expected =
          values[i * n + k] - values[i * n + zero] - values[zero * n + k] + values[zero * n + zero];
        expect(expected).toBeCloseTo(off, 10);
      }
    }
    for (const [i, v] of numbers(free.observations, "residual_mgal").entries())
      expect(v).toBeCloseTo(numbers(held.observations, "residual_mgal")[i], 8);
  });

  it("finds a planted error, and what it must have been, by the w test and by both robust weights", () => {
    const network = simulate(8, { loops: 8 });
    const plain = adjustNetwork(network.readings, { bases: network.bases });
    const redundancy = numbers(plain.observations, "redundancy");
    const i = redundancy.findIndex((r) => r > 0.5);
    const wrong = Float64Array.from(network.readings.reading_mgal as Float64Array);
    wrong[i] += 0.1;
    const spoiled = { ...network.readings, reading_mgal: wrong };
    const found = adjustNetwork(spoiled, { bases: network.bases });
    const w = numbers(found.observations, "w").map(Math.abs);
    expect(w.indexOf(Math.max(...w.filter(Number.isFinite)))).toBe(i);
    expect(texts(found.observations, "rejected_by")[i]).toContain("w");
    expect(Math.abs(numbers(found.observations, "estimated_error_mgal")[i] - 0.1)).toBeLessThan(0.05);
    expect(found.report.warnings.join(" ")).toContain(texts(found.observations, "station")[i]);
    const gravityError = (answer: ReturnType<typeof adjustNetwork>) =>
      Math.hypot(
        ...Array.from(
          numbers(answer.result, "gravity_mgal"),
          (g, k) => g - numbers(plain.result, "gravity_mgal")[k],
        ),
      );
    for (const robust of ["huber", "biweight"] as const) {
      const answer = adjustNetwork(spoiled, { bases: network.bases, robust });
      expect(gravityError(answer), robust).toBeLessThan(gravityError(found) * 0.7);
      expect(numbers(answer.observations, "weight")[i]).toBeLessThan(robust === "huber" ? 0.4 : 1e-9);
    }
  });

  it("keeps flagged and empty readings with their flag, and predicts them where it can", () => {
    const network = simulate(8);
    const flag = texts(network.readings, "station").map((_, i) => (i === 3 ? "bad_weather" : ""));
    const reading = Float64Array.from(network.readings.reading_mgal as Float64Array);
    reading[3] += 5;
    reading[10] = Number.NaN;
    const answer = adjustNetwork(
      { ...network.readings, reading_mgal: reading, flag },
      { bases: network.bases },
    );
    expect(texts(answer.readings, "flag")[3]).toBe("bad_weather");
    expect(texts(answer.readings, "flag")[10]).toBe("no_reading");
    expect(texts(answer.readings, "station")).toHaveLength(reading.length);
    expect(numbers(answer.readings, "observation")[3]).toBeNaN();
    expect(Math.abs(numbers(answer.readings, "residual_mgal")[3] - 5)).toBeLessThan(0.1);
    expect(numbers(answer.readings, "residual_mgal")[10]).toBeNaN();
    expect(answer.report.rows.readings_left_out).toBe(2);
    expect(answer.report.warnings.join(" ")).toMatch(/^1 reading .*left out, the first in row 11\./);
    const observation = numbers(answer.readings, "observation")[5];
    expect(numbers(answer.readings, "residual_mgal")[5]).toBeCloseTo(
      numbers(answer.observations, "residual_mgal")[observation],
      9,
    );
  });

  it("says when a whole meter has no readings", () => {
    const network = simulate(8);
    const meter = texts(network.readings, "station").map((_, i) => (i % 2 === 0 ? "M1" : "M2"));
    const reading_mgal = (network.readings.reading_mgal as Float64Array).map((v, i) =>
      i % 2 === 0 ? v : Number.NaN,
    );
    const answer = adjustNetwork({ ...network.readings, meter, reading_mgal }, { bases: network.bases });
    const lost = meter.filter((name) => name === "M2").length;
    expect(answer.report.warnings[0]).toContain(`${lost} readings (all ${lost} of M2) without a value`);
  });

  it("names the stations that no base reaches, and those that one reading alone determines", () => {
    const readings = {
      station: ["B", "A", "B", "A", "C", "B", "X", "Y", "X", "Y", "D"],
      loop: ["1", "1", "1", "1", "1", "1", "2", "2", "2", "2", "1"],
      elapsed_minutes: Float64Array.of(0, 20, 40, 60, 80, 100, 0, 20, 40, 60, 30),
      reading_mgal: Float64Array.of(10, 12, 10.01, 12.01, 15, 10.02, 20, 25, 20.01, 25.01, 99),
      flag: ["", "", "", "", "", "", "", "", "", "", "bad"],
    };
    const bases = { station: ["B", "elsewhere"], gravity_mgal: Float64Array.of(978_000, 978_100) };
    const { result, figures, report, observations, covariance } = adjustNetwork(readings, { bases });
    const gravity = (name: string) => numbers(result, "gravity_mgal")[at(result, name)];
    expect(gravity("A")).toBeCloseTo(978_002, 1);
    for (const name of ["X", "Y", "D"]) expect(gravity(name)).toBeNaN();
    expect(texts(result, "flag")).toEqual(["", "", "", "no_gravity", "no_gravity", "no_gravity"]);
    expect(texts(result, "flag_reason")[at(result, "X")]).toBe(
      "no reading joins it to a base (it is joined only to: X, Y)",
    );
    expect(texts(result, "flag_reason")[at(result, "D")]).toBe("it has no reading that can be used");
    expect(figures.undetermined.map(({ station, why }) => [station, why])).toEqual(
      expect.arrayContaining([
        ["X", "disconnected"],
        ["Y", "disconnected"],
      ]),
    );
    expect(figures.single_links.map(({ station }) => station)).toEqual(["C"]);
    expect(texts(result, "weakness")[at(result, "C")]).toBe("single_link");
    expect(report.warnings.join("\n")).toContain("base: elsewhere");
    expect(numbers(observations, "residual_mgal").every(Number.isFinite)).toBe(true); // X and Y check one another
    expect(covariance(["A", "X"]).values[3]).toBeNaN();
    const none = adjustNetwork(readings, {
      bases: { station: ["nowhere"], gravity_mgal: Float64Array.of(1) },
    });
    expect(new Set(none.figures.undetermined.map(({ why }) => why))).toEqual(new Set(["no_tie"]));
  });

  it("counts a drift in sigma that a loop does not show, and says which loop", () => {
    const readings = {
      station: ["B", "A", "C"],
      loop: ["7", "7", "7"],
      elapsed_minutes: Float64Array.of(0, 60, 120),
      reading_mgal: Float64Array.of(10, 12, 15),
      sigma_mgal: new Float64Array(3).fill(0.01),
    };
    const bases = { station: ["B"], gravity_mgal: Float64Array.of(0) };
    const { result, report } = adjustNetwork(readings, { bases, driftSigma_mgal_per_hour: 0.03 });
    expect(numbers(result, "gravity_mgal")[2]).toBeCloseTo(5, 9);
    expect(numbers(result, "gravity_sigma_mgal")[2]).toBeCloseTo(Math.hypot(0.01, 0.01, 0.06), 9);
    expect(report.warnings.join()).toContain("The drift cannot be seen in: Loop 7");
  });

  it("recovers scale factors of two meters, and holds one that nothing tells", () => {
    const network = simulate(21, { loops: 8, scales: [1.002, 1 / 1.1], noise_mgal: 0.005 });
    const meters = { M0: { scaleFactor: "unknown" }, M1: { scaleFactor: "unknown" } } as const;
    const sorted = [...network.gravity].sort((a, b) => a[1] - b[1]);
    const ends = [sorted[0], sorted[sorted.length - 1]];
    const bases = {
      station: ends.map(([name]) => name),
      gravity_mgal: Float64Array.from(ends, ([, gravity]) => gravity),
    };
    const { meters: table, result } = adjustNetwork(network.readings, { bases, meters });
    for (const [m, scale] of [1.002, 1 / 1.1].entries()) {
      const sigma = numbers(table, "scale_factor_sigma")[m];
      expect(sigma).toBeGreaterThan(0);
      expect(sigma).toBeLessThan(1e-3);
      expect(Math.abs(numbers(table, "scale_factor")[m] - 1 / scale)).toBeLessThan(3 * sigma);
    }
    for (const [i, name] of texts(result, "station").entries()) {
      const error = numbers(result, "gravity_mgal")[i] - (network.gravity.get(name) as number);
      expect(Math.abs(error)).toBeLessThanOrEqual(4 * numbers(result, "gravity_sigma_mgal")[i]);
    }
    const one = { station: ["S0"], gravity_mgal: Float64Array.of(network.gravity.get("S0") as number) };
    const held = adjustNetwork(network.readings, {
      bases: one,
      meters: { ...meters, M0: { scaleFactor: 1 / 1.002 } },
    });
    expect(Math.abs(numbers(held.meters, "scale_factor")[1] - 1.1)).toBeLessThan(1e-3);
    const open = adjustNetwork(network.readings, { bases: one, meters });
    expect(open.report.warnings.join()).toContain("cannot be found and stays 1");
    expect(open.figures.undetermined).toEqual([]);
  });

  it("proposes a tare where a meter jumped, and finds its size when it is confirmed", () => {
    const network = simulate(13, { loops: 8 });
    const reading = Float64Array.from(network.readings.reading_mgal as Float64Array);
    for (let i = 12; i < 16; i++) reading[i] += 0.15; // loop L1 has rows 8 to 15
    const jumped = { ...network.readings, reading_mgal: reading };
    const before = adjustNetwork(jumped, { bases: network.bases });
    expect(before.figures.proposed_tares).toHaveLength(1);
    const [tare] = before.figures.proposed_tares;
    expect([tare.loop, tare.after_station, tare.before_station]).toEqual([
      "L1",
      texts(network.readings, "station")[11],
      texts(network.readings, "station")[12],
    ]);
    expect(Math.abs(tare.step_mgal - 0.15)).toBeLessThan(0.05);
    const after = adjustNetwork(jumped, { bases: network.bases, tares: [tare] });
    expect(after.figures.proposed_tares).toEqual([]);
    const clean = adjustNetwork(network.readings, { bases: network.bases });
    expect(clean.figures.proposed_tares).toEqual([]);
    for (const [i, g] of numbers(after.result, "gravity_mgal").entries())
      expect(Math.abs(g - numbers(clean.result, "gravity_mgal")[i])).toBeLessThan(0.02);
    expect(texts(after.drift, "tares")[1]).toMatch(/^0\.1\d+ ± 0\.0\d+ mGal$/);
  });

  it("finds the sigmas of two meters from their residuals", () => {
    const network = simulate(31, { loops: 60, stations: 30 });
    const sigma = Float64Array.from(texts(network.readings, "meter"), (meter) =>
      meter === "M0" ? 0.01 / 3 : 0.02,
    );
    const { meters, figures } = adjustNetwork(
      { ...network.readings, sigma_mgal: sigma },
      { bases: network.bases, varianceComponents: true },
    );
    expect(Math.abs(numbers(meters, "sigma_factor")[0] / 3 - 1)).toBeLessThan(0.12);
    expect(Math.abs(numbers(meters, "sigma_factor")[1] / 0.5 - 1)).toBeLessThan(0.12);
    expect(figures.chi_square.accepted).toBe(true);
  });

  it("takes differences instead of readings, with nearly the same gravity", () => {
    const network = simulate(17, { loops: 8 });
    const plain = adjustNetwork(network.readings, { bases: network.bases });
    const other = adjustNetwork(network.readings, { bases: network.bases, observations: "differences" });
    expect(texts(other.observations, "kind").filter((kind) => kind === "difference")).toHaveLength(8 * 7);
    for (const [i, g] of numbers(other.result, "gravity_mgal").entries()) {
      const sigma = numbers(plain.result, "gravity_sigma_mgal")[i];
      expect(Math.abs(g - numbers(plain.result, "gravity_mgal")[i])).toBeLessThan(2.5 * sigma);
    }
  });

  it("refuses what it cannot use, and says what it takes", () => {
    const { readings, bases } = simulate(1);
    const call = (options: object) => () => adjustNetwork(readings, { bases, ...options });
    expect(call({ driftDegree: 4 })).toThrow("options.driftDegree is 4, but must be 0, 1, 2 or 3.");
    expect(call({ meters: { G5: {} } })).toThrow("must be a meter of the readings: M0, M1");
    expect(call({ robust: "strong" })).toThrow("none or huber or biweight");
    expect(call({ datum: { station: "Q" } })).toThrow("a station that has a reading");
    expect(call({ tares: [{ time_utc: "noon" }] })).toThrow("a time_utc such as");
    expect(call({ tares: [{ elapsed_minutes: 30 }] })).toThrow("it is inside 5");
    expect(() => adjustNetwork(readings, { datum: "bases" })).toThrow("a table of bases");
    const flag = texts(readings, "station").map(() => "bad");
    expect(() => adjustNetwork({ ...readings, flag }, { bases })).toThrow("none of which can be used");
  });
});

describe("a network with faults that people make", () => {
  it("names the two stations whose labels were swapped, at the head of its w test", () => {
    const network = simulate(42, { loops: 9 });
    const station = [...texts(network.readings, "station")];
    const [a, b] = [10, 12]; // two stations inside loop L1
    [station[a], station[b]] = [station[b], station[a]];
    const answer = adjustNetwork({ ...network.readings, station }, { bases: network.bases });
    const w = numbers(answer.observations, "w").map((value) => Math.abs(value) || 0);
    const worst = Array.from(w.keys()).sort((p, q) => w[q] - w[p]);
    expect(new Set(worst.slice(0, 2).map((i) => numbers(answer.observations, "reading_row")[i]))).toEqual(
      new Set([a, b]),
    );
    expect(answer.figures.chi_square.accepted).toBe(false);
  });

  it("leaves no station without gravity where robust weights would throw out most of its readings", () => {
    const network = simulate(6, { loops: 3, stations: 14 });
    const reading = Float64Array.from(network.readings.reading_mgal as Float64Array, (value, i) =>
      i % 4 === 1 ? value + 3 * (i - 9) : value,
    );
    const answer = adjustNetwork(
      { ...network.readings, reading_mgal: reading },
      { bases: network.bases, robust: "biweight" },
    );
    const lost = texts(answer.result, "flag").filter(Boolean);
    expect(lost).toEqual([]);
    expect(numbers(answer.result, "gravity_mgal").every(Number.isFinite)).toBe(true);
  });
});

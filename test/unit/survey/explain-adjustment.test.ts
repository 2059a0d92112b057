import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { tableOf } from "../../../lib/core/columns-table.js";
import type { Figure } from "../../../lib/core/figure.js";
import { figureSvg } from "../../../lib/map/figure-svg.js";
import { adjustNetwork } from "../../../lib/survey/adjust/adjust-network.js";
import { adjustNetwork as adjustTable } from "../../../lib/survey/adjust/adjust-network-table.js";
import { explainAdjustment } from "../../../lib/survey/adjust/explain-adjustment.js";
import { explainAdjustment as explainTable } from "../../../lib/survey/adjust/explain-adjustment-table.js";
import { leaveOut } from "../../../lib/survey/adjust/explain-leave-out.js";
import type { NetworkSettings } from "../../../lib/survey/adjust/network-options.js";
import { simulate } from "./simulated-network.js";

const numbers = (columns: Columns, name: string) => columns[name] as Float64Array;
const texts = (columns: Columns, name: string) => columns[name] as string[];
const without = (columns: Columns, row: number): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, column.filter((_, i) => i !== row)]),
  ) as Columns;

/** Stations on a small circle, as coordinates of a table of readings. */
function withCoordinates(readings: Columns): Columns {
  const at = texts(readings, "station").map((name) => Number(name.replace(/\D/g, "")));
  return {
    ...readings,
    longitude_deg: Float64Array.from(at, (n) => 102 + 0.1 * Math.cos(n)),
    latitude_deg: Float64Array.from(at, (n) => 18 + 0.1 * Math.sin(n)),
  };
}

describe("leaving one observation out", () => {
  const tares = [{ loop: "L1", meter: "M1", elapsed_minutes: 87 }];
  const cases: Record<string, NetworkSettings> = {
    "weighted bases": {},
    "a free network": { datum: "free" },
    "a wandering drift": { driftWalk_mgal_per_root_hour: 0.01 },
    "a tare and a cubic drift": { tares, driftDegree: 3 },
    differences: { observations: "differences" },
    "a meter whose scale factor is known too low": { meters: { M1: { scaleFactor: 1.0004 } } },
  };
  it.each(Object.entries(cases))("is what adjusting anew gives: %s", (name, settings) => {
    let compared = 0;
    for (const seed of [4, 21]) {
      const { readings, bases } = simulate(seed, { loops: 7 });
      const options = {
        ...settings,
        sigmaFrom: "given",
        ...(name === "a free network" ? {} : { bases }),
      } as const;
      const all = adjustNetwork(readings, options);
      const { observations } = all;
      for (const [i, kind] of texts(observations, "kind").entries()) {
        if (kind === "prior" || !(numbers(observations, "redundancy")[i] > 1e-4)) continue;
        const row = numbers(observations, "reading_row")[i];
        // a difference can only be taken away with its reading where that is the first or the last of a loop
        if (kind === "difference" && texts(observations, "loop")[i] === texts(observations, "loop")[i + 1])
          continue;
        const base = i - texts(observations, "kind").indexOf("base");
        const anew =
          kind === "base"
            ? adjustNetwork(readings, { ...options, bases: without(bases, base) })
            : adjustNetwork(without(readings, row), options);
        const told = leaveOut(all, i);
        const off = told.stations.map((station, s) => {
          const [before, after] = [all, anew].map(({ result }) => texts(result, "station").indexOf(station));
          const g = [
            numbers(all.result, "gravity_mgal")[before],
            numbers(anew.result, "gravity_mgal")[after],
          ];
          const sigma = numbers(anew.result, "gravity_sigma_mgal")[after];
          return Math.max(
            Math.abs(told.change_mgal[s] - (g[1] - g[0])),
            Math.abs(told.sigma_without_mgal[s] - sigma),
          );
        });
        expect(Math.max(...off), `${name}, observation ${i}`).toBeLessThan(1e-8);
        if (anew.figures.degrees_of_freedom > 0) expect(told.sigma0).toBeCloseTo(anew.figures.sigma0, 6);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(name === "differences" ? 8 : 80);
  });

  it("holds to a hundredth where the scale factors are unknown", () => {
    const { readings, bases } = simulate(8, { loops: 8, scales: [1, 1.0007] });
    const options = { bases, sigmaFrom: "given", meters: { M1: { scaleFactor: "unknown" } } } as const;
    const all = adjustNetwork(readings, options);
    for (let i = 0; i < 20; i++) {
      const anew = adjustNetwork(without(readings, numbers(all.observations, "reading_row")[i]), options);
      const told = leaveOut(all, i);
      const change = told.stations.map((station) => {
        const [a, b] = [anew, all].map(({ result }) => texts(result, "station").indexOf(station));
        return numbers(anew.result, "gravity_mgal")[a] - numbers(all.result, "gravity_mgal")[b];
      });
      const largest = Math.max(...change.map(Math.abs));
      for (const [s, value] of change.entries())
        expect(Math.abs(told.change_mgal[s] - value)).toBeLessThan(0.01 * largest);
    }
  });

  it("is NaN where nothing checks the observation", () => {
    const { readings, bases } = simulate(4, { loops: 1 });
    const all = adjustNetwork(readings, { bases: without(bases, 1), proposeTares: false });
    const single = numbers(all.observations, "redundancy").findIndex((r) => r < 1e-8);
    expect(leaveOut(all, single).change_mgal.some(Number.isNaN)).toBe(true);
    expect(() => all.influence(1000)).toThrow("observation is 1000");
  });
});

describe("explainAdjustment", () => {
  const { readings, bases } = simulate(11, { loops: 8 });
  const spoilt = { ...readings, reading_mgal: readings.reading_mgal.slice() as Float64Array };
  spoilt.reading_mgal[10] += 0.1;
  const network = adjustNetwork(withCoordinates(spoilt), { bases });
  const explained = explainAdjustment(network, { title: "Twelve stations" });
  const traceOf = (figure: Figure, name: RegExp) =>
    figure.data.find((trace) => name.test(String(trace.name))) as Record<string, number[]>;

  it("names a planted error of 0.1 mGal first, its size and what it does", () => {
    const { worst, moves } = explained;
    const i = numbers(worst, "observation")[0];
    expect(numbers(network.observations, "reading_row")[i]).toBe(10);
    const found = numbers(worst, "estimated_error_mgal")[0];
    const sigma = 0.01 / Math.sqrt(numbers(worst, "redundancy")[0]);
    expect(Math.abs(found - 0.1)).toBeLessThan(3 * sigma);
    const own = Array.from(numbers(moves, "rank").keys()).filter((m) => numbers(moves, "rank")[m] === 1);
    const largest = own.reduce((a, b) =>
      Math.abs(numbers(moves, "gravity_change_mgal")[b]) > Math.abs(numbers(moves, "gravity_change_mgal")[a])
        ? b
        : a,
    );
    expect(texts(worst, "most_moved_station")[0]).toBe(texts(moves, "station")[largest]);
    expect(numbers(worst, "sigma0_without")[0]).toBeLessThan(network.figures.sigma0);
    expect(explained.text).toContain(`  1. ${texts(readings as Columns, "station")[10]} (meter `);
    expect(explained.text).toMatch(
      /1\. S\d+ \(meter M\d, loop L\d, minute \d+\): it seems 0\.\d+ mGal too high/,
    );
  });

  it("blames the sigmas where all of them are too small, and a reading where one stands out", () => {
    const small = { ...readings, sigma_mgal: new Float64Array(readings.reading_mgal.length).fill(0.003) };
    const { text } = explainAdjustment(adjustNetwork(small, { bases }));
    expect(text.replace(/\s+/g, " ")).toContain("the τ test finds none). So the sigmas are too small");
    const one = explainAdjustment(adjustNetwork(spoilt, { bases, proposeTares: false }));
    expect(one.text).toContain("Next: look up the first reading in the field notes");
  });

  it("says where two readings are checked by each other alone", () => {
    const { readings: plain, bases: ties } = simulate(4, { loops: 1 });
    const fewer = explainAdjustment(adjustNetwork(plain, { bases: ties }));
    const w = numbers(fewer.worst, "w").map(Math.abs);
    expect(w[0]).toBeCloseTo(w[1], 9); // two bases in one loop: one condition, in which all share
    expect(fewer.text.replace(/\s+/g, " ")).toMatch(/Numbers 1, 2.* are checked by each other alone/);
    expect(explained.text).not.toContain("by each other alone");
  });

  it("writes a page that can be read aloud: 55 lines of 88 signs at most", () => {
    const many = explainAdjustment(network, { worst: 50 });
    for (const { text } of [explained, many]) {
      const lines = text.split("\n");
      expect(lines.length).toBeLessThanOrEqual(55);
      for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(88);
    }
    expect(many.text.endsWith("see the tables of the adjustment.")).toBe(true);
    expect(explained.text).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("puts every checked observation into the histogram, and as many under the normal curve", () => {
    const { residuals } = explained.figures;
    const w = numbers(network.observations, "w").filter(Number.isFinite);
    const bars = traceOf(residuals, /^readings$/);
    expect(bars.y.reduce((a, b) => a + b, 0)).toBe(w.length);
    const width = bars.x[1] - bars.x[0];
    const inMiddle = w.filter((value) => value > -width / 2 && value < width / 2).length;
    expect(bars.y[bars.x.indexOf(0)]).toBe(inMiddle);
    const curve = traceOf(residuals, /expected/);
    const step = curve.x[1] - curve.x[0];
    expect((curve.y.reduce((a, b) => a + b, 0) * step) / width).toBeCloseTo(w.length, 2);
  });

  it("draws the readings on their drift curves: reading less gravity", () => {
    const drift = explained.figures.drift.find(({ meter }) => meter === "M0");
    const loop = numbers(network.drift, "middle_minutes").findIndex(
      (_, i) => texts(network.drift, "meter")[i] === "M0",
    );
    const name = texts(network.drift, "loop")[loop];
    const points = traceOf(drift?.figure as Figure, new RegExp(`^loop ${name}$`));
    const rows = texts(spoilt, "loop").flatMap((l, i) => (l === name ? [i] : []));
    const gravity = (row: number) =>
      numbers(network.result, "gravity_mgal")[
        texts(network.result, "station").indexOf(texts(spoilt, "station")[row])
      ];
    const less = rows.map((row) => spoilt.reading_mgal[row] - gravity(row));
    for (const [k, row] of rows.entries()) {
      const hours =
        (numbers(spoilt, "elapsed_minutes")[row] - numbers(spoilt, "elapsed_minutes")[rows[0]]) / 60;
      expect(points.x[k]).toBeCloseTo(hours, 2);
      expect(points.y[k] - points.y[0]).toBeCloseTo(less[k] - less[0], 4);
    }
    const curve = traceOf(drift?.figure as Figure, new RegExp(`^loop ${name}, curve$`));
    const rate = numbers(network.drift, "drift_mgal_per_hour")[loop];
    expect((curve.y[40] - curve.y[0]) / curve.x[40]).toBeCloseTo(rate, 3);
    expect(curve.y[0]).toBeCloseTo(0, 6);
  });

  it("maps stations, bases and the lines between stations that follow one another", () => {
    const map = explained.figures.map as Figure;
    const lines = traceOf(map, /one after the other/);
    const pairs = new Set<string>();
    for (let i = 1; i < spoilt.reading_mgal.length; i++) {
      const [a, b] = [i - 1, i].map((row) => texts(spoilt, "station")[row]).sort();
      if (texts(spoilt, "loop")[i] === texts(spoilt, "loop")[i - 1]) pairs.add(`${a} ${b}`);
    }
    expect(lines.x.length).toBe(3 * pairs.size);
    expect(traceOf(map, /^base \(2\)$/).x).toHaveLength(2);
    expect(traceOf(map, /^station/).x).toHaveLength(numbers(network.result, "gravity_mgal").length - 2);
  });

  it("draws figures that the still picture can show whole", () => {
    const { map, residuals, drift, worst } = explained.figures;
    for (const figure of [map, residuals, worst, ...drift.map((one) => one.figure)] as Figure[]) {
      const { width, height } = figure.layout as { width: number; height: number };
      const svg = figureSvg(figure, { width, height });
      expect(svg).not.toContain("Not drawn");
      expect(svg).not.toContain("NaN");
      expect(JSON.stringify(figure)).not.toContain("NaN");
    }
  });

  it("does without coordinates, bases, redundancy and names, and keeps a person's signs", () => {
    const plain = explainAdjustment(adjustNetwork(readings), { worst: 0 });
    expect(plain.figures.map).toBeUndefined();
    expect(plain.figures.worst).toBeUndefined();
    expect(plain.text).toContain("tied to no absolute value");
    const odd = {
      station: ["<b>A", "C&D", "<b>A"],
      elapsed_minutes: Float64Array.of(0, 30, 60),
      reading_mgal: Float64Array.of(1, 2, 1.01),
    };
    const bare = explainAdjustment(
      adjustNetwork(odd, { bases: { station: ["<b>A"], gravity_mgal: Float64Array.of(978_000) } }),
    );
    expect(bare.text).toContain("Nothing is measured twice");
    expect(bare.text).not.toMatch(/NaN|Infinity/);
    const [{ figure }] = bare.figures.drift;
    expect(JSON.stringify(figure)).toContain("&lt;b&gt;A");
    const differences = explainAdjustment(adjustNetwork(readings, { bases, observations: "differences" }));
    expect(differences.figures.drift).toEqual([]);
    expect(differences.text).toMatch(/1\. S\d+ to S\d+ \(/);
  });

  it("shows a tare as a step of the drift curve, and names a jump that nobody has told", () => {
    const jumped = { ...readings, reading_mgal: readings.reading_mgal.slice() as Float64Array };
    const rows = texts(readings as Columns, "loop").flatMap((l, i) => (l === "L2" ? [i] : []));
    for (const row of rows.slice(4)) jumped.reading_mgal[row] += 0.3;
    const blind = explainAdjustment(adjustNetwork(jumped, { bases }));
    expect(blind.text).toMatch(/Meter M0 seems to jump by 0\.\d+ mGal in loop L2/);
    const [from, to] = [rows[3], rows[4]].map((row) => numbers(readings as Columns, "elapsed_minutes")[row]);
    const tare = { loop: "L2", meter: "M0", elapsed_minutes: (from + to) / 2 };
    const told = explainAdjustment(adjustNetwork(jumped, { bases, tares: [tare] }));
    const figure = told.figures.drift.find(({ meter }) => meter === "M0")?.figure as Figure;
    const curve = traceOf(figure, /^loop L2, curve$/);
    expect(curve.y[4] - curve.y[3]).toBeGreaterThan(0.2);
    expect(curve.y.filter((y) => y !== null)).toHaveLength(rows.length);
  });

  it("separates the drift of surveys, and colours of many loops those that fit worst", () => {
    const many = simulate(2, { loops: 16 });
    const survey = texts(many.readings as Columns, "loop").map((l) =>
      Number(l.slice(1)) < 2 ? "2025" : "2026",
    );
    const { drift } = explainAdjustment(
      adjustNetwork({ ...many.readings, survey }, { bases: many.bases }),
    ).figures;
    expect(drift.map((one) => [one.meter, one.survey])).toEqual([
      ["M0", "2025"],
      ["M1", "2025"],
      ["M0", "2026"],
      ["M1", "2026"],
    ]);
    const names = drift[2].figure.data.map(({ name }) => String(name));
    expect(names.some((name) => /the other 2 loops$/.test(name))).toBe(true);
    expect(names.filter((name) => /^loop L\d+$/.test(name))).toHaveLength(5);
  });

  it("says what it needs where it is given a report, or an option out of range", () => {
    expect(() => explainAdjustment(network.report as never)).toThrow("the answer of adjustNetwork");
    expect(() => explainTable(undefined as never)).toThrow("the answer of adjustNetwork");
    expect(() => explainAdjustment(network, { worst: 0.5 })).toThrow("options.worst is 0.5");
  });

  it("takes and gives tables", () => {
    const answer = adjustTable(tableOf(spoilt as Columns), { bases: tableOf(bases) });
    const { worst, moves, text } = explainTable(answer, { title: "Twelve stations" });
    expect(worst.numRows()).toBe(5);
    expect(moves.columnNames()).toContain("gravity_sigma_without_mgal");
    expect(text).toBe(explained.text);
  });
});

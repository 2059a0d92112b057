import { describe, expect, it } from "vitest";
import { campaignFiles } from "../../datasets/training-region/campaign.js";
import type { Adjustment, Estimate } from "./training-region-adjust.js";
import {
  csvRows,
  type FaultEntry,
  type PlainReading,
  readReadings,
  textOf,
} from "./training-region-files.js";
import { answers, faults, type MeterName, solve, tideOf } from "./training-region-processing.js";
import { secondTide } from "./training-region-tide.js";

const METERS: readonly MeterName[] = ["cg5", "cg6", "dial"];
const solved = solve(faults);
const truth = new Map(
  csvRows(textOf("truth-stations.csv")).map((row) => [row.station, Number(row.gravity_mgal)]),
);

/** Mean square of the errors over their sigmas, of the 1,500 stations. */
function stationChiSquare(adjustment: Adjustment): number {
  const names = [...truth.keys()].filter((name) => Number(name) >= 1001 && Number(name) <= 2500);
  expect(names).toHaveLength(1500);
  const squares = names.map((name) => {
    const { value, sigma } = adjustment.stations.get(name) as Estimate;
    return ((value - (truth.get(name) as number)) / sigma) ** 2;
  });
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

describe("the reference processing of the training region", () => {
  it("recovers station gravity within its stated sigma once the planted faults are undone", () => {
    const sigmas = [...solved.stations.values()].map(({ sigma }) => sigma).sort((a, b) => a - b);
    const chiSquare = stationChiSquare(solved);
    console.log(
      `training-region: ${solved.stations.size} stations and bases, ${solved.freedom} degrees of freedom, ` +
        `reduced χ² of residuals ${solved.reducedChiSquare.toFixed(3)}, of the stations' errors ${chiSquare.toFixed(3)}; ` +
        `sigma ${sigmas[0].toFixed(4)} to ${sigmas[sigmas.length - 1].toFixed(4)}, median ` +
        `${sigmas[Math.floor(sigmas.length / 2)].toFixed(4)} mGal`,
    );
    expect(solved.stations.size).toBe(1518);
    expect(chiSquare).toBeGreaterThan(0.8);
    expect(chiSquare).toBeLessThan(1.2);
    expect(solved.reducedChiSquare).toBeGreaterThan(0.8);
    expect(solved.reducedChiSquare).toBeLessThan(1.2);
  });

  it("finds the meters' scales, curvatures and rates of drift that the answers tell", () => {
    const misses: number[] = [];
    for (const meter of METERS) {
      const scale = solved.nuisance.get(`scale ${meter}`) as Estimate;
      const curvature = solved.nuisance.get(`curvature ${meter}`) as Estimate;
      const { scale: right, curvature_mgal_per_hour2 } = answers.meters[meter];
      console.log(
        `${meter}: scale ${(1 + scale.value / 1000).toFixed(6)} ± ${(scale.sigma / 1000).toFixed(6)} (true ${right}), ` +
          `curvature ${curvature.value.toExponential(2)} ± ${curvature.sigma.toExponential(1)} mGal/h² (true ${curvature_mgal_per_hour2})`,
      );
      expect(Math.abs(1 + scale.value / 1000 - right)).toBeLessThan((3.5 * scale.sigma) / 1000);
      expect(Math.abs(curvature.value - curvature_mgal_per_hour2)).toBeLessThan(3.5 * curvature.sigma);
    }
    for (const { meter, loop, rate_mgal_per_hour } of answers.loops) {
      const { value, sigma } = solved.nuisance.get(`rate ${meter} ${loop}`) as Estimate;
      misses.push(((value - rate_mgal_per_hour) / sigma) ** 2);
    }
    const chiSquare = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
    console.log(`rates of drift of ${misses.length} loops: reduced χ² ${chiSquare.toFixed(2)}`);
    expect(misses).toHaveLength(108);
    expect(chiSquare).toBeGreaterThan(0.6);
    expect(chiSquare).toBeLessThan(1.5);
  });

  it("is spoilt by every fault that stays in the readings", () => {
    for (const kind of ["tare", "wrong time zone"]) {
      const left = solve(faults.filter((fault) => fault.kind !== kind));
      console.log(`${kind} left in: reduced χ² of residuals ${left.reducedChiSquare.toFixed(2)}`);
      expect(left.reducedChiSquare, kind).toBeGreaterThan(1.3 * solved.reducedChiSquare);
    }
    const kinds = ["swapped stations", "spike", "unsettled reading", "wrong units", "typing error"];
    for (const kind of kinds) {
      const isIt = (fault: FaultEntry) => fault.kind === kind && /^(cg|dial)/.test(fault.file);
      const left = solve(faults.filter((fault) => !isIt(fault)));
      const moved = faults.filter(isIt).map(({ station }) => {
        const { value, sigma } = solved.stations.get(station) as Estimate;
        return Math.abs((left.stations.get(station) as Estimate).value - value) / sigma;
      });
      console.log(`${kind} left in: stations move by ${moved.map((m) => m.toFixed(1)).join(", ")} sigma`);
      expect(Math.min(...moved), kind).toBeGreaterThan(1.5);
    }
  });
});

describe("the tide in the training region's readings", () => {
  it("agrees with a second implementation, which agrees with the catalogue HW95", () => {
    const rigid = (hour: number) => secondTide(Date.UTC(1990, 0, 1, hour), 52.3868, 9.7144, 110, 1) * 1e4;
    expect(Math.abs(rigid(0) - 451.24)).toBeLessThan(3); // nm/s², upward
    expect(Math.abs(rigid(1) - 563.191)).toBeLessThan(3);
  });

  it("has the strength of the real Moon and Sun", () => {
    const tides = (stop: readonly PlainReading[]) => ({
      tide: stop.reduce((sum, reading) => sum + tideOf(reading), 0) / stop.length,
    });
    const { nuisance } = solve(faults, tides);
    const { value, sigma } = nuisance.get("tide") as Estimate;
    console.log(`strength of the tide: ${(1 - value).toFixed(4)} ± ${sigma.toFixed(4)}`);
    expect(Math.abs(value)).toBeLessThan(3 * sigma);
    expect(sigma).toBeLessThan(0.015);
  });

  it("stands in the meters' own columns as Longman's, at the time and place that the meter was told", () => {
    const byLoop = new Map<string, { told: number[]; real: number[] }>();
    for (const reading of readReadings(faults).filter(({ meter }) => meter !== "dial")) {
      const key = `${reading.meter} ${reading.loop}`;
      const entry = byLoop.get(key) ?? { told: [], real: [] };
      byLoop.set(key, entry);
      entry.told.push(reading.tide - tideOf({ ...reading, time: reading.meterTime }));
      entry.real.push(reading.tide - tideOf(reading));
    }
    const rms = (errors: readonly number[]) =>
      Math.sqrt(errors.reduce((s, e) => s + e * e, 0) / errors.length);
    const southern = new Set(["cg5 D21", "cg6 D03", "cg6 D27"]);
    for (const [loop, { told, real }] of byLoop) {
      if (southern.has(loop)) continue;
      expect(rms(told), loop).toBeLessThan(0.006);
      if (loop === "cg5 D09") expect(rms(real), loop).toBeGreaterThan(0.03);
      else expect(rms(real), loop).toBeLessThan(0.006);
    }
    expect(rms(byLoop.get("cg5 D21")?.told ?? [])).toBeGreaterThan(0.01);
    expect(byLoop.size).toBe(72);
  });
});

describe("the answers of the training region", () => {
  it("list at least forty faults, three of most kinds, each where it stands", () => {
    const count = new Map<string, Set<string>>();
    for (const { kind, fault } of faults) count.set(kind, (count.get(kind) ?? new Set()).add(fault));
    const sizes = [...count].map(([kind, of]) => `${kind} ${of.size}`);
    console.log(
      `training-region: ${new Set(faults.map(({ fault }) => fault)).size} faults: ${sizes.join(", ")}`,
    );
    expect(new Set(faults.map(({ fault }) => fault)).size).toBeGreaterThanOrEqual(40);
    expect([...count.values()].filter((of) => of.size >= 3).length).toBeGreaterThan(count.size / 2);
    for (const { file, line, lines, written, column } of faults) {
      const text = textOf(file)
        .split("\n")
        .slice(line - 1, line - 1 + lines);
      expect(text, `${file} ${line}`).toHaveLength(lines);
      if (column !== "" && !written.startsWith("+"))
        for (const row of text) expect(row, `${file} ${line} ${column}`).toContain(written);
    }
  });
});

describe("the campaign's generator", () => {
  it("makes the same files again, byte for byte, from the truth that the files tell", () => {
    const gravity = (name: string) => csvRows(textOf(name)).map(({ gravity_mgal }) => Number(gravity_mgal));
    const files = campaignFiles({
      stations: gravity("truth-stations.csv"),
      legacy: gravity("answers-legacy.csv"),
      cruise: gravity("answers-cruise.csv"),
    });
    let bytes = 0;
    for (const [name, text] of Object.entries(files)) {
      expect(textOf(name) === text, name).toBe(true);
      expect(text, name).toMatch(/SYNTHETIC/);
      expect(text.length, name).toBeLessThan(1_500_000);
      bytes += Buffer.byteLength(text);
    }
    expect(bytes).toBeLessThan(4_000_000);
  }, 120_000);
});

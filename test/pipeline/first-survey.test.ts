import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generate } from "../../datasets/first-survey/generate.js";
import { rowCount } from "../../lib/core/columns.js";
import { readDialSheets } from "../../lib/formats/instruments/dial-sheets.js";
import { readDialTable } from "../../lib/formats/instruments/dial-table.js";
import { readPoints } from "../../lib/formats/points.js";
import { dataset } from "../../lib/node/dataset.js";
import { reduceStations } from "../../lib/reduce/reduce-stations.js";
import { driftByLoop } from "../../lib/survey/adjust/drift-by-loop.js";
import { calibrateDial } from "../../lib/survey/correct/calibrate-dial.js";
import { correctTide } from "../../lib/survey/correct/correct-tide.js";

const survey = dataset("first-survey");

describe("the first survey", () => {
  it("is what its generator writes, byte for byte, and small", () => {
    const files = generate(mkdtempSync(join(tmpdir(), "igdp-")));
    let bytes = 0;
    for (const [name, text] of Object.entries(files)) {
      expect(readFileSync(join(survey.folder, name), "utf8"), name).toBe(text);
      bytes += text.length;
    }
    expect(bytes).toBeLessThan(300_000);
  });

  it("says in every file that it is synthetic", async () => {
    for (const name of survey.files.filter((file) => file.endsWith(".csv") || file === "README.md")) {
      expect((await survey.read(name)).text.slice(0, 120).toLowerCase(), name).toContain("synthetic data");
    }
  });

  it("gives back its true gravity and Bouguer anomaly, with sigmas that fit the errors", async () => {
    const { stations, truth } = await process();
    const at = truthRows(truth, stations.station as string[]);
    const errors = (name: string) =>
      at.map((row, i) => (stations[name] as Float64Array)[i] - (truth[name] as Float64Array)[row]);
    const gravity = errors("gravity_mgal");
    const bouguer = errors("bouguer_anomaly_mgal");
    const sigma = stations.gravity_sigma_mgal as Float64Array;
    const rms = (values: number[]) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
    const normalised = rms(gravity.map((error, i) => error / sigma[i]));
    console.log(
      `first-survey: ${gravity.length} stations, gravity rms error ${rms(gravity).toFixed(4)} mGal, ` +
        `largest ${Math.max(...gravity.map(Math.abs)).toFixed(4)}, error over sigma ${normalised.toFixed(2)} rms`,
    );
    expect(gravity).toHaveLength(146);
    expect(rms(gravity)).toBeLessThan(0.015);
    expect(rms(bouguer)).toBeLessThan(0.015);
    expect(Math.max(...gravity.map(Math.abs))).toBeLessThan(0.05);
    expect(normalised).toBeGreaterThan(0.7);
    expect(normalised).toBeLessThan(1.3);
  });

  it("has anomalies that follow the height unless the density is the true one (Nettleton)", async () => {
    const { stations } = await process();
    const height = stations.height_m as Float64Array;
    const related = (density: number) =>
      correlation(height, reduceStations(stations, { density }).result.bouguer_anomaly_mgal as Float64Array);
    console.log(
      `first-survey, correlation of anomaly with height: ${[0, 2000, 2670, 3300].map((d) => `${d} kg/m³ ${related(d).toFixed(2)}`).join(", ")}`,
    );
    expect(related(0)).toBeGreaterThan(0.8);
    expect(related(2000)).toBeGreaterThan(0.3);
    expect(Math.abs(related(2670))).toBeLessThan(0.05);
    expect(related(3300)).toBeLessThan(-0.3);
  });

  it("does not come out right without the tide: its truth needs every step", async () => {
    const { stations, truth } = await process({ tide: false });
    const at = truthRows(truth, stations.station as string[]);
    const gravity = stations.gravity_mgal as Float64Array;
    const sigma = stations.gravity_sigma_mgal as Float64Array;
    const scaled = at.map((row, i) => (gravity[i] - (truth.gravity_mgal as Float64Array)[row]) / sigma[i]);
    const rms = Math.sqrt(scaled.reduce((sum, v) => sum + v * v, 0) / scaled.length);
    console.log(`first-survey without the tide: error over sigma ${rms.toFixed(2)} rms`);
    expect(rms).toBeGreaterThan(1.5);
  });
});

async function process({ tide = true } = {}) {
  const sheets = readDialSheets(await survey.readAll("day-")).result;
  const calibrated = calibrateDial(sheets, readDialTable(await survey.read("dial-table.csv"))).result;
  const corrected = tide ? correctTide(calibrated).result : calibrated;
  const adjusted = driftByLoop(corrected, readPoints(await survey.read("bases.csv")));
  const truth = readPoints(await survey.read("truth.csv"));
  expect(rowCount(truth)).toBe(rowCount(adjusted.result));
  return { stations: reduceStations(adjusted.result).result, truth };
}

function truthRows(truth: Record<string, unknown>, names: readonly string[]): number[] {
  return names.map((name) => (truth.station as string[]).indexOf(name));
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (of: (i: number) => number) => a.reduce((total, _, i) => total + of(i), 0);
  return (
    sum((i) => (a[i] - ma) * (b[i] - mb)) /
    Math.sqrt(sum((i) => (a[i] - ma) ** 2) * sum((i) => (b[i] - mb) ** 2))
  );
}

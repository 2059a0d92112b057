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

  it("has no mistake in its six sheets, and one in each sheet that was typed again", async () => {
    const answers = await retypedAnswers();
    expect(answers.map(({ sheet }) => sheet)).toEqual(["retyped-day-2.csv", "retyped-day-5.csv"]);
    for (const { sheet, station, counter_typed, counter } of answers) {
      const rows = dataLines((await survey.read(sheet.replace("retyped-", ""))).text);
      const retyped = dataLines((await survey.read(sheet)).text);
      const changed = rows.flatMap((row, i) => (row === retyped[i] ? [] : [[row, retyped[i]]]));
      expect(retyped).toHaveLength(rows.length);
      expect(changed, sheet).toHaveLength(1);
      const [[before, after]] = changed;
      expect(before.startsWith(`${station},`) && before.endsWith(`,${counter}`), before).toBe(true);
      expect(after).toBe(before.replace(counter, counter_typed));
      const places = [...counter].flatMap((digit, i) => (digit === counter_typed[i] ? [] : [i]));
      expect(places).toEqual([places[0], places[0] + 1]);
      expect([...counter_typed].sort()).toEqual([...counter].sort());
    }
  });

  it("shows a planted mistake in one Bouguer anomaly, by 5 to 20 mGal, and not as the lowest or highest", async () => {
    for (const { sheet, station } of await retypedAnswers()) {
      const { stations, truth } = await process({ sheet });
      const names = stations.station as string[];
      const anomaly = stations.bouguer_anomaly_mgal as Float64Array;
      const at = truthRows(truth, names);
      const error = at.map((row, i) =>
        Math.abs(anomaly[i] - (truth.bouguer_anomaly_mgal as Float64Array)[row]),
      );
      const wrong = names.indexOf(station);
      const alone = smallestDifferences(stations);
      const second = Math.max(...alone.filter((_, i) => i !== wrong));
      console.log(
        `${sheet}: ${station} is off by ${error[wrong].toFixed(2)} mGal, and by ${alone[wrong].toFixed(2)} from ` +
          `each of its four neighbours; the next such station by ${second.toFixed(2)}`,
      );
      expect(error[wrong]).toBeGreaterThan(5);
      expect(error[wrong]).toBeLessThan(20);
      expect(Math.max(...error.filter((_, i) => i !== wrong))).toBeLessThan(0.05);
      expect(anomaly[wrong]).toBeGreaterThan(Math.min(...anomaly) + 1);
      expect(anomaly[wrong]).toBeLessThan(Math.max(...anomaly) - 1);
      expect(alone[wrong]).toBeGreaterThan(second + 1);
    }
  });

  it("says in the answers' first line that they are not for trainees", async () => {
    expect((await survey.read("retyped-answers.csv")).text.split("\n")[0]).toContain("not for trainees");
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

/** The road from the sheets to anomalies; `sheet` is a sheet typed again, which then stands for its day. */
async function process({ tide = true, sheet = "" } = {}) {
  const days = await survey.readAll("day-");
  const used = days.filter((file) => `retyped-${file.name}` !== sheet);
  const sheets = readDialSheets(sheet === "" ? days : [...used, await survey.read(sheet)]).result;
  const calibrated = calibrateDial(sheets, readDialTable(await survey.read("dial-table.csv"))).result;
  const corrected = tide ? correctTide(calibrated).result : calibrated;
  const adjusted = driftByLoop(corrected, readPoints(await survey.read("bases.csv")));
  const truth = readPoints(await survey.read("truth.csv"));
  expect(rowCount(truth)).toBe(rowCount(adjusted.result));
  return { stations: reduceStations(adjusted.result).result, truth };
}

async function retypedAnswers(): Promise<Record<string, string>[]> {
  const [header, ...rows] = dataLines((await survey.read("retyped-answers.csv")).text);
  const names = header.split(",");
  return rows.map((row) => Object.fromEntries(row.split(",").map((cell, i) => [names[i], cell])));
}

function dataLines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

/** For each station, the smallest difference of its anomaly from those of its four nearest stations, mGal. */
function smallestDifferences(stations: Record<string, unknown>): number[] {
  const x = stations.longitude_deg as Float64Array;
  const y = stations.latitude_deg as Float64Array;
  const anomaly = stations.bouguer_anomaly_mgal as Float64Array;
  const rows = Array.from(x.keys());
  return rows.map((i) => {
    const distance = (j: number) => Math.hypot(107 * (x[j] - x[i]), 111 * (y[j] - y[i]));
    const nearest = rows.filter((j) => j !== i).sort((a, b) => distance(a) - distance(b));
    return Math.min(...nearest.slice(0, 4).map((j) => Math.abs(anomaly[j] - anomaly[i])));
  });
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

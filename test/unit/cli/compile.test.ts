import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { run } from "../../../lib/cli/compile.js";
import { makeGrid } from "../../../lib/core/grid.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { normalGravity } from "../../../lib/earth/normal-gravity.js";
import { readCsv, writeCsv } from "../../../lib/formats/csv.js";
import { writeGridNetcdf } from "../../../lib/formats/netcdf.js";
import { commandFolder } from "./command-folder.js";

const folder = commandFolder("compile");
const anomaly = (longitude: number, latitude: number) =>
  20 * Math.sin(9 * longitude) * Math.cos(8 * latitude) - 30;

/** Points of a square degree whose gravity follows from a smooth anomaly. */
function list(count: number, seed: number, shift: number) {
  const random = seededRandom(seed);
  const longitude_deg = Float64Array.from({ length: count }, () => 102 + 0.5 * random());
  const latitude_deg = Float64Array.from({ length: count }, () => 17 + 0.5 * random());
  const height_m = new Float64Array(count);
  const gravity_mgal = longitude_deg.map(
    (longitude, i) =>
      normalGravity(latitude_deg[i], 0) +
      anomaly(longitude, latitude_deg[i]) +
      shift +
      0.1 * normalRandom(random),
  );
  return { longitude_deg, latitude_deg, height_m, gravity_mgal };
}

/** Writes a plan with three sources; gives the plan's path. */
function plan(changes: object = {}): string {
  writeFileSync(folder.at("new.csv"), writeCsv(list(120, 1, 0)));
  const old = list(120, 2, 14 - 3);
  writeFileSync(folder.at("old.csv"), writeCsv({ sheet: Array<string>(120).fill("1950"), ...old }));
  const axis = (from: number) => Float64Array.from({ length: 11 }, (_, i) => from + i / 20);
  const [x, y] = [axis(102), axis(17)];
  const values = Float64Array.from({ length: 121 }, (_, k) => anomaly(x[k % 11], y[Math.floor(k / 11)]) + 7);
  const grid = makeGrid({ x, y, values, crs: "EPSG:4326", name: "anomaly", units: "mGal" });
  writeFileSync(folder.at("grid.nc"), writeGridNetcdf(grid));
  const whole = {
    sources: [
      { file: "new.csv", survey: "new", gravitySigma_mgal: 0.1 },
      { file: "old.csv", surveyColumn: "sheet", gravityDatum: "potsdam", gravitySigma_mgal: 0.1 },
      { grid: "grid.nc", survey: "neighbour", sigma_mgal: 1, block: 2 },
    ],
    levelling: { reference: ["new"] },
    ...changes,
  };
  writeFileSync(folder.at("plan.json"), JSON.stringify(whole));
  return folder.at("plan.json");
}

describe("igdp compile", () => {
  it("brings points and a grid to one standard and one level, and says what it changed for whom", async () => {
    const [out, surveys, pairs, report] = ["out.csv", "surveys.csv", "pairs.csv", "report.json"].map(
      folder.at,
    );
    const files = ["--out", out, "--surveys", surveys, "--pairs", pairs, "--report", report];
    expect(await run([plan(), ...files])).toBe(0);
    const read = (path: string) =>
      readCsv(readFileSync(path, "utf8"), { file: path, texts: ["survey"] }).columns as Record<
        string,
        Float64Array
      >;
    const table = read(surveys);
    expect(table.survey).toEqual(["new", "1950", "neighbour"]);
    // The old list was 14 mGal too high by its datum, and 3 mGal too low beside it.
    expect(Math.abs(table.shift_mgal[1] + 3)).toBeLessThan(4 * table.shift_sigma_mgal[1]);
    expect(Math.abs(table.shift_mgal[2] - 7)).toBeLessThan(4 * table.shift_sigma_mgal[2]);
    expect(table.shift_sigma_mgal[2]).toBeLessThan(0.6);
    expect(table.decision).toEqual(["reference", "levelled", "levelled"]);
    const points = read(out);
    expect(points.survey).toHaveLength(120 + 120 + 36);
    const wrong = points.levelled_bouguer_anomaly_mgal.map(
      (v, i) => v - anomaly(points.longitude_deg[i], points.latitude_deg[i]),
    );
    const rms = Math.sqrt(wrong.slice(0, 240).reduce((sum, v) => sum + v * v, 0) / 240);
    expect(rms).toBeLessThan(0.25);
    const pair = read(pairs);
    expect(pair.rms_before_mgal[0]).toBeGreaterThan(2.5);
    expect(pair.rms_after_mgal[0]).toBeLessThan(0.5);
    const { steps } = JSON.parse(readFileSync(report, "utf8"));
    expect(steps.map(({ step }: { step: string }) => step)).toEqual([
      ...["standardisePoints", "standardisePoints", "reduceStations", "findDuplicates", "compileSurveys"],
    ]);
    expect(steps[1].figures.gravity_change_mgal).toMatchObject({ rows: 120, median: -14 });
    expect(steps[4].inputs).toHaveLength(4);
    expect(folder.said.join("\n")).toMatch(/1950 .*too high: levelled/);
  });

  it.each([
    ["{ not json", /this is no JSON/],
    [{ sources: [] }, /sources must be a list/],
    [{ sources: [{ file: "new.csv", grid: "grid.nc" }] }, /source 1 must have one of file, grid and release/],
    [
      { sources: [{ file: "new.csv", gravity_datum: "potsdam" }] },
      /cannot have 'gravity_datum'.*gravityDatum/,
    ],
    [{ sources: [{ file: "new.csv" }] }, /which survey these points are of/],
    [{ sources: [{ file: "old.csv", surveyColumn: "map" }] }, /column map: this column is missing/],
    [{ levelling: { reference: ["1850"] } }, /names of surveys: new, 1950, neighbour/],
    [{ sources: [{ file: "lost.csv", survey: "x" }] }, /lost\.csv/],
  ])("says what is wrong with a plan: %j", async (changes, message) => {
    const path = plan(typeof changes === "string" ? {} : changes);
    if (typeof changes === "string") writeFileSync(path, changes);
    expect(await run([path, "--out", folder.at("out.csv")])).toBe(1);
    expect(folder.warned.join("\n")).toMatch(message);
  });
});

import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { run as compile } from "../../../lib/cli/compile.js";
import { run as grid } from "../../../lib/cli/grid.js";
import { run as reduce } from "../../../lib/cli/reduce.js";
import { run as release } from "../../../lib/cli/release.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { normalGravity } from "../../../lib/earth/normal-gravity.js";
import { readCsv, writeCsv } from "../../../lib/formats/csv.js";

const SHIFT = 3;
const anomaly = (longitude: number, latitude: number): number =>
  20 * Math.sin(9 * longitude) * Math.cos(8 * latitude) - 30;

/** Stations at sea level whose gravity follows from a smooth anomaly and a shift. */
function stations(count: number, seed: number, shift: number) {
  const random = seededRandom(seed);
  const longitude_deg = Float64Array.from({ length: count }, () => 102 + 0.5 * random());
  const latitude_deg = Float64Array.from({ length: count }, () => 17 + 0.5 * random());
  const gravity_mgal = longitude_deg.map((longitude, i) => {
    const at = latitude_deg[i];
    return normalGravity(at, 0) + anomaly(longitude, at) + shift + 0.1 * normalRandom(random);
  });
  return { longitude_deg, latitude_deg, height_m: new Float64Array(count), gravity_mgal };
}

const folder = mkdtempSync(join(tmpdir(), "igdp compile release "));
const at = (name: string): string => join(folder, name);
const warned: string[] = [];
afterAll(() => rmSync(folder, { recursive: true }));
function listen(): void {
  warned.length = 0;
  vi.spyOn(console, "log").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation((text: string) => void warned.push(text));
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
}
beforeAll(async () => {
  listen();
  await countries();
  vi.restoreAllMocks();
}, 120_000);
beforeEach(listen);
afterEach(() => vi.restoreAllMocks());

/** Country A as a list of stations; country B, which is `SHIFT` too high, as a release with points, and one without. */
async function countries(): Promise<void> {
  writeFileSync(at("a.csv"), writeCsv(stations(150, 1, 0)));
  const survey = Array.from({ length: 400 }, (_, k) => (k % 2 ? "north" : "south"));
  writeFileSync(at("b.csv"), writeCsv({ survey, ...stations(400, 2, SHIFT) }));
  expect(await reduce([at("b.csv"), "--out", at("b-reduced.csv"), "--report", at("b-reduce.json")])).toBe(0);
  const words = [at("b-reduced.csv"), "--column", "bouguer_anomaly_mgal", "--spacing", "0.02deg"];
  expect(await grid([...words, "--out", at("b.nc"), "--report", at("b-grid.json")])).toBe(0);
  for (const [name, points] of [
    ["with points", ["--points", at("b-reduced.csv")]],
    ["grid alone", []],
  ] as const)
    expect(
      await release([
        ...[at(name), "--grid", at("b.nc"), ...points, "--title", "Country B"],
        ...["--reports", `${at("b-reduce.json")},${at("b-grid.json")}`, "--organisation", "Survey of B"],
        ...["--contact", "b@example.org", "--licence", "CC-BY-4.0", "--date", "2026-11-23"],
        ...["--sheet", "A4", "--dpi", "20", "--no-coasts", "--without-sources"],
      ]),
    ).toBe(0);
}

function plan(source: object): string[] {
  const sources = [
    { file: "a.csv", survey: "A", gravitySigma_mgal: 0.1 },
    { release: "with points", ...source },
  ];
  writeFileSync(at("plan.json"), JSON.stringify({ sources, levelling: { reference: ["A"] } }));
  return [at("plan.json"), "--out", at("all.csv"), "--surveys", at("surveys.csv")];
}

function surveys() {
  return readCsv(readFileSync(at("surveys.csv"), "utf8"), { file: "surveys.csv", texts: ["survey"] }).columns;
}

describe("a release in a compilation", () => {
  it("brings its points, each under its survey's name or all under one, and is brought to the others' level", async () => {
    expect(await compile(plan({ gravitySigma_mgal: 0.1 }))).toBe(0);
    expect(surveys().survey).toEqual(["A", "south", "north"]);
    expect(await compile(plan({ gravitySigma_mgal: 0.1, survey: "B" }))).toBe(0);
    const { survey, points, shift_mgal, shift_sigma_mgal } = surveys() as Record<string, Float64Array>;
    expect([survey, Array.from(points)]).toEqual([
      ["A", "B"],
      [150, 400],
    ]);
    expect(Math.abs(shift_mgal[1] - SHIFT)).toBeLessThan(4 * shift_sigma_mgal[1]);
    expect(shift_sigma_mgal[1]).toBeLessThan(0.5);
  });

  it("brings its grid where it shares no points", async () => {
    expect(await compile(plan({ release: "grid alone", sigma_mgal: 1, block: 4 }))).toBe(0);
    const { survey, points, shift_mgal, shift_sigma_mgal } = surveys() as Record<string, Float64Array>;
    expect([survey, points[1]]).toEqual([["A", "Country B"], 49]);
    expect(Math.abs(shift_mgal[1] - SHIFT)).toBeLessThan(4 * shift_sigma_mgal[1]);
    expect(shift_sigma_mgal[1]).toBeLessThan(1);
  });

  it("is refused where a file is not as it was released, or where there is no release", async () => {
    appendFileSync(at("with points/points/stations.csv"), "\n");
    expect(await compile(plan({}))).toBe(1);
    expect(warned.join("\n")).toMatch(/stations\.csv.*not the points\/stations\.csv that was released/);
    expect(await compile(plan({ release: "nowhere" }))).toBe(1);
    expect(warned.join("\n")).toMatch(/nowhere/);
    expect(await compile(plan({ grid: "b.nc" }))).toBe(1);
    expect(warned.join("\n")).toMatch(/source 2 must have one of file, grid and release/);
  });
});

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hasFlag } from "../../lib/core/flags.js";
import { readPoints } from "../../lib/formats/points.js";
import { figureSvg } from "../../lib/map/figure-svg.js";
import { utmZoneFits } from "../../lib/survey/clean/coordinates-zone.js";
import { heightsBelowSea } from "../../lib/survey/clean/points-below-sea.js";
import { cleanPoints } from "../../lib/survey/clean/points-clean.js";
import { findDuplicates } from "../../lib/survey/clean/points-duplicates.js";
import { recogniseNormalGravity } from "../../lib/survey/clean/points-legacy-datum.js";
import { levelLines } from "../../lib/survey/clean/points-level-lines.js";
import { splitTrack } from "../../lib/survey/clean/points-split-track.js";
import {
  gravityError,
  type Planted,
  plant,
  readAst,
  shiftedPosition,
  swappedDigits,
} from "./planted-errors.js";
import { realData, textFile } from "./real-data.js";
import { type RecallPoint, recallCurve, recallFigure, recallTable } from "./recall-curve.js";

// Both are written anew by: npx vitest run test/pipeline/clean-compilation.test.ts --update
const PAGE = fileURLToPath(new URL("../../lib/survey/clean/README.md", import.meta.url));
const FIGURE = fileURLToPath(new URL("../../lib/survey/clean/figures/recall.svg", import.meta.url));

const folder = realData("southern-africa-gravity");
const raw = folder === undefined ? undefined : readAst(`${folder}south-africa-gravity.ast.xz`);

/** A flag that says a row is wrong; a duplicate or a depth in the raw file is a fact and no alarm. */
const isAlarm = (flag: string) =>
  flag
    .split("; ")
    .some((name) => !["", "duplicate", "duplicate_conflict", "too_near", "depth_as_height"].includes(name));

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

describe.skipIf(raw === undefined)("the raw compilation of Southern Africa", () => {
  const data = raw as NonNullable<typeof raw>;

  it("tells its heights of zero and below apart: sea stations, sea level, and mistakes", () => {
    const { result, report } = heightsBelowSea({ ...data });
    console.log("heights not above zero:", JSON.stringify(report.rows));
    const below = Array.from(data.height_m.keys()).filter((i) => data.height_m[i] <= 0);
    expect(below).toHaveLength(259);
    const meaning = result.height_meaning as readonly string[];
    expect(below.every((i) => meaning[i] !== "")).toBe(true);
    // Every height below zero in this file lies south or west of the coast: none can be land below the sea.
    expect(report.rows.sea_surface).toBeGreaterThan(180);
    expect(report.rows.land_below_sea).toBe(0);
    expect(report.rows.errors).toBeLessThan(25);
    expect(report.rows.sea_surface + report.rows.sea_level + report.rows.errors + report.rows.undecided).toBe(
      259,
    );
  });

  it("has every repeated position flagged", () => {
    const { result, report } = findDuplicates({ ...data });
    console.log("duplicates:", JSON.stringify(report.rows));
    const seen = new Map<string, number>();
    const repeated: number[] = [];
    data.longitude_deg.forEach((longitude, i) => {
      const key = `${longitude} ${data.latitude_deg[i]}`;
      if (seen.has(key)) repeated.push(i);
      seen.set(key, i);
    });
    expect(repeated).toHaveLength(34);
    const flag = result.flag as readonly string[];
    expect(
      repeated.filter((i) => hasFlag(flag[i], "duplicate") || hasFlag(flag[i], "duplicate_conflict")),
    ).toEqual(repeated);
    expect(report.rows.points_beyond_the_first).toBeLessThan(60);
  });

  it("gives up 500 planted errors: nearly all large ones, with few false alarms", () => {
    const kinds = {
      "30 mGal": gravityError(30),
      "15 mGal": gravityError(15),
      "8 mGal": gravityError(8),
      "swapped digits": swappedDigits,
      "shifted position": shiftedPosition,
    };
    const { data: spoilt, planted } = plant(data, kinds, 500, 20261122);
    const started = process.cpuUsage();
    const { result } = cleanPoints({ ...spoilt });
    const seconds = process.cpuUsage(started).user / 1e6;
    const flag = result.flag as readonly string[];
    const spoiltRows = new Set(planted.map(({ row }) => row));
    const alarms = flag.filter((row, i) => isAlarm(row) && !spoiltRows.has(i)).length;
    const hits = planted.filter(({ row }) => isAlarm(flag[row]));
    const recall = (of: (one: Planted) => boolean) =>
      [hits.filter(of).length, planted.filter(of).length] as const;
    for (const kind of Object.keys(kinds)) {
      const [found, all] = recall((one) => one.kind === kind);
      console.log(`${kind.padEnd(18)} recall ${percent(found, all)} (${found} of ${all})`);
    }
    const worth = recall((one) => one.kind === "swapped digits" && one.size >= 150);
    console.log(`swapped digits, 150 m and more: recall ${percent(worth[0], worth[1])} of ${worth[1]}`);
    console.log(
      `precision ${percent(hits.length, hits.length + alarms)}, false alarms ${alarms} of ${flag.length - planted.length} (${percent(alarms, flag.length - planted.length)}), ${seconds.toFixed(1)} s of processor time`,
    );
    const [found, all] = recall((one) => one.kind === "30 mGal");
    expect(found / all).toBeGreaterThanOrEqual(0.95);
    expect(worth[0] / worth[1]).toBeGreaterThanOrEqual(0.95);
    expect(alarms / (flag.length - planted.length)).toBeLessThanOrEqual(0.01);
    expect(hits.length / (hits.length + alarms)).toBeGreaterThan(0.65);
  }, 120_000);

  it("gives up fewer of the errors the smaller they are, as lib/survey/clean/README.md tells it", async () => {
    const curve = recallCurve(data);
    console.log(recallTable(curve));
    console.log(`false alarms: ${curve.falseAlarms} of ${curve.untouched} untouched points`);
    const at = (size: number) => {
      const { found, planted } = curve.points.find(({ size_mgal }) => size_mgal === size) as RecallPoint;
      return found / planted;
    };
    expect(at(40)).toBeGreaterThanOrEqual(0.98);
    expect(at(30)).toBeGreaterThanOrEqual(0.95);
    expect(at(15)).toBeGreaterThan(at(8));
    expect(at(8)).toBeGreaterThanOrEqual(at(4));
    expect(curve.falseAlarms / curve.untouched).toBeLessThanOrEqual(0.01);
    // Three standard deviations of a count of so many.
    for (const { found, planted, expected } of curve.points)
      expect(Math.abs(found / planted - expected)).toBeLessThan(
        3 * Math.sqrt((expected * (1 - expected) + 0.01) / planted),
      );
    const page = readFileSync(PAGE, "utf8");
    const [head, , tail] = page.split(/<!-- \/?recall -->/);
    const alarms = `Of the points without a planted error ${percent(curve.falseAlarms, curve.untouched)} were flagged.`;
    const told = `${head}<!-- recall -->\n\n${recallTable(curve)}\n\n${alarms}\n\n<!-- /recall -->${tail}`;
    await expect(told).toMatchFileSnapshot(PAGE);
    await expect(figureSvg(recallFigure(curve), { width: 720, height: 420 })).toMatchFileSnapshot(FIGURE);
  }, 120_000);
});

const cruise = realData("marine-hawaii-1982");

describe.skipIf(cruise === undefined)("a cruise around Oahu, 1982", () => {
  it("crosses itself with smaller differences after its lines are levelled", () => {
    const lines = readFileSync(`${cruise}c2308.txt`, "utf8")
      .trim()
      .split("\n")
      .filter((line) => !line.startsWith("#"))
      .map((line) => line.split("\t"));
    const track = {
      longitude_deg: Float64Array.from(lines, (cells) => Number(cells[0])),
      latitude_deg: Float64Array.from(lines, (cells) => Number(cells[1])),
      time_utc: lines.map((cells) => cells[2]),
      free_air_anomaly_mgal: Float64Array.from(lines, (cells) => Number(cells[3])),
    };
    expect(lines).toHaveLength(10178);
    const { report, result } = levelLines(splitTrack(track));
    const { before, after, redundancy } = report.figures as Record<string, Record<string, number>>;
    console.log(`crossovers: ${JSON.stringify(report.rows)}, redundancy ${redundancy}`);
    console.log(`before levelling ${JSON.stringify(before)}`);
    console.log(`after levelling  ${JSON.stringify(after)}`);
    expect(report.rows.crossovers).toBeGreaterThan(15);
    expect(after.rms_mgal).toBeLessThan(before.rms_mgal / 2);
    const correction = result.tracks.level_correction_mgal as Float64Array;
    expect(Math.max(...correction.map(Math.abs))).toBeLessThan(30);
  });
});

const sheets = realData("lacoste-southern-africa");

describe.skipIf(sheets === undefined)("coordinates of the Southern Africa sheets", () => {
  it.each([
    { area: "bushveld", zone: "EPSG:32734" },
    { area: "cape-granite", zone: "EPSG:32736" },
    { area: "cape-town", zone: "EPSG:32734" },
  ])("show that the metres of $area are in $zone, far from the area or not", ({ area, zone }) => {
    const [best, next] = utmZoneFits(readPoints(textFile(`${sheets}${area}-survey-absolute.csv`)));
    expect(best.code).toBe(zone);
    expect(best.median_m).toBeLessThan(1);
    expect(next.median_m).toBeGreaterThan(100_000);
  });
});

const california = realData("usgs-clear-lake");

describe.skipIf(california === undefined)("anomalies of Clear Lake, California", () => {
  it("show that they were computed with the normal gravity of 1967", () => {
    const rows = readFileSync(`${california}stations.csv`, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",").map((cell) => (cell === "" ? Number.NaN : Number(cell))));
    const column = (k: number) => Float64Array.from(rows, (row) => row[k]);
    const [freeAir, bouguer] = [column(8), column(9)];
    const points = {
      gravity_mgal: column(7),
      latitude_deg: column(3),
      height_m: freeAir.map((value, i) => (value - bouguer[i]) / 0.1119),
      free_air_anomaly_mgal: freeAir,
      bouguer_anomaly_mgal: bouguer,
    };
    for (const name of ["free_air_anomaly_mgal", "bouguer_anomaly_mgal"]) {
      const [best] = recogniseNormalGravity(points, { column: name }).result;
      expect(best.formula).toMatch(/1967$/);
      expect(best.offset_mgal).toBe(0);
      expect(Math.hypot(best.bias_mgal, best.scatter_mgal)).toBeLessThan(0.05);
    }
  });
});

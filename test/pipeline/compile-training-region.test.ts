import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Columns, stackRows, takeRows } from "../../lib/core/columns.js";
import { normalRandom, seededRandom } from "../../lib/core/random.js";
import { gridRaster } from "../../lib/core/raster-source.js";
import { readGridNetcdf } from "../../lib/formats/netcdf.js";
import { readPoints } from "../../lib/formats/points.js";
import { eotvosOfTrack } from "../../lib/reduce/eotvos-of-track.js";
import { reduceStations } from "../../lib/reduce/reduce-stations.js";
import { standardisePoints } from "../../lib/reduce/standardise-points.js";
import { terrainCorrection } from "../../lib/reduce/terrain/terrain-correction.js";
import { findDuplicates } from "../../lib/survey/clean/points-duplicates.js";
import { compileSurveys } from "../../lib/survey/compile/compile-surveys.js";
import { correctTide } from "../../lib/survey/correct/correct-tide.js";

const region = fileURLToPath(new URL("../../datasets/training-region/", import.meta.url));
const list = (name: string) =>
  readPoints({ name, text: readFileSync(`${region}${name}`, "utf8"), sha256: "" }) as Record<
    string,
    Float64Array
  >;
const answers = JSON.parse(readFileSync(`${region}answers-meters.json`, "utf8"));
const numbers = (columns: object, name: string) => (columns as Record<string, Float64Array>)[name];

/** Root mean square and worst of errors over sigma, printed for a person. */
function scores(surveys: Columns, truth: Readonly<Record<string, number>>) {
  const [shift, sigma] = [numbers(surveys, "shift_mgal"), numbers(surveys, "shift_sigma_mgal")];
  const found = (surveys.survey as string[]).flatMap((name, k) =>
    truth[name] === undefined || sigma[k] === 0 ? [] : [{ name, k, z: (shift[k] - truth[name]) / sigma[k] }],
  );
  for (const { name, k, z } of found)
    console.log(
      `${name}: ${shift[k].toFixed(2)} ± ${sigma[k].toFixed(2)}, true ${truth[name].toFixed(2)}, z ${z.toFixed(1)}`,
    );
  const rms = Math.sqrt(found.reduce((sum, { z }) => sum + z * z, 0) / found.length);
  const errors = found.map(({ z, k }) => Math.abs(z * sigma[k]));
  return {
    rms,
    worst: Math.max(...found.map(({ z }) => Math.abs(z))),
    rmsError: Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length),
    largest: Math.max(...errors),
  };
}

describe("compiling the training region", () => {
  it("finds the shift of every map sheet of Country B from Country A's points", {
    timeout: 300_000,
  }, async () => {
    const truth = list("truth-stations.csv");
    const random = seededRandom(12);
    const every = Array.from({ length: 500 }, (_, k) => 18 + 3 * k);
    const a = takeRows(
      {
        survey: Array<string>(truth.gravity_mgal.length).fill("A"),
        longitude_deg: truth.longitude_deg,
        latitude_deg: truth.latitude_deg,
        height_m: truth.height_m,
        gravity_mgal: truth.gravity_mgal.map((g) => g + 0.02 * normalRandom(random)),
      },
      every,
    );
    const listB = list("legacy-country-b.csv") as unknown as Record<string, string[]>;
    const b = standardisePoints({ ...listB, survey: listB.sheet } as Columns, {
      ...{ crs: "EPSG:4131", gravityDatum: "potsdam", gravitySigma_mgal: 0.12, positionSigma_m: 10 },
      heightUnit: { "B-2": "ft", "B-4": "ft", "B-5": "ft" },
      heightSigma_m: { "B-1": 1, "B-2": 3, "B-3": 1, "B-4": 3, "B-5": 3, "B-6": 0.6 },
    });
    const both = findDuplicates(
      stackRows([standardisePoints(a, { gravitySigma_mgal: 0.02 }).result, b.result]),
    );
    const dem = ["dem-30s.nc", "dem-2min.nc"].map((name) =>
      gridRaster(readGridNetcdf(new Uint8Array(readFileSync(`${region}${name}`)), name)),
    );
    const terrain = await terrainCorrection(both.result, dem);
    const column = "complete_bouguer_anomaly_mgal";
    const { result, report } = compileSurveys(reduceStations(terrain.result).result, {
      column,
      reference: ["A"],
    });
    const sheets: { sheet: string; shift_mgal: number }[] = answers.legacy.sheets;
    const { rms, rmsError, largest } = scores(
      result.surveys,
      Object.fromEntries(sheets.map(({ sheet, shift_mgal }) => [sheet, shift_mgal])),
    );
    console.log(
      `sheets: rms error ${rmsError.toFixed(2)} mGal, largest ${largest.toFixed(2)}; rms of error over sigma ${rms.toFixed(2)}`,
    );
    // Terrain corrections from a 30″ model are off alike for neighbours, by some 0.2 mGal: that explains a part of what some sheets
    // are off by (B-6: 0.45), and the sigmas of the shifts cannot know it.
    expect(rmsError).toBeLessThan(0.4);
    expect(largest).toBeLessThan(0.7);
    // Three sheets are off by more than 1 mGal; nobody touches A, and no row is lost.
    const decision = Object.fromEntries(
      (result.surveys.survey as string[]).map((name, k) => [name, (result.surveys.decision as string[])[k]]),
    );
    expect(decision).toMatchObject({
      A: "reference",
      "B-2": "levelled",
      "B-5": "levelled",
      "B-3": "not significant",
    });
    expect(report.rows.points).toBe(500 + 440);
    // The four exchanged digits of gravity are flagged.
    const flag = result.points.flag as string[];
    const number = numbers(result.points, "number");
    for (const wrong of [47, 163, 281, 390])
      expect(flag[number.indexOf(wrong)], `point ${wrong}`).toMatch(/neighbours/);
  });

  it("finds the level of every line of the cruise that others cross", { timeout: 300_000 }, () => {
    const cruise = list("cruise.csv");
    const tided = correctTide(
      { ...cruise, reading_mgal: cruise.meter_mgal, height_m: new Float64Array(cruise.meter_mgal.length) },
      { model: "ephemeris" },
    ).result;
    const track = eotvosOfTrack(tided, { span_s: 600 }).result;
    const time = (track.time_utc as string[]).map((text) => Date.parse(text) / 86_400_000);
    const eotvos = numbers(track, "eotvos_correction_mgal");
    const { zero_mgal, drift_mgal_per_day, levels_mgal } = answers.cruise;
    const gravity_mgal = numbers(track, "reading_mgal").map(
      (reading, i) => reading + zero_mgal + (eotvos[i] || 0) - drift_mgal_per_day * (time[i] - time[0]),
    );
    const line = track.line as string[];
    const rows = line.flatMap((name, i) => (name === "" || name === "QUAY" ? [] : [i]));
    const sea = takeRows({ ...track, gravity_mgal, survey: line, water_depth_m: cruise.depth_m }, rows);
    const names = [...new Set(sea.survey as string[])];
    const { result } = compileSurveys(
      reduceStations(standardisePoints(sea, { gravitySigma_mgal: 0.2 }).result).result,
      {
        apply: "all",
        sharedErrors: Object.fromEntries(names.map((name) => [name, { sigma_mgal: 0.5, range_km: 1.6 }])),
      },
    );
    const points = names.map((name) => (sea.survey as string[]).filter((one) => one === name).length);
    const all = points.reduce((sum, n) => sum + n, 0);
    // Without a reference the mean shift is zero.
    const mean = names.reduce((sum, name, k) => sum + (levels_mgal[name] * points[k]) / all, 0);
    const truth = Object.fromEntries(names.map((name) => [name, levels_mgal[name] - mean]));
    const { rms, worst } = scores(result.surveys, truth);
    console.log(`lines: rms of error over sigma ${rms.toFixed(2)}, worst ${worst.toFixed(2)}`);
    // 14 normal numbers have a root mean square below 1.5 in 99 of 100 cases.
    expect(rms).toBeLessThan(1.5);
    // L01 crosses no other line, and its sigma says so.
    const sigma = numbers(result.surveys, "shift_sigma_mgal");
    expect(sigma[names.indexOf("L01")]).toBeGreaterThan(1.5);
    expect(sigma[names.indexOf("T2")]).toBeLessThan(0.4);
  });
});

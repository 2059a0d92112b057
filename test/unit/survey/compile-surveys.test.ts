import { describe, expect, it } from "vitest";
import { makeGrid } from "../../../lib/core/grid.js";
import { compileSurveys } from "../../../lib/survey/compile/compile-surveys.js";
import { pointsOfGrid } from "../../../lib/survey/compile/points-of-grid.js";
import { type MadeField, type MadeSurveys, madeSurveys } from "./made-surveys.js";

const numbers = (result: object, name: string) => (result as Record<string, Float64Array>)[name];
const texts = (result: object, name: string) => (result as Record<string, string[]>)[name];
const columns = (made: MadeSurveys) => ({ ...made });

/** A new survey, an old one that overlaps it in a strip of 5 km, and one beyond a gap of 4 km. */
const THREE: MadeField = {
  sill: 100,
  range_km: 30,
  surveys: [
    { name: "new", count: 110, shift: 0, sigma: 0.1, place: (u, v) => [50 * u, 60 * v] },
    { name: "old", count: 110, shift: 6, sigma: 0.5, place: (u, v) => [45 + 50 * u, 60 * v] },
    { name: "apart", count: 60, shift: -1, sigma: 0.5, place: (u, v) => [50 * u, 64 + 30 * v] },
  ],
};

describe("surveys that are levelled to one another", () => {
  it("scatter about the truth as their sigmas say, over seeded fields", { timeout: 120_000 }, () => {
    const scores: number[] = [];
    for (let seed = 101; seed < 115; seed++) {
      const { surveys } = compileSurveys(columns(madeSurveys(THREE, seed)), { reference: ["new"] }).result;
      const [shift, sigma] = [numbers(surveys, "shift_mgal"), numbers(surveys, "shift_sigma_mgal")];
      scores.push((shift[1] - 6) / sigma[1], (shift[2] + 1) / sigma[2]);
    }
    const rms = Math.sqrt(scores.reduce((sum, z) => sum + z * z, 0) / scores.length);
    const mean = scores.reduce((sum, z) => sum + z, 0) / scores.length;
    console.log(
      `levelled surveys: rms of error over sigma ${rms.toFixed(2)}, mean ${mean.toFixed(2)} (28 shifts)`,
    );
    // 28 normal numbers have a root mean square between 0.67 and 1.35 in 99 of 100 cases, and such a mean below 0.49.
    expect(rms).toBeGreaterThan(0.67);
    expect(rms).toBeLessThan(1.35);
    expect(Math.abs(mean)).toBeLessThan(0.49);
  });

  it("are changed only where the shift is significant, and the table says what was done", () => {
    const { result, report } = compileSurveys(columns(madeSurveys(THREE, 3)), { reference: ["new"] });
    expect(texts(result.surveys, "decision")).toEqual(["reference", "levelled", "not significant"]);
    const correction = numbers(result.surveys, "correction_mgal");
    expect(correction[0]).toBe(0);
    expect(correction[1]).toBeLessThan(-3);
    expect(correction[2]).toBe(0);
    const survey = texts(result.points, "survey");
    const given = numbers(result.points, "bouguer_anomaly_mgal");
    const levelled = numbers(result.points, "levelled_bouguer_anomaly_mgal");
    survey.forEach((name, i) => {
      const k = texts(result.surveys, "survey").indexOf(name);
      expect(levelled[i] - given[i]).toBeCloseTo(correction[k], 9);
    });
    // What is not known well counts, whether it was taken off or not.
    const sigma = numbers(result.points, "levelled_bouguer_anomaly_sigma_mgal");
    const shiftSigma = numbers(result.surveys, "shift_sigma_mgal");
    expect(sigma[survey.indexOf("apart")]).toBeCloseTo(Math.hypot(0.5, shiftSigma[2]), 9);
    expect(sigma[survey.indexOf("new")]).toBeCloseTo(0.1, 9);
    expect(report.rows).toMatchObject({ points: 280, surveys: 3, levelled: 1 });
    const [first] = report.figures.pairs as Record<string, number>[];
    expect(first).toMatchObject({ survey_a: "new", survey_b: "old" });
    expect(Math.abs(first.mean_after_mgal)).toBeLessThan(Math.abs(first.mean_before_mgal));
  });

  it("keep their level in spite of wild points, which are flagged and stay in the table", () => {
    const made = madeSurveys(THREE, 3);
    const clean = numbers(compileSurveys(columns(made), { reference: ["new"] }).result.surveys, "shift_mgal");
    for (let i = 110; i < 220; i += 10) made.bouguer_anomaly_mgal[i] += 80;
    const { result } = compileSurveys(columns(made), { reference: ["new"] });
    expect(Math.abs(numbers(result.surveys, "shift_mgal")[1] - clean[1])).toBeLessThan(
      0.5 * numbers(result.surveys, "shift_sigma_mgal")[1],
    );
    const flag = texts(result.points, "flag");
    expect(flag).toHaveLength(280);
    for (let i = 110; i < 220; i += 10) expect(flag[i]).toBe("neighbours");
    expect(flag.filter((one) => one !== "").length).toBeLessThan(16);
  });

  it("leave out rows that are flagged already, and level them with their survey", () => {
    const made = madeSurveys(THREE, 3);
    const flag = made.survey.map((_, i) => (i === 120 ? "duplicate" : ""));
    made.bouguer_anomaly_mgal[120] = 1e6;
    const { result, report } = compileSurveys({ ...columns(made), flag }, { reference: ["new"] });
    expect(report.rows.taken_part).toBe(279);
    const correction = numbers(result.points, "level_correction_mgal");
    expect(correction[120]).toBe(correction[121]);
    expect(texts(result.points, "flag")[120]).toBe("duplicate");
  });

  it("are tilted where they are asked to be", () => {
    const made = madeSurveys(
      {
        ...THREE,
        surveys: [THREE.surveys[0], { ...THREE.surveys[1], shift: 0, place: (u, v) => [50 * u, 60 * v] }],
      },
      8,
    );
    made.survey.forEach((name, i) => {
      if (name === "old") made.bouguer_anomaly_mgal[i] += 3 + 0.2 * (made.easting_m[i] / 1000 - 25);
    });
    const { result } = compileSurveys(columns(made), { reference: ["new"], tilt: true });
    const [east, sigma] = ["tilt_east_mgal_per_km", "tilt_east_sigma_mgal_per_km"].map(
      (name) => numbers(result.surveys, name)[1],
    );
    expect(Math.abs(east - 0.2)).toBeLessThan(3 * sigma);
    expect(sigma).toBeLessThan(0.04);
    const north = numbers(result.surveys, "tilt_north_mgal_per_km")[1];
    expect(Math.abs(north)).toBeLessThan(3 * numbers(result.surveys, "tilt_north_sigma_mgal_per_km")[1]);
  });
});

describe("what else ties a level", () => {
  it("is a global field: a survey that no other touches gets its shift from it, with the field's own sigma", () => {
    const made = madeSurveys(
      {
        ...THREE,
        surveys: [{ ...THREE.surveys[1], shift: 14, name: "island", place: (u, v) => [300 * u, 300 * v] }],
      },
      4,
    );
    const background = (x: number, y: number) => 30 * Math.sin(x / 90_000) - y / 4000;
    made.bouguer_anomaly_mgal.forEach((_, i) => {
      made.bouguer_anomaly_mgal[i] += background(made.easting_m[i], made.northing_m[i]);
    });
    const axis = Float64Array.from({ length: 67 }, (_, i) => -15_000 + 5000 * i);
    const grid = makeGrid({
      x: axis,
      y: axis,
      values: Float64Array.from({ length: 4489 }, (_, k) =>
        background(axis[k % 67], axis[Math.floor(k / 67)]),
      ),
      ...{ crs: "plane", name: "bouguer_anomaly_mgal", units: "mGal" },
    });
    const alone = compileSurveys(columns(made));
    expect(texts(alone.result.surveys, "decision")).toEqual(["alone"]);
    expect(alone.report.warnings.join(" ")).toMatch(/No other survey is near island/);
    const tied = compileSurveys(columns(made), { background: { grid, sigma_mgal: 1 } });
    const [shift, sigma] = ["shift_mgal", "shift_sigma_mgal"].map(
      (name) => numbers(tied.result.surveys, name)[0],
    );
    expect(sigma).toBeGreaterThan(1);
    expect(sigma).toBeLessThan(6);
    expect(Math.abs(shift - 14)).toBeLessThan(3 * sigma);
  });

  it("is what is known of a survey's level beforehand: it counts as one more observation", () => {
    const points = columns(madeSurveys(THREE, 6));
    const free = compileSurveys(points, { reference: ["new"], apply: "all" }).result.surveys;
    const [shift, sigma] = [numbers(free, "shift_mgal")[1], numbers(free, "shift_sigma_mgal")[1]];
    const known = compileSurveys(points, {
      reference: ["new"],
      apply: "all",
      levelSigma_mgal: { old: sigma },
    });
    // Two pieces of equal weight, one of which says zero: half the shift, and the sigma over the root of two. Nearly, for the
    // covariance and the robust weights are found anew.
    expect(Math.abs(numbers(known.result.surveys, "shift_mgal")[1] / shift - 0.5)).toBeLessThan(0.1);
    expect(
      Math.abs(numbers(known.result.surveys, "shift_sigma_mgal")[1] / sigma - Math.SQRT1_2),
    ).toBeLessThan(0.1);
  });

  it("is a grid, whose nodes take part as a survey", () => {
    const made = madeSurveys({ ...THREE, surveys: [{ ...THREE.surveys[0], count: 250 }] }, 9);
    // The grid of a neighbour, 5 mGal too high: the nearest value of ours at each node.
    const axis = Float64Array.from({ length: 6 }, (_, i) => 2000 + 9000 * i);
    const nearest = (x: number, y: number) => {
      let [best, at] = [Number.POSITIVE_INFINITY, 0];
      made.easting_m.forEach((e, i) => {
        const d = Math.hypot(e - x, made.northing_m[i] - y);
        if (d < best) [best, at] = [d, i];
      });
      return made.bouguer_anomaly_mgal[at];
    };
    const values = Float64Array.from(
      { length: 36 },
      (_, k) => nearest(axis[k % 6], axis[Math.floor(k / 6)]) + 5,
    );
    const grid = makeGrid({
      ...{ x: axis, y: axis, values, crs: "plane", name: "bouguer_anomaly_mgal", units: "mGal" },
    });
    const nodes = pointsOfGrid(grid, { survey: "grid", sigma_mgal: 3 });
    const both: Record<string, Float64Array | string[]> = {};
    for (const [name, column] of Object.entries(made))
      both[name] =
        column instanceof Float64Array
          ? Float64Array.from([...column, ...numbers(nodes, name)])
          : [...column, ...texts(nodes, name)];
    const { surveys } = compileSurveys(both, { reference: ["new"] }).result;
    const [shift, sigma] = ["shift_mgal", "shift_sigma_mgal"].map((name) => numbers(surveys, name)[1]);
    expect(Math.abs(shift - 5)).toBeLessThan(3 * sigma);
    expect(sigma).toBeGreaterThan(0.3);
    expect(sigma).toBeLessThan(1.2);
    expect(texts(surveys, "decision")[1]).toBe("levelled");
  });
});

describe("options that cannot be used", () => {
  const points = columns(madeSurveys({ ...THREE, surveys: [THREE.surveys[0]] }, 1));
  it.each([
    [{ reference: ["1850"] }, /reference.*names of surveys: new/],
    [{ reference: "new" as never }, /reference: \["new"\]/],
    [{ levelSigma_mgal: { old: 1 } }, /levelSigma_mgal/],
    [{ levelSigma_mgal: -1 }, /levelSigma_mgal/],
    [{ significance: 5 }, /probability/],
    [{ apply: "none" as never }, /significant or all/],
    [{ reach_km: 0 }, /reach_km/],
    [{ sharedErrors: { new: { sigma_mgal: 1, range_km: Number.NaN } } }, /range_km/],
    [{ column: "free_air_anomaly_mgal" }, /free_air_anomaly_mgal/],
  ])("are named: %j", (options, message) => {
    expect(() => compileSurveys(points, options)).toThrow(message);
  });

  it("and so is a table without points that can take part", () => {
    const flag = points.survey.map(() => "duplicate");
    expect(() => compileSurveys({ ...points, flag })).toThrow(
      /0 points with a survey.* three points or more/,
    );
  });
});

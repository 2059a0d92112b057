import { describe, expect, it } from "vitest";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { findCrossings } from "../../../lib/survey/clean/points-crossovers.js";
import { levelLines } from "../../../lib/survey/clean/points-level-lines.js";
import { splitTrack } from "../../../lib/survey/clean/points-split-track.js";
import { compareSurveys } from "../../../lib/survey/clean/points-surveys.js";
import { flat, madePoints, smoothAnomaly } from "./made-points.js";

const numbers = (result: object, name: string) => (result as Record<string, Float64Array>)[name];
const texts = (result: object, name: string) => (result as Record<string, string[]>)[name];

describe("surveys that overlap", () => {
  const made = () => {
    const points = madePoints({ count: 900, seed: 21, height: flat, anomaly: smoothAnomaly });
    const survey = Array.from(points.longitude_deg, (_, i) => ["1960", "1995", "2020"][i % 3]);
    return { ...points, survey };
  };

  it("show the level and the tilt that one of them is off by", () => {
    const points = made();
    points.survey.forEach((name, i) => {
      if (name === "1960") points.gravity_mgal[i] += 14 + 0.05 * (points.longitude_deg[i] - 102.5) * 106.4;
    });
    const { result, report } = compareSurveys(points, { reference: "2020" });
    const at = (name: string) => texts(result.surveys, "survey").indexOf(name);
    expect(numbers(result.surveys, "shift_mgal")[at("1960")]).toBeCloseTo(14, 0);
    expect(numbers(result.surveys, "tilt_east_mgal_per_km")[at("1960")]).toBeCloseTo(0.05, 2);
    expect(numbers(result.surveys, "tilt_north_mgal_per_km")[at("1960")]).toBeCloseTo(0, 2);
    expect(Math.abs(numbers(result.surveys, "shift_mgal")[at("1995")])).toBeLessThan(0.1);
    expect(report.warnings.join(" ")).toMatch(
      /Survey 1960 is off by about 14 mGal: is it in the Potsdam system/,
    );
    const flags = texts(result.points, "flag");
    expect(flags.filter((flag) => flag === "survey_level")).toHaveLength(300);
    expect(flags.every((flag, i) => (flag !== "") === (points.survey[i] === "1960"))).toBe(true);
  });

  it("are not moved by wild points, and not flagged where nothing is off", () => {
    const points = made();
    for (let i = 0; i < 900; i += 30) points.gravity_mgal[i] += 100;
    const { result, report } = compareSurveys(points);
    expect(Math.max(...numbers(result.surveys, "shift_mgal").map(Math.abs))).toBeLessThan(0.2);
    expect(report.rows.surveys_flagged).toBe(0);
  });

  it("have mean zero without a reference, each by its number of points", () => {
    const points = made();
    points.survey.forEach((name, i) => {
      if (name === "1960") points.gravity_mgal[i] += 9;
    });
    const shift = numbers(compareSurveys(points, { tilt: false }).result.surveys, "shift_mgal");
    expect(shift.reduce((sum, s) => sum + s, 0)).toBeCloseTo(0, 2);
    expect(shift[0]).toBeCloseTo(6, 0);
  });

  it("are not accused where they only adjoin: across an edge a slope of the field looks like a shift", () => {
    const points = made();
    points.longitude_deg.forEach((longitude, i) => {
      points.survey[i] = longitude < 102.4 ? "west" : longitude < 102.7 ? "middle" : "east";
      points.gravity_mgal[i] += 40 * (longitude - 102.5) ** 2 + 25 * (longitude - 102.5);
    });
    const { report, result } = compareSurveys(points);
    expect(report.rows.surveys_flagged).toBe(0);
    expect(report.rows.overlap_points).toBeLessThan(60);
    const sigma = numbers(result.surveys, "shift_sigma_mgal");
    numbers(result.surveys, "shift_mgal").forEach((shift, k) => {
      expect(Number.isNaN(shift) || Math.abs(shift) < 4 * sigma[k]).toBe(true);
    });
  });

  it("say nothing of a survey that no other touches", () => {
    const points = made();
    points.survey.forEach((_, i) => {
      if (i < 60) {
        points.survey[i] = "island";
        points.longitude_deg[i] += 10;
      }
    });
    const { result, report } = compareSurveys(points);
    const k = texts(result.surveys, "survey").indexOf("island");
    expect(numbers(result.surveys, "shift_mgal")[k]).toBeNaN();
    expect(report.warnings.join(" ")).toMatch(/No other survey is near island/);
    expect(() => compareSurveys(points, { reference: "1850" })).toThrow(/one of the surveys/);
  });
});

/** Lines east and north over a square of 20 km, a point each 500 m, with a shift and a drift for every line. */
function madeLines(
  noise: number,
  drift: number,
): {
  tracks: Record<string, Float64Array | string[]>;
  shifts: Map<string, number>;
} {
  const random = seededRandom(31);
  const [line, east, north, minutes, value]: [string[], number[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
    [],
  ];
  const shifts = new Map<string, number>();
  for (let k = 0; k < 12; k++) {
    const name = `L${k + 1}`;
    const shift = 3 * normalRandom(random);
    const rate = drift * normalRandom(random);
    shifts.set(name, shift);
    for (let i = 0; i <= 40; i++) {
      const [along, across] = [500 * i, 1700 + 3300 * (k % 6)];
      const [x, y] = k < 6 ? [along, across] : [across + 13, along + 7];
      line.push(name);
      east.push(x);
      north.push(y);
      minutes.push(k * 300 + i * 5);
      const hours = (i - 20) / 12;
      value.push(10 * Math.sin(x / 6000) + y / 2000 + shift + rate * hours + noise * normalRandom(random));
    }
  }
  const tracks = {
    line,
    easting_m: Float64Array.from(east),
    northing_m: Float64Array.from(north),
    elapsed_minutes: Float64Array.from(minutes),
    free_air_anomaly_mgal: Float64Array.from(value),
  };
  return { tracks, shifts };
}

describe("crossings of tracks", () => {
  it("are all found, as many as pairs of steps tried one by one", () => {
    const { tracks } = madeLines(0, 0);
    const found = findCrossings(tracks);
    expect(found).toHaveLength(36);
    const pairs = new Set(found.map(({ lineA, lineB }) => `${lineA} ${lineB}`));
    expect(pairs.size).toBe(36);
  });

  it("are found on a random walk exactly where every pair of steps says", () => {
    const random = seededRandom(7);
    const n = 300;
    const [x, y] = [new Float64Array(n), new Float64Array(n)];
    for (let i = 1; i < n; i++) {
      x[i] = x[i - 1] + 1000 * normalRandom(random);
      y[i] = y[i - 1] + 1000 * normalRandom(random);
    }
    const line = Array<string>(n).fill("A");
    const found = findCrossings({ line, easting_m: x, northing_m: y, v: x.slice() }, { column: "v" });
    const side = (a: number, b: number, c: number) =>
      (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]);
    let expected = 0;
    for (let i = 0; i + 1 < n; i++)
      for (let j = i + 2; j + 1 < n; j++)
        if (side(i, i + 1, j) * side(i, i + 1, j + 1) < 0 && side(j, j + 1, i) * side(j, j + 1, i + 1) < 0)
          expected++;
    expect(expected).toBeGreaterThan(100);
    expect(found).toHaveLength(expected);
    // The value is the easting, which is the same on both tracks where they cross.
    expect(Math.max(...found.map((one) => Math.abs(one.difference)))).toBeLessThan(1e-6);
  });

  it("interpolate across short gaps along the track, not across long ones", () => {
    const { tracks } = madeLines(0, 0);
    const value = tracks.free_air_anomaly_mgal as Float64Array;
    const thin = value.map((v, i) => (i % 4 === 0 ? v : Number.NaN));
    expect(findCrossings({ ...tracks, free_air_anomaly_mgal: thin }).length).toBeGreaterThan(30);
    expect(findCrossings({ ...tracks, free_air_anomaly_mgal: thin }, { largestGap_km: 1 })).toHaveLength(0);
  });
});

describe("levelling of lines", () => {
  it("recovers the shift of every line", () => {
    const { tracks, shifts } = madeLines(0.05, 0);
    const { result, report } = levelLines(tracks);
    const mean = [...shifts.values()].reduce((sum, s) => sum + s, 0) / 12;
    texts(result.lines, "line").forEach((name, k) => {
      const expected = (shifts.get(name) ?? Number.NaN) - mean;
      expect(Math.abs(numbers(result.lines, "shift_mgal")[k] - expected), name).toBeLessThan(0.1);
    });
    const { before, after, redundancy } = report.figures as Record<string, Record<string, number>>;
    expect(before.rms_mgal).toBeGreaterThan(2);
    expect(after.rms_mgal).toBeLessThan(0.15);
    expect(redundancy).toBe(36 - 11);
  });

  it("keeps to it in spite of one bad crossing", () => {
    const { tracks } = madeLines(0.05, 0);
    const clean = numbers(levelLines(tracks).result.lines, "shift_mgal");
    const spoilt = (tracks.free_air_anomaly_mgal as Float64Array).slice();
    for (let i = 2; i < 5; i++) spoilt[i] += 200;
    const shift = numbers(
      levelLines({ ...tracks, free_air_anomaly_mgal: spoilt }).result.lines,
      "shift_mgal",
    );
    expect(Math.max(...shift.map((s, k) => Math.abs(s - clean[k])))).toBeLessThan(0.1);
  });

  it("finds a drift with time where it is asked for", () => {
    const { tracks } = madeLines(0.02, 0.5);
    const rms = (drift: boolean) => {
      const { figures } = levelLines(tracks, { drift, driftSigma_mgal_per_hour: 1 }).report;
      return (figures.after as Record<string, number>).rms_mgal;
    };
    expect(rms(false)).toBeGreaterThan(0.3);
    expect(rms(true)).toBeLessThan(0.05);
  });

  it("leaves lines as they are that are fixed, or that cross no other", () => {
    const { tracks, shifts } = madeLines(0.02, 0);
    const { result } = levelLines(tracks, { fixed: ["L3"] });
    const shift = numbers(result.lines, "shift_mgal");
    expect(Math.abs(shift[2])).toBeLessThan(1e-3);
    expect(Math.abs(shift[0] - ((shifts.get("L1") ?? 0) - (shifts.get("L3") ?? 0)))).toBeLessThan(0.1);
    const parallel = levelLines({
      line: ["A", "A", "B", "B"],
      easting_m: Float64Array.of(0, 1000, 0, 1000),
      northing_m: Float64Array.of(0, 0, 100, 100),
      free_air_anomaly_mgal: Float64Array.of(1, 1, 9, 9),
    });
    expect(numbers(parallel.result.tracks, "levelled_free_air_anomaly_mgal")).toEqual(
      Float64Array.of(1, 1, 9, 9),
    );
    expect(parallel.report.warnings[0]).toMatch(/2 lines cross no other/);
    expect(() => levelLines(tracks, { fixed: ["L99"] })).toThrow(/names of lines/);
  });
});

describe("a track", () => {
  it("is divided at turns and pauses", () => {
    const n = 90;
    const [x, y] = [new Float64Array(n), new Float64Array(n)];
    for (let i = 1; i < n; i++) {
      x[i] = x[i - 1] + (i <= 30 || i > 60 ? 1000 : 0);
      y[i] = y[i - 1] + (i > 30 && i <= 60 ? 1000 : 0);
    }
    const elapsed_minutes = Float64Array.from({ length: n }, (_, i) => i * 5 + (i > 75 ? 300 : 0));
    const { line } = splitTrack({ easting_m: x, northing_m: y, elapsed_minutes });
    const starts = (line as string[]).flatMap((name, i) => (i > 0 && name === line[i - 1] ? [] : [i]));
    expect(starts).toEqual([0, 30, 60, 76]);
    expect(() => splitTrack({ easting_m: x, northing_m: y }, { turn_deg: 0 })).toThrow(/turn_deg/);
  });
});

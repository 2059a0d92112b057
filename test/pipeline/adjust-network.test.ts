import { describe, expect, it } from "vitest";
import type { Columns } from "../../lib/core/columns.js";
import { normalRandom, seededRandom } from "../../lib/core/random.js";
import { readDialSheets } from "../../lib/formats/instruments/dial-sheets.js";
import { readDialTable } from "../../lib/formats/instruments/dial-table.js";
import { readPoints } from "../../lib/formats/points.js";
import { dataset } from "../../lib/node/dataset.js";
import { adjustNetwork } from "../../lib/survey/adjust/adjust-network.js";
import { driftByLoop } from "../../lib/survey/adjust/drift-by-loop.js";
import { calibrateDial } from "../../lib/survey/correct/calibrate-dial.js";
import { correctTide } from "../../lib/survey/correct/correct-tide.js";
import { burrisReadings, columnsOf } from "./burris-readings.js";
import { realData } from "./real-data.js";

const numbers = (columns: Columns, name: string) => columns[name] as Float64Array;
const texts = (columns: Columns, name: string) => columns[name] as string[];

const synthetic = realData("usgs-synthetic");
/** What the workbook beside the surveys says: gravity of each station in mGal, noise 0.003 mGal. */
const TRUTH: Readonly<Record<string, number>> = { sta1: 50, sta2: 48, sta3: 45, sta4: 48.5, sta5: 46 };
const held = (...names: string[]): Columns => ({
  station: names,
  gravity_mgal: Float64Array.from(names, (name) => TRUTH[name]),
});

describe.skipIf(synthetic === undefined)("the simulated Burris surveys of the USGS", () => {
  it.each([
    { survey: "Test1", bases: ["sta1"], drift: [0], calibration: {} },
    { survey: "Test2", bases: ["sta1"], drift: [0.01], calibration: {} },
    { survey: "Test3", bases: ["sta1", "sta3"], drift: [0.01], calibration: { B44: 1.03 } },
    { survey: "Test4", bases: ["sta1", "sta3"], drift: [0.01, 0.01], calibration: { B44: 1.1, B108: 1.05 } },
  ])(
    "$survey gives its stations, drift and scale back, holding $bases",
    ({ survey, bases, drift, calibration }) => {
      const meters = Object.fromEntries(
        Object.keys(calibration).map((name) => [name, { scaleFactor: "unknown" } as const]),
      );
      const readings = columnsOf(burrisReadings(`${synthetic}${survey}.txt`), 0.003);
      const answer = adjustNetwork(readings, { bases: held(...bases), meters });
      const errors = texts(answer.result, "station").map(
        (name, i) => numbers(answer.result, "gravity_mgal")[i] - TRUTH[name],
      );
      const rates = numbers(answer.drift, "drift_mgal_per_hour");
      const factors = numbers(answer.meters, "scale_factor");
      console.log(
        `${survey}, held ${bases.join(" and ")}: errors ${errors.map((e) => e.toFixed(4)).join(" ")} mGal, drift ` +
          `${[...rates].map((r) => r.toFixed(4)).join(", ")} mGal/h, reading over gravity ` +
          `${[...factors].map((f) => (1 / f).toFixed(5)).join(", ")}, σ0 ${answer.figures.sigma0.toFixed(2)}`,
      );
      for (const [i, error] of errors.entries()) {
        expect(Math.abs(error)).toBeLessThanOrEqual(0.005);
        expect(Math.abs(error)).toBeLessThanOrEqual(3 * numbers(answer.result, "gravity_sigma_mgal")[i]);
      }
      for (const [i, name] of texts(answer.drift, "meter").entries()) {
        const k = (calibration as Record<string, number>)[name] ?? 1;
        const sigma = numbers(answer.drift, "drift_sigma_mgal_per_hour")[i];
        expect(Math.abs(rates[i] - drift[i] * k)).toBeLessThan(3 * sigma); // the meter counts its drift as it counts gravity
        const m = texts(answer.meters, "meter").indexOf(name);
        const error = Math.abs(factors[m] - 1 / k);
        expect(error).toBeLessThanOrEqual(3 * numbers(answer.meters, "scale_factor_sigma")[m]);
      }
      expect(answer.figures.chi_square.accepted).toBe(true);
      expect(answer.figures.redundancy_sum).toBeCloseTo(answer.figures.degrees_of_freedom, 8);
    },
  );

  it("Test5, whose drift of 18 mGal turns between readings, is within 2 sigma with a smooth drift", () => {
    const readings = columnsOf(burrisReadings(`${synthetic}Test5.txt`), 0.003);
    const options = {
      bases: held("sta1"),
      meters: { B44: { scaleFactor: 1 / 1.003 } },
      sigmaFrom: "given",
    } as const;
    const errors = (answer: ReturnType<typeof adjustNetwork>) =>
      texts(answer.result, "station").map(
        (name, i) => numbers(answer.result, "gravity_mgal")[i] - TRUTH[name],
      );
    const rms = (list: number[]) => Math.sqrt(list.reduce((sum, e) => sum + e * e, 0) / 4); // sta1 is held
    // The strength of the smooth drift comes from the readings alone: that at which the steps of its rate are as large
    // as it says, so that vᵀPv is as large as the degrees of freedom. Twice the sigmas that follow from it is the bound.
    let [low, high] = [0.1, 100];
    const smooth = (strength: number) =>
      adjustNetwork(readings, { ...options, driftRateWalk_mgal_per_hour_per_root_hour: strength });
    for (let k = 0; k < 40; k++) {
      const middle = Math.sqrt(low * high);
      if (smooth(middle).figures.sigma0 > 1) low = middle;
      else high = middle;
    }
    const answer = smooth(high);
    const cubic = adjustNetwork(readings, { ...options, driftDegree: 3 });
    const walk = adjustNetwork(readings, { ...options, driftWalk_mgal_per_root_hour: 4.5 });
    const bound = 2 * Math.max(...numbers(answer.result, "gravity_sigma_mgal"));
    console.log(
      `Test5, held sta1: rms error ${rms(errors(cubic)).toFixed(3)} mGal with a cubic, ${rms(errors(walk)).toFixed(3)} with ` +
        `a walk, ${rms(errors(answer)).toFixed(3)} with a smooth drift of ${high.toFixed(1)} mGal/h per √h; bound ` +
        `${bound.toFixed(2)} mGal, errors ${errors(answer)
          .map((e) => e.toFixed(3))
          .join(" ")}`,
    );
    expect(cubic.figures.chi_square.accepted).toBe(false);
    expect(bound).toBeLessThan(1.2); // 18 mGal of drift, a station every 22 minutes
    for (const [i, error] of errors(answer).entries())
      expect(Math.abs(error)).toBeLessThanOrEqual(2 * numbers(answer.result, "gravity_sigma_mgal")[i]);
    expect(rms(errors(answer))).toBeLessThan(rms(errors(cubic)) / 3);
  });
});

describe("loop by loop and network", () => {
  it("agree on the first survey within sigma, and both with the truth", async () => {
    const survey = dataset("first-survey");
    const sheets = readDialSheets(await survey.readAll("day-")).result;
    const calibrated = calibrateDial(sheets, readDialTable(await survey.read("dial-table.csv"))).result;
    const readings = correctTide(calibrated).result;
    const bases = readPoints(await survey.read("bases.csv"));
    const truth = readPoints(await survey.read("truth.csv"));
    const loops = driftByLoop(readings, bases).result;
    const network = adjustNetwork(readings, { bases });
    expect(texts(network.result, "station")).toEqual(texts(loops, "station"));
    const rms = (list: number[]) => Math.sqrt(list.reduce((sum, v) => sum + v * v, 0) / list.length);
    const differences = Array.from(
      numbers(network.result, "gravity_mgal"),
      (g, i) => (g - numbers(loops, "gravity_mgal")[i]) / numbers(loops, "gravity_sigma_mgal")[i],
    );
    const errors = (table: Columns) =>
      texts(table, "station").map(
        (name, i) =>
          numbers(table, "gravity_mgal")[i] -
          numbers(truth, "gravity_mgal")[texts(truth, "station").indexOf(name)],
      );
    console.log(
      `first-survey: network against loops ${rms(differences).toFixed(2)} σ rms, largest ` +
        `${Math.max(...differences.map(Math.abs)).toFixed(2)} σ; rms error ${rms(errors(network.result)).toFixed(4)} mGal ` +
        `(network), ${rms(errors(loops)).toFixed(4)} (loops); σ0 ${network.figures.sigma0.toFixed(2)}`,
    );
    expect(rms(differences)).toBeLessThan(1);
    expect(Math.max(...differences.map(Math.abs))).toBeLessThan(3);
    const sigmas = numbers(network.result, "gravity_sigma_mgal");
    const normalised = rms(errors(network.result).flatMap((e, i) => (sigmas[i] > 0 ? [e / sigmas[i]] : [])));
    console.log(`first-survey: error over sigma of the network ${normalised.toFixed(2)} rms`);
    // of the simulated surveys of network-and-loops.test.ts 94 % lie between these bounds; that test also shows that the
    // network is better than the loops over many surveys, though by chance not in this one
    expect(normalised).toBeGreaterThan(0.7);
    expect(normalised).toBeLessThan(1.3);
  });
});

describe("a large network", () => {
  it("of 5,000 stations, 30,000 readings and 3 meters is adjusted, and the time is printed", () => {
    const { readings, bases, gravity } = largeNetwork(5000, 30_000);
    const start = performance.now();
    const answer = adjustNetwork(readings, { bases, meters: { B: { scaleFactor: "unknown" } } });
    const seconds = (performance.now() - start) / 1000;
    const { figures, result } = answer;
    console.log(
      `${readings.reading_mgal.length} readings, ${gravity.size} stations, ${figures.unknowns} unknowns, factor of ` +
        `${figures.factor_elements} elements, condition ${figures.condition.toExponential(1)}: ${seconds.toFixed(1)} s`,
    );
    expect(figures.redundancy_sum / figures.degrees_of_freedom).toBeCloseTo(1, 9);
    expect(figures.sigma0).toBeGreaterThan(0.98);
    expect(figures.sigma0).toBeLessThan(1.02);
    const z = texts(result, "station").map(
      (name, i) =>
        (numbers(result, "gravity_mgal")[i] - (gravity.get(name) as number)) /
        numbers(result, "gravity_sigma_mgal")[i],
    );
    expect(z.filter((value) => Math.abs(value) < 2).length / z.length).toBeGreaterThan(0.9);
  }, 180_000);
});

/** Loops that wander over a square of stations and come back, three meters in turn, 20 bases. */
function largeNetwork(stations: number, count: number) {
  const random = seededRandom(3);
  const side = Math.ceil(Math.sqrt(stations));
  const gravity = new Map(Array.from({ length: stations }, (_, i) => [`S${i}`, random() * 200]));
  const [station, loop, meter, minutes, reading] = [[], [], [], [], []] as [
    string[],
    string[],
    string[],
    number[],
    number[],
  ];
  for (let l = 0; station.length < count; l++) {
    const home = Math.floor(random() * stations);
    const route = [home];
    let [x, y] = [home % side, Math.floor(home / side)];
    for (let k = 0; k < 10; k++) {
      x = Math.max(0, Math.min(side - 1, x + Math.floor(random() * 3) - 1));
      y = Math.max(0, Math.min(side - 1, y + Math.floor(random() * 3) - 1));
      const next = y * side + x;
      if (next < stations && next !== route[route.length - 1]) route.push(next);
    }
    const rate = normalRandom(random) * 0.02;
    for (const [k, s] of [...route, home].entries()) {
      station.push(`S${s}`);
      loop.push(`L${l}`);
      meter.push("ABC"[l % 3]);
      minutes.push(20 * k);
      const value = (gravity.get(`S${s}`) as number) / (l % 3 === 1 ? 1.001 : 1);
      reading.push(2000 + value + (rate * k) / 3 + normalRandom(random) * 0.01);
    }
  }
  const ties = Array.from({ length: 20 }, (_, k) => `S${Math.floor((k * stations) / 20)}`);
  return {
    gravity,
    readings: {
      station,
      loop,
      meter,
      elapsed_minutes: Float64Array.from(minutes),
      reading_mgal: Float64Array.from(reading),
    },
    bases: {
      station: ties,
      gravity_mgal: Float64Array.from(
        ties,
        (name) => (gravity.get(name) as number) + normalRandom(random) * 0.005,
      ),
      gravity_sigma_mgal: new Float64Array(20).fill(0.005),
    },
  };
}

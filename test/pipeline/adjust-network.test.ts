import { readdirSync, readFileSync } from "node:fs";
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
import { realData } from "./real-data.js";

const numbers = (columns: Columns, name: string) => columns[name] as Float64Array;
const texts = (columns: Columns, name: string) => columns[name] as string[];

/** Lines of a Burris meter: station, operator, meter, date, time, gravity (mGal, tide corrected), and what follows. */
function burrisReadings(path: string, loop = "1") {
  const lines = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const cells = lines.map((line) => line.trim().split(/\s+/));
  return cells.map(([station, , meter, date, time, gravity]) => ({
    station,
    meter,
    loop,
    time_utc: `${date.replaceAll("/", "-")}T${time}Z`,
    reading_mgal: Number(gravity),
  }));
}

function columnsOf(rows: ReturnType<typeof burrisReadings>, sigma: number): Columns {
  return {
    station: rows.map(({ station }) => station),
    meter: rows.map(({ meter }) => meter),
    loop: rows.map(({ loop }) => loop),
    time_utc: rows.map(({ time_utc }) => time_utc),
    reading_mgal: Float64Array.from(rows, ({ reading_mgal }) => reading_mgal),
    sigma_mgal: new Float64Array(rows.length).fill(sigma),
  };
}

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

  it("Test5, whose drift of 18 mGal turns between readings, is within its own sigma with a wandering drift", () => {
    const readings = columnsOf(burrisReadings(`${synthetic}Test5.txt`), 0.003);
    const options = { bases: held("sta1"), meters: { B44: { scaleFactor: 1 / 1.003 } } };
    const cubic = adjustNetwork(readings, { ...options, driftDegree: 3 });
    // The rate runs from +9 to −6 mGal/h, 4.5 rms about its mean; readings are 22 minutes apart, and the rate holds
    // for about an hour: the walk that spreads as far in an hour has 4.5 mGal/√h. The bound is twice its sigma.
    const walk = adjustNetwork(readings, { ...options, driftWalk_mgal_per_root_hour: 4.5 });
    const rms = (answer: typeof cubic) =>
      Math.sqrt(
        texts(answer.result, "station")
          .map((name, i) => numbers(answer.result, "gravity_mgal")[i] - TRUTH[name])
          .reduce((sum, e) => sum + e * e, 0) / 4,
      );
    const sigmas = numbers(walk.result, "gravity_sigma_mgal");
    console.log(
      `Test5: rms error ${rms(cubic).toFixed(3)} mGal with a cubic, ${rms(walk).toFixed(3)} with a walk, whose bound is ` +
        `${(2 * Math.max(...sigmas)).toFixed(2)} mGal`,
    );
    expect(cubic.figures.chi_square.accepted).toBe(false);
    for (const [i, name] of texts(walk.result, "station").entries()) {
      const error = Math.abs(numbers(walk.result, "gravity_mgal")[i] - TRUTH[name]);
      expect(error).toBeLessThanOrEqual(2 * sigmas[i]);
    }
  });
});

const burris = realData("usgs-burris-a10");

describe.skipIf(burris === undefined)("two Burris meters tied to absolute stations", () => {
  it("agree with each other and with the A-10, each absolute station also when it is left out", () => {
    for (const [field, year] of [
      ["2017-12-05", "2017"],
      ["2018-02-27", "2018"],
    ]) {
      const rows = ["B44", "B108"].flatMap((meter) => burrisReadings(`${burris}${meter}_${field}.txt`));
      const reports = readdirSync(`${burris}absolute`).filter((name) => name.includes(`_${year}`));
      const absolute = reports.map((name) => {
        const text = readFileSync(`${burris}absolute/${name}`, "latin1");
        const value = (pattern: RegExp) => Number(pattern.exec(text)?.[1]) / 1000;
        return {
          station: /^Name:\s*(\S+)/m.exec(text)?.[1] as string,
          gravity: value(/^Gravity:\s+([\d.]+)/m),
          sigma: value(/^Total Uncertainty:\s+([\d.]+)/m),
        };
      });
      const basesOf = (list: typeof absolute): Columns => ({
        station: list.map(({ station }) => station),
        gravity_mgal: Float64Array.from(list, ({ gravity }) => gravity),
        gravity_sigma_mgal: Float64Array.from(list, ({ sigma }) => sigma),
      });
      const readings = columnsOf(rows, 0.003);
      const first = { setupSigma_mgal: 0.004, driftDegree: 2 } as const;
      const bases = basesOf(absolute);
      // the operator of B108 turned the dial from 2650 to 2750 on the way in 2018: a jump that is found and confirmed
      const proposed = adjustNetwork(readings, { ...first, bases }).figures.proposed_tares;
      const tares = proposed.filter(({ step_mgal }) => Math.abs(step_mgal) > 1);
      expect(tares.map(({ meter, step_mgal }) => [meter, Math.round(step_mgal)])).toEqual(
        year === "2018" ? [["B108", 98]] : [],
      );
      const options = { ...first, tares, varianceComponents: true };
      const all = adjustNetwork(readings, { ...options, bases });
      const misfits = absolute.map((left) => {
        const answer = adjustNetwork(readings, {
          ...options,
          bases: basesOf(absolute.filter((other) => other !== left)),
        });
        const i = texts(answer.result, "station").indexOf(left.station);
        const sigma = Math.hypot(numbers(answer.result, "gravity_sigma_mgal")[i], left.sigma);
        return { ...left, misfit: numbers(answer.result, "gravity_mgal")[i] - left.gravity, expected: sigma };
      });
      const factors = numbers(all.meters, "sigma_factor");
      console.log(
        `Burris ${field}: ${all.report.rows.occupations} occupations, ${all.report.rows.stations} stations, σ0 ` +
          `${all.figures.sigma0.toFixed(2)}, sigma factors ${texts(all.meters, "meter")
            .map((name, i) => `${name} ${factors[i].toFixed(2)}`)
            .join(", ")}; tares ${JSON.stringify(texts(all.drift, "tares"))}, more proposed: ${
            all.figures.proposed_tares.length
          }; an absolute station left out is off by ` +
          misfits.map((m) => `${m.station} ${(1000 * m.misfit).toFixed(1)} µGal`).join(", "),
      );
      expect(all.figures.undetermined).toEqual([]);
      expect(all.figures.chi_square.accepted).toBe(true);
      for (const factor of factors) expect(factor).toBeLessThan(5);
      for (const { misfit, expected } of misfits) expect(Math.abs(misfit)).toBeLessThan(3 * expected);
    }
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
    // bounds of errors that are as large as their sigma says: 96 % of the surveys of network-and-loops.test.ts, which
    // also shows that the network is better than the loops over many surveys, though by chance not in this one
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

import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { tableOf } from "../../../lib/core/columns-table.js";
import type { Figure } from "../../../lib/core/figure.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { figureSvg } from "../../../lib/map/figure-svg.js";
import { adjustNetwork } from "../../../lib/survey/adjust/adjust-network.js";
import { planNetwork } from "../../../lib/survey/adjust/plan-network.js";
import { planNetwork as planTable } from "../../../lib/survey/adjust/plan-network-table.js";
import type { PlanNetworkOptions, PlannedMeter } from "../../../lib/survey/adjust/plan-options.js";

const numbers = (columns: Columns, name: string) => columns[name] as Float64Array;
const texts = (columns: Columns, name: string) => columns[name] as string[];

/** Places of stations, km east and north of B. */
const PLACES: Readonly<Record<string, readonly [number, number]>> = {
  B: [0, 0],
  C: [22, 3],
  P1: [3, 2],
  P2: [6, 5],
  P3: [4, 8],
  P4: [9, 9],
  P5: [12, 4],
  P6: [15, 7],
  P7: [18, 2],
  P8: [17, 10],
};
const LOOPS: Readonly<Record<string, string>> = {
  L1: "B P1 P2 P3 P1 B",
  L2: "B P3 P4 P8 P4 P3",
  L3: "C P7 P6 P5 P7 C",
  L4: "C P8 P6 P8 C",
};

type Cells = Record<string, string[] | Float64Array>;

/** A design of loops through the places: L3 and L4 with the second meter. */
function made(loops: Readonly<Record<string, string>> = LOOPS): Cells {
  const rows = Object.entries(loops).flatMap(([loop, route]) =>
    route.split(" ").map((station) => ({ loop, station })),
  );
  const place = (k: 0 | 1) =>
    Float64Array.from(rows, ({ station }) => 1000 * (PLACES[station]?.[k] ?? Number.NaN));
  const sigma: Readonly<Record<string, number>> = { B: 0, C: 0.004 };
  return {
    loop: rows.map(({ loop }) => loop),
    station: rows.map(({ station }) => station),
    meter: rows.map(({ loop }) => (loop < "L3" ? "one" : "two")),
    easting_m: place(0),
    northing_m: place(1),
    base_sigma_mgal: Float64Array.from(rows, ({ station }) => sigma[station] ?? Number.NaN),
  };
}

const METERS: Readonly<Record<string, PlannedMeter>> = {
  one: { readingSigma_mgal: 0.008, setupSigma_mgal: 0.003, driftWalk_mgal_per_root_hour: 0.006 },
  two: { readingSigma_mgal: 0.012, driftDegree: 2 },
};

describe("planNetwork", () => {
  it("tells the scatter that simulated surveys show: 400 of them, adjusted", () => {
    const options = { meters: METERS, readingsPerVisit: 2 };
    const plan = planNetwork(made(), options);
    const { loop, station, meter } = plan.readings as Record<string, string[]>;
    const minutes = numbers(plan.readings, "elapsed_minutes");
    const random = seededRandom(2026);
    const names = texts(plan.result, "station");
    const truth = new Map(names.map((name) => [name, 978_000 + 80 * random()]));
    const sums = { error: new Float64Array(names.length), square: new Float64Array(names.length) };
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      let [offset, rate, curve, walk, start] = [0, 0, 0, 0, 0];
      const reading_mgal = minutes.map((t, row) => {
        const {
          readingSigma_mgal = 0,
          setupSigma_mgal = 0,
          driftWalk_mgal_per_root_hour = 0,
        } = METERS[meter[row]];
        if (loop[row] !== loop[row - 1]) {
          [offset, rate, walk, start] = [2000 + 50 * random(), 0.05 * normalRandom(random), 0, t];
          curve = meter[row] === "two" ? 0.01 * normalRandom(random) : 0;
        } else
          walk +=
            driftWalk_mgal_per_root_hour * Math.sqrt((t - minutes[row - 1]) / 60) * normalRandom(random);
        const hours = (t - start) / 60;
        const noise = () => readingSigma_mgal * normalRandom(random);
        const error = (noise() + noise()) / 2 + setupSigma_mgal * normalRandom(random);
        const gravity = (truth.get(station[row]) as number) - 978_000;
        return offset + gravity + rate * hours + curve * hours ** 2 + walk + error;
      });
      const answer = adjustNetwork(
        { ...plan.readings, reading_mgal },
        {
          bases: {
            station: ["B", "C"],
            gravity_mgal: Float64Array.of(
              truth.get("B") as number,
              (truth.get("C") as number) + 0.004 * normalRandom(random),
            ),
            gravity_sigma_mgal: Float64Array.of(0, 0.004),
          },
          meters: { one: { driftWalk_mgal_per_root_hour: 0.006 }, two: { driftDegree: 2 } },
          sigmaFrom: "given",
          proposeTares: false,
        },
      );
      expect(texts(answer.result, "station")).toEqual(names);
      for (const [s, name] of names.entries()) {
        const error = numbers(answer.result, "gravity_mgal")[s] - (truth.get(name) as number);
        sums.error[s] += error;
        sums.square[s] += error ** 2;
      }
    }
    const sigma = numbers(plan.result, "gravity_sigma_mgal");
    const ratios = names.flatMap((_, s) =>
      sigma[s] > 0 ? [Math.sqrt(sums.square[s] / runs) / sigma[s]] : [],
    );
    console.log(
      `scatter of ${runs} surveys over the planned sigma: ${ratios.map((r) => r.toFixed(3)).join(" ")}`,
    );
    expect(ratios).toHaveLength(names.length - 1);
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(4 / Math.sqrt(2 * runs));
    for (const [s, error] of sums.error.entries())
      expect(Math.abs(error / runs)).toBeLessThanOrEqual((4 * sigma[s]) / Math.sqrt(runs));
  });

  it("gives the textbook's sigma of a station between two visits to its base", () => {
    const plan = planNetwork(made({ L1: "B P1 B" }), { meters: { one: { readingSigma_mgal: 0.01 } } });
    expect(numbers(plan.result, "gravity_sigma_mgal")[1]).toBeCloseTo(0.01 * Math.sqrt(1.5), 12);
    expect(plan.figures.unchecked_visits).toBe(3);
    expect(numbers(plan.result, "smallest_blunder_mgal")[1]).toBe(Number.POSITIVE_INFINITY);
    expect(plan.text).toContain("3 of 3 visits are checked");
  });

  const drifts: Record<string, PlanNetworkOptions> = {
    "a linear drift": { meters: METERS },
    "a wandering drift and several readings": { meters: METERS, readingsPerVisit: 3, rankBy: "worst" },
    "a quadratic drift": { meters: METERS, tieMeter: "two" },
    "no drift": { meters: { one: { driftDegree: 0 }, two: {} } },
    "a cubic drift that wanders": {
      meters: { one: { driftDegree: 3, driftWalk_mgal_per_root_hour: 0.01 }, two: { driftDegree: 0 } },
      rankBy: "worst",
    },
  };
  it.each(Object.entries(drifts))("ranks extra ties as planning each of them anew does: %s", (_, options) => {
    // the worst sigma of a cubic loop of five visits is that of an unseen drift: longer loops here
    const loops = { L1: "B P1 P2 P3 P1 P2 P3 B", L2: "B P3 P4 P8 P4 P3 P8 B", L3: "C P7 P6 P5 P7 P6 C" };
    const design = made(loops);
    const plan = planNetwork(design, { ...options, ties: 1000 });
    const { from_station, to_station } = plan.ties as Record<string, string[]>;
    const names = texts(plan.result, "station");
    expect(from_station.length).toBe((names.length * (names.length - 1)) / 2); // B is held, C is not: every pair
    const visits = numbers(plan.ties, "visits")[0];
    const drops = from_station.map((from, k) => {
      const route = Array.from({ length: visits }, (_v, i) => (i % 2 === 0 ? from : to_station[k]));
      const more = made({ ...loops, extra: route.join(" ") });
      const meter = texts(more, "loop").map((l, i) =>
        l === "extra" ? (options.tieMeter ?? "one") : texts(design, "meter")[i],
      );
      const anew = planNetwork({ ...more, meter }, { ...options, ties: 0 });
      expect(numbers(anew.loops, "hours")[3]).toBeCloseTo(numbers(plan.ties, "hours")[k], 9);
      expect(numbers(anew.loops, "road_km")[3]).toBeCloseTo(numbers(plan.ties, "road_km")[k], 9);
      return {
        mean: plan.figures.mean_sigma_mgal - anew.figures.mean_sigma_mgal,
        worst: plan.figures.worst_sigma_mgal - anew.figures.worst_sigma_mgal,
      };
    });
    const off = drops.map(({ mean, worst }, k) =>
      Math.max(
        Math.abs(mean - numbers(plan.ties, "mean_sigma_drop_mgal")[k]),
        Math.abs(worst - numbers(plan.ties, "worst_sigma_drop_mgal")[k]),
      ),
    );
    expect(Math.max(...off)).toBeLessThan(1e-9);
    const wanted = drops.map((drop) => drop[options.rankBy ?? "mean"]);
    expect(wanted[0]).toBeCloseTo(Math.max(...wanted), 9);
    expect(wanted[0]).toBeGreaterThan(0);
  });

  it("adds up roads, hours and days, and says where a plan does not fit", () => {
    const options = {
      meters: METERS,
      visitMinutes: 12,
      travelSpeed_km_per_hour: 20,
      detour: 1.5,
      hoursPerDay: 6,
    };
    const plan = planNetwork(made(), { ...options, readingsPerVisit: 3, days: 1, target_mgal: 0.008 });
    const route = LOOPS.L1.split(" ").map((name) => PLACES[name]);
    const road = route
      .slice(1)
      .reduce((sum, [x, y], k) => sum + 1.5 * Math.hypot(x - route[k][0], y - route[k][1]), 0);
    expect(numbers(plan.loops, "road_km")[0]).toBeCloseTo(road, 9);
    expect(numbers(plan.loops, "hours")[0]).toBeCloseTo(road / 20 + (6 * 12) / 60, 9);
    expect(plan.figures.readings).toBe(3 * plan.figures.visits);
    expect(plan.figures.visits).toBe(23);
    const [first, second] = numbers(plan.loops, "hours");
    expect(first + second).toBeGreaterThan(6);
    expect([...numbers(plan.loops, "day")]).toEqual([1, 2, 1, 1]);
    expect(plan.report.warnings.join("\n")).toContain("Meter one needs 2 days, and there are 1");
    expect(plan.report.warnings.join("\n")).toMatch(/Above 0.008 mGal: \d stations, .*P/);
    const short = planNetwork(made(), { ...options, hoursPerDay: 1.2 });
    expect(short.report.warnings.join("\n")).toMatch(/Longer than a day of 1.2 h: loops .*L2 \(\d\.\d h\)/);
    expect(numbers(short.loops, "day")[1]).toBe(1 + Math.round(first / 1.2));
    expect(Math.round(first / 1.2)).toBeGreaterThan(1);
  });

  it("keeps the minutes of a design, and needs coordinates only where there are none", () => {
    const { easting_m: _x, northing_m: _y, ...plain } = made({ L1: "B P1 B P1" });
    const elapsed_minutes = Float64Array.of(0, 30, 70, 95);
    const plan = planNetwork({ ...plain, elapsed_minutes }, { meters: METERS });
    expect(numbers(plan.readings, "elapsed_minutes")).toEqual(elapsed_minutes);
    expect(plan.figure).toBeUndefined();
    expect(texts(plan.ties, "from_station")).toEqual([]);
    expect(plan.text).not.toMatch(/NaN|undefined/);
    expect(() => planNetwork(plain, { meters: METERS })).toThrow(
      "elapsed_minutes of P1 in loop L1 is 'empty'",
    );
    elapsed_minutes[2] = 20;
    expect(() => planNetwork({ ...plain, elapsed_minutes }, { meters: METERS })).toThrow(
      "elapsed_minutes of B in loop L1 is 20, but must be more than 30, at P1 before it",
    );
  });

  it("names what a design lacks", () => {
    const plan =
      (design: Cells, options: PlanNetworkOptions = { meters: METERS }) =>
      () =>
        planNetwork(design, options);
    const listedOnly = made({ L1: "B P1 P2 B", "": "P7 P8" });
    expect(plan(listedOnly)).toThrow(/design is 'P7, P8', but must be stations that a loop visits/);
    expect(plan(made({ L1: "B P1 B", L2: "P2 P3 P2" }))).toThrow(
      /loop L2 is 'a loop through P2, P3', but must be loops that/,
    );
    expect(plan(made({ L1: "B P1 B", L2: "P2 P3 P2", L5: "P5 P6 P5" }))).toThrow(
      /loops of the design is 'L2, L5'/,
    );
    expect(plan(made({ L1: "B P1 B", L2: "P2" }))).toThrow(
      /loop L2 is 'P2', but must be a loop of two stations/,
    );
    expect(plan(made({ L1: "P1 P2 P1" }))).toThrow(/column base_sigma_mgal is 'empty'.*Without a base/s);
    expect(plan({ ...made(), meter: made().loop })).toThrow(
      /meter of row 1 is 'L1', but must be one of one, two/,
    );
    const { meter: _, ...noMeter } = made();
    expect(plan(noMeter)).toThrow(/meter of row 1 is .*Say which meter goes on which loop/s);
    expect(
      plan({ ...made(), station: texts(made(), "station").map((name, i) => (i === 3 ? "" : name)) }),
    ).toThrow(/station of row 4/);
    for (const [option, value] of [
      ["hoursPerDay", 0],
      ["detour", 0.9],
      ["readingsPerVisit", 1.5],
      ["days", -1],
      ["rankBy", "best"],
      ["tieMeter", "three"],
      ["ties", -1],
    ] as const)
      expect(plan(made(), { meters: METERS, [option]: value })).toThrow(
        `options.${option} is ${typeof value === "string" ? `'${value}'` : value}`,
      );
    expect(plan(made(), { meters: { one: { readingSigma_mgal: 0 }, two: {} } })).toThrow(
      "options.meters['one'].readingSigma_mgal is 0",
    );
  });

  it("warns where a loop does not show its drift", () => {
    const plan = planNetwork(made({ L1: "B P1 P2 P3" }), { meters: METERS });
    expect(plan.report.warnings.join("\n")).toContain("The drift cannot be seen in: Loop L1, meter one");
  });

  it("draws the plan with its best ties, and writes a page about it", () => {
    const plan = planNetwork(made(), { meters: METERS, days: 3, target_mgal: 0.05, title: "Plan A" });
    const { data, layout } = plan.figure as Figure;
    const svg = figureSvg(plan.figure as Figure, layout as { width: number; height: number });
    expect(svg).not.toMatch(/Not drawn|NaN/);
    const ties = data.find(({ name }) => String(name).startsWith("best extra ties")) as { x: number[] };
    expect(ties.x.slice(0, 2)).toEqual(
      [texts(plan.ties, "from_station")[0], texts(plan.ties, "to_station")[0]].map(
        (s) => 1000 * PLACES[s][0],
      ),
    );
    const lines = plan.text.split("\n");
    expect(lines[0]).toBe("Plan A");
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(88);
    expect(plan.text).toContain("Every station reaches 0.05 mGal");
    expect(plan.text).toContain(
      `  1. ${texts(plan.ties, "from_station")[0]} to ${texts(plan.ties, "to_station")[0]}, `,
    );
    expect(JSON.parse(JSON.stringify(plan.report)).figures.visits).toBe(23);
  });

  it("takes and gives tables", () => {
    const plan = planTable(tableOf(made()), { meters: METERS });
    expect(plan.result.numRows()).toBe(10);
    expect(plan.ties.numRows()).toBe(10);
    expect(plan.visits.columnNames()).toContain("redundancy");
    expect(plan.readings.numRows()).toBe(plan.figures.visits);
    expect(() => planTable(3 as never)).toThrow("design is 3");
  });
});

describe("a drift that wanders in one meter only", () => {
  it("is that of the network where all meters are told the same, and moves only the loops of its own", () => {
    const plan = planNetwork(made(), { meters: METERS });
    const bases = { station: ["B"], gravity_mgal: Float64Array.of(0) };
    const sigmas = (options: Parameters<typeof adjustNetwork>[1]) =>
      numbers(
        adjustNetwork(plan.readings, { bases, sigmaFrom: "given", ...options }).result,
        "gravity_sigma_mgal",
      );
    const walk = { driftWalk_mgal_per_root_hour: 0.01 };
    expect(sigmas({ meters: { one: walk, two: walk } })).toEqual(sigmas(walk));
    expect(sigmas({ meters: { one: walk } })[1]).toBeGreaterThan(sigmas({})[1]);
    expect(() => sigmas({ meters: { one: { driftWalk_mgal_per_root_hour: -1 } } })).toThrow(
      "options.meters['one'].driftWalk_mgal_per_root_hour is -1",
    );
  });
});

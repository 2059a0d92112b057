import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { driftByLoop } from "../../../lib/survey/adjust/drift-by-loop.js";

const numbers = (...values: number[]) => Float64Array.from(values);
const bases: Columns = { station: ["B"], gravity_mgal: numbers(978500) };

/** Readings of one loop: [station, minutes, mGal] rows. */
function readings(
  rows: [string, number, number][],
  extra: Record<string, string[] | Float64Array> = {},
): Columns {
  return {
    loop: rows.map(() => "day 1"),
    station: rows.map((row) => row[0]),
    elapsed_minutes: Float64Array.from(rows, (row) => row[1]),
    reading_mgal: Float64Array.from(rows, (row) => row[2]),
    ...extra,
  };
}

const gravityOf = (columns: Columns, station: string) =>
  (columns.gravity_mgal as Float64Array)[(columns.station as string[]).indexOf(station)];
const sigmaOf = (columns: Columns, station: string) =>
  (columns.gravity_sigma_mgal as Float64Array)[(columns.station as string[]).indexOf(station)];

describe("drift by loop", () => {
  it("takes out a linear drift exactly, and reports its rate", () => {
    const rows: [string, number, number][] = [];
    const truth = new Map([
      ["B", 0],
      ["P", 12.5],
      ["Q", -3.25],
      ["R", 40],
    ]);
    for (const [i, name] of ["B", "P", "Q", "R", "B"].entries()) {
      rows.push([name, 60 * i, 2000 + (truth.get(name) as number) + 0.03 * i]);
    }
    const { result, report } = driftByLoop(readings(rows), bases);
    for (const [name, difference] of truth)
      expect(gravityOf(result, name)).toBeCloseTo(978500 + difference, 9);
    expect((report.figures.loops as { drift_mgal_per_hour: number }[])[0].drift_mgal_per_hour).toBeCloseTo(
      0.03,
      9,
    );
    expect(report.warnings).toEqual([]);
  });

  it("follows a drift that changes at a base visited in between", () => {
    const { result } = driftByLoop(
      readings([
        ["B", 0, 100],
        ["P", 30, 105.01],
        ["B", 60, 100.02],
        ["Q", 90, 110.05],
        ["B", 120, 100.08],
      ]),
      bases,
    );
    expect(gravityOf(result, "P")).toBeCloseTo(978505, 9);
    expect(gravityOf(result, "Q")).toBeCloseTo(978510, 9);
  });

  it("ties a loop to several bases", () => {
    const two: Columns = { station: ["B", "C"], gravity_mgal: numbers(978500, 978530) };
    const { result } = driftByLoop(
      readings([
        ["B", 0, 100],
        ["P", 60, 110.05],
        ["C", 120, 130.1],
      ]),
      two,
    );
    expect(gravityOf(result, "P")).toBeCloseTo(978510, 9);
  });

  it("does not depend on the order of the rows", () => {
    const rows: [string, number, number][] = [
      ["B", 0, 100],
      ["P", 30, 105.01],
      ["Q", 45, 104],
      ["B", 60, 100.02],
    ];
    const forward = driftByLoop(readings(rows), bases).result;
    const backward = driftByLoop(readings([...rows].reverse()), bases).result;
    for (const name of ["P", "Q"])
      expect(gravityOf(backward, name)).toBeCloseTo(gravityOf(forward, name), 10);
  });

  it("joins readings in a row into one occupation, at their mean time", () => {
    const { result, report } = driftByLoop(
      readings([
        ["B", 0, 100],
        ["P", 50, 110.04],
        ["P", 70, 110.06],
        ["B", 120, 100.1],
      ]),
      bases,
    );
    expect(gravityOf(result, "P")).toBeCloseTo(978510, 9);
    expect((report.figures.loops as { occupations: number }[])[0].occupations).toBe(3);
    expect(report.rows.readings_left_out).toBe(0);
  });

  it("has sigmas that cover the truth: errors over sigma are 1 rms in 400 simulated loops", () => {
    const random = seededRandom(7);
    let sum = 0;
    let count = 0;
    for (let run = 0; run < 400; run++) {
      const baseError = 0.02 * normalRandom(random);
      const rows = ["B", "P", "Q", "B", "R", "S", "B"].map((name, i): [string, number, number] => {
        const gravity = { B: 0, P: 3, Q: 5, R: -7, S: 1 }[name] as number;
        return [name, 30 * i, gravity + 0.01 * i + 0.015 * normalRandom(random)];
      });
      const { result } = driftByLoop(readings(rows, { sigma_mgal: Float64Array.from(rows, () => 0.015) }), {
        station: ["B"],
        gravity_mgal: numbers(baseError),
        gravity_sigma_mgal: numbers(0.02),
      });
      for (const [name, gravity] of Object.entries({ P: 3, Q: 5, R: -7, S: 1 })) {
        sum += ((gravityOf(result, name) - gravity) / sigmaOf(result, name)) ** 2;
        count++;
      }
    }
    expect(Math.sqrt(sum / count)).toBeGreaterThan(0.92);
    expect(Math.sqrt(sum / count)).toBeLessThan(1.08);
  });

  it("has sigmas that cover a drift nobody saw: a base visited once, or stations read after the last visit", () => {
    const random = seededRandom(11);
    for (const route of [
      ["B", "P", "Q", "R"],
      ["B", "P", "B", "Q", "R"],
    ]) {
      let sum = 0;
      let count = 0;
      for (let run = 0; run < 400; run++) {
        const drift = 0.02 * normalRandom(random);
        const second = 0.02 * normalRandom(random); // after the last visit the drift is another one
        const lastVisit = route.lastIndexOf("B");
        const rows = route.map((name, i): [string, number, number] => {
          const moved = drift * Math.min(i, lastVisit) + second * Math.max(0, i - lastVisit);
          return [name, 60 * i, moved + 0.005 * normalRandom(random)];
        });
        const { result } = driftByLoop(readings(rows, { sigma_mgal: Float64Array.from(rows, () => 0.005) }), {
          station: ["B"],
          gravity_mgal: numbers(0),
        });
        for (const name of ["Q", "R"]) {
          sum += (gravityOf(result, name) / sigmaOf(result, name)) ** 2;
          count++;
        }
      }
      expect(Math.sqrt(sum / count)).toBeGreaterThan(0.9);
      expect(Math.sqrt(sum / count)).toBeLessThan(1.1);
    }
    expect(() => driftByLoop(readings([["B", 0, 1]]), bases, { driftSigma_mgal_per_hour: -1 })).toThrow(
      /0 or more mGal\/h/,
    );
  });

  it("flags the stations of a loop without a base, by name, and loses none", () => {
    const table = readings([
      ["B", 0, 100],
      ["P", 60, 110],
      ["X", 0, 50],
      ["Y", 60, 51],
    ]);
    const { result, report } = driftByLoop({ ...table, loop: ["1", "1", "2", "2"] }, bases);
    expect(result.station).toEqual(["B", "P", "X", "Y"]);
    expect(result.flag).toEqual(["", "", "no_gravity", "no_gravity"]);
    expect((result.flag_reason as string[])[2]).toBe("loop 2 visits no base");
    expect(report.warnings).toContain(
      "Loop 1 visits a base once: its drift is unknown, taken as zero, and counted in sigma.",
    );
    expect(report.warnings.some((warning) => warning.startsWith("Loop 2 visits no base"))).toBe(true);
  });

  it("leaves flagged and empty readings out and counts them", () => {
    const table = readings([
      ["B", 0, 100],
      ["P", 30, 999],
      ["Q", 40, Number.NaN],
      ["B", 60, 100],
    ]);
    const { result, report } = driftByLoop({ ...table, flag: ["", "typo", "", ""] }, bases);
    expect(gravityOf(result, "P")).toBeNaN();
    expect((result.flag_reason as string[])[1]).toBe("no usable reading");
    expect(report.rows.readings_left_out).toBe(2);
  });

  it("warns of a station read outside the base readings, and of coordinates that contradict each other", () => {
    const table = readings(
      [
        ["P", 0, 110],
        ["B", 30, 100],
        ["P", 50, 110],
        ["B", 90, 100],
      ],
      {
        height_m: numbers(10, 5, 60, 5),
      },
    );
    const { warnings } = driftByLoop(table, bases).report;
    expect(warnings.join(" ")).toMatch(/before the first or after the last base: P/);
    expect(warnings.join(" ")).toMatch(/height_m differs between readings of P/);
  });

  it("warns of a change between two visits that is too fast for drift, as a mistyped reading gives", () => {
    const { warnings } = driftByLoop(
      readings([
        ["B", 0, 100],
        ["P", 60, 110],
        ["B", 120, 200],
      ]),
      bases,
    ).report;
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /Loop day 1: .*2\.0 hours apart, the meter changes by 100\.000 mGal \(50\.00 mGal\/h\)/,
    );
  });

  it("warns of a loop that lasts for days, as a wrong date or two loops under one name give", () => {
    const { warnings } = driftByLoop(
      readings([
        ["B", 0, 100],
        ["P", 60, 110],
        ["B", 4800, 100],
      ]),
      bases,
    ).report;
    expect(warnings).toEqual([
      "Loop day 1 lasts 80.0 hours. Is a date wrong, or are two loops under one name?",
    ]);
  });

  it("says that a base was visited where its readings cannot be used, and lists the bases where none was", () => {
    const lost = readings([
      ["B", 0, Number.NaN],
      ["P", 60, 110],
    ]);
    expect(driftByLoop(lost, bases).report.warnings[0]).toMatch(
      /Loop day 1 visits B, but no reading there can be used/,
    );
    const other = readings([
      ["b", 0, 100],
      ["P", 60, 110],
    ]);
    expect(driftByLoop(other, bases).report.warnings[0]).toMatch(
      /visits no base.*The bases are: B\. Look at the spelling/,
    );
  });

  it("takes each row's own time where some sheets have a clock and others minutes", () => {
    const table = {
      ...readings([
        ["B", 0, 100],
        ["P", 60, 110],
        ["B", 120, 100],
        ["B", Number.NaN, 50],
        ["Q", Number.NaN, 55],
        ["B", Number.NaN, 50],
      ]),
      loop: ["1", "1", "1", "2", "2", "2"],
      time_utc: ["", "", "", "2026-01-05T01:00:00Z", "2026-01-05T02:00:00Z", "2026-01-05T03:00:00Z"],
    };
    const { result } = driftByLoop(table, bases);
    expect(gravityOf(result, "P")).toBeCloseTo(978510, 9);
    expect(gravityOf(result, "Q")).toBeCloseTo(978505, 9);
  });

  it("gives a row for each visit: its mean, what is added to it, and the gravity that it gives alone", () => {
    const time_utc = ["08:00", "08:02", "09:01", "10:01"].map((clock) => `2026-01-05T${clock}:00Z`);
    const { occupations, result } = driftByLoop(
      {
        loop: ["D1", "D1", "D1", "D1"],
        station: ["B", "B", "P", "B"],
        time_utc,
        reading_mgal: numbers(99.9, 100.1, 105, 100.2),
      },
      bases,
    );
    expect(occupations.station).toEqual(["B", "P", "B"]);
    expect(occupations.time_utc).toEqual(["08:01", "09:01", "10:01"].map((t) => `2026-01-05T${t}:00.000Z`));
    expect([...(occupations.elapsed_minutes as Float64Array)]).toEqual([0, 60, 120]);
    expect([...(occupations.readings as Float64Array)]).toEqual([2, 1, 1]);
    expect(occupations.loop).toEqual(["D1", "D1", "D1"]);
    // Half of the way from 100 to 100.2: the base would have read 100.1.
    expect((occupations.correction_mgal as Float64Array)[1]).toBeCloseTo(978500 - 100.1, 9);
    expect(gravityOf(occupations, "P")).toBeCloseTo(gravityOf(result, "P"), 9);
    expect(sigmaOf(occupations, "P")).toBeCloseTo(sigmaOf(result, "P"), 12);
  });

  it("keeps visits of a loop without a base, without gravity, and gives no time where the sheet has minutes", () => {
    const { occupations } = driftByLoop(
      readings([
        ["P", 0, 105],
        ["Q", 30, 110],
      ]),
      bases,
    );
    expect(occupations.station).toEqual(["P", "Q"]);
    expect([...(occupations.gravity_mgal as Float64Array)]).toEqual([Number.NaN, Number.NaN]);
    expect(occupations).not.toHaveProperty("time_utc");
  });

  it("does not average the setup's sigma down by the readings of one stop", () => {
    const stop = (station: string, minutes: number, reading: number) =>
      [0, 1, 2, 3].map((k): [string, number, number] => [station, minutes + k, reading]);
    const rows = [...stop("B", 0, 100), ...stop("P", 90, 105), ...stop("B", 120, 100)];
    const table = readings(rows, { sigma_mgal: Float64Array.from(rows, () => 0.004) });
    const { result, report } = driftByLoop(table, bases, { setupSigma_mgal: 0.005 });
    // Station less the line through both base stops: each stop has 0.004²/4 + 0.005², the weights are 1, 1/4 and 3/4.
    const stopVariance = 0.004 ** 2 / 4 + 0.005 ** 2;
    expect(sigmaOf(result, "P")).toBeCloseTo(Math.sqrt(stopVariance * (1 + 1 / 16 + 9 / 16)), 12);
    expect(report.parameters).toMatchObject({ setupSigma_mgal: 0.005 });
    expect(() => driftByLoop(table, bases, { setupSigma_mgal: -0.001 })).toThrow(/setupSigma_mgal/);
  });

  it("refuses a negative sigma, of a base or of a reading", () => {
    const table = readings([
      ["B", 0, 100],
      ["P", 60, 110],
    ]);
    const negative = { ...bases, gravity_sigma_mgal: numbers(-0.005) };
    expect(() => driftByLoop(table, negative)).toThrow(/gravity_sigma_mgal of base B is -0.005/);
    expect(() => driftByLoop({ ...table, sigma_mgal: numbers(0.01, -5) }, bases)).toThrow(
      /sigma_mgal of a reading at P is -5/,
    );
  });

  it("refuses two values for one base, a table without times, and a sigma of zero", () => {
    const table = readings([["B", 0, 100]]);
    const twice: Columns = { station: ["B", "B"], gravity_mgal: numbers(1, 2) };
    expect(() => driftByLoop(table, twice)).toThrow(/gravity_mgal of base B is 2, but must be 1/);
    const { elapsed_minutes: _, ...timeless } = table;
    expect(() => driftByLoop(timeless, bases)).toThrow(/time_utc or elapsed_minutes/);
    expect(() => driftByLoop(table, bases, { readingSigma_mgal: 0 })).toThrow(/a positive number of mGal/);
    expect(() => driftByLoop({ station: ["B"] }, bases)).toThrow(/column reading_mgal is 'missing'/);
  });
});

import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../../../lib/cli/adjust.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { ephemerisTide } from "../../../lib/earth/tide-ephemeris.js";
import { readPoints } from "../../../lib/formats/points.js";

afterEach(() => vi.restoreAllMocks());

/** Gravity of the stations, less 978,000 mGal. */
const GRAVITY: Readonly<Record<string, number>> = { B: 500, C: 540, P: 512, Q: 531, R: 525, X: 505, Y: 507 };
const BASES = "station,gravity_mgal,gravity_sigma_mgal\nB,978500,0.002\nC,978540,0.002\n";

interface Row {
  station: string;
  loop: string;
  meter: string;
  minutes: number;
  reading: number;
}

/** Rows of loops: the meter's zero, a drift of 0.02 mGal/h, a scale, and noise of 0.005 mGal. */
function loops(
  routes: Readonly<Record<string, string>>,
  scales: Readonly<Record<string, number>> = {},
): Row[] {
  const random = seededRandom(4);
  return Object.entries(routes).flatMap(([name, route]) => {
    const [loop, meter] = name.split("/");
    return [...route].map((station, k) => {
      const value = 2000 + GRAVITY[station] / (scales[meter] ?? 1) + (0.02 * 15 * k) / 60;
      return { station, loop, meter, minutes: 15 * k, reading: value + 0.005 * normalRandom(random) };
    });
  });
}

const GOOD = { "1/M1": "BPQRBCPB", "2/M1": "BQCRPBQC", "3/M2": "BPCQRBPC", "4/M2": "CRPQBCRB" };

function csv(rows: readonly Row[]): string {
  const lines = rows.map(({ station, loop, meter, minutes, reading }) =>
    [station, loop, meter, minutes, reading.toFixed(5)].join(","),
  );
  return ["station,loop,meter,elapsed_minutes,reading_mgal", ...lines, ""].join("\n");
}

async function adjust(readings: string, options: readonly string[] = [], bases = BASES) {
  const folder = mkdtempSync(join(tmpdir(), "igdp "));
  const at = (name: string) => join(folder, name);
  writeFileSync(at("r.csv"), readings);
  writeFileSync(at("b.csv"), bases);
  const said: string[] = [];
  vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const files = ["--out", at("s.csv"), "--report", at("r.json"), "--observations", at("o.csv")];
  const isLoops = options.includes("loops");
  const code = await run([
    at("r.csv"),
    "--bases",
    at("b.csv"),
    ...files.slice(0, isLoops ? 4 : 6),
    ...options,
  ]);
  vi.restoreAllMocks();
  const table = (name: string) => readPoints({ name, text: readFileSync(at(name), "utf8"), sha256: "" });
  const isDone = existsSync(at("s.csv"));
  const gravity = new Map<string, number>();
  if (isDone) {
    const stations = table("s.csv");
    for (const [i, name] of (stations.station as string[]).entries())
      gravity.set(name, (stations.gravity_mgal as Float64Array)[i] - 978_000);
  }
  const [step] = isDone ? JSON.parse(readFileSync(at("r.json"), "utf8")).steps : [undefined];
  return { code, said: said.join("\n"), gravity, step, at };
}

describe("igdp adjust by the network", () => {
  it("finds gravity, a scale factor and the drift, and writes the report and the observations", async () => {
    const rows = loops(GOOD, { M2: 1.002 });
    const { code, gravity, step, said, at } = await adjust(csv(rows), [
      "--scale-factor",
      "M2",
      "--drift-degree",
      "1",
      "--reading-sigma",
      "0.005",
    ]);
    expect(code).toBe(0);
    for (const [name, value] of gravity) expect(Math.abs(value - GRAVITY[name])).toBeLessThan(0.012);
    expect(step.step).toBe("adjustNetwork");
    expect(step.parameters.meters).toEqual({ M2: { scaleFactor: "unknown" } });
    expect(step.parameters.driftDegree).toBe(1);
    expect(step.figures.chi_square.accepted).toBe(true);
    expect(step.inputs).toHaveLength(2);
    expect(said).toContain("the χ² test accepts the sigmas");
    const header = readFileSync(at("o.csv"), "utf8").split("\n")[0];
    expect(header).toMatch(/residual_mgal.*redundancy.*w,tau/);
    // a scale that is not asked for stays 1, and the misfit shows
    const without = await adjust(csv(rows), ["--reading-sigma", "0.005"]);
    expect(without.step.figures.chi_square.accepted).toBe(false);
    expect(without.said).toContain("The χ² test fails");
  });

  it("takes the tide by the model that is asked for, with its permanent part as asked for", async () => {
    const start = Date.UTC(2026, 1, 3, 2);
    const rows = loops(GOOD).map(({ station, loop, meter, minutes, reading }) => {
      const time = start + 60_000 * (4 * minutes + 600 * Number(loop));
      const tide = ephemerisTide(time, 21, 105.8, 20, { permanentTide: "tide-free" }).total;
      return [
        station,
        loop,
        meter,
        new Date(time).toISOString(),
        105.8,
        21,
        20,
        (reading - tide).toFixed(5),
      ].join(",");
    });
    const sheet = [
      "station,loop,meter,time_utc,longitude_deg,latitude_deg,height_m,reading_mgal",
      ...rows,
      "",
    ].join("\n");
    const worst = ({ gravity }: { gravity: ReadonlyMap<string, number> }): number =>
      Math.max(...[...gravity].map(([name, value]) => Math.abs(value - GRAVITY[name])));
    const right = await adjust(sheet, ["--tide", "ephemeris", "--permanent-tide", "tide-free"]);
    expect(right.code).toBe(0);
    expect(right.step).toMatchObject({
      step: "correctTide",
      parameters: { model: "ephemeris", permanent_tide: "tide-free" },
    });
    expect(right.said).toContain("by the ephemeris model, tide-free,");
    expect(worst(right)).toBeLessThan(0.012);
    expect(worst(await adjust(sheet, ["--tide", "none"]))).toBeGreaterThan(0.02);
    const refused = await adjust(sheet, ["--tide", "longman", "--permanent-tide", "mean"]);
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain("--permanent-tide is");
  });

  it("still works loop by loop, and refuses there what only the network knows", async () => {
    const loopsOnly = await adjust(csv(loops(GOOD)), ["--method", "loops"]);
    expect(loopsOnly.code).toBe(0);
    expect(loopsOnly.step.step).toBe("driftByLoop");
    const refused = await adjust(csv(loops(GOOD)), ["--method", "loops", "--scale-factor", "M1"]);
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(/--scale-factor.*left out with --method loops/);
  });

  it("proposes a tare, says how to confirm it, and takes it out when it is confirmed", async () => {
    const rows = loops(GOOD).map((row) =>
      row.loop === "3" && row.minutes > 50 ? { ...row, reading: row.reading + 0.15 } : row,
    );
    const first = await adjust(csv(rows), ["--reading-sigma", "0.005"]);
    expect(first.said).toMatch(/Did meter M2 jump by 0\.1\d\d/);
    const typed = /--tare "(.*)"/.exec(first.said)?.[1] as string;
    expect(typed).toBe("M2/3@52.5");
    const second = await adjust(csv(rows), ["--reading-sigma", "0.005", "--tare", typed]);
    expect(second.said).not.toContain("jump");
    expect(second.step.figures.chi_square.accepted).toBe(true);
    expect(second.step.parameters.tares).toEqual([{ meter: "M2", loop: "3", elapsed_minutes: 52.5 }]);
    const wrong = await adjust(csv(rows), ["--tare", "M2/3"]);
    expect(wrong.code).toBe(2);
    expect(wrong.said).toContain("[METER][/LOOP]@TIME");
  });
});

describe("igdp adjust told of bad input", () => {
  it("names the rows where time runs backwards, and uses the order of time", async () => {
    const rows = loops(GOOD);
    [rows[2], rows[3]] = [rows[3], rows[2]];
    const { code, said, gravity } = await adjust(csv(rows));
    expect(code).toBe(0);
    expect(said).toContain(
      "Loop 1, meter M1: row 4 (Q) is earlier than row 3 (R). The order of time is used",
    );
    expect(gravity.get("Q")).toBeCloseTo(531, 1);
  });

  it("names the row of a reading with an unknown meter, or with none", async () => {
    const rows = loops(GOOD);
    rows[10] = { ...rows[10], meter: "M7" };
    const typo = await adjust(csv(rows));
    expect(typo.code).toBe(0);
    expect(typo.said).toContain("Loop 2, meter M7 has one station only, C (row 11)");
    rows[10] = { ...rows[10], meter: "" };
    expect((await adjust(csv(rows))).said).toContain("Row 11 has no meter, though other rows have");
    const asked = await adjust(csv(loops(GOOD)), ["--scale-factor", "M9"]);
    expect(asked.code).toBe(1);
    expect(asked.said).toContain("M9");
    expect(asked.said).toContain("a meter of the readings: M1, M2");
  });

  it("fails without a base, and says what to do", async () => {
    const misspelt = await adjust(
      csv(loops(GOOD)),
      [],
      BASES.replace("\nB,", "\nb,").replace("\nC,", "\nc,"),
    );
    expect(misspelt.code).toBe(1);
    expect(misspelt.said).toContain(
      "No reading that can be used at base: b, c. Look at the spelling and the flags.",
    );
    const empty = await adjust(csv(loops(GOOD)), [], BASES.split("\n")[0]);
    expect(empty.code).toBe(1);
    expect(empty.said).toContain("b.csv");
  });

  it("names a loop with one station and its rows", async () => {
    const rows = [...loops(GOOD), ...loops({ "5/M2": "PP" })];
    rows[rows.length - 1].minutes = 240;
    const { code, said } = await adjust(csv(rows));
    expect(code).toBe(0);
    expect(said).toContain(
      "Loop 5, meter M2 has one station only, P (from row 33): it ties nothing to anything.",
    );
  });

  it("names the stations of a disconnected part, and what would join them", async () => {
    const { code, said, gravity } = await adjust(csv([...loops(GOOD), ...loops({ "5/M2": "XYXY" })]));
    expect(code).toBe(0);
    expect(gravity.get("X")).toBeNaN();
    expect(said).toContain(
      "No gravity for X, Y: no reading joins it to a base (it is joined only to: X, Y). Read one of them and a station " +
        "that has gravity in one loop, or add a base among them.",
    );
  });

  it("names the loop whose drift a missing tie leaves open, and the station that hangs on one reading", async () => {
    const { code, said, step } = await adjust(
      csv([...loops(GOOD), ...loops({ "5/M1": "BXYP" }).slice(0, 3)]),
    );
    expect(code).toBe(0);
    expect(said).toContain("The drift cannot be seen in: Loop 5, meter M1.");
    expect(said).toContain("Read one station again at the end of a loop.");
    const links = step.figures.single_links.map(({ station }: { station: string }) => station);
    expect(links).toEqual(["X", "Y"]);
  });

  it("doubts a drift that no meter has", async () => {
    const rows = loops(GOOD).map((row) =>
      row.loop === "2" ? { ...row, reading: row.reading + row.minutes / 60 } : row,
    );
    const { said } = await adjust(csv(rows));
    expect(said).toMatch(
      /changes by up to 1\.0\d mGal\/h in: loop 2, meter M1\. More than 0\.2 mGal\/h is no drift/,
    );
  });
});

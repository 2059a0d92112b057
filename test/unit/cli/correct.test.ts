import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../../../lib/cli/correct.js";
import { ephemerisTide } from "../../../lib/earth/tide-ephemeris.js";
import { readPoints } from "../../../lib/formats/points.js";

afterEach(() => vi.restoreAllMocks());

const folder = mkdtempSync(join(tmpdir(), "igdp correct "));
const path = (name: string) => join(folder, name);
const NOON = Date.UTC(2026, 0, 5, 12);
writeFileSync(
  path("readings.csv"),
  `station,time_utc,reading_mgal,tide_correction_mgal,latitude_deg,longitude_deg,height_m,air_pressure_hpa,instrument_height_m
A,2026-01-05T12:00:00Z,2000.01,0.01,17.97,102.6,0,1003.25,0.25
B,2026-01-05T13:00:00Z,2001.02,0.02,17.97,102.6,0,,0.25
`,
);
writeFileSync(
  path("eop.txt"),
  "2026 1 5 0 61045.00 0.100000 0.350000\n2026 1 6 0 61046.00 0.100000 0.350000\n",
);

/** Runs `igdp correct` on the readings; gives the exit code, what it wrote, its report and what it said. */
async function correct(...argv: string[]) {
  const said: string[] = [];
  for (const stream of ["log", "error"] as const)
    vi.spyOn(console, stream).mockImplementation((text) => void said.push(String(text)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const [out, report] = [path("out.csv"), path("report.json")];
  const code = await run([path("readings.csv"), "--out", out, "--report", report, ...argv]);
  const text = code === 0 ? readFileSync(out, "utf8") : "";
  return {
    code,
    said: said.join("\n"),
    rows: code === 0 ? readPoints({ name: "out.csv", text, sha256: "" }) : {},
    steps: code === 0 ? JSON.parse(readFileSync(report, "utf8")).steps : [],
  };
}

describe("igdp correct", () => {
  it("applies what it is asked for, each in its own column, and the sum is the reading", async () => {
    const { code, rows, steps, said } = await correct(
      ...["--tide", "ephemeris", "--permanent-tide", "tide-free", "--pressure", "-0.4"],
      ...["--poles", path("eop.txt"), "--instrument-height", "normal"],
    );
    expect(code).toBe(0);
    const at = (name: string, i: number) => (rows[name] as Float64Array)[i];
    const tide = ephemerisTide(NOON, 17.97, 102.6, 0, { permanentTide: "tide-free" }).total;
    expect(at("tide_correction_mgal", 0)).toBeCloseTo(tide, 8);
    expect(at("pressure_correction_mgal", 0)).toBeCloseTo(-0.004, 10);
    expect(at("polar_motion_correction_mgal", 0)).toBeCloseTo(0.0041, 4);
    const sum = tide - 0.004 + at("polar_motion_correction_mgal", 0) + 0.25 * 0.3086;
    expect(at("reading_mgal", 0)).toBeCloseTo(2000 + sum, 7);
    expect(at("pressure_correction_mgal", 1)).toBeNaN();
    expect(said).toMatch(/warning: 1 readings have no air pressure or no height/);
    expect(steps.map(({ step }: { step: string }) => step)).toEqual([
      "correctTide",
      "correctPressure",
      "correctPolarMotion",
      "correctInstrumentHeight",
    ]);
    expect(steps[0].parameters.permanent_tide).toBe("tide-free");
    expect(steps[0].inputs[0].name).toMatch(/readings\.csv$/);
    expect(steps[2].inputs[0].name).toMatch(/eop\.txt$/);
  });

  it("keeps what is there with --only-missing", async () => {
    const { rows } = await correct("--tide", "longman", "--only-missing");
    expect(Array.from(rows.reading_mgal as Float64Array)).toEqual([2000.01, 2001.02]);
  });

  it.each([
    [[], 1, /what to correct is 'nothing', but must be one or more of --tide, --pressure/],
    [["--tide", "moon"], 2, /longman or ephemeris/],
    [["--tide", "longman", "--permanent-tide", "zero"], 1, /--permanent-tide is 'zero', but must be absent/],
    [["--pressure", "0.3"], 2, /'0\.3' is invalid. It must be a number of µGal\/hPa from -1 to 0/],
    [["--instrument-height", "-308.6"], 2, /a number of mGal\/m from -0\.7 to -0\.1/],
    [["--poles", path("readings.csv")], 1, /no day with the pole's x and y was found/],
    [["--poles", path("none.txt")], 1, /there is no such file/],
    [["--only-missing", "--pressure", "normal"], 1, /--only-missing is true, but must be beside --tide/],
    [["--ocean-loading", "x.blq", "--pressure", "normal"], 1, /--ocean-loading .* beside --tide/],
    [["--tide", "longman", "--ocean-loading", path("readings.csv")], 1, /no place with 'GRAV'/],
  ])("says what is wrong with %j, and writes nothing", async (argv, code, message) => {
    const result = await correct(...argv, "--out", path("wrong.csv"));
    expect(result.code).toBe(code);
    expect(result.said).toMatch(message);
    expect(existsSync(path("wrong.csv"))).toBe(false);
  });

  it("names the file where a column is missing", async () => {
    writeFileSync(path("bare.csv"), "station,reading_mgal\nA,2000\n");
    const said: string[] = [];
    vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
    const out = ["--out", path("bare-out.csv")];
    expect(await run([path("bare.csv"), "--tide", "longman", ...out])).toBe(1);
    expect(await run([path("bare.csv"), "--pressure", "normal", ...out])).toBe(1);
    expect(said[0]).toMatch(/bare\.csv: readings is .* with a column time_utc/);
    expect(said[1]).toMatch(/bare\.csv: column air_pressure_hpa is 'missing'/);
  });
});

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../../../lib/cli/tide.js";
import { ephemerisTide } from "../../../lib/earth/tide-ephemeris.js";
import { longmanTide } from "../../../lib/earth/tide-longman.js";

afterEach(() => vi.restoreAllMocks());

const PLACE = ["--latitude", "-6.2", "--longitude", "106.8", "--height", "10"];
const DAY = ["--start", "2026-01-05", "--end", "2026-01-06T00:00:00Z"];

/** Runs `igdp tide`; gives the exit code, the lines of its CSV, and what it said. */
async function tide(...argv: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text) => void out.push(String(text)));
  vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const code = await run(argv);
  return { code, lines: out.join("\n").split("\n"), said: said.join("\n") };
}

describe("igdp tide", () => {
  it("writes a row a step from the first to the last time, with Longman's tide in the last column", async () => {
    const { code, lines } = await tide(...PLACE, ...DAY, "--step", "6h");
    expect(code).toBe(0);
    expect(lines[0]).toBe("time_utc,tide_correction_mgal");
    expect(lines).toHaveLength(6);
    expect(lines[2]).toBe(
      `2026-01-05T06:00:00Z,${longmanTide(Date.UTC(2026, 0, 5, 6), -6.2, 106.8, 10).total.toFixed(6)}`,
    );
    expect(lines[5]).toMatch(/^2026-01-06T00:00:00Z,-?0\.\d{6}$/);
  });

  it("takes the ephemeris with its Earth and its permanent tide", async () => {
    const rigid = await tide(...PLACE, ...DAY, "--step", "1d", "--model", "ephemeris", "--earth", "rigid");
    const mean = await tide(
      ...PLACE,
      ...DAY,
      "--step",
      "1d",
      "--model",
      "ephemeris",
      "--permanent-tide",
      "mean",
    );
    const expected = (options: object) =>
      ephemerisTide(Date.UTC(2026, 0, 5), -6.2, 106.8, 10, options).total.toFixed(6);
    expect(rigid.lines[1].split(",")[1]).toBe(expected({ earth: "rigid" }));
    expect(mean.lines[1].split(",")[1]).toBe(expected({ permanentTide: "mean" }));
  });

  it("writes long series whole, with a minute as the step that is not given", async () => {
    const { lines } = await tide(
      ...PLACE,
      "--start",
      "2026-01-05",
      "--end",
      "2026-01-15",
      "--model",
      "ephemeris",
    );
    expect(lines).toHaveLength(14_402);
    expect(new Set(lines).size).toBe(14_402);
    expect(lines[14_401]).toMatch(/^2026-01-15T00:00:00Z,/);
  });

  it("adds the ocean's part of the nearest place of a BLQ file, and says which", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "igdp tide ")), "sites.blq");
    const rows = (s2: number) =>
      `0 ${s2} 0 0 0 0 0 0 0 0 0\n`.repeat(3) + "0 0 0 0 0 0 0 0 0 0 0\n".repeat(3);
    const place = (name: string, longitude: number, s2: number) =>
      `${name}\n$$ ${name}, GRAV TILT lon/lat: ${longitude} -6.2 10\n${rows(s2)}`;
    writeFileSync(file, place("Far", 107.2, 90) + place("Near", 106.9 - 360, 20));
    const dry = await tide(...PLACE, ...DAY, "--step", "3h");
    const wet = await tide(...PLACE, ...DAY, "--step", "3h", "--ocean-loading", file);
    const mgal = (line: string) => Number(line.split(",")[1]);
    const added = wet.lines.slice(1, 6).map((line, i) => mgal(line) - mgal(dry.lines[i + 1]));
    expect(wet.said).toBe("note: ocean loading of Near, 11.1 km away, is added");
    // S2 of 20 nm/s² is highest at midnight UT, where its lag is counted from, and lowest six hours later.
    for (const [i, value] of [0.002, 0, -0.002, 0, 0.002].entries()) expect(added[i]).toBeCloseTo(value, 5);
    const far = await tide("--latitude", "10", "--longitude", "106.8", ...DAY, "--ocean-loading", file);
    expect(far.code).toBe(1);
    expect(far.said).toMatch(/sites\.blq: its nearest place, Near, is 17\d\d km away/);
  });

  it.each([
    [
      ["--end", "2026-01-04"],
      1,
      /--end is '2026-01-04T00:00:00Z', but must be after --start, 2026-01-05T00:00:00Z/,
    ],
    [["--step", "1"], 2, /'--step <duration>' argument '1' is invalid. It must be a number with the unit/],
    [["--step", "0s"], 2, /must be a number with the unit/],
    [
      ["--step", "0.001s", "--end", "2027-01-05"],
      1,
      /--step is '0.001s', but must be long enough for 50000000 rows/,
    ],
    [["--start", "5/1/2026"], 2, /It must be a time in UTC/],
    [["--latitude", "95"], 2, /from -90 to 90/],
    [["--height", "1e9"], 2, /metres from -12000 to 20000/],
    [["--start", "1026-01-05"], 2, /hold from 1900 to 2100: is the year right/],
    [["--model", "moon"], 2, /longman or ephemeris/],
    [
      ["--permanent-tide", "mean"],
      1,
      /--permanent-tide is 'mean', but must be absent with the model 'longman'/,
    ],
  ])("says what is wrong with %j", async (wrong, code, message) => {
    const result = await tide(...PLACE, ...DAY, ...wrong);
    expect(result.code).toBe(code);
    expect(result.said).toMatch(message);
  });
});

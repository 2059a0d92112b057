import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../../../lib/cli/adjust.js";
import { longmanTide } from "../../../lib/earth/tide-longman.js";
import { readPoints } from "../../../lib/formats/points.js";

afterEach(() => vi.restoreAllMocks());

const HEAD = "station,loop,time_utc,longitude_deg,latitude_deg,reading_mgal,tide_correction_mgal\n";
const TIMES = ["2026-01-18T00:00:00Z", "2026-01-18T03:00:00Z", "2026-01-18T06:00:00Z"];

/** Runs `igdp adjust`; gives the exit code, what was said, and gravity by station. */
async function adjust(readings: string, bases: string, ...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "igdp-"));
  const at = (name: string) => join(folder, name);
  writeFileSync(at("r.csv"), readings);
  writeFileSync(at("b.csv"), bases);
  const said: string[] = [];
  vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  const code = await run([at("r.csv"), "--bases", at("b.csv"), "--out", at("s.csv"), ...options]);
  const gravity = new Map<string, number>();
  if (code === 0) {
    const table = readPoints({ name: "s.csv", text: readFileSync(at("s.csv"), "utf8"), sha256: "" });
    const values = table.gravity_mgal as Float64Array;
    for (const [i, name] of (table.station as string[]).entries()) gravity.set(name, values[i]);
  }
  return { code, said: said.join("\n"), gravity };
}

/** Three readings of a meter that shows constant gravity plus 10 at P, with the tide in them or not. */
function readings(tides: readonly (number | "")[], hasTide: (i: number) => boolean): string {
  const rows = TIMES.map((time, i) => {
    const tide = longmanTide(Date.parse(time), 16, 101, 0).total;
    const value = (i === 1 ? 110 : 100) - (hasTide(i) ? tide : 0);
    return ["B,P,B".split(",")[i], "1", time, 101, 16, value.toFixed(6), tides[i]].join(",");
  });
  return `${HEAD}${rows.join("\n")}\n`;
}

const BASES = "station,gravity_mgal\nB,978500\n";

describe("igdp adjust", () => {
  it("corrects the tide where a meter wrote none, or zeros, and keeps it where it wrote one", async () => {
    const none = await adjust(
      readings(["", "", ""], () => true),
      BASES,
    );
    const zeros = await adjust(
      readings([0, 0, 0], () => true),
      BASES,
    );
    const own = await adjust(
      readings([0.01, 0.02, 0.03], () => false),
      BASES,
    );
    for (const { code, gravity } of [none, zeros, own]) {
      expect(code).toBe(0);
      expect(gravity.get("P")).toBeCloseTo(978510, 5);
    }
    expect(zeros.said).toMatch(/Longman's formula for 3 readings/);
    expect(own.said).toMatch(/for 0 readings; the meter's own was kept for 3/);
  });

  it("does not correct the tide where it is told not to", async () => {
    const { gravity } = await adjust(
      readings(["", "", ""], () => true),
      BASES,
      "--tide",
      "none",
    );
    expect(Math.abs((gravity.get("P") as number) - 978510)).toBeGreaterThan(0.01);
  });

  it.each([
    [[], "No reading that can be used at base: b-1. Look at the spelling"],
    [["--method", "loops"], "Loop 1 visits no base"],
  ])("fails, and names the bases, where no station gets gravity (%s)", async (options, advice) => {
    const bases = "station,gravity_mgal\nb-1,978500\n";
    const { code, said } = await adjust(
      readings(["", "", ""], () => true),
      bases,
      ...options,
    );
    expect(code).toBe(1);
    expect(said.split("\n")).toHaveLength(1);
    expect(said).toMatch(/b\.csv: no station of .*r\.csv gets gravity from its bases \(b-1\)\. /);
    expect(said).toContain(advice);
  });
});

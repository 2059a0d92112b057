import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../../../lib/cli/read.js";
import { TEXT_COLUMNS } from "../../../lib/formats/column-names.js";
import { readCsv } from "../../../lib/formats/csv.js";
import { burrisFile, cg5Survey, cg6File, DIAL_SHEET, OTHER_CSV } from "../formats/instruments/samples.js";

afterEach(() => vi.restoreAllMocks());

const DIAL_TABLE = "counter,value_mgal,factor\n2000,2010,1.005\n2100,2110.5,1.005\n";
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "monday.txt": cg5Survey({ start: Date.UTC(2026, 0, 31, 8), count: 4 }),
  "tuesday.dat": cg6File({ count: 4, clock_hours: 7 }),
  "wednesday.txt": burrisFile({ count: 3 }),
  "sheet.csv": DIAL_SHEET,
  "sheet-utf16.csv": Buffer.from(`\uFEFF${DIAL_SHEET}`, "utf16le"),
  "dial.csv": DIAL_TABLE,
  "other.csv": OTHER_CSV,
  "places.csv": "station,longitude_deg,latitude_deg,height_m\nP1,105.1,17.2,151.5\nP1,0,0,0\n",
};

/** Runs `igdp read` among the files above. */
async function read(...argv: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "igdp read "));
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), content);
  const said: string[] = [];
  vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
  vi.spyOn(console, "log").mockImplementation((text) => void said.push(String(text)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const words = argv.map((word) => (word in FILES ? join(folder, word) : word));
  const out = join(folder, "out", "readings.csv");
  const code = await run([...words, "--out", out, "--report", join(folder, "out", "report.json")]);
  const table = () =>
    readCsv(readFileSync(out, "utf8"), { file: "readings.csv", texts: TEXT_COLUMNS }).columns;
  const report = () => JSON.parse(readFileSync(join(folder, "out", "report.json"), "utf8"));
  return { code, said: said.join("\n").replaceAll(`${folder}/`, ""), table, report };
}

describe("igdp read", () => {
  it("reads files of different meters into one table, and reports of each how it was known", async () => {
    const { code, said, table, report } = await read("monday.txt", "wednesday.txt");
    expect(code).toBe(0);
    expect(said).toMatch(/^7 readings from 2 files, 0 flagged/m);
    expect(table().meter).toEqual([...Array(4).fill("CG-5 40123"), ...Array(3).fill("Burris B108")]);
    const [cg5, burris] = report().steps;
    expect(cg5.parameters).toMatchObject({ format: "cg5", encoding: "utf-8" });
    expect(burris.figures.format_found).toMatch(/15 or 16 fields/);
    expect(cg5.inputs[0].sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("warns of a clock that the meter's tide contradicts, and takes its offset", async () => {
    const wrong = await read("tuesday.dat");
    expect(wrong.said).toMatch(/warning: tuesday\.dat: .*if the times are 7 h too late/);
    const right = await read("tuesday.dat", "--utc-offset", "7");
    expect(right.said).not.toMatch(/warning/);
    expect(right.table().time_utc[0]).toBe("2026-01-31T01:00:00Z");
  });

  it("reads dial sheets together with the table of their meter, whatever their encoding", async () => {
    const { code, table, report } = await read("sheet.csv", "sheet-utf16.csv", "--dial-table", "dial.csv");
    expect(code).toBe(0);
    expect(table().reading_mgal[1]).toBeCloseTo(2010 + 51.02 * 1.005, 9);
    expect(new Set(table().flag as string[])).toEqual(new Set(["", "duplicate"])); // the same sheet twice
    expect(report().steps[0].figures.files[1].encoding).toBe("utf-16le");
    expect((await read("sheet.csv")).said).toMatch(/--dial-table is 'missing'/);
    expect((await read("sheet.csv", "--dial-table", "dial.csv", "--utc-offset", "7")).said).toMatch(
      /--utc-offset is 7/,
    );
  });

  it("reads any CSV whose columns are named", async () => {
    const columns = ["station=Site", "date=Day", "time=Clock", "reading_mgal=Gravity (mGal)"];
    const { code, table } = await read("other.csv", ...columns.flatMap((text) => ["--column", text]));
    expect(code).toBe(0);
    expect(table().time_utc[0]).toBe("2026-01-31T08:15:00Z");
    expect((await read("other.csv")).said).toMatch(/no instrument file that is known here/);
    expect((await read("other.csv", "--column", "Site")).said).toMatch(/--column is 'Site'/);
  });

  it("takes coordinates from a list, and keeps what the meter had beside them", async () => {
    const { table, said } = await read("wednesday.txt", "--coordinates", "places.csv");
    expect(table().longitude_deg).toEqual(Float64Array.of(105.1, 105.1, 105.1));
    expect(table().user_longitude_deg).toEqual(Float64Array.of(105, 105, 105));
    expect(said).toMatch(/warning: Station P1 is in the list of coordinates twice/);
    expect((await read("tuesday.dat", "--coordinates", "places.csv")).said).toMatch(
      /warning: Station A 1 is not in the list of coordinates/,
    );
  });

  it("says where a file is not of the format that was asked for", async () => {
    const { code, said } = await read("tuesday.dat", "--format", "burris");
    expect(code).toBe(1);
    expect(said).toMatch(/^igdp read: tuesday\.dat, line 1: no row can be used/);
    expect((await read("tuesday.dat", "--utc-offset", "70")).code).toBe(2);
  });
});

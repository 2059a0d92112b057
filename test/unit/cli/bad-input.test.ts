import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run as adjust } from "../../../lib/cli/adjust.js";
import { run as grid } from "../../../lib/cli/grid.js";
import { run as map } from "../../../lib/cli/map.js";
import { run as read } from "../../../lib/cli/read.js";
import { run as reduce } from "../../../lib/cli/reduce.js";
import { GRID } from "./sample-grid.js";

afterEach(() => vi.restoreAllMocks());

/** Runs a command in an empty folder; gives its exit code, what it said, and which files it left. */
async function call(
  run: (argv: string[]) => Promise<number>,
  argv: string[],
  files: Record<string, string | Uint8Array>,
) {
  const folder = mkdtempSync(join(tmpdir(), "igdp cli "));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, "folder"));
  const said: string[] = [];
  vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
  vi.spyOn(console, "log").mockImplementation(() => undefined);
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const inFolder = argv.map((word) =>
    /\.(csv|nc|svg|dat|json)$|^folder$/.test(word) ? join(folder, word) : word,
  );
  const code = await run(inFolder);
  const left = readdirSync(folder).filter((name) => name !== "folder" && !(name in files));
  return { code, said: said.join("\n").replaceAll(`${folder}/`, "").trim(), left };
}

const DIAL = "counter,value_mgal,factor\n2000,2010,1.005\n2100,2110.5,1.005\n";
const SHEET =
  "station,longitude_deg,latitude_deg,height_m,time_utc,counter\nB,101,16,10,2026-01-05T01:00:00Z,2050\n";
const READINGS = "station,loop,elapsed_minutes,reading_mgal\nB,1,0,100\nP,1,30,101\nB,1,60,100\n";
const BASES = "station,gravity_mgal\nB,978500\n";
const STATIONS =
  "station,longitude_deg,latitude_deg,height_m,gravity_mgal\nA,101,16,10,978500\nB,101.5,16.5,20,978501\nC,101,16.5,20,978501\n";
const ANOMALIES =
  "station,longitude_deg,latitude_deg,bouguer_anomaly_mgal\nA,101,16,-30\nB,101.5,16.5,-20\nC,101,16.5,-25\n";

/** Each command: how it is called, its main input, and that input's own faults with what must be said. */
const COMMANDS = [
  {
    name: "read",
    run: read,
    argv: ["in.csv", "--dial-table", "dial.csv", "--out", "out.csv", "--report", "out.json"],
    good: { "in.csv": SHEET, "dial.csv": DIAL } as Record<string, string | Uint8Array>,
    faults: [
      [SHEET.replace("counter\n", "dials\n"), /in\.csv, line 1, column counter: this column is missing/],
      [SHEET.replace("2050", "abc"), /in\.csv, line 2, column counter: 'abc' is not a number/],
      [SHEET.replace("2050", "NaN"), /in\.csv, line 2, column counter: 'NaN' is not a number/],
      [
        SHEET.replace("2026-01-05T01:00:00Z", "5/1/2026"),
        /in\.csv, line 2, column time_utc: '5\/1\/2026' is not a time in UTC/,
      ],
    ],
  },
  {
    name: "adjust",
    run: adjust,
    argv: ["in.csv", "--bases", "bases.csv", "--out", "out.csv", "--report", "out.json"],
    good: { "in.csv": READINGS, "bases.csv": BASES },
    faults: [
      [
        READINGS.replace("reading_mgal", "value"),
        /in\.csv, line 1, column reading_mgal: this column is missing/,
      ],
      [READINGS.replace("101", "abc"), /in\.csv, line 3, column reading_mgal: 'abc' is not a number/],
      [READINGS.replace("101", "nan"), /in\.csv, line 3, column reading_mgal: 'nan' is not a number/],
    ],
  },
  {
    name: "reduce",
    run: reduce,
    argv: ["in.csv", "--out", "out.csv", "--report", "out.json"],
    good: { "in.csv": STATIONS },
    faults: [
      [
        STATIONS.replace("gravity_mgal", "value"),
        /in\.csv, line 1, column gravity_mgal: this column is missing/,
      ],
      [STATIONS.replace("978501", "abc"), /in\.csv, line 3, column gravity_mgal: 'abc' is not a number/],
      [STATIONS.replace("978501", "NaN"), /in\.csv, line 3, column gravity_mgal: 'NaN' is not a number/],
    ],
  },
  {
    name: "grid",
    run: grid,
    argv: [
      "in.csv",
      "--column",
      "bouguer_anomaly_mgal",
      "--spacing",
      "5km",
      "--out",
      "out.nc",
      "--report",
      "out.json",
    ],
    good: { "in.csv": ANOMALIES },
    faults: [
      [
        ANOMALIES.replace("bouguer_anomaly_mgal", "value"),
        /in\.csv, line 1, column bouguer_anomaly_mgal: this column is missing/,
      ],
      [
        ANOMALIES.replace("-20", "abc"),
        /in\.csv, line 3, column bouguer_anomaly_mgal: 'abc' is not a number/,
      ],
      [
        ANOMALIES.replace("-20", "NaN"),
        /in\.csv, line 3, column bouguer_anomaly_mgal: 'NaN' is not a number/,
      ],
    ],
  },
  {
    name: "map",
    run: map,
    argv: ["in.nc", "--out", "out.svg"],
    good: { "in.nc": GRID },
    faults: [["text where a grid belongs", /in\.nc: this is no grid in a format/]],
  },
] as const;

describe.each(COMMANDS)("igdp $name", ({ run, argv, good, faults }) => {
  const input = argv[0];

  it("does its work on good input, and leaves just what was asked for", async () => {
    const { code, left, said } = await call(run, [...argv], good);
    expect(code, said).toBe(0);
    expect(left.sort()).toEqual(argv.filter((word) => word.startsWith("out.")).sort());
  });

  it("says so in one line where the file is missing, empty or a folder, and leaves nothing", async () => {
    const { [input as keyof typeof good]: _, ...rest } = good as Record<string, string>;
    const cases: [string[], Record<string, string>, RegExp][] = [
      [[...argv], rest, new RegExp(`${input}: there is no such file`)],
      [[...argv], { ...rest, [input]: "" }, new RegExp(`${input}, line 1: the file is empty`)],
      [["folder", ...argv.slice(1)], rest, /folder: this is a folder, not a file/],
    ];
    for (const [words, files, message] of cases) {
      const { code, said, left } = await call(run, words, files);
      expect(said).toMatch(message);
      expect(said.split("\n"), said).toHaveLength(1);
      expect(code).toBe(1);
      expect(left).toEqual([]);
    }
  });

  it("names file, line and column of a fault in it, and leaves nothing", async () => {
    for (const [content, message] of faults) {
      const { code, said, left } = await call(run, [...argv], {
        ...(good as Record<string, string>),
        [input]: content,
      });
      expect(said).toMatch(message);
      expect(said.split("\n"), said).toHaveLength(1);
      expect(code).toBe(1);
      expect(left).toEqual([]);
    }
  });

  it("does not overwrite a folder, nor leave a part of a file where the target cannot be written", async () => {
    const words = argv.map((word) => (word.startsWith("out.") && word !== "out.json" ? "folder" : word));
    const { code, said, left } = await call(run, words, good);
    expect(said).toMatch(/folder.*(no file can be written|must end in|that ends in|ending)/);
    expect(code).toBe(1);
    expect(left).toEqual([]);
  });

  it("has a help page with an example, and exit code 2 for wrong usage", async () => {
    expect((await call(run, ["--help"], {})).code).toBe(0);
    expect((await call(run, ["--no-such-option"], {})).code).toBe(2);
    expect((await call(run, [], {})).code).toBe(2);
  });
});

import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run as example } from "../../../lib/cli/example.js";
import { run as grid } from "../../../lib/cli/grid.js";
import { run as map } from "../../../lib/cli/map.js";
import { run as reduce } from "../../../lib/cli/reduce.js";
import { shippedFonts } from "../../../lib/node/render-png.js";
import { GRID } from "./sample-grid.js";

const cwd = process.cwd();
afterEach(() => {
  process.chdir(cwd);
  vi.restoreAllMocks();
});

const POINTS =
  "station,longitude_deg,latitude_deg,bouguer_anomaly_mgal\nA,101,16,-30\nB,101.5,16.5,-20\nC,101,16.5,-25\n";
const STATIONS = "station,longitude_deg,latitude_deg,height_m,gravity_mgal\nA,101,16,10,978500\n";
const GRID_ARGV = ["in.csv", "--column", "bouguer_anomaly_mgal", "--spacing", "5km", "--out", "out.nc"];
const MAP_ARGV = ["in.nc", "--width", "80", "--dpi", "96"];

/** Runs a command inside a new folder that holds the files. */
async function call(
  run: (argv: string[]) => Promise<number>,
  argv: readonly string[],
  files: Record<string, string | Uint8Array>,
) {
  const folder = mkdtempSync(join(tmpdir(), "igdp outputs "));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  process.chdir(folder);
  const said: string[] = [];
  const printed: string[] = [];
  vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(String(text)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  vi.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
  const code = await run([...argv]);
  const left = readdirSync(folder).filter((name) => !(name in files));
  const content = (name: string) => readFileSync(join(folder, name), "utf8");
  return { code, said: said.join("\n").trim(), printed: printed.join("\n"), left, content };
}

describe("the names of what a command writes", () => {
  it.each(["same.csv", "./same.csv", "new/../same.csv"])(
    "may not be the same for result and report (%s)",
    async (report) => {
      const argv = ["in.csv", "--out", "same.csv", "--report", report];
      const { code, said, left } = await call(reduce, argv, { "in.csv": STATIONS });
      expect(code).toBe(2);
      expect(said).toMatch(/--report and --out are the same file, same\.csv/);
      expect(left).toEqual([]);
    },
  );

  it("may not be those of an input, which stays as it was", async () => {
    const ontoInput = ["in.asc", ...GRID_ARGV.slice(1, -1), "./in.asc"];
    const gridding = await call(grid, ontoInput, { "in.asc": POINTS });
    expect(gridding.said).toMatch(
      /in\.asc: this is an input of this command, and originals are never changed/,
    );
    expect([gridding.code, gridding.content("in.asc")]).toEqual([1, POINTS]);

    const files = { "in.nc": GRID, "in.csv": POINTS };
    const argv = [...MAP_ARGV, "--stations", "in.csv", "--out", "map.svg", "--report", "in.csv"];
    const drawing = await call(map, argv, files);
    expect(drawing.said).toMatch(/in\.csv: this is an input/);
    expect([drawing.code, drawing.content("in.csv"), drawing.left]).toEqual([1, POINTS, []]);
  });
});

describe("igdp map", () => {
  it("says which letters the shipped font has not, in a PNG alone, and names the way out", async () => {
    const title = ["--title", "แผนที่ Bản đồ 重力"];
    const png = await call(map, [...MAP_ARGV, ...title, "--out", "a.png"], { "in.nc": GRID });
    expect(png.code, png.said).toBe(0);
    expect(png.said).toMatch(
      /^warning: the map's font has no letters for: 重 力; name a font file with --font FILE, or use --system-fonts\. For Chinese: .*msyh\.ttc on Windows/,
    );
    const svg = await call(map, [...MAP_ARGV, ...title, "--out", "a.svg"], { "in.nc": GRID });
    expect([svg.code, svg.said]).toEqual([0, ""]);
    const known = await call(
      map,
      [...MAP_ARGV, "--title", "Bản đồ ‘Δg’ ± 2 µGal แผนที่ ແຜນທີ່ ផែនទី မြေပုံ", "--out", "a.png"],
      {
        "in.nc": GRID,
      },
    );
    expect([known.code, known.said]).toEqual([0, ""]);
  });

  it("takes further fonts, still tells what none of them has, and refuses what is no font", async () => {
    const argv = [...MAP_ARGV, "--title", "Карта", "--out", "a.png", "--font"];
    const noHelp = await call(map, [...argv, shippedFonts()[0]], { "in.nc": GRID });
    expect(noHelp.said).toMatch(/the map's fonts have no letters for: К/);
    expect(noHelp.left).toEqual(["a.png"]);
    const text = await call(map, [...argv, "notes.ttf"], { "in.nc": GRID, "notes.ttf": "a text" });
    expect([text.code, text.said, text.left]).toEqual([
      1,
      "igdp map: notes.ttf: this is not a font file (TTF, OTF).",
      [],
    ]);
    const none = await call(map, [...argv, "no.ttf"], { "in.nc": GRID });
    expect([none.code, none.left]).toEqual([1, []]);
    expect(none.said).toMatch(/no\.ttf: there is no such file/);
  });

  it("warns where the stations lie outside the map, also in the report", async () => {
    const files = { "in.nc": GRID, "in.csv": POINTS.replaceAll(",101", ",10") };
    const argv = [...MAP_ARGV, "--stations", "in.csv", "--out", "a.svg", "--report", "a.json"];
    const { code, said, content } = await call(map, argv, files);
    const warning = "3 of 3 stations lie outside the map: are the coordinates those of the grid?";
    expect([code, said]).toEqual([0, `warning: ${warning}`]);
    expect(JSON.parse(content("a.json")).steps[0].warnings).toEqual([warning]);
    const inside = await call(map, argv, { ...files, "in.csv": POINTS });
    expect([inside.code, inside.said]).toEqual([0, ""]);
  });

  it.each([
    [["--dpi", "-5"], 2, /--dpi.*'-5' is invalid\. It must be a number of dots per inch from 10 to 2400/],
    [["--width", "5"], 2, /--width.*'5' is invalid\. It must be a number of millimetres from 60 to 1200/],
    [["--contour-interval", "-1"], 1, /--contour-interval is -1, but must be a positive number/],
    [
      ["--width", "1200", "--dpi", "1200"],
      1,
      /--dpi is 1200, but must be at most 423 for a sheet 1200 mm wide/,
    ],
  ])("names the option as it is typed: %j", async (options, exit, message) => {
    const { code, said, left } = await call(map, ["in.nc", ...options, "--out", "a.png"], { "in.nc": GRID });
    expect(said).toMatch(message);
    expect([code, left]).toEqual([exit, []]);
  });
});

describe("igdp grid", () => {
  it.each([
    [["--tension", "2"], 2, /--tension.*'2' is invalid\. It must be a number from 0 to 1\./],
    [
      ["--spacing", "2 miles"],
      2,
      /--spacing.*'2 miles' is invalid\. It must be a positive length such as 500, 2km/,
    ],
    [["--mask-distance", "-1"], 2, /--mask-distance.*'-1' is invalid\. It must be a positive length/],
    [
      ["--mask-distance", "1m", "--region", "101.01/101.49/16.01/16.49"],
      1,
      /--mask-distance is '1m', but must be so long/,
    ],
    [["--spacing", "1mm"], 2, /--spacing/],
    [
      ["--spacing", "0.5m"],
      1,
      /--spacing is '0\.5m', but must be so large that the grid has at most [\d,]+ nodes\. It would have 106,902 by 110,664 nodes/,
    ],
    [["--region", "16/17/101/102"], 1, /--region is '16\/17\/101\/102'.*No point lies in the region/],
    [["--region", "102/101/16/17"], 2, /--region.*It must be west\/east\/south\/north/],
  ])("names the option as it is typed: %j", async (options, exit, message) => {
    const { code, said, left } = await call(grid, [...GRID_ARGV, ...options], { "in.csv": POINTS });
    expect(said).toMatch(message);
    expect(said).not.toMatch(/maximumNodes|options\./);
    expect([code, left]).toEqual([exit, []]);
  });

  it("says of the file which coordinates it needs", async () => {
    const points = POINTS.replace("longitude_deg,latitude_deg", "x,y");
    const { code, said } = await call(grid, GRID_ARGV, { "in.csv": points });
    expect(said).toBe(
      "igdp grid: in.csv, line 1: it needs longitude_deg and latitude_deg, or easting_m and northing_m. It has: station, x, y, bouguer_anomaly_mgal.",
    );
    expect(code).toBe(1);
  });

  it("takes the column that it is told as numbers, and names the cell that is none", async () => {
    const points = POINTS.replace("bouguer_anomaly_mgal", "residual").replace("-20", "abc");
    const argv = ["in.csv", "--column", "residual", "--spacing", "5km", "--out", "out.nc"];
    const { code, said, left } = await call(grid, argv, { "in.csv": points });
    expect(said).toMatch(/in\.csv, line 3, column residual: 'abc' is not a number/);
    expect([code, left]).toEqual([1, []]);
  });

  it("knows the column by the names that other files have for it", async () => {
    const points = POINTS.replace("bouguer_anomaly_mgal", "gravity");
    const argv = ["in.csv", "--column", "gravity", "--spacing", "5km", "--out", "out.nc"];
    const { code, said, left } = await call(grid, argv, { "in.csv": points });
    expect(said).toBe("");
    expect([code, left]).toEqual([0, ["out.nc"]]);
  });
});

describe("igdp example", () => {
  it("offers no report, for each of its steps writes its own", async () => {
    const help = await call(example, ["--help"], {});
    expect(help.printed).toMatch(/--out/);
    expect(help.printed).not.toMatch(/--report/);
    expect((await call(example, ["--report", "a.json"], {})).code).toBe(2);
    expect((await call(grid, ["--help"], {})).printed).toMatch(/--report/);
  });
});

describe("a folder in a name", () => {
  it("is refused in one line where a file has that name", async () => {
    const argv = [...GRID_ARGV.slice(0, -1), "in.csv/out.nc"];
    const { code, said, content } = await call(grid, argv, { "in.csv": POINTS });
    expect(said).toMatch(
      /^igdp grid: in\.csv\/out\.nc: in\.csv is a file, not a folder\. Choose another place\.$/,
    );
    expect([code, content("in.csv")]).toEqual([1, POINTS]);
  });
});

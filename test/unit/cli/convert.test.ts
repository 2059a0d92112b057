import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { run as convert } from "../../../lib/cli/convert.js";
import { run as grid } from "../../../lib/cli/grid.js";
import { run as map } from "../../../lib/cli/map.js";
import { GRID_ENDINGS, writeGrid } from "../../../lib/formats/grid-file.js";
import { readGridFile } from "../../../lib/node/read-grid-file.js";
import { sampleGrid } from "../formats/grid-samples.js";
import { commandFolder } from "./command-folder.js";

const { at, said, warned } = commandFolder("convert");

const POINTS =
  "longitude_deg,latitude_deg,bouguer_anomaly_mgal\n101,16,-30\n101.5,16.5,-20\n101,16.5,-25\n101.5,16,-21\n";

describe("igdp convert", () => {
  it("carries a grid through every format and back, with sigma, unit, place and registration", async () => {
    const grid = sampleGrid({ crs: "EPSG:4326", registration: "pixel", columns: 9, rows: 7 });
    let from = at("start.nc");
    for (const [name, bytes] of Object.entries(await writeGrid(grid, from))) writeFileSync(name, bytes);
    for (const ending of [...Object.keys(GRID_ENDINGS), "nc"]) {
      const to = at(`step-${ending}.${ending}`);
      expect(await convert([from, to, "--report", at("report.json")])).toBe(0);
      from = to;
    }
    const { grid: back } = await readGridFile(from);
    expect(back.values).toEqual(grid.values);
    expect(back.sigma).toEqual(grid.sigma);
    expect([back.crs, back.name, back.units, back.registration]).toEqual([
      ...[grid.crs, grid.name, grid.units, grid.registration],
    ]);
    const [{ figures, inputs }] = JSON.parse(readFileSync(at("report.json"), "utf8")).steps;
    expect([figures.has_sigma, inputs[0].name]).toEqual([true, at("step-gdf.gdf")]);
  });

  it("writes a part of a grid, and the nodes with a value as a table that grids back to the same", async () => {
    const whole = sampleGrid({ crs: "EPSG:4326", columns: 9, rows: 7 });
    for (const [name, bytes] of Object.entries(await writeGrid(whole, at("whole.nc"))))
      writeFileSync(name, bytes);
    const region = [whole.x[1], whole.x[5], whole.y[2], whole.y[6]].join("/");
    expect(await convert([at("whole.nc"), at("part.nc"), "--region", region])).toBe(0);
    const { grid: part } = await readGridFile(at("part.nc"));
    expect([part.x.length, part.y.length]).toEqual([5, 5]);
    for (let k = 0; k < 25; k++) {
      const from = (2 + Math.floor(k / 5)) * 9 + 1 + (k % 5);
      expect([part.values[k], part.sigma?.[k]]).toEqual([whole.values[from], whole.sigma?.[from]]);
    }
    expect(await convert([at("part.nc"), at("nodes.csv"), "--name", "gravity_mgal"])).toBe(0);
    const lines = readFileSync(at("nodes.csv"), "utf8").trim().split("\n");
    expect(lines[0]).toBe("longitude_deg,latitude_deg,gravity_mgal,gravity_sigma_mgal");
    const known = [...part.values].filter((value) => !Number.isNaN(value));
    expect(lines.slice(1).map((line) => Number(line.split(",")[2]))).toEqual(
      known.map((value) => Number(value.toPrecision(12))),
    );
    expect(await convert([at("whole.nc"), at("none.nc"), "--region", "1/2/3/4"])).toBe(1);
    expect(warned[0]).toMatch(/--region is '1\/2\/3\/4', but must be a region with at least 2 × 2 nodes/);
  });

  it("takes what the file does not say from its options, and tells which files it wrote", async () => {
    const { "old.grd": bytes } = await writeGrid(sampleGrid({ crs: "plane", hasSigma: false }), "old.grd");
    writeFileSync(at("old.grd"), bytes);
    expect(
      await convert([
        at("old.grd"),
        at("six.grd"),
        "--format",
        "surfer6",
        "--crs",
        "EPSG:32648",
        "--units",
        "mGal",
      ]),
    ).toBe(0);
    expect(said[0]).toMatch(/63 × 41 nodes, EPSG:32648 → .*six\.grd, .*six\.grd\.aux\.xml$/);
    expect(String.fromCharCode(...readFileSync(at("six.grd")).subarray(0, 4))).toBe("DSBB");
    const { grid } = await readGridFile(at("six.grd"));
    expect([grid.crs, grid.units]).toEqual(["EPSG:32648", "mGal"]);
  });

  it("writes nothing where the format cannot hold the grid, the report would be lost or the input is none", async () => {
    const { "a.nc": bytes } = await writeGrid(sampleGrid({ crs: "plane", hasSigma: false }), "a.nc");
    writeFileSync(at("a.nc"), bytes);
    writeFileSync(at("notes.grd"), "not a grid");
    for (const [argv, message] of [
      [[at("a.nc"), at("b.gdf")], /grid\.crs is 'plane'/],
      [[at("a.nc"), at("b.tif"), "--report", at("b.tif")], /--report/],
      [[at("a.nc"), at("b.xyz")], /ends in \.nc/],
      [[at("notes.grd"), at("b.tif")], /notes\.grd: this is no grid in a format/],
      [[at("a.nc"), at("a.nc")], /a\.nc: this is an input/],
    ] as const) {
      expect(await convert([...argv])).toBe(1);
      expect(warned.pop()).toMatch(message);
    }
    expect(readdirSync(dirname(at("a.nc"))).sort()).toEqual(["a.nc", "notes.grd"]);
  });
});

describe("igdp grid and igdp map", () => {
  it.each(Object.keys(GRID_ENDINGS))("write and read a grid as .%s", async (ending) => {
    writeFileSync(at("points.csv"), POINTS);
    const spacing = ["--column", "bouguer_anomaly_mgal", "--spacing", "0.1deg"];
    expect(await grid([at("points.csv"), ...spacing, "--out", at(`map.${ending}`)])).toBe(0);
    expect(await map([at(`map.${ending}`), "--out", at("map.svg")])).toBe(0);
    expect(readFileSync(at("map.svg"), "utf8")).toContain("mGal");
    expect((await readGridFile(at(`map.${ending}`))).grid.crs).toBe("EPSG:4326");
  });

  it("refuse an ending that stands for no grid before any work", async () => {
    writeFileSync(at("points.csv"), POINTS);
    const argv = [at("points.csv"), "--column", "bouguer_anomaly_mgal", "--spacing", "0.1deg"];
    expect(await grid([...argv, "--out", at("map.xyz")])).toBe(1);
    expect(warned[0]).toMatch(/--out is '.*map\.xyz', but must be a name that ends in \.nc, \.nc4, \.tif/);
  });
});

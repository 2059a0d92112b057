import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { run } from "../../../lib/cli/map.js";
import { makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { writeGridNetcdf } from "../../../lib/formats/netcdf.js";
import { commandFolder } from "./command-folder.js";

const folder = commandFolder("map");

function writeGrid(name: string, crs: string): string {
  const axis = crs === "EPSG:4326" ? [regularAxis(100, 108, 1), regularAxis(8, 18, 1)] : [];
  const [x, y] = axis.length > 0 ? axis : [regularAxis(200_000, 900_000, 1e5), regularAxis(1e6, 2e6, 1e5)];
  const values = Float64Array.from({ length: x.length * y.length }, (_, i) => i % 17);
  const grid = makeGrid({ x, y, values, crs, name: "bouguer_anomaly_mgal", units: "mGal" });
  const path = folder.at(name);
  writeFileSync(path, writeGridNetcdf(grid));
  return path;
}

describe("igdp map", () => {
  it("draws coasts and borders in degrees and in a projection", async () => {
    for (const crs of ["EPSG:4326", "EPSG:32648"]) {
      const out = folder.at("map.svg");
      expect(await run([writeGrid("grid.nc", crs), "--coast", "--out", out])).toBe(0);
      const svg = readFileSync(out, "utf8");
      expect(svg).toContain('class="coast"');
      expect(svg).toContain('class="border"');
    }
  });

  it("prints a PDF of the sheet", async () => {
    const out = folder.at("map.pdf");
    expect(await run([writeGrid("grid.nc", "EPSG:4326"), "--title", "Indochina", "--out", out])).toBe(0);
    const pdf = readFileSync(out, "latin1");
    expect(pdf).toMatch(/^%PDF-/);
    expect(pdf).toContain("(Indochina)");
  });

  it("says why a plane has no coast, and what to do", async () => {
    const code = await run([writeGrid("grid.nc", "plane"), "--coast", "--out", folder.at("map.svg")]);
    expect(code).not.toBe(0);
    expect(folder.warned.join("\n")).toMatch(/--coast is 'plane'.*igdp grid … --crs EPSG:32648/s);
  });

  it("says what a map can be", async () => {
    expect(await run([writeGrid("grid.nc", "plane"), "--out", folder.at("map.bmp")])).not.toBe(0);
    expect(folder.warned.join("\n")).toMatch(/\.svg, \.png, \.pdf or \.html/);
  });
});

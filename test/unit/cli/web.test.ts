import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { run } from "../../../lib/cli/web.js";
import { writeGridNetcdf } from "../../../lib/formats/netcdf.js";
import { gridOf } from "../map/test-grids.js";
import { pageJson } from "../release/page-blocks.js";
import { commandFolder } from "./command-folder.js";

const folder = commandFolder("web");

function writeGrid(file: string, name: string, crs = "EPSG:4326"): string {
  const region = crs === "EPSG:4326" ? ([100, 108, 8, 18] as const) : ([2e5, 9e5, 1e6, 2e6] as const);
  const path = folder.at(file);
  writeFileSync(path, writeGridNetcdf(gridOf((x, y) => (x - y) % 17, region, [8, 10], { crs, name })));
  return path;
}

describe("igdp web", () => {
  it("makes a page of grids and stations, with downloads told from the page's folder", async () => {
    const grids = [writeGrid("a.nc", "bouguer_anomaly_mgal"), writeGrid("b.nc", "free_air_anomaly_mgal")];
    const points = folder.at("points.csv");
    writeFileSync(points, "station,longitude_deg,latitude_deg,bouguer_anomaly_mgal\nS1,101,9,-3.25\n");
    mkdirSync(folder.at("grids"));
    const file = folder.at("grids/a b.tif");
    writeFileSync(file, "12345");
    const out = folder.at("index.html");
    const report = folder.at("report.json");
    const options = ["--points", points, "--title", "North", "--download", file, "--report", report];
    expect(await run([...grids, ...options, "--out", out])).toBe(0);
    const html = readFileSync(out, "utf8");
    expect(html).toContain("<h1>North</h1>");
    expect(html).toContain('href="grids/a%20b.tif" download>a b.tif</a> <span class="size">(GeoTIFF, 5 B)');
    expect(html).toContain('data-overlay="coast border"');
    const { layers, points: kept } = pageJson(html);
    expect(layers.map(({ title }) => title)).toEqual(["Bouguer anomaly", "Free air anomaly"]);
    expect(kept?.values).toEqual({ bouguer_anomaly_mgal: [-3.25] });
    const [step] = JSON.parse(readFileSync(report, "utf8")).steps;
    expect(step.figures.page_bytes).toBe(Buffer.byteLength(html));
    expect(folder.said.join()).toMatch(/2 layers → .*index\.html \(\d+ kB\)/);
  });

  it("tells grids of one name apart by their files, or by the titles that it is given", async () => {
    const grids = [writeGrid("a.nc", "bouguer_anomaly_mgal"), writeGrid("b.nc", "bouguer_anomaly_mgal")];
    const titles = async (...options: string[]): Promise<string[]> => {
      const out = folder.at("page.html");
      expect(await run([...grids, ...options, "--no-coast", "--out", out])).toBe(0);
      return pageJson(readFileSync(out, "utf8")).layers.map(({ title }) => title);
    };
    expect(await titles()).toEqual(["Bouguer anomaly (a.nc)", "Bouguer anomaly (b.nc)"]);
    expect(await titles("--layer", "Old", "--layer", "New")).toEqual(["Old", "New"]);
  });

  it("shows a plane without coasts, and refuses grids of different coordinates", async () => {
    const plane = writeGrid("plane.nc", "bouguer_anomaly_mgal", "plane");
    expect(await run([plane, "--out", folder.at("page.html")])).toBe(0);
    expect(readFileSync(folder.at("page.html"), "utf8")).not.toContain('data-overlay="coast');
    const degrees = writeGrid("degrees.nc", "free_air_anomaly_mgal");
    expect(await run([plane, degrees, "--out", folder.at("page.html")])).not.toBe(0);
    expect(folder.warned.join("\n")).toMatch(
      /crs of the layer 'Free air anomaly' is 'EPSG:4326'.* must be plane/,
    );
  });

  it("refuses a download outside the page's folder, a page that is none, and a file that is not there", async () => {
    const grid = writeGrid("a.nc", "bouguer_anomaly_mgal");
    mkdirSync(folder.at("pages"));
    const out = folder.at("pages/index.html");
    expect(await run([grid, "--download", grid, "--out", out])).not.toBe(0);
    expect(await run([grid, "--download", folder.at("pages/no.nc"), "--out", out])).not.toBe(0);
    expect(await run([grid, "--out", folder.at("page.pdf")])).not.toBe(0);
    const warned = folder.warned.join("\n");
    expect(warned).toContain("or below, so that the page and its files move together");
    expect(warned).toContain("a file that is there");
    expect(warned).toContain("a file ending in .html");
  });
});

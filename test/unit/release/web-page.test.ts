import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Grid, makeGrid } from "../../../lib/core/grid.js";
import { webPage } from "../../../lib/release/web-page.js";
import type { WebPageOptions } from "../../../lib/release/web-page-options.js";
import { gridOf } from "../map/test-grids.js";
import { blockOf, pageJson } from "./page-blocks.js";
import { type DataModule, pageModule } from "./page-modules.js";

const REGION = [100, 104, 10, 13] as const;
const degrees = { crs: "EPSG:4326" };
const slope = gridOf((x, y) => 31.4159 * x - 2.7 * y * y, REGION, [40, 30], degrees);

const HTML = `<img src=x onerror=alert(1)>"'&</script><script>alert(2)</script>`;

function pageOf(options: Partial<WebPageOptions> = {}): string {
  const [{ bytes }] = webPage({ title: "Map", layers: [{ title: "Anomaly", grid: slope }], ...options });
  return new TextDecoder().decode(bytes);
}

describe("webPage", () => {
  it("is one file that names no other server and may load nothing", () => {
    const files = webPage({ title: "Map", layers: [{ title: "Anomaly", grid: slope }] });
    expect(files.map(({ path }) => path)).toEqual(["index.html"]);
    const html = pageOf();
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    const rules = Object.fromEntries(policy.split("; ").map((rule) => rule.split(/ (.*)/)));
    const hash = (tag: string): string => {
      const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? "";
      return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    };
    expect(rules).toEqual({
      ...{ "default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'" },
      ...{ "script-src": hash("script"), "style-src": hash("style") },
    });
    // The one address on a page is that of the licence.
    expect(html).not.toMatch(/https?:/);
    expect(html).not.toMatch(/ on[a-z]+=| style=/);
  });

  it("keeps every value of the grid to the digits that it shows, sigma and gaps too", async () => {
    const { unpackGrid } = await pageModule<DataModule>("data.js");
    const values = slope.values.map((value, i) => (i % 7 === 0 ? Number.NaN : value));
    const grid = makeGrid({ ...slope, values, sigma: values.map((value) => Math.abs(value) / 30) });
    const html = pageOf({ layers: [{ title: "Anomaly", grid }] });
    const [layer] = pageJson(html).layers;
    expect(layer.decimals).toBe(2);
    for (const kind of ["values", "sigma"] as const) {
      const bytes = blockOf(html, `${kind}-0`) ?? new Uint8Array();
      const unpacked = unpackGrid(bytes, { ...layer, ...layer[kind] });
      const texts = Array.from(unpacked, (value) => value.toFixed(2));
      expect(texts).toEqual(
        Array.from(grid[kind] ?? [], (value) => (Math.round(value * 100) / 100).toFixed(2)),
      );
    }
  });

  it("keeps as many decimals as the range needs where the unit is not mGal", () => {
    const decimalsOf = (range: number): number => {
      const grid = gridOf((x) => ((x - 100) / 4) * range, REGION, [8, 6], { ...degrees, units: "m" });
      return pageJson(pageOf({ layers: [{ title: "Height", grid }] })).layers[0].decimals;
    };
    expect([8000, 180, 3, 4e6].map(decimalsOf)).toEqual([0, 2, 4, -2]);
  });

  it("writes no text as HTML, wherever it comes from", () => {
    const html = pageOf({
      ...{ title: HTML, description: HTML, organisation: HTML, licence: HTML, date: HTML },
      layers: [{ title: HTML, grid: slope, units: HTML }],
      points: {
        station: [HTML],
        longitude_deg: Float64Array.of(101),
        latitude_deg: Float64Array.of(11),
      },
      texts: { downloads: HTML, show: HTML, oldBrowser: HTML },
      downloads: [{ path: "a&b's <c>.nc", title: HTML, format: HTML }],
    });
    expect(html).not.toContain("<img");
    expect(html).not.toContain("alert(2)</script>");
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(html).toContain('href="a%26b&#39;s%20%3Cc%3E.nc"');
    expect(pageJson(html).points?.names).toEqual([HTML]);
  });

  it.each([
    "../up.nc",
    "/etc/passwd",
    "javascript:alert(1)",
    "https://example.org/a.nc",
    "a\\..\\b.nc",
    "a//b.nc",
    "a/./b.nc",
    "",
    "a\nb.nc",
  ])("refuses the download %j, which does not lie in the release", (path) => {
    expect(() => pageOf({ downloads: [{ path, title: "x" }] })).toThrow("a path inside the release");
    expect(() => pageOf({ path })).toThrow("options.path");
  });

  it("tells format and size of a download", () => {
    const downloads = [
      { path: "grids/bouguer.nc", title: "Bouguer", bytes: 1_234_567 },
      { path: "points.csv", title: "Stations", bytes: 812, format: "table" },
      { path: "LICENSE", title: "Licence" },
      { path: "map.pdf", title: "Sheet" },
    ];
    const items = pageOf({ downloads }).match(/<li>.*<\/li>/g);
    expect(items).toEqual([
      '<li><a href="grids/bouguer.nc" download>Bouguer</a> <span class="size">(netCDF, 1.2 MB)</span></li>',
      '<li><a href="points.csv" download>Stations</a> <span class="size">(table, 812 B)</span></li>',
      '<li><a href="LICENSE" download>Licence</a></li>',
      '<li><a href="map.pdf" download>Sheet</a> <span class="size">(PDF)</span></li>',
    ]);
  });

  it("keeps stations that have a position, and of their columns those of the layers", () => {
    const points = {
      station: ["A", "B", "C"],
      longitude_deg: Float64Array.of(101, Number.NaN, 103.123_456_78),
      latitude_deg: Float64Array.of(11, 11, 12),
      bouguer_anomaly_mgal: Float64Array.of(1.23456, 2, Number.NaN),
      height_m: Float64Array.of(1, 2, 3),
    };
    const { points: kept } = pageJson(pageOf({ points }));
    expect(kept).toEqual({
      ...{ x: [101, 103.123457], y: [11, 12], names: ["A", "C"] },
      values: { bouguer_anomaly_mgal: [1.23, null] },
    });
  });

  it("names the layer that lies in other coordinates, and the title that two layers share", () => {
    const other: Grid = gridOf((x) => x, [0, 1000, 0, 1000], [4, 4]);
    const twice = (grid: Grid, title: string) => () =>
      pageOf({
        layers: [
          { title: "Anomaly", grid: slope },
          { title, grid },
        ],
      });
    expect(twice(other, "Other")).toThrow("crs of the layer 'Other' is 'plane', but must be EPSG:4326");
    expect(twice(slope, "Anomaly")).toThrow("title of a layer is 'Anomaly'");
    expect(() => pageOf({ layers: [] })).toThrow("at least one layer");
  });

  it("refuses what a page cannot hold", () => {
    expect(() => pageOf({ language: 'en" onload="x' })).toThrow("a language tag");
    expect(() => pageOf({ licence: "x", licenceUrl: "javascript:alert(1)" })).toThrow("https://");
    const empty = makeGrid({ ...slope, values: slope.values.map(() => Number.NaN) });
    expect(() => pageOf({ layers: [{ title: "Empty", grid: empty }] })).toThrow("Every node is NaN");
    const fine = (decimals: number) => () => pageOf({ layers: [{ title: "Fine", grid: slope, decimals }] });
    expect(fine(12)).toThrow("2^30 steps");
    expect(fine(0.5)).toThrow("a whole number from −12 to 12");
  });

  it("speaks another language where it is given its texts, and says which", () => {
    const html = pageOf({
      language: "vi",
      texts: { downloads: "Tải về", layers: "Lớp" },
      downloads: [{ path: "a.nc", title: "A" }],
    });
    expect(html).toContain('<html lang="vi">');
    expect(html).toContain("<h2>Tải về</h2>");
    expect(html).not.toContain("Downloads");
  });

  it("names the coordinates, and asks for easting and northing where they are metres", () => {
    const grid = gridOf((x) => x, [5e5, 6e5, 1.9e6, 2e6], [4, 4], { crs: "EPSG:32648" });
    const html = pageOf({ layers: [{ title: "Anomaly", grid }] });
    expect(html).toMatch(/<dd>metres in .*EPSG:32648<\/dd>/);
    expect(html).toContain("Easting, m</label>");
    expect(html).toContain('<option value="metres">metres, WGS84 / UTM zone 48N</option>');
    expect(pageOf()).toContain("Longitude, degrees east</label>");
    expect(pageOf()).not.toContain("<select");
  });
});

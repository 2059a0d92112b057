import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { describe, expect, it } from "vitest";
import { metresPerDegree } from "../../../lib/earth/ellipsoid.js";
import { gravityMap } from "../../../lib/map/gravity-map.js";
import { mapFigure } from "../../../lib/map/map-figure.js";
import { mapSheet } from "../../../lib/map/map-sheet.js";
import { gridOf, syntheticField } from "./test-grids.js";

const REGION = [101, 103, 16, 17.5] as const;
const field = syntheticField(REGION, 6);
const hole = (x: number, y: number): boolean => x > 102.5 && y > 17;
const grid = gridOf((x, y) => (hole(x, y) ? Number.NaN : field(x, y)), REGION, [80, 60], {
  crs: "EPSG:4326",
});
const stations = {
  x: Float64Array.of(101.5, 102, Number.NaN),
  y: Float64Array.of(16.5, 17, 17),
  label: ["G1 <script>", "G2", "lost"],
  value: Float64Array.of(-98.76543, Number.NaN, 1),
};
const options = { title: "A & B <i>", note: "note", stations, synthetic: true };

const CHROMIUM = [
  process.env.IGDP_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path !== undefined && existsSync(path));

describe("mapFigure", () => {
  const figure = mapFigure(grid, options);
  const [surface, points] = figure.data as Record<string, never>[];

  it("holds the grid's values, south row first, with null for NaN", () => {
    const z = surface.z as unknown as (number | null)[][];
    expect([z.length, z[0].length]).toEqual([61, 81]);
    const range = Number(surface.zmax) - Number(surface.zmin);
    z.forEach((row, j) => {
      row.forEach((value, i) => {
        const truth = grid.values[j * 81 + i];
        if (Number.isNaN(truth)) expect(value).toBeNull();
        else expect(Math.abs((value as number) - truth)).toBeLessThan(range / 2000);
      });
    });
    expect([surface.x0, surface.dx, surface.y0, surface.dy].map(Number)).toEqual([101, 0.025, 16, 0.025]);
  });

  it("is plain JSON, and small", () => {
    const json = JSON.stringify(figure);
    expect(JSON.parse(json)).toEqual(figure);
    expect(json.length).toBeLessThan(10 * grid.values.length);
    expect(json).not.toMatch(/NaN|Infinity/);
  });

  it("names stations and values on hover, and escapes what plotly would read as HTML", () => {
    expect(points.text).toEqual(["<b>G1 &lt;script&gt;</b><br>-98.77 mGal", "<b>G2</b>"]);
    expect(JSON.stringify(figure)).not.toContain("<script");
    expect((figure.layout.title as { text: string }).text).toBe("A &amp; B &lt;i&gt;");
  });

  it("has the same scale on both axes, that of the ellipsoid in degrees and one in metres", () => {
    const ratio = (figure.layout.yaxis as { scaleratio: number }).scaleratio;
    const { longitude, latitude } = metresPerDegree(16.75);
    expect(ratio).toBeCloseTo(latitude / longitude, 4);
    const plane = mapFigure(
      gridOf((x) => x, [0, 100, 0, 100], [10, 10]),
      { title: "t" },
    );
    expect((plane.layout.yaxis as { scaleratio: number; scaleanchor: string }).scaleratio).toBe(1);
  });

  it("draws contours at the levels of the sheet", () => {
    const { start, size } = surface.contours as unknown as { start: number; size: number };
    expect(mapSheet(grid, options)).toContain(`Contours every ${size} mGal`);
    expect(start % size).toBeCloseTo(0);
  });

  it("thins a large grid without moving it", () => {
    const large = gridOf((x, y) => x + 2 * y, [0, 1000, 0, 10], [1000, 10]);
    const [trace] = mapFigure(large, { title: "t" }).data as Record<string, unknown>[];
    const z = trace.z as number[][];
    expect(z[0].length).toBeLessThanOrEqual(400);
    expect([z.length, trace.x0, trace.dx]).toEqual([11, 0, 3]);
    expect(Math.abs(z[10][7] - (21 + 20))).toBeLessThan(0.5);
  });

  it("shows a constant grid without contours", () => {
    const [trace] = mapFigure(
      gridOf(() => 3, [0, 4, 0, 4], [4, 4]),
      { title: "t" },
    ).data;
    expect(trace.type).toBe("heatmap");
  });

  it.skipIf(CHROMIUM === undefined)(
    "is drawn by plotly's cartesian bundle: surface, lines, stations, hover, no error (skipped without Chromium)",
    async () => {
      const bundle = createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min");
      const browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      });
      try {
        const page = await browser.newPage({ viewport: { width: 900, height: 800 } });
        const problems: string[] = [];
        page.on("pageerror", (error) => problems.push(String(error)));
        page.on("console", (message) => problems.push(message.text()));
        await page.setContent("<div id=map></div>");
        await page.addScriptTag({ content: await readFile(bundle, "utf8") });
        await page.evaluate(
          (it) => (globalThis as unknown as Plotly).Plotly.newPlot("map", it.data, it.layout, it.config),
          JSON.parse(JSON.stringify(figure)),
        );
        expect(await page.locator(".contourlevel path").count()).toBeGreaterThan(5);
        expect(await page.locator(".scatterlayer .point").count()).toBe(2);
        expect(
          await page.locator(".heatmaplayer image, .imagelayer image, .contourlayer image").count(),
        ).toBeGreaterThan(0);
        const dot = await page.locator(".scatterlayer .point").first().boundingBox();
        await page.mouse.move((dot?.x ?? 0) + (dot?.width ?? 0) / 2, (dot?.y ?? 0) + (dot?.height ?? 0) / 2);
        await page.waitForSelector(".hoverlayer .hovertext");
        expect(await page.locator(".hoverlayer").textContent()).toContain("G1 <script>");
        expect(problems).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});

describe("gravityMap", () => {
  it("joins the figure and the sheet, with the size that the sheet has", () => {
    const map = gravityMap(grid, options);
    expect(Object.isFrozen(map)).toBe(true);
    expect(map.figure).toEqual(mapFigure(grid, options));
    expect(map.svg).toBe(mapSheet(grid, options));
    expect(map.svg).toContain(`width="${map.width}" height="${map.height}"`);
  });
});

/** What the page holds once plotly's bundle has run. */
interface Plotly {
  readonly Plotly: { newPlot(id: string, data: unknown, layout: unknown, config: unknown): Promise<unknown> };
}

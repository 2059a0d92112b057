import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../lib/core/errors.js";
import { gridRegion, makeGrid } from "../../../lib/core/grid.js";
import { metresPerDegree } from "../../../lib/earth/ellipsoid.js";
import type { MapOptions } from "../../../lib/map/map-options.js";
import { mapStyle } from "../../../lib/map/map-options.js";
import { mapSheet } from "../../../lib/map/map-sheet.js";
import { gridSampler } from "../../../lib/map/sample-grid.js";
import { renderPng } from "../../../lib/node/render-png.js";
import { decodePng, pixelAt } from "./decode-png.js";
import { measuredTexts, pathsOf, shapesOverlap } from "./svg-texts.js";
import { gridOf, seededRandom, syntheticField } from "./test-grids.js";

const BUSHVELD = [26.4, 30.4, -26, -24] as const;
const ISAN = [101, 103, 16, 17.5] as const;
const PLAIN = [640_000, 676_000, 2_008_000, 2_030_000] as const;

function surveyOf(
  region: readonly [number, number, number, number],
  crs: string,
  cells: [number, number],
  count: number,
) {
  const [west, east, south, north] = region;
  const field = syntheticField(region, 3);
  const hole = (x: number, y: number): boolean =>
    Math.hypot((x - west) / (east - west) - 0.9, (y - south) / (north - south) - 0.9) < 0.2;
  const grid = gridOf((x, y) => (hole(x, y) ? Number.NaN : field(x, y)), region, cells, { crs });
  const random = seededRandom(12);
  const x = Float64Array.from({ length: count }, () => west + random() * (east - west));
  const y = Float64Array.from({ length: count }, () => south + random() * (north - south));
  const label = Array.from(x, (_, i) => `G${i + 1}`);
  return { grid, stations: { x, y, label, value: x.map((value, i) => field(value, y[i])) } };
}

const OPTIONS: MapOptions = {
  title: "Bouguer anomaly of a made-up region with a long name",
  subtitle: "Minimum curvature, tension 0.25",
  note: "Data: seeded generator. Ellipsoid GRS80, density 2670 kg/m³, normal gravity in closed form at height, no terrain correction. 2026-11-22.",
  synthetic: true,
};

const SHEETS: [string, ReturnType<typeof surveyOf>, MapOptions][] = [
  ["degrees, wide", surveyOf(BUSHVELD, "EPSG:4326", [80, 40], 300), OPTIONS],
  ["degrees, named stations", surveyOf(ISAN, "EPSG:4326", [80, 60], 40), { ...OPTIONS, contourInterval: 5 }],
  [
    "metres, all names wanted",
    surveyOf(PLAIN, "EPSG:32648", [72, 44], 300),
    { ...OPTIONS, stationLabels: true },
  ],
  ["half a page, metres", surveyOf([0, 400, 0, 300], "plane", [40, 30], 80), { ...OPTIONS, width_mm: 120 }],
  [
    "smallest sheet, long names",
    surveyOf(PLAIN, "EPSG:32648", [36, 22], 30),
    { ...OPTIONS, width_mm: 60, quantity: "Complete spherical Bouguer gravity anomaly with terrain" },
  ],
  ["narrow sheet", surveyOf(ISAN, "EPSG:4326", [40, 30], 100), { ...OPTIONS, width_mm: 90 }],
  ["tall map", surveyOf([0, 2000, 0, 9000], "plane", [20, 90], 50), { ...OPTIONS, colorScale: "viridis" }],
  ["flat map", surveyOf([99.5, 108.5, 15, 16], "EPSG:4326", [180, 20], 50), { ...OPTIONS, center: -100 }],
];

describe.each(SHEETS)("a sheet (%s)", (_, { grid, stations }, options) => {
  const svg = mapSheet(grid, { ...options, stations });
  const texts = measuredTexts(svg);
  const [width, height] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) as RegExpExecArray)
    .slice(1)
    .map(Number);
  const frame = frameOf(svg);

  it("has no two texts that overlap", () => {
    expect(texts.length).toBeGreaterThan(12);
    for (const [i, a] of texts.entries()) {
      for (const b of texts.slice(i + 1)) {
        expect(shapesOverlap(a.corners, b.corners), `${a.text} (${a.class}) and ${b.text} (${b.class})`).toBe(
          false,
        );
      }
    }
  });

  it("keeps every text on the sheet, and labels of the map inside its frame", () => {
    for (const { corners, text, class: name } of texts) {
      const inMap = name === "contour-label" || name === "station-name";
      const [left, right, top, bottom] = inMap
        ? [frame.x, frame.x + frame.width, frame.y, frame.y + frame.height]
        : [2, width - 2, 2, height - 2];
      for (const [x, y] of corners) {
        expect(x >= left && x <= right && y >= top && y <= bottom, `${text} (${name}) at ${x}, ${y}`).toBe(
          true,
        );
      }
    }
  });

  it("keeps contours and stations inside the frame", () => {
    const lines = [...pathsOf(svg, "contour"), ...pathsOf(svg, "contour index")];
    expect(lines.length).toBeGreaterThan(5);
    const dots = [...svg.matchAll(/<circle cx="([^"]*)" cy="([^"]*)"/g)].slice(0, stations.x.length);
    for (const [x, y] of [
      ...lines.flat(),
      ...dots.map(([, x, y]): [number, number] => [Number(x), Number(y)]),
    ]) {
      expect(x >= frame.x - 0.01 && x <= frame.x + frame.width + 0.01).toBe(true);
      expect(y >= frame.y - 0.01 && y <= frame.y + frame.height + 0.01).toBe(true);
    }
  });

  it("sits each contour label on its line, along its direction, and writes the grid's value there", () => {
    const lines = pathsOf(svg, "contour index");
    const labels = texts.filter((text) => text.class === "contour-label");
    expect(labels.length).toBeGreaterThan(1);
    const sample = gridSampler(grid);
    const [west, east, south, north] = gridRegion(grid);
    for (const label of labels) {
      const [x, y] = [0, 1].map((k) => label.corners.reduce((sum, corner) => sum + corner[k] / 4, 0));
      // The line is open under its label: the two ends of the gap lie on both sides of it, and it lies between them.
      const ends = lines
        .flatMap((line) => [line[0], line[line.length - 1]])
        .sort((a, b) => Math.hypot(a[0] - x, a[1] - y) - Math.hypot(b[0] - x, b[1] - y));
      const [a, b] = ends;
      expect(Math.hypot((a[0] + b[0]) / 2 - x, (a[1] + b[1]) / 2 - y), label.text).toBeLessThan(2);
      const direction = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
      const turned = Math.abs(((direction - label.turn + 270) % 180) - 90);
      expect(turned, label.text).toBeLessThan(6);
      expect(Math.abs(label.turn)).toBeLessThanOrEqual(90);
      const value = sample(
        west + ((x - frame.x) / frame.width) * (east - west),
        north - ((y - frame.y) / frame.height) * (north - south),
      );
      expect(Math.abs(value - Number(label.text.replace("−", "-"))), label.text).toBeLessThan(
        mapStyle(grid, options).interval * 0.5,
      );
    }
  });

  it("labels round values at their true places on the frame and on the colour bar", () => {
    const ticks = texts.filter((text) => text.class === "tick");
    expect(ticks.length).toBeGreaterThanOrEqual(4);
    const [west, east, south, north] = gridRegion(grid);
    for (const tick of ticks) {
      // Labels on the left end before the frame; the figures' middle stands at the tick.
      const below = tick.x > frame.x - 5;
      const middle = tick.y - (9 * 0.714) / 2;
      const value = below
        ? west + ((tick.x - frame.x) / frame.width) * (east - west)
        : north - ((middle - frame.y) / frame.height) * (north - south);
      const [scale, written] = readTick(tick.text, grid.crs, Math.max(east - west, north - south));
      expect(Math.abs(value - written * scale)).toBeLessThan(1e-4 * Math.max(east - west, north - south));
      expect(written * scale).toBeGreaterThanOrEqual((below ? west : south) - 1e-6);
      expect(written * scale).toBeLessThanOrEqual((below ? east : north) + 1e-6);
    }
    const bar = texts
      .filter((text) => text.class === "color-bar-tick")
      .map((text) => Number(text.text.replace("−", "-")));
    const { scale } = mapStyle(grid, options);
    expect(bar.length).toBeGreaterThanOrEqual(3);
    for (const value of bar)
      expect(value >= scale.minimum - 1e-9 && value <= scale.maximum + 1e-9).toBe(true);
  });

  it("draws the map in its true shape", () => {
    const [west, east, south, north] = gridRegion(grid);
    const metres =
      grid.crs === "EPSG:4326" ? metresPerDegree((south + north) / 2) : { longitude: 1, latitude: 1 };
    const aspect = ((north - south) * metres.latitude) / ((east - west) * metres.longitude);
    expect(Math.abs(frame.height - frame.width * aspect)).toBeLessThan(0.02);
  });

  it("draws a scale bar of the length it claims", () => {
    const ends = texts.filter((text) => text.class === "scale-bar").map((text) => text.text);
    const claim = /^([\d.]+) (km|m)$/.exec(
      ends.find((text) => /^[\d.]+ k?m$/.test(text)) as string,
    ) as RegExpExecArray;
    const metres = Number(claim[1]) * (claim[2] === "km" ? 1000 : 1);
    const parts = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="4" /g)];
    expect(parts).toHaveLength(4);
    const drawn = parts.reduce((sum, part) => sum + Number(part[2]), 0);
    const [west, east, south, north] = gridRegion(grid);
    const unit = grid.crs === "EPSG:4326" ? metresPerDegree((south + north) / 2).longitude : 1;
    expect((drawn / frame.width) * (east - west) * unit).toBeCloseTo(metres, -Math.log10(metres * 0.002));
    expect(drawn).toBeGreaterThan(20);
    expect(drawn).toBeLessThan(frame.width / 2 + 20);
  });

  it("has the colours of the scale where the grid is, and paper where it is not", () => {
    const picture = decodePng(renderPng(rasterAlone(svg, width, height)));
    const { scale } = mapStyle(grid, options);
    const sample = gridSampler(grid);
    const [west, east, south, north] = gridRegion(grid);
    const random = seededRandom(77);
    for (let i = 0; i < 200; i++) {
      const x = Math.floor(frame.x + 2 + random() * (frame.width - 4)) + 0.5;
      const y = Math.floor(frame.y + 2 + random() * (frame.height - 4)) + 0.5;
      const [u, v] = [(x - frame.x) / frame.width, (y - frame.y) / frame.height];
      const value = sample(west + u * (east - west), north - v * (north - south));
      const around = [-3, 3].flatMap((d) => [
        sample(west + u * (east - west) + (d / frame.width) * (east - west), north - v * (north - south)),
        sample(west + u * (east - west), north - v * (north - south) + (d / frame.height) * (north - south)),
      ]);
      // Near the rim of a hole colours mix with paper.
      if (around.some((other) => Number.isNaN(other) !== Number.isNaN(value))) continue;
      const pixel = pixelAt(picture, x, y);
      scale.color(value).forEach((part, c) => {
        expect(Math.abs(pixel[c] - part)).toBeLessThanOrEqual(8);
      });
    }
  });

  it("is the same text each time, below a megabyte, and well-formed", () => {
    expect(mapSheet(grid, { ...options, stations })).toBe(svg);
    expect(svg.length).toBeLessThan(1_000_000);
    const png = decodePng(renderPng(svg, { width: 900 }));
    expect(png.width).toBe(900);
    expect(Math.abs(png.height - (900 * height) / width)).toBeLessThanOrEqual(1);
  });
});

describe("mapSheet", () => {
  const slope = gridOf((x, y) => x + y, [0, 10, 0, 10], [10, 10]);

  it("writes any text without breaking the document", () => {
    const nasty = `<script>alert("1")</script> & ']]> ภาษาไทย \u0000\ud800 🧭`;
    const svg = mapSheet(slope, {
      title: nasty,
      subtitle: nasty,
      note: nasty,
      quantity: nasty,
      stations: { x: Float64Array.of(5), y: Float64Array.of(5), label: ["<script>"] },
    });
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&lt;script&gt;</text>");
    expect([...svg].every((character) => character !== "\u0000" && character !== "\ud800")).toBe(true);
    expect(() => renderPng(svg)).not.toThrow();
  });

  it("marks synthetic data, and only synthetic data", () => {
    expect(mapSheet(slope, { title: "t", synthetic: true })).toContain(">SYNTHETIC DATA</text>");
    expect(mapSheet(slope, { title: "t" })).not.toContain("SYNTHETIC");
  });

  it("shows a constant grid in one colour without contours", () => {
    const svg = mapSheet(
      gridOf(() => 42, [0, 4, 0, 4], [4, 4]),
      { title: "Constant" },
    );
    expect(pathsOf(svg, "contour")).toHaveLength(0);
    expect(svg).not.toContain("Contours every");
    expect(svg).toContain(">42.0</text>");
    const png = decodePng(renderPng(svg));
    const frame = frameOf(svg);
    const middle = pixelAt(png, frame.x + frame.width * 0.37, frame.y + frame.height * 0.41);
    expect(middle).toEqual([
      ...mapStyle(
        gridOf(() => 42, [0, 4, 0, 4], [4, 4]),
        { title: "" },
      ).scale.color(42),
      255,
    ]);
  });

  it("says clearly that a grid without any number cannot be mapped", () => {
    const empty = gridOf(() => Number.NaN, [0, 4, 0, 4], [4, 4]);
    expect(() => mapSheet(empty, { title: "Empty" })).toThrow(ArgumentError);
    expect(() => mapSheet(empty, { title: "Empty" })).toThrow(/Every node is NaN/);
  });

  it("refuses latitudes beyond the poles, columns of different length and a width that no printer has", () => {
    const [x, y] = [Float64Array.of(0, 1), Float64Array.of(7_000_000, 7_100_000)];
    const parts = { x, y, values: new Float64Array(4).map((_, i) => i), name: "z", units: "mGal" };
    expect(() => mapSheet(makeGrid({ ...parts, crs: "EPSG:4326" }), { title: "t" })).toThrow(/crs/);
    const stations = { x: Float64Array.of(1, 2), y: Float64Array.of(1) };
    expect(() => mapSheet(slope, { title: "t", stations })).toThrow(/stations\.y\.length is 1/);
    expect(() => mapSheet(slope, { title: "t", width_mm: 5 })).toThrow(ArgumentError);
    expect(() => mapSheet(slope, { title: "t", colorScale: "jet" as "viridis" })).toThrow(ArgumentError);
  });

  it("leaves out stations without a position or outside the map, and counts the others", () => {
    const stations = { x: Float64Array.of(1, Number.NaN, 50, 3), y: Float64Array.of(1, 2, 3, 4) };
    expect(mapSheet(slope, { title: "t", stations })).toContain(">2 stations</text>");
  });

  it("takes infinite values for holes", () => {
    const grid = gridOf(
      (x, y) => (x === 5 && y === 5 ? Number.POSITIVE_INFINITY : x),
      [0, 10, 0, 10],
      [10, 10],
    );
    const svg = mapSheet(grid, { title: "t" });
    expect(svg).not.toMatch(/NaN|Infinity/);
  });
});

function frameOf(svg: string): { x: number; y: number; width: number; height: number } {
  const [, x, y, width, height] = /<image x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/.exec(
    svg,
  ) as RegExpExecArray;
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
}

function rasterAlone(svg: string, width: number, height: number): string {
  const image = /<image [^>]*\/>/.exec(svg)?.[0];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="#fff"/>${image}</svg>`;
}

/** A tick's text read back, and the unit it is in. */
function readTick(text: string, crs: string, span: number): [scale: number, value: number] {
  const plain = text.replace(/\u202f/g, "").replace("−", "-");
  if (crs !== "EPSG:4326") return [span >= 5000 ? 1000 : 1, Number(plain)];
  const [, degrees, minutes = "0", letter] = /^(\d+)°(?:(\d+)′)?([NSEW]?)$/.exec(plain) as RegExpExecArray;
  const size = Number(degrees) + Number(minutes) / 60;
  return [1, letter === "S" || letter === "W" ? -size : size];
}

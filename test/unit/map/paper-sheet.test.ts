import { describe, expect, it } from "vitest";
import { gridRegion, makeGrid } from "../../../lib/core/grid.js";
import { metresPerDegree } from "../../../lib/earth/ellipsoid.js";
import { linesOnGrid } from "../../../lib/map/map-lines.js";
import { mapSheet } from "../../../lib/map/map-sheet.js";
import type { PaperSize } from "../../../lib/map/paper.js";
import { worldLines } from "../../../lib/node/world-lines.js";
import { decodePng, pixelAt } from "./decode-png.js";
import { measuredTexts, pathsOf, shapesOverlap } from "./svg-texts.js";
import { gridOf, seededRandom, syntheticField } from "./test-grids.js";

const REGIONS = {
  wide: { region: [95, 110, 10, 16] as const, crs: "EPSG:4326" },
  high: { region: [100, 106, 6, 20] as const, crs: "EPSG:4326" },
  metres: { region: [200_000, 900_000, 1_500_000, 2_100_000] as const, crs: "EPSG:32648" },
  plane: { region: [0, 4000, 0, 3000] as const, crs: "plane" },
};
const MILLIMETRES = { A4: [210, 297], A3: [297, 420], A0: [841, 1189] } as const;

const world = worldLines();

function sheetOf(name: keyof typeof REGIONS, paper: PaperSize, withSigma: boolean, more = {}) {
  const { region, crs } = REGIONS[name];
  const [west, east, south, north] = region;
  const plain = gridOf(syntheticField(region, 3), region, [60, 50], { crs });
  const sigma = Float64Array.from(plain.values, (_, i) => 0.2 + (i % 60) / 30);
  const grid = withSigma ? makeGrid({ ...plain, sigma }) : plain;
  const random = seededRandom(5);
  const x = Float64Array.from({ length: 200 }, () => west + random() * (east - west));
  const y = Float64Array.from({ length: 200 }, () => south + random() * (north - south));
  const svg = mapSheet(grid, {
    title: "Complete Bouguer anomaly of a region with quite a long name, sheet 4",
    subtitle: "Made-up field for a test of the layout",
    note: "Source: seeded generator. Ellipsoid GRS80, density 2670 kg/m³. Minimum curvature, tension 0.25.",
    synthetic: true,
    stations: { x, y },
    ...(crs === "plane" ? {} : { lines: linesOnGrid(grid, world), indexLines: world }),
    paper,
    ...more,
  });
  const [width, height] = (/<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) as RegExpExecArray)
    .slice(1)
    .map(Number);
  const box = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) as RegExpExecArray).slice(1).map(Number);
  return { grid, svg, width, height, box };
}

describe.each([
  ["wide", "A4", true],
  ["wide", "A0", false],
  ["high", "A4", false],
  ["high", "A3", true],
  ["metres", "A3", true],
  ["metres", "A4", false],
  ["plane", "A4", false],
] as const)("a sheet of paper (%s, %s, sigma %s)", (name, paper, withSigma) => {
  const { grid, svg, width, height, box } = sheetOf(name, paper, withSigma);
  const texts = measuredTexts(svg);

  it("is as large as the paper", () => {
    const [short, long] = MILLIMETRES[paper as keyof typeof MILLIMETRES];
    const sides = [width, height].map((px) => (px / 96) * 25.4).sort((a, b) => a - b);
    expect(sides[0]).toBeCloseTo(short, 1);
    expect(sides[1]).toBeCloseTo(long, 1);
  });

  it("has no two texts that overlap, and none that leaves the border", () => {
    expect(texts.length).toBeGreaterThan(20);
    for (const [i, a] of texts.entries()) {
      for (const [x, y] of a.corners)
        expect(x > 26 && x < box[0] - 26 && y > 26 && y < box[1] - 26, `${a.text} at ${x}, ${y}`).toBe(true);
      for (const b of texts.slice(i + 1))
        expect(shapesOverlap(a.corners, b.corners), `${a.text} and ${b.text}`).toBe(false);
    }
  });

  it("keeps panel and map apart", () => {
    const frame = frameOf(svg);
    for (const { corners, class: kind, text } of texts) {
      if (["contour-label", "station-name"].includes(kind)) continue;
      const inside = corners.some(
        ([x, y]) => x > frame.x && x < frame.x + frame.width && y > frame.y && y < frame.y + frame.height,
      );
      expect(inside, text).toBe(false);
    }
    const insets = [
      ...svg.matchAll(/<rect class="inset" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g),
    ];
    expect(insets.length).toBe(name === "plane" ? 1 : 2);
    for (const [x, y, wide, high] of insets.map((inset) => inset.slice(1).map(Number))) {
      expect(x > 26 && y > 26 && x + wide < box[0] - 26 && y + high < box[1] - 26).toBe(true);
      const apart =
        x > frame.x + frame.width || x + wide < frame.x || y > frame.y + frame.height || y + high < frame.y;
      expect(apart).toBe(true);
    }
  });

  it("has a round scale, and the map is drawn in it", () => {
    const words = texts.find(({ class: kind }) => kind === "scale")?.text as string;
    const ratio = Number((/1 : ([\d\s]+)/.exec(words) as RegExpExecArray)[1].replace(/\s/g, ""));
    expect([1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8]).toContain(
      Number(String(ratio).replace(/0+$/, "")) / 10 ** (String(ratio).replace(/0+$/, "").length - 1),
    );
    const [west, east, south, north] = gridRegion(grid);
    const unit = grid.crs === "EPSG:4326" ? metresPerDegree((south + north) / 2).longitude : 1;
    const printed = ((frameOf(svg).width * (width / box[0])) / 96) * 0.0254;
    expect(((east - west) * unit) / printed / ratio).toBeCloseTo(1, 3);
  });

  it("shows what is known of its reliability, and where it lies", () => {
    const said = texts.map(({ text }) => text);
    expect(said.includes("Standard deviation (mGal)")).toBe(withSigma);
    expect(said.includes("Stations for 1,000 km²")).toBe(!withSigma);
    expect(said.includes("Location")).toBe(name !== "plane");
    if (name !== "plane") expect(pathsOf(svg, "index")).toHaveLength(1);
  });
});

describe("the coloured surface on paper", () => {
  it.each([
    ["A4", 9],
    ["A0", 3.5],
  ] as const)("has pixels that print finely enough, in a file of a few megabytes (%s)", (paper, least) => {
    const { svg, width, box } = sheetOf("wide", paper, false, { hillshade: true });
    const [surface, shade] = [...svg.matchAll(/<image [^>]*? width="([\d.]+)"[^>]*base64,([^"]{40})/g)].map(
      ([, wide, start]) => {
        const pixels = Buffer.from(start, "base64").readUInt32BE(16);
        return pixels / ((Number(wide) * (width / box[0]) * 25.4) / 96);
      },
    );
    expect(surface).toBeGreaterThan(least);
    expect(shade).toBe(surface);
    expect(svg.length).toBeLessThan(8_000_000);
  });
});

describe("the map of reliability", () => {
  it("is empty where the large map was masked, though a sigma is known there", () => {
    const { grid } = sheetOf("metres", "A4", true);
    const values = grid.values.map((value, k) => (k % 61 < 30 ? Number.NaN : value));
    const svg = mapSheet(makeGrid({ ...grid, values }), { title: "Masked", paper: "A4" });
    const [large, small] = [...svg.matchAll(/base64,([^"]+)/g)].map(([, text]) =>
      decodePng(Buffer.from(text, "base64")),
    );
    for (const picture of [large, small]) {
      const emptyPart = (first: number, last: number): number => {
        const columns = Math.floor((last - first) * picture.width);
        let empty = 0;
        for (let row = 0; row < picture.height; row++)
          for (let i = 0; i < columns; i++)
            empty += Number(pixelAt(picture, Math.floor(first * picture.width) + i, row)[3] === 0);
        return empty / (columns * picture.height);
      };
      expect([emptyPart(0, 0.48), emptyPart(0.5, 1)]).toEqual([1, 0]);
    }
  });
});

describe("drawPaper", () => {
  it("turns the paper as it is told, or else so that the map is larger", () => {
    for (const name of ["wide", "high"] as const) {
      const printed = (orientation?: string) => {
        const { svg, width, box } = sheetOf(name, "A4", false, {
          orientation,
          lines: [],
          indexLines: undefined,
        });
        return { isWide: width > 800, map: frameOf(svg).width * (width / box[0]) };
      };
      const [upright, lying, own] = [printed("portrait"), printed("landscape"), printed()];
      expect([upright.isWide, lying.isWide]).toEqual([false, true]);
      expect(own.map).toBe(Math.max(upright.map, lying.map));
    }
  });

  it("names a system that igdp does not know by its code, and leaves out where that lies", () => {
    const british = gridOf((x, y) => x + y, [4e5, 5e5, 2e5, 3e5], [10, 10], { crs: "EPSG:27700" });
    const svg = mapSheet(british, { title: "Elsewhere", paper: "A4", indexLines: world });
    expect(svg).toContain("Coordinates: EPSG:27700.");
    expect(svg).not.toContain(">Location<");
    expect(() => linesOnGrid(british, world)).toThrow(/grid.crs is 'EPSG:27700'.*that igdp knows/);
  });

  it("says which papers and sides there are", () => {
    expect(() => sheetOf("wide", "A5" as PaperSize, false)).toThrow(
      /options.paper is 'A5'.*A4, A3, A2, A1, A0/,
    );
    expect(() => sheetOf("wide", "A4", false, { orientation: "up" })).toThrow(/portrait or landscape/);
  });
});

function frameOf(svg: string): { x: number; y: number; width: number; height: number } {
  const rects = [
    ...svg.matchAll(
      /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="none" stroke="#1b1b1b" stroke-width="0.8"\/>/g,
    ),
  ];
  const [x, y, width, height] = (rects.at(-1) as RegExpMatchArray).slice(1).map(Number);
  return { x, y, width, height };
}

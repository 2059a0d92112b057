import { describe, expect, it } from "vitest";
import { makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { metresPerDegree } from "../../../lib/earth/ellipsoid.js";
import { luminance } from "../../../lib/map/color-scale.js";
import { hillshade } from "../../../lib/map/hillshade.js";
import { mapSheet } from "../../../lib/map/map-sheet.js";
import { SHADES, shadeIndex } from "../../../lib/map/sheet-shade.js";
import { renderPng } from "../../../lib/node/render-png.js";
import { decodePng, pixelAt } from "./decode-png.js";
import { gridOf } from "./test-grids.js";

const RADIANS = Math.PI / 180;

/** Heights in metres, 12 columns and 9 rows 25 m apart, south row first. */
const HEIGHTS = [
  26.9, 42.3, 57.5, 59.7, 60.1, 48.6, 29.7, 11.2, -13.7, -31.0, -47.4, -54.1, 23.3, 39.4, 45.1, 49.3, 47.7,
  38.2, 18.4, -3.8, -21.8, -45.8, -53.5, -61.6, 10.5, 22.4, 32.3, 38.4, 30.7, 22.2, 6.1, -15.0, -33.3, -52.2,
  -62.0, -63.0, -0.7, 9.8, 18.5, 24.3, 21.2, 11.5, 0.5, -16.9, -36.1, -47.2, -54.5, -51.6, -13.2, -2.2, 13.3,
  14.7, 16.9, 13.0, -1.7, -13.6, -30.2, -37.1, -41.6, -40.4, -19.2, -6.3, 10.2, 19.1, 22.3, 18.3, 11.8, 0.5,
  -14.6, -23.2, -31.3, -25.3, -19.3, 2.0, 17.9, 26.5, 32.4, 32.4, 20.9, 12.1, -2.1, -12.7, -18.8, -14.0,
  -13.2, 8.7, 28.1, 43.9, 45.0, 45.5, 37.8, 27.2, 12.8, 0.6, -11.0, -12.4, 2.0, 27.0, 45.9, 53.5, 58.3, 55.3,
  45.0, 31.4, 15.3, -1.9, -14.5, -17.1,
];

/**
 * What gdaldem of GDAL 3.6.2 answers for them without their rim, south row first:
 * `gdaldem hillshade -az A -alt H -z E`; it writes 1 + 254 × the illumination, in whole numbers.
 */
const GDALDEM: [azimuth: number, altitude: number, exaggeration: number, counts: number[]][] = [
  [
    315,
    45,
    1,
    [
      248, 241, 222, 187, 139, 105, 100, 97, 120, 162, 250, 244, 220, 182, 148, 106, 92, 91, 109, 147, 249,
      243, 219, 179, 138, 101, 76, 76, 89, 108, 244, 232, 204, 167, 113, 77, 51, 53, 75, 100, 217, 201, 172,
      136, 90, 61, 40, 43, 68, 103, 189, 168, 141, 114, 78, 54, 41, 41, 63, 112, 160, 147, 128, 110, 84, 62,
      54, 58, 83, 140,
    ],
  ],
  [
    20,
    30,
    2,
    [
      140, 191, 233, 250, 234, 214, 210, 205, 214, 225, 171, 196, 237, 249, 236, 206, 189, 180, 167, 134, 157,
      178, 225, 229, 201, 169, 138, 109, 55, 1, 113, 116, 142, 131, 102, 72, 47, 18, 1, 1, 14, 5, 5, 1, 6, 3,
      1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 25, 48, 76, 115,
    ],
  ],
];

/** Cosine of the angle between the light and the normal of a slope p to the east and q to the north. */
function lit(p: number, q: number, azimuth: number, altitude: number): number {
  const light = [
    Math.cos(altitude * RADIANS) * Math.sin(azimuth * RADIANS),
    Math.cos(altitude * RADIANS) * Math.cos(azimuth * RADIANS),
    Math.sin(altitude * RADIANS),
  ];
  const normal = [-p, -q, 1].map((part) => part / Math.hypot(p, q, 1));
  return Math.max(
    0,
    normal.reduce((sum, part, i) => sum + part * light[i], 0),
  );
}

describe("hillshade", () => {
  it.each(GDALDEM)("agrees with gdaldem to a count (light from %s°, %s° high, exaggeration %s)", (...row) => {
    const [azimuth, altitude, exaggeration, counts] = row;
    const [x, y] = [regularAxis(500_000, 500_275, 25), regularAxis(2_000_000, 2_000_200, 25)];
    const values = Float64Array.from(HEIGHTS);
    const grid = makeGrid({ x, y, values, crs: "EPSG:32648", name: "height_m", units: "m" });
    const shade = hillshade(grid, { azimuth, altitude, exaggeration }).values;
    counts.forEach((count, k) => {
      const [column, row] = [1 + (k % 10), 1 + Math.floor(k / 10)];
      expect(Math.abs(1 + 254 * shade[row * 12 + column] - count)).toBeLessThanOrEqual(1);
    });
  });

  it("is exact on a plane, at its rim and beside holes too, in metres and in degrees", () => {
    const holed = (plane: (x: number, y: number) => number) => (x: number, y: number) =>
      Math.hypot(x - 5, y - 5) < 1.5 || (x === 2 && y > 6) ? Number.NaN : plane(x, y);
    const metres = gridOf(
      holed((x, y) => 0.4 * x - 0.7 * y),
      [0, 10, 0, 10],
      [10, 10],
    );
    const shade = hillshade(metres, { azimuth: 250, altitude: 35, exaggeration: 0.8 });
    shade.values.forEach((value, k) => {
      if (Number.isNaN(metres.values[k])) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(lit(0.32, -0.56, 250, 35), 12);
    });
    const degrees = gridOf(
      holed((x, y) => 90_000 * x + 30_000 * y),
      [0, 10, 0, 10],
      [10, 10],
      {
        crs: "EPSG:4326",
      },
    );
    hillshade(degrees, { azimuth: 250, altitude: 35, exaggeration: 1 }).values.forEach((value, k) => {
      if (Number.isNaN(degrees.values[k])) return;
      const { longitude, latitude } = metresPerDegree(degrees.y[Math.floor(k / 11)]);
      expect(value).toBeCloseTo(lit(90_000 / longitude, 30_000 / latitude, 250, 35), 12);
    });
  });

  it("lights a cone by the direction of its side", () => {
    const cone = gridOf((x, y) => -0.9 * Math.hypot(x, y), [-50, 50, -50, 50], [100, 100]);
    const shade = hillshade(cone, { azimuth: 315, altitude: 40, exaggeration: 1 });
    shade.values.forEach((value, k) => {
      const [x, y] = [cone.x[k % 101], cone.y[Math.floor(k / 101)]];
      const away = Math.hypot(x, y);
      if (away < 20 || Math.abs(x) === 50 || Math.abs(y) === 50) return;
      const expected = lit((-0.9 * x) / away, (-0.9 * y) / away, 315, 40);
      // Horn's slopes err by the third derivative: h²/6 × 0.9/r² and less.
      expect(Math.abs(value - expected)).toBeLessThan(0.5 / away ** 2);
    });
  });

  it("chooses an exaggeration that does not depend on the unit, and takes a flat grid", () => {
    const field = (factor: number) =>
      gridOf((x, y) => factor * (Math.sin(x) + Math.cos(1.7 * y)), [0, 10, 0, 10], [40, 40]);
    const [mgal, microgal] = [1, 1000].map((factor) => hillshade(field(factor)).values);
    for (const [k, value] of mgal.entries()) expect(microgal[k]).toBeCloseTo(value, 12);
    expect(Math.max(...mgal)).toBeGreaterThan(0.95);
    const dark = mgal.filter((value) => value < Math.sin(45 * RADIANS) - 0.2).length / mgal.length;
    expect(dark > 0.1 && dark < 0.5).toBe(true);
    for (const value of hillshade(gridOf(() => 3, [0, 4, 0, 4], [4, 4])).values)
      expect(value).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it("says what the light may be", () => {
    const grid = gridOf((x) => x, [0, 4, 0, 4], [4, 4]);
    expect(() => hillshade(grid, { altitude: 0 })).toThrow(/options.altitude is 0.*at most 90/);
    expect(() => hillshade(grid, { azimuth: Number.NaN })).toThrow(/options.azimuth/);
    expect(() => hillshade(grid, { exaggeration: -1 })).toThrow(/positive/);
  });
});

describe("the shade of a sheet", () => {
  const grid = gridOf((x, y) => Math.sin(x) + Math.cos(1.7 * y), [0, 10, 0, 10], [40, 40]);

  it("lies over the colours and says where the light comes from; without the option there is none", () => {
    const plain = mapSheet(grid, { title: "t" });
    expect(plain).not.toContain("hillshade");
    expect(plain).not.toContain("light from");
    for (const more of [{}, { paper: "A4" as const }]) {
      const svg = mapSheet(grid, { title: "t", hillshade: { azimuth: 225, altitude: 30 }, ...more });
      const images = [
        ...svg.matchAll(/<image (class="hillshade" )?x="([^"]*)" y="([^"]*)" width="([^"]*)"/g),
      ];
      expect(images.map(([, shade]) => shade !== undefined)).toEqual([false, true]);
      expect(images[0].slice(2)).toEqual(images[1].slice(2));
      expect(svg.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ")).toMatch(
        /Shaded as a relief of the values, light from 225° \(south-west\), 30° high\./,
      );
    }
  });

  it("darkens what is turned away and lightens what faces the light, and keeps colours where it is flat", () => {
    const ramp = gridOf(
      (x) => Math.max(0, Math.min(1, x - 3)) + Math.max(0, Math.min(2, 8 - x)),
      [0, 10, 0, 10],
      [40, 40],
    );
    const colors = (svg: string) => {
      const picture = decodePng(renderPng(svg.replace(/<path [^>]*>/g, "")));
      const [x, y, width, height] = (
        /<image x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/.exec(svg) ?? []
      )
        .slice(1)
        .map(Number);
      return [0.13, 0.35, 0.55, 0.7].map((part) => {
        const pixel = pixelAt(picture, x + part * width, y + 0.3 * height);
        return luminance([pixel[0], pixel[1], pixel[2]]);
      });
    };
    const options = { title: "t", colorScale: "viridis", equalized: false, width_mm: 60 } as const;
    const plain = colors(mapSheet(ramp, options));
    const shaded = colors(mapSheet(ramp, { ...options, hillshade: { azimuth: 270, exaggeration: 1 } }));
    // Flat; rising to the east, so facing the light in the west; flat; falling to the east, turned away.
    expect(shaded[0]).toBeCloseTo(plain[0], 2);
    expect(shaded[1]).toBeGreaterThan(plain[1] + 0.02);
    expect(shaded[2]).toBeCloseTo(plain[2], 2);
    expect(shaded[3]).toBeLessThan(plain[3] - 0.02);
  });

  it("leaves a flat place its colour, and mixes in black or white in proportion", () => {
    const flat = Math.sin(45 * RADIANS);
    expect(SHADES[shadeIndex(flat, flat)][3]).toBe(0);
    expect(SHADES[shadeIndex(0, flat)][3] / 255).toBeCloseTo(0.4, 2);
    expect(SHADES[shadeIndex(1, flat)][3] / 255).toBeCloseTo(0.4, 2);
    expect(SHADES[shadeIndex(0, flat)].slice(0, 3)).toEqual([0, 0, 0]);
    expect(SHADES[shadeIndex(1, flat)].slice(0, 3)).toEqual([255, 255, 255]);
    expect(SHADES[shadeIndex(flat / 2, flat)][3] / 255).toBeCloseTo(0.2, 2);
    expect(shadeIndex(1, 1)).toBe(128);
  });
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { unzlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { EARTH_RADIUS } from "../../../lib/core/constants.js";
import { type Grid, gridRegion, gridSpacing } from "../../../lib/core/grid.js";
import { seededRandom } from "../../../lib/core/random.js";
import { metresPerDegree } from "../../../lib/earth/ellipsoid.js";
import { degreesToGrid } from "../../../lib/earth/transform-coordinates.js";
import { colorScale } from "../../../lib/map/color-scale.js";
import { contourLines } from "../../../lib/map/contours.js";
import { hillshade } from "../../../lib/map/hillshade.js";
import { degreesOfGrid } from "../../../lib/map/map-lines.js";
import {
  degreeLabel,
  degreeStep,
  numberLabel,
  roundStep,
  ticksInRange,
} from "../../../lib/map/nice-ticks.js";
import { gridSampler } from "../../../lib/map/sample-grid.js";
import { packDegrees } from "../../../lib/release/web-page-degrees.js";
import { packNumbers } from "../../../lib/release/web-page-grid.js";
import { packLines } from "../../../lib/release/web-page-overlays.js";
import { WEB_PAGE_TEXTS as texts } from "../../../lib/release/web-page-texts.js";
import { gridOf } from "../map/test-grids.js";
import {
  type AssembleModule,
  type ContoursModule,
  type DataModule,
  type DegreesModule,
  type PageGrid,
  pageModule,
  type RasterModule,
  type ReadoutModule,
  type SampleModule,
  type ShadeModule,
  type ViewModule,
} from "./page-modules.js";

const { unpackGrid, unpackLines } = await pageModule<DataModule>("data.js");
const sampling = await pageModule<SampleModule>("sample.js");
const view = await pageModule<ViewModule>("view.js");
const { scalePlace } = await pageModule<RasterModule>("raster.js");
const shade = await pageModule<ShadeModule>("shade.js");
const { atPlace } = await pageModule<DegreesModule>("degrees.js");
const { contoursOf } = await pageModule<ContoursModule>("contours.js");
const { nearestStation, readout } = await pageModule<ReadoutModule>("readout.js");

function pageGrid(grid: Grid): PageGrid {
  return {
    ...{ x0: grid.x[0], dx: gridSpacing(grid.x), columns: grid.x.length },
    ...{ y0: grid.y[0], dy: gridSpacing(grid.y), rows: grid.y.length },
    ...{ region: gridRegion(grid), values: grid.values, sigma: grid.sigma },
  };
}

const holed = (registration: Grid["registration"]): Grid =>
  gridOf(
    (x, y) => (Math.hypot(x - 6, y - 4) < 1.5 ? Number.NaN : 9 * Math.sin(x) + y * Math.cos(x * y * 0.3)),
    [0, 10, 0, 8],
    [20, 16],
    { registration },
  );

describe("the page's script", () => {
  it("is in the library as its sources say", async () => {
    const { assembled } = await pageModule<AssembleModule>("assemble.mjs");
    const path = new URL("../../../lib/release/web-page-assets.ts", import.meta.url);
    const advice = "run: node course/authoring/web-page/assemble.mjs";
    expect(readFileSync(path, "utf8") === assembled(), advice).toBe(true);
  });

  it("unpacks each number as the decimal fraction nearest to it, and gaps as gaps", () => {
    const number = fc.oneof(
      { weight: 8, arbitrary: fc.double({ min: -4000, max: 9000, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY) },
    );
    const grids = fc
      .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: -1, max: 4 }))
      .chain(([columns, decimals]) =>
        fc.tuple(
          fc.constant(columns),
          fc.constant(decimals),
          fc
            .integer({ min: 2, max: 9 })
            .chain((rows) => fc.array(number, { minLength: columns * rows, maxLength: columns * rows })),
        ),
      );
    fc.assert(
      fc.property(grids, ([columns, decimals, list]) => {
        const values = Float64Array.from(list);
        const { bytes, packing } = packNumbers(values, columns, decimals);
        const rows = values.length / columns;
        const unpacked = unpackGrid(unzlibSync(bytes), { columns, rows, decimals, ...packing });
        values.forEach((value, i) => {
          if (!Number.isFinite(value)) {
            expect(unpacked[i]).toBeNaN();
            return;
          }
          expect(Math.abs(unpacked[i] - value)).toBeLessThanOrEqual(10 ** -decimals / 2 + 1e-9);
          expect(unpacked[i]).toBe(Number(unpacked[i].toFixed(Math.max(0, decimals))));
        });
      }),
    );
  });

  it("packs 16 bits of noise without loss, and four bytes where the range asks for them", () => {
    const random = seededRandom(4);
    for (const [range, decimals, planes] of [
      [600, 2, 3],
      [5e6, 2, 4],
      [1, 2, 1],
    ] as const) {
      const values = Float64Array.from({ length: 900 }, () => Number((random() * range).toFixed(decimals)));
      const { bytes, packing } = packNumbers(values, 30, decimals);
      expect(packing.planes).toBe(planes);
      expect(unpackGrid(unzlibSync(bytes), { columns: 30, rows: 30, decimals, ...packing })).toEqual(values);
    }
  });

  it.each(["gridline", "pixel"] as const)("reads between nodes as the map sheets do (%s)", (registration) => {
    const grid = holed(registration);
    const [ours, theirs] = [gridSampler(grid), sampling.gridSampler(pageGrid(grid))];
    const random = seededRandom(7);
    for (let i = 0; i < 2000; i++) {
      const [x, y] = [random() * 11 - 0.5, random() * 9 - 0.5];
      expect(theirs(x, y)).toEqual(ours(x, y));
    }
    expect(theirs(Number.NaN, 1)).toBeNaN();
  });

  it("takes sigma straight between the nodes, so that it stays within theirs", () => {
    const grid = pageGrid({
      ...holed("gridline"),
      sigma: Float64Array.from({ length: 21 * 17 }, (_, i) => (i % 21) + 1),
    });
    // Sigma is column + 1, and columns are 0.5 apart.
    for (const x of [0, 0.2, 3.3, 10]) expect(sampling.sigmaAt(grid, x, 2.7)).toBeCloseTo(2 * x + 1, 12);
  });

  it("halves a grid to the means of four nodes, at their middle", () => {
    const half = sampling.halved(pageGrid(gridOf((x, y) => 3 * x - y, [0, 7, 0, 5], [7, 5])));
    expect([half.columns, half.rows, half.x0, half.y0, half.dx]).toEqual([4, 3, 0.5, 0.5, 2]);
    half.values.forEach((value, i) => {
      const [x, y] = [half.x0 + 2 * (i % 4), half.y0 + 2 * Math.floor(i / 4)];
      expect(value).toBeCloseTo(3 * x - y, 12);
    });
  });

  it("colours as the library's scales do", () => {
    const scale = colorScale("blue-yellow-red", holed("gridline").values, { equalized: true });
    const { values: knots, places } = scale.knots;
    for (let value = scale.minimum - 1; value < scale.maximum + 1; value += 0.037) {
      expect(Math.round(255 * scalePlace({ knots, places }, value))).toBe(scale.index(value));
    }
  });

  it("draws the contours that the library draws, and none along a hole", () => {
    const grid = holed("gridline");
    const { lines } = contoursOf(pageGrid(grid), 2);
    const length = (all: readonly { x: Float64Array; y: Float64Array; level: number }[], level: number) =>
      all
        .filter((line) => line.level === level)
        .flatMap(({ x, y }) =>
          Array.from(x.subarray(1), (next, i) => Math.hypot(next - x[i], y[i + 1] - y[i])),
        )
        .reduce((sum, part) => sum + part, 0);
    const levels = [...new Set(lines.map(({ level }) => level))];
    expect(levels.length).toBeGreaterThan(8);
    const own = contourLines(grid, levels);
    let sum = 0;
    for (const level of levels) {
      sum += Math.abs(length(lines, level) - length(own, level));
    }
    // They may only join the corners of a saddle in the other way.
    expect(sum / levels.length).toBeLessThan(0.03 * (length(own, 0) || 1));
    for (const { x, y } of lines)
      for (let i = 0; i < x.length; i++) expect(Math.hypot(x[i] - 6, y[i] - 4)).toBeGreaterThan(1.2);
  });

  it("writes numbers, degrees and steps as the map sheets do", () => {
    for (const [value, step] of [
      [-120, 20],
      [0.25, 0.05],
      [7_100_000, 100_000],
      [-0.001, 0.1],
    ]) {
      const decimals = Math.max(0, -Math.floor(Math.log10(step)));
      expect(view.numberText(value, decimals)).toBe(numberLabel(value, 10 ** -decimals));
    }
    for (const degrees of [0, -25, 27.5, 105.25, 282.1414, -180, 15 + 1 / 3600]) {
      expect(view.degreeText(degrees, "EW", 0.01 / 3600)).toBe(degreeLabel(degrees, "longitude"));
    }
    for (const span of [0.0004, 0.03, 0.7, 4, 33, 170]) {
      expect(view.degreeStep(span / 6)).toBeCloseTo(degreeStep(span, 6), 12);
      expect(view.roundStep(span / 6)).toBe(roundStep(span, 6));
    }
    expect(view.ticks(-3, 12, 5)).toEqual(ticksInRange(-3, 12, 5));
  });

  it("measures a degree as the library does, and a metre as a metre", () => {
    for (const latitude of [-90, -33.5, 0, 18, 60, 89]) {
      const metres = metresPerDegree(latitude);
      expect(view.metresPerUnit(true, latitude).x).toBeCloseTo(metres.longitude, 4);
      expect(view.metresPerUnit(true, latitude).y).toBeCloseTo(metres.latitude, 4);
    }
    expect(view.metresPerUnit(false, 2_000_000)).toEqual({ x: 1, y: 1 });
  });

  it.each(["plane", "EPSG:4326"])("shades a map as the printed sheets do, rim and holes too (%s)", (crs) => {
    const grid = gridOf(
      (x, y) => (Math.hypot(x - 6, y - 4) < 1.5 ? Number.NaN : 9 * Math.sin(x) + y * Math.cos(x * y * 0.3)),
      [0, 10, 0, 8],
      [40, 32],
      { crs },
    );
    const wanted = hillshade(grid).values;
    const degrees = crs === "EPSG:4326";
    const page = pageGrid(grid);
    const light = shade.illumination(page, degrees, shade.exaggerationOf(page, degrees));
    expect(light.filter(Number.isNaN).length).toBeGreaterThan(50);
    light.forEach((value, k) => {
      expect(Number.isNaN(value), String(k)).toBe(Number.isNaN(wanted[k]));
      if (!Number.isNaN(value)) expect(value).toBeCloseTo(wanted[k], 9);
    });
  });

  it.each([
    ["EPSG:32648", [100_000, 900_000, 1_000_000, 2_600_000], [105, 16]],
    ["EPSG:24048", [200_000, 800_000, 1_200_000, 2_000_000], [104.5, 14]],
    ["EPSG:32760", [650_000, 980_000, 7_900_000, 8_300_000], [179.9, -17]],
  ] as const)("knows the degrees of a map in metres to 5 cm, both ways (%s)", (crs, region, inside) => {
    const grid = gridOf((x) => x, region, [4, 4], { crs });
    const packed = packDegrees(grid, region);
    if (packed === undefined) throw new Error("nothing was packed");
    const [toDegrees, toMetres] = [degreesOfGrid(grid), degreesToGrid(crs)];
    const random = seededRandom(5);
    for (let k = 0; k < 200; k++) {
      const [x, y] = [0, 2].map((i) => region[i] + random() * (region[i + 1] - region[i]));
      const place = atPlace(packed.toDegrees, x, y) as [number, number];
      toDegrees(x, y).forEach((degrees, i) => {
        expect(Math.abs(place[i] - degrees)).toBeLessThan(5e-7);
      });
      const back = atPlace(packed.toMetres, ...place) as [number, number];
      expect(Math.hypot(back[0] - x, back[1] - y)).toBeLessThan(0.15);
    }
    const metres = atPlace(packed.toMetres, inside[0], inside[1]) as [number, number];
    toMetres(inside[0], inside[1]).forEach((metre, i) => {
      expect(Math.abs(metres[i] - metre)).toBeLessThan(0.05);
    });
    expect(atPlace(packed.toMetres, inside[0] + 90, 0)).toBeUndefined();
    expect(JSON.stringify(packed).length).toBeLessThan(14_000);
  });

  it("has nothing of degrees where the map lies nowhere on the Earth, or is in degrees", () => {
    for (const crs of ["plane", "EPSG:4326", "EPSG:27700"])
      expect(
        packDegrees(
          gridOf((x) => x, [0, 9, 0, 9], [4, 4], { crs }),
          [0, 9, 0, 9],
        ),
      ).toBeUndefined();
  });

  it("finds the nearest station on the sphere, across 180° too", () => {
    const random = seededRandom(11);
    const places = Array.from({ length: 300 }, () => [random() * 360 - 180, random() * 170 - 85]);
    const stations = { x: places.map(([x]) => x), y: places.map(([, y]) => y) };
    const radian = Math.PI / 180;
    for (const [x, y] of places.map(([a, b]) => [a + 1.7, b - 0.4])) {
      const angles = places.map(([a, b]) =>
        Math.acos(
          Math.min(
            1,
            Math.sin(b * radian) * Math.sin(y * radian) +
              Math.cos(b * radian) * Math.cos(y * radian) * Math.cos((a - x) * radian),
          ),
        ),
      );
      const { index, metres } = nearestStation(stations, x, y, true);
      const least = Math.min(...angles);
      expect(angles[index]).toBeCloseTo(least, 9);
      expect(metres / EARTH_RADIUS).toBeCloseTo(least, 6);
    }
    expect(nearestStation({ x: [0, 10], y: [0, 0] }, 7, 4, false)).toEqual({ index: 1, metres: 5 });
  });

  it("says what is not known of a place: no value, no sigma, no name of a station", () => {
    const grid = pageGrid(holed("gridline"));
    const sigma = grid.values.map((_, i) => (i % 21 < 5 ? Number.NaN : 2));
    const layer = { title: "Anomaly", name: "z", units: "mGal", decimals: 1, grid: { ...grid, sigma } };
    const page = { degrees: false, texts };
    const stations = { x: [9, 1], y: [7, 1], names: ["", "B"], values: { z: [null, -3] } };
    const value = grid.values[8 * 21 + 18].toFixed(1).replace("-", "−");
    expect(readout({ page, layer, stations }, 9, 4)).toEqual({
      value: `${value}\u00a0±\u00a02.0\u00a0mGal`,
      lines: ["Anomaly at easting 9 m, northing 4 m", "Nearest station: without a name, 3\u00a0m away"],
    });
    const unsure = readout({ page, layer, stations }, 1, 1);
    expect(unsure.value).not.toContain("±");
    expect(unsure.lines.slice(1)).toEqual([
      texts.noSigma,
      "Nearest station: B, 0\u00a0m away, with −3.0\u00a0mGal",
    ]);
    expect(readout({ page, layer, stations: undefined }, 6, 4)).toEqual({
      value: "No data here",
      lines: ["Anomaly at easting 6 m, northing 4 m"],
    });
    const bare = { ...layer, units: "1", grid };
    expect(readout({ page, layer: bare }, 9, 4).value).toBe(value);
  });

  it("puts the vertices of lines back within half a millionth of the map", () => {
    const random = seededRandom(3);
    const x = Float64Array.from({ length: 60 }, (_, i) => (i % 20 === 19 ? Number.NaN : 100 + 10 * random()));
    const y = x.map((value) => (Number.isNaN(value) ? value : 5 * random()));
    const lines = unpackLines(packLines({ kind: "coast", x, y }, [100, 110, 0, 5]));
    expect(lines.map((line) => line.x.length)).toEqual([19, 19, 19]);
    lines.forEach((line, k) => {
      line.x.forEach((value, i) => {
        expect(Math.abs(value - x[20 * k + i])).toBeLessThanOrEqual(5.01e-6);
        expect(Math.abs(line.y[i] - y[20 * k + i])).toBeLessThanOrEqual(5.01e-6);
      });
    });
  });
});

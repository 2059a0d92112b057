import { describe, expect, it } from "vitest";
import { gridRegion } from "../../../lib/core/grid.js";
import { gridToDegrees } from "../../../lib/earth/transform-coordinates.js";
import { gridDegrees } from "../../../lib/map/map-lines.js";
import { mapSheet } from "../../../lib/map/map-sheet.js";
import { worldLand, worldLines } from "../../../lib/node/world-lines.js";
import { measuredTexts, pathsOf, shapesOverlap } from "./svg-texts.js";
import { gridOf } from "./test-grids.js";

const SHEETS = [
  ["a country", [200_000, 900_000, 1_500_000, 2_100_000], "EPSG:32648", "A3"],
  ["a district", [640_000, 676_000, 2_008_000, 2_030_000], "EPSG:32648", "A4"],
  ["a village", [640_000, 641_500, 2_008_000, 2_009_000], "EPSG:32648", undefined],
  ["both sides of 180°", [300_000, 900_000, 7_700_000, 8_200_000], "EPSG:32760", "A4"],
] as const;

describe.each(SHEETS)("the graticule of %s in a projection", (_, region, crs, paper) => {
  const grid = gridOf((x, y) => Math.sin(x / 3e4) + Math.cos(y / 4e4), region, [30, 24], { crs });
  const world = paper ? { indexLines: worldLines(), indexLand: worldLand() } : {};
  const svg = mapSheet(grid, { title: "Degrees and metres", paper, ...world });
  const texts = measuredTexts(svg);
  const [, left, top, width, height] = (
    /<image x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/.exec(svg) as RegExpExecArray
  ).map(Number);
  const [west, east, south, north] = gridRegion(grid);
  const degreesAt = (x: number, y: number): readonly [number, number] =>
    gridToDegrees(crs)(
      west + ((x - left) / width) * (east - west),
      north - ((y - top) / height) * (north - south),
    );
  const [a, b, c, d] = gridDegrees(grid) as readonly [number, number, number, number];
  // Sheet coordinates have two decimals.
  const degreesInPixel = Math.max((b - a) / width, (d - c) / height);

  it("writes round degrees where their meridians and parallels meet the frame", () => {
    const degrees = texts.filter((text) => text.class === "degree");
    const [above, beside] = [true, false].map((up) => degrees.filter(({ y }) => y < top === up));
    expect(above.length).toBeGreaterThanOrEqual(2);
    expect(beside.length).toBeGreaterThanOrEqual(2);
    for (const { text, x } of above)
      expect(turned(readDegrees(text) - degreesAt(x, top)[0])).toBeLessThan(0.02 * degreesInPixel);
    for (const { text, y } of beside)
      expect(Math.abs(readDegrees(text) - degreesAt(left + width, y - (9 * 0.714) / 2)[1])).toBeLessThan(
        0.02 * degreesInPixel,
      );
    for (const side of [above, beside]) {
      const steps = side.slice(1).map(({ text }, i) => turned(readDegrees(text) - readDegrees(side[i].text)));
      for (const step of steps) expect(step).toBeCloseTo(steps[0], 9);
      expect([1, 2, 5, 10, 15, 20, 30]).toContain(leadingUnit(steps[0]));
    }
  });

  it("draws each line along one meridian or one parallel, inside the frame", () => {
    const lines = pathsOf(svg, "graticule");
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const line of lines) {
      const places = line.map(([x, y]) => degreesAt(x, y));
      const off = [0, 1].map((axis) =>
        Math.max(...places.map((place) => turned(place[axis] - places[0][axis]))),
      );
      expect(Math.min(...off)).toBeLessThan(0.03 * degreesInPixel);
      for (const [x, y] of line)
        expect(x > left - 0.02 && x < left + width + 0.02 && y > top - 0.02 && y < top + height + 0.02).toBe(
          true,
        );
    }
  });

  it("overlaps no other text", () => {
    for (const [i, one] of texts.entries())
      for (const other of texts.slice(i + 1))
        expect(shapesOverlap(one.corners, other.corners), `${one.text} and ${other.text}`).toBe(false);
  });

  it.skipIf(paper === undefined)("lies whole inside the little map of where it is, which has land", () => {
    const inset = /<rect class="inset" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(
      svg,
    );
    const [x, y, wide, high] = (inset as RegExpExecArray).slice(1).map(Number);
    for (const name of ["index", "land", "coast"]) {
      const paths = pathsOf(svg, name);
      expect(paths.length).toBeGreaterThan(0);
      for (const [px, py] of paths.flat())
        expect(px >= x - 0.02 && px <= x + wide + 0.02 && py >= y - 0.02 && py <= y + high + 0.02).toBe(true);
    }
    // No line runs round the Earth from one side of 180° to the other.
    for (const line of pathsOf(svg, "coast"))
      for (let i = 1; i < line.length; i++)
        expect(Math.abs(line[i][0] - line[i - 1][0])).toBeLessThan(wide / 3);
  });
});

describe("the frame of a map that has no degrees", () => {
  it("has its ticks on all sides", () => {
    const plane = gridOf((x) => x, [0, 400, 0, 300], [20, 20]);
    expect(mapSheet(plane, { title: "t" })).not.toContain('class="degree"');
    expect(pathsOf(mapSheet(plane, { title: "t" }), "graticule")).toHaveLength(0);
  });
});

const turned = (difference: number): number => Math.abs(difference - 360 * Math.round(difference / 360));

/** `102°30′15″E` → 102.504… */
function readDegrees(text: string): number {
  const [, degrees, minutes = "0", seconds = "0", letter] = /^(\d+)°(?:(\d+)′)?(?:([\d.]+)″)?([NSEW]?)$/.exec(
    text,
  ) as RegExpExecArray;
  const size = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  return letter === "S" || letter === "W" ? -size : size;
}

/** A step in whole degrees, or else minutes, or else seconds. */
function leadingUnit(step: number): number {
  const unit = [1, 60, 3600].find((parts) => Math.abs(step * parts - Math.round(step * parts)) < 1e-6) ?? 1;
  return Math.round(step * unit);
}

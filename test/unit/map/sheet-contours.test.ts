import { expect, it } from "vitest";
import { mapSheet } from "../../../lib/map/map-sheet.js";
import { pathsOf } from "./svg-texts.js";
import { gridOf } from "./test-grids.js";

it("draws no closed contour that looks like a speck, and every larger one", () => {
  // On a sheet 680 px wide a cone of radius 1 has a contour at half its height some 6 px wide, one of 0.3 some 2 px.
  const cone = (x: number, y: number, radius: number): number =>
    Math.max(0, 10 - (10 * Math.hypot(x, y)) / radius);
  const sheet = (radius: number): string =>
    mapSheet(
      gridOf((x, y) => cone(x - 30, y - 30, radius) + cone(x - 75, y - 75, 15), [0, 100, 0, 100], [800, 800]),
      { title: "Two cones", contourInterval: 5 },
    );
  const closed = (svg: string): number =>
    ["contour", "contour index"].flatMap((kind) => pathsOf(svg, kind)).filter((line) => line.length > 3)
      .length;
  expect(closed(sheet(1)) - closed(sheet(0.3))).toBe(1);
  expect(closed(sheet(0.3))).toBeGreaterThanOrEqual(1);
});

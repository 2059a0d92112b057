import { describe, expect, it } from "vitest";
import { COLOR_SCALE_NAMES, colorScale } from "../../../lib/map/color-scale.js";
import { HATCH_STEP, hatchOfHoles, holeLook } from "../../../lib/map/hatch.js";
import { mapFigure } from "../../../lib/map/map-figure.js";
import { mapFrame } from "../../../lib/map/map-frame.js";
import type { MapOptions } from "../../../lib/map/map-options.js";
import { mapSheet } from "../../../lib/map/map-sheet.js";
import { measuredTexts, pathsOf } from "./svg-texts.js";
import { gridOf } from "./test-grids.js";

const REGION = [100, 104, 10, 13] as const;
const isHole = (x: number, y: number): boolean => Math.hypot(x - 102.6, y - 11.2) < 0.8;
const whole = gridOf((x, y) => 20 * (x - 102) + 3 * y, REGION, [80, 60], { crs: "EPSG:4326" });
const holed = gridOf((x, y) => (isHole(x, y) ? Number.NaN : 20 * (x - 102) + 3 * y), REGION, [80, 60], {
  crs: "EPSG:4326",
});
const residual: MapOptions = { title: "Residual", colorScale: "blue-red", center: 0 };

describe("holes of a map", () => {
  it("are hatched where a colour of the scale is as light as paper, and else left as paper", () => {
    const looks = COLOR_SCALE_NAMES.map((name) => [name, holeLook(holed, colorScale(name, holed.values))]);
    const hatched = looks.filter(([, look]) => look === "hatched").map(([name]) => name);
    expect(hatched).toEqual(["blue-red", "purple-orange", "teal-brown"]);
    expect(looks.every(([, look]) => look !== "none")).toBe(true);
    for (const name of COLOR_SCALE_NAMES)
      expect(holeLook(whole, colorScale(name, whole.values))).toBe("none");
  });

  it("are hatched all over and nowhere else: lines times their distance are the hole's area", () => {
    const frame = mapFrame(holed, { left: 40, top: 30, width: 500 });
    const lines = hatchOfHoles(holed, frame);
    const length = lines.reduce((sum, [x1, y1, x2, y2]) => sum + Math.hypot(x2 - x1, y2 - y1), 0);
    const [perX, perY] = [frame.width / 4, frame.height / 3];
    // A sample is known or not, so a hole's rim lies within half a spacing.
    const area = Math.PI * 0.8 ** 2 * perX * perY;
    expect((length * HATCH_STEP) / Math.SQRT2 / area).toBeCloseTo(1, 1);
    for (const [x1, y1, x2, y2] of lines) {
      const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
      const distance = Math.hypot(
        REGION[0] + (x - frame.left) / perX - 102.6,
        REGION[3] - (y - frame.top) / perY - 11.2,
      );
      expect(distance).toBeLessThan(0.85);
      expect(x1 - x2 + (y1 - y2)).toBeCloseTo(0, 9);
    }
  });

  it.each([undefined, "A4"] as const)("are explained in the sheet's legend (paper: %s)", (paper) => {
    const words = (svg: string): string[] => measuredTexts(svg).map(({ text }) => text);
    const svg = mapSheet(holed, { ...residual, paper });
    expect(words(svg)).toContain("No data");
    expect(pathsOf(svg, "hatch").length).toBeGreaterThan(10);
    expect(pathsOf(svg, "swatch").length).toBe(5);
    const plain = mapSheet(holed, { title: "Anomaly", paper });
    expect(words(plain)).toContain("No data");
    expect([pathsOf(plain, "hatch"), pathsOf(plain, "swatch")]).toEqual([[], []]);
    expect(words(mapSheet(whole, { ...residual, paper }))).not.toContain("No data");
  });

  it("are hatched and named in the plotly map too", () => {
    const { data } = mapFigure(holed, residual) as unknown as { data: Record<string, unknown>[] };
    expect(data).toHaveLength(2);
    expect([data[1].name, data[1].showlegend]).toEqual(["No data", true]);
    const [x, y] = [data[1].x, data[1].y] as (number | null)[][];
    expect(x.length).toBeGreaterThan(60);
    for (let i = 0; i < x.length; i += 3) {
      const middle = [x, y].map((side) => ((side[i] as number) + (side[i + 1] as number)) / 2);
      expect(Math.hypot(middle[0] - 102.6, middle[1] - 11.2)).toBeLessThan(0.85);
      expect([x[i + 2], y[i + 2]]).toEqual([null, null]);
    }
    expect(mapFigure(holed, { title: "Anomaly" }).data).toHaveLength(1);
    expect(mapFigure(whole, residual).data).toHaveLength(1);
  });
});

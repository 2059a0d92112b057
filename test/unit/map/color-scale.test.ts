import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../lib/core/errors.js";
import {
  COLOR_SCALE_NAMES,
  colorScale,
  colorScaleWarning,
  luminance,
  plotlyColorscale,
  type Rgb,
} from "../../../lib/map/color-scale.js";
import { seededRandom } from "./test-grids.js";

/** CIE L*, the lightness that a person sees, from 0 to 100 (CIE 15:2004). */
function lightness(color: Rgb): number {
  const y = luminance(color);
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

describe("colorScale", () => {
  it.each(["viridis", "cividis", "inferno", "magma", "plasma"] as const)(
    "%s grows evenly lighter",
    (name) => {
      const scale = colorScale(name, [0, 1]);
      const steps = Array.from({ length: 11 }, (_, i) => lightness(scale.color(i / 10)));
      for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeGreaterThan(steps[i - 1]);
    },
  );

  it.each(["blue-yellow-red", "blue-red", "purple-orange", "teal-brown"] as const)(
    "%s is lightest in the middle, and redder at the high end",
    (name) => {
      const scale = colorScale(name, [-1, 1]);
      const [low, middle, high] = [-1, 0, 1].map((value) => scale.color(value));
      expect(lightness(middle)).toBeGreaterThan(lightness(low) + 25);
      expect(lightness(middle)).toBeGreaterThan(lightness(high) + 25);
      expect(high[0] - high[2]).toBeGreaterThan(low[0] - low[2]);
    },
  );

  it("has the rainbow, whose lightness turns back, with a warning that no other scale has", () => {
    const { color } = colorScale("rainbow", [0, 1]);
    const steps = Array.from({ length: 21 }, (_, i) => lightness(color(i / 20)));
    expect(Math.max(...steps) - steps[20]).toBeGreaterThan(40);
    expect(Math.max(...steps) - steps[0]).toBeGreaterThan(40);
    const [low, high] = [color(0.15), color(0.9)];
    expect(low[2] > low[0] && high[0] > high[2]).toBe(true);
    const warned = COLOR_SCALE_NAMES.filter((name) => colorScaleWarning(name) !== undefined);
    expect(warned).toEqual(["rainbow"]);
  });

  it("keeps NaN apart, and holds values beyond the range at its ends", () => {
    const scale = colorScale("cividis", [2, 4], { missing: [200, 200, 200] });
    expect(scale.color(Number.NaN)).toEqual([200, 200, 200]);
    expect(scale.color(-1e9)).toEqual(scale.color(2));
    expect(scale.color(Number.POSITIVE_INFINITY)).toEqual(scale.color(4));
  });

  it("covers equal areas with equal parts of the scale when equalized", () => {
    const random = seededRandom(4);
    // A strongly skewed set: cubes of even numbers.
    const values = Float64Array.from({ length: 20_000 }, () => 100 * random() ** 3);
    const scale = colorScale("viridis", values, { equalized: true });
    const counts = new Array(8).fill(0);
    for (const value of values) counts[Math.min(7, Math.floor((scale.index(value) / 256) * 8))]++;
    for (const count of counts) expect(Math.abs(count / values.length - 1 / 8)).toBeLessThan(0.01);
    const plain = colorScale("viridis", values);
    expect(values.filter((value) => plain.index(value) < 32).length / values.length).toBeGreaterThan(0.45);
  });

  it("stays ascending where many values are equal", () => {
    const values = [...new Array(500).fill(0), ...Array.from({ length: 500 }, (_, i) => i / 10)];
    const { knots, index } = colorScale("viridis", values, { equalized: true });
    for (let i = 1; i < knots.values.length; i++) {
      expect(knots.values[i]).toBeGreaterThan(knots.values[i - 1]);
      expect(knots.places[i]).toBeGreaterThan(knots.places[i - 1]);
    }
    expect(index(50)).toBe(255);
  });

  it("gives the centre the middle colour, on a range as wide on both sides", () => {
    const scale = colorScale("blue-red", [-3, 12], { center: 0 });
    expect([scale.minimum, scale.maximum]).toEqual([-12, 12]);
    expect(scale.index(0)).toBe(128);
  });

  it("shows a constant in the middle colour", () => {
    const scale = colorScale("viridis", [7, 7, 7], { equalized: true });
    expect(scale.index(7)).toBe(128);
    expect(scale.maximum).toBeGreaterThan(scale.minimum);
  });

  it("refuses unknown names, empty data and ranges that do not ascend", () => {
    expect(() => colorScale("jet" as "viridis", [0, 1])).toThrow(/viridis/);
    expect(() => colorScale("viridis", [Number.NaN])).toThrow(ArgumentError);
    expect(() => colorScale("viridis", [1], { range: [3, 1] })).toThrow(ArgumentError);
  });
});

describe("plotlyColorscale", () => {
  it.each(COLOR_SCALE_NAMES)("%s has the same colours in plotly as on the sheet, within a step", (name) => {
    const random = seededRandom(8);
    const scale = colorScale(
      name,
      Float64Array.from({ length: 999 }, () => random() ** 2),
      { equalized: true },
    );
    const stops = plotlyColorscale(scale);
    expect([stops[0][0], stops.at(-1)?.[0]]).toEqual([0, 1]);
    for (const [position, color] of stops) {
      const value = scale.minimum + position * (scale.maximum - scale.minimum);
      const parts = (color.match(/\d+/g) ?? []).map(Number);
      scale.color(value).forEach((part, i) => {
        expect(Math.abs(part - parts[i])).toBeLessThanOrEqual(6);
      });
    }
  });
});

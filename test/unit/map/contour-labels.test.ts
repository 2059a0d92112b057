import { describe, expect, it } from "vitest";
import { contourLabels, indexLevels } from "../../../lib/map/contour-labels.js";
import type { ContourLine } from "../../../lib/map/contours.js";
import { boxCorners } from "../../../lib/map/label-box.js";
import { shapesOverlap } from "./svg-texts.js";

function lineOf(level: number, point: (t: number) => [number, number], count = 400): ContourLine {
  const points = Array.from({ length: count + 1 }, (_, i) => point(i / count));
  return {
    level,
    x: Float64Array.from(points, ([x]) => x),
    y: Float64Array.from(points, ([, y]) => y),
    closed: false,
  };
}

const OPTIONS = { interval: 5, fontSize: 8, within: [0, 600, 0, 400] as const };

describe("contourLabels", () => {
  it("puts labels on the line, turned along it and readable from below", () => {
    const wave = (t: number): [number, number] => [600 * t, 200 + 120 * Math.sin(6 * t)];
    const labels = contourLabels([lineOf(-25, wave)], { ...OPTIONS, repeat: 150 });
    expect(labels.length).toBeGreaterThanOrEqual(3);
    for (const label of labels) {
      expect(label.text).toBe("−25");
      const t = label.x / 600;
      expect(Math.abs(label.y - (200 + 120 * Math.sin(6 * t)))).toBeLessThan(0.2);
      const slope = (Math.atan2((120 * 6 * Math.cos(6 * t)) / 600, 1) * 180) / Math.PI;
      expect(Math.abs(label.angle - slope)).toBeLessThan(4);
    }
    for (let i = 1; i < labels.length; i++)
      expect(Math.abs(labels[i].distance - labels[i - 1].distance)).toBeGreaterThanOrEqual(150);
  });

  it("leaves a line without label that is short, sharply bent or outside", () => {
    const short = lineOf(5, (t) => [100 + 20 * t, 100]);
    const tight = lineOf(10, (t) => [300 + 7 * Math.cos(40 * t), 200 + 7 * Math.sin(40 * t)]);
    const outside = lineOf(15, (t) => [600 * t, 399]);
    expect(contourLabels([short, tight, outside], OPTIONS)).toEqual([]);
  });

  it("keeps labels of neighbouring lines apart", () => {
    const lines = Array.from({ length: 12 }, (_, i) => lineOf(5 * i, (t) => [600 * t, 150 + 6 * i]));
    const labels = contourLabels(lines, { ...OPTIONS, repeat: 90 });
    expect(labels.length).toBeGreaterThan(12);
    for (const [i, a] of labels.entries()) {
      for (const b of labels.slice(i + 1)) expect(shapesOverlap(boxCorners(a), boxCorners(b))).toBe(false);
    }
  });

  it("prefers a place without stations", () => {
    const line = lineOf(0, (t) => [600 * t, 200]);
    const avoid = {
      x: Float64Array.from({ length: 50 }, (_, i) => i * 10),
      y: new Float64Array(50).fill(200),
    };
    const [label] = contourLabels([line], { ...OPTIONS, avoid, repeat: 1000 });
    expect(label.x).toBeGreaterThan(495);
  });
});

describe("contourLabels beside coasts", () => {
  const line = lineOf(0, (t) => [600 * t, 200]);
  const upright = (x: number) => ({ x: Float64Array.of(x, x), y: Float64Array.of(0, 400) });

  it("puts no label across a coast where the line has other places, however few vertices the coast has", () => {
    const avoidLines = Array.from({ length: 24 }, (_, i) => upright(20 + i * 12)).concat(
      [40, 41, 70].map((x) => upright(400 + x)),
    );
    const labels = contourLabels([line], { ...OPTIONS, avoidLines, repeat: 40 });
    expect(labels.length).toBeGreaterThan(2);
    for (const label of labels)
      for (const { x } of avoidLines)
        expect(Math.abs(label.x - x[0]), `${label.x} and ${x[0]}`).toBeGreaterThan(label.width / 2);
  });

  it("still labels once a line that is crossed everywhere", () => {
    const avoidLines = Array.from({ length: 200 }, (_, i) => upright(3 * i));
    expect(contourLabels([line], { ...OPTIONS, avoidLines, repeat: 40 })).toHaveLength(1);
  });
});

describe("indexLevels", () => {
  it("takes every fifth level, or every second of a few, or all of very few", () => {
    const levels = (count: number): number[] => Array.from({ length: count }, (_, i) => i - 1);
    expect(indexLevels(levels(15), 1)).toEqual([0, 5, 10]);
    expect(indexLevels(levels(7), 1)).toEqual([0, 2, 4]);
    expect(indexLevels(levels(3), 1)).toEqual([-1, 0, 1]);
  });
});

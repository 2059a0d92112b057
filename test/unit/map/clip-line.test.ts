import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clippedLine, clippedRing } from "../../../lib/map/clip-line.js";

const box = { left: 10, top: 20, width: 30, height: 10 };
const lineOf = (...points: [number, number][]) => ({
  x: Float64Array.from(points, ([x]) => x),
  y: Float64Array.from(points, ([, y]) => y),
});
const listed = (parts: ReturnType<typeof clippedLine>) =>
  parts.map(({ x, y }) => Array.from(x, (value, i) => [value, y[i]]));

describe("clippedLine", () => {
  it("leaves a line inside as it is, and one outside away", () => {
    expect(listed(clippedLine(lineOf([12, 22], [20, 25], [30, 29]), box))).toEqual([
      [
        [12, 22],
        [20, 25],
        [30, 29],
      ],
    ]);
    expect(clippedLine(lineOf([0, 0], [50, 0], [50, 50]), box)).toEqual([]);
  });

  it("cuts a line where it leaves and where it comes back", () => {
    expect(listed(clippedLine(lineOf([0, 25], [20, 25], [20, 40], [35, 40], [35, 21]), box))).toEqual([
      [
        [10, 25],
        [20, 25],
        [20, 30],
      ],
      [
        [35, 30],
        [35, 21],
      ],
    ]);
  });

  it("begins a new part after NaN", () => {
    const line = lineOf([12, 22], [14, 22], [Number.NaN, Number.NaN], [30, 28], [32, 28]);
    expect(clippedLine(line, box)).toHaveLength(2);
  });

  it("keeps every part inside, and as much length as sampling finds inside", () => {
    const place = fc.tuple(
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.double({ min: 10, max: 40, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(place, { minLength: 2, maxLength: 6 }), (points) => {
        const parts = clippedLine(lineOf(...points), box);
        let [kept, sampled] = [0, 0];
        for (const { x, y } of parts)
          for (let i = 0; i < x.length; i++) {
            expect(x[i]).toBeGreaterThan(10 - 1e-9);
            expect(x[i]).toBeLessThan(40 + 1e-9);
            expect(y[i]).toBeGreaterThan(20 - 1e-9);
            expect(y[i]).toBeLessThan(30 + 1e-9);
            if (i > 0) kept += Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
          }
        for (let i = 1; i < points.length; i++) {
          const [[x0, y0], [x1, y1]] = [points[i - 1], points[i]];
          const length = Math.hypot(x1 - x0, y1 - y0);
          for (let k = 0; k < 2000; k++) {
            const t = (k + 0.5) / 2000;
            const [x, y] = [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
            if (x >= 10 && x <= 40 && y >= 20 && y <= 30) sampled += length / 2000;
          }
        }
        expect(Math.abs(kept - sampled)).toBeLessThan(0.2);
      }),
      { numRuns: 60 },
    );
  });
});

describe("clippedRing", () => {
  const window = { left: 0, top: 0, width: 10, height: 6 };
  const area = ({ x, y }: { x: Float64Array; y: Float64Array }): number =>
    Math.abs(
      x.reduce((sum, value, i) => sum + value * y[(i + 1) % y.length] - x[(i + 1) % x.length] * y[i], 0) / 2,
    );

  it("keeps of a circle the area that lies inside, and nothing outside", () => {
    // Middle on the left side: half of it is inside, below the top by its radius.
    const turn = (i: number): number => (2 * Math.PI * i) / 2000;
    const circle = {
      x: Float64Array.from({ length: 2000 }, (_, i) => 2 * Math.cos(turn(i))),
      y: Float64Array.from({ length: 2000 }, (_, i) => 3 + 2 * Math.sin(turn(i))),
    };
    const inside = clippedRing(circle, window);
    expect(area(inside)).toBeCloseTo(2 * Math.PI, 3);
    inside.x.forEach((value, i) => {
      expect(value >= 0 && value <= 10 && inside.y[i] >= 0 && inside.y[i] <= 6).toBe(true);
    });
  });

  it("is the whole window where the area holds it, and nothing where it misses it", () => {
    const around = { x: Float64Array.of(-5, 20, 20, -5), y: Float64Array.of(-5, -5, 20, 20) };
    expect(area(clippedRing(around, window))).toBeCloseTo(60, 12);
    const beside = { x: Float64Array.of(20, 30, 30), y: Float64Array.of(0, 0, 5) };
    expect(clippedRing(beside, window).x).toHaveLength(0);
  });
});

import { describe, expect, it } from "vitest";
import { faceIntegral } from "../../../lib/kernels/rectangle.js";
import { triangleIntegral } from "../../../lib/kernels/triangle.js";

type Corner = readonly [number, number, number];

/** ∬ 1/r dA by the rule of the middle over n² parts of equal projection. */
function bySum([a, b, c]: readonly [Corner, Corner, Corner], n: number): number {
  const area = ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / 2;
  let sum = 0;
  const at = (u: number, v: number) =>
    1 / Math.hypot(...[0, 1, 2].map((k) => a[k] + u * (b[k] - a[k]) + v * (c[k] - a[k])));
  for (let i = 0; i < n; i++)
    for (let j = 0; i + j < n; j++) {
      sum += at((i + 1 / 3) / n, (j + 1 / 3) / n);
      if (i + j < n - 1) sum += at((i + 2 / 3) / n, (j + 2 / 3) / n);
    }
  return (sum * area) / (n * n);
}

const integral = ([a, b, c]: readonly [Corner, Corner, Corner]) => triangleIntegral(...a, ...b, ...c);

describe("the integral of 1/r over a triangle's projection", () => {
  const triangle: [Corner, Corner, Corner] = [
    [30, -20, 15],
    [95, 10, -25],
    [20, 80, 40],
  ];

  it("is the sum over its parts", () => {
    expect(Math.abs(integral(triangle) / bySum(triangle, 800) - 1)).toBeLessThan(1e-6);
  });

  it("changes its sign with the order of the corners, and is 0 for a wall", () => {
    const [a, b, c] = triangle;
    expect(integral([b, a, c])).toBeCloseTo(-integral(triangle), 10);
    expect(
      integral([
        [10, 0, 0],
        [10, 0, 50],
        [30, 0, 20],
      ]),
    ).toBe(0);
  });

  it("makes a level rectangle of two halves, seen from above, aside, a corner, an edge and from inside", () => {
    for (const [x, y, z] of [
      [5, 5, -3],
      [-40, 12, 7],
      [0, 0, 0],
      [0, 4, 0],
      [3, 2, 0],
      [1e-9, 3, 1e-9],
      [900, -3000, 20],
    ]) {
      const corner = (i: number, j: number): Corner => [10 * i - x, 8 * j - y, -z];
      const halves =
        integral([corner(0, 0), corner(1, 0), corner(1, 1)]) +
        integral([corner(0, 0), corner(1, 1), corner(0, 1)]);
      expect(Math.abs(halves / faceIntegral(-x, 10 - x, -y, 8 - y, z) - 1)).toBeLessThan(1e-12);
    }
  });

  it("of a slope through the point is that of the line to its edge: R ∫ cos slope dθ", () => {
    // Seen from a corner of the triangle itself, 1/r = 1 / (ρ √(1 + tan²)), with a slope that each direction has its own.
    const [b, c]: Corner[] = [
      [100, 0, 30],
      [0, 70, -20],
    ];
    let sum = 0;
    const n = 20_000;
    for (let k = 0; k < n; k++) {
      const angle = ((k + 0.5) / n) * (Math.PI / 2);
      const rim = 1 / (Math.cos(angle) / 100 + Math.sin(angle) / 70);
      const slope = 0.3 * Math.cos(angle) - (2 / 7) * Math.sin(angle);
      sum += (rim / Math.sqrt(1 + slope * slope)) * (Math.PI / 2 / n);
    }
    expect(Math.abs(integral([[0, 0, 0], b, c]) / sum - 1)).toBeLessThan(1e-8);
  });
});

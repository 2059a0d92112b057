import { describe, expect, it } from "vitest";
import { makeGrid } from "../../../lib/core/grid.js";
import { seededRandom } from "../../../lib/core/random.js";
import { maskByHull } from "../../../lib/grid/mask-hull.js";
import { maskByPolygon, type Rings } from "../../../lib/grid/mask-polygon.js";

const axis = (from: number, count: number, step: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => from + i * step);
const parts = { x: axis(0, 41, 0.5), y: axis(-3, 31, 0.4), crs: "plane", name: "z", units: "m" };
const grid = makeGrid({
  ...parts,
  values: new Float64Array(41 * 31).fill(1),
  sigma: new Float64Array(41 * 31).fill(2),
});

/** Sum of the angles under which the edges are seen: whole turns inside, none outside. */
function turnsAround(px: number, py: number, rings: Rings): number {
  let sum = 0;
  for (const ring of rings)
    for (const [k, [x, y]] of (ring as [number, number][]).entries()) {
      const [toX, toY] = (ring as [number, number][])[(k + 1) % (ring as unknown[]).length];
      const angle = Math.atan2(toY - py, toX - px) - Math.atan2(y - py, x - px);
      sum += angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
    }
  return Math.round(sum / (2 * Math.PI));
}

describe("a polygon mask", () => {
  it("keeps what the edges turn around, in a star with a hole and an island in it", () => {
    const circle = (radius: (k: number) => number, count: number, back = false) => {
      const ring = Array.from({ length: count }, (_, k) => {
        const angle = (2 * Math.PI * k) / count + 0.1;
        return [10.03 + radius(k) * Math.cos(angle), 3.01 + radius(k) * Math.sin(angle)] as const;
      });
      return back ? ring.reverse() : ring;
    };
    const rings = [circle((k) => (k % 2 ? 3.1 : 5.7), 14), circle(() => 2, 9, true), circle(() => 0.9, 7)];
    const { values, sigma } = maskByPolygon(grid, rings);
    const outside = maskByPolygon(grid, rings, { keep: "outside" }).values;
    let kept = 0;
    grid.y.forEach((y, j) => {
      grid.x.forEach((x, i) => {
        const k = j * grid.x.length + i;
        const isInside = turnsAround(x, y, rings) !== 0;
        if (isInside) kept++;
        expect(values[k], `${x} ${y}`).toBe(isInside ? 1 : Number.NaN);
        expect(sigma?.[k]).toBe(isInside ? 2 : Number.NaN);
        expect(outside[k]).toBe(isInside ? Number.NaN : 1);
      });
    });
    expect(kept).toBeGreaterThan(100);
  });

  it("keeps samples on its border, on all four sides", () => {
    const box = [
      [
        [0, -3],
        [20, -3],
        [20, 9],
        [0, 9],
      ],
    ];
    expect(maskByPolygon(grid, box).values.every((value) => value === 1)).toBe(true);
  });

  it("takes rings as arrays of x and y too, with a NaN where a line ends", () => {
    const corners = [
      [2, -2],
      [17, -1],
      [9, 7],
    ];
    const arrays = {
      x: Float64Array.of(...corners.map(([x]) => x), Number.NaN),
      y: Float64Array.of(...corners.map(([, y]) => y), Number.NaN),
    };
    expect(maskByPolygon(grid, [arrays]).values).toEqual(maskByPolygon(grid, [corners]).values);
  });

  it("names what is no polygon", () => {
    expect(() => maskByPolygon(grid, [])).toThrow(/rings is/);
    expect(() =>
      maskByPolygon(grid, [
        [
          [0, 0],
          [1, 1],
        ],
      ]),
    ).toThrow(/2 corners/);
    expect(() =>
      maskByPolygon(grid, [
        [
          [0, 0],
          [1, Number.NaN],
          [2, 2],
        ],
      ]),
    ).toThrow(/the corner 1,NaN in ring 0/);
  });
});

describe("a hull mask", () => {
  const random = seededRandom(4);
  const x = Float64Array.from({ length: 60 }, () => 2 + 15 * random());
  const y = Float64Array.from({ length: 60 }, () => -2 + 9 * random());

  it("keeps what no straight line parts from the points", () => {
    const { values } = maskByHull(grid, { x, y });
    grid.y.forEach((py, j) => {
      grid.x.forEach((px, i) => {
        // Outside, all points are seen under less than half a turn.
        const angles = Array.from(x, (_, k) => Math.atan2(y[k] - py, x[k] - px)).sort((a, b) => a - b);
        const gaps = angles.map((a, k) => (angles[k + 1] ?? angles[0] + 2 * Math.PI) - a);
        const isInside = Math.max(...gaps) < Math.PI;
        expect(values[j * grid.x.length + i]).toBe(isInside ? 1 : Number.NaN);
      });
    });
  });

  it("leaves bays and holes open that are wider than it is told", () => {
    const ring = Array.from({ length: 120 }, (_, k) => {
      const [radius, angle] = [4 + 1.5 * random(), 2 * Math.PI * random()];
      return [10 + radius * Math.cos(angle) + 0 * k, 3 + radius * Math.sin(angle)];
    });
    const points = { x: Float64Array.from(ring, ([px]) => px), y: Float64Array.from(ring, ([, py]) => py) };
    const at = (values: Float64Array, px: number, py: number): number =>
      values[Math.round((py + 3) / 0.4) * grid.x.length + Math.round(px / 0.5)];
    expect(at(maskByHull(grid, points).values, 10, 3)).toBe(1);
    const open = maskByHull(grid, points, { widest: 3 }).values;
    expect(at(open, 10, 3)).toBeNaN();
    expect(open.filter((value) => value === 1).length).toBeGreaterThan(100);
    // The same in other units: x in half the length, and the unit lengths that say so.
    const half = makeGrid({ ...grid, x: grid.x.map((v) => v / 2) });
    const squeezed = { x: points.x.map((v) => v / 2), y: points.y };
    expect(maskByHull(half, squeezed, { widest: 3, unitLengths: [2, 1] }).values).toEqual(open);
  });

  it("refuses points on a line, and lengths that are none", () => {
    expect(() => maskByHull(grid, { x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1, 2) })).toThrow(
      /line/,
    );
    expect(() => maskByHull(grid, { x, y }, { widest: 0 })).toThrow(/options.widest is 0/);
  });
});

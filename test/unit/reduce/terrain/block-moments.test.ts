import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../lib/core/random.js";
import { MOMENTS } from "../../../../lib/reduce/terrain/block-moments.js";
import { cellVertices } from "../../../../lib/reduce/terrain/cell-vertices.js";
import { surfaceHeight } from "../../../../lib/reduce/terrain/near-cells.js";
import { makePatch } from "../../../../lib/reduce/terrain/patch.js";
import { settingsOf } from "./made-terrain.js";

const [columns, rows, width, height] = [7, 5, 30, 40];

function heightsOf(low: number, high: number): Float64Array {
  const random = seededRandom(3);
  return Float64Array.from({ length: (columns + 2) * (rows + 2) }, () => low + (high - low) * random());
}

/** Moments by summing over points: (rise, share) pairs of every surface at a place. */
function bySum(surfaces: (x: number, y: number) => readonly (readonly [number, number])[]): number[] {
  const sums = new Array<number>(MOMENTS).fill(0);
  const [nx, ny] = [columns * 20, rows * 20];
  const points = Array.from({ length: nx * ny }, (_, k) => {
    const [x, y] = [((k % nx) + 0.5) / 20, (Math.floor(k / nx) + 0.5) / 20];
    return { x: (x - columns / 2) * width, y: (y - rows / 2) * height, found: surfaces(x, y) };
  });
  const mean =
    points.reduce((sum, { found }) => sum + found.reduce((s, [z, share]) => s + z * share, 0), 0) /
    points.length;
  for (const { x, y, found } of points)
    for (const [z, share] of found) {
      const d = z - mean;
      const terms = [0, d * d, d * x, d * y, d ** 3, d * d * x, d * d * y, d * x * x, d * x * y, d * y * y];
      terms.forEach((term, k) => {
        sums[k] += (term * share) / points.length;
      });
      sums[10] = Math.max(sums[10], Math.abs(d));
    }
  sums[0] = mean;
  sums[11] = Math.sqrt(sums[1]);
  return sums;
}

function expectMoments(moments: ArrayLike<number>, sums: readonly number[], relative: number): void {
  const [tall, wide] = [sums[11], 100];
  const scale = [tall, tall ** 2, tall * wide, tall * wide, tall ** 3, tall ** 2 * wide, tall ** 2 * wide];
  scale.push(tall * wide ** 2, tall * wide ** 2, tall * wide ** 2);
  scale.forEach((size, k) => {
    expect(Math.abs(moments[k] - sums[k]) / size, `moment ${k}`).toBeLessThan(relative);
  });
  expect(moments[10]).toBeGreaterThanOrEqual(sums[10] * (1 - 1e-6));
  expect(moments[11]).toBeGreaterThanOrEqual(sums[11] * (1 - 1e-3));
}

const options = (slopes: boolean) => ({
  ...settingsOf({ slopes }),
  slopes,
  sizes: { width: () => width, height },
});

describe("the moments of a block that is joined level by level", () => {
  it("are those of its level cells, land and sea with their shares", () => {
    const heights = heightsOf(-300, 500);
    const patch = makePatch({ column: 0, row: 0, columns, rows, heights }, 3, options(false));
    const sums = bySum((x, y) => {
      const z = heights[(Math.floor(y) + 1) * (columns + 2) + Math.floor(x) + 1];
      return z >= 0
        ? [[z, 1]]
        : [
            [z, 1 - 1027 / 2670],
            [0, 1027 / 2670],
          ];
    });
    expectMoments(patch.levels[3] as Float32Array, sums, 1e-3);
  });

  it("are those of sloping cells", () => {
    const heights = heightsOf(200, 500);
    const patch = makePatch({ column: 0, row: 0, columns, rows, heights }, 3, options(true));
    const vertices = new Float64Array(9);
    const sums = bySum((x, y) => {
      const [i, j] = [Math.floor(x), Math.floor(y)];
      cellVertices(patch, i, j, vertices);
      return [[surfaceHeight(vertices, x - i - 0.5, y - j - 0.5), 1]];
    });
    expectMoments(patch.levels[3] as Float32Array, sums, 3e-3);
  });
});

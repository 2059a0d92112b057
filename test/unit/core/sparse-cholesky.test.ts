import { describe, expect, it } from "vitest";
import { minimumDegree } from "../../../lib/core/minimum-degree.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { selectedInverse } from "../../../lib/core/selected-inverse.js";
import { factorNormal, normalCondition, solveNormal } from "../../../lib/core/sparse-cholesky.js";
import {
  normalPattern,
  normalRightSide,
  normalValues,
  type SparseRows,
  timesVector,
} from "../../../lib/core/sparse-normal.js";

/** Random rows with a few terms each; some columns stand in very many rows. */
function randomRows(seed: number, rows: number, width: number): SparseRows {
  const random = seededRandom(seed);
  const [starts, columns, values] = [[0], [] as number[], [] as number[]];
  for (let i = 0; i < rows; i++) {
    const near = i % width;
    for (const column of [
      near,
      (near + 1 + Math.floor(random() * 3)) % width,
      Math.floor(random() ** 3 * width),
    ]) {
      columns.push(column); // the same column can come twice in a row
      values.push(normalRandom(random) * 10 ** ((column % 5) - 2));
    }
    starts.push(columns.length);
  }
  return {
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
    width,
  };
}

function denseNormal(matrix: SparseRows, weights: Float64Array): number[][] {
  const n = matrix.width;
  const dense = Array.from({ length: n }, () => Array<number>(n).fill(0));
  for (let i = 0; i < weights.length; i++) {
    const row = Array<number>(n).fill(0);
    for (let a = matrix.starts[i]; a < matrix.starts[i + 1]; a++) row[matrix.columns[a]] += matrix.values[a];
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) dense[a][b] += weights[i] * row[a] * row[b];
  }
  return dense;
}

/** Inverse by Gauss and Jordan with pivots. */
function inverseOf(matrix: number[][]): number[][] {
  const n = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k; i < n; i++) if (Math.abs(work[i][k]) > Math.abs(work[pivot][k])) pivot = i;
    [work[k], work[pivot]] = [work[pivot], work[k]];
    const by = work[k][k];
    for (let j = 0; j < 2 * n; j++) work[k][j] /= by;
    for (let i = 0; i < n; i++) {
      const factor = work[i][k];
      if (i !== k && factor !== 0) for (let j = 0; j < 2 * n; j++) work[i][j] -= factor * work[k][j];
    }
  }
  return work.map((row) => row.slice(n));
}

describe("sparse Cholesky", () => {
  it("solves and inverts as a dense elimination does, also where columns differ by 10,000 in size", () => {
    for (const [seed, rows, width] of [
      [1, 12, 5],
      [2, 80, 30],
      [3, 400, 120],
    ]) {
      const matrix = randomRows(seed, rows, width);
      const random = seededRandom(seed + 50);
      const weights = Float64Array.from({ length: rows }, () => 0.1 + random());
      const pattern = normalPattern(matrix);
      expect([...pattern.order].sort((a, b) => a - b)).toEqual(Array.from({ length: width }, (_, i) => i));
      const normal = normalValues(matrix, weights, pattern);
      const factor = factorNormal(pattern, normal);
      expect(factor.unseen).toEqual([]);
      const inverse = inverseOf(denseNormal(matrix, weights));
      const b = normalRightSide(
        matrix,
        weights,
        weights.map(() => normalRandom(random)),
      );
      const x = solveNormal(factor, b);
      const size = (i: number, j: number) => Math.sqrt(inverse[i][i] * inverse[j][j]);
      for (let i = 0; i < width; i++) {
        const wanted = inverse[i].reduce((sum, value, j) => sum + value * b[j], 0);
        const scale = inverse[i].reduce((sum, value, j) => sum + Math.abs(value * b[j]), 0);
        expect(Math.abs(x[i] - wanted) / scale).toBeLessThan(1e-9);
      }
      const covariance = selectedInverse(factor);
      let compared = 0;
      for (let i = 0; i < rows; i++)
        for (let a = matrix.starts[i]; a < matrix.starts[i + 1]; a++)
          for (let c = matrix.starts[i]; c < matrix.starts[i + 1]; c++) {
            const [p, q] = [matrix.columns[a], matrix.columns[c]];
            expect(Math.abs(covariance(p, q) - inverse[p][q]) / size(p, q)).toBeLessThan(1e-8);
            compared++;
          }
      expect(compared).toBe(9 * rows);
    }
  });

  it("has the same inverse as one solution for each column, on a grid wide enough for large supernodes", () => {
    const side = 24;
    const list: number[][] = [];
    for (let i = 0; i < side; i++)
      for (let j = 0; j < side; j++) {
        if (j + 2 < side) list.push([i * side + j, i * side + j + 1, i * side + j + 2]);
        if (i + 2 < side) list.push([i * side + j, (i + 1) * side + j, (i + 2) * side + j]);
      }
    const random = seededRandom(9);
    const matrix: SparseRows = {
      starts: Int32Array.from({ length: list.length + 1 }, (_, i) => 3 * i),
      columns: Int32Array.from(list.flat()),
      values: Float64Array.from(list.flat(), () => normalRandom(random)),
      width: side * side,
    };
    const weights = new Float64Array(list.length).fill(1);
    const pattern = normalPattern(matrix);
    const { supernodes } = pattern.structure;
    const widths = Array.from(supernodes.subarray(1), (end, s) => end - supernodes[s]);
    expect(Math.max(...widths)).toBeGreaterThan(20);
    const factor = factorNormal(pattern, normalValues(matrix, weights, pattern));
    expect(factor.unseen).toEqual([]);
    const covariance = selectedInverse(factor);
    const columns = Array.from({ length: matrix.width }, (_, k) => {
      const unit = new Float64Array(matrix.width);
      unit[k] = 1;
      return solveNormal(factor, unit);
    });
    for (const row of list)
      for (const a of row)
        for (const b of row) {
          const size = Math.sqrt(columns[a][a] * columns[b][b]);
          expect(Math.abs(covariance(a, b) - columns[a][b]) / size).toBeLessThan(1e-9);
        }
    // N times a column of its inverse is a unit column
    for (const k of [0, 100, matrix.width - 1]) {
      const product = normalRightSide(matrix, weights, timesVector(matrix, columns[k]));
      for (const [i, value] of product.entries()) expect(value).toBeCloseTo(i === k ? 1 : 0, 8);
    }
  });

  it("estimates the condition from below, and not by much", () => {
    const matrix = randomRows(7, 200, 60);
    const weights = new Float64Array(200).fill(1);
    const pattern = normalPattern(matrix);
    const normal = normalValues(matrix, weights, pattern);
    const dense = denseNormal(matrix, weights);
    const scaled = dense.map((row, i) => row.map((v, j) => v / Math.sqrt(dense[i][i] * dense[j][j])));
    const norm = (m: number[][]) =>
      Math.max(...m[0].map((_, j) => m.reduce((sum, row) => sum + Math.abs(row[j]), 0)));
    const wanted = norm(scaled) * norm(inverseOf(scaled));
    const estimate = normalCondition(factorNormal(pattern, normal), normal);
    expect(estimate).toBeLessThanOrEqual(wanted * (1 + 1e-9));
    expect(estimate).toBeGreaterThan(wanted / 3);
  });

  it("names a combination that no row sees, holds one unknown of it, and solves the rest", () => {
    // differences around two separate rings: each ring can be shifted; column 7 is in no row at all
    const pairs = [
      [0, 1],
      [1, 2],
      [2, 0],
      [3, 4],
      [4, 5],
      [5, 6],
      [6, 3],
    ];
    const matrix: SparseRows = {
      starts: Int32Array.from({ length: 8 }, (_, i) => 2 * i),
      columns: Int32Array.from(pairs.flat()),
      values: Float64Array.from(pairs.flatMap(() => [1, -1])),
      width: 8,
    };
    const weights = new Float64Array(7).fill(1);
    const pattern = normalPattern(matrix);
    const factor = factorNormal(pattern, normalValues(matrix, weights, pattern));
    const sets = factor.unseen.map(({ unknowns }) => [...unknowns].sort());
    expect(sets).toHaveLength(3);
    expect(sets).toEqual(expect.arrayContaining([[0, 1, 2], [3, 4, 5, 6], [7]]));
    for (const { parts } of factor.unseen) for (const part of parts) expect(part).toBeCloseTo(1, 9);
    const truth = Float64Array.of(4, 7, 1, 2, 9, 3, 8, 0);
    const v = Float64Array.from(pairs, ([a, b]) => truth[a] - truth[b]);
    const x = solveNormal(factor, normalRightSide(matrix, weights, v));
    for (const [k, [a, b]] of pairs.entries()) expect(x[a] - x[b]).toBeCloseTo(v[k], 9);
  });

  it("orders a grid of 40 × 40 so that its factor is less than half of that row by row", () => {
    const side = 40;
    const pairs: number[][] = [];
    for (let i = 0; i < side; i++)
      for (let j = 0; j < side; j++) {
        if (j + 1 < side) pairs.push([i * side + j, i * side + j + 1]);
        if (i + 1 < side) pairs.push([i * side + j, (i + 1) * side + j]);
      }
    const both = [...pairs, ...pairs.map(([a, b]) => [b, a])].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const starts = new Int32Array(side * side + 1);
    for (const [a] of both) starts[a + 1]++;
    for (let i = 0; i < side * side; i++) starts[i + 1] += starts[i];
    const order = minimumDegree(
      side * side,
      starts,
      Int32Array.from(both, ([, b]) => b),
    );
    const fill = fillOf(order, pairs);
    console.log(
      `minimum degree: ${fill} elements; row by row: ${fillOf(Int32Array.from(order.keys()), pairs)}`,
    );
    expect(fill * 2).toBeLessThan(fillOf(Int32Array.from(order.keys()), pairs));
    expect(fill).toBeLessThan(25_000);
  });
});

/** Elements of the factor, counted by playing the elimination with sets. */
function fillOf(order: Int32Array, pairs: readonly number[][]): number {
  const neighbours = Array.from(order, () => new Set<number>());
  for (const [a, b] of pairs) {
    neighbours[a].add(b);
    neighbours[b].add(a);
  }
  let count = 0;
  for (const k of order) {
    const list = [...neighbours[k]];
    count += list.length + 1;
    for (const a of list) {
      neighbours[a].delete(k);
      for (const b of list) if (a !== b) neighbours[a].add(b);
    }
  }
  return count;
}

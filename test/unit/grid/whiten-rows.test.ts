import { describe, expect, it } from "vitest";
import { factorCholesky } from "../../../lib/core/cholesky.js";
import { seededRandom } from "../../../lib/core/random.js";
import { COVARIANCE_KINDS, covarianceAt } from "../../../lib/grid/covariance-model.js";
import { covarySquares, decay } from "../../../lib/grid/covary-squares.js";
import { NearestSets, nthSmallest } from "../../../lib/grid/nearest-sets.js";
import {
  factorRows,
  type RowFactor,
  takeProducts,
  whitenOne,
  whitenRows,
  wholeBlocks,
} from "../../../lib/grid/whiten-rows.js";

describe("the fast exponential", () => {
  it("is the engine's own to a few units of its last place, from 0 to where nothing is left", () => {
    for (let t = 0; t < 40; t += 0.0137) {
      const wanted = Math.exp(-t);
      expect(Math.abs(decay(t) - wanted)).toBeLessThan(5e-16 * wanted);
    }
    expect([decay(0), decay(40), decay(1e9), decay(Number.POSITIVE_INFINITY)]).toEqual([1, 0, 0, 0]);
  });

  it.each(COVARIANCE_KINDS)("gives the covariances of the model: %s", (kind) => {
    const model = { kind, sill: 7, range: 12 };
    const distances = Float64Array.from({ length: 90 }, (_, k) => 0.4 * k);
    const squares = distances.map((h) => h * h);
    covarySquares(model)(squares, 1, 90);
    expect(squares[0]).toBe(0); // not its turn
    for (let k = 1; k < 90; k++)
      expect(Math.abs(squares[k] - covarianceAt(model, distances[k]).covariance)).toBeLessThan(1e-14);
  });
});

describe("Cholesky's factor by blocks", () => {
  const size = 20;
  const stride = 24;
  const random = seededRandom(3);
  const rows = Float64Array.from({ length: 24 * stride }, () => random() - 0.5);
  /** A Aᵀ + 1, positive definite. */
  const matrix = Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    let sum = i === j ? 1 : 0;
    for (let m = 0; m < size; m++) sum += rows[i * stride + m] * rows[j * stride + m];
    return sum;
  });
  const blocked = (): RowFactor => {
    const values = new Float64Array(stride * stride);
    for (let i = 0; i < size; i++) values.set(matrix.subarray(i * size, (i + 1) * size), i * stride);
    return { values, stride, inverse: new Float64Array(stride) };
  };

  it("is the plain factor, and whitens one row as it whitens four", () => {
    const plain = matrix.slice();
    expect(factorCholesky(plain, size)).toBe(-1);
    const factor = blocked();
    factorRows(factor, size, 0);
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) expect(factor.values[i * stride + j]).toBeCloseTo(plain[i * size + j], 13);
    const [four, one] = [rows.slice(), rows.slice()];
    whitenRows(four, 0, stride, factor, size);
    for (let i = 0; i < 4; i++) whitenOne(one, i * stride, factor, size);
    expect(four.subarray(0, 4 * stride)).toEqual(one.subarray(0, 4 * stride));
    // L times the whitened row is the row.
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let m = 0; m <= j; m++) sum += plain[j * size + m] * four[m];
      expect(sum).toBeCloseTo(rows[j], 13);
    }
  });

  it("takes products off their block alone", () => {
    const taken = rows.slice();
    takeProducts(taken, 4 * stride, stride, 20, rows, 8 * stride, stride, 13);
    for (let at = 0; at < rows.length; at++) {
      const [i, j] = [Math.floor(at / stride), at % stride];
      let wanted = rows[at];
      if (i >= 4 && i < 8 && j >= 20)
        for (let m = 0; m < 13; m++) wanted -= rows[i * stride + m] * rows[(j - 12) * stride + m];
      expect(taken[at]).toBeCloseTo(wanted, 14);
    }
  });

  it("gives a row without anything of its own the floor as noise", () => {
    const factor = blocked();
    for (let j = 0; j <= 5; j++)
      factor.values[5 * stride + j] = factor.values[Math.max(4, j) * stride + Math.min(4, j)];
    factorRows(factor, size, 1e-6);
    expect(factor.values[5 * stride + 5]).toBeCloseTo(1e-3, 9);
    expect([wholeBlocks(0), wholeBlocks(1), wholeBlocks(8)]).toEqual([0, 4, 8]);
  });
});

describe("the nearest of one place after another", () => {
  it("are those of a full sort, first come first served at one distance", () => {
    const random = seededRandom(8);
    const count = 70;
    // Rounded, so that many are at the same distance.
    const [x, y] = [0, 1].map(() => Float64Array.from({ length: count }, () => Math.round(8 * random())));
    const sets = new NearestSets();
    sets.restart(count);
    const chosen = new Int32Array(9);
    let [px, py] = [3, 3];
    for (let step = 0; step < 400; step++) {
      [px, py] = [px + Math.round(2 * random() - 1) / 2, py + Math.round(2 * random() - 1) / 2];
      sets.choose(x, y, count, px, py, 9, chosen, 0);
      const square = (k: number): number => (x[k] - px) ** 2 + (y[k] - py) ** 2;
      const sorted = Array.from(x.keys()).sort((a, b) => square(a) - square(b) || a - b);
      expect([...chosen]).toEqual(sorted.slice(0, 9).sort((a, b) => a - b));
    }
    const values = Float64Array.from({ length: 30 }, random);
    const sorted = values.slice().sort();
    for (const n of [1, 7, 30]) expect(nthSmallest(values.slice(), 30, n)).toBe(sorted[n - 1]);
  });
});

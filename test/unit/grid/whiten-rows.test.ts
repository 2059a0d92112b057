import { describe, expect, it } from "vitest";
import { factorCholesky } from "../../../lib/core/cholesky.js";
import { seededRandom } from "../../../lib/core/random.js";
import { COVARIANCE_KINDS, covarianceAt } from "../../../lib/grid/covariance-model.js";
import { covarySquares } from "../../../lib/grid/covary-squares.js";
import { NearestSets, nthSmallest } from "../../../lib/grid/nearest-sets.js";
import {
  factorRows,
  type RowFactor,
  solveTransposed,
  takeProducts,
  whitenRows,
  wholeBlocks,
} from "../../../lib/grid/whiten-rows.js";

describe("the fast exponential", () => {
  it("is the engine's own to a few units of its last place, from 0 to where nothing is left", () => {
    const covary = covarySquares({ kind: "exponential", sill: 1, range: 3 }); // exp(−h)
    const at = Float64Array.from({ length: 2920 }, (_, k) => 0.0137 * k);
    const found = at.map((t) => t * t); // whose roots are t again, to the last digit
    covary(found, 0, found.length);
    for (const [k, t] of at.entries())
      expect(Math.abs(found[k] - Math.exp(-t))).toBeLessThan(5e-16 * Math.exp(-t));
    const ends = Float64Array.of(0, 1600, 1e18, Number.POSITIVE_INFINITY);
    covary(ends, 0, 4);
    expect(ends).toEqual(Float64Array.of(1, 0, 0, 0));
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

  it("is the plain factor, and whitens four rows by it", () => {
    const plain = matrix.slice();
    expect(factorCholesky(plain, size)).toBe(-1);
    const factor = blocked();
    factorRows(factor, size, 0);
    for (let i = 0; i < size; i++)
      for (let j = 0; j <= i; j++) expect(factor.values[i * stride + j]).toBeCloseTo(plain[i * size + j], 13);
    const four = rows.slice();
    whitenRows(four, 0, stride, factor, size);
    // L times a whitened row is the row; the columns beyond it are as they were.
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < stride; j++) {
        let sum = j < size ? 0 : four[i * stride + j];
        for (let m = 0; m <= j && j < size; m++) sum += plain[j * size + m] * four[i * stride + m];
        expect(sum).toBeCloseTo(rows[i * stride + j], 13);
      }
    expect(four.subarray(4 * stride)).toEqual(rows.subarray(4 * stride));
    const column = rows.slice(0, size);
    solveTransposed(factor, column);
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let m = j; m < size; m++) sum += plain[m * size + j] * column[m];
      expect(sum).toBeCloseTo(rows[j], 13);
    }
  });

  it("takes products off their block alone", () => {
    const taken = rows.slice();
    takeProducts(taken, 4 * stride, stride, 20, rows, 8 * stride, stride, 13);
    for (let at = 0; at < rows.length; at++) {
      const [i, j] = [Math.floor(at / stride), at % stride];
      let wanted = rows[at];
      if (i >= 4 && i < 8 && (j === 20 || j === 21))
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
    sets.reserve(count);
    sets.x.set(x);
    sets.y.set(y);
    sets.inside.fill(1, 30, 39); // any nine to begin with
    const places = { x: new Float64Array(400), y: new Float64Array(400) };
    const ever = new Set<number>();
    let always = Array.from(x.keys());
    let before: number[] = [];
    for (let k = 0; k < 400; k++) {
      places.x[k] = (places.x[k - 1] ?? 3) + Math.round(2 * random() - 1) / 2;
      places.y[k] = (places.y[k - 1] ?? 3) + Math.round(2 * random() - 1) / 2;
      const square = (i: number): number => (x[i] - places.x[k]) ** 2 + (y[i] - places.y[k]) ** 2;
      const sorted = Array.from(x.keys()).sort((a, b) => square(a) - square(b) || a - b);
      const wanted = sorted.slice(0, 9).sort((a, b) => a - b);
      if (k === 0) sets.begin(count, places, k);
      else expect(sets.move(places, k)).toBe(wanted.join() !== before.join());
      expect(Array.from(x.keys()).filter((i) => sets.inside[i] === 1)).toEqual(wanted);
      for (const i of wanted) ever.add(i);
      always = always.filter((i) => wanted.includes(i));
      before = wanted;
      expect(Array.from(x.keys()).filter((i) => sets.ever[i] === 1)).toEqual([...ever].sort((a, b) => a - b));
      expect(Array.from(x.keys()).filter((i) => sets.always[i] === 1)).toEqual(always);
    }
    const values = Float64Array.from({ length: 30 }, random);
    const sorted = values.slice().sort();
    for (const n of [1, 7, 30]) expect(nthSmallest(values.slice(), 30, n)).toBe(sorted[n - 1]);
  });
});

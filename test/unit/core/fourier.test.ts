import { describe, expect, it } from "vitest";
import { applyFilter } from "../../../lib/core/apply-filter.js";
import { fourierTransform, fourierTransform2d } from "../../../lib/core/fourier.js";
import { makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { seededRandom } from "../../../lib/core/random.js";

const numbers = (count: number, seed: number): Float64Array => {
  const random = seededRandom(seed);
  return Float64Array.from({ length: count }, () => random() - 0.5);
};

describe("the Fourier transform", () => {
  it.each([1, 2, 8, 64])("of %d numbers is the sum that defines it", (n) => {
    const [real, imaginary] = [numbers(n, 1), numbers(n, 2)];
    const [re, im] = [real.slice(), imaginary.slice()];
    fourierTransform(re, im);
    for (let k = 0; k < n; k++) {
      let [a, b] = [0, 0];
      for (let i = 0; i < n; i++) {
        const angle = (-2 * Math.PI * k * i) / n;
        a += real[i] * Math.cos(angle) - imaginary[i] * Math.sin(angle);
        b += real[i] * Math.sin(angle) + imaginary[i] * Math.cos(angle);
      }
      expect(re[k]).toBeCloseTo(a, 12);
      expect(im[k]).toBeCloseTo(b, 12);
    }
  });

  it("there and back gives the numbers again, and keeps their energy (Parseval)", () => {
    const [real, imaginary] = [numbers(32 * 64, 3), numbers(32 * 64, 4)];
    const [re, im] = [real.slice(), imaginary.slice()];
    const energy = (a: Float64Array, b: Float64Array): number =>
      a.reduce((s, v, i) => s + v * v + b[i] * b[i], 0);
    fourierTransform2d(re, im, 64);
    expect(energy(re, im) / (32 * 64) / energy(real, imaginary)).toBeCloseTo(1, 12);
    fourierTransform2d(re, im, 64, true);
    for (let i = 0; i < re.length; i++)
      expect(Math.abs(re[i] - real[i]) + Math.abs(im[i] - imaginary[i])).toBeLessThan(1e-13);
  });

  it("says which length it cannot take", () => {
    expect(() => fourierTransform(new Float64Array(12), new Float64Array(12))).toThrow("real.length is 12");
    expect(() => fourierTransform(new Float64Array(8), new Float64Array(4))).toThrow("imaginary.length is 4");
  });
});

describe("a filter", () => {
  const x = regularAxis(0, 99_000, 1000);
  const y = regularAxis(0, 69_000, 1000);
  const wave = (length: number, phase = 0) =>
    makeGrid({
      ...{ x, y, crs: "plane", name: "z", units: "m" },
      values: Float64Array.from({ length: x.length * y.length }, (_, i) =>
        Math.cos((2 * Math.PI * x[i % x.length]) / length + phase),
      ),
    });
  const middle = (values: Float64Array): number[] => [40, 45, 50, 55].map((i) => values[35 * x.length + i]);

  it("damps a wave as its transfer function says, away from the edges", () => {
    const grid = wave(8000);
    const half = applyFilter(grid, (_kx, _ky, k) => (k > (2 * Math.PI) / 20_000 ? 0.5 : 1));
    for (const [i, value] of middle(half.values).entries())
      expect(value).toBeCloseTo(middle(grid.values)[i] / 2, 1);
  });

  it("with an imaginary factor gives the slope of a wave", () => {
    const length = 16_000;
    const slope = applyFilter(wave(length), (kx) => ({ real: 0, imaginary: kx }));
    const exact = wave(length, Math.PI / 2); // the derivative of cos kx is k cos(kx + π/2)
    for (const [i, value] of middle(slope.values).entries())
      expect(value / ((2 * Math.PI) / length)).toBeCloseTo(middle(exact.values)[i], 1);
  });

  it("leaves a plain floor as it is", () => {
    const grid = makeGrid({
      x,
      y,
      crs: "plane",
      name: "z",
      units: "m",
      values: new Float64Array(x.length * y.length).fill(7),
    });
    for (const value of applyFilter(grid, () => 1).values) expect(value).toBeCloseTo(7, 12);
    for (const value of applyFilter(grid, (_x, _y, k) => (k === 0 ? 1 : 0)).values)
      expect(value).toBeCloseTo(7, 12);
  });

  it("wants no gaps, and says so", () => {
    const grid = wave(9000);
    grid.values[3] = Number.NaN;
    expect(() => applyFilter(grid, () => 1)).toThrow("a grid with 1 gaps");
    expect(() => applyFilter(wave(9000), () => 1, { padding: -1 })).toThrow("options.padding is -1");
  });
});

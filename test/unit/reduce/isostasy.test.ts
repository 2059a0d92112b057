import { describe, expect, it } from "vitest";
import { makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { tesseroidMass } from "../../../lib/kernels/tesseroid.js";
import { airyMohoDepth } from "../../../lib/reduce/airy.js";
import { flexuralMoho, flexuralResponse } from "../../../lib/reduce/flexure.js";
import { prattDensity } from "../../../lib/reduce/pratt.js";

describe("Airy's Moho", () => {
  it("lies where the published example has it", () => {
    const options = {
      density: 1,
      waterDensity: 0,
      mohoContrast: 2,
      normalMohoDepth: 10,
      earth: "planar",
    } as const;
    const depths = [-2, -1, 0, 1, 2, 3].map((height) => airyMohoDepth(height, options));
    expect(depths).toEqual([9, 9.5, 10, 10.5, 11, 11.5]);
  });

  it.each([-3000, -200, 0, 800, 5000])("on the sphere balances the masses of a cone under %d m", (height) => {
    const R = 6_371_000;
    const cone = { west: 0, east: 1, south: 10, north: 11 };
    const depth = airyMohoDepth(height);
    const load = tesseroidMass({
      ...{ ...cone, bottom: R + Math.min(height, 0), top: R + Math.max(height, 0) },
      density: height < 0 ? 1030 - 2670 : 2670,
    });
    const root = tesseroidMass({
      ...{ ...cone, bottom: R - Math.max(depth, 30_000), top: R - Math.min(depth, 30_000) },
      density: height < 0 ? 400 : -400,
    });
    expect(Math.abs(load + root)).toBeLessThan(1e-9 * (Math.abs(load) + 1));
  });

  it("on the sphere tends to the planar one for a large Earth's thin root, and is deeper by some per cent", () => {
    const [sphere, plane] = [airyMohoDepth(2000), airyMohoDepth(2000, { earth: "planar" })];
    expect((sphere - 30_000) / (plane - 30_000)).toBeCloseTo((6371 / (6371 - 36.7)) ** 2, 3);
  });

  it("names what it cannot take", () => {
    expect(() => airyMohoDepth(1000, { mohoContrast: 0 })).toThrow("options.mohoContrast is 0");
    expect(() => airyMohoDepth(1000, { waterDensity: 3000 })).toThrow("options.waterDensity is 3000");
    expect(() => airyMohoDepth(-9000)).toThrow("above its Moho");
    expect(airyMohoDepth(Number.NaN)).toBeNaN();
  });
});

describe("Pratt's columns", () => {
  it.each([-4000, 0, 3000])("all weigh the same, also under %d m", (height) => {
    const water = height < 0 ? -height * 1030 : 0;
    expect(prattDensity(height) * (100_000 + height) + water).toBeCloseTo(2670 * 100_000, 5);
  });

  it("end above the compensation depth", () => {
    expect(() => prattDensity(-100_000)).toThrow("height is -100000");
    expect(() => prattDensity(0, { compensationDepth: -1 })).toThrow("options.compensationDepth is -1");
  });
});

describe("the Moho under an elastic plate", () => {
  const x = regularAxis(0, 1_270_000, 10_000);
  const parts = { x, y: x, crs: "plane", name: "height_m", units: "m" };
  const flat = { elasticThickness: 20_000, earth: "planar" } as const;
  const ofWave = (length: number) =>
    makeGrid({
      ...parts,
      values: Float64Array.from(
        { length: x.length ** 2 },
        (_, i) => 500 * Math.cos((2 * Math.PI * x[i % x.length]) / length),
      ),
    });
  const drained = { density: 2670, waterDensity: 0 };

  it.each([160_000, 320_000, 635_000])(
    "answers a wave of %d m with the part that its stiffness lets through",
    (length) => {
      const moho = flexuralMoho(ofWave(length), { ...flat, ...drained });
      const crest = Math.round((Math.round(635_000 / length) * length) / 10_000); // a crest near the middle
      const at = 64 * x.length + crest;
      const full = (2670 / 400) * ofWave(length).values[at];
      const part = flexuralResponse((2 * Math.PI) / length, flat);
      expect(Math.abs(moho.values[at] - 30_000 - part * full)).toBeLessThan(0.02 * Math.abs(full));
    },
  );

  it("obeys the equation of the plate: D ∇⁴w + Δρ g w = load (finite differences)", () => {
    const hill = makeGrid({
      ...parts,
      values: Float64Array.from({ length: x.length ** 2 }, (_, i) => {
        const r2 = (x[i % x.length] - 635_000) ** 2 + (x[Math.floor(i / x.length)] - 635_000) ** 2;
        return 1000 * Math.exp(-r2 / (2 * 80_000 ** 2));
      }),
    });
    const moho = flexuralMoho(hill, { ...flat, ...drained });
    const w = (i: number, j: number): number => moho.values[j * x.length + i] - 30_000;
    const laplace =
      (f: (i: number, j: number) => number) =>
      (i: number, j: number): number =>
        (f(i + 1, j) + f(i - 1, j) + f(i, j + 1) + f(i, j - 1) - 4 * f(i, j)) / 10_000 ** 2;
    const rigidity = (1e11 * 20_000 ** 3) / (12 * (1 - 0.25 ** 2));
    for (const [i, j] of [
      [64, 64],
      [60, 66],
      [70, 58],
      [52, 64],
    ]) {
      const load = 2670 * 9.81 * hill.values[j * x.length + i];
      const carried = rigidity * laplace(laplace(w))(i, j) + 400 * 9.81 * w(i, j);
      expect(Math.abs(carried / load - 1)).toBeLessThan(0.02);
    }
  });

  it("is Airy's where the plate has no thickness", () => {
    const grid = ofWave(300_000);
    const moho = flexuralMoho(grid, { elasticThickness: 0 });
    for (const k of [0, 700, 9000]) expect(moho.values[k]).toBe(airyMohoDepth(grid.values[k]));
  });

  it("names what it cannot take", () => {
    expect(() => flexuralMoho(ofWave(3e5), { elasticThickness: -5 })).toThrow(
      "options.elasticThickness is -5",
    );
    expect(() => flexuralMoho(ofWave(3e5), { ...flat, poissonRatio: 0.5 })).toThrow(
      "options.poissonRatio is 0.5",
    );
    expect(() => flexuralMoho(ofWave(3e5), { ...flat, youngModulus: 0 })).toThrow(
      "options.youngModulus is 0",
    );
  });
});

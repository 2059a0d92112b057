import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GRAVITATIONAL_CONSTANT } from "../../../lib/core/constants.js";
import { pointMassGravity, pointMassPotential } from "../../../lib/kernels/point-mass.js";
import { type Prism, prismAttraction, prismGravity, prismPotential } from "../../../lib/kernels/prism.js";
import { prismGradient } from "../../../lib/kernels/prism-gradient.js";
import { boxOf, type Case, type Place } from "./prism-cases.js";

const { cases } = JSON.parse(readFileSync(new URL("prism-reference.json", import.meta.url), "utf8")) as {
  cases: readonly Case[];
};
const unit = 1 / GRAVITATIONAL_CONSTANT;
const prism: Prism = {
  west: -1200,
  east: 800,
  south: -300,
  north: 900,
  bottom: -1500,
  top: -200,
  density: unit,
};

/** Prisms of any shape with sides of 1 to 3,000 m, and a point up to some sides away, in or on them. */
const boxes = fc
  .tuple(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.array(side(), { minLength: 3, maxLength: 3 }))
  .map(([start, [a, b, c]]) => ({
    west: start,
    east: start + a,
    south: -b / 3,
    north: b,
    bottom: -c - 5,
    top: -5,
    density: unit,
  }));
const fractions = fc.array(fc.oneof(fc.constantFrom(0, 1, 0.5), part()), {
  minLength: 3,
  maxLength: 3,
});

/** A place along a side; none nearer to its lower end than 1e-100 sides, whose square would be lost. */
function part() {
  return fc.double({ min: -4, max: 5, noNaN: true }).map((x) => (Math.abs(x) < 1e-100 ? 0 : x));
}

function side() {
  return fc.double({ min: 0, max: 3.5, noNaN: true }).map((power) => 10 ** power);
}

function placeIn(box: Prism, [x, y, z]: readonly number[]): Place {
  const at = (low: number, high: number, part: number) => (part === 1 ? high : low + part * (high - low));
  return [at(box.west, box.east, x), at(box.south, box.north, y), at(box.bottom, box.top, z)];
}

const magnitude = (values: readonly number[]) =>
  Math.max(...values.map(Math.abs).filter((v) => !Number.isNaN(v)));

describe("the prism's field against 250-digit sums over its corners", () => {
  it("is right to the rounding of the coordinates: inside, on faces, edges, corners and beyond, near and far", () => {
    expect(cases.length).toBeGreaterThan(60);
    for (const { kind, point, bounds, fields } of cases) {
      const box = boxOf(bounds, unit);
      const { easting, northing, upward } = prismAttraction(...point, box);
      const sides = [0, 2, 4].map((k) => bounds[k + 1] - bounds[k]);
      const away = Math.hypot(...point.map((p, i) => p - (bounds[2 * i] + bounds[2 * i + 1]) / 2));
      const limit = 2e-15 * Math.max(1, away / Math.min(...sides));
      const scale = magnitude(fields.slice(1, 4));
      expect(Math.abs(prismPotential(...point, box) / fields[0] - 1), `potential, ${kind}`).toBeLessThan(
        limit,
      );
      for (const [k, value] of [easting, northing, upward].entries())
        expect(Math.abs(value - fields[k + 1]) / scale, `attraction, ${kind}`).toBeLessThan(limit);
    }
  });

  it("has a gradient that is right where it exists, and NaN only on edges and corners", () => {
    const missing = new Map<string, number>();
    for (const { kind, point, bounds, fields } of cases) {
      const { ee, nn, uu, en, eu, nu } = prismGradient(...point, boxOf(bounds, unit));
      const sides = [0, 2, 4].map((k) => bounds[k + 1] - bounds[k]);
      const away = Math.hypot(...point.map((p, i) => p - (bounds[2 * i] + bounds[2 * i + 1]) / 2));
      const limit = 1e-13 * Math.max(1, away / Math.min(...sides));
      const scale = magnitude(fields.slice(4));
      for (const [k, value] of [ee, nn, uu, en, eu, nu].entries()) {
        if (Number.isNaN(value)) missing.set(kind, (missing.get(kind) ?? 0) + 1);
        else expect(Math.abs(value - fields[k + 4]) / scale, `gradient ${k}, ${kind}`).toBeLessThan(limit);
      }
    }
    const count = (kind: string) => cases.filter((one) => one.kind === kind).length;
    expect(Object.fromEntries(missing)).toEqual({ edge: 3 * count("edge"), corner: 6 * count("corner") });
  });

  it("keeps eight digits up to a million sides away", () => {
    const cube = { west: -0.5, east: 0.5, south: -0.5, north: 0.5, bottom: -0.5, top: 0.5, density: unit };
    for (const distance of [1e2, 1e4, 1e6]) {
      const [x, y, z] = [0.6 * distance, -0.48 * distance, 0.64 * distance];
      const mass = { easting: 0, northing: 0, upward: 0, mass: unit };
      // A cube has no quadrupole: its field is a point mass's but for the fourth power of side/distance.
      const tolerance = Math.max(distance ** -4, 2e-15 * distance);
      expect(Math.abs(prismGravity(x, y, z, cube) / pointMassGravity(x, y, z, mass) - 1)).toBeLessThan(
        tolerance,
      );
      expect(Math.abs(prismPotential(x, y, z, cube) / pointMassPotential(x, y, z, mass) - 1)).toBeLessThan(
        tolerance,
      );
    }
  });
});

describe("the prism's field by its laws", () => {
  it("has a gradient whose trace is zero outside and -4 pi G rho inside", () => {
    fc.assert(
      fc.property(boxes, fractions, (box, parts) => {
        const point = placeIn(box, parts);
        const { ee, nn, uu } = prismGradient(...point, box);
        const [x, y, z] = point;
        const inside =
          x > box.west && x < box.east && y > box.south && y < box.north && z > box.bottom && z < box.top;
        const trace = ee + nn + uu;
        if (!Number.isNaN(trace))
          expect(Math.abs(trace + (inside ? 4 * Math.PI : 0))).toBeLessThan(1e-14 * 4 * Math.PI);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });

  it("is the same for a prism and for the two that a plane cuts it into, seen from anywhere, also from the cut", () => {
    const cut = fc.double({ min: 0.1, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(boxes, fractions, cut, fc.constantFrom(0, 1, 2), (box, parts, share, axis) => {
        const [low, high] = (["west", "south", "bottom"] as const).map((key, k) => [
          key,
          (["east", "north", "top"] as const)[k],
        ])[axis] as [keyof Prism, keyof Prism];
        const at = box[low] + share * (box[high] - box[low]);
        const [one, two] = [
          { ...box, [high]: at },
          { ...box, [low]: at },
        ];
        for (const point of [placeIn(box, parts), placeIn({ ...box, [high]: at }, parts)]) {
          const whole = prismPotential(...point, box);
          expect((prismPotential(...point, one) + prismPotential(...point, two)) / whole).toBeCloseTo(1, 9);
          const pieces = prismGravity(...point, one) + prismGravity(...point, two);
          const { easting, northing, upward } = prismAttraction(...point, box);
          expect(Math.abs(pieces + upward)).toBeLessThan(1e-9 * Math.hypot(easting, northing, upward));
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it("is mirrored where prism and point are, exactly", () => {
    fc.assert(
      fc.property(boxes, fractions, (box, parts) => {
        const [x, y, z] = placeIn(box, parts);
        const mirrored = { ...box, bottom: -box.top, top: -box.bottom };
        expect(prismGravity(x, y, -z, mirrored)).toBe(-prismGravity(x, y, z, box) + 0);
      }),
      { seed: 6 },
    );
  });

  it("has the potential's differences as attraction, and the attraction's as gradient", () => {
    const points: Place[] = [
      [300, 200, 50],
      [-1300, 950, -400],
      [100, 100, -600],
      [2500, -900, -1600],
    ];
    const h = 0.1;
    for (const [x, y, z] of points) {
      const steps: Place[] = [
        [h, 0, 0],
        [0, h, 0],
        [0, 0, h],
      ];
      const attraction = prismAttraction(x, y, z, prism);
      const names = ["easting", "northing", "upward"] as const;
      const t = prismGradient(x, y, z, prism);
      const rows = [
        [t.ee, t.en, t.eu],
        [t.en, t.nn, t.nu],
        [t.eu, t.nu, t.uu],
      ];
      for (const [i, [a, b, c]] of steps.entries()) {
        const slope =
          (prismPotential(x + a, y + b, z + c, prism) - prismPotential(x - a, y - b, z - c, prism)) / (2 * h);
        expect(slope / Math.abs(attraction.upward)).toBeCloseTo(
          attraction[names[i]] / Math.abs(attraction.upward),
          6,
        );
        const [after, before] = [
          prismAttraction(x + a, y + b, z + c, prism),
          prismAttraction(x - a, y - b, z - c, prism),
        ];
        for (const [j, name] of names.entries())
          expect((after[name] - before[name]) / (2 * h)).toBeCloseTo(rows[i][j], 5);
      }
    }
  });

  it("tends to the slab 2 pi G rho t under a wide prism", () => {
    const slab = { west: -1e8, east: 1e8, south: -1e8, north: 1e8, bottom: -1000, top: 0, density: 2670 };
    const expected = 2 * Math.PI * GRAVITATIONAL_CONSTANT * 2670 * 1000;
    expect(prismGravity(0, 0, 0, slab) / expected).toBeCloseTo(1, 4);
    expect(prismGravity(0, 0, -500, slab) / expected).toBeCloseTo(0, 9);
  });

  it("points up or down as the sign convention says", () => {
    expect(prismGravity(0, 0, 0, prism)).toBeGreaterThan(0);
    expect(prismAttraction(0, 0, 0, prism).upward).toBe(-prismGravity(0, 0, 0, prism));
    expect(prismAttraction(2000, 0, 0, prism).easting).toBeLessThan(0);
    expect(prismGradient(0, 0, 0, prism).uu).toBeGreaterThan(0);
    expect(prismPotential(0, 0, 0, prism)).toBeGreaterThan(0);
  });
});

describe("bad and empty input to the prism", () => {
  it("gives NaN for NaN, and zero for a prism without volume", () => {
    expect(prismGravity(Number.NaN, 0, 0, prism)).toBeNaN();
    expect(prismGravity(0, 0, 0, { ...prism, top: Number.NaN })).toBeNaN();
    expect(prismPotential(0, Number.NaN, 0, prism)).toBeNaN();
    expect(prismGradient(0, 0, Number.NaN, prism).ee).toBeNaN();
    expect(prismGravity(0, 0, 0, { ...prism, density: Number.NaN })).toBeNaN();
    for (const z of [0, -200, -700]) {
      expect(prismGravity(0, 0, z, { ...prism, bottom: -200 })).toBe(0);
      expect(Math.abs(prismGravity(0, 0, z, { ...prism, east: -1200 }))).toBe(0);
    }
  });

  it("refuses bounds out of order by name", () => {
    expect(() => prismGravity(0, 0, 0, { ...prism, top: -1600 })).toThrow(
      "prism.bottom is -1500, but must be at most top, which is -1600.",
    );
    expect(() => prismGradient(0, 0, 0, { ...prism, east: -1300 })).toThrow("prism.west");
    expect(() => prismPotential(0, 0, 0, { ...prism, north: -1300 })).toThrow("prism.south");
  });
});

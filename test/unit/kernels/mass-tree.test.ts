import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../lib/core/random.js";
import { massTree, type PointMasses } from "../../../lib/kernels/mass-tree.js";
import { pointMassAttraction } from "../../../lib/kernels/point-mass.js";

function cloud(count: number, signs: boolean): PointMasses {
  const random = seededRandom(count);
  const along = (size: number): Float64Array => Float64Array.from({ length: count }, () => size * random());
  return {
    ...{ x: along(100_000), y: along(80_000), z: along(3000) },
    mass: Float64Array.from({ length: count }, () => (signs ? random() - 0.5 : random()) * 1e12),
  };
}

/** Sum over the masses one by one. */
function bySum({ x, y, z, mass }: PointMasses, at: readonly number[], radius = Infinity): number[] {
  const sum = [0, 0, 0];
  for (let i = 0; i < mass.length; i++) {
    if (Math.hypot(x[i] - at[0], y[i] - at[1], z[i] - at[2]) > radius) continue;
    const pull = pointMassAttraction(at[0], at[1], at[2], {
      easting: x[i],
      northing: y[i],
      upward: z[i],
      mass: mass[i],
    });
    for (const [k, part] of [pull.easting, pull.northing, pull.upward].entries()) sum[k] += part;
  }
  return sum;
}

const PLACES = [
  [50_000, 40_000, 30_000],
  [10_000, 70_000, 8000],
  [150_000, -30_000, 5000],
  [48_000, 41_000, 1500],
];

describe("a tree of masses", () => {
  it.each([1, 5, 37, 3000])(
    "of %d gives the sum one by one, to 1e-4, and exactly with no groups",
    (count) => {
      const masses = cloud(count, false);
      const [tree, exact] = [massTree(masses), massTree(masses, 0)];
      for (const place of PLACES) {
        const sum = bySum(masses, place);
        const size = Math.hypot(...sum);
        const [x, y, z] = place;
        for (const [k, part] of tree.attraction(x, y, z, new Float64Array(3)).entries())
          expect(Math.abs(part - sum[k]) / size).toBeLessThan(1e-4);
        for (const [k, part] of exact.attraction(x, y, z, new Float64Array(3)).entries())
          expect(Math.abs(part - sum[k]) / size).toBeLessThan(1e-12);
      }
    },
  );

  it("takes masses of both signs, whose first moments do not vanish", () => {
    const masses = cloud(2000, true);
    const scale = Math.hypot(...bySum({ ...masses, mass: masses.mass.map(Math.abs) }, PLACES[0]));
    const sum = bySum(masses, PLACES[0]);
    const [x, y, z] = PLACES[0];
    for (const [k, part] of massTree(masses).attraction(x, y, z, new Float64Array(3)).entries())
      expect(Math.abs(part - sum[k]) / scale).toBeLessThan(1e-4);
  });

  it("is the better the smaller its groups are", () => {
    const masses = cloud(3000, false);
    const [x, y, z] = PLACES[0];
    const sum = bySum(masses, PLACES[0]);
    const error = (opening: number): number =>
      Math.abs(massTree(masses, opening).attraction(x, y, z, new Float64Array(3))[2] - sum[2]);
    expect(error(0.1)).toBeLessThan(error(0.3) + 1e-12 * Math.abs(sum[2]));
    expect(error(0.3)).toBeLessThan(error(0.8));
  });

  it("leaves out what lies beyond the radius, to the metre", () => {
    const masses = cloud(3000, false);
    const [x, y, z] = PLACES[3];
    const sum = bySum(masses, PLACES[3], 25_000);
    for (const [k, part] of massTree(masses).attraction(x, y, z, new Float64Array(3), 25_000).entries())
      expect(Math.abs(part - sum[k]) / Math.hypot(...sum)).toBeLessThan(1e-4);
  });

  it("of no masses attracts nothing, and names what it cannot take", () => {
    const none = {
      x: new Float64Array(),
      y: new Float64Array(),
      z: new Float64Array(),
      mass: new Float64Array(),
    };
    expect([...massTree(none).attraction(0, 0, 0, new Float64Array(3))]).toEqual([0, 0, 0]);
    const masses = cloud(5, false);
    expect(() => massTree({ ...masses, z: new Float64Array(4) })).toThrow("masses.z.length is 4");
    expect(() => massTree({ ...masses, x: masses.x.map((v, i) => (i === 2 ? Number.NaN : v)) })).toThrow(
      "masses.x[2]",
    );
    expect(() => massTree(masses, 1)).toThrow("opening is 1");
  });
});

import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../lib/core/random.js";
import {
  mirrorKernel,
  mirrorsBelow,
  ownKernel,
  PLACE,
  placesOf,
} from "../../../lib/grid/equivalent-sources-mirror.js";
import { gather, nodeWeights } from "../../../lib/grid/equivalent-sources-nodes.js";
import { kernelProduct, kernelSum, mirrorPlaces } from "../../../lib/grid/equivalent-sources-product.js";
import { clusterTree } from "../../../lib/grid/equivalent-sources-tree.js";
import { apart, column, onTheEarth, rms, stations } from "./equivalent-sources-surveys.js";

describe("the mirror kernel", () => {
  it("is the effect of a source at the mirror image in a plane", () => {
    const data = {
      x: Float64Array.of(0, 3000),
      y: Float64Array.of(0, 1000),
      height: Float64Array.of(200, 900),
    };
    const mirror = mirrorsBelow(data, "plane")(2000, "reciprocal");
    const places = placesOf(mirror, data);
    // The middle height is that of the upper of two; the mirror lies 1000 m below it, but no higher than 500 m below 200.
    const base = Math.min(900 - 1000, 200 - 500);
    const distance = Math.hypot(3000, 1000, 900 - (2 * base - 200));
    expect(mirrorKernel(mirror.kernel, places, 0, places, 1)).toBeCloseTo(1 / distance, 15);
    const { kernel: poisson } = mirrorsBelow(data, "plane")(2000, "poisson");
    // The attraction towards the mirror of a mass at the image, without its constant.
    const pull = (900 - (2 * base - 200)) / distance ** 3;
    expect(mirrorKernel(poisson, places, 0, places, 1) / pull).toBeCloseTo(1, 12);
    for (const kernel of [mirror.kernel, poisson]) {
      expect(mirrorKernel(kernel, places, 1, places, 0)).toBe(mirrorKernel(kernel, places, 0, places, 1));
      expect(ownKernel(kernel, places, 1) / mirrorKernel(kernel, places, 1, places, 1)).toBeCloseTo(1, 14);
    }
    expect(mirror.depth).toBe(2 * (900 - base));
  });

  it("is the effect of a source at the inverse point of a sphere (Kelvin)", () => {
    const data = {
      x: Float64Array.of(110, 111),
      y: Float64Array.of(15, 14.2),
      height: Float64Array.of(100, 2500),
    };
    const mirror = mirrorsBelow(data, "geographic")(20_000, "reciprocal");
    const places = placesOf(mirror, data);
    const at = (k: number) => Array.from(places.subarray(PLACE * k, PLACE * k + 3));
    const [p, q] = [at(0), at(1)];
    const r = Math.hypot(...q);
    // From u = (r² − R²) / R: R² + u R − r² = 0.
    const u = places[PLACE + 3];
    const radius = (-u + Math.sqrt(u * u + 4 * r * r)) / 2;
    const image = q.map((v) => (v * radius * radius) / (r * r));
    const effect = radius / r / Math.hypot(...p.map((v, k) => v - image[k]));
    expect(mirrorKernel(mirror.kernel, places, 0, places, 1) / effect).toBeCloseTo(1, 9);
  });

  it("of Poisson is his integral's, by its series of Legendre polynomials", () => {
    const data = {
      x: Float64Array.of(110, 114),
      y: Float64Array.of(15, 12),
      height: Float64Array.of(300_000, 500_000),
    };
    const { kernel, ...mirror } = mirrorsBelow(data, "geographic")(200_000, "poisson");
    const places = placesOf(mirror, data);
    const [p, q] = [0, 1].map((k) => Array.from(places.subarray(PLACE * k, PLACE * k + 3)));
    const [r, s, radius] = [Math.hypot(...p), Math.hypot(...q), 1 / kernel.curvature];
    const cosine = p.reduce((sum, v, k) => sum + v * q[k], 0) / (r * s);
    const ratio = radius ** 2 / (r * s);
    // (1 / 2 r r′) Σ (2n + 1) tⁿ P_n, with t = R² / r r′
    let [sum, power, before, legendre] = [0, 1, 0, 1];
    for (let n = 0; n < 1000; n++) {
      sum += (2 * n + 1) * power * legendre;
      [before, legendre] = [legendre, ((2 * n + 1) * cosine * legendre - n * before) / (n + 1)];
      power *= ratio;
    }
    expect((mirrorKernel(kernel, places, 0, places, 1) * 2 * r * s) / sum).toBeCloseTo(1, 8);
    expect(ownKernel(kernel, places, 1) / mirrorKernel(kernel, places, 1, places, 1)).toBeCloseTo(1, 12);
  });

  it("is harmonic above the mirror, over a plane and over the ellipsoid", () => {
    const data = {
      x: Float64Array.of(110, 110.1),
      y: Float64Array.of(15, 15.1),
      height: Float64Array.of(0, 800),
    };
    const kinds = ["reciprocal", "poisson"] as const;
    const cases = (["plane", "geographic"] as const).flatMap((surface) =>
      kinds.map((kind) => [surface, kind] as const),
    );
    for (const [coordinates, kind] of cases) {
      const mirror = mirrorsBelow(data, coordinates)(8000, kind);
      const places = placesOf(mirror, data);
      // Laplace by second differences along three axes; the lift of a moved place follows from its position.
      const centre = places.slice(0, PLACE);
      const base =
        coordinates === "plane"
          ? centre[2] - centre[3] / 2
          : (-centre[3] + Math.sqrt(centre[3] ** 2 + 4 * Math.hypot(...centre.subarray(0, 3)) ** 2)) / 2;
      const moved = (axis: number, by: number): number => {
        const place = centre.slice();
        place[axis] += by;
        place[3] =
          coordinates === "plane"
            ? 2 * (place[2] - base)
            : (Math.hypot(...place.subarray(0, 3)) ** 2 - base * base) / base;
        return mirrorKernel(mirror.kernel, place, 0, places, 1);
      };
      const second = [0, 1, 2].map(
        (axis) => (moved(axis, 50) - 2 * moved(axis, 0) + moved(axis, -50)) / 2500,
      );
      const size = Math.max(...second.map(Math.abs));
      expect(Math.abs(second[0] + second[1] + second[2])).toBeLessThan(1e-3 * size);
    }
  });
});

describe("the product by a tree", () => {
  for (const [coordinates, kind] of [
    ["plane", "reciprocal"],
    ["geographic", "reciprocal"],
    ["plane", "poisson"],
    ["geographic", "poisson"],
  ] as const) {
    it(`is that of the full matrix, and symmetric (${coordinates}, ${kind})`, () => {
      const count = 3000;
      const made = stations(count, 2);
      const data = coordinates === "plane" ? made : onTheEarth(made);
      const mirror = mirrorsBelow(data, coordinates)(2250, kind);
      const tree = clusterTree(mirror, data, { degree: 6, leaf: 64 });
      const product = kernelProduct(tree, mirrorPlaces(mirror.kernel));
      expect(product.farPairs).toBeGreaterThan(20);
      const random = seededRandom(9);
      const [a, b] = [column(count, () => random() - 0.5), column(count, () => random())];
      const by = (weights: Float64Array) => product.multiply(weights, new Float64Array(count));
      const exact = a.map((_, i) => {
        let sum = 0;
        for (let j = 0; j < count; j++)
          sum += a[j] * mirrorKernel(mirror.kernel, tree.places, i, tree.places, j);
        return sum;
      });
      expect(rms(apart(by(a), exact)) / rms(exact)).toBeLessThan(3e-5);
      const anew = kernelProduct(tree, mirrorPlaces(mirror.kernel), 4e6).multiply(a, new Float64Array(count));
      expect(rms(apart(anew, by(a))) / rms(exact)).toBeLessThan(1e-12);
      const inner = (p: Float64Array, q: Float64Array) => p.reduce((sum, v, k) => sum + v * q[k], 0);
      expect(inner(b, by(a)) / inner(a, by(b))).toBeCloseTo(1, 9);

      const moments = new Float64Array(tree.nodeCount);
      gather(nodeWeights(tree), a, moments);
      const sums = a.map((_, i) =>
        kernelSum(tree, mirror.kernel, a, moments, tree.places.subarray(PLACE * i, PLACE * i + 4)),
      );
      expect(rms(apart(sums, exact)) / rms(exact)).toBeLessThan(3e-5);
    });
  }
});

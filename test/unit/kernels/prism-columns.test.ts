import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../lib/core/random.js";
import { prismGravity } from "../../../lib/kernels/prism.js";
import { gravityOfPrisms } from "../../../lib/kernels/prism-columns.js";

const random = seededRandom(7);
const array = (length: number, low: number, high: number) =>
  Float64Array.from({ length }, () => low + random() * (high - low));
const west = array(40, -5000, 5000);
const south = array(40, -5000, 5000);
const bottom = array(40, -3000, -1000);
const prisms = {
  west,
  east: west.map((w) => w + 10 + 900 * random()),
  south,
  north: south.map((s) => s + 10 + 900 * random()),
  bottom,
  top: bottom.map((b) => b + 10 + 900 * random()),
  density: array(40, -500, 500),
};
const points = {
  easting: array(25, -6000, 6000),
  northing: array(25, -6000, 6000),
  upward: array(25, -3000, 500),
};

describe("the sum over many prisms", () => {
  it("is the sum of what each prism gives", () => {
    const gravity = gravityOfPrisms(points, prisms);
    expect(gravity).toHaveLength(25);
    for (let i = 0; i < 25; i++) {
      let sum = 0;
      for (let k = 0; k < 40; k++) {
        const one = { west: west[k], east: prisms.east[k], south: south[k], north: prisms.north[k] };
        const box = { ...one, bottom: bottom[k], top: prisms.top[k], density: prisms.density[k] };
        sum += prismGravity(points.easting[i], points.northing[i], points.upward[i], box);
      }
      expect(gravity[i] * 1e5).toBeCloseTo(sum * 1e5, 12);
    }
  });

  it("gives NaN at a point without a height alone, and zero without prisms", () => {
    const upward = points.upward.slice();
    upward[3] = Number.NaN;
    const gravity = gravityOfPrisms({ ...points, upward }, prisms);
    expect([...gravity.keys()].filter((i) => Number.isNaN(gravity[i]))).toEqual([3]);
    const none = new Float64Array(0);
    const nothing = {
      west: none,
      east: none,
      south: none,
      north: none,
      bottom: none,
      top: none,
      density: none,
    };
    expect([...gravityOfPrisms(points, nothing)]).toEqual(new Array(25).fill(0));
  });

  it("refuses arrays of different lengths and a prism that is upside down, by name and place", () => {
    expect(() => gravityOfPrisms(points, { ...prisms, top: new Float64Array(39) })).toThrow(
      "prisms.top is an array of 39 values, but must be an array of 40 values",
    );
    expect(() => gravityOfPrisms({ ...points, upward: new Float64Array(1) }, prisms)).toThrow(
      "points.upward",
    );
    const top = prisms.top.slice();
    top[17] = -5000;
    expect(() => gravityOfPrisms(points, { ...prisms, top })).toThrow("prisms.bottom[17]");
  });
});

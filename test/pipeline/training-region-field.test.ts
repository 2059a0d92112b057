import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../../datasets/training-region/bodies.js";
import { cellHeights, nodeHeight } from "../../datasets/training-region/relief.js";
import { cellPolyhedra } from "../../datasets/training-region/terrain-mesh.js";
import {
  isSea,
  pointOnGround,
  pointOnSea,
  REGION,
  type TrueGravity,
  type TruePoint,
  trueGravity,
} from "../../datasets/training-region/world.js";
import { seededRandom } from "../../lib/core/random.js";
import { metresPerDegree } from "../../lib/earth/ellipsoid.js";
import { makePolyhedron } from "../../lib/kernels/polyhedron-mesh.js";
import { dataset } from "../../lib/node/dataset.js";
import { bodiesByQuadrature, standpoint, topographyByQuadrature } from "./training-region-by-quadrature.js";
import { type Vector, wedgePull } from "./wedge-quadrature.js";

const POINTS = 100;
/** Where land and sea meet within the nearest cells, an island, and a summit: places that 100 points may miss. */
const SPECIAL: readonly (readonly [number, number])[] = [
  [106.326, 17.862],
  [106.41, 18.13],
  [105.36, 17.8],
  [106.13, 18.05],
];

/** Points all over the region, on the ground and on the sea, with positions as a survey writes them. */
function somePoints(): TruePoint[] {
  const random = seededRandom(4);
  const [west, east, south, north] = REGION;
  const scattered = Array.from({ length: POINTS - SPECIAL.length }, () => [
    Number((west + (east - west) * random()).toFixed(6)),
    Number((south + (north - south) * random()).toFixed(6)),
  ]);
  return [...SPECIAL, ...scattered].map(([longitude, latitude], k) =>
    (isSea(longitude, latitude) ? pointOnSea : pointOnGround)(`P${k}`, longitude, latitude),
  );
}

describe("the field of the training region", { timeout: 300_000 }, () => {
  let model: Model;
  let points: TruePoint[];
  let truth: TrueGravity[];
  beforeAll(() => {
    model = JSON.parse(readFileSync(join(dataset("training-region").folder, "model.json"), "utf8")) as Model;
    points = somePoints();
    truth = trueGravity(points);
  }, 300_000);

  const differences = (
    component: (truth: TrueGravity) => number,
    second: (point: TruePoint) => number,
  ): number[] => points.map((point, k) => Math.abs(component(truth[k]) - second(point)));
  const stand = (point: TruePoint) => standpoint(point.longitude, point.latitude, point.ellipsoidal_height_m);
  const report = (what: string, errors: number[]): number => {
    const largest = Math.max(...errors);
    console.log(
      `training-region: ${what} at ${errors.length} points: largest difference ${largest.toExponential(1)} mGal`,
    );
    return largest;
  };

  it("has points on land and at sea, on the coast and in the mountains", () => {
    const heights = points.map(({ height_m }) => height_m);
    expect(points).toHaveLength(POINTS);
    expect(heights.filter((height) => Math.abs(height) < 0.001).length).toBeGreaterThan(15);
    expect(heights.filter((height) => height > 500).length).toBeGreaterThan(15);
    expect(heights.filter((height) => height > 0.001 && height < 30).length).toBeGreaterThan(5);
  });

  it("is, for the topography, what numerical cubature gives, to 1e-4 mGal", () => {
    const errors = differences(
      ({ topographic_effect_mgal }) => topographic_effect_mgal,
      (point) => topographyByQuadrature(stand(point)),
    );
    expect(report("topography", errors)).toBeLessThan(1e-4);
  });

  it("is, for the Moho, what numerical cubature of model.json gives, to 1e-4 mGal", () => {
    const errors = differences(
      ({ regional_mgal }) => regional_mgal,
      (point) => bodiesByQuadrature(model.regional, stand(point)),
    );
    expect(report("Moho", errors)).toBeLessThan(1e-4);
  });

  it("is, for the bodies in the crust, what numerical cubature of model.json gives, to 1e-4 mGal", () => {
    const errors = differences(
      ({ residual_mgal }) => residual_mgal,
      (point) => bodiesByQuadrature(model.residual, stand(point)),
    );
    expect(report("bodies", errors)).toBeLessThan(1e-4);
  });

  it("adds up to gravity", () => {
    for (const parts of truth)
      expect(
        parts.normal_gravity_mgal + parts.topographic_effect_mgal + parts.regional_mgal + parts.residual_mgal,
      ).toBeCloseTo(parts.gravity_mgal, 8);
  });
});

describe("the cubature that checks it", () => {
  it("gives the attraction of a cube in the middle of its top face, where the integrand has no bound", () => {
    const corner = (x: number, y: number, z: number): Vector => [x, y, z];
    const wedges = [
      [
        corner(-1, -1, -2),
        corner(1, -1, -2),
        corner(1, 1, -2),
        corner(-1, -1, 0),
        corner(1, -1, 0),
        corner(1, 1, 0),
      ],
      [
        corner(-1, -1, -2),
        corner(1, 1, -2),
        corner(-1, 1, -2),
        corner(-1, -1, 0),
        corner(1, 1, 0),
        corner(-1, 1, 0),
      ],
    ] as const; // prettier-ignore
    const scaled = wedges.map((wedge) => wedge.map((c) => c.map((x) => 50 * x))) as unknown as typeof wedges;
    const pull = scaled.reduce((sum, wedge) => sum + wedgePull(wedge, [0, 0, 0], [0, 0, -1], () => 1), 0);
    // ∫₀¹⁰⁰ Ω(t) dt of a square of half side 50 seen from the distance t: Ω = 4 arcsin(a² / (a² + t²)).
    let expected = 0;
    const steps = 20_000;
    for (let k = 0; k < steps; k++) {
      const t = (100 * (k + 0.5)) / steps;
      expected += (4 * Math.asin(2500 / (2500 + t * t)) * 100) / steps;
    }
    expect(pull / expected).toBeCloseTo(1, 5);
  });
});

describe("the relief of the training region", { timeout: 120_000 }, () => {
  it("has cells whose polyhedra are closed, turned outwards, and hold the volume under their nodes", () => {
    const random = seededRandom(7);
    const cells = Array.from({ length: 60 }, () => [
      12594 + Math.floor(228 * random()),
      2052 + Math.floor(162 * random()),
    ]);
    const kinds = new Set<number>();
    for (const [column, row] of [...cells, ...coastCells(12)]) {
      const { land, sea } = volumesUnderNodes(column, row);
      const bodies = cellPolyhedra(column, row);
      kinds.add(bodies.length);
      for (const body of bodies) {
        const checked = makePolyhedron(body.vertices, body.faces, body.density);
        expect(Array.from(checked.faces)).toEqual(Array.from(body.faces));
        expect(body.volume / checked.volume).toBeCloseTo(1, 9);
        // The area of a 30″ cell there is some 883 m × 922 m; it changes with the latitude and the height.
        const expected = (body.density > 0 ? land : sea) * metresPerDegree(row / 120).longitude * 110_660;
        expect(body.volume / expected).toBeCloseTo(1, 2);
      }
      expect(bodies.map(({ density }) => density)).toEqual([
        ...(land > 0 ? [2670] : []),
        ...(sea > 0 ? [-1640] : []),
      ]);
    }
    expect([...kinds].sort()).toEqual([1, 2]);
  });

  it("has cells of the trapezoid mean of their nodes", () => {
    const { columns, height } = cellHeights();
    const random = seededRandom(9);
    for (let k = 0; k < 40; k++) {
      const column = 12594 + Math.floor(228 * random());
      const row = 2052 + Math.floor(162 * random());
      let sum = 0;
      for (let j = 0; j < 10; j++)
        for (let i = 0; i < 10; i++)
          for (const [a, b] of [
            [0, 0],
            [1, 0],
            [0, 1],
            [1, 1],
          ]) // prettier-ignore
            sum += nodeHeight(10 * column + i + a, 10 * row + j + b) / 400;
      expect(Math.abs(height[(row - 1840) * columns + column - 12384] - sum)).toBeLessThan(0.0051);
    }
  });
});

/** The first 30″ cells of the region in which nodes lie above and below the sea. */
function coastCells(count: number): number[][] {
  const found: number[][] = [];
  for (let row = 2052; row < 2214 && found.length < count; row += 9)
    for (let column = 12700; column < 12822 && found.length < count; column++)
      if (nodeHeight(10 * column, 10 * row) > 0 && nodeHeight(10 * column + 10, 10 * row) < 0)
        found.push([column, row]);
  return found;
}

/** Volumes of a cell's land and sea, metres times square degrees. */
function volumesUnderNodes(column: number, row: number): { land: number; sea: number } {
  let [land, sea] = [0, 0];
  for (let j = 0; j < 10; j++)
    for (let i = 0; i < 10; i++) {
      const [a, b, c, d] = [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ].map(([x, y]) => nodeHeight(10 * column + i + x, 10 * row + j + y)); // prettier-ignore
      for (const three of [
        [a, b, c],
        [a, c, d],
      ]) {
        const above = volumeAbove(three);
        land += above;
        sea += above - (three[0] + three[1] + three[2]) / 6;
      }
    }
  return { land: land / 1200 ** 2, sea: sea > 1e-9 ? sea / 1200 ** 2 : 0 };
}

/** Volume above zero of the surface over a triangle of area 1/2, by its corners' heights. */
function volumeAbove(heights: readonly number[]): number {
  const [low, middle, high] = [...heights].sort((a, b) => a - b);
  const whole = (low + middle + high) / 6;
  if (low >= 0) return whole;
  if (high <= 0) return 0;
  const cap = high ** 3 / (6 * (high - low) * (high - middle));
  if (middle <= 0) return cap;
  return whole + (-low) ** 3 / (6 * (high - low) * (middle - low));
}

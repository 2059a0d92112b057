import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../lib/core/random.js";
import { triangleIntegral } from "../../../../lib/kernels/triangle.js";
import { clippedTriangleIntegral } from "../../../../lib/reduce/terrain/clipped-triangle.js";
import { TerrainWalk } from "../../../../lib/reduce/terrain/station-terrain.js";
import { coverage, type Rectangle } from "../../../../lib/reduce/terrain/terrain-model.js";
import { type MadeDem, modelOf, settingsOf } from "./made-terrain.js";
import { correctionByQuadrature } from "./terrain-by-quadrature.js";

const GRHO = 6.6743e-11 * 2670 * 1e5;
const settings = settingsOf({
  slopes: true,
  radius: 4000,
  tolerance: 0.002,
  hasSea: false,
  reconciles: true,
  airborne: false,
});

const hills = (x: number, y: number): number =>
  700 + 260 * Math.sin(x / 2300) * Math.cos(y / 1900) + 90 * Math.sin(x / 700 + 2 * Math.sin(y / 900));

describe("a triangle that is cut at the sides of a rectangle", () => {
  it("has the pieces' integrals as its sum, and nothing in a rectangle beside it", () => {
    const random = seededRandom(3);
    for (let n = 0; n < 50; n++) {
      const at = () => 400 * (random() - 0.5);
      const [a, b, c] = [0, 1, 2].map(() => [at(), at(), at() / 4] as const);
      const isTurned = (b[0] - a[0]) * (c[1] - a[1]) < (b[1] - a[1]) * (c[0] - a[0]);
      const corners = isTurned ? [...a, ...c, ...b] : [...a, ...b, ...c];
      const lines = [-200, at() / 2, 200].sort((one, other) => one - other);
      let sum = 0;
      for (const i of [0, 1])
        for (const j of [0, 1])
          sum += clippedTriangleIntegral(corners, {
            ...{ west: lines[i], east: lines[i + 1], south: lines[j], north: lines[j + 1] },
          });
      const whole = triangleIntegral(...(corners as Parameters<typeof triangleIntegral>));
      expect(Math.abs(sum - whole)).toBeLessThan(1e-9 * Math.abs(whole) + 1e-9);
      const beside = { west: 201, east: 300, south: -200, north: 200 };
      expect(clippedTriangleIntegral(corners, beside)).toBe(0);
    }
  });
});

/** Heights of a model that is bent to a station: its nine heights a cell, lifted, with a fan of triangles between. */
function bentSurface(walk: TerrainWalk, station: { x: number; y: number; height: number }, cell: number) {
  const lift = station.height - walk.surface(station.x, station.y);
  const reach = 1.5 * cell;
  const lifted = (x: number, y: number): Corner => {
    const distance = Math.hypot(x - station.x, y - station.y);
    return [x, y, walk.surface(x, y) + lift * Math.max(0, 1 - distance / reach)];
  };
  const cells = new Map<string, readonly Corner[]>();
  return (x: number, y: number): number => {
    const [west, south] = [
      cell * Math.floor((x - 100) / cell) + 100,
      cell * Math.floor((y - 100) / cell) + 100,
    ];
    const key = `${west} ${south}`;
    const fan = cells.get(key) ?? fanOf(west, south);
    cells.set(key, fan);
    for (let k = 1; k < 9; k++) {
      const height = heightIn(fan[0], fan[k], fan[(k % 8) + 1], x, y);
      if (height !== undefined) return height;
    }
    throw new Error(`no triangle at ${x}, ${y}`);
  };

  function fanOf(west: number, south: number): Corner[] {
    const [x, y] = [west + cell / 2, south + cell / 2];
    const nearest = [
      Math.min(west + cell, Math.max(west, station.x)),
      Math.min(south + cell, Math.max(south, station.y)),
    ];
    const distance = Math.hypot(nearest[0] - station.x, nearest[1] - station.y);
    const middle = distance <= cell / 4 ? lifted(nearest[0], nearest[1]) : lifted(x, y);
    const ring = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => {
      const turn = (k * Math.PI) / 4;
      return lifted(
        x + (cell / 2) * Math.round(Math.SQRT2 * Math.cos(turn)),
        y + (cell / 2) * Math.round(Math.SQRT2 * Math.sin(turn)),
      );
    });
    return [middle, ...ring];
  }
}

type Corner = readonly [number, number, number];

/** Height of a triangle's plane at a place, if that lies in the triangle. */
function heightIn(a: Corner, b: Corner, c: Corner, x: number, y: number): number | undefined {
  const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  if (Math.abs(area) < 1e-9) return undefined;
  const u = ((x - a[0]) * (c[1] - a[1]) - (y - a[1]) * (c[0] - a[0])) / area;
  const w = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / area;
  const isIn = u >= -1e-9 && w >= -1e-9 && u + w <= 1 + 1e-9;
  return isIn ? a[2] + u * (b[2] - a[2]) + w * (c[2] - a[2]) : undefined;
}

describe("a station beside the border of a finer model", { timeout: 120_000 }, () => {
  const agm = (a: number, b: number): number =>
    Math.abs(a - b) < 1e-14 ? a : agm((a + b) / 2, Math.sqrt(a * b));
  const outerOf = (height: MadeDem["height"]): MadeDem => ({
    ...{ columns: 51, rows: 51, west: -5100, south: -5100, cell: 200, height },
  });
  const innerOf = (height: MadeDem["height"]): MadeDem => ({
    ...{ columns: 80, rows: 90, west: 190, south: -1250, cell: 25, height },
  });
  const nested = (height: MadeDem["height"], fineHeight = height) => {
    const fine = modelOf(innerOf(fineHeight), settings);
    const outer = outerOf(height);
    return new TerrainWalk([fine, modelOf(outer, settings, [coverage(fine.frame)])], settings);
  };

  it("on a ramp of any slope has the ramp's correction, 2πGρR (1 − 1/agm(1, √(1 + tan²)))", () => {
    for (const slope of [0.2, 0.6, 1]) {
      const ramp = (x: number, y: number) => 9000 + slope * (0.8 * x + 0.6 * y);
      const exact = 2 * Math.PI * GRHO * 4000 * (1 - 1 / agm(1, Math.sqrt(1 + slope * slope)));
      const walk = nested(ramp);
      for (const x of [-40, 110, 150, 180, 189.9, 190.1, 230]) {
        const { correction } = walk.correct({ x, y: 35, height: ramp(x, 35) });
        expect(Math.abs(correction - exact), `slope ${slope}, ${x} m`).toBeLessThan(0.002 + 3e-4 * exact);
      }
    }
  });

  it("is bent to as if the other model were not there, where its cells are cut", () => {
    const whole: MadeDem = { columns: 19, rows: 19, west: -5700, south: -5700, cell: 600, height: hills };
    const hole = { west: 110, east: 1900, south: -800, north: 640 };
    const far = 1e6;
    const around: Rectangle[] = [
      { west: -far, east: hole.west, south: -far, north: far },
      { west: hole.east, east: far, south: -far, north: far },
      { west: hole.west, east: hole.east, south: -far, north: hole.south },
      { west: hole.west, east: hole.east, south: hole.north, north: far },
    ];
    const walks = [[], [hole], around].map(
      (holes) => new TerrainWalk([modelOf(whole, settings, holes)], settings),
    );
    for (const [x, y, lift] of [
      [60, 20, 45],
      [-350, -500, -70],
      [180, 30, 25],
    ]) {
      const station = { x, y, height: walks[0].surface(x, y) + lift };
      const [all, outside, inside] = walks.map((walk) => walk.correct(station));
      expect(Math.abs(outside.correction + inside.correction - all.correction)).toBeLessThan(1e-3);
      expect(Math.abs(outside.reconciled + inside.reconciled - all.reconciled)).toBeLessThan(1e-9);
      expect(Math.abs(outside.reconciled)).toBeGreaterThan(0.1);
    }
  });

  it("has what quadrature says of a surface that is bent by the definition, cell by cell", () => {
    const canopy = 30; // the coarser model shows the tops of trees
    const walk = nested((x, y) => hills(x, y) + canopy, hills);
    const trees = new TerrainWalk(
      [
        modelOf(
          outerOf((x, y) => hills(x, y) + canopy),
          settings,
        ),
      ],
      settings,
    );
    const border = coverage(modelOf(innerOf(hills), settings).frame);
    for (const [x, y] of [
      [120, 35],
      [-20, -60],
    ]) {
      const station = { x, y, height: hills(x, y) };
      const bent = bentSurface(trees, station, 200);
      const exact = correctionByQuadrature({
        ...{ stationHeight: station.height, radius: 4000, curvature: 0, directions: 1440, steps: 150 },
        height: (east, north) => {
          const [px, py] = [x + east, y + north];
          const isFine = px > border.west && px < border.east && py > border.south && py < border.north;
          return isFine ? walk.surface(px, py) : bent(px, py);
        },
      });
      expect(Math.abs(walk.correct(station).correction - exact)).toBeLessThan(0.002);
    }
  });

  it("stands on ground without a step: a metre to either side of the border changes little", () => {
    const walk = nested((x, y) => hills(x, y) + 12, hills);
    const [one, other] = [109.5, 110.5].map(
      (x) => walk.correct({ x, y: 35, height: hills(x, 35) }).correction,
    );
    expect(Math.abs(one - other)).toBeLessThan(0.25);
  });
});

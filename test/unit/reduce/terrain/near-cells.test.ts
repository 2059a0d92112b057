import { describe, expect, it } from "vitest";
import { slopingCell, surfaceHeight } from "../../../../lib/reduce/terrain/near-cells.js";
import { correctionByQuadrature } from "./terrain-by-quadrature.js";

const R = 6_371_000;
const GRHO = 6.6743e-11 * 2670 * 1e5;
const side = 1850;
const shapes: Record<string, (u: number, v: number) => number> = {
  slope: (u, v) => 800 + 300 * u + 100 * v,
  valley: (u) => 800 + 600 * Math.abs(u),
  hill: (u, v) => 1000 - 400 * Math.max(Math.abs(u), Math.abs(v)) + 100 * v,
};

describe("one sloping cell of 1,850 m on the sphere", { timeout: 120_000 }, () => {
  // All around it the ground is at the station's level, so that the quadrature sees nothing else.
  for (const [name, shape] of Object.entries(shapes))
    for (const [x, y] of [
      [0, 0],
      [400, -300],
      [1850, 600],
    ])
      it(`that is a ${name}, ${x} m east and ${y} m north of the station, is what quadrature says`, () => {
        const vertices = Float64Array.from({ length: 9 }, (_, k) =>
          shape(((k % 3) - 1) / 2, (Math.floor(k / 3) - 1) / 2),
        );
        const isOwn = Math.abs(x) < side / 2;
        const stationHeight = isOwn ? surfaceHeight(vertices, -x / side, -y / side) : 1100;
        const surfaces = {
          ...{ count: 1, height: Float64Array.of(vertices[4]), share: Float64Array.of(1) },
          ...{ slopes: Uint8Array.of(1), isSea: false },
        };
        // What the sphere changes is compared, so that the quadrature's own error is on both sides of the difference.
        const [plane, sphere] = [0, 1 / R].map((curvature) => {
          const station = { height: stationHeight, curvature };
          const cell = { x, y, width: side, height: side };
          const exact = correctionByQuadrature({
            ...{ stationHeight, radius: 4000, curvature, directions: 1440, steps: 150 },
            height: (east, north) => {
              const [u, v] = [(east - x) / side, (north - y) / side];
              return Math.abs(u) <= 0.5 && Math.abs(v) <= 0.5 ? surfaceHeight(vertices, u, v) : stationHeight;
            },
          });
          return GRHO * slopingCell(cell, surfaces, vertices, undefined, station) - exact;
        });
        expect(Math.abs(plane)).toBeLessThan(1e-3);
        expect(Math.abs(sphere - plane)).toBeLessThan(1.5e-4);
      });
});

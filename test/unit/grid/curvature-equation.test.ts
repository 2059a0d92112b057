import { describe, expect, it } from "vitest";
import { constraintRows } from "../../../lib/grid/curvature-constraint.js";
import { type CurvatureLevel, makeLevel } from "../../../lib/grid/curvature-level.js";
import { applyRow, relaxRows } from "../../../lib/grid/curvature-relax.js";
import type { NodeData } from "../../../lib/grid/curvature-rows.js";
import { springRows } from "../../../lib/grid/curvature-spring.js";
import { type CurvatureEquation, PATTERN } from "../../../lib/grid/curvature-stencil.js";
import { addInterpolated, averaged, coarserLength } from "../../../lib/grid/curvature-transfer.js";
import { freeEquation, largest, seeded } from "./surfaces.js";

/** `r = f - A u`. */
function residual(level: CurvatureLevel, u: Float64Array, f: Float64Array, r: Float64Array): void {
  for (let j = 0; j < level.ny; j++) applyRow(level, u, j, r, j * level.nx);
  for (let k = 0; k < r.length; k++) r[k] = f[k] - r[k];
}

const NO_DATA: NodeData = {
  column: new Float64Array(0),
  row: new Float64Array(0),
  values: new Float64Array(0),
  weight: new Float64Array(0),
};

function equation(nx: number, ny: number, alpha: number, tension: number, edgeTension: number) {
  return { nx, ny, alpha, loose: 1 - tension, tension, edgeTension };
}

/** The finest grid's equations. */
function levelOf(equation: CurvatureEquation, data: NodeData): CurvatureLevel {
  return makeLevel(equation, constraintRows(equation, data), 1);
}

function oneDatum(column: number, row: number, value: number): NodeData {
  return {
    column: Float64Array.of(column),
    row: Float64Array.of(row),
    values: Float64Array.of(value),
    weight: Float64Array.of(1),
  };
}

const SETTINGS = [
  [9, 7, 1, 0, 0],
  [6, 11, 1, 0.25, 0.25],
  [5, 5, 0.6, 0.75, 0.3],
  [4, 8, 1.7, 0, 0.5],
  [4, 4, 1, 0.25, 1],
  [12, 4, 0.9, 1, 0.2],
] as const;

describe("the free equation", () => {
  for (const [nx, ny, alpha, tension, edge] of SETTINGS) {
    it(`equals the one with helper nodes written out, at every node of ${nx} by ${ny}, α ${alpha}, T ${tension}, edge ${edge}`, () => {
      const random = seeded(nx * ny);
      const values = Float64Array.from({ length: nx * ny }, () => random() - 0.5);
      const level = levelOf(equation(nx, ny, alpha, tension, edge), NO_DATA);
      const r = new Float64Array(nx * ny);
      residual(level, values, new Float64Array(nx * ny), r);
      const expected = freeEquation({ nx, ny, values }, alpha, tension, edge);
      // The library divides each node's equation by the node's own coefficient; find that by a unit impulse.
      for (let k = 0; k < nx * ny; k++) {
        const impulse = new Float64Array(nx * ny);
        impulse[k] = 1;
        const own = freeEquation({ nx, ny, values: impulse }, alpha, tension, edge)[k];
        expect(-r[k] * own).toBeCloseTo(expected[k], 10);
      }
    });
  }

  it("is zero for every plane at T = 0", () => {
    const level = levelOf(equation(8, 9, 1.3, 0, 0), NO_DATA);
    const plane = Float64Array.from({ length: 72 }, (_, k) => 3 + 2 * (k % 8) - 5 * Math.floor(k / 8));
    const r = new Float64Array(72);
    residual(level, plane, new Float64Array(72), r);
    expect(largest(r)).toBeLessThan(1e-12);
  });
});

describe("the equation of a node that a datum holds", () => {
  it("takes the Laplacian of every quadratic surface exactly, in all four quadrants and at unequal spacings", () => {
    const random = seeded(5);
    for (const alpha of [1, 0.5, 1.4]) {
      for (const [dx, dy] of [
        [0.3, 0.2],
        [-0.4, 0.1],
        [-0.25, -0.45],
        [0.05, -0.3],
        [0.4, 0],
        [0, -0.2],
      ]) {
        const q = Array.from({ length: 6 }, () => random() - 0.5);
        const surface = (x: number, y: number) =>
          q[0] + q[1] * x + q[2] * y + q[3] * x * x + q[4] * x * y + q[5] * y * y;
        const tension = 0.25;
        const rows = constraintRows(
          equation(9, 9, alpha, tension, 0),
          oneDatum(4 + dx, 4 + dy, surface(dx, dy)),
        );
        let left = 0;
        for (let k = 0; k < PATTERN.length; k++)
          left += rows.coefficients[k] * surface(PATTERN[k][0], PATTERN[k][1]);
        // A quadratic surface has no fourth derivative, so only the tension of its constant Laplacian is left.
        const laplacian = 2 * q[3] + alpha * alpha * 2 * q[5];
        expect((left - rows.target[0]) * rows.pivot[0]).toBeCloseTo(-tension * laplacian, 10);
      }
    }
  });

  it("is the datum itself where the datum stands on the node", () => {
    const rows = constraintRows(equation(9, 9, 1, 0.25, 0.25), oneDatum(3, 5, 7));
    expect([...rows.coefficients]).toEqual([1, ...new Array(12).fill(0)]);
    expect(rows.target[0]).toBe(7);
  });

  it("is shared by the two nodes, or four, that are equally near", () => {
    expect(constraintRows(equation(9, 9, 1, 0, 0), oneDatum(3.5, 5, 1)).column).toEqual(Int32Array.of(3, 4));
    expect(constraintRows(equation(9, 9, 1, 0, 0), oneDatum(3.5, 5.5, 1)).column.length).toBe(4);
  });

  it("takes several data of a node as their weighted mean at their weighted mean position", () => {
    const both: NodeData = {
      column: Float64Array.of(4.1, 4.4),
      row: Float64Array.of(3.7, 4),
      values: Float64Array.of(10, 40),
      weight: Float64Array.of(2, 1),
    };
    const rows = constraintRows(equation(9, 9, 1, 0.25, 0), both);
    const mean = constraintRows(equation(9, 9, 1, 0.25, 0), oneDatum(4.2, 3.8, 20));
    expect(rows.column).toEqual(mean.column);
    expect(largest(rows.coefficients.map((v, k) => v - mean.coefficients[k]))).toBeLessThan(1e-12);
    expect(rows.target[0]).toBeCloseTo(mean.target[0], 12);
  });
});

describe("springs on coarse grids", () => {
  it("make symmetric equations away from the edges", () => {
    const random = seeded(3);
    const n = 60;
    const data: NodeData = {
      column: Float64Array.from({ length: n }, () => 8 + random() * 14),
      row: Float64Array.from({ length: n }, () => 8 + random() * 14),
      values: new Float64Array(n),
      weight: new Float64Array(n).fill(1),
    };
    const [nx, ny] = [16, 16];
    const rows = springRows(equation(nx, ny, 1, 0.25, 0.25), data, 2, 1.5);
    const entry = new Map<string, number>();
    for (let j = 0; j < ny; j++) {
      for (let c = rows.rowStart[j]; c < rows.rowStart[j + 1]; c++) {
        for (let k = 0; k < PATTERN.length; k++) {
          const to = (j + PATTERN[k][1]) * nx + rows.column[c] + PATTERN[k][0];
          entry.set(`${j * nx + rows.column[c]} ${to}`, rows.coefficients[c * 13 + k] * rows.pivot[c]);
        }
      }
    }
    for (const [pair, value] of entry) {
      const mirrored = entry.get(pair.split(" ").reverse().join(" "));
      if (mirrored !== undefined) expect(mirrored).toBeCloseTo(value, 9);
    }
    expect(entry.size).toBeGreaterThan(300);
  });
});

describe("relaxation", () => {
  it("gives the same, forward and backward, as solving each node's equation one by one", () => {
    const [nx, ny] = [11, 9];
    const random = seeded(8);
    const data: NodeData = {
      column: Float64Array.from({ length: 12 }, () => random() * (nx - 1)),
      row: Float64Array.from({ length: 12 }, () => random() * (ny - 1)),
      values: Float64Array.from({ length: 12 }, () => random()),
      weight: new Float64Array(12).fill(1),
    };
    const level = levelOf(equation(nx, ny, 1.2, 0.25, 0.4), data);
    for (const backward of [false, true]) {
      const u = Float64Array.from({ length: nx * ny }, () => random());
      const f = Float64Array.from({ length: nx * ny }, () => random());
      const slow = u.slice();
      const r = new Float64Array(nx * ny);
      for (let n = 0; n < nx * ny; n++) {
        const k = backward ? nx * ny - 1 - n : n;
        residual(level, slow, f, r); // the residual of a node, divided by its coefficient, is its move
        slow[k] += r[k];
      }
      relaxRows(level, u, f, 0, ny, 1, backward);
      expect(largest(u.map((v, k) => v - slow[k]))).toBeLessThan(1e-12);
    }
  });

  it("gives the same where a second relaxation follows two rows behind the first", () => {
    const [nx, ny] = [11, 9];
    const random = seeded(9);
    const level = levelOf(equation(nx, ny, 1.2, 0.25, 0.4), NO_DATA);
    for (const backward of [false, true]) {
      const u = Float64Array.from({ length: nx * ny }, () => random());
      const f = Float64Array.from({ length: nx * ny }, () => random());
      const inTurn = u.slice();
      for (let sweep = 0; sweep < 3; sweep++) relaxRows(level, inTurn, f, 2, 8, 1, backward);
      relaxRows(level, u, f, 2, 8, 3, backward);
      expect(u).toEqual(inTurn);
    }
  });
});

describe("ways between grids", () => {
  it("interpolate a plane exactly and average it exactly, for odd and even numbers of nodes", () => {
    for (const [nx, ny] of [
      [9, 7],
      [8, 6],
      [10, 11],
    ]) {
      const [mx, my] = [coarserLength(nx), coarserLength(ny)];
      const plane = (x: number, y: number) => 2 - 3 * x + 0.5 * y;
      const coarse = Float64Array.from({ length: mx * my }, (_, k) =>
        plane(2 * (k % mx), 2 * Math.floor(k / mx)),
      );
      const fine = new Float64Array(nx * ny);
      addInterpolated(coarse, fine, nx, ny);
      for (let k = 0; k < nx * ny; k++) expect(fine[k]).toBeCloseTo(plane(k % nx, Math.floor(k / nx)), 12);
      const back = new Float64Array(mx * my);
      const row = (j: number, to: Float64Array) => to.set(fine.subarray(j * nx, (j + 1) * nx));
      averaged(row, nx, ny, back, 1);
      for (let j = 1; 2 * j < ny - 1; j++) {
        for (let i = 1; 2 * i < nx - 1; i++) expect(back[j * mx + i]).toBeCloseTo(coarse[j * mx + i], 12);
      }
    }
  });
});

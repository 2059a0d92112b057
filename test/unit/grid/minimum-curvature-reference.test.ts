import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitMinimumCurvature, minimumCurvature } from "../../../lib/grid/minimum-curvature.js";
import { gauss } from "./gauss.js";
import { difference, largest, rms, seeded } from "./surfaces.js";

const REFERENCE = new URL("../../../../shared/realdata/gmt-reference/", import.meta.url);
const missing = existsSync(REFERENCE) ? false : "skipped: ../shared/realdata/gmt-reference is not there";
if (missing) console.warn(missing);

function table(name: string): number[][] {
  const lines = readFileSync(new URL(name, REFERENCE), "utf8").trim().split("\n");
  return lines.map((line) => line.split(/\s+/).map(Number));
}

describe("minimum curvature against GMT 6.4 surface -Qr on Davis's Table 5.11", () => {
  const rows = missing ? [] : table("Table_5_11.txt");
  const values = Float64Array.from(rows, (row) => row[2]);
  const range = values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 1e9);
  const gmt = (tension: number): Float64Array => {
    const grid = new Float64Array(36 * 36);
    for (const [x, y, z] of table(`surface_Table_5_11_T${tension}.xyz`)) {
      grid[Math.round(5 * y) * 36 + Math.round(5 * x)] = z;
    }
    return grid;
  };
  const away = (tension: number, coordinate: (v: number) => number): { rms: number; largest: number } => {
    const points = {
      x: Float64Array.from(rows, (row) => coordinate(row[0])),
      y: Float64Array.from(rows, (row) => coordinate(row[1])),
      values,
    };
    const options = { region: [0, 7, 0, 7], spacing: 0.2, tension, convergence: 1e-8 } as const;
    const miss = difference(minimumCurvature(points, options).result.values, gmt(tension));
    return { rms: rms(miss) / range, largest: largest(miss) / range };
  };

  for (const tension of [0, 0.25, 0.75]) {
    it.skipIf(missing)(
      `is within 1 % of the data range (rms) at T = ${tension}, data half-way between nodes shared`,
      () => {
        expect(away(tension, (v) => v).rms).toBeLessThan(0.01);
      },
    );

    it.skipIf(missing)(
      `is within 0.02 % (rms) at T = ${tension} once such data fall to the same side as in GMT`,
      () => {
        // GMT keeps coordinates as 32-bit floats and rounds a half up.
        expect(away(tension, (v) => Math.fround(v) + 1e-8).rms).toBeLessThan(0.0002);
      },
    );
  }
});

describe("minimum curvature against the biharmonic spline", () => {
  it("comes to it as the spacing shrinks", () => {
    const random = seeded(17);
    const n = 25;
    // Spread out, so that even the coarsest grid can tell the points apart.
    const x = Float64Array.from({ length: n }, (_, k) => 0.2 + 0.15 * (k % 5) + 0.08 * (random() - 0.5));
    const y = Float64Array.from(
      { length: n },
      (_, k) => 0.2 + 0.15 * Math.floor(k / 5) + 0.08 * (random() - 0.5),
    );
    const values = Float64Array.from({ length: n }, () => 100 * random());
    const spline = biharmonicSpline(x, y, values);
    const probes = { x: new Float64Array(400), y: new Float64Array(400) };
    for (let k = 0; k < 400; k++) {
      probes.x[k] = 0.1 + 0.8 * random();
      probes.y[k] = 0.1 + 0.8 * random();
    }
    const truth = probes.x.map((p, k) => spline(p, probes.y[k]));
    const away = [32, 64, 128, 256].map((cells) => {
      // The spline knows no edge. Its own values on two rows of nodes around the grid tell the edge what it does
      // there; data that lie on a spline do not change it.
      const rim = { x: [...x], y: [...y], values: [...values] };
      for (let j = 0; j <= cells; j++) {
        for (let i = 0; i <= cells; i++) {
          if (Math.min(i, j, cells - i, cells - j) > 1) continue;
          rim.x.push(i / cells);
          rim.y.push(j / cells);
          rim.values.push(spline(i / cells, j / cells));
        }
      }
      const points = {
        x: Float64Array.from(rim.x),
        y: Float64Array.from(rim.y),
        values: Float64Array.from(rim.values),
      };
      const options = { region: [0, 1, 0, 1], spacing: 1 / cells, tension: 0, convergence: 1e-7 } as const;
      return rms(difference(fitMinimumCurvature(points, options).predict(probes), truth));
    });
    console.log(
      `rms distance to the biharmonic spline (data range 100) at 32, 64, 128, 256 cells: ${away.map((a) => a.toPrecision(3)).join(", ")}`,
    );
    // A datum pulls at its nearest node, at most 0.7 spacings away, so the distance shrinks with the spacing.
    for (let k = 1; k < away.length; k++) expect(away[k]).toBeLessThan(0.7 * away[k - 1]);
    expect(away[3]).toBeLessThan(away[0] / 6);
  });
});

/** `Σ w r² (ln r - 1) + a + b x + c y` through the points (Sandwell 1987), solved densely. */
function biharmonicSpline(
  x: Float64Array,
  y: Float64Array,
  values: Float64Array,
): (px: number, py: number) => number {
  const n = x.length;
  const green = (r2: number): number => (r2 > 0 ? r2 * (0.5 * Math.log(r2) - 1) : 0);
  const rows = Array.from({ length: n + 3 }, (_, i) => {
    const tail = i < n ? [1, x[i], y[i], values[i]] : [0, 0, 0, 0];
    const head = Array.from({ length: n }, (_, j) =>
      i < n ? green((x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2) : [1, x[j], y[j]][i - n],
    );
    return [...head, ...tail];
  });
  const w = gauss(
    rows.map((row) => row.slice(0, -1)),
    rows.map((row) => row[row.length - 1]),
  );
  return (px, py) => {
    let sum = w[n] + w[n + 1] * px + w[n + 2] * py;
    for (let j = 0; j < n; j++) sum += w[j] * green((px - x[j]) ** 2 + (py - y[j]) ** 2);
    return sum;
  };
}

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitMinimumCurvature } from "../../lib/grid/minimum-curvature.js";
import type { Points } from "../../lib/grid/points.js";
import { fitSpline } from "../../lib/grid/spline.js";
import { realData } from "./real-data.js";

const folder = realData("gmt-reference");
const readme = readFileSync(new URL("../../lib/grid/README.md", import.meta.url), "utf8");

/** Davis's Table 5.11: 52 heights. */
function davis(): Points {
  const rows = readFileSync(`${folder}Table_5_11.txt`, "utf8").trim().split("\n");
  const table = rows.map((row) => row.split(/\s+/).map(Number));
  const column = (k: number): Float64Array => Float64Array.from(table, (row) => row[k]);
  return { x: column(0), y: column(1), values: column(2) };
}

describe.skipIf(folder === undefined)("minimum curvature at no tension and the biharmonic spline", () => {
  const points =
    folder === undefined
      ? { x: new Float64Array(0), y: new Float64Array(0), values: new Float64Array(0) }
      : davis();
  const range = 960 - 690;
  const places = Array.from({ length: 55 ** 2 }, (_, k) => [
    0.5 + (k % 55) / 9.7,
    0.5 + Math.floor(k / 55) / 9.7,
  ]);
  const probes = { x: Float64Array.from(places, ([x]) => x), y: Float64Array.from(places, ([, y]) => y) };
  const spline = folder === undefined ? undefined : fitSpline(points, { smoothing: 0 });
  const at = spline?.predict(probes) as Float64Array;
  const away = (surface: {
    predict: (at: typeof probes) => Float64Array;
  }): { rms: number; largest: number } => {
    const errors = surface.predict(probes).map((value, k) => value - at[k]);
    return {
      rms: (100 * Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length)) / range,
      largest: (100 * errors.reduce((most, e) => Math.max(most, Math.abs(e)), 0)) / range,
    };
  };
  const printed = (v: number): string => v.toPrecision(2);

  /** The spline knows no edge: its own values on the two outer rows of nodes tell the edge what it does there. */
  function withRim(cells: number): Points {
    const rim: { x: number[]; y: number[] } = { x: [], y: [] };
    for (let j = 0; j <= cells; j++)
      for (let i = 0; i <= cells; i++)
        if (Math.min(i, j, cells - i, cells - j) <= 1) {
          rim.x.push((7 * i) / cells);
          rim.y.push((7 * j) / cells);
        }
    const [x, y] = [Float64Array.from(rim.x), Float64Array.from(rim.y)];
    const values = spline?.predict({ x, y }) as Float64Array;
    const both = (a: Float64Array, b: Float64Array): Float64Array => Float64Array.from([...a, ...b]);
    return { x: both(points.x, x), y: both(points.y, y), values: both(points.values, values) };
  }

  it("come together in proportion to the spacing, as the document says", () => {
    const found = [0.2, 0.1, 0.05, 0.025].map((spacing) => {
      const cells = Math.round(7 / spacing);
      const options = { region: [0, 7, 0, 7], spacing: 7 / cells, tension: 0, convergence: 1e-8 } as const;
      return { spacing, ...away(fitMinimumCurvature(withRim(cells), options)) };
    });
    const rows = found.map(({ spacing, rms, largest }, k) => {
      const rate = k === 0 ? "" : printed(Math.log2(found[k - 1].rms / rms));
      return `| ${spacing} | ${printed(rms)} % | ${printed(largest)} % | ${rate} |`;
    });
    for (const [k, { rms }] of found.entries()) if (k > 0) expect(rms).toBeLessThan(0.62 * found[k - 1].rms);
    expect(found[3].rms).toBeLessThan(0.2);
    expect(readme).toContain(rows.join("\n"));
  });

  it("part where the edge of the grid is near the points, as the document says", () => {
    const found = [0, 3.5, 7, 14].map((margin) => {
      const region = [-margin, 7 + margin, -margin, 7 + margin] as const;
      return {
        margin,
        ...away(fitMinimumCurvature(points, { region, spacing: 0.1, tension: 0, convergence: 1e-8 })),
      };
    });
    const rows = found.map(
      ({ margin, rms, largest }) => `| ${margin} | ${printed(rms)} % | ${printed(largest)} % |`,
    );
    expect(found[3].rms).toBeLessThan(found[0].rms / 2);
    expect(readme).toContain(rows.join("\n"));
  });
});

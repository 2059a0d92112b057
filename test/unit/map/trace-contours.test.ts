import { contours } from "d3-contour";
import { describe, expect, it } from "vitest";
import { traceContours } from "../../../lib/map/trace-contours.js";
import { seededRandom } from "./test-grids.js";

const [WIDTH, HEIGHT] = [37, 29];

/** White noise: as many saddles, rings and ends as a field can have. */
function noise(seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: WIDTH * HEIGHT }, () => 10 * random());
}

const sideOf = (x: number, y: number): string =>
  Number.isInteger(y) ? `along row ${y} after ${Math.floor(x)}` : `along column ${x} after ${Math.floor(y)}`;

describe("traceContours", () => {
  const levels = Float64Array.of(1, 3.5, 5, 8.25);

  it("crosses the same sides of cells as d3-contour, each once", () => {
    const values = noise(1);
    traceContours(values, WIDTH, levels).forEach((lines, k) => {
      const ours = lines.flatMap(({ columns, rows, closed }) =>
        Array.from(columns, (x, i) => sideOf(x, rows[i])).slice(closed ? 1 : 0),
      );
      const areas = contours().size([WIDTH, HEIGHT]).smooth(false).contour(Array.from(values), levels[k]);
      // Its vertices are the middles of sides, counted from half a cell before the first sample; areas are closed
      // along the field's edge, which is no contour.
      const theirs = areas.coordinates
        .flat()
        .flatMap((ring) => ring.slice(1).map(([x, y]) => [x - 0.5, y - 0.5]))
        .filter(([x, y]) => x >= 0 && y >= 0 && x <= WIDTH - 1 && y <= HEIGHT - 1)
        .map(([x, y]) => sideOf(x, y));
      expect(ours.length).toBeGreaterThan(100);
      expect(ours.sort()).toEqual(theirs.sort());
    });
  });

  it("has the level on every side by linear interpolation, and the higher samples on the left", () => {
    const values = noise(2);
    const at = (column: number, row: number): number => values[row * WIDTH + column];
    traceContours(values, WIDTH, levels).forEach((lines, k) => {
      for (const { columns, rows } of lines) {
        for (let i = 0; i < columns.length; i++) {
          const [column, row] = [Math.floor(columns[i]), Math.floor(rows[i])];
          const [s, t] = [columns[i] - column, rows[i] - row];
          const here = at(column, row);
          const value =
            s > 0 ? here + s * (at(column + 1, row) - here) : here + t * (at(column, row + 1) - here);
          expect(value).toBeCloseTo(levels[k], 9);
          if (i === 0) continue;
          // Of the two samples at this vertex's side, the one on the left of the way here is the higher.
          const [from, to] = [at(column, row), s > 0 ? at(column + 1, row) : at(column, row + 1)];
          const [dx, dy] = [columns[i] - columns[i - 1], rows[i] - rows[i - 1]];
          const endIsLeft = s > 0 ? -dy > 0 : dx > 0;
          expect(endIsLeft ? to > from : from > to).toBe(true);
        }
      }
    });
  });

  it("joins the corners of a saddle that its middle belongs to", () => {
    const saddle = (low: number): Float64Array => Float64Array.of(10, low, low, 10);
    // Mean 6 is above 5: the high corners are joined, and each low corner is cut off by a line of its own.
    const joined = traceContours(saddle(2), 2, Float64Array.of(5))[0];
    for (const { columns, rows } of joined) {
      const middle = [columns, rows].map((line) => (line[0] + line[1]) / 2);
      expect((middle[0] - 0.5) * (middle[1] - 0.5)).toBeLessThan(0);
    }
    const apart = traceContours(saddle(-2), 2, Float64Array.of(5))[0];
    for (const { columns, rows } of apart) {
      const middle = [columns, rows].map((line) => (line[0] + line[1]) / 2);
      expect((middle[0] - 0.5) * (middle[1] - 0.5)).toBeGreaterThan(0);
    }
    expect([joined.length, apart.length]).toEqual([2, 2]);
  });

  it("neither enters nor follows holes, and closes rings around them only where there is a line", () => {
    const values = noise(3);
    for (const hole of [0, 5, 400, 401, 402, WIDTH * HEIGHT - 1]) values[hole] = Number.NaN;
    values[700] = Number.POSITIVE_INFINITY;
    const whole = (cell: number): boolean =>
      [0, 1, WIDTH, WIDTH + 1].every((step) => Number.isFinite(values[cell + step]));
    for (const { columns, rows, closed } of traceContours(values, WIDTH, levels).flat()) {
      for (let i = 1; i < columns.length; i++) {
        const column = Math.floor((columns[i] + columns[i - 1]) / 2);
        const row = Math.floor((rows[i] + rows[i - 1]) / 2);
        expect(whole(row * WIDTH + column)).toBe(true);
      }
      const last = columns.length - 1;
      expect(closed).toBe(columns[0] === columns[last] && rows[0] === rows[last]);
    }
  });
});

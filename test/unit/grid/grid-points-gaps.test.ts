import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { seededRandom } from "../../../lib/core/random.js";
import { gridPoints, gridPointsAsync } from "../../../lib/grid/grid-points.js";
import { threadPool } from "../../../lib/node/thread-pool.js";

/** Points at random in a square of 100 km, but for a disk of some radius around the middle. */
function survey(count: number, hole: number, seed = 5): Columns {
  const random = seededRandom(seed);
  const places: [number, number][] = [];
  while (places.length < count) {
    const [x, y] = [100e3 * random(), 100e3 * random()];
    if (Math.hypot(x - 50e3, y - 50e3) > hole) places.push([x, y]);
  }
  const [easting_m, northing_m] = [0, 1].map((k) => Float64Array.from(places, (place) => place[k]));
  const height_m = easting_m.map((x, k) => 10 * Math.sin(x / 9e3) * Math.cos(northing_m[k] / 7e3));
  return { easting_m, northing_m, height_m };
}

const linear = { column: "height_m", spacing: "1km", method: "linear" } as const;
const curved = { ...linear, method: "minimum-curvature" } as const;

describe("warnings of where a grid has no data", () => {
  it("names the place, the size and the distance of a gap", () => {
    const { report } = gridPoints(survey(900, 20e3), curved);
    const [warning] = report.warnings.filter((text) => text.includes("gaps of the data"));
    const [, share, x, y, distance] =
      /About (\d+) % .* at ([\d.]+), ([\d.]+) the nearest point is ([\d.]+) km/.exec(warning) as string[];
    expect(Math.hypot(Number(x) - 50e3, Number(y) - 50e3)).toBeLessThan(4e3);
    expect(Math.abs(Number(distance) - 20)).toBeLessThan(2.5);
    expect(Number(share)).toBeGreaterThan(1);
    expect(Number(share)).toBeLessThan(13); // the whole hole is 12.6 % of the square
  });

  it("is silent where points are strewn at random, and over parallel lines", () => {
    for (const seed of [1, 2, 3, 4, 5])
      expect(gridPoints(survey(900, 0, seed), curved).report.warnings.join()).not.toMatch(/gaps|beyond/);
    const at = Array.from({ length: 1100 }, (_, k) => [1000 * (k % 100), 10e3 * Math.floor(k / 100)]);
    const lines = {
      easting_m: Float64Array.from(at, ([x]) => x),
      northing_m: Float64Array.from(at, ([, y]) => y),
      height_m: Float64Array.from(at, ([x, y]) => Math.sin(x / 2e4) + y / 1e4),
    };
    expect(gridPoints(lines, curved).report.warnings).toEqual([]);
  });

  it("says how far the surface goes beyond the points, unless it is masked there", () => {
    const wide = { ...curved, region: [-50e3, 150e3, 0, 100e3] as const };
    const { warnings } = gridPoints(survey(900, 0), wide).report;
    const [, share, distance] = /About (\d+) % .* beyond the points, up to (\d+) km/.exec(
      warnings.join("\n"),
    ) as string[];
    expect(Math.abs(Number(share) - 45)).toBeLessThan(5); // half, less a rim of 5 times the usual distance
    expect(Math.abs(Number(distance) - 51)).toBeLessThan(2);
    expect(gridPoints(survey(900, 0), { ...wide, mask: "hull" }).report.warnings.join()).not.toContain(
      "beyond",
    );
    expect(gridPoints(survey(900, 0), { ...wide, maskDistance: "4km" }).report.warnings.join()).not.toMatch(
      /gaps|beyond/,
    );
  });

  it("has no opinion on points in a line, or fewer than three", () => {
    const line = { easting_m: Float64Array.of(0, 1e3, 9e4), northing_m: Float64Array.of(0, 1e3, 9e4) };
    const { warnings } = gridPoints({ ...line, height_m: Float64Array.of(1, 2, 3) }, curved).report;
    expect(warnings.join()).not.toMatch(/gaps|beyond/);
  });

  it("looks at a large grid by samples, and finds the same gap", () => {
    const { report } = gridPoints(survey(900, 20e3), { ...linear, spacing: 150 });
    expect(report.warnings.join()).toMatch(/the nearest point is (19|20|21) km away/);
  });
});

describe("gridding with threads", () => {
  it("gives the same grid and the same report as one thread", async () => {
    const points = survey(400, 0);
    for (const method of ["minimum-curvature", "kriging", "linear"] as const) {
      const options = { column: "height_m", spacing: "2km", method };
      const alone = gridPoints(points, options);
      const together = await gridPointsAsync(points, { ...options, executor: threadPool({ threads: 2 }) });
      expect(together.result.values).toEqual(alone.result.values);
      expect(together.result.sigma).toEqual(alone.result.sigma);
      expect(together.report).toEqual(alone.report);
    }
  });
});

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { normalRandom, seededRandom } from "../../lib/core/random.js";
import { fitEquivalentSources } from "../../lib/grid/equivalent-sources.js";
import type { PointsAtHeight } from "../../lib/grid/equivalent-sources-points.js";
import { pointMassGravity } from "../../lib/kernels/point-mass.js";
import { sphereField, sphereNodes, sphereStations } from "../unit/grid/buried-spheres.js";

const PAGE = fileURLToPath(new URL("../../lib/grid/README.md", import.meta.url));
const [STATIONS, SIDE] = [900, 30_000];
const column = (count: number, value: (k: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => value(k));

/** Bodies 4 to 8 km deep below the middle third of the survey, or below and around it; mGal. */
function bodies(where: "middle" | "around", seed: number): (x: number, y: number, z: number) => number {
  const random = seededRandom(seed);
  const at = () => SIDE * (where === "middle" ? 0.33 + 0.34 * random() : -0.25 + 1.5 * random());
  const masses = Array.from({ length: where === "middle" ? 10 : 30 }, (_, k) => ({
    ...{ easting: at(), northing: at(), upward: -4000 - 4000 * random() },
    mass: (k % 2 === 0 ? 1 : -1) * (2 + 4 * random()) * 2e13,
  }));
  return (x, y, z) => 1e5 * masses.reduce((sum, body) => sum + pointMassGravity(x, y, z, body), 0);
}

/** A survey of a known field, and places to ask about the field above it. */
interface Survey {
  readonly points: PointsAtHeight;
  readonly field: (x: number, y: number, z: number) => number;
  readonly to: { readonly x: Float64Array; readonly y: Float64Array };
}

/** 900 stations on hills; places in the inner half where bodies lie around, everywhere where they do not. */
function onHills(where: "middle" | "around", draw: number, noise: number): Survey {
  const [targets, margin] = [200, where === "middle" ? 0 : 0.25];
  const field = bodies(where, 100 + draw);
  const random = seededRandom(draw);
  const scatter = (count: number, from: number) =>
    column(count, () => SIDE * (from + (1 - 2 * from) * random()));
  const [x, y] = [scatter(STATIONS, 0), scatter(STATIONS, 0)];
  const height = x.map((v, k) => 600 * Math.sin(v / 5000) * Math.cos(y[k] / 4000));
  const values = x.map((v, k) => field(v, y[k], height[k]) + noise * normalRandom(random));
  return {
    points: { x, y, height, values },
    field,
    to: { x: scatter(targets, margin), y: scatter(targets, margin) },
  };
}

function aboveSpheres(noise: number): Survey {
  const points = sphereStations(noise);
  return { points: { ...points, height: points.x.map(() => 0) }, field: sphereField, to: sphereNodes };
}

/** The surveys of each name, by noise in mGal. */
const SURVEYS: Readonly<Record<string, (noise: number) => readonly Survey[]>> = {
  "below the middle": (noise) => [1, 2].map((draw) => onHills("middle", draw, noise)),
  "below and around": (noise) => [1, 2].map((draw) => onHills("around", draw, noise)),
  "twelve spheres": (noise) => [aboveSpheres(noise)],
};

interface Score {
  readonly field: number;
  readonly error: number;
  readonly sigma: number;
  readonly one: number;
  readonly two: number;
}

/** What the default options make of such fields aloft. */
function scores(surveys: readonly Survey[], heights: readonly number[]): Score[] {
  const sums = heights.map(() => ({ field: 0, error: 0, sigma: 0, one: 0, two: 0 }));
  for (const { points, field, to } of surveys) {
    const model = fitEquivalentSources(points);
    for (const [h, sum] of sums.entries()) {
      const positions = { ...to, height: to.x.map(() => heights[h]) };
      const [found, sigma] = [model.predict(positions), model.predictSigma(positions)];
      for (let k = 0; k < to.x.length; k++) {
        const truth = field(to.x[k], to.y[k], heights[h]);
        const error = found[k] - truth;
        sum.field += truth ** 2;
        sum.error += error ** 2;
        sum.sigma += sigma[k] ** 2;
        sum.one += Math.abs(error) < sigma[k] ? 1 : 0;
        sum.two += Math.abs(error) < 2 * sigma[k] ? 1 : 0;
      }
    }
  }
  const count = surveys.reduce((sum, { to }) => sum + to.x.length, 0);
  const mean = (sum: number): number => sum / count;
  return sums.map(({ field, error, sigma, one, two }) => ({
    ...{ field: Math.sqrt(mean(field)), error: Math.sqrt(mean(error)), sigma: Math.sqrt(mean(sigma)) },
    ...{ one: mean(one), two: mean(two) },
  }));
}

describe("equivalent sources with default options, as lib/grid/README.md tells it", () => {
  it("continue fields of buried bodies upward, and tell how wrong they may be", async () => {
    const heights = [1000, 2000, 5000];
    const rows = [
      "| bodies | noise, mGal | height, m | field, mGal | error, mGal | sigma, mGal | within 1 sigma | within 2 sigma |",
      "| :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ];
    for (const [name, surveys] of Object.entries(SURVEYS))
      for (const noise of [0, 0.05, 0.5])
        for (const [h, score] of scores(surveys(noise), heights).entries()) {
          const { field, error, sigma, one, two } = score;
          const percent = (share: number) => `${Math.round(100 * share)} %`;
          rows.push(
            `| ${name} | ${noise} | ${heights[h]} | ${field.toFixed(1)} | ${error.toFixed(2)} | ${sigma.toFixed(2)} | ${percent(one)} | ${percent(two)} |`,
          );
          const isBelow = name !== "below and around";
          if (noise <= 0.05 && isBelow) expect(error).toBeLessThan(heights[h] <= 2000 ? 0.07 : 0.1);
          if (noise <= 0.05 && !isBelow) expect(error).toBeLessThan(heights[h] <= 2000 ? 0.07 : 0.11);
          // Sigma may be too large where the field is calmer than its covariance, never far too small.
          expect(one).toBeGreaterThan(0.6);
          expect(two).toBeGreaterThan(0.9);
        }
    const [head, , tail] = readFileSync(PAGE, "utf8").split(/<!-- \/?continuation -->/);
    const told = `${head}<!-- continuation -->\n\n${rows.join("\n")}\n\n<!-- /continuation -->${tail}`;
    await expect(told).toMatchFileSnapshot(PAGE);
  }, 900_000);
});

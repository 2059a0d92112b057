import { describe, expect, it } from "vitest";
import { type Grid, makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { fitOverBackground } from "../../../lib/grid/background.js";
import { crossValidate } from "../../../lib/grid/cross-validate.js";
import { fitEquivalentSources } from "../../../lib/grid/equivalent-sources.js";
import type { FittedSurface } from "../../../lib/grid/fitted-surface.js";
import { fitKriging } from "../../../lib/grid/kriging.js";
import { fitMinimumCurvature } from "../../../lib/grid/minimum-curvature.js";
import type { Points } from "../../../lib/grid/points.js";
import { fitSpline } from "../../../lib/grid/spline.js";
import { fitTrend } from "../../../lib/grid/trend.js";
import { rms } from "./surfaces.js";

/** A mountain root's long low with a coast's step: what a global model knows; then bodies of the survey's own size. */
const regional = (x: number, y: number): number =>
  -180 * Math.exp(-(((x - 40) / 60) ** 2)) + 60 * Math.tanh((x + 0.5 * y - 120) / 25) + 0.4 * y;
const bodies = Array.from({ length: 12 }, (_, k) => [
  (37 * k) % 200,
  (61 * k + 20) % 200,
  k % 2 ? 12 : -9,
  12 + (k % 4) * 3,
]);
const local = (x: number, y: number): number =>
  bodies.reduce(
    (sum, [a, b, height, depth]) => sum + height * (1 + ((x - a) ** 2 + (y - b) ** 2) / depth ** 2) ** -1.5,
    0,
  );
const truth = (x: number, y: number): number => regional(x, y) + local(x, y);

/** The background: the regional field on 10 km, with errors of 2 mGal as a global model has them. */
function background(crs = "plane", error = 2): Grid {
  const random = seededRandom(2);
  const axis = regularAxis(-20, 220, 10);
  const values = Float64Array.from(
    { length: axis.length ** 2 },
    (_, k) =>
      regional(axis[k % axis.length], axis[Math.floor(k / axis.length)]) + error * normalRandom(random),
  );
  return makeGrid({ x: axis, y: axis, values, crs, name: "free_air_anomaly_mgal", units: "mGal" });
}

function stations(count: number, noise = 0.5): Points {
  const random = seededRandom(7);
  const x = Float64Array.from({ length: count }, () => 200 * random());
  const y = Float64Array.from({ length: count }, () => 200 * random());
  const values = x.map((px, k) => truth(px, y[k]) + noise * normalRandom(random));
  return { x, y, values, sigma: values.map(() => noise), height: values.map(() => 0) };
}

const spec = { region: [0, 200, 0, 200], spacing: 5 } as const;
const METHODS: readonly [string, (points: Points) => FittedSurface][] = [
  ["minimum curvature", (points) => fitMinimumCurvature(points, spec) as FittedSurface],
  ["kriging", (points) => fitKriging(points)],
  ["a spline", (points) => fitSpline(points)],
  ["equivalent sources", (points) => fitEquivalentSources(points)],
];

describe("a surface over a background", () => {
  it.each(METHODS)("beats the plain one for sparse points with a strong regional field: %s", (_, method) => {
    const points = stations(45);
    const error = (surface: FittedSurface): number => {
      const { x, y, values } = surface.grid(spec);
      return rms(values.map((value, k) => value - truth(x[k % x.length], y[Math.floor(k / x.length)])));
    };
    const [plain, over] = [error(method(points)), error(fitOverBackground(points, background(), method))];
    expect(over).toBeLessThan(0.7 * plain);
    expect(over).toBeLessThan(4); // the bodies between the points and the background's errors together
  });

  it("has a sigma that holds the background's errors: two thirds of the errors lie inside", () => {
    const points = stations(250);
    const { result } = crossValidate(
      (part) => fitOverBackground(part, background(), (rest) => fitKriging(rest)),
      points,
      { blockSize: 5 },
    );
    expect(result.insideOneSigma).toBeGreaterThan(0.6);
    expect(result.insideOneSigma).toBeLessThan(0.78);
  });

  it("gives the points back, whatever the background, if the method does", () => {
    const points = stations(60, 0.01);
    const surface = fitOverBackground(points, background(), (rest) => fitSpline(rest, { smoothing: 0 }));
    const miss = surface.predict(points).map((value, k) => value - points.values[k]);
    expect(rms(miss)).toBeLessThan(1e-7);
    expect(surface.grid(spec).units).toBe("mGal");
    expect(surface.grid(spec).crs).toBe("plane");
    expect(surface.report.figures.rest_scatter).toBeLessThan(
      Number(surface.report.figures.points_scatter) / 5,
    );
  });

  it("takes longitudes round the globe", () => {
    const x = regularAxis(0, 360, 10);
    const y = regularAxis(-20, 20, 10);
    const values = Float64Array.from({ length: x.length * y.length }, (_, k) => x[k % x.length] % 360);
    const globe = makeGrid({ x, y, values, crs: "EPSG:4326", name: "g", units: "mGal" });
    const points = {
      x: Float64Array.of(-75, -65, 295),
      y: Float64Array.of(1, 3, 9),
      values: Float64Array.of(285, 295, 295),
    };
    const surface = fitOverBackground(points, globe, (rest) => fitTrend(rest, { degree: 0 }));
    const found = surface.predict({ x: Float64Array.of(-70, 290), y: Float64Array.of(5, 5) });
    expect(found[0]).toBeCloseTo(290, 9);
    expect(found[1]).toBeCloseTo(290, 9);
  });

  it("leaves out points beyond the background and says so, gives NaN there, and refuses one that lies elsewhere", () => {
    const points = {
      x: Float64Array.of(10, 90, 150, 500, Number.NaN),
      y: Float64Array.of(10, 50, 20, 500, 0),
      values: Float64Array.of(1, 2, 3, 4, 5),
    };
    const surface = fitOverBackground(points, background(), (rest) => fitSpline(rest, { smoothing: 0 }));
    expect(surface.report.rows).toMatchObject({ in: 5, used: 3, beyond_background: 1 });
    expect(surface.report.warnings[0]).toBe(
      "1 of 5 points lie beyond the background or in a hole of it, and were left out.",
    );
    const far = { x: Float64Array.of(500), y: Float64Array.of(500) };
    expect(surface.predict(far)[0]).toBeNaN();
    expect(surface.predictSigma?.(far)[0]).toBeNaN();
    const elsewhere = { ...points, x: points.x.map((v) => v + 1e6) };
    expect(() => fitOverBackground(elsewhere, background(), (rest) => fitSpline(rest))).toThrow(
      /background is .*-20\/220\/-20\/220.*Are both in degrees/,
    );
  });

  it("warns where the background has the wrong sign", () => {
    const grid = background();
    const wrong = makeGrid({ ...grid, values: grid.values.map((value) => -value) });
    const { report } = fitOverBackground(stations(60), wrong, (rest) => fitTrend(rest));
    expect(report.warnings.join()).toMatch(/scatters more than they do .* same sign and units\?/);
  });
});

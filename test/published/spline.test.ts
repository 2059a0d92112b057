import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { leastSquaresPlane, planeAt } from "../../lib/grid/plane.js";
import { fitSpline } from "../../lib/grid/spline.js";
import { type SplineKernel, splineKernel } from "../../lib/grid/spline-kernel.js";
import { gauss } from "../unit/grid/gauss.js";

/** Made by spline-peers.py. */
interface Reference {
  readonly x: number[];
  readonly y: number[];
  readonly values: number[];
  readonly sigma: number[];
  readonly atX: number[];
  readonly atY: number[];
  readonly besselArguments: number[];
  readonly besselK0: number[];
  readonly thinPlate: Readonly<Record<string, number[]>>;
  readonly thinPlateWeighed: number[];
  readonly verdeBiharmonic: number[];
  readonly gmtBiharmonic: number[];
  readonly gmtTension: { readonly tension: number; readonly length: number; readonly values: number[] };
}

const reference = JSON.parse(
  readFileSync(new URL("spline-peers.json", import.meta.url), "utf8"),
) as Reference;
const column = (numbers: readonly number[]): Float64Array => Float64Array.from(numbers);
const points = { x: column(reference.x), y: column(reference.y), values: column(reference.values) };
const at = { x: column(reference.atX), y: column(reference.atY) };
const range = Math.max(...reference.values) - Math.min(...reference.values);
const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, k) => Math.max(most, Math.abs(value - b[k])), 0);

/** Sandwell's equations as they stand: Green's functions alone, no side conditions, by Gauss's elimination. */
function greenAlone(kernel: SplineKernel, values: Float64Array): Float64Array {
  const { x, y } = points;
  const matrix = Array.from(x, (px, i) =>
    Array.from(x, (qx, j) => kernel((px - qx) ** 2 + (y[i] - y[j]) ** 2)),
  );
  const weights = gauss(matrix, [...values]);
  return at.x.map((px, k) =>
    weights.reduce((sum, weight, i) => sum + weight * kernel((px - x[i]) ** 2 + (at.y[k] - y[i]) ** 2), 0),
  );
}

describe("splines against SciPy", () => {
  it.each(Object.keys(reference.thinPlate))("are its thin-plate spline with smoothing %s", (smoothing) => {
    const surface = fitSpline(points, { smoothing: Number(smoothing) });
    expect(largest(surface.predict(at), reference.thinPlate[smoothing])).toBeLessThan(1e-9 * range);
  });

  it("are its thin-plate spline with a smoothing for each point, where sigmas differ", () => {
    const surface = fitSpline({ ...points, sigma: column(reference.sigma) }, { smoothing: 0.3 });
    expect(largest(surface.predict(at), reference.thinPlateWeighed)).toBeLessThan(1e-9 * range);
  });

  it("have Bessel's K0 in the tension's Green's function", () => {
    const kernel = splineKernel(1);
    const ours = reference.besselArguments.map(
      (z) => -2 * Math.PI * kernel(z * z) - Math.log(z / 2) - 0.5772156649015329,
    );
    for (const [k, value] of ours.entries())
      expect(Math.abs(value - reference.besselK0[k])).toBeLessThan(2e-14);
  });
});

describe("splines against GMT 6.4 greenspline and verde", () => {
  const plane = leastSquaresPlane(points);
  const rest = points.values.map((value, k) => value - planeAt(plane, points.x[k], points.y[k]));
  const back = (values: Float64Array): Float64Array =>
    values.map((value, k) => value + planeAt(plane, at.x[k], at.y[k]));
  const { tension, length } = reference.gmtTension;
  const p = Math.sqrt(tension / (1 - tension)) / length;
  // Sandwell's own form: what lacks side conditions depends on the terms that they would take away.
  const sandwell: SplineKernel = (s) => (s > 0 ? s * (Math.log(s) / 2 - 1) : 0);

  it("have the Green's functions that both have: their own equations give their answers", () => {
    // GMT's grids have 32-bit numbers.
    expect(largest(back(greenAlone(sandwell, rest)), reference.gmtBiharmonic)).toBeLessThan(1e-6 * range);
    expect(largest(back(greenAlone(splineKernel(p), rest)), reference.gmtTension.values)).toBeLessThan(
      1e-6 * range,
    );
    expect(largest(greenAlone(sandwell, points.values), reference.verdeBiharmonic)).toBeLessThan(
      1e-6 * range,
    );
  });

  it("stay near theirs, which have no side conditions and change with the unit of length", () => {
    const biharmonic = fitSpline(points, { smoothing: 0 }).predict(at);
    expect(largest(biharmonic, reference.gmtBiharmonic)).toBeLessThan(0.02 * range);
    const tight = fitSpline(points, { smoothing: 0, tension, tensionLength: length }).predict(at);
    expect(largest(tight, reference.gmtTension.values)).toBeLessThan(0.02 * range);
  });
});

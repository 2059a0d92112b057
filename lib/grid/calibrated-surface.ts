import type { Executor } from "../core/executor.js";
import { type Grid, makeGrid } from "../core/grid.js";
import type { Positions } from "../core/grid-sample.js";
import { nearestPoints } from "../core/nearest-points.js";
import type { CalibratedSigma } from "./calibrate-sigma.js";
import { eachPosition, type FittedSurface } from "./fitted-surface.js";
import type { GridSpec } from "./grid-spec.js";
import type { Points } from "./points.js";

/** A surface with the sigma that cross-validation gave it; NaN where the surface has no value. */
export function calibratedSurface(
  surface: FittedSurface,
  points: Points,
  { aspectRatio }: { readonly aspectRatio: number },
  calibrated: CalibratedSigma,
  usesOwn: boolean,
): FittedSurface {
  const level = points.x.map((x) => x * aspectRatio);
  const index = nearestPoints(level, points.y);
  const predictSigma = (positions: Positions, known?: Float64Array): Float64Array => {
    const own = usesOwn ? (known ?? surface.predictSigma?.(positions)) : undefined;
    const pointSigma = points.sigma && new Float64Array(positions.x.length);
    const distance = eachPosition(positions, (x, y, k) => {
      const [near] = index.nearest(x * aspectRatio, y, 1);
      if (pointSigma) pointSigma[k] = points.sigma?.[near] ?? 0;
      return Math.hypot(level[near] - x * aspectRatio, points.y[near] - y);
    });
    return calibrated({ positions, distance, own, pointSigma }, "surface");
  };
  const withSigma = (whole: Grid): Grid => {
    const nx = whole.x.length;
    const positions = {
      x: Float64Array.from(whole.values, (_, k) => whole.x[k % nx]),
      y: Float64Array.from(whole.values, (_, k) => whole.y[Math.floor(k / nx)]),
    };
    const sigma = predictSigma(positions, whole.sigma);
    return makeGrid({
      ...whole,
      sigma: sigma.map((s, k) => (Number.isFinite(whole.values[k]) ? s : Number.NaN)),
    });
  };
  const { gridWith } = surface;
  return Object.freeze({
    predict: surface.predict,
    predictSigma: (positions: Positions) => predictSigma(positions),
    grid: (spec: GridSpec) => withSigma(surface.grid(spec)),
    ...(gridWith && {
      gridWith: async (spec: GridSpec, executor: Executor) => withSigma(await gridWith(spec, executor)),
    }),
    report: surface.report,
  });
}

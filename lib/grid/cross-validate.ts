import { ArgumentError } from "../core/errors.js";
import { nearestPoints } from "../core/nearest-points.js";
import { type Reported, stepReport } from "../core/report.js";
import { matchedBlockSize } from "./block-size.js";
import { type CoverageRow, coverageTable } from "./coverage.js";
import { type ErrorFigures, errorFigures } from "./error-figures.js";
import type { AspectRatio, FittedSurface } from "./fitted-surface.js";
import { type FoldOptions, foldsOf } from "./folds.js";
import { type Points, pickPoints, usablePoints } from "./points.js";

/** A way to make a surface of points, for example `(points) => fitLinear(points)`. */
export type Fitter = (points: Points) => Pick<FittedSurface, "predict" | "predictSigma">;

/** Options of {@link crossValidate}. */
export interface CrossValidateOptions extends Omit<FoldOptions, "blockSize">, AspectRatio {
  /**
   * Side of the blocks that are held out together, as in {@link FoldOptions}. Default: the one that {@link chooseGridder} takes,
   * for which held-out points are as far from the others as the places of the map are from the points.
   */
  readonly blockSize?: FoldOptions["blockSize"];
  /** Stops the work between folds when it is aborted. */
  readonly signal?: AbortSignal;
  /** Told how many folds are done. */
  readonly progress?: (done: number, total: number) => void;
}

/** How well a method predicts points that it has not seen. */
export interface CrossValidation extends ErrorFigures {
  /** Predicted less measured, for each usable point in order; NaN where there is no prediction. */
  readonly errors: Float64Array;
  /** Which fold each usable point was held out in. */
  readonly fold: Int32Array;
  /** The points that these stand for. */
  readonly points: Points;
  /** Where the method has sigmas: shares of errors inside 1 and 2 of them, by quadrant, distance to the data and density. */
  readonly coverage: readonly CoverageRow[];
}

/**
 * Cross-validation in blocks: holds out one part of the map after the other, fits the rest, and compares what the surface
 * says there with what was measured.
 *
 * The error is that of filling holes of the size of a block, so blocks should be about as large as the gaps of the survey.
 * By default they are.
 *
 * @param fitter - makes a surface of points
 * @param points - x, y, values and perhaps sigma; points with a NaN are left out and counted
 * @param options - see {@link CrossValidateOptions}
 * @returns the errors and their figures
 * @throws ArgumentError where an option is out of range, or there are fewer blocks than folds; what the fitter throws
 *
 * Source: Roberts, D. R. et al. (2017), Cross-validation strategies for data with temporal, spatial, hierarchical, or
 * phylogenetic structure, Ecography 40, 913–929.
 *
 * @example
 * const x = Float64Array.from({ length: 400 }, (_, k) => k % 20);
 * const y = Float64Array.from({ length: 400 }, (_, k) => Math.floor(k / 20));
 * const points = { x, y, values: x.map((east, k) => east + 2 * y[k]) };
 * const { result } = crossValidate((part) => fitTrend(part), points, { blockSize: 4 });
 * result.rmse < 1e-9; // => true
 * result.predicted; // => 400
 */
export function crossValidate(
  fitter: Fitter,
  points: Points,
  options: CrossValidateOptions = {},
): Reported<CrossValidation> {
  const usable = usablePoints(points);
  const { values, sigma } = usable.points;
  const groups = options.groups && groupsOfUsable(points, options.groups);
  const { aspectRatio = 1, folds = 5 } = options;
  const blockSize = options.blockSize ?? matchedBlockSize(usable.points, { aspectRatio }, folds).blockSize;
  const fold = foldsOf(usable.points, { ...options, blockSize, ...(groups && { groups }) });
  const errors = new Float64Array(values.length).fill(Number.NaN);
  const surfaceSigma = new Float64Array(values.length).fill(Number.NaN);
  const distance = new Float64Array(values.length).fill(Number.NaN);
  for (let held = 0; held < folds; held++) {
    options.signal?.throwIfAborted();
    const of = (inside: boolean): number[] =>
      Array.from(fold.keys()).filter((k) => (fold[k] === held) === inside);
    const [test, train] = [of(true), of(false)];
    const kept = pickPoints(usable.points, train);
    const surface = fitter(kept);
    const index = nearestPoints(
      kept.x.map((v) => v * aspectRatio),
      kept.y,
    );
    const positions = pickPoints(usable.points, test); // with their heights, where they have any
    const predicted = surface.predict(positions);
    const sigmas = surface.predictSigma?.(positions);
    for (const [i, k] of test.entries()) {
      errors[k] = predicted[i] - values[k];
      if (!sigmas) continue;
      surfaceSigma[k] = sigmas[i];
      const [near] = index.nearest(positions.x[i] * aspectRatio, positions.y[i], 1);
      distance[k] = Math.hypot((kept.x[near] - positions.x[i]) * aspectRatio, kept.y[near] - positions.y[i]);
    }
    options.progress?.(held + 1, folds);
  }
  if (!errors.some(Number.isFinite))
    throw new ArgumentError({
      argument: "fitter",
      value: "a method that predicts none of the held-out points",
      accepted: "one that predicts some",
    });
  const figures = errorFigures(errors, surfaceSigma, sigma);
  const both = surfaceSigma.map((s, k) => Math.hypot(s, sigma?.[k] ?? 0));
  const coverage = coverageTable(usable.points, errors, both, distance, aspectRatio);
  return {
    result: { ...figures, errors, fold, points: usable.points, coverage },
    report: stepReport("crossValidate", {
      parameters: {
        folds,
        blockSize,
        seed: options.seed ?? 1,
        groups: groups !== undefined,
      },
      rows: { in: usable.came, used: values.length, not_finite: usable.notFinite },
      figures: { ...figures, coverage },
    }),
  };
}

/** The groups of the points that can be used. */
export function groupsOfUsable(
  { x, y, values, sigma, height }: Points,
  groups: readonly string[],
): readonly string[] {
  if (groups.length !== x.length) return groups; // foldsOf says what is wrong
  return groups.filter((_, k) =>
    [x[k], y[k], values[k], sigma?.[k] ?? 1, height?.[k] ?? 0].every(Number.isFinite),
  );
}

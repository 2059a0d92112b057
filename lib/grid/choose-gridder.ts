import { ArgumentError } from "../core/errors.js";
import { type Executor, serialExecutor } from "../core/executor.js";
import { type Reported, stepReport } from "../core/report.js";
import { type BlockChoice, matchedBlockSize } from "./block-size.js";
import { type CalibratedSigma, calibrateSigma } from "./calibrate-sigma.js";
import { calibratedSurface } from "./calibrated-surface.js";
import { type GridderScore, raceGridders, type ScoredGridder } from "./choose-race.js";
import { type CoverageRow, coverageTable } from "./coverage.js";
import { groupsOfUsable } from "./cross-validate.js";
import { fitSurfaceAsync } from "./fit-surface.js";
import type { FittedSurface } from "./fitted-surface.js";
import type { FoldOptions } from "./folds.js";
import type { HeldOutWork } from "./held-out.js";
import { nearestKept } from "./held-out.js";
import { GRID_METHODS, type GridMethod, type MethodParameters, methodEntry } from "./methods.js";
import { type Points, pickPoints, usablePoints } from "./points.js";
import { MOST_SEARCHED, searchWindows } from "./search-windows.js";
import { aspectRatioOf, type SurfaceFrame, specOf } from "./surface-frame.js";

/** A method with one set of parameters. */
export interface GridderCandidate {
  readonly method: GridMethod;
  readonly parameters?: MethodParameters;
}

/** Options of {@link chooseGridder}. */
export interface ChooseGridderOptions extends Omit<SurfaceFrame, "progress">, Omit<FoldOptions, "blockSize"> {
  /** Methods to try, by name (with the usual parameters) or each with parameters of its own; default all. */
  readonly methods?: readonly (GridMethod | GridderCandidate)[];
  /**
   * Side of the blocks that are held out together, in the units of the coordinates. Default: the one for which held-out points
   * are as far from the others as the places of the map are from the points.
   */
  readonly blockSize?: FoldOptions["blockSize"];
  /** Whether methods that fall behind in the first fold are tried in all others too; default false. */
  readonly thorough?: boolean;
  /** Who does the work; default one thread. Take `threadPool()` of `igdp/node` for all cores. */
  readonly executor?: Executor;
  /** Told how many fits are done, and of how many; their number shrinks where methods fall behind. */
  readonly progress?: (done: number, total: number) => void;
}

/** The best method for a survey, and what the others would have done. */
export interface GridderChoice {
  readonly method: GridMethod;
  readonly parameters: MethodParameters;
  /** The best method's surface of all points; its sigma is calibrated where there were errors enough. */
  readonly surface: FittedSurface;
  /** Every method and set of parameters, the best first. */
  readonly table: readonly GridderScore[];
  /** Share of held-out points inside 1 and 2 of the calibrated sigma: of all, by quadrant, by distance to the data, by density. */
  readonly coverage: readonly CoverageRow[];
  /** The best method's errors, predicted less measured, for each usable point; NaN where it was not held out. */
  readonly errors: Float64Array;
  /** The calibrated sigma of those errors, the point's own part included, each from the errors of the other folds. */
  readonly sigma: Float64Array;
  /** Which fold each usable point was held out in; −1 where it was not. */
  readonly fold: Int32Array;
  /** The points that these stand for. */
  readonly points: Points;
}

/**
 * Chooses how to grid a survey: cross-validates methods and their parameters in blocks, fits the best to all points, and
 * gives it a sigma that is right at held-out points.
 *
 * All methods see the same folds. After the first fold those go on that are near the best so far, within some 8 % for a
 * large survey and 20 % for a small one (`thorough`: all).
 * A place where a method has no answer counts with the error of the nearest point, so that silence does not win. Of
 * more than 20,000 points, four windows of some 5,000 neighbouring points are searched.
 *
 * Sigma is the method's own, or 1, times what the held-out errors say by distance to the nearest point and by region:
 * about 68 % of them lie inside. The `coverage` is counted with sigmas from the other folds. What the points' own sigma
 * has in it is taken off; where points have none, the surface's sigma is that of what a station would measure.
 *
 * @param points - x, y, values, perhaps sigma and height (for equivalent sources). Points with a NaN are left out and counted.
 * @param options - see {@link ChooseGridderOptions}
 * @returns the choice; the report's figures name the best method, its error and the blocks
 * @throws ArgumentError if an option is out of range, there are fewer blocks than folds, or no method can take the points; the
 *   reason of `signal` if it was stopped
 *
 * Source: Roberts et al. (2017), Ecography 40, 913–929 (blocks); Linnenbrink et al. (2024), Geoscientific Model Development
 * 17, 5897–5912 (their size); Maron & Moore (1994), Hoeffding races, NIPS 6, 59–66 (the idea of leaving out who falls behind).
 *
 * @example
 * const x = Float64Array.from({ length: 400 }, (_, k) => (k % 20) + 0.3 * Math.sin(k));
 * const y = Float64Array.from({ length: 400 }, (_, k) => Math.floor(k / 20) + 0.3 * Math.cos(3 * k));
 * const points = { x, y, values: x.map((east, k) => Math.sin(east / 3) * Math.cos(y[k] / 4)) };
 * const { result } = await chooseGridder(points, { methods: ["nearest", "natural", "minimum-curvature"] });
 * result.method; // => "minimum-curvature"
 * result.table.length; // => 6
 */
export async function chooseGridder(
  points: Points,
  options: ChooseGridderOptions = {},
): Promise<Reported<GridderChoice>> {
  const { executor = serialExecutor, signal, progress, folds = 5, seed = 1, thorough = false } = options;
  const candidates = candidatesOf(options.methods ?? GRID_METHODS);
  const usable = usablePoints(points);
  refuseFew(usable.points, folds);
  const frame = frameOf(usable.points, options);
  const groups = options.groups && groupsOfUsable(points, options.groups);
  const blocks = blocksOf(usable.points, frame, folds, options.blockSize);
  const windows = searchWindows(usable.points, frame, { folds, seed, groups, blockSize: blocks.blockSize });
  const work: HeldOutWork = { points: usable.points, frame, windows };
  const near = nearestKept(usable.points, windows, folds, frame.aspectRatio);
  const ranked = await raceGridders(work, candidates, near.value, {
    ...{ folds, thorough, executor, signal, progress },
  });
  const [best] = ranked;
  const { method, parameters } = best.score;
  signal?.throwIfAborted();

  const fold = new Int32Array(usable.points.x.length).fill(-1);
  for (const window of windows) for (const [i, k] of window.members.entries()) fold[k] = window.fold[i];
  const held = { ...best, distance: near.distance, aspectRatio: frame.aspectRatio };
  const sigma = crossFitted(usable.points, held, fold, folds);
  const coverage = coverageTable(usable.points, best.errors, sigma, near.distance, frame.aspectRatio);
  const calibrated = calibrateSigma({ ...held, points: usable.points });
  const whole = await fitSurfaceAsync(usable.points, { ...frame, signal, method, parameters, executor });
  const surface = calibrated
    ? calibratedSurface(whole, usable.points, frame, calibrated, best.own !== undefined)
    : whole;
  const result: GridderChoice = Object.freeze({
    ...{ method, parameters, surface, coverage, errors: best.errors, sigma, fold },
    ...{ table: ranked.map(({ score }) => score), points: usable.points },
  });
  return {
    result,
    report: reportOf(result, usable, { blocks, windows: windows.length, folds, seed, groups }),
  };
}

/** Sigma of each held-out point's difference, calibrated with the errors of the other folds. */
function crossFitted(
  points: Points,
  held: Omit<Parameters<typeof calibrateSigma>[0], "points"> & Pick<ScoredGridder, "errors" | "own">,
  fold: Int32Array,
  folds: number,
): Float64Array {
  const sigma = new Float64Array(points.x.length).fill(Number.NaN);
  const numbers = Array.from(fold.keys()).filter((k) => fold[k] >= 0);
  for (let f = 0; f < folds; f++) {
    const pick = (column: Float64Array, rows: readonly number[]): Float64Array =>
      Float64Array.from(rows, (k) => column[k]);
    const others = numbers.filter((k) => fold[k] !== f);
    const calibrated: CalibratedSigma | undefined = calibrateSigma({
      points: pickPoints(points, others),
      errors: pick(held.errors, others),
      ...(held.own && { own: pick(held.own, others) }),
      distance: pick(held.distance, others),
      aspectRatio: held.aspectRatio,
    });
    const here = numbers.filter((k) => fold[k] === f);
    const own = held.own && pick(held.own, here);
    const positions = pickPoints(points, here);
    const places = { positions, distance: pick(held.distance, here), own, pointSigma: positions.sigma };
    const found = calibrated?.(places, "difference");
    for (const [i, k] of here.entries()) sigma[k] = found?.[i] ?? Number.NaN;
  }
  return sigma;
}

function candidatesOf(methods: readonly (GridMethod | GridderCandidate)[]): Required<GridderCandidate>[] {
  if (methods.length === 0)
    throw new ArgumentError({ argument: "options.methods", value: "none", accepted: "at least one method" });
  return methods.flatMap((entry) => {
    if (typeof entry !== "string" && entry.parameters !== undefined) {
      methodEntry(entry.method);
      return [{ method: entry.method, parameters: entry.parameters }];
    }
    const method = typeof entry === "string" ? entry : entry.method;
    return methodEntry(method).tries.map((parameters) => ({ method, parameters }));
  });
}

function refuseFew({ values }: Points, folds: number): void {
  const least = 2 * folds;
  if (values.length >= least) return;
  throw new ArgumentError({
    argument: "points",
    value: `${values.length} usable points`,
    accepted: `at least ${least}, two for each of ${folds} folds`,
    advice: "Choose a method yourself, with fitSurface for example.",
  });
}

/** The frame as plain data, without buttons and ports, so that it can go to another thread. */
function frameOf(points: Points, options: ChooseGridderOptions) {
  const { crs = "plane", name, units, maximumNodes } = options;
  const aspectRatio = options.aspectRatio ?? aspectRatioOf(points, crs);
  const spec = specOf(points, { ...options, aspectRatio });
  return {
    crs,
    aspectRatio,
    ...spec,
    ...(name && { name }),
    ...(units && { units }),
    ...(maximumNodes && { maximumNodes }),
  };
}

function blocksOf(
  points: Points,
  frame: SurfaceFrame & { readonly aspectRatio: number },
  folds: number,
  blockSize: FoldOptions["blockSize"] | undefined,
): Partial<BlockChoice> & { readonly blockSize: readonly [number, number] } {
  if (blockSize === undefined) return matchedBlockSize(points, frame, folds);
  return { blockSize: typeof blockSize === "number" ? [blockSize, blockSize] : blockSize };
}

function reportOf(
  { method, parameters, table, coverage, surface }: GridderChoice,
  { points, came, notFinite }: ReturnType<typeof usablePoints>,
  settings: {
    readonly blocks: ReturnType<typeof blocksOf>;
    readonly windows: number;
    readonly folds: number;
    readonly seed: number;
    readonly groups: readonly string[] | undefined;
  },
) {
  const { blocks, windows, folds, seed, groups } = settings;
  const [best] = table;
  const failed = table.filter((row) => row.failed !== undefined);
  return stepReport("chooseGridder", {
    parameters: { folds, blockSize: blocks.blockSize, seed, groups: groups !== undefined },
    rows: { in: came, used: points.x.length, not_finite: notFinite, held_out: best.heldOut },
    figures: {
      ...{ method, method_parameters: parameters, rmse: best.rmse, windows },
      map_distance: blocks.mapDistance ?? null,
      held_out_distance: blocks.heldOutDistance ?? null,
      ...{ table, coverage, fit: surface.report },
    },
    warnings: [
      ...(notFinite > 0 ? [`${notFinite} of ${came} points have a number missing and were left out.`] : []),
      ...(points.x.length > MOST_SEARCHED
        ? [`The search used ${best.heldOut} of ${points.x.length} points, in ${windows} windows.`]
        : []),
      ...failed.map((row) => `${row.method} could not take these points: ${row.failed}`),
      ...surface.report.warnings,
    ],
  });
}

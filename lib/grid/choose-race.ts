import { ArgumentError } from "../core/errors.js";
import type { Executor } from "../core/executor.js";
import { type ErrorFigures, errorFigures } from "./error-figures.js";
import {
  type HeldOutAnswer,
  type HeldOutTask,
  type HeldOutWork,
  heldOutKernel,
  partsOf,
} from "./held-out.js";
import type { GridMethod, MethodParameters } from "./methods.js";

/** How a method with one set of parameters did. */
export interface GridderScore extends ErrorFigures {
  readonly method: GridMethod;
  readonly parameters: MethodParameters;
  /** Held-out points that it was asked about. */
  readonly heldOut: number;
  /** Whether it was tried in all folds; one that fell behind in the first was not. */
  readonly isComplete: boolean;
  /** Time of its fits and predictions, in seconds. */
  readonly seconds: number;
  /** Why it could not take the points, where it could not. */
  readonly failed?: string;
}

/** A score, and the errors behind it: for each point, NaN where it has none. */
export interface ScoredGridder {
  readonly score: GridderScore;
  readonly errors: Float64Array;
  /** The method's own sigma. */
  readonly own?: Float64Array;
}

/** How far behind the best a method may be after the first fold, which tells less the fewer points it has. */
function behind(count: number): number {
  return 1.05 + 1.5 / Math.sqrt(count);
}

/**
 * Runs candidates through the folds, best first in the end. `fallback` is what counts where a method says nothing.
 *
 * What a method estimates from the points (a covariance, a depth) it estimates in the first fold, and takes for the others:
 * three numbers of many points change little, and finding them is most of the work.
 */
export async function raceGridders(
  work: HeldOutWork,
  candidates: readonly { readonly method: GridMethod; readonly parameters: MethodParameters }[],
  fallback: Float64Array,
  options: {
    readonly folds: number;
    readonly thorough: boolean;
    readonly executor: Executor;
    readonly signal?: AbortSignal;
    readonly progress?: (done: number, total: number) => void;
  },
): Promise<ScoredGridder[]> {
  const { folds, thorough, executor, signal, progress } = options;
  const answers = candidates.map(() => new Map<string, HeldOutAnswer>());
  let done = 0;
  const runFolds = async (running: readonly number[], from: number, to: number): Promise<void> => {
    const tasks: (HeldOutTask & { readonly candidate: number })[] = [];
    for (let fold = from; fold < to; fold++)
      for (const window of work.windows.keys())
        for (const candidate of running) {
          const { method, parameters } = candidates[candidate];
          const known = answers[candidate].get(`${window} 0`)?.settled;
          tasks.push({ method, parameters: { ...parameters, ...known }, window, fold, candidate });
        }
    const total = done + tasks.length * (to < folds ? folds / to : 1);
    const told = (count: number): void => progress?.(done + count, Math.round(total));
    const found = await executor.map(heldOutKernel, work, tasks, { signal, progress: told });
    for (const [i, { candidate, window, fold }] of tasks.entries())
      answers[candidate].set(`${window} ${fold}`, found[i]);
    done += tasks.length;
  };
  const scored = (): ScoredGridder[] =>
    candidates.map((candidate, c) => scoreOf(work, candidate, answers[c], fallback, folds));
  const all = candidates.map((_, c) => c);
  await runFolds(all, 0, 1);
  const first = scored();
  const most = thorough ? Infinity : behind(first[0].score.heldOut) * Math.min(...first.map(ranking));
  await runFolds(
    all.filter((c) => ranking(first[c]) <= most),
    1,
    folds,
  );
  const ranked = scored().sort(
    (a, b) => Number(b.score.isComplete) - Number(a.score.isComplete) || ranking(a) - ranking(b),
  );
  if (ranking(ranked[0]) < Infinity) return ranked;
  throw new ArgumentError({
    argument: "options.methods",
    value: [...new Set(candidates.map(({ method }) => method))].join(", "),
    accepted: "a method that can take these points",
    advice: ranked[0].score.failed,
  });
}

/** A method that failed, or that never said anything, comes last. */
function ranking({ score }: ScoredGridder): number {
  return score.failed === undefined && score.predicted > 0 ? score.rmse : Infinity;
}

function scoreOf(
  { points, windows }: HeldOutWork,
  { method, parameters }: { readonly method: GridMethod; readonly parameters: MethodParameters },
  answers: ReadonlyMap<string, HeldOutAnswer>,
  fallback: Float64Array,
  folds: number,
): ScoredGridder {
  const { values } = points;
  const errors = new Float64Array(values.length).fill(Number.NaN);
  const own = new Float64Array(values.length).fill(Number.NaN);
  let [squares, heldOut, seconds, hasOwn] = [0, 0, 0, false];
  for (const [key, answer] of answers) {
    const [window, fold] = key.split(" ").map(Number);
    seconds += answer.seconds;
    hasOwn ||= answer.sigma !== undefined;
    for (const [i, k] of partsOf(windows[window], fold).test.entries()) {
      errors[k] = answer.predicted[i] - values[k];
      if (answer.sigma) own[k] = answer.sigma[i];
      const counted = Number.isFinite(errors[k]) ? errors[k] : fallback[k] - values[k];
      squares += counted * counted;
      heldOut += 1;
    }
  }
  const figures = errorFigures(errors, hasOwn ? own : undefined, points.sigma);
  const failed = [...answers.values()].find((answer) => answer.failed !== undefined)?.failed;
  const score = {
    ...{ method, parameters, ...figures, rmse: Math.sqrt(squares / heldOut), heldOut },
    unpredicted: heldOut - figures.predicted,
    isComplete: answers.size === folds * windows.length,
    seconds,
    ...(failed !== undefined && { failed }),
  };
  return { score, errors, ...(hasOwn && { own }) };
}

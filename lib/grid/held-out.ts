import { ArgumentError } from "../core/errors.js";
import type { Kernel } from "../core/executor.js";
import type { Region } from "../core/grid.js";
import { nearestPoints } from "../core/nearest-points.js";
import { fitSurface } from "./fit-surface.js";
import { type GridMethod, type MethodParameters, methodEntry } from "./methods.js";
import { type Points, pickPoints } from "./points.js";
import type { SurfaceFrame } from "./surface-frame.js";

/** A part of the survey that is cross-validated by itself. */
export interface SearchWindow {
  /** Numbers of the points in it. */
  readonly members: Int32Array;
  /** The fold of each of them. */
  readonly fold: Int32Array;
  readonly region: Region;
}

/** What all tasks share. */
export interface HeldOutWork {
  readonly points: Points;
  readonly frame: SurfaceFrame;
  readonly windows: readonly SearchWindow[];
}

/** One method in one fold of one window. */
export interface HeldOutTask {
  readonly method: GridMethod;
  readonly parameters: MethodParameters;
  readonly window: number;
  readonly fold: number;
}

/** What the method says at the held-out points, in the order of the window's members; or why it can say nothing. */
export interface HeldOutAnswer {
  readonly predicted: Float64Array;
  readonly sigma?: Float64Array;
  readonly seconds: number;
  readonly failed?: string;
  /** What the fit estimated, for the next fold; see {@link MethodEntry}. */
  readonly settled?: MethodParameters;
}

/** Fits a method to all folds of a window but one, and asks it about that one. */
export const heldOutKernel: Kernel<HeldOutWork, HeldOutTask, HeldOutAnswer> = Object.freeze({
  name: "held-out",
  prepare:
    ({ points, frame, windows }: HeldOutWork) =>
    ({ method, parameters, window, fold }: HeldOutTask): HeldOutAnswer => {
      const { test, train } = partsOf(windows[window], fold);
      const start = Date.now();
      try {
        const { region } = windows[window];
        const surface = fitSurface(pickPoints(points, train), { ...frame, region, method, parameters });
        const positions = pickPoints(points, test);
        const predicted = surface.predict(positions);
        const sigma = surface.predictSigma?.(positions);
        const seconds = (Date.now() - start) / 1000;
        const settled = methodEntry(method).settled?.(surface);
        return { predicted, ...(sigma && { sigma }), seconds, ...(settled && { settled }) };
      } catch (error) {
        if (!(error instanceof ArgumentError)) throw error;
        // Some methods cannot take some points (all on a line, for example): the others still can.
        const predicted = new Float64Array(test.length).fill(Number.NaN);
        return { predicted, seconds: 0, failed: error.message };
      }
    },
});

/** Numbers of the points that a fold holds out, and of the others in the window. */
export function partsOf(
  { members, fold }: SearchWindow,
  held: number,
): { readonly test: number[]; readonly train: number[] } {
  const [test, train]: [number[], number[]] = [[], []];
  for (const [i, k] of members.entries()) (fold[i] === held ? test : train).push(k);
  return { test, train };
}

/** The nearest point that is not held out: how far it is, in units of y, and its value. */
export interface NearestKept {
  readonly distance: Float64Array;
  readonly value: Float64Array;
}

/** For each point in the windows, the nearest one of the other folds. NaN for points in no window. */
export function nearestKept(
  { x, y, values }: Points,
  windows: readonly SearchWindow[],
  folds: number,
  aspectRatio: number,
): NearestKept {
  const distance = new Float64Array(x.length).fill(Number.NaN);
  const value = new Float64Array(x.length).fill(Number.NaN);
  const level = x.map((v) => v * aspectRatio);
  for (const window of windows)
    for (let held = 0; held < folds; held++) {
      const { test, train } = partsOf(window, held);
      const pick = (column: Float64Array): Float64Array => Float64Array.from(train, (k) => column[k]);
      const index = nearestPoints(pick(level), pick(y));
      for (const k of test) {
        const [near] = index.nearest(level[k], y[k], 1);
        if (near === undefined) continue;
        distance[k] = Math.hypot(level[train[near]] - level[k], y[train[near]] - y[k]);
        value[k] = values[train[near]];
      }
    }
  return { distance, value };
}

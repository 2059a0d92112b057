import type { TrendFrame } from "./trend-frame.js";
import type { RowFactor } from "./whiten-rows.js";

/** Where to predict, in the field's coordinates, with the drifts there. */
export interface KrigingPlaces {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly drift: readonly Float64Array[];
}

/** What is predicted; `sigma` is NaN where it was not asked for. */
export interface KrigingPrediction {
  readonly values: Float64Array;
  readonly sigma: Float64Array;
}

/** What a window fills. */
export interface WindowWork extends KrigingPrediction {
  readonly wantSigma: boolean;
  /** Called with how many more places are done. */
  readonly told: (count: number) => void;
}

/**
 * The matrix of a window. Its rows: `spare` ones that only fill up a block, with 1 on the diagonal and 0 elsewhere; the points
 * that all places choose, up to `core`; those that some choose, up to `points`; from `trend` on the columns of the trend and
 * the values. The first `core` columns hold Cholesky's factor and what it whitens, the others what the core leaves of them:
 * Schur's complement, as far as the lower triangle goes.
 */
export interface WindowMatrix extends RowFactor {
  spare: number;
  core: number;
  points: number;
  trend: number;
  /** Positions of the points. */
  x: Float64Array;
  y: Float64Array;
  readonly frame: TrendFrame;
  /** What is left at least of a point's variance: one that has less gets this as noise. */
  readonly floor: number;
}

/**
 * A row for each place, in the matrix's columns: its whitened covariances to the core, and what the core leaves of those to
 * other points, of its trend and of its value.
 */
export type PlaceRows = Float64Array;

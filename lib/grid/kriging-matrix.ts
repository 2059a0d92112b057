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
  /** Called after each place. */
  readonly told: () => void;
}

/**
 * The matrix of a window: first the points that all places choose (`core` of them), then those that some choose, and from
 * `trend` on the columns of the trend and the values, as rows. The first `core` columns hold Cholesky's factor and what
 * it whitens, the others what the core leaves of them: Schur's complement, as far as the lower triangle goes.
 */
export interface WindowMatrix extends RowFactor {
  core: number;
  trend: number;
  /** Positions of the points. */
  x: Float64Array;
  y: Float64Array;
  /** The numbers 0, 1, 2, … of the points. */
  everyone: Int32Array;
  readonly frame: TrendFrame;
  /** What is left at least of a point's variance: one that has less gets this as noise. */
  readonly floor: number;
}

/** A row for each place: its whitened covariances to the core, and what the core leaves of its trend and value. */
export interface PlaceRows {
  values: Float64Array;
  stride: number;
}

/** Writes the covariances between points of the window and a place to `out`, from `at` on. */
export type CovariancesTo = (
  out: Float64Array,
  at: number,
  points: Int32Array,
  count: number,
  px: number,
  py: number,
) => void;

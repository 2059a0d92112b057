import type { PeriodicError } from "../../core/periodic-error.js";
import type { WeakStation } from "./network-datum.js";
import type { ProposedSwap } from "./network-swaps.js";
import type { ProposedTare } from "./network-tares.js";

/** A periodic error that was found, in the form that `calibrateDial` takes as a correction. */
export interface FoundPeriodicError extends PeriodicError {
  readonly meter: string;
  readonly amplitude_sigma_mgal: number;
  readonly phase_sigma_deg: number;
}

/** The figures of an adjustment's report. */
export interface NetworkFigures {
  readonly observations: number;
  readonly unknowns: number;
  readonly rank: number;
  readonly degrees_of_freedom: number;
  readonly redundancy_sum: number;
  /** √(vᵀPv/f); NaN without redundancy. */
  readonly sigma0: number;
  readonly chi_square: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly accepted: boolean;
  };
  /** What the sigmas of the results were multiplied with. */
  readonly sigma_scale: number;
  readonly w_limit: number;
  readonly tau_limit: number;
  readonly non_centrality: number;
  /** Of the scaled normal matrix. */
  readonly condition: number;
  readonly iterations: number;
  readonly rounds: number;
  /** Elements of the Cholesky factor. */
  readonly factor_elements: number;
  readonly undetermined: readonly WeakStation[];
  readonly single_links: readonly WeakStation[];
  readonly proposed_tares: readonly ProposedTare[];
  readonly proposed_swaps: readonly ProposedSwap[];
  /** Those that `periods_counter` of a meter asks for and the readings show. */
  readonly periodic_errors: readonly FoundPeriodicError[];
}

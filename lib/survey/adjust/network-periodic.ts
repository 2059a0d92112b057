import type { FoundPeriodicError } from "./network-figures.js";
import type { NetworkModel } from "./network-model.js";
import type { WeightedSolution } from "./network-weights.js";

/**
 * Amplitude and phase of the periodic errors from their unknowns a and b, the error being a cos θ + b sin θ with
 * θ = 2π counter/period:
 *
 * ```
 * A = √(a² + b²),   φ = atan2(b, a)
 * ```
 *
 * Their sigmas by linear propagation, which holds where A is well above its sigma.
 */
export function foundPeriodicErrors(
  model: NetworkModel,
  { solution, covariance }: WeightedSolution,
  varianceFactor: number,
): FoundPeriodicError[] {
  return model.periodic.flatMap((terms, m) =>
    terms.flatMap(({ period_counter, cosine, sine }): FoundPeriodicError[] => {
      if (cosine < 0) return [];
      const [a, b] = [solution.x[cosine], solution.x[sine]];
      const [aa, ab, bb] = [covariance(cosine, cosine), covariance(cosine, sine), covariance(sine, sine)].map(
        (part) => part * varianceFactor,
      );
      const square = a * a + b * b;
      const degree = 180 / Math.PI;
      return [
        {
          meter: model.meters[m],
          period_counter,
          amplitude_mgal: Math.sqrt(square),
          phase_deg: Math.atan2(b, a) * degree,
          amplitude_sigma_mgal: Math.sqrt((a * a * aa + 2 * a * b * ab + b * b * bb) / square),
          phase_sigma_deg: (Math.sqrt(b * b * aa - 2 * a * b * ab + a * a * bb) / square) * degree,
        },
      ];
    }),
  );
}

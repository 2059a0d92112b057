/** How large the errors at held-out points are. */
export interface ErrorFigures {
  /** Root mean square of the errors, in the units of the values. */
  readonly rmse: number;
  readonly meanAbsoluteError: number;
  /** Mean of predicted less measured. */
  readonly bias: number;
  /** How many held-out points got a prediction, and how many none (outside the hull of the others, for example). */
  readonly predicted: number;
  readonly unpredicted: number;
  /** Share of the errors inside 1 and 2 sigma (of the surface and the point together), where the method has sigmas. */
  readonly insideOneSigma?: number;
  readonly insideTwoSigma?: number;
}

/**
 * Figures of errors; NaN is a point without a prediction.
 *
 * @param errors - predicted less measured
 * @param sigma - of the surface at those points, where it is known
 * @param pointSigma - of the measurements, where it is known
 */
export function errorFigures(
  errors: Float64Array,
  sigma?: Float64Array,
  pointSigma?: Float64Array,
): ErrorFigures {
  const found = errors.filter(Number.isFinite);
  const mean = (value: (error: number) => number): number =>
    found.reduce((sum, error) => sum + value(error), 0) / found.length;
  const inside = sigma && insideShares(errors, sigma, pointSigma);
  return {
    rmse: Math.sqrt(mean((error) => error * error)),
    meanAbsoluteError: mean(Math.abs),
    bias: mean((error) => error),
    predicted: found.length,
    unpredicted: errors.length - found.length,
    ...(inside &&
      inside.points > 0 && { insideOneSigma: inside.insideOneSigma, insideTwoSigma: inside.insideTwoSigma }),
  };
}

/** Share of errors inside 1 and 2 sigma, and of how many. */
export interface InsideShares {
  readonly points: number;
  readonly insideOneSigma: number;
  readonly insideTwoSigma: number;
}

/** Counts the errors inside 1 and 2 sigma, of those points that `counts` takes and that have both. */
export function insideShares(
  errors: Float64Array,
  sigma: Float64Array,
  pointSigma?: Float64Array,
  counts: (k: number) => boolean = () => true,
): InsideShares {
  let [points, one, two] = [0, 0, 0];
  for (let k = 0; k < errors.length; k++) {
    if (!Number.isFinite(errors[k] + sigma[k]) || !counts(k)) continue;
    const z = Math.abs(errors[k]) / Math.hypot(sigma[k], pointSigma?.[k] ?? 0);
    points += 1;
    if (z < 1) one += 1;
    if (z < 2) two += 1;
  }
  return { points, insideOneSigma: one / points, insideTwoSigma: two / points };
}

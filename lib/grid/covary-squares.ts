import { AT_RANGE, type CovarianceModel, correlationOfSquare } from "./covariance-model.js";

// exp(−t) is a table's value at the nearest multiple of 1/STEPS times Taylor's series of what is left over, which is
// at most 1/64: after the sixth power 5e-17 is missing.
const STEPS = 32;
/** exp(−40) is 4e-18: no sum of covariances knows it from 0. */
const FARTHEST = 40;
const TABLE = Float64Array.from({ length: STEPS * FARTHEST + 2 }, (_, n) => Math.exp(-n / STEPS));

/** Turns squared distances, from one index to before another, into covariances of the continuous part, in place. */
export type CovarySquares = (squares: Float64Array, from: number, to: number) => void;

/**
 * Makes a {@link CovarySquares} of a model: quicker than one call for each. Exponentials are right to 3e-16 of themselves.
 */
export function covarySquares({ kind, sill, range }: CovarianceModel): CovarySquares {
  const perRange = AT_RANGE[kind] / range;
  if (kind === "spherical") {
    const correlation = correlationOfSquare(kind, range);
    return (squares, from, to) => {
      for (let i = from; i < to; i++) squares[i] = sill * correlation(squares[i]);
    };
  }
  const isGaussian = kind === "gaussian";
  const scale = isGaussian ? perRange / range : perRange;
  const linear = kind === "matern" ? 1 : 0;
  return (squares, from, to) => {
    for (let i = from; i < to; i++) {
      const square = squares[i];
      const t = (isGaussian ? square : Math.sqrt(square)) * scale;
      if (t < FARTHEST) {
        const nearest = (t * STEPS + 0.5) | 0;
        const r = nearest / STEPS - t;
        const series = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r / 720)))));
        squares[i] = sill * (1 + linear * t) * (TABLE[nearest] * series);
      } else squares[i] = 0;
    }
  };
}

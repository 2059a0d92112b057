import { ArgumentError } from "../core/errors.js";

/** Shapes of covariance, from the roughest field to the smoothest. */
export type CovarianceKind = "exponential" | "spherical" | "matern" | "gaussian";

/** All kinds of {@link CovarianceModel}. */
export const COVARIANCE_KINDS: readonly CovarianceKind[] = Object.freeze([
  "exponential",
  "spherical",
  "matern",
  "gaussian",
]);

/** How much alike two values of a field are, by the distance between them. */
export interface CovarianceModel {
  readonly kind: CovarianceKind;
  /** Variance of the continuous part of the field, in squared units of the values (the partial sill). */
  readonly sill: number;
  /**
   * Distance at which the correlation has come down to exp(−3), 5 % (spherical: to 0), in units of y; along the longest axis where
   * there is an anisotropy.
   */
  readonly range: number;
  /** Variance that two values share at no distance at all, in squared units of the values; default 0. */
  readonly nugget?: number;
  /** Default: alike in all directions. */
  readonly anisotropy?: Anisotropy;
}

/** A field that changes less along one direction than across it. */
export interface Anisotropy {
  /** Direction of the longest range, in degrees clockwise from y (north). */
  readonly azimuth: number;
  /** Shortest range over longest, above 0 to 1. */
  readonly ratio: number;
}

/** What the shape's argument is at the range: Matérn's `(1 + c) exp(−c)` is exp(−3) for this c. */
export const AT_RANGE: Readonly<Record<CovarianceKind, number>> = Object.freeze({
  exponential: 3,
  spherical: 1,
  matern: 4.749031386012701,
  gaussian: 3,
});

/** The correlation as a function of the squared distance. */
export function correlationOfSquare(kind: CovarianceKind, range: number): (square: number) => number {
  const perRange = AT_RANGE[kind] / range;
  if (kind === "gaussian") return (square) => Math.exp(-square * (perRange / range));
  if (kind === "exponential") return (square) => Math.exp(-Math.sqrt(square) * perRange);
  if (kind === "matern")
    return (square) => {
      const t = Math.sqrt(square) * perRange;
      return (1 + t) * Math.exp(-t);
    };
  return (square) => {
    const t = Math.sqrt(square) * perRange;
    return t < 1 ? 1 - 1.5 * t + 0.5 * t * t * t : 0;
  };
}

/**
 * Covariance of two values of a field at a distance, and the semivariance, `γ(h) = C(0) − C(h)`, that belongs to it.
 *
 * With h over range = t: exponential `exp(−3 t)`, spherical `1 − 1.5 t + 0.5 t³` up to t = 1, Gaussian
 * `exp(−3 t²)`, Matérn with smoothness 3/2 `(1 + c t) exp(−c t)`, c = 4.7490; each times the sill. The nugget counts
 * at distance 0 only. An anisotropy does not count here: the distance is one along the longest axis.
 *
 * @param model - see {@link CovarianceModel}
 * @param distance - 0 or more, in units of y; NaN gives NaN
 * @throws ArgumentError if the model is out of range
 *
 * Source: Chilès & Delfiner (2012), Geostatistics, 2nd ed., Wiley, section 2.5.
 *
 * @example
 * covarianceAt({ kind: "spherical", sill: 4, range: 10, nugget: 1 }, 0).covariance; // => 5
 * covarianceAt({ kind: "spherical", sill: 4, range: 10, nugget: 1 }, 5); // => { covariance: 1.25, semivariance: 3.75 }
 */
export function covarianceAt(
  model: CovarianceModel,
  distance: number,
): { readonly covariance: number; readonly semivariance: number } {
  const { kind, sill, range, nugget = 0 } = checkedModel(model);
  const covariance =
    sill * correlationOfSquare(kind, range)(distance * distance) + (distance === 0 ? nugget : 0);
  return { covariance, semivariance: sill + nugget - covariance };
}

/** The model, if it is one. */
export function checkedModel(model: CovarianceModel): CovarianceModel {
  const { kind, sill, range, nugget = 0, anisotropy } = model;
  const wrong = (name: string, value: unknown, accepted: string): ArgumentError =>
    new ArgumentError({ argument: `model.${name}`, value, accepted });
  if (!COVARIANCE_KINDS.includes(kind)) throw wrong("kind", kind, `one of ${COVARIANCE_KINDS.join(", ")}`);
  if (!(sill >= 0 && sill < Infinity)) throw wrong("sill", sill, "a variance, 0 or more");
  if (!(range > 0 && range < Infinity)) throw wrong("range", range, "a distance above 0");
  if (!(nugget >= 0 && nugget < Infinity)) throw wrong("nugget", nugget, "a variance, 0 or more");
  if (!(sill + nugget > 0)) throw wrong("sill", sill, "above 0, where the nugget is 0");
  if (anisotropy) {
    const { azimuth, ratio } = anisotropy;
    if (!Number.isFinite(azimuth)) throw wrong("anisotropy.azimuth", azimuth, "a number of degrees");
    if (!(ratio > 0 && ratio <= 1)) throw wrong("anisotropy.ratio", ratio, "above 0 and at most 1");
  }
  return model;
}

/** Turns places so that distances between them are those along the longest axis: x over y made equal, anisotropy undone. */
export function isotropicPlaces(
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
  aspectRatio: number,
  anisotropy: Anisotropy = { azimuth: 0, ratio: 1 },
): { readonly x: Float64Array; readonly y: Float64Array } {
  const [sin, cos] = [
    Math.sin((anisotropy.azimuth * Math.PI) / 180),
    Math.cos((anisotropy.azimuth * Math.PI) / 180),
  ];
  if (anisotropy.ratio === 1) return { x: x.map((v) => v * aspectRatio), y };
  return {
    x: x.map((v, k) => (v * aspectRatio * cos - y[k] * sin) / anisotropy.ratio), // across the longest axis
    y: y.map((v, k) => x[k] * aspectRatio * sin + v * cos), // along it
  };
}

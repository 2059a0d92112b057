/** The attraction of a body at a point: the gradient of its potential, along the three axes, in m/s². */
export interface Attraction {
  readonly easting: number;
  readonly northing: number;
  /** Positive up: minus what the functions called `...Gravity` return. */
  readonly upward: number;
}

/**
 * Second derivatives of a body's potential along the axes easting (e), northing (n) and upward (u), in s⁻²
 * (1 E = 1e-9 s⁻²). The tensor is symmetric, so the six are all. Its trace `ee + nn + uu` is 0 outside the body and
 * −4πGρ inside (Poisson).
 */
export interface GradientTensor {
  readonly ee: number;
  readonly nn: number;
  readonly uu: number;
  readonly en: number;
  readonly eu: number;
  readonly nu: number;
}

/** Points where a field is asked for: three arrays of the same length, metres. */
export interface FieldPoints {
  readonly easting: Float64Array;
  readonly northing: Float64Array;
  readonly upward: Float64Array;
}

import { EARTH_RADIUS, GRAVITATIONAL_CONSTANT } from "../core/constants.js";

/** Size of a spherical cap and of the Earth that it lies on. */
export interface SphericalCapOptions {
  /** Radius of the cap along the sea's surface, metres; default 166,700. */
  readonly surfaceRadius?: number;
  /** Radius of the Earth at sea level, metres; default 6,371,000. */
  readonly earthRadius?: number;
}

/**
 * Vertical attraction of a homogeneous spherical cap, a round piece of a spherical shell, on a point in the middle of
 * its top, SI units.
 *
 * ```
 * g_z = 2πGρ (μ H − λ R)      R = R₀ + H, cap angle α = surfaceRadius / R₀
 * λ = [(3f² − 2 + fδ + δ²) √((f − δ)² + k) + p + m ln(n / (f − δ + √((f − δ)² + k)))] / 3
 * μ = 1 + η²/3 − η,  η = H/R,  δ = R₀/R,  f = cos α,  k = sin²α,  m = −3kf
 * p = −6f² sin(α/2) + 4 sin³(α/2),  n = 2 (sin(α/2) − sin²(α/2))
 * ```
 *
 * For a point below sea level (height < 0) the same formula gives what is missing there: the shell from the point to
 * sea level, counted as mass below the point, less what the cap above it would pull up.
 *
 * @param height - thickness of the cap: height of the point above sea level, metres
 * @param density - kg/m³
 * @param options - see {@link SphericalCapOptions}
 * @returns m/s², positive down; NaN for NaN
 *
 * Source: LaFehr (1991), An exact solution for the gravity curvature (Bullard B) correction, Geophysics 56, 1179–1184.
 *
 * @example
 * (sphericalCapGravity(1000, 2670) * 1e5).toFixed(2); // => "113.08"
 */
export function sphericalCapGravity(
  height: number,
  density: number,
  { surfaceRadius = 166_700, earthRadius = EARTH_RADIUS }: SphericalCapOptions = {},
): number {
  const R = earthRadius + height;
  const angle = surfaceRadius / earthRadius;
  const sinHalf = Math.sin(angle / 2);
  const f = Math.cos(angle);
  const k = Math.sin(angle) ** 2;
  const delta = earthRadius / R;
  const eta = height / R;
  const chord = Math.sqrt((f - delta) ** 2 + k); // from the point to the rim at sea level, in units of R
  const p = -6 * f ** 2 * sinHalf + 4 * sinHalf ** 3;
  const n = 2 * (sinHalf - sinHalf ** 2);
  const logarithm = -3 * k * f * Math.log(n / (f - delta + chord));
  const lambda = ((3 * f ** 2 - 2 + f * delta + delta ** 2) * chord + p + logarithm) / 3;
  const mu = 1 + eta ** 2 / 3 - eta;
  return 2 * Math.PI * GRAVITATIONAL_CONSTANT * density * (mu * height - lambda * R);
}

/** A kernel of a squared distance. */
export type SplineKernel = (square: number) => number;

const EULER = 0.5772156649015329;
/** Beyond this argument Bessel's K₀ is lost beside the logarithm. */
const GONE = 42;

/**
 * Green's function of the plate under tension, `(∇⁴ − p² ∇²) G = δ` in the plane, as a function of the squared distance:
 *
 * ```
 * p = 0:  G = r² ln r / 8π                         (Sandwell 1987, table 1)
 * p > 0:  G = −(K₀(p r) + ln(p r) + γ − ln 2) / 2πp²   (Wessel & Bercovici 1998, eq. 14, with a constant that makes G(0) = 0)
 * ```
 *
 * Either is a covariance of differences that no plane touches, and with tension of those that no constant touches.
 *
 * @param p - one over the length at which tension takes over from stiffness; 0 for none
 */
export function splineKernel(p: number): SplineKernel {
  if (p === 0) return (square) => (square > 0 ? (square * Math.log(square)) / (16 * Math.PI) : 0);
  if (table.length === 0) table = makeTable();
  const factor = 1 / (2 * Math.PI * p * p);
  return (square) => -factor * besselPart(p * Math.sqrt(square));
}

/** K₀(z) + ln z + γ − ln 2, which is 0 at z = 0, without loss of digits. */
function besselPart(z: number): number {
  if (z <= 0) return 0;
  if (z > GONE) return Math.log(z / 2) + EULER;
  if (z >= 2) return tabulated(z);
  // Abramowitz & Stegun 9.6.12 and 9.6.13: the series of I₀ − 1 and of K₀.
  const quarter = (z * z) / 4;
  let [term, harmonic, small, rest] = [1, 0, 0, 0];
  for (let k = 1; term > 1e-18 * small || k < 3; k++) {
    term *= quarter / (k * k);
    harmonic += 1 / k;
    small += term;
    rest += term * harmonic;
  }
  return rest - (Math.log(z / 2) + EULER) * small;
}

/** The table holds, for each sixteenth of z from 2 on, the coefficients of so many Chebyshev polynomials: good to 10⁻¹². */
const [STEPS, ORDER] = [16, 6];
let table: Float64Array = new Float64Array(0);

/** The function of {@link besselPart} for z from 2 to where K₀ is gone, from a table: it is asked for very often. */
function tabulated(z: number): number {
  const place = (z - 2) * STEPS;
  const step = Math.floor(place);
  const t = 4 * (place - step) - 2;
  const from = step * ORDER;
  let b = 0;
  let c = 0;
  for (let k = from + ORDER - 1; k > from; k--) {
    const next = t * b - c + table[k];
    c = b;
    b = next;
  }
  return 0.5 * t * b - c + table[from];
}

function makeTable(): Float64Array {
  const steps = (GONE - 2) * STEPS + 1;
  const made = new Float64Array(steps * ORDER);
  for (let step = 0; step < steps; step++)
    for (let node = 0; node < ORDER; node++) {
      const angle = ((2 * node + 1) * Math.PI) / (2 * ORDER);
      const z = 2 + (step + (1 + Math.cos(angle)) / 2) / STEPS;
      const value = Math.log(z / 2) + EULER + besselK0(z);
      for (let k = 0; k < ORDER; k++)
        made[step * ORDER + k] += ((k === 0 ? 1 : 2) / ORDER) * value * Math.cos(k * angle);
    }
  return made;
}

/**
 * Bessel's modified function K₀ by the trapezoidal rule on `∫ exp(−z cosh t) dt`, t from 0 on, which comes closer with each
 * step than any power of it (Abramowitz & Stegun 9.6.24; Trefethen & Weideman 2014, SIAM Review 56, 385–458).
 */
function besselK0(z: number): number {
  const step = 1 / 16;
  let sum = Math.exp(-z) / 2;
  for (let k = 1; z * (Math.cosh(k * step) - 1) < 40; k++) sum += Math.exp(-z * Math.cosh(k * step));
  return sum * step;
}

/**
 * The distributions that tests of an adjustment need: normal, chi-square and Student's t. Quantiles are found from
 * the distribution functions by halving an interval: slow (a microsecond or two) and exact to the last digits.
 */

/**
 * Share of a standard normal distribution below `z`.
 *
 * @example
 * normalShare(1.959963984540054); // => 0.975
 */
export function normalShare(z: number): number {
  const tail = 0.5 * (1 - gammaShare(0.5, (z * z) / 2));
  return z > 0 ? 1 - tail : tail;
}

/**
 * The z below which a share of a standard normal distribution lies.
 *
 * @param share - between 0 and 1
 *
 * @example
 * normalQuantile(0.975); // => 1.959963984540054
 */
export function normalQuantile(share: number): number {
  if (share > 0.5) return -normalQuantile(1 - share);
  return halve((z) => normalShare(z), share, -40, 0);
}

/**
 * Share of a chi-square distribution below `value`.
 *
 * @param freedom - degrees of freedom
 *
 * @example
 * chiSquareShare(2, 2); // => 1 - Math.exp(-1)
 */
export function chiSquareShare(value: number, freedom: number): number {
  return value <= 0 ? 0 : gammaShare(freedom / 2, value / 2);
}

/**
 * The value below which a share of a chi-square distribution lies.
 *
 * @example
 * chiSquareQuantile(0.95, 10); // => 18.307038053275146
 */
export function chiSquareQuantile(share: number, freedom: number): number {
  let high = freedom + 10;
  while (chiSquareShare(high, freedom) < share) high *= 2;
  return halve((value) => chiSquareShare(value, freedom), share, 0, high);
}

/**
 * Share of Student's t distribution below `t`.
 *
 * @example
 * studentShare(1, 1); // => 0.75
 */
export function studentShare(t: number, freedom: number): number {
  const tail = 0.5 * betaShare(freedom / 2, 0.5, freedom / (freedom + t * t));
  return t > 0 ? 1 - tail : tail;
}

/**
 * The t below which a share of Student's distribution lies.
 *
 * @example
 * studentQuantile(0.975, 10); // => 2.2281388519862744
 */
export function studentQuantile(share: number, freedom: number): number {
  if (share > 0.5) return -studentQuantile(1 - share, freedom);
  let low = -2;
  while (studentShare(low, freedom) > share) low *= 2;
  return halve((t) => studentShare(t, freedom), share, low, 0);
}

/** Logarithm of the gamma function for a positive number (Lanczos 1964, g = 7, nine terms). */
export function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const t = x + 6.5;
  let sum = terms[0];
  for (let k = 1; k < 9; k++) sum += terms[k] / (x - 1 + k);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** Regularised lower incomplete gamma function P(a, x): series below a + 1, continued fraction above. */
function gammaShare(a: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * 1e-17 && n < 100_000; n++) sum += term *= x / (a + n);
    return front * sum;
  }
  const fraction = continuedFraction(x + 1 - a, (n) => [-n * (n - a), x + 1 - a + 2 * n]);
  return 1 - front / fraction;
}

/** Regularised incomplete beta function I_x(a, b). */
function betaShare(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare(b, a, 1 - x);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x) - Math.log(a),
  );
  const fraction = continuedFraction(1, (n) => {
    const m = n >> 1;
    const top =
      n % 2 === 0
        ? (m * (b - m) * x) / ((a + n - 1) * (a + n))
        : (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
    return [top, 1];
  });
  return front / fraction;
}

/** `first + top₁/(below₁ + top₂/(below₂ + …))` by the method of Lentz (1976). */
function continuedFraction(first: number, terms: (n: number) => readonly [number, number]): number {
  let value = first || 1e-300;
  let c = value;
  let d = 0;
  for (let n = 1; n < 100_000; n++) {
    const [top, below] = terms(n);
    d = 1 / (below + top * d || 1e-300);
    c = below + top / c || 1e-300;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return value;
}

function halve(rising: (at: number) => number, wanted: number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (let round = 0; round < 200; round++) {
    const middle = (below + above) / 2;
    if (middle === below || middle === above) break;
    if (rising(middle) < wanted) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}

import { factorCholesky } from "../../../lib/core/cholesky.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { type CovarianceModel, covarianceAt, isotropicPlaces } from "../../../lib/grid/covariance-model.js";

/** Random places in a square, and the fields of a covariance model there: L times normal numbers. */
export function randomField(
  model: CovarianceModel,
  count: number,
  side: number,
  seed: number,
): { x: Float64Array; y: Float64Array; simulate: () => Float64Array; normal: () => number } {
  const random = seededRandom(seed);
  const x = Float64Array.from({ length: count }, () => side * random());
  const y = Float64Array.from({ length: count }, () => side * random());
  const factor = covarianceMatrix(model, x, y);
  factorCholesky(factor, count);
  const normal = (): number => normalRandom(random);
  const simulate = (): Float64Array => {
    const draws = Float64Array.from({ length: count }, normal);
    return draws.map((_, i) => {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += factor[i * count + j] * draws[j];
      return sum;
    });
  };
  return { x, y, simulate, normal };
}

/** The covariance of a field at places, both triangles. */
export function covarianceMatrix(model: CovarianceModel, x: Float64Array, y: Float64Array): Float64Array {
  const count = x.length;
  const at = isotropicPlaces({ x, y }, 1, model.anisotropy);
  return Float64Array.from(
    { length: count * count },
    (_, k) =>
      covarianceAt(
        model,
        Math.hypot(
          at.x[Math.floor(k / count)] - at.x[k % count],
          at.y[Math.floor(k / count)] - at.y[k % count],
        ),
      ).covariance,
  );
}

/** Solves a square system by Gauss's elimination with pivots, for oracles: no Cholesky, no triangles. */
export function solveDense(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const [a, b] = [matrix.slice(), right.slice()];
  for (let c = 0; c < n; c++) {
    let best = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(a[r * n + c]) > Math.abs(a[best * n + c])) best = r;
    for (let j = 0; j < n; j++) [a[c * n + j], a[best * n + j]] = [a[best * n + j], a[c * n + j]];
    [b[c], b[best]] = [b[best], b[c]];
    for (let r = c + 1; r < n; r++) {
      const share = a[r * n + c] / a[c * n + c];
      for (let j = c; j < n; j++) a[r * n + j] -= share * a[c * n + j];
      b[r] -= share * b[c];
    }
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let j = r + 1; j < n; j++) b[r] -= a[r * n + j] * b[j];
    b[r] /= a[r * n + r];
  }
  return b;
}

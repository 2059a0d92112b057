/**
 * Least squares for the reference processing. Every observation has one station and a few nuisance unknowns (a loop's
 * offset and rate, a meter's curvature and scale), so the stations' part of the normal matrix is diagonal and is
 * eliminated; what is left is small and solved by Cholesky.
 */
export interface Observation {
  readonly station: string;
  readonly value: number;
  readonly sigma: number;
  /** Nuisance unknowns by name, and their factors. */
  readonly nuisance: Readonly<Record<string, number>>;
}

/** What is known of a nuisance unknown beforehand. */
export interface Known {
  readonly name: string;
  readonly value: number;
  readonly sigma: number;
}

export interface Estimate {
  readonly value: number;
  readonly sigma: number;
}

export interface Adjustment {
  readonly stations: ReadonlyMap<string, Estimate>;
  readonly nuisance: ReadonlyMap<string, Estimate>;
  readonly freedom: number;
  /** Sum of the squared residuals over sigma, divided by the degrees of freedom. */
  readonly reducedChiSquare: number;
}

export function adjust(observations: readonly Observation[], known: readonly Known[]): Adjustment {
  const stations = [...new Set(observations.map(({ station }) => station))];
  const names = [...new Set(observations.flatMap(({ nuisance }) => Object.keys(nuisance)))];
  const at = new Map(stations.map((name, i) => [name, i]));
  const column = new Map(names.map((name, i) => [name, i]));
  const n = names.length;
  const weight = new Float64Array(stations.length);
  const right = new Float64Array(stations.length);
  const mixed = stations.map(() => new Map<number, number>());
  const normal = Array.from({ length: n }, () => new Float64Array(n));
  const rest = new Float64Array(n);
  for (const { station, value, sigma, nuisance } of observations) {
    const s = at.get(station) as number;
    const w = 1 / sigma ** 2;
    weight[s] += w;
    right[s] += w * value;
    const terms = Object.entries(nuisance).map(
      ([name, factor]) => [column.get(name) as number, factor] as const,
    );
    for (const [i, a] of terms) {
      mixed[s].set(i, (mixed[s].get(i) ?? 0) + w * a);
      rest[i] += w * a * value;
      for (const [j, b] of terms) normal[i][j] += w * a * b;
    }
  }
  for (const { name, value, sigma } of known) {
    const i = column.get(name) as number;
    normal[i][i] += 1 / sigma ** 2;
    rest[i] += value / sigma ** 2;
  }
  for (let s = 0; s < stations.length; s++)
    for (const [i, a] of mixed[s]) {
      rest[i] -= (a * right[s]) / weight[s];
      for (const [j, b] of mixed[s]) normal[i][j] -= (a * b) / weight[s];
    }
  const inverse = inverseOf(normal);
  const unknowns = inverse.map((row) => row.reduce((sum, v, j) => sum + v * rest[j], 0));
  const results = stations.map((name, s): [string, Estimate] => {
    let value = right[s] / weight[s];
    let variance = 1 / weight[s];
    for (const [i, a] of mixed[s]) {
      value -= (a * unknowns[i]) / weight[s];
      for (const [j, b] of mixed[s]) variance += (a * b * inverse[i][j]) / weight[s] ** 2;
    }
    return [name, { value, sigma: Math.sqrt(variance) }];
  });
  const gravity = new Map(results);
  let sum = 0;
  for (const { station, value, sigma, nuisance } of observations) {
    let model = (gravity.get(station) as Estimate).value;
    for (const [name, factor] of Object.entries(nuisance))
      model += factor * unknowns[column.get(name) as number];
    sum += ((value - model) / sigma) ** 2;
  }
  for (const { name, value, sigma } of known)
    sum += ((value - unknowns[column.get(name) as number]) / sigma) ** 2;
  const freedom = observations.length + known.length - stations.length - n;
  return {
    stations: gravity,
    nuisance: new Map(
      names.map((name, i) => [name, { value: unknowns[i], sigma: Math.sqrt(inverse[i][i]) }]),
    ),
    freedom,
    reducedChiSquare: sum / freedom,
  };
}

/** Inverse of a symmetric positive matrix, by Cholesky. The unknowns differ in size: they are scaled to a unit diagonal. */
function inverseOf(matrix: readonly Float64Array[]): Float64Array[] {
  const n = matrix.length;
  const scale = matrix.map((row, i) => 1 / Math.sqrt(row[i]));
  const lower = matrix.map((row, i) => row.map((v, j) => v * scale[i] * scale[j]));
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) lower[j][j] -= lower[j][k] ** 2;
    if (!(lower[j][j] > 1e-12)) throw new Error(`unknown ${j} cannot be told from the others`);
    lower[j][j] = Math.sqrt(lower[j][j]);
    for (let i = j + 1; i < n; i++) {
      for (let k = 0; k < j; k++) lower[i][j] -= lower[i][k] * lower[j][k];
      lower[i][j] /= lower[j][j];
    }
  }
  return Array.from({ length: n }, (_, column) => {
    const x = new Float64Array(n);
    x[column] = 1;
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) x[i] -= lower[i][k] * x[k];
      x[i] /= lower[i][i];
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) x[i] -= lower[k][i] * x[k];
      x[i] /= lower[i][i];
    }
    return x.map((v, i) => v * scale[i] * scale[column]);
  });
}

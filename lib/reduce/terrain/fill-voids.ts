/** A window of heights that may have voids. */
export interface VoidWindow {
  readonly columns: number;
  readonly rows: number;
  /** Row-major; NaN where nothing is known. Voids are filled in place. */
  readonly values: Float32Array | Float64Array;
}

/**
 * Fills voids: with a coarser model, if there is one, lifted so that it meets the cells around; else with a smooth
 * surface between them. The known cells are averaged over squares of 2, 4, 8 … cells until every square has a value,
 * and each void takes what the squares around it say.
 *
 * @param coarser - heights of a coarser model at the same cells, NaN where it has none
 * @returns how many cells were void; a window without any known cell stays as it is
 *
 * Source: the pull-push algorithm of Gortler, Grzeszczuk, Szeliski & Cohen (1996), The Lumigraph, SIGGRAPH 96, sect. 3.4.
 */
export function fillVoids(window: VoidWindow, coarser?: ArrayLike<number>): number {
  const { values } = window;
  let voids = 0;
  for (let k = 0; k < values.length; k++) if (Number.isNaN(values[k])) voids++;
  if (voids === 0) return 0;
  const base = (k: number) => (coarser && !Number.isNaN(coarser[k]) ? coarser[k] : 0);
  // Where one cell has a coarser height and its neighbour has none, differences would jump: then go without.
  const isWhole = coarser !== undefined && !Array.prototype.some.call(coarser, Number.isNaN);
  const lifted = Float64Array.from(values, (value, k) => (isWhole ? value - base(k) : value));
  if (voids === values.length) {
    if (isWhole) for (let k = 0; k < values.length; k++) values[k] = base(k);
    return voids;
  }
  pullPush(lifted, window.columns, window.rows);
  for (let k = 0; k < values.length; k++)
    if (Number.isNaN(values[k])) values[k] = lifted[k] + (isWhole ? base(k) : 0);
  return voids;
}

function pullPush(values: Float64Array, columns: number, rows: number): void {
  if (!values.some(Number.isNaN) || (columns === 1 && rows === 1)) return;
  const [wide, high] = [Math.ceil(columns / 2), Math.ceil(rows / 2)];
  const means = new Float64Array(wide * high);
  for (let j = 0; j < high; j++)
    for (let i = 0; i < wide; i++) {
      let [sum, count] = [0, 0];
      for (let jj = 2 * j; jj < Math.min(rows, 2 * j + 2); jj++)
        for (let ii = 2 * i; ii < Math.min(columns, 2 * i + 2); ii++) {
          const value = values[jj * columns + ii];
          if (Number.isNaN(value)) continue;
          sum += value;
          count++;
        }
      means[j * wide + i] = sum / count;
    }
  pullPush(means, wide, high);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++)
      if (Number.isNaN(values[j * columns + i])) values[j * columns + i] = between(means, wide, high, i, j);
}

/** A coarse surface at a fine cell: bilinear between the four squares around. */
function between(means: Float64Array, wide: number, high: number, i: number, j: number): number {
  const [x, y] = [(i - 0.5) / 2, (j - 0.5) / 2];
  const clampX = (k: number) => Math.min(wide - 1, Math.max(0, k));
  const clampY = (k: number) => Math.min(high - 1, Math.max(0, k));
  const [i0, j0] = [Math.floor(x), Math.floor(y)];
  const [t, u] = [x - i0, y - j0];
  const at = (a: number, b: number) => means[clampY(b) * wide + clampX(a)];
  return (
    (1 - u) * ((1 - t) * at(i0, j0) + t * at(i0 + 1, j0)) +
    u * ((1 - t) * at(i0, j0 + 1) + t * at(i0 + 1, j0 + 1))
  );
}

import { minimumDegree } from "./minimum-degree.js";
import { type FactorStructure, factorStructure, postordered } from "./sparse-structure.js";

/** A sparse matrix by rows: row i has the columns and values from `starts[i]` to `starts[i + 1] − 1`. */
export interface SparseRows {
  readonly starts: Int32Array;
  /** A column may stand twice in a row: its values add. */
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** Number of columns. */
  readonly width: number;
}

/**
 * Where the elements of a normal matrix `AᵀPA` stand: found once from the places of A, and used for every new set of
 * values and weights. Rows and columns are in the order of elimination.
 */
export interface NormalPattern {
  readonly size: number;
  /** The unknown that stands at each place. */
  readonly order: Int32Array;
  /** The place of each unknown. */
  readonly place: Int32Array;
  /** Upper triangle by columns: column j has the rows `rows[starts[j]] … rows[starts[j + 1] − 1]`, all ≤ j. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  /** For each row of A and each ordered pair of its terms: the element that the product goes to, or −1. */
  readonly slots: Int32Array;
  /** Where the elements of the Cholesky factor stand. */
  readonly structure: FactorStructure;
}

/** The pattern of `AᵀPA`, in an order that keeps its Cholesky factor sparse ({@link minimumDegree}). */
export function normalPattern(matrix: SparseRows): NormalPattern {
  const size = matrix.width;
  const natural = upperPattern(
    matrix,
    Int32Array.from({ length: size }, (_, i) => i),
  );
  const { starts, neighbours } = bothTriangles(size, natural.starts, natural.rows);
  const order = postordered(minimumDegree(size, starts, neighbours), starts, neighbours);
  const place = new Int32Array(size);
  for (let k = 0; k < size; k++) place[order[k]] = k;
  const upper = upperPattern(matrix, place);
  return { size, order, place, ...upper, structure: factorStructure(size, upper.starts, upper.rows) };
}

/** The values of `AᵀPA` at the places of the pattern. `weights` has the diagonal of P. */
export function normalValues(
  matrix: SparseRows,
  weights: Float64Array,
  pattern: NormalPattern,
): Float64Array {
  const { starts, values } = matrix;
  const normal = new Float64Array(pattern.rows.length);
  let pair = 0;
  for (let i = 0; i < starts.length - 1; i++)
    for (let a = starts[i]; a < starts[i + 1]; a++)
      for (let b = starts[i]; b < starts[i + 1]; b++) {
        const slot = pattern.slots[pair++];
        if (slot >= 0) normal[slot] += weights[i] * values[a] * values[b];
      }
  return normal;
}

/** `AᵀP v`, the right side of the normal equations. */
export function normalRightSide(matrix: SparseRows, weights: Float64Array, v: Float64Array): Float64Array {
  const { starts, columns, values } = matrix;
  const right = new Float64Array(matrix.width);
  for (let i = 0; i < starts.length - 1; i++)
    for (let a = starts[i]; a < starts[i + 1]; a++) right[columns[a]] += weights[i] * v[i] * values[a];
  return right;
}

/** `A x`. */
export function timesVector(matrix: SparseRows, x: Float64Array): Float64Array {
  const { starts, columns, values } = matrix;
  const product = new Float64Array(starts.length - 1);
  for (let i = 0; i < product.length; i++)
    for (let a = starts[i]; a < starts[i + 1]; a++) product[i] += values[a] * x[columns[a]];
  return product;
}

function upperPattern(
  matrix: SparseRows,
  place: Int32Array,
): Pick<NormalPattern, "starts" | "rows" | "slots"> {
  const byColumn = termsByColumn(matrix, place);
  const pairStarts = pairStartsOf(matrix);
  const slots = new Int32Array(pairStarts[pairStarts.length - 1]).fill(-1);
  const slotOf = new Int32Array(matrix.width);
  const seen = new Int32Array(matrix.width).fill(-1);
  const starts = new Int32Array(matrix.width + 1);
  const rows: number[] = [];
  for (let j = 0; j < matrix.width; j++) {
    seen[j] = j; // the diagonal is always there
    slotOf[j] = rows.length;
    rows.push(j);
    for (let t = byColumn.starts[j]; t < byColumn.starts[j + 1]; t++) {
      const term = byColumn.terms[t];
      const row = byColumn.rowOf[t];
      const [first, end] = [matrix.starts[row], matrix.starts[row + 1]];
      for (let a = first; a < end; a++) {
        const i = place[matrix.columns[a]];
        if (i > j) continue;
        if (seen[i] !== j) {
          seen[i] = j;
          slotOf[i] = rows.length;
          rows.push(i);
        }
        slots[pairStarts[row] + (a - first) * (end - first) + (term - first)] = slotOf[i];
      }
    }
    starts[j + 1] = rows.length;
  }
  return { starts, rows: Int32Array.from(rows), slots };
}

function pairStartsOf(matrix: SparseRows): Int32Array {
  const starts = new Int32Array(matrix.starts.length);
  for (let i = 0; i < matrix.starts.length - 1; i++)
    starts[i + 1] = starts[i] + (matrix.starts[i + 1] - matrix.starts[i]) ** 2;
  return starts;
}

/** The terms of A that stand in each column, with their rows. */
function termsByColumn(
  matrix: SparseRows,
  place: Int32Array,
): { starts: Int32Array; terms: Int32Array; rowOf: Int32Array } {
  const starts = new Int32Array(matrix.width + 1);
  for (const column of matrix.columns) starts[place[column] + 1]++;
  for (let j = 0; j < matrix.width; j++) starts[j + 1] += starts[j];
  const next = starts.slice();
  const terms = new Int32Array(matrix.columns.length);
  const rowOf = new Int32Array(matrix.columns.length);
  for (let i = 0; i < matrix.starts.length - 1; i++)
    for (let a = matrix.starts[i]; a < matrix.starts[i + 1]; a++) {
      const at = next[place[matrix.columns[a]]]++;
      terms[at] = a;
      rowOf[at] = i;
    }
  return { starts, terms, rowOf };
}

function bothTriangles(
  size: number,
  upperStarts: Int32Array,
  upperRows: Int32Array,
): { starts: Int32Array; neighbours: Int32Array } {
  const starts = new Int32Array(size + 1);
  const each = (visit: (i: number, j: number) => void) => {
    for (let j = 0; j < size; j++)
      for (let p = upperStarts[j]; p < upperStarts[j + 1]; p++)
        if (upperRows[p] !== j) visit(upperRows[p], j);
  };
  each((i, j) => {
    starts[i + 1]++;
    starts[j + 1]++;
  });
  for (let j = 0; j < size; j++) starts[j + 1] += starts[j];
  const next = starts.slice();
  const neighbours = new Int32Array(starts[size]);
  each((i, j) => {
    neighbours[next[i]++] = j;
    neighbours[next[j]++] = i;
  });
  return { starts, neighbours };
}

import { type CurvatureEquation, PATTERN } from "./curvature-stencil.js";

/** Data in the finest grid's own coordinates: 0 at the first node, 1 at the next. */
export interface NodeData {
  /** Position along x and y in spacings from the first node. */
  readonly column: Float64Array;
  readonly row: Float64Array;
  readonly values: Float64Array;
  /** Weight of each datum beside others that share its node. */
  readonly weight: Float64Array;
}

/** Data in the order of the grid's rows: neighbours in the list are then neighbours in memory. */
export function inRowOrder({ column, row, values, weight }: NodeData, rows: number): NodeData {
  const start = new Int32Array(rows + 1);
  const rowOf = (datum: number): number => Math.max(0, Math.min(rows - 1, Math.round(row[datum])));
  for (let d = 0; d < row.length; d++) start[rowOf(d) + 1]++;
  for (let j = 0; j < rows; j++) start[j + 1] += start[j];
  const order = new Int32Array(row.length);
  for (let d = 0; d < row.length; d++) order[start[rowOf(d)]++] = d;
  const sorted = (list: Float64Array): Float64Array => list.map((_, k) => list[order[k]]);
  return { column: sorted(column), row: sorted(row), values: sorted(values), weight: sorted(weight) };
}

/** The equations of the nodes that data hold, in the order of the nodes. All other nodes are free. */
export interface HeldRows {
  /** Those of grid row j are numbers `rowStart[j]` up to `rowStart[j + 1]`. */
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  /** 13 coefficients each, in the order of `PATTERN`, divided by the first. */
  readonly coefficients: Float64Array;
  /** The first coefficient, before the division. */
  readonly pivot: Float64Array;
  /** Right-hand side, divided by the first coefficient. */
  readonly target: Float64Array;
}

/** How arrays are made, all zero: in memory of this thread alone, or shared. */
export interface Memory {
  readonly numbers: (length: number) => Float64Array;
  readonly integers: (length: number) => Int32Array;
}

/** Memory of this thread alone. */
export const ownMemory: Memory = {
  numbers: (length) => new Float64Array(length),
  integers: (length) => new Int32Array(length),
};

/** Room for the rows of as many nodes as so many data can hold: each at most four. */
export function roomForRows(
  { nx, ny }: CurvatureEquation,
  data: number,
  { numbers, integers }: Memory = ownMemory,
): HeldRows {
  const most = Math.min(nx * ny, 4 * data);
  return {
    rowStart: integers(ny + 1),
    column: integers(most),
    coefficients: numbers(most * PATTERN.length),
    pivot: numbers(most),
    target: numbers(most),
  };
}

/** The part of a room that its rows fill. */
export function filledRows({ rowStart, column, coefficients, pivot, target }: HeldRows): HeldRows {
  const count = rowStart[rowStart.length - 1];
  return {
    rowStart,
    column: column.subarray(0, count),
    coefficients: coefficients.subarray(0, count * PATTERN.length),
    pivot: pivot.subarray(0, count),
    target: target.subarray(0, count),
  };
}

/**
 * Rows of zeros for the marked nodes (1 in `marked`), in a room that was not used before, and the number of each node's
 * row (in `marked`, from then on).
 */
export function emptyRows({ nx, ny }: CurvatureEquation, marked: Int32Array, room: HeldRows): HeldRows {
  const { rowStart, column } = room;
  let count = 0;
  for (let j = 0; j < ny; j++) {
    for (let k = j * nx; k < (j + 1) * nx; k++) marked[k] = marked[k] > 0 ? count++ : -1;
    rowStart[j + 1] = count;
  }
  for (let j = 0; j < ny; j++) {
    if (rowStart[j] === rowStart[j + 1]) continue;
    for (let i = 0; i < nx; i++) if (marked[j * nx + i] >= 0) column[marked[j * nx + i]] = i;
  }
  return filledRows(room);
}

/** Divides every row by its first coefficient, which it keeps in `pivot`. */
export function normaliseRows({ coefficients, pivot, target }: HeldRows): void {
  const terms = PATTERN.length;
  for (let c = 0; c < pivot.length; c++) {
    const first = coefficients[c * terms];
    const share = 1 / first;
    pivot[c] = first;
    target[c] *= share;
    for (let k = 1; k < terms; k++) coefficients[c * terms + k] *= share;
    coefficients[c * terms] = 1;
  }
}

/** Place in `PATTERN` of the node `x` columns and `y` rows away, for steps of at most one. */
export function patternIndex(x: number, y: number): number {
  return NEAR[(y + 1) * 3 + x + 1];
}

const NEAR: readonly number[] = [-1, 0, 1].flatMap((y) =>
  [-1, 0, 1].map((x) => PATTERN.findIndex(([px, py]) => px === x && py === y)),
);

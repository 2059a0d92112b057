/** A traced line: vertices in columns and rows of the samples, (0, 0) at the first. */
export interface TracedLine {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
  /** True if the line comes back to its start; the first vertex is then repeated at the end. */
  readonly closed: boolean;
}

/** Sides of a cell. */
const [SOUTH, EAST, NORTH, WEST] = [0, 1, 2, 3];

/**
 * Through which sides a line runs in a cell: pairs of entry and exit, so that the samples at or above the level lie on
 * its left. The place in the list says which corners are: 1 south-west, 2 south-east, 4 north-east, 8 north-west; the
 * last two are the saddles 5 and 10 where the cell's middle is above as well.
 */
const WAYS: readonly (readonly number[])[] = [
  [],
  [SOUTH, WEST],
  [EAST, SOUTH],
  [EAST, WEST],
  [NORTH, EAST],
  [SOUTH, WEST, NORTH, EAST],
  [NORTH, SOUTH],
  [NORTH, WEST],
  [WEST, NORTH],
  [SOUTH, NORTH],
  [EAST, SOUTH, WEST, NORTH],
  [EAST, NORTH],
  [WEST, EAST],
  [SOUTH, EAST],
  [WEST, SOUTH],
  [],
  [SOUTH, EAST, NORTH, WEST],
  [WEST, SOUTH, EAST, NORTH],
];

/** Rank of a sample that is no number. */
const HOLE = -1;

/**
 * Lines of equal value in a field of samples, by marching squares: straight within a cell, from side to side, where the
 * value is the level by linear interpolation. One look at the samples serves all levels, so that the time grows with
 * the samples and with the length of the lines, not with samples times levels.
 *
 * @param values - the samples, row by row; a line enters no cell with a corner that is not finite
 * @param width - number of columns
 * @param levels - ascending, each once
 * @returns the lines of each level; a sample that has the level counts as above it
 *
 * Source: Maple 2003, Geometric design and space planning using the marching squares and marching cube algorithms;
 * a saddle is decided by the mean of its corners.
 */
export function traceContours(values: Float64Array, width: number, levels: Float64Array): TracedLine[][] {
  const ranks = rankSamples(values, levels);
  const { starts, cells } = crossedCells(ranks, width, levels.length);
  const entered = new Uint8Array(values.length);
  return Array.from(levels, (level, k) => {
    const crossed = cells.subarray(starts[k], starts[k + 1]);
    const lines = linesOfLevel({ values, ranks, width, level, rank: k, entered }, crossed);
    for (const cell of crossed) entered[cell] = 0;
    return lines;
  });
}

interface Field {
  readonly values: Float64Array;
  readonly ranks: Int32Array;
  readonly width: number;
  readonly level: number;
  readonly rank: number;
  /** For each cell the sides, as bits, through which a line of this level has come in. */
  readonly entered: Uint8Array;
}

/** How many levels each sample reaches. */
function rankSamples(values: Float64Array, levels: Float64Array): Int32Array {
  const ranks = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    let [low, high] = [0, levels.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (levels[middle] <= value) low = middle + 1;
      else high = middle;
    }
    ranks[i] = Number.isFinite(value) ? low : HOLE;
  }
  return ranks;
}

/** The cells that each level crosses, named by their south-west samples: counted first, then listed. */
function crossedCells(
  ranks: Int32Array,
  width: number,
  levels: number,
): { starts: Int32Array; cells: Int32Array } {
  const counts = new Int32Array(levels + 1);
  eachCell(ranks, width, (_, low, high) => {
    for (let k = low; k < high; k++) counts[k + 1]++;
  });
  for (let k = 0; k < levels; k++) counts[k + 1] += counts[k];
  const next = counts.slice();
  const cells = new Int32Array(counts[levels]);
  eachCell(ranks, width, (cell, low, high) => {
    for (let k = low; k < high; k++) cells[next[k]++] = cell;
  });
  return { starts: counts, cells };
}

/** Calls with each cell that is whole and crossed by a level, and the least and greatest rank of its corners. */
function eachCell(
  ranks: Int32Array,
  width: number,
  call: (cell: number, low: number, high: number) => void,
): void {
  for (let row = 0; row + width < ranks.length; row += width) {
    for (let cell = row; cell < row + width - 1; cell++) {
      const [a, b, c, d] = [ranks[cell], ranks[cell + 1], ranks[cell + width], ranks[cell + width + 1]];
      if (a === b && b === c && c === d) continue;
      const low = Math.min(a, b, c, d);
      if (low !== HOLE) call(cell, low, Math.max(a, b, c, d));
    }
  }
}

/** Lines with two ends first, each from its start; what is left over are rings. */
function linesOfLevel(field: Field, crossed: Int32Array): TracedLine[] {
  const lines: TracedLine[] = [];
  for (const ends of [true, false]) {
    for (const cell of crossed) {
      const ways = waysThrough(field, cell);
      for (let i = 0; i < ways.length; i += 2) {
        if (field.entered[cell] & (1 << ways[i])) continue;
        if (ends && isWhole(field, beyond(field, cell, ways[i]))) continue;
        const line = follow(field, cell, ways[i]);
        if (line.columns.length > 1) lines.push(line);
      }
    }
  }
  return lines;
}

/** From cell to cell until the line leaves the whole cells or meets its start. */
function follow(field: Field, start: number, side: number): TracedLine {
  const { entered } = field;
  const columns: number[] = [];
  const rows: number[] = [];
  let [cell, entry] = [start, side];
  addVertex(field, cell, entry, columns, rows);
  while (isWhole(field, cell) && !(entered[cell] & (1 << entry))) {
    entered[cell] |= 1 << entry;
    const ways = waysThrough(field, cell);
    const exit = ways[0] === entry ? ways[1] : ways[3];
    addVertex(field, cell, exit, columns, rows);
    cell = beyond(field, cell, exit);
    entry = (exit + 2) % 4;
  }
  return {
    columns: Float64Array.from(columns),
    rows: Float64Array.from(rows),
    closed: cell === start && entry === side,
  };
}

function waysThrough({ values, ranks, width, level, rank }: Field, cell: number): readonly number[] {
  const above = (sample: number, bit: number): number => (ranks[sample] > rank ? bit : 0);
  const corners = above(cell, 1) + above(cell + 1, 2) + above(cell + width + 1, 4) + above(cell + width, 8);
  if (corners !== 5 && corners !== 10) return WAYS[corners];
  const middle = (values[cell] + values[cell + 1] + values[cell + width] + values[cell + width + 1]) / 4;
  return WAYS[middle < level ? corners : corners === 5 ? 16 : 17];
}

/** The cell on the other side of a side; −1 outside. */
function beyond({ ranks, width }: Field, cell: number, side: number): number {
  if (side === SOUTH) return cell - width;
  if (side === NORTH) return cell + 2 * width < ranks.length ? cell + width : -1;
  const column = cell % width;
  if (side === WEST) return column > 0 ? cell - 1 : -1;
  return column < width - 2 ? cell + 1 : -1;
}

function isWhole({ ranks, width }: Field, cell: number): boolean {
  return (
    cell >= 0 && Math.min(ranks[cell], ranks[cell + 1], ranks[cell + width], ranks[cell + width + 1]) !== HOLE
  );
}

/** The place on a cell's side that has the level; the same place as the last one is left out. */
function addVertex(
  { values, width, level }: Field,
  cell: number,
  side: number,
  columns: number[],
  rows: number[],
): void {
  const [column, row] = [cell % width, Math.floor(cell / width)];
  const first = cell + (side === NORTH ? width : side === EAST ? 1 : 0);
  const alongRow = side === SOUTH || side === NORTH;
  const second = first + (alongRow ? 1 : width);
  const part = (level - values[first]) / (values[second] - values[first]);
  const x = column + (alongRow ? part : side === EAST ? 1 : 0);
  const y = row + (alongRow ? (side === NORTH ? 1 : 0) : part);
  const last = columns.length - 1;
  if (last >= 0 && columns[last] === x && rows[last] === y) return;
  columns.push(x);
  rows.push(y);
}

/** A window of heights with one cell more on each side. */
export interface HeightWindow {
  readonly columns: number;
  readonly heights: Float32Array | Float64Array;
}

/**
 * The sloping surface of a cell: eight triangles around its middle, through the sample in the middle, the means of two
 * neighbouring samples in the middle of each side, and the means of four at the corners. Neighbouring cells meet without
 * a gap, a plane stays a plane, and every cell keeps its own rectangle. Where a neighbour is unknown the cell's own
 * height stands for it.
 *
 * @param into - nine heights, south row first, west to east
 */
export function cellVertices(
  { columns, heights }: HeightWindow,
  column: number,
  row: number,
  into: Float64Array,
): void {
  const stride = columns + 2;
  const at = (row + 1) * stride + column + 1;
  const own = heights[at];
  const or = (height: number) => (Number.isNaN(height) ? own : height);
  const w = or(heights[at - 1]);
  const e = or(heights[at + 1]);
  const s = or(heights[at - stride]);
  const n = or(heights[at + stride]);
  into[0] = (or(heights[at - stride - 1]) + s + w + own) / 4;
  into[1] = (s + own) / 2;
  into[2] = (or(heights[at - stride + 1]) + s + e + own) / 4;
  into[3] = (w + own) / 2;
  into[4] = own;
  into[5] = (e + own) / 2;
  into[6] = (or(heights[at + stride - 1]) + n + w + own) / 4;
  into[7] = (n + own) / 2;
  into[8] = (or(heights[at + stride + 1]) + n + e + own) / 4;
}

/** The vertices around the middle, counter-clockwise from the east side: the triangles' outer corners. */
export const RING: readonly number[] = [5, 8, 7, 6, 3, 0, 1, 2];

/** Keeps the sea's floor at or below 0 and land at or above it. */
export function clipAtSea(vertices: Float64Array, isSea: boolean): void {
  for (let k = 0; k < vertices.length; k++)
    vertices[k] = isSea ? Math.min(0, vertices[k]) : Math.max(0, vertices[k]);
}

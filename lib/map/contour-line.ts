/** One contour line: the places where a grid has the value `level`. */
export interface ContourLine {
  readonly level: number;
  /** Vertices, in the grid's own coordinates. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** True if the line comes back to its start; the first vertex is then repeated at the end. */
  readonly closed: boolean;
}

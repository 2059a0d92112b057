/**
 * The discrete equation of minimum curvature with tension, as 13 coefficients a node.
 *
 * Smith & Wessel (1990) solve `(1 - T) ∇²(∇²u) - T ∇²u = 0` with `∇² = ∂²/∂x² + α² ∂²/∂y²`, lengths counted in
 * the grid's own x spacing, and α the ratio of the spacings dx / dy. Beyond the edge they imagine two rows of
 * helper nodes, which the free-edge conditions express through the nodes inside. Here those helper nodes are
 * eliminated once for every kind of place (corner, edge, one row in, interior), so that every node of a grid
 * has an equation in the nodes of the grid alone.
 *
 * Source: Smith, W. H. F., and P. Wessel (1990), Gridding with continuous curvature splines in tension,
 * Geophysics 55, 293-305, appendix A.
 */

/** The 13 nodes of an equation, as steps in x and y from the node in the middle. */
export const PATTERN: readonly (readonly [number, number])[] = Object.freeze([
  [0, 0],
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
  [-2, 0],
  [2, 0],
  [0, -2],
  [0, 2],
] as const);

/** What shapes the equation on one grid. */
export interface CurvatureEquation {
  /** Nodes along x and y, at least 4 each. */
  readonly nx: number;
  readonly ny: number;
  /** Ratio of the spacings, dx / dy, both in the same length unit. */
  readonly alpha: number;
  /** Weight of the curvature term, 1 - T. */
  readonly loose: number;
  /** Weight of the tension term in units of this grid's spacing. */
  readonly tension: number;
  /** Tension of the edge, from 0 (no bending moment) to 1 (no slope), in units of this grid's spacing. */
  readonly edgeTension: number;
}

/** Along one axis a place is one of at most five kinds: the two nodes at either end, or the interior. */
export function placeKind(index: number, length: number): number {
  if (length <= 5 || index < 2) return index;
  return index > length - 3 ? index - length + 5 : 2;
}

/** How many kinds of places there are along an axis of so many nodes. */
export function placeKinds(length: number): number {
  return Math.min(length, 5);
}

/**
 * The 13 coefficients of the equation at a node far from every edge, in the order of {@link PATTERN}.
 * (Smith & Wessel 1990, equation A-4, with the sign such that the middle one is positive.)
 */
export function freeCoefficients({ alpha, loose, tension }: CurvatureEquation): Float64Array {
  const a2 = alpha * alpha;
  const a4 = a2 * a2;
  const beside = -(4 * loose * (1 + a2) + tension);
  const middle = loose * (6 + 8 * a2 + 6 * a4) + 2 * tension * (1 + a2);
  const corner = 2 * loose * a2;
  return Float64Array.of(
    middle,
    beside,
    beside,
    a2 * beside,
    a2 * beside,
    corner,
    corner,
    corner,
    corner,
    loose,
    loose,
    loose * a4,
    loose * a4,
  );
}

/**
 * Moves the coefficients that fall on helper nodes beyond the edge to the nodes inside.
 *
 * The returned function takes the kinds of place along x and y, and 13 coefficients in the order of
 * {@link PATTERN} of which some may lie beyond the edge; it returns 13 coefficients that do not.
 */
export function edgeElimination(
  equation: CurvatureEquation,
): (kindX: number, kindY: number, coefficients: Float64Array) => Float64Array {
  const columns = placeKinds(equation.nx);
  const rows = placeKinds(equation.ny);
  const helper = helperNodes(equation, columns, rows);
  return (kindX, kindY, coefficients) => {
    const inside = new Float64Array(PATTERN.length);
    for (let k = 0; k < PATTERN.length; k++) {
      if (coefficients[k] === 0) continue;
      const expression = helper(kindX + PATTERN[k][0], kindY + PATTERN[k][1]);
      for (let m = 0; m < PATTERN.length; m++) {
        const i = kindX + PATTERN[m][0];
        const j = kindY + PATTERN[m][1];
        if (i < 0 || j < 0 || i >= columns || j >= rows) continue;
        inside[m] += coefficients[k] * expression[j * columns + i];
      }
    }
    return inside;
  };
}

/** Every node of a small grid and of the two rows around it, as a sum over the nodes of that grid. */
function helperNodes(
  { alpha, edgeTension: T }: CurvatureEquation,
  columns: number,
  rows: number,
): (i: number, j: number) => Float64Array {
  const width = columns + 4;
  const nodes = Array.from({ length: width * (rows + 4) }, () => new Float64Array(columns * rows));
  const at = (i: number, j: number): Float64Array => nodes[(j + 2) * width + i + 2];
  for (let j = 0; j < rows; j++) for (let i = 0; i < columns; i++) at(i, j)[j * columns + i] = 1;

  const sum = (target: Float64Array, terms: readonly (readonly [number, Float64Array])[]): void => {
    for (const [weight, term] of terms) for (let k = 0; k < target.length; k++) target[k] += weight * term[k];
  };
  // (1 - T) ∂²u/∂n² + T ∂u/∂n = 0 with n pointing outward (equation A-8), bend = distance weight of the axis.
  const slope = (bend: number): [number, number] => {
    const whole = 2 * bend * (1 - T) + T;
    return [(4 * bend * (1 - T)) / whole, (T - 2 * bend * (1 - T)) / whole];
  };
  const [x0, x1] = slope(1);
  const [y0, y1] = slope(alpha);
  const ends = (length: number): [number, number][] => [
    [0, -1],
    [length - 1, 1],
  ];
  for (let i = 0; i < columns; i++) {
    for (const [j, s] of ends(rows))
      sum(at(i, j + s), [
        [y0, at(i, j)],
        [y1, at(i, j - s)],
      ]);
  }
  for (let j = 0; j < rows; j++) {
    for (const [i, s] of ends(columns))
      sum(at(i + s, j), [
        [x0, at(i, j)],
        [x1, at(i - s, j)],
      ]);
  }
  // ∂²u/∂x∂y = 0 at the corners (equation A-9).
  for (const [i, s] of ends(columns)) {
    for (const [j, t] of ends(rows)) {
      sum(at(i + s, j + t), [
        [1, at(i - s, j + t)],
        [1, at(i + s, j - t)],
        [-1, at(i - s, j - t)],
      ]);
    }
  }
  // ∂(∇²u)/∂n = 0 (equation A-10): the Laplacian one step outside equals the one a step inside.
  const a2 = alpha * alpha;
  for (let i = 0; i < columns; i++) {
    for (const [j, s] of ends(rows)) {
      const side = 1 / a2;
      const near = 2 + 2 * side;
      sum(at(i, j + 2 * s), [
        [1, at(i, j - 2 * s)],
        [side, at(i - 1, j - s)],
        [side, at(i + 1, j - s)],
        [-side, at(i - 1, j + s)],
        [-side, at(i + 1, j + s)],
        [near, at(i, j + s)],
        [-near, at(i, j - s)],
      ]);
    }
  }
  for (let j = 0; j < rows; j++) {
    for (const [i, s] of ends(columns)) {
      const near = 2 + 2 * a2;
      sum(at(i + 2 * s, j), [
        [1, at(i - 2 * s, j)],
        [a2, at(i - s, j - 1)],
        [a2, at(i - s, j + 1)],
        [-a2, at(i + s, j - 1)],
        [-a2, at(i + s, j + 1)],
        [near, at(i + s, j)],
        [-near, at(i - s, j)],
      ]);
    }
  }
  return at;
}

import { type CurvatureEquation, freeCoefficients } from "./curvature-stencil.js";

/** Nodes a side of the periodic grid on which compliances are summed: many enough for two digits. */
const SIDE = 24;
/** How far a datum of the finest grid lies from its node on average, |dx| + |dy| in spacings. */
const OFF_NODE = 0.5;
/** Springs are made stiffer by this factor: one that is too soft makes corrections overshoot, a stiff one is safe. */
const MARGIN = 1.5;
const MOST = 8;

/**
 * How stiff one datum's spring is on each coarser grid, in units of that grid's first free coefficient.
 *
 * A unit force at a node moves that node less on a coarse grid than on the finest one, since a coarse grid has no room
 * for the narrow peak under the force. So the spring itself has to give way by the difference, beside what the datum's
 * own equation gives way on the finest grid. How far a node moves is the mean of 1 / symbol over all waves of the grid
 * (its Green's function in the middle). The sum telescopes from level to level, so that small grids are enough.
 *
 * @param equations - from the finest grid to the coarsest; each has twice the spacing of the one before
 * @returns a stiffness for each; that of the finest, which has no springs, is 0
 */
export function springStiffness(equations: readonly CurvatureEquation[]): Float64Array {
  const { alpha, loose, tension } = equations[0];
  const a2 = 1 + alpha * alpha;
  // Briggs' equation of a datum pulls with (2 loose a2 + tension) times 2 a2 / (s (1 + s)).
  let gives = (OFF_NODE * (1 + OFF_NODE)) / (2 * a2 * (2 * loose * a2 + tension));
  return Float64Array.from(equations, (equation, l) => {
    if (l === 0) return 0;
    // Twice the spacing makes the same force 4 times larger in the grid's own units.
    gives = gives / 4 + compliance(equations[l - 1], 2 * SIDE) / 4 - compliance(equation, SIDE);
    const between = compliance(equation, SIDE) - compliance(equation, SIDE, true);
    const first = freeCoefficients(equation)[0];
    return MARGIN / Math.max(MARGIN / MOST, (gives + between) * first);
  });
}

/** How far a unit force moves its own node; with `spread`, on average over places in a cell, through its four corners. */
function compliance({ alpha, loose, tension }: CurvatureEquation, side: number, spread = false): number {
  const cosines = Float64Array.from({ length: side }, (_, k) => Math.cos((2 * Math.PI * k) / side));
  let sum = 0;
  for (let k = 1; k < side * side; k++) {
    const [p, q] = [cosines[k % side], cosines[Math.floor(k / side)]];
    const laplacian = 2 - 2 * p + alpha * alpha * (2 - 2 * q);
    const weight = spread ? ((2 + p) * (2 + q)) / 9 : 1;
    sum += weight / (laplacian * (loose * laplacian + tension));
  }
  return sum / (side * side);
}

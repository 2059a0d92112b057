import { GRAVITATIONAL_CONSTANT } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";

/** Point masses as arrays of the same length: positions in metres along three axes at right angles, masses in kg. */
export interface PointMasses {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** May be negative, where mass is missing. */
  readonly mass: Float64Array;
}

/** Many point masses, ready to be asked how they attract; see {@link massTree}. */
export interface MassTree {
  /**
   * Attraction at a point, m/s² along x, y and z, into `out`.
   *
   * @param radius - masses farther away, metres, do not count; default all
   */
  attraction(x: number, y: number, z: number, out: Float64Array, radius?: number): Float64Array;
}

/** No more masses than this stand in a leaf. */
const LEAF = 12;

/** Numbers of a node: centre, radius, mass, and the three first and six second moments about the centre. */
const NODE = 14;

/**
 * Makes a tree of point masses (Barnes & Hut), so that far masses act in groups: by their sum and their first and
 * second moments about a common centre. The work for a point grows with the logarithm of the number of masses.
 *
 * @param masses - see {@link PointMasses}; kept in a new order, the arrays are not changed
 * @param opening - a group acts as one where its radius is below this part of its distance; default 0.1, with an error
 * below 1e-4 of the sum of the sizes. 0 for no groups.
 * @returns the tree
 * @throws ArgumentError where arrays differ in length or hold a NaN, or `opening` is not in 0 to 0.9
 *
 * Source: Barnes, J. & Hut, P. (1986), A hierarchical O(N log N) force-calculation algorithm, Nature 324, 446–449; with
 * quadrupoles after Hernquist (1987), Astrophys. J. Suppl. 64, 715–734.
 *
 * @example
 * const two = { x: Float64Array.of(0, 2), y: Float64Array.of(0, 0), z: Float64Array.of(0, 0), mass: Float64Array.of(1, 1) };
 * massTree(two).attraction(1, 0, 0, new Float64Array(3)); // => Float64Array.of(0, 0, 0)
 * massTree(two).attraction(-2, 0, 0, new Float64Array(3))[0] / GRAVITATIONAL_CONSTANT; // => 1 / 4 + 1 / 16
 */
export function massTree(masses: PointMasses, opening = 0.1): MassTree {
  checkMasses(masses, opening);
  const count = masses.mass.length;
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const levels = Math.max(0, Math.ceil(Math.log2(count / LEAF)));
  const leaves = 2 ** levels;
  const limits = new Uint32Array(leaves + 1).map((_, leaf) => Math.round((leaf * count) / leaves));
  divide(masses, order, limits, 0, leaves);
  const [x, y, z, mass] = [masses.x, masses.y, masses.z, masses.mass].map((a) =>
    Float64Array.from(order, (i) => a[i]),
  );
  const sorted = { x, y, z, mass };
  const nodes = summarise(sorted, limits, leaves);
  return {
    attraction: (px, py, pz, out, radius = Number.POSITIVE_INFINITY) =>
      attractionOf({ ...sorted, limits, leaves, nodes, opening }, px, py, pz, radius, out),
  };
}

function checkMasses(masses: PointMasses, opening: number): void {
  const count = masses.mass.length;
  for (const name of ["x", "y", "z", "mass"] as const) {
    const values = masses[name];
    if (values.length !== count)
      throw new ArgumentError({
        argument: `masses.${name}.length`,
        value: values.length,
        accepted: `${count}, as mass has`,
      });
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0)
      throw new ArgumentError({
        argument: `masses.${name}[${bad}]`,
        value: values[bad],
        accepted: "a finite number",
      });
  }
  if (!(opening >= 0 && opening <= 0.9))
    throw new ArgumentError({ argument: "opening", value: opening, accepted: "a number from 0 to 0.9" });
}

/** Puts the masses of the leaves `from` … `to` in order: halves across their longest side, and so on. */
function divide(
  masses: PointMasses,
  order: Uint32Array,
  limits: Uint32Array,
  from: number,
  to: number,
): void {
  if (to - from < 2) return;
  const middle = (from + to) / 2;
  const part = order.subarray(limits[from], limits[to]);
  const axes = [masses.x, masses.y, masses.z];
  const spans = axes.map((axis) => {
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < part.length; i++) {
      const value = axis[part[i]];
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return most - least;
  });
  const axis = axes[spans.indexOf(Math.max(...spans))];
  part.sort((a, b) => axis[a] - axis[b]);
  divide(masses, order, limits, from, middle);
  divide(masses, order, limits, middle, to);
}

/** The nodes of the tree, the root at 1 and the children of n at 2n and 2n + 1; a leaf is a node from `leaves` on. */
function summarise({ x, y, z, mass }: PointMasses, limits: Uint32Array, leaves: number): Float64Array {
  const nodes = new Float64Array(2 * leaves * NODE);
  for (let node = 1; node < 2 * leaves; node++) {
    const [from, to] = rangeOf(node, limits, leaves);
    let [weight, cx, cy, cz, sum] = [0, 0, 0, 0, 0];
    for (let i = from; i < to; i++) {
      const size = Math.abs(mass[i]) + Number.MIN_VALUE; // the centre of the masses as if all were positive
      weight += size;
      cx += size * x[i];
      cy += size * y[i];
      cz += size * z[i];
      sum += mass[i];
    }
    const c = [cx / weight, cy / weight, cz / weight];
    const at = node * NODE;
    nodes.set([...c, 0, sum], at);
    for (let i = from; i < to; i++) addMoments(nodes, at, mass[i], x[i] - c[0], y[i] - c[1], z[i] - c[2]);
  }
  return nodes;
}

/** Adds a mass to the radius and the moments of a node; written out, since it runs for every mass on every level. */
function addMoments(nodes: Float64Array, at: number, mass: number, dx: number, dy: number, dz: number): void {
  const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
  if (distance > nodes[at + 3]) nodes[at + 3] = distance;
  nodes[at + 5] += mass * dx;
  nodes[at + 6] += mass * dy;
  nodes[at + 7] += mass * dz;
  nodes[at + 8] += mass * dx * dx;
  nodes[at + 9] += mass * dy * dy;
  nodes[at + 10] += mass * dz * dz;
  nodes[at + 11] += mass * dx * dy;
  nodes[at + 12] += mass * dx * dz;
  nodes[at + 13] += mass * dy * dz;
}

/** Which masses stand under a node. */
function rangeOf(node: number, limits: Uint32Array, leaves: number): [from: number, to: number] {
  let [first, width] = [node, 1];
  while (first < leaves) [first, width] = [first * 2, width * 2];
  return [limits[first - leaves], limits[first - leaves + width]];
}

interface Tree extends PointMasses {
  readonly limits: Uint32Array;
  readonly leaves: number;
  readonly nodes: Float64Array;
  readonly opening: number;
}

/** Nodes that are still to be looked at; two for each level are enough. */
const waiting = new Uint32Array(128);

function attractionOf(
  tree: Tree,
  px: number,
  py: number,
  pz: number,
  radius: number,
  out: Float64Array,
): Float64Array {
  const { nodes, leaves, opening } = tree;
  out.fill(0);
  let left = 0;
  waiting[left++] = 1;
  while (left > 0) {
    const node = waiting[--left];
    const at = node * NODE;
    const [dx, dy, dz] = [px - nodes[at], py - nodes[at + 1], pz - nodes[at + 2]];
    const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
    const size = nodes[at + 3];
    if (distance - size > radius) continue;
    const whole = distance + size <= radius;
    if (whole && size < opening * distance) addGroup(nodes, at, dx, dy, dz, distance, out);
    else if (node >= leaves) addMasses(tree, node - leaves, px, py, pz, radius, out);
    else {
      waiting[left++] = 2 * node;
      waiting[left++] = 2 * node + 1;
    }
  }
  for (let k = 0; k < 3; k++) out[k] *= GRAVITATIONAL_CONSTANT;
  return out;
}

/**
 * The attraction of a group, divided by G, from its centre:
 * V = M/r + D·r/r³ + (3 rᵀSr/r⁵ − tr S/r³)/2, with r from the centre to the point, D and S the moments.
 */
function addGroup(
  nodes: Float64Array,
  at: number,
  dx: number,
  dy: number,
  dz: number,
  distance: number,
  out: Float64Array,
): void {
  const r2 = distance * distance;
  const r3 = 1 / (r2 * distance);
  const r5 = r3 / r2;
  const [Dx, Dy, Dz] = [nodes[at + 5], nodes[at + 6], nodes[at + 7]];
  const [Sxx, Syy, Szz] = [nodes[at + 8], nodes[at + 9], nodes[at + 10]];
  const [Sxy, Sxz, Syz] = [nodes[at + 11], nodes[at + 12], nodes[at + 13]];
  const Sx = Sxx * dx + Sxy * dy + Sxz * dz;
  const Sy = Sxy * dx + Syy * dy + Syz * dz;
  const Sz = Sxz * dx + Syz * dy + Szz * dz;
  const along =
    -nodes[at + 4] * r3 -
    3 * (Dx * dx + Dy * dy + Dz * dz) * r5 -
    (7.5 * (Sx * dx + Sy * dy + Sz * dz) * r5) / r2 +
    1.5 * (Sxx + Syy + Szz) * r5;
  out[0] += along * dx + Dx * r3 + 3 * Sx * r5;
  out[1] += along * dy + Dy * r3 + 3 * Sy * r5;
  out[2] += along * dz + Dz * r3 + 3 * Sz * r5;
}

/** The attraction of the masses of a leaf, one by one, divided by G. A mass in the point itself pulls nowhere. */
function addMasses(
  { x, y, z, mass, limits }: Tree,
  leaf: number,
  px: number,
  py: number,
  pz: number,
  radius: number,
  out: Float64Array,
): void {
  for (let i = limits[leaf]; i < limits[leaf + 1]; i++) {
    const [dx, dy, dz] = [x[i] - px, y[i] - py, z[i] - pz];
    const r2 = dx * dx + dy * dy + dz * dz;
    if (r2 === 0 || r2 > radius * radius) continue;
    const pull = mass[i] / (r2 * Math.sqrt(r2));
    out[0] += pull * dx;
    out[1] += pull * dy;
    out[2] += pull * dz;
  }
}

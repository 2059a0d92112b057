import { GRAVITATIONAL_CONSTANT } from "../core/constants.js";
import type { Attraction, GradientTensor } from "./field.js";
import type { Polyhedron } from "./polyhedron-mesh.js";
import { edgeLogarithm } from "./rectangle.js";

/**
 * Vertical attraction of a homogeneous polyhedron at any point: outside, inside, on its faces, edges and vertices,
 * where it is continuous.
 *
 * ```
 * g_z = Gρ Σ_faces n_u F,   F = ∬ 1/r dS = Σ_edges s L − |h| Ω,   L = ∫ 1/r dl = ln((r1 + r2 + l) / (r1 + r2 − l))
 * ```
 *
 * with n the outward normal, h the distance of the face's plane, s that of the edge's line within the plane, and Ω
 * the solid angle of the face. For compact bodies the error is below 1e-14 of the value near the body, and grows
 * with the square of the distance: 2e-13 at 10 times the body's size, 3e-11 at 100 and 2e-9 at 1,000 times; a plate or
 * needle a hundred times thinner than long loses about four more digits. For a box use
 * {@link prismGravity}, which keeps them.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param polyhedron - from {@link makePolyhedron}
 * @returns vertical attraction in m/s², positive down; NaN where an argument is NaN
 *
 * Source: Werner, R. A. & Scheeres, D. J. (1996), Exterior gravitation of a polyhedron derived and compared with
 * harmonic and mascon gravitation representations of asteroid 4769 Castalia, Celestial Mechanics 65, 313–344, eq. 7,
 * 15 and 27; solid angles: van Oosterom & Strackee (1983), eq. 8; singular points: Tsoulis, D. (2012), Analytical
 * computation of the full gravity tensor of a homogeneous arbitrarily shaped polyhedral source using line integrals,
 * Geophysics 77, F1–F11.
 *
 * @example
 * const corners = [-900, -900, -1000, 900, -900, -1000, 0, 1200, -1000, 0, 0, -200];
 * const cone = makePolyhedron(corners, [0, 2, 1, 0, 1, 3, 1, 2, 3, 2, 0, 3], 500);
 * (polyhedronGravity(0, 0, 0, cone) * 1e5).toFixed(4); // => "2.2006"
 */
export function polyhedronGravity(
  easting: number,
  northing: number,
  upward: number,
  polyhedron: Polyhedron,
): number {
  let sum = 0;
  for (let f = 0; f < polyhedron.faces.length; f += 3) {
    lookAtFace(easting, northing, upward, polyhedron, f);
    sum += face[NORMAL + 2] * face[INTEGRAL];
  }
  return GRAVITATIONAL_CONSTANT * polyhedron.density * sum;
}

/**
 * Attraction of a homogeneous polyhedron along the three axes, at any point; {@link polyhedronGravity} says more. Its
 * `upward` is minus `polyhedronGravity`.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param polyhedron - from {@link makePolyhedron}
 * @returns the gradient of the potential in m/s²; NaN where an argument is NaN
 *
 * Source: Werner & Scheeres (1996), eq. 15.
 *
 * @example
 * const corners = [-900, -900, -1000, 900, -900, -1000, 0, 1200, -1000, 0, 0, -200];
 * const cone = makePolyhedron(corners, [0, 2, 1, 0, 1, 3, 1, 2, 3, 2, 0, 3], 500);
 * const { easting, upward } = polyhedronAttraction(-3000, 0, 0, cone);
 * easting > 0; // => true
 * upward; // => -polyhedronGravity(-3000, 0, 0, cone)
 */
export function polyhedronAttraction(
  easting: number,
  northing: number,
  upward: number,
  polyhedron: Polyhedron,
): Attraction {
  let e = 0;
  let n = 0;
  let u = 0;
  for (let f = 0; f < polyhedron.faces.length; f += 3) {
    lookAtFace(easting, northing, upward, polyhedron, f);
    e -= face[NORMAL] * face[INTEGRAL];
    n -= face[NORMAL + 1] * face[INTEGRAL];
    u -= face[NORMAL + 2] * face[INTEGRAL];
  }
  const factor = GRAVITATIONAL_CONSTANT * polyhedron.density;
  return { easting: factor * e, northing: factor * n, upward: factor * u };
}

/**
 * Gravitational potential of a homogeneous polyhedron at any point, where it is continuous: `V = ½ Gρ Σ_faces h F`
 * with the terms of {@link polyhedronGravity}.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param polyhedron - from {@link makePolyhedron}
 * @returns potential in m²/s², positive for a positive density; NaN where an argument is NaN
 *
 * Source: Werner & Scheeres (1996), eq. 10.
 *
 * @example
 * const unit = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1];
 * const tetrahedron = makePolyhedron(unit, [0, 1, 2, 0, 1, 3, 0, 2, 3, 1, 2, 3], 1 / GRAVITATIONAL_CONSTANT);
 * (1e6 * polyhedronPotential(1e6, 0, 0, tetrahedron)).toFixed(4); // => "0.1667"
 */
export function polyhedronPotential(
  easting: number,
  northing: number,
  upward: number,
  polyhedron: Polyhedron,
): number {
  let sum = 0;
  for (let f = 0; f < polyhedron.faces.length; f += 3) {
    lookAtFace(easting, northing, upward, polyhedron, f);
    sum += face[HEIGHT] * face[INTEGRAL];
  }
  return (GRAVITATIONAL_CONSTANT / 2) * polyhedron.density * sum;
}

/**
 * Gravity gradient tensor of a homogeneous polyhedron: the second derivatives of its potential.
 *
 * ```
 * V_ij = Gρ Σ_faces [ Σ_edges n_i m_j L − n_i n_j Ω ]
 * ```
 *
 * with m the outward normal of the edge within its face. On an open face the component normal to it jumps by 4πGρ: the
 * value is the limit from outside. On an edge or a vertex there is no limit and all six are NaN. "On" means within
 * 1e-12 of the edge's length, since a point on an oblique edge can only be written down with rounding. The error is as
 * that of {@link polyhedronGravity}, but grows to 1e-9 at a billionth of the body's size from an edge.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param polyhedron - from {@link makePolyhedron}
 * @returns second derivatives of the potential in s⁻² (1 E = 1e-9 s⁻²); NaN where an argument is NaN
 *
 * Source: Werner & Scheeres (1996), eq. 16.
 *
 * @example
 * const corners = [-900, -900, -1000, 900, -900, -1000, 0, 1200, -1000, 0, 0, -200];
 * const cone = makePolyhedron(corners, [0, 2, 1, 0, 1, 3, 1, 2, 3, 2, 0, 3], 500);
 * const { ee, nn, uu } = polyhedronGradient(100, 0, 0, cone);
 * Math.abs((ee + nn + uu) / uu) < 1e-13; // => true
 * polyhedronGradient(0, 0, -200, cone).uu; // => NaN
 */
export function polyhedronGradient(
  easting: number,
  northing: number,
  upward: number,
  polyhedron: Polyhedron,
): GradientTensor {
  const t = [0, 0, 0, 0, 0, 0];
  for (let f = 0; f < polyhedron.faces.length; f += 3) {
    lookAtFace(easting, northing, upward, polyhedron, f);
    for (const [k, [i, j]] of PAIRS.entries()) {
      let sum = -face[NORMAL + i] * face[NORMAL + j] * face[ANGLE];
      for (let edge = EDGES; edge < face.length; edge += 4)
        // The two faces of an edge make the sum symmetric; the mean of ij and ji takes the rounding out.
        sum += ((face[NORMAL + i] * face[edge + j] + face[NORMAL + j] * face[edge + i]) / 2) * face[edge + 3];
      t[k] += sum;
    }
  }
  const [ee, nn, uu, en, eu, nu] = t.map((sum) =>
    Number.isFinite(sum) ? GRAVITATIONAL_CONSTANT * polyhedron.density * sum : Number.NaN,
  );
  return { ee, nn, uu, en, eu, nu };
}

/** Axes of the six components: ee, nn, uu, en, eu, nu. */
const PAIRS = [
  [0, 0],
  [1, 1],
  [2, 2],
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

// What a point sees of one face, written anew by each call of lookAtFace: distance of its plane (outward positive),
// F, signed solid angle, the outward normal, and for each edge its outward normal in the plane and L.
const HEIGHT = 0;
const INTEGRAL = 1;
const ANGLE = 2;
const NORMAL = 3;
const EDGES = 6;
const face = new Float64Array(EDGES + 3 * 4);
const corners = new Float64Array(9);
const distances = new Float64Array(3);

/** Length below which a point counts as on an edge or in a plane, in lengths of the edge. */
const ON = 1e-12;

function lookAtFace(easting: number, northing: number, upward: number, body: Polyhedron, f: number): void {
  for (let k = 0; k < 3; k++) {
    const v = 3 * body.faces[f + k];
    const x = body.vertices[v] - easting;
    const y = body.vertices[v + 1] - northing;
    const z = body.vertices[v + 2] - upward;
    corners[3 * k] = x;
    corners[3 * k + 1] = y;
    corners[3 * k + 2] = z;
    distances[k] = Math.sqrt(x * x + y * y + z * z);
  }
  const doubleArea = setNormal(body, f);
  const h = corners[0] * face[NORMAL] + corners[1] * face[NORMAL + 1] + corners[2] * face[NORMAL + 2];
  face[HEIGHT] = h;
  let edges = 0;
  for (let k = 0; k < 3; k++) edges += lookAtEdge(body, f, k);
  // Solid angle of the triangle; for the gradient, a point in its plane is taken as outside.
  const [a, b, c] = distances;
  const sum = a * b * c + dotOf(0, 1) * c + dotOf(0, 2) * b + dotOf(1, 2) * a;
  const angle = 2 * Math.atan2(h * doubleArea, sum);
  const flat = Math.abs(h) <= ON * Math.sqrt(doubleArea);
  face[ANGLE] = flat ? (sum < 0 ? -2 * Math.PI : 0) : angle;
  face[INTEGRAL] = edges - h * angle;
}

/** Sets the outward unit normal and returns twice the area, both from the vertices, not from what the point sees. */
function setNormal({ vertices, faces }: Polyhedron, f: number): number {
  const a = 3 * faces[f];
  const b = 3 * faces[f + 1];
  const c = 3 * faces[f + 2];
  const ux = vertices[b] - vertices[a];
  const uy = vertices[b + 1] - vertices[a + 1];
  const uz = vertices[b + 2] - vertices[a + 2];
  const vx = vertices[c] - vertices[a];
  const vy = vertices[c + 1] - vertices[a + 1];
  const vz = vertices[c + 2] - vertices[a + 2];
  const nx = uy * vz - uz * vy;
  const ny = uz * vx - ux * vz;
  const nz = ux * vy - uy * vx;
  const norm = Math.sqrt(nx * nx + ny * ny + nz * nz);
  face[NORMAL] = nx / norm;
  face[NORMAL + 1] = ny / norm;
  face[NORMAL + 2] = nz / norm;
  return norm;
}

/** Sets an edge's normal and L; returns s L, which is zero on the edge. */
function lookAtEdge({ vertices, faces }: Polyhedron, f: number, k: number): number {
  const next = k === 2 ? 0 : k + 1;
  const from = 3 * faces[f + k];
  const to = 3 * faces[f + next];
  const ux = vertices[to] - vertices[from];
  const uy = vertices[to + 1] - vertices[from + 1];
  const uz = vertices[to + 2] - vertices[from + 2];
  const length = Math.sqrt(ux * ux + uy * uy + uz * uz);
  // Outward normal in the plane: along the edge × face normal.
  const mx = (uy * face[NORMAL + 2] - uz * face[NORMAL + 1]) / length;
  const my = (uz * face[NORMAL] - ux * face[NORMAL + 2]) / length;
  const mz = (ux * face[NORMAL + 1] - uy * face[NORMAL]) / length;
  const x = corners[3 * k];
  const y = corners[3 * k + 1];
  const z = corners[3 * k + 2];
  const s = x * mx + y * my + z * mz;
  // The squared distance of the edge's line, from the cross product with it.
  const px = y * uz - z * uy;
  const py = z * ux - x * uz;
  const pz = x * uy - y * ux;
  const cross2 = px * px + py * py + pz * pz;
  const dot = dotOf(k, next);
  const nearest = Math.min(distances[k], distances[next]);
  const on = nearest <= ON * length || (dot < 0 && cross2 <= (ON * length * length) ** 2);
  const L = edgeLogarithm(length, distances[k], distances[next], dot, cross2);
  const at = EDGES + 4 * k;
  face[at] = mx;
  face[at + 1] = my;
  face[at + 2] = mz;
  face[at + 3] = on ? Number.POSITIVE_INFINITY : L;
  return L === Number.POSITIVE_INFINITY ? 0 : s * L;
}

/** Scalar product of the vectors to two corners. */
function dotOf(i: number, j: number): number {
  return (
    corners[3 * i] * corners[3 * j] +
    corners[3 * i + 1] * corners[3 * j + 1] +
    corners[3 * i + 2] * corners[3 * j + 2]
  );
}

import { edgeLogarithm } from "./rectangle.js";

/**
 * ∬ 1/r dA over the horizontal projection of a triangle in space, as seen from the origin: dA is the element of area of
 * the projection, positive where the corners run counter-clockwise as seen from above, and r the distance to the
 * triangle itself. G ρ times the difference of two such integrals is the vertical attraction of the column between two
 * triangles with the same projection, which is all that a triangulated surface needs: walls have no projection.
 *
 * ```
 * ∬ 1/r dA = n_z F,   F = Σ_edges s L − h Ω
 * ```
 *
 * with n the upward unit normal, h the height of the triangle's plane over the origin along n, s and L distance and
 * logarithm of each edge, Ω the signed solid angle. The origin may lie anywhere, on the triangle too.
 *
 * @returns metres; 0 for a triangle that is a line as seen from above
 *
 * Source: Werner & Scheeres (1996), Celestial Mechanics 65, 313–344, eq. 7 to 10 and 27.
 */
export function triangleIntegral(
  ax: number,
  ay: number,
  az: number,
  bx: number,
  by: number,
  bz: number,
  cx: number,
  cy: number,
  cz: number,
): number {
  const nx = (by - ay) * (cz - az) - (bz - az) * (cy - ay);
  const ny = (bz - az) * (cx - ax) - (bx - ax) * (cz - az);
  const nz = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (nz === 0) return 0;
  const norm = Math.sqrt(nx * nx + ny * ny + nz * nz);
  const a = Math.sqrt(ax * ax + ay * ay + az * az);
  const b = Math.sqrt(bx * bx + by * by + bz * bz);
  const c = Math.sqrt(cx * cx + cy * cy + cz * cz);
  const ab = ax * bx + ay * by + az * bz;
  const bc = bx * cx + by * cy + bz * cz;
  const ca = cx * ax + cy * ay + cz * az;
  const volume = ax * nx + ay * ny + az * nz; // 2 · area · h
  const angle = 2 * Math.atan2(volume, a * b * c + ab * c + bc * a + ca * b);
  const edges =
    edge(ax, ay, az, bx, by, bz, a, b, ab, nx, ny, nz) +
    edge(bx, by, bz, cx, cy, cz, b, c, bc, nx, ny, nz) +
    edge(cx, cy, cz, ax, ay, az, c, a, ca, nx, ny, nz);
  return (nz * (edges - volume * angle)) / (norm * norm);
}

/** Distance of an edge's line within the plane, outward positive, times ∫ dl/r and |n|; zero on the edge. */
function edge(
  px: number,
  py: number,
  pz: number,
  qx: number,
  qy: number,
  qz: number,
  p: number,
  q: number,
  dot: number,
  nx: number,
  ny: number,
  nz: number,
): number {
  const dx = qx - px;
  const dy = qy - py;
  const dz = qz - pz;
  const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
  const mx = py * qz - pz * qy; // p × q
  const my = pz * qx - px * qz;
  const mz = px * qy - py * qx;
  const logarithm = edgeLogarithm(length, p, q, dot, mx * mx + my * my + mz * mz);
  // Outward: (edge × normal) · p = normal · (p × edge) = normal · (p × q).
  return logarithm === Number.POSITIVE_INFINITY || length === 0
    ? 0
    : ((nx * mx + ny * my + nz * mz) / length) * logarithm;
}

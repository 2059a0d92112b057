/**
 * Integrals over a rectangle, or over one edge, of what a point sees of it. Coordinates are relative to the point:
 * the rectangle stretches from x1 to x2 and from y1 to y2 in a plane at the distance z.
 */

/** ∫ dl/r along an edge from `start` to `end` on a line at the squared distance `distance2`; infinite on the edge. */
export function edgeIntegral(start: number, end: number, distance2: number): number {
  const length = end - start;
  const r1 = Math.sqrt(start * start + distance2);
  const r2 = Math.sqrt(end * end + distance2);
  return edgeLogarithm(length, r1, r2, start * end + distance2, distance2 * length * length);
}

/**
 * ∫ dl/r along an edge of length l, whose ends are seen along the vectors r1 and r2: 2 artanh(l / (r1 + r2)).
 *
 * Beside the edge r1 + r2 nearly equals l. There it is ln((r1 + r2 + l)² / (2 (r1 r2 + r1·r2))), and the sum in the
 * denominator is |r1 × r2|² / (r1 r2 − r1·r2) where the vectors are opposed, which does not cancel.
 *
 * @param dot - r1·r2
 * @param cross2 - |r1 × r2|²
 */
export function edgeLogarithm(length: number, r1: number, r2: number, dot: number, cross2: number): number {
  const sum = r1 + r2;
  if (length < sum / 2) return 2 * Math.atanh(length / sum);
  const half = dot < 0 ? cross2 / (r1 * r2 - dot) : r1 * r2 + dot;
  return Math.log((sum + length) ** 2 / (2 * half));
}

/**
 * The difference of {@link edgeIntegral} along two parallel edges, good to its last digits also where the two nearly
 * equal each other: first edge minus second. `rise` is the first squared distance minus the second.
 */
export function edgeDifference(
  start: number,
  end: number,
  distance2: number,
  other2: number,
  rise: number,
): number {
  if (rise > 0) return -edgeDifference(start, end, other2, distance2, -rise);
  // From here the first edge is the nearer one, so that the logarithm's argument is above 1.
  const length = end - start;
  const n1 = Math.sqrt(start * start + distance2);
  const n2 = Math.sqrt(end * end + distance2);
  const f1 = Math.sqrt(start * start + other2);
  const f2 = Math.sqrt(end * end + other2);
  const near = n1 + n2;
  const far = f1 + f2;
  const dot = start * end + distance2;
  const half = dot < 0 ? (distance2 * length * length) / (n1 * n2 - dot) : n1 * n2 + dot;
  const farther = (-rise * (near + far)) / ((n1 + f1) * (n2 + f2)); // far − near
  return Math.log1p((length * farther * (near + length)) / (half * (far + length)));
}

/**
 * Solid angle of a rectangle, 0 to 2π, from either side of its plane; in the plane itself 2π within the rectangle
 * and 0 outside it. Far away it is the sum of two triangles' (van Oosterom & Strackee 1983, eq. 8), which does not
 * cancel there; near, the sum of an arctangent a corner (Nagy et al. 2000), which is exact beside the edges.
 */
export function solidAngle(x1: number, x2: number, y1: number, y2: number, z: number): number {
  const h = Math.abs(z);
  const width = x2 - x1;
  const length = y2 - y1;
  if (!isBeside(x1, x2, y1, y2, h)) return farAngle(x1, x2, y1, y2, h);
  // Pairs in the direction in which the point lies beyond the rectangle, where the two nearly equal each other; if
  // it lies beyond in both, along the shorter side.
  return y1 * y2 <= 0 || (x1 * x2 > 0 && width <= length)
    ? pairedAngle(x1, x2, y2, h) - pairedAngle(x1, x2, y1, h)
    : pairedAngle(y1, y2, x2, h) - pairedAngle(y1, y2, x1, h);
}

/** Whether a point is not farther away than the rectangle is large. */
function isBeside(x1: number, x2: number, y1: number, y2: number, h: number): boolean {
  const reach = 2 * (x2 - x1 + (y2 - y1));
  return h < reach && x1 < reach && x2 > -reach && y1 < reach && y2 > -reach;
}

/** arctan(x2 y / (h r2)) − arctan(x1 y / (h r1)) as one arctangent, without cancellation. */
function pairedAngle(x1: number, x2: number, y: number, h: number): number {
  const across2 = y * y + h * h;
  const r1 = Math.sqrt(x1 * x1 + across2);
  const r2 = Math.sqrt(x2 * x2 + across2);
  const xx = x1 * x2;
  const sine = xx > 0 ? ((x2 - x1) * (x1 + x2) * across2) / (x2 * r1 + x1 * r2) : x2 * r1 - x1 * r2;
  return Math.atan2(y * h * sine, h * h * r1 * r2 + xx * y * y);
}

function farAngle(x1: number, x2: number, y1: number, y2: number, h: number): number {
  const xx = x1 * x2;
  const yy = y1 * y2;
  const hh = h * h;
  const r11 = Math.sqrt(x1 * x1 + y1 * y1 + hh);
  const r12 = Math.sqrt(x1 * x1 + y2 * y2 + hh);
  const r21 = Math.sqrt(x2 * x2 + y1 * y1 + hh);
  const r22 = Math.sqrt(x2 * x2 + y2 * y2 + hh);
  const diagonal = xx + yy + hh;
  const one = r11 * r21 * r22 + (xx + y1 * y1 + hh) * r22 + diagonal * r21 + (x2 * x2 + yy + hh) * r11;
  const two = r11 * r22 * r12 + diagonal * r12 + (x1 * x1 + yy + hh) * r22 + (xx + y2 * y2 + hh) * r11;
  const side = h * (x2 - x1) * (y2 - y1);
  return 2 * Math.atan2(side * (one + two), one * two - side * side);
}

/**
 * F = ∬ 1/r dS over a rectangle: the sum over its edges of distance times {@link edgeIntegral}, less z times the
 * solid angle (Werner & Scheeres 1996, eq. 7 to 10).
 */
export function faceIntegral(x1: number, x2: number, y1: number, y2: number, z: number): number {
  const zz = z * z;
  return (
    timesEdge(x2, y1, y2, zz) -
    timesEdge(x1, y1, y2, zz) +
    timesEdge(y2, x1, x2, zz) -
    timesEdge(y1, x1, x2, zz) -
    Math.abs(z) * solidAngle(x1, x2, y1, y2, z)
  );
}

/** The distance c of an edge within the plane times its integral; zero on the edge's line, where c ln c tends to 0. */
function timesEdge(c: number, start: number, end: number, zz: number): number {
  const distance2 = c * c + zz;
  return distance2 < 1e-280 ? 0 : c * edgeIntegral(start, end, distance2);
}

import { ArgumentError } from "../core/errors.js";

/** A homogeneous body bounded by triangles, made by {@link makePolyhedron}. */
export interface Polyhedron {
  /** Easting, northing and upward of each vertex in turn, metres. */
  readonly vertices: Float64Array;
  /** Three vertex numbers (from 0) a triangle, counterclockwise as seen from outside. */
  readonly faces: Uint32Array;
  /** Density contrast against its surroundings, kg/m³. */
  readonly density: number;
  /** Volume, m³. */
  readonly volume: number;
}

/**
 * Makes a polyhedron of triangles and checks that they bound a body: every edge belongs to exactly two triangles. The
 * triangles may be turned any way; they come out counterclockwise as seen from outside. Several shells apart from
 * each other make one polyhedron. That triangles do not cut each other is not checked.
 *
 * @param vertices - easting, northing and upward of each vertex in turn, metres
 * @param faces - three vertex numbers (from 0) a triangle
 * @param density - density contrast, kg/m³
 * @returns the polyhedron, on copies of the arrays
 * @throws ArgumentError where a number is not finite or no vertex, a triangle has no area, an edge belongs to one or
 * to more than two triangles, the surface has no inside (a Klein bottle), or one shell lies inside another
 *
 * @example
 * const corners = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1];
 * const tetrahedron = makePolyhedron(corners, [0, 1, 2, 0, 1, 3, 0, 2, 3, 1, 2, 3], 1000);
 * tetrahedron.volume; // => 1 / 6
 * [...tetrahedron.faces.slice(0, 3)]; // => [0, 2, 1]
 * makePolyhedron(corners, [0, 1, 2, 0, 1, 3, 0, 2, 3], 1000); // throws ArgumentError: belongs to 1 triangle
 */
export function makePolyhedron(
  vertices: ArrayLike<number>,
  faces: ArrayLike<number>,
  density: number,
): Polyhedron {
  checkNumbers(vertices, faces);
  const points = Float64Array.from(vertices);
  const triangles = Uint32Array.from(faces);
  checkAreas(points, triangles);
  const shells = alignFaces(triangles, facesOfEdges(triangles, points.length / 3));
  let volume = 0;
  for (const shell of shells) {
    const signed = signedVolume(points, triangles, shell);
    if (signed < 0) for (const f of shell) turnFace(triangles, f);
    volume += Math.abs(signed);
  }
  if (shells.length > 1) checkApart(points, triangles, shells);
  return Object.freeze({ vertices: points, faces: triangles, density, volume });
}

function checkNumbers(vertices: ArrayLike<number>, faces: ArrayLike<number>): void {
  const count = vertices.length / 3;
  if (!Number.isInteger(count) || count < 4)
    refuse("vertices", vertices, "three coordinates a vertex, of four vertices or more");
  if (faces.length % 3 !== 0 || faces.length === 0) refuse("faces", faces, "three vertex numbers a triangle");
  for (let i = 0; i < vertices.length; i++)
    if (!Number.isFinite(vertices[i])) refuse(`vertices[${i}]`, vertices[i], "a finite number of metres");
  for (let i = 0; i < faces.length; i++)
    if (!(Number.isInteger(faces[i]) && faces[i] >= 0 && faces[i] < count))
      refuse(
        `faces[${i}]`,
        faces[i],
        `a whole number from 0 to ${count - 1}`,
        "Vertices are numbered from 0.",
      );
}

function checkAreas(points: Float64Array, faces: Uint32Array): void {
  for (let f = 0; f < faces.length; f += 3) {
    const [ux, uy, uz] = between(points, faces[f], faces[f + 1]);
    const [vx, vy, vz] = between(points, faces[f], faces[f + 2]);
    const doubleArea = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
    if (doubleArea <= 1e-12 * (ux * ux + uy * uy + uz * uz + vx * vx + vy * vy + vz * vz))
      refuse(
        `faces ${f} to ${f + 2}`,
        faces.slice(f, f + 3),
        "three corners that do not lie on a line",
        "Leave the triangle out, and join the vertices that it connected.",
      );
  }
}

/** For each edge, named by its two vertices in order, the two triangles at it. */
function facesOfEdges(faces: Uint32Array, count: number): Map<number, number[]> {
  const edges = new Map<number, number[]>();
  for (let i = 0; i < faces.length; i++) {
    const [a, b] = edgeAt(faces, i);
    const key = Math.min(a, b) * count + Math.max(a, b);
    const at = edges.get(key);
    if (at) at.push(i);
    else edges.set(key, [i]);
  }
  for (const [key, at] of edges)
    if (at.length !== 2)
      refuse(
        "faces",
        faces,
        `a closed surface, but the edge between the vertices ${Math.floor(key / count)} and ${key % count} ` +
          `belongs to ${at.length} triangle${at.length === 1 ? "" : "s"}, not two`,
        "Fill the holes; give vertices at the same place the same number; " +
          "give bodies that share an edge one polyhedron each.",
      );
  return edges;
}

/** The edge that starts at a place in the list of faces, as its triangle runs along it. */
function edgeAt(faces: Uint32Array, i: number): [number, number] {
  return [faces[i], faces[i % 3 === 2 ? i - 2 : i + 1]];
}

/**
 * Turns triangles so that neighbours run along their common edge in opposite directions, from the first triangle of
 * each shell outwards. Returns the shells, each as the places where its triangles begin.
 */
function alignFaces(faces: Uint32Array, edges: Map<number, number[]>): number[][] {
  const neighbours: number[][] = Array.from({ length: faces.length / 3 }, () => []);
  for (const [i, j] of edges.values()) {
    neighbours[Math.floor(i / 3)].push(Math.floor(j / 3));
    neighbours[Math.floor(j / 3)].push(Math.floor(i / 3));
  }
  const seen = new Uint8Array(neighbours.length);
  const shells: number[][] = [];
  for (let first = 0; first < seen.length; first++) {
    if (seen[first] === 1) continue;
    const shell = [first];
    seen[first] = 1;
    for (const face of shell)
      for (const next of neighbours[face]) {
        const clash = runAlike(faces, 3 * face, 3 * next);
        if (clash && seen[next] === 1)
          refuse("faces", faces, "a surface with an inside and an outside; this one has a single side");
        if (clash) turnFace(faces, 3 * next);
        if (seen[next] === 0) shell.push(next);
        seen[next] = 1;
      }
    shells.push(shell.map((face) => 3 * face));
  }
  return shells;
}

/** Whether two triangles run along an edge of theirs in the same direction. */
function runAlike(faces: Uint32Array, f: number, g: number): boolean {
  for (let i = f; i < f + 3; i++)
    for (let j = g; j < g + 3; j++) {
      const [a, b] = edgeAt(faces, i);
      const [c, d] = edgeAt(faces, j);
      if (a === c && b === d) return true;
    }
  return false;
}

function turnFace(faces: Uint32Array, f: number): void {
  [faces[f + 1], faces[f + 2]] = [faces[f + 2], faces[f + 1]];
}

/** Volume of a shell by tetrahedra from its first vertex; negative where its triangles are turned inwards. */
function signedVolume(points: Float64Array, faces: Uint32Array, shell: readonly number[]): number {
  let six = 0;
  for (const f of shell) {
    const [ax, ay, az] = between(points, faces[shell[0]], faces[f]);
    const [bx, by, bz] = between(points, faces[shell[0]], faces[f + 1]);
    const [cx, cy, cz] = between(points, faces[shell[0]], faces[f + 2]);
    six += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  }
  return six / 6;
}

/** Refuses a shell inside another one: from inside, the other's triangles fill the whole sphere of directions. */
function checkApart(points: Float64Array, faces: Uint32Array, shells: readonly number[][]): void {
  for (const [k, inner] of shells.entries())
    for (const outer of shells) {
      if (outer === inner) continue;
      const angle = outer.reduce((sum, f) => sum + angleFrom(points, faces[inner[0]], faces, f), 0);
      if (Math.abs(angle) > 2 * Math.PI)
        refuse(
          "faces",
          faces,
          `shells apart from each other, but shell ${k} (with the vertex ${faces[inner[0]]}) lies inside another`,
          "Make the cavity a polyhedron of its own, with the negative density, and add the fields.",
        );
    }
}

/** Signed solid angle of a triangle from a vertex (van Oosterom & Strackee 1983, eq. 8). */
function angleFrom(points: Float64Array, vertex: number, faces: Uint32Array, f: number): number {
  const [ax, ay, az] = between(points, vertex, faces[f]);
  const [bx, by, bz] = between(points, vertex, faces[f + 1]);
  const [cx, cy, cz] = between(points, vertex, faces[f + 2]);
  const a = Math.hypot(ax, ay, az);
  const b = Math.hypot(bx, by, bz);
  const c = Math.hypot(cx, cy, cz);
  const det = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  const sum = (ax * bx + ay * by + az * bz) * c + (ax * cx + ay * cy + az * cz) * b;
  return 2 * Math.atan2(det, a * b * c + sum + (bx * cx + by * cy + bz * cz) * a);
}

/** The vector from one vertex to another. */
function between(points: Float64Array, from: number, to: number): [number, number, number] {
  return [
    points[3 * to] - points[3 * from],
    points[3 * to + 1] - points[3 * from + 1],
    points[3 * to + 2] - points[3 * from + 2],
  ];
}

function refuse(argument: string, value: unknown, accepted: string, advice?: string): never {
  throw new ArgumentError({ argument, value, accepted, advice });
}

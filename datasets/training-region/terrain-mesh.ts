import type { Polyhedron } from "../../lib/index.js";
import { NODES_PER_CELL, NODES_PER_DEGREE } from "./area.js";
import { toFrame } from "./frame.js";
import { geoidHeight } from "./geoid.js";
import { nodeHeight } from "./relief.js";

/** Density of the land above H = 0, kg/m³. */
export const LAND_DENSITY = 2670;
/** Density contrast of the sea's water against the crust that would be there, kg/m³. */
export const SEA_DENSITY = -1640;

const SIDE = NODES_PER_CELL + 1;

/** A corner of a mesh: longitude and latitude in 3″ from the cell's corner, height above the geoid, and a name. */
interface Corner {
  readonly i: number;
  readonly j: number;
  readonly height: number;
  readonly key: number;
}

/**
 * The mass of a 30″ cell's topography as polyhedra in the frame: between the geoid (H = 0) and the triangles through
 * the 3″ nodes, with vertical walls along the cell's border. Where the shoreline crosses the cell, its triangles are
 * cut at H = 0, and land and sea are a polyhedron each.
 *
 * @param column - of the cell: longitude of its west border in 30″
 * @param row - of the cell: latitude of its south border in 30″
 */
export function cellPolyhedra(column: number, row: number): Polyhedron[] {
  const heights = new Float64Array(SIDE * SIDE);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < heights.length; at++) {
    heights[at] = nodeHeight(
      column * NODES_PER_CELL + (at % SIDE),
      row * NODES_PER_CELL + Math.floor(at / SIDE),
    );
    lowest = Math.min(lowest, heights[at]);
    highest = Math.max(highest, heights[at]);
  }
  const polyhedra: Polyhedron[] = [];
  if (highest > 0) polyhedra.push(new Mesh(column, row, heights, 1).polyhedron(LAND_DENSITY));
  if (lowest < 0) polyhedra.push(new Mesh(column, row, heights, -1).polyhedron(SEA_DENSITY));
  return polyhedra;
}

/** Collects the triangles of one cell on one side of H = 0. */
class Mesh {
  private readonly vertices: number[] = [];
  private readonly faces: number[] = [];
  /** Numbers of the vertices at the surface, and of those at H = 0, by the corners' names. */
  private readonly tops = new Map<number, number>();
  private readonly bases = new Map<number, number>();
  private readonly column: number;
  private readonly row: number;
  private readonly side: 1 | -1;

  constructor(column: number, row: number, heights: Float64Array, side: 1 | -1) {
    this.column = column;
    this.row = row;
    this.side = side;
    const corner = (i: number, j: number): Corner => ({
      i,
      j,
      height: heights[j * SIDE + i],
      key: j * SIDE + i,
    });
    for (let j = 0; j < NODES_PER_CELL; j++)
      for (let i = 0; i < NODES_PER_CELL; i++) {
        const southWest = corner(i, j);
        const northEast = corner(i + 1, j + 1);
        this.add(clip([southWest, corner(i + 1, j), northEast], side));
        this.add(clip([southWest, northEast, corner(i, j + 1)], side));
      }
  }

  /** The body; `makePolyhedron` would check it again for each of 40,000 cells, which a test does for some. */
  polyhedron(density: number): Polyhedron {
    const vertices = Float64Array.from(this.vertices);
    const faces = Uint32Array.from(this.faces);
    return { vertices, faces, density, volume: volumeOf(vertices, faces) };
  }

  /** Adds a piece of a triangle: its surface, its base, and a wall under each edge on the cell's border. */
  private add(piece: readonly Corner[]): void {
    for (let k = 2; k < piece.length; k++) {
      this.face(this.top(piece[0]), this.top(piece[k - 1]), this.top(piece[k]));
      this.face(this.base(piece[0]), this.base(piece[k]), this.base(piece[k - 1]));
    }
    piece.forEach((from, k) => {
      const to = piece[(k + 1) % piece.length];
      if (!isOnBorder(from, to)) return;
      this.face(this.base(from), this.base(to), this.top(to));
      this.face(this.base(from), this.top(to), this.top(from));
    });
  }

  private face(a: number, b: number, c: number): void {
    if (a === b || b === c || c === a) return;
    // Under the sea the surface is the body's bottom: there outside is below.
    if (this.side > 0) this.faces.push(a, b, c);
    else this.faces.push(a, c, b);
  }

  private top(corner: Corner): number {
    // At the shoreline surface and base meet in one vertex.
    if (corner.height === 0) return this.base(corner);
    return this.vertex(corner, corner.height, this.tops);
  }

  private base(corner: Corner): number {
    return this.vertex(corner, 0, this.bases);
  }

  private vertex(corner: Corner, height: number, known: Map<number, number>): number {
    const found = known.get(corner.key);
    if (found !== undefined) return found;
    const number = this.vertices.length / 3;
    const longitude = (this.column * NODES_PER_CELL + corner.i) / NODES_PER_DEGREE;
    const latitude = (this.row * NODES_PER_CELL + corner.j) / NODES_PER_DEGREE;
    toFrame(longitude, latitude, geoidHeight(longitude, latitude) + height, this.vertices, 3 * number);
    known.set(corner.key, number);
    return number;
  }
}

/** Volume by tetrahedra from the first vertex. */
function volumeOf(vertices: Float64Array, faces: Uint32Array): number {
  const [x, y, z] = vertices;
  let six = 0;
  for (let f = 0; f < faces.length; f += 3) {
    const [a, b, c] = [3 * faces[f], 3 * faces[f + 1], 3 * faces[f + 2]];
    const [ax, ay, az] = [vertices[a] - x, vertices[a + 1] - y, vertices[a + 2] - z];
    const [bx, by, bz] = [vertices[b] - x, vertices[b + 1] - y, vertices[b + 2] - z];
    const [cx, cy, cz] = [vertices[c] - x, vertices[c + 1] - y, vertices[c + 2] - z];
    six += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  }
  return six / 6;
}

/** The part of a triangle above H = 0 (side 1) or below it (side −1); no corner of the triangle lies at zero. */
function clip(triangle: readonly Corner[], side: 1 | -1): Corner[] {
  const piece: Corner[] = [];
  triangle.forEach((from, k) => {
    const to = triangle[(k + 1) % 3];
    if (from.height * side > 0) piece.push(from);
    if (from.height * to.height < 0) piece.push(crossing(from, to));
  });
  return piece;
}

/** Where an edge of a triangle crosses H = 0; the same from either end. */
function crossing(from: Corner, to: Corner): Corner {
  if (from.key > to.key) return crossing(to, from);
  const t = from.height / (from.height - to.height);
  return {
    i: from.i + t * (to.i - from.i),
    j: from.j + t * (to.j - from.j),
    height: 0,
    key: SIDE * SIDE * (from.key + 1) + to.key,
  };
}

function isOnBorder(a: Corner, b: Corner): boolean {
  return (
    (a.i === b.i && (a.i === 0 || a.i === NODES_PER_CELL)) ||
    (a.j === b.j && (a.j === 0 || a.j === NODES_PER_CELL))
  );
}

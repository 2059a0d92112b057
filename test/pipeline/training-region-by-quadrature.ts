import type {
  ColumnsBody,
  Model,
  PolyhedronBody,
  SurfaceBody,
} from "../../datasets/training-region/bodies.js";
import { geoidHeight } from "../../datasets/training-region/geoid.js";
import { cellHeights, nodeHeight } from "../../datasets/training-region/relief.js";
import { type Vector, type Wedge, wedgePull } from "./wedge-quadrature.js";

/**
 * A second implementation of the training region's physics, from its README and model.json: by numerical cubature in
 * the Earth's own frame, with no kernel, no frame and no topography of the generator. The two share the heights of
 * the nodes and cells, the geoid, and the model file: the data.
 */

const MILLIGAL_G = 6.6743e-11 * 1e5;
const RADIANS = Math.PI / 180;
/** Where the cells of the relief begin, in 30″. */
const [WEST, SOUTH] = [12384, 1840];

/** Where a point is, and its own directions east, north and down, in the Earth's frame. */
export interface Standpoint {
  readonly longitude: number;
  readonly latitude: number;
  readonly at: Vector;
  readonly east: Vector;
  readonly north: Vector;
  readonly down: Vector;
}

export function standpoint(longitude: number, latitude: number, height: number): Standpoint {
  const [sl, cl] = [Math.sin(longitude * RADIANS), Math.cos(longitude * RADIANS)];
  const [sp, cp] = [Math.sin(latitude * RADIANS), Math.cos(latitude * RADIANS)];
  return {
    longitude,
    latitude,
    at: inSpace(longitude, latitude, height),
    east: [-sl, cl, 0],
    north: [-sp * cl, -sp * sl, cp],
    down: [-cp * cl, -cp * sl, -sp],
  };
}

/** GRS80, by polar radius and reduced latitude: (a cos β, b sin β) is the foot, the normal leads up from it. */
function inSpace(longitude: number, latitude: number, height: number): Vector {
  const [a, f] = [6378137, 1 / 298.257222101];
  const phi = latitude * RADIANS;
  const beta = Math.atan((1 - f) * Math.tan(phi));
  const fromAxis = a * Math.cos(beta) + height * Math.cos(phi);
  return [
    fromAxis * Math.cos(longitude * RADIANS),
    fromAxis * Math.sin(longitude * RADIANS),
    a * (1 - f) * Math.sin(beta) + height * Math.sin(phi),
  ];
}

/** The point at a height above the geoid. */
function aboveGeoid(longitude: number, latitude: number, height: number): Vector {
  return inSpace(longitude, latitude, geoidHeight(longitude, latitude) + height);
}

/** The topographic effect at a point, mGal. */
export function topographyByQuadrature(stand: Standpoint): number {
  return MILLIGAL_G * (nearTriangles(stand) + cellsAndBlocks(stand));
}

/** The 5 × 5 cells around the point: a wedge under (or above) each triangle of nodes. */
function nearTriangles(stand: Standpoint): number {
  const west = 10 * (Math.floor(stand.longitude * 120) - 2);
  const south = 10 * (Math.floor(stand.latitude * 120) - 2);
  let sum = 0;
  for (let j = south; j < south + 50; j++)
    for (let i = west; i < west + 50; i++)
      for (const [[a, b], [c, d]] of [
        [
          [1, 0],
          [1, 1],
        ],
        [
          [1, 1],
          [0, 1],
        ],
      ]) // prettier-ignore
        sum += trianglePull(
          [
            [i / 1200, j / 1200, nodeHeight(i, j)],
            [(i + a) / 1200, (j + b) / 1200, nodeHeight(i + a, j + b)],
            [(i + c) / 1200, (j + d) / 1200, nodeHeight(i + c, j + d)],
          ],
          stand,
        );
  return sum;
}

/** A triangle of (longitude, latitude, height): land, sea, or cut along the shore into three triangles. */
function trianglePull(corners: readonly Vector[], stand: Standpoint): number {
  const lone = [0, 1, 2].find((k) => [1, 2].every((step) => corners[k][2] * corners[(k + step) % 3][2] < 0));
  if (lone === undefined) {
    const [base, top] = [0, 1].map((share) => corners.map(([x, y, h]) => aboveGeoid(x, y, share * h)));
    const wedge = [...base, ...top] as unknown as Wedge;
    // Below the geoid the wedge is turned inside out, and so is the sign of its density.
    return wedgePull(wedge, stand.at, stand.down, constant(corners.some(([, , h]) => h > 0) ? 2670 : 1640));
  }
  const [a, b, c] = [0, 1, 2].map((step) => corners[(lone + step) % 3]);
  const shore = (to: Vector): Vector => {
    const t = a[2] / (a[2] - to[2]);
    return [a[0] + t * (to[0] - a[0]), a[1] + t * (to[1] - a[1]), 0];
  };
  const [ab, ac] = [shore(b), shore(c)];
  return (
    trianglePull([a, ab, ac], stand) + trianglePull([ab, b, c], stand) + trianglePull([ab, c, ac], stand)
  );
}

/** Cells as prisms in blocks to 40 km, blocks as masses to 166.7 km, by distances on a sphere of 6371 km. */
function cellsAndBlocks(stand: Standpoint): number {
  const { columns, rows, height } = cellHeights();
  let sum = 0;
  for (let row = 0; row < rows; row += 4)
    for (let column = 0; column < columns; column += 4) {
      const distance = onSphere(stand, (WEST + column + 2) / 120, (SOUTH + row + 2) / 120);
      if (distance > 166_700) continue;
      const cells: Cell[] = [];
      for (let r = row; r < row + 4; r++)
        for (let c = column; c < column + 4; c++)
          cells.push(cell(WEST + c, SOUTH + r, height[r * columns + c]));
      if (distance <= 40_000) for (const one of cells) sum += prismPull(one, stand);
      else
        for (const side of [1, -1])
          sum += massPull(
            cells.filter((one) => one.height * side > 0),
            stand,
          );
    }
  return sum;
}

/** Great-circle distance by the haversine, metres. */
function onSphere({ longitude, latitude }: Standpoint, x: number, y: number): number {
  const dy = Math.sin(((y - latitude) * RADIANS) / 2) ** 2;
  const dx = Math.sin(((x - longitude) * RADIANS) / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(dy + Math.cos(y * RADIANS) * Math.cos(latitude * RADIANS) * dx));
}

interface Cell {
  readonly column: number;
  readonly row: number;
  readonly longitude: number;
  readonly latitude: number;
  readonly height: number;
  /** Metres along east and north: of the parallel and the meridian through the middle. */
  readonly size: readonly [number, number];
}

function cell(column: number, row: number, height: number): Cell {
  const [longitude, latitude] = [(column + 0.5) / 120, (row + 0.5) / 120];
  const e2 = (2 - 1 / 298.257222101) / 298.257222101;
  const w = Math.sqrt(1 - e2 * Math.sin(latitude * RADIANS) ** 2);
  const step = RADIANS / 120;
  const size = [
    (6378137 / w) * Math.cos(latitude * RADIANS) * step,
    ((6378137 * (1 - e2)) / w ** 3) * step,
  ] as const;
  return { column, row, longitude, latitude, height, size };
}

/** A cell as an upright box in the frame of the standpoint; nothing for the 5 × 5 cells around it. */
function prismPull({ column, row, longitude, latitude, height, size }: Cell, stand: Standpoint): number {
  const nearColumn = Math.abs(column - Math.floor(stand.longitude * 120)) <= 2;
  if (nearColumn && Math.abs(row - Math.floor(stand.latitude * 120)) <= 2) return 0;
  const density = height > 0 ? 2670 : 1640; // below the geoid the box is turned inside out
  return boxPull(aboveGeoid(longitude, latitude, 0), size, height, stand, constant(density));
}

/** A box from a level rectangle upwards by a height (which may be negative: then it is turned inside out). */
function boxPull(
  centre: Vector,
  [sizeEast, sizeNorth]: readonly [number, number],
  height: number,
  stand: Standpoint,
  density: (place: Vector) => number,
): number {
  const corners = (up: number): Vector[] =>
    [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ].map(([e, n]) =>
      sum3(centre, [(e * sizeEast) / 2, stand.east], [(n * sizeNorth) / 2, stand.north], [-up, stand.down]),
    ); // prettier-ignore
  const [a, b, c, d] = corners(0);
  const [e, f, g, h] = corners(height);
  return (
    wedgePull([a, b, c, e, f, g], stand.at, stand.down, density) +
    wedgePull([a, c, d, e, g, h], stand.at, stand.down, density)
  );
}

/** A place, and steps from it. */
function sum3(from: Vector, ...steps: (readonly [number, Vector])[]): Vector {
  const at = (k: number) => steps.reduce((sum, [length, way]) => sum + length * way[k], from[k]);
  return [at(0), at(1), at(2)];
}

/** Cells as one mass, in the middle of their masses. */
function massPull(cells: readonly Cell[], stand: Standpoint): number {
  const volume = (one: Cell) => one.size[0] * one.size[1] * one.height;
  const whole = cells.reduce((sum, one) => sum + volume(one), 0);
  if (whole === 0) return 0;
  const mean = (of: (one: Cell) => number) =>
    cells.reduce((sum, one) => sum + volume(one) * of(one), 0) / whole;
  const place = aboveGeoid(
    mean((one) => one.longitude),
    mean((one) => one.latitude),
    mean((one) => one.height) / 2,
  );
  const [dx, dy, dz] = [0, 1, 2].map((k) => place[k] - stand.at[k]);
  const along = dx * stand.down[0] + dy * stand.down[1] + dz * stand.down[2];
  return ((whole > 0 ? 2670 : 1640) * whole * along) / Math.hypot(dx, dy, dz) ** 3;
}

/** The effect of bodies of model.json at a point, mGal. */
export function bodiesByQuadrature(bodies: Model["residual"], stand: Standpoint): number {
  let sum = 0;
  for (const body of bodies) {
    if (body.kind === "polyhedron") sum += polyhedronPull(body, stand);
    else if (body.kind === "surface") sum += surfacePull(body, stand);
    else sum += columnsPull(body, stand);
  }
  return MILLIGAL_G * sum;
}

/** Cones from the mean of the vertices to the faces; those behind it are turned inside out, and count as negative. */
function polyhedronPull(body: PolyhedronBody, stand: Standpoint): number {
  const vertices = body.vertices_deg_deg_m.map(([x, y, depth]) => aboveGeoid(x, y, -depth));
  const mean = (k: number) => vertices.reduce((sum, vertex) => sum + vertex[k], 0) / vertices.length;
  const tip: Vector = [mean(0), mean(1), mean(2)];
  let sum = 0;
  for (const [a, b, c] of body.faces)
    sum += wedgePull(
      [tip, tip, tip, vertices[a], vertices[b], vertices[c]],
      stand.at,
      stand.down,
      constant(body.density_kg_m3),
    );
  return sum;
}

/** Wedges from the boundary up to the reference depth; inside out where the boundary is the shallower of the two. */
function surfacePull(body: SurfaceBody, stand: Standpoint): number {
  const node = (column: number, row: number, depth: number) =>
    aboveGeoid(body.west_deg + body.spacing_deg * column, body.south_deg + body.spacing_deg * row, -depth);
  let sum = 0;
  for (let row = 0; row + 1 < body.depth_m.length; row++)
    for (let column = 0; column + 1 < body.depth_m[row].length; column++)
      for (const steps of [
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
        [
          [0, 0],
          [1, 1],
          [0, 1],
        ],
      ]) {
        // prettier-ignore
        const base = steps.map(([x, y]) => node(column + x, row + y, body.depth_m[row + y][column + x]));
        const top = steps.map(([x, y]) => node(column + x, row + y, body.reference_depth_m));
        const wedge = [...base, ...top] as unknown as Wedge;
        sum += wedgePull(wedge, stand.at, stand.down, constant(body.density_kg_m3));
      }
  return sum;
}

/** Boxes from each column's top downwards, that is inside out. */
function columnsPull(body: ColumnsBody, stand: Standpoint): number {
  let sum = 0;
  for (const [longitude, latitude, bottom] of body.columns_deg_deg_m) {
    const top = aboveGeoid(longitude, latitude, -body.top_depth_m);
    const density = (place: Vector): number => {
      const below = [0, 1, 2].reduce((along, k) => along + (place[k] - top[k]) * stand.down[k], 0);
      return -body.density_polynomial_kg_m3.reduce(
        (rho, c, power) => rho + c * (body.top_depth_m + below) ** power,
        0,
      );
    };
    sum += boxPull(top, body.size_m, body.top_depth_m - bottom, stand, density);
  }
  return sum;
}

function constant(density: number): () => number {
  return () => density;
}

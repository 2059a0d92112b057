import { EARTH_RADIUS } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import { type Grid, gridSpacing, isInDegrees } from "../core/grid.js";
import { geodeticToCartesian } from "../earth/cartesian.js";
import { metresPerDegree } from "../earth/ellipsoid.js";
import type { PointMasses } from "../kernels/mass-tree.js";
import type { CompensationOptions } from "./compensation.js";

/** Nodes of Gauss-Legendre quadrature with two points, on −1 … 1. */
const NODES = [-Math.sqrt(1 / 3), Math.sqrt(1 / 3)];

/** A cell is cut until its sides are below this part of the depth of the Moho: the quadrature is then good to 1e-4. */
const FINEST = 0.25;

/**
 * The masses that a Moho adds and takes against a level one: between the normal depth and the Moho of each cell, less
 * than mantle under mountains, more than crust under the sea. A place is in the Earth's own frame where the grid is in
 * degrees, else easting, northing and up.
 *
 * @throws ArgumentError where the grid has gaps or a depth at or above sea level
 */
export function rootMasses(moho: Grid, settings: Required<CompensationOptions>): PointMasses {
  const bad = moho.values.findIndex((depth) => !(depth > 0));
  if (bad >= 0) {
    throw new ArgumentError({
      argument: `moho.values[${bad}]`,
      value: moho.values[bad],
      accepted: "a depth below sea level in metres, positive down, without gaps",
    });
  }
  const geographic = isInDegrees(moho);
  const [dx, dy] = [gridSpacing(moho.x), gridSpacing(moho.y)];
  const found: Mass[] = [];
  for (const [row, y] of moho.y.entries()) {
    const scale = geographic ? metresPerDegree(y) : { longitude: 1, latitude: 1 };
    for (const [column, x] of moho.x.entries()) {
      const depth = moho.values[row * moho.x.length + column];
      const shallow = Math.min(depth, settings.normalMohoDepth);
      const across = Math.ceil((dx * scale.longitude) / (FINEST * shallow));
      const along = Math.ceil((dy * scale.latitude) / (FINEST * shallow));
      const [partX, partY] = [dx / across, dy / along];
      const area = partX * scale.longitude * partY * scale.latitude;
      if (depth === settings.normalMohoDepth) continue;
      for (let i = 0; i < across; i++)
        for (let j = 0; j < along; j++) {
          const cell = { x: x + dx * ((i + 0.5) / across - 0.5), y: y + dy * ((j + 0.5) / along - 0.5) };
          found.push(...cellMasses({ ...cell, dx: partX, dy: partY, area, depth, geographic }, settings));
        }
    }
  }
  const column = (axis: keyof Mass): Float64Array => {
    const values = new Float64Array(found.length);
    for (let i = 0; i < values.length; i++) values[i] = found[i][axis];
    return values;
  };
  return { x: column("x"), y: column("y"), z: column("z"), mass: column("mass") };
}

interface Mass {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly mass: number;
}

interface Cell {
  /** The middle, and the sides, in the coordinates of the grid. */
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** At sea level, m². */
  readonly area: number;
  readonly depth: number;
  readonly geographic: boolean;
}

/** The eight masses of a cell's root: two nodes of quadrature along each side. */
function cellMasses(
  cell: Cell,
  { normalMohoDepth, mohoContrast, earth }: Required<CompensationOptions>,
): Mass[] {
  const root = cell.depth - normalMohoDepth;
  const masses: Mass[] = [];
  for (const u of NODES) {
    const down = normalMohoDepth + (root * (1 + u)) / 2;
    const narrowing = earth === "spherical" && cell.geographic ? (1 - down / EARTH_RADIUS) ** 2 : 1;
    const mass = (-mohoContrast * cell.area * root * narrowing) / 8;
    for (const s of NODES)
      for (const t of NODES) {
        const place = placeOf(cell.x + (s * cell.dx) / 2, cell.y + (t * cell.dy) / 2, -down, cell.geographic);
        masses.push({ ...place, mass });
      }
  }
  return masses;
}

/** A place in the frame of the masses. */
export function placeOf(
  x: number,
  y: number,
  up: number,
  geographic: boolean,
): { x: number; y: number; z: number } {
  return geographic ? geodeticToCartesian(x, y, up) : { x, y, z: up };
}

import {
  GRAVITATIONAL_CONSTANT,
  gravityOfPrisms,
  metresPerDegree,
  polyhedronAttraction,
} from "../../lib/index.js";
import { CELLS_PER_BLOCK, DOMAIN } from "./area.js";
import { type Place, toFrame } from "./frame.js";
import { geoidHeight } from "./geoid.js";
import { cellHeights } from "./relief.js";
import { cellPolyhedra, LAND_DENSITY, SEA_DENSITY } from "./terrain-mesh.js";

// The topographic effect, as this dataset defines it. Masses between H = 0 and the true surface: LAND_DENSITY on land,
// SEA_DENSITY (water less crust) at sea.
//
// - The 30″ cell of the point and the two rings around it (5 × 5): polyhedra on the 3″ nodes.
// - Other cells of 2′ blocks whose centre lies within 40 km: a prism each, of the cell's size and mean height. The
//   centre of its base (at H = 0) stands where it is in space; the prism is upright in the point's own frame.
// - 2′ blocks to 166.7 km: the land of a block, and its sea, are each a mass in the centre of mass of their cells.
//   Masses farther away do not count: the usual convention.
//
// Distances from the point to a block's centre are along a sphere of 6371 km.

const NEAR_CELLS = 2;
const PRISM_DISTANCE = 40_000;
const LAST_DISTANCE = 166_700;
const EARTH_RADIUS = 6_371_000;
const MILLIGAL = 1e5;

const COLUMNS = DOMAIN.east - DOMAIN.west;
const ROWS = DOMAIN.north - DOMAIN.south;
const BLOCK_COLUMNS = COLUMNS / CELLS_PER_BLOCK;
const BLOCKS = BLOCK_COLUMNS * (ROWS / CELLS_PER_BLOCK);

/** A point with its place in the frame. */
export interface PlacedPoint extends Place {
  readonly longitude: number;
  readonly latitude: number;
}

/**
 * The topographic effect at many points: the attraction of the topography along each point's ellipsoidal normal, mGal,
 * positive down.
 */
export function topographicEffect(points: readonly PlacedPoint[]): Float64Array {
  const effect = nearEffect(points);
  const far = new FarTopography();
  points.forEach((point, k) => {
    effect[k] += far.effect(point);
  });
  return effect;
}

/** Index of the 30″ cell that a coordinate lies in. */
function cellOf(degrees: number): number {
  return Math.floor(degrees * 120);
}

/** Of the 5 × 5 cells around each point. Each cell is built once, and seen from all points around it. */
function nearEffect(points: readonly PlacedPoint[]): Float64Array {
  const effect = new Float64Array(points.length);
  const seenFrom = new Map<number, number[]>();
  points.forEach(({ longitude, latitude }, k) => {
    for (let dy = -NEAR_CELLS; dy <= NEAR_CELLS; dy++)
      for (let dx = -NEAR_CELLS; dx <= NEAR_CELLS; dx++) {
        const key = (cellOf(latitude) + dy) * 100_000 + cellOf(longitude) + dx;
        const from = seenFrom.get(key);
        if (from) from.push(k);
        else seenFrom.set(key, [k]);
      }
  });
  for (const [key, from] of seenFrom)
    for (const body of cellPolyhedra(key % 100_000, Math.floor(key / 100_000)))
      for (const k of from) {
        const { position, axes } = points[k];
        const pull = polyhedronAttraction(position[0], position[1], position[2], body);
        effect[k] -= MILLIGAL * (pull.easting * axes[6] + pull.northing * axes[7] + pull.upward * axes[8]);
      }
  return effect;
}

/** The prisms and masses beyond the nearest cells: their places are worked out once, their effect point by point. */
class FarTopography {
  private readonly height: Float64Array = cellHeights().height;
  /** East, north, up of each cell's centre at H = 0. */
  private readonly cellBase = new Float64Array(3 * COLUMNS * ROWS);
  /** Half the size of the cells of each row, metres: east, then north. */
  private readonly cellHalf = new Float64Array(2 * ROWS);
  /** Direction of each block's centre on the sphere. */
  private readonly direction = new Float64Array(3 * BLOCKS);
  /** Of each block's land, then of each block's sea: east, north, up, and G times mass. */
  private readonly mass = new Float64Array(4 * 2 * BLOCKS);
  /** Bounds and densities of the prisms around one point: the same arrays for each point. */
  private readonly prisms = Array.from({ length: 7 }, () => new Float64Array(PRISMS_AT_MOST));
  private count = 0;

  constructor() {
    for (let row = 0; row < ROWS; row++) {
      const size = metresPerDegree((DOMAIN.south + row + 0.5) / 120);
      this.cellHalf[2 * row] = size.longitude / 240;
      this.cellHalf[2 * row + 1] = size.latitude / 240;
      for (let column = 0; column < COLUMNS; column++) {
        const longitude = (DOMAIN.west + column + 0.5) / 120;
        const latitude = (DOMAIN.south + row + 0.5) / 120;
        const at = 3 * (row * COLUMNS + column);
        toFrame(longitude, latitude, geoidHeight(longitude, latitude), this.cellBase, at);
      }
    }
    for (let block = 0; block < BLOCKS; block++) {
      const column = CELLS_PER_BLOCK * (block % BLOCK_COLUMNS);
      const row = CELLS_PER_BLOCK * Math.floor(block / BLOCK_COLUMNS);
      const middle = CELLS_PER_BLOCK / 2;
      onSphere(
        (DOMAIN.west + column + middle) / 120,
        (DOMAIN.south + row + middle) / 120,
        this.direction,
        3 * block,
      );
      this.gather(column, row, 1, 8 * block);
      this.gather(column, row, -1, 8 * block + 4);
    }
  }

  /** Puts the land (side 1) or the sea (side −1) of a block into its centre of mass. */
  private gather(column: number, row: number, side: 1 | -1, at: number): void {
    let [mass, longitude, latitude, height] = [0, 0, 0, 0];
    for (let r = row; r < row + CELLS_PER_BLOCK; r++)
      for (let c = column; c < column + CELLS_PER_BLOCK; c++) {
        const h = this.height[r * COLUMNS + c];
        if (h * side <= 0) continue;
        const volume = 4 * this.cellHalf[2 * r] * this.cellHalf[2 * r + 1] * Math.abs(h);
        mass += volume;
        longitude += (volume * (DOMAIN.west + c + 0.5)) / 120;
        latitude += (volume * (DOMAIN.south + r + 0.5)) / 120;
        height += (volume * h) / 2;
      }
    if (mass === 0) return;
    longitude /= mass;
    latitude /= mass;
    toFrame(longitude, latitude, geoidHeight(longitude, latitude) + height / mass, this.mass, at);
    this.mass[at + 3] = GRAVITATIONAL_CONSTANT * mass * (side > 0 ? LAND_DENSITY : SEA_DENSITY);
  }

  /** Effect of prisms and masses at a point, mGal, positive down. */
  effect(point: PlacedPoint): number {
    const here = new Float64Array(3);
    onSphere(point.longitude, point.latitude, here, 0);
    const [hx, hy, hz] = here;
    const prismCosine = Math.cos(PRISM_DISTANCE / EARTH_RADIUS);
    const lastCosine = Math.cos(LAST_DISTANCE / EARTH_RADIUS);
    let masses = 0;
    this.count = 0;
    for (let block = 0; block < BLOCKS; block++) {
      const d = 3 * block;
      const cosine = hx * this.direction[d] + hy * this.direction[d + 1] + hz * this.direction[d + 2];
      if (cosine >= prismCosine) this.collect(block, point);
      else if (cosine >= lastCosine)
        masses += this.massEffect(8 * block, point) + this.massEffect(8 * block + 4, point);
    }
    return MILLIGAL * (masses + this.prismEffect());
  }

  private massEffect(at: number, { position, axes }: PlacedPoint): number {
    const { mass } = this;
    const dx = mass[at] - position[0];
    const dy = mass[at + 1] - position[1];
    const dz = mass[at + 2] - position[2];
    const r2 = dx * dx + dy * dy + dz * dz;
    return (-mass[at + 3] * (dx * axes[6] + dy * axes[7] + dz * axes[8])) / (r2 * Math.sqrt(r2));
  }

  /** Adds the cells of a block to the prisms, but for those next to the point. */
  private collect(block: number, { longitude, latitude, position, axes }: PlacedPoint): void {
    const column = CELLS_PER_BLOCK * (block % BLOCK_COLUMNS);
    const row = CELLS_PER_BLOCK * Math.floor(block / BLOCK_COLUMNS);
    const pointColumn = cellOf(longitude) - DOMAIN.west;
    const pointRow = cellOf(latitude) - DOMAIN.south;
    const [west, east, south, north, bottom, top, density] = this.prisms;
    for (let r = row; r < row + CELLS_PER_BLOCK; r++)
      for (let c = column; c < column + CELLS_PER_BLOCK; c++) {
        if (Math.abs(c - pointColumn) <= NEAR_CELLS && Math.abs(r - pointRow) <= NEAR_CELLS) continue;
        const at = 3 * (r * COLUMNS + c);
        const dx = this.cellBase[at] - position[0];
        const dy = this.cellBase[at + 1] - position[1];
        const dz = this.cellBase[at + 2] - position[2];
        const easting = dx * axes[0] + dy * axes[1] + dz * axes[2];
        const northing = dx * axes[3] + dy * axes[4] + dz * axes[5];
        const base = dx * axes[6] + dy * axes[7] + dz * axes[8];
        const height = this.height[r * COLUMNS + c];
        const k = this.count++;
        west[k] = easting - this.cellHalf[2 * r];
        east[k] = easting + this.cellHalf[2 * r];
        south[k] = northing - this.cellHalf[2 * r + 1];
        north[k] = northing + this.cellHalf[2 * r + 1];
        bottom[k] = base + Math.min(0, height);
        top[k] = base + Math.max(0, height);
        density[k] = height > 0 ? LAND_DENSITY : SEA_DENSITY;
      }
  }

  private prismEffect(): number {
    const [west, east, south, north, bottom, top, density] = this.prisms.map((all) =>
      all.subarray(0, this.count),
    );
    return gravityOfPrisms(AT_ORIGIN, { west, east, south, north, bottom, top, density })[0];
  }
}

const PRISMS_AT_MOST = 12_000;
const AT_ORIGIN = {
  easting: new Float64Array(1),
  northing: new Float64Array(1),
  upward: new Float64Array(1),
};

/** Writes the unit vector of a place on a sphere into an array. */
function onSphere(longitude: number, latitude: number, into: Float64Array, at: number): void {
  const radians = Math.PI / 180;
  into[at] = Math.cos(latitude * radians) * Math.cos(longitude * radians);
  into[at + 1] = Math.cos(latitude * radians) * Math.sin(longitude * radians);
  into[at + 2] = Math.sin(latitude * radians);
}

import { bell, fractal, rise } from "./noise.js";

/** What makes the land at a place, before rivers cut it. */
export interface Landform {
  /** Distance from the coast, km: positive inland, negative at sea. */
  readonly inland: number;
  /** Height from which erosion starts, metres; at sea the depth of the sea floor, negative. */
  readonly height: number;
  /** Rise of the ground in one step of erosion, metres. */
  readonly uplift: number;
  /** How easily rivers cut, 0 to 1. */
  readonly erodibility: number;
}

/** Landforms run parallel to the coast: this is where they are measured from, km on the drawing plane. */
const SHORE = { x: 42.4, y: 13.8 };

/** Distance from the straight shoreline (km, positive seaward) and along it (km, positive to the south-south-east). */
export function alongShore(x: number, y: number): { readonly out: number; readonly along: number } {
  const dx = x - SHORE.x;
  const dy = y - SHORE.y;
  return { out: 0.902 * dx + 0.432 * dy, along: 0.432 * dx - 0.902 * dy };
}

/** The point on the drawing plane (km) for a distance from and along the shoreline; inverse of {@link alongShore}. */
export function fromShore(out: number, along: number): { readonly x: number; readonly y: number } {
  return { x: SHORE.x + 0.902 * out + 0.432 * along, y: SHORE.y + 0.432 * out - 0.902 * along };
}

/**
 * The landforms at a point of the drawing plane: a shelf, a coastal plain, a range parallel to the coast, a plateau
 * in the south-west, low hills and plains in the west, a few islands. All edges are made crooked by noise.
 */
export function landformAt(x: number, y: number): Landform {
  // Crookedness: places are drawn as if they lay somewhere else nearby.
  const wx = x + 17 * fractal(x / 105, y / 105, 11, 2) + 6 * fractal(x / 30, y / 30, 21, 3);
  const wy = y + 17 * fractal(x / 105, y / 105, 12, 2) + 6 * fractal(x / 30, y / 30, 22, 3);
  const { out, along } = alongShore(wx, wy);
  const coast = out + 6 * fractal(along / 45, 0.5, 13, 3);
  const inland = Math.max(-coast, ...ISLANDS.map((island) => islandInland(x, y, island)));
  if (inland <= 0) return { inland, height: seaFloor(x, y, -inland), uplift: 0, erodibility: 1 };
  if (coast > 0) return { inland, height: 30 + 55 * inland, uplift: 5, erodibility: 0.7 };

  const rough = fractal(x / 9, y / 9, 17, 4);
  const plateau = plateauAt(wx, wy);
  const crest = out + 84;
  const massif = Math.max(0.22, 0.72 + 0.55 * fractal(along / 46, out / 70, 15, 3));
  const range = rise(crest, -52, -2) * rise(crest, 46, 0) * massif * (1 - 0.75 * plateau);
  const hills = Math.max(0, fractal(wx / 42, wy / 42, 16, 4) - 0.05) * rise(inland, 14, 32);
  const plain = Math.min(26, 1.5 + 0.4 * inland) + 110 * rise(crest, -10, -90);
  const start = plain + 700 * range + 210 * hills + (560 + 2.2 * (wx + 84)) * plateau;
  return {
    inland,
    height: Math.max(1, start + rough * (5 + 150 * range + 45 * plateau + 40 * hills)),
    uplift: 0.3 + 57 * range * (1 + 0.3 * rough) + 17 * hills * (1 - plateau) + 1.5 * plateau,
    erodibility: 1 - plateau * (0.86 + 0.3 * Math.min(0, fractal(x / 22, y / 22, 23, 3))),
  };
}

interface Island {
  readonly x: number;
  readonly y: number;
  /** km */
  readonly radius: number;
}

const ISLANDS: readonly Island[] = [
  { ...fromShore(21, -18), radius: 4.5 },
  { ...fromShore(27, -23), radius: 2.2 },
  { ...fromShore(14, 34), radius: 2.6 },
];

/** How far a place lies inside an island, km; outside it sinks faster than the mainland's shelf. */
function islandInland(x: number, y: number, island: Island): number {
  const dx = x - island.x;
  const dy = y - island.y;
  const inside = island.radius * (1 + 0.5 * fractal(x / 4, y / 4, 24, 3)) - Math.sqrt(dx * dx + dy * dy);
  return inside > 0 ? inside : 5 * inside;
}

/** 1 on the plateau, 0 off it, with a steep and crooked edge. */
function plateauAt(x: number, y: number): number {
  const dx = (x + 86) / 46;
  const dy = (y + 64) / 40;
  return rise(Math.sqrt(dx * dx + dy * dy) + 0.45 * fractal(x / 34, y / 34, 18, 4), 1.04, 0.86);
}

/** Height of the sea floor (negative, metres): a shelf that sinks slowly, with a drowned valley across it. */
function seaFloor(x: number, y: number, distance: number): number {
  const { along } = alongShore(x, y);
  const valley = 9 * bell(along + 12 + 5 * fractal(x / 25, y / 25, 19, 2), 9) * rise(distance, 4, 25);
  const rough = 3.5 * fractal(x / 14, y / 14, 20, 5) * rise(distance, 0, 15);
  return -Math.max(0.8, 1 + (130 * distance) / (distance + 50) + valley + rough);
}

import { kilometres, REGION } from "./area.js";
import type { SurfaceBody } from "./bodies.js";
import { alongShore } from "./landforms.js";
import { bell, fractal, rise } from "./noise.js";

const REFERENCE = 32_000;
const SPACING = 0.15;
const WEST = 103.2;
const SOUTH = 15.35;
const COLUMNS = 37;
const ROWS = 33;

/**
 * The Moho: a root under the range and the plateau, and a mantle that rises towards the sea. Beyond the region it goes
 * back to the reference depth, which it reaches at the border of its grid, so that the grid has no edge to be seen.
 */
export function mohoSurface(): SurfaceBody {
  const depth_m: number[][] = [];
  for (let row = 0; row < ROWS; row++) {
    const line: number[] = [];
    for (let column = 0; column < COLUMNS; column++) {
      const isBorder = row === 0 || column === 0 || row === ROWS - 1 || column === COLUMNS - 1;
      const relief = isBorder ? 0 : mohoRelief(WEST + SPACING * column, SOUTH + SPACING * row);
      line.push(REFERENCE + Math.round(relief / 10) * 10);
    }
    depth_m.push(line);
  }
  return {
    name: "Moho",
    kind: "surface",
    about: "The boundary between crust and mantle: a root under the range, and a slope up towards the sea.",
    density_kg_m3: -400,
    reference_depth_m: REFERENCE,
    west_deg: WEST,
    south_deg: SOUTH,
    spacing_deg: SPACING,
    depth_m,
  };
}

/** Depth of the Moho below the reference, metres. */
function mohoRelief(longitude: number, latitude: number): number {
  const { x, y } = kilometres(longitude, latitude);
  const { out, along } = alongShore(x, y);
  const crest = out + 94;
  const root = 14_000 * bell(crest, 92) * (1 + 0.16 * fractal(along / 110, 0.5, 51, 2));
  const plateau = 1_800 * bell(Math.sqrt((x + 84) * (x + 84) + (y + 62) * (y + 62)), 80);
  const slope = -3_900 * rise(out, -95, 20);
  return (root + plateau + slope) * fadeOut(longitude, latitude);
}

/** 1 within about 0.5° of the region, 0 at the border of the grid. */
function fadeOut(longitude: number, latitude: number): number {
  const [west, east, south, north] = REGION;
  const beyondX = Math.max(west - longitude, longitude - east, 0);
  const beyondY = Math.max(south - latitude, latitude - north, 0);
  return rise(Math.sqrt(beyondX * beyondX + beyondY * beyondY), 1.7, 0.45);
}

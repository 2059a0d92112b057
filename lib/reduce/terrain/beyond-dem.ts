import {
  EARTH_RADIUS,
  GRAVITATIONAL_CONSTANT,
  MILLIGAL_PER_SI,
  RADIANS_PER_DEGREE,
} from "../../core/constants.js";
import { D2, MEAN } from "./block-moments.js";
import type { BuiltModel } from "./build-models.js";
import type { VoidCells } from "./read-patch.js";
import { coverage, type Rectangle, type TerrainSettings, type TerrainStation } from "./terrain-model.js";

/** What the models' ends would add at a station. */
export interface BeyondDem {
  /** Nearest end of the models, metres; infinite where they reach the radius everywhere. */
  readonly nearest: number;
  /** What the terrain beyond would add, if it were as the models on average, mGal. */
  readonly effect: number;
}

const DIRECTIONS = 72;

/**
 * What the terrain between the models' ends and the radius would add, if it had the mean height and the variance of the
 * widest model. In each of 72 directions, with v the station's height less the mean,
 *
 * ```
 * Gρ ∫ [(v² + σ²)/2r³ + c v/2r] r dr = Gρ [(v² + σ²)/2 · (1/r₀ − 1/R) + c v/2 · (R − r₀)]
 * ```
 */
export function beyondDem(
  models: readonly BuiltModel[],
  station: TerrainStation,
  { curvature, radius, density }: TerrainSettings,
): BeyondDem {
  const { mean, variance } = wholeMoments(models[models.length - 1]);
  const { isDegrees } = models[0].parts.frame;
  const scaleY = isDegrees ? RADIANS_PER_DEGREE * EARTH_RADIUS : 1;
  const scaleX = isDegrees ? scaleY * Math.cos(station.y * RADIANS_PER_DEGREE) : 1;
  const around = models.map(({ parts }) => coverage(parts.frame));
  const v = station.height - mean;
  let [nearest, sum] = [Number.POSITIVE_INFINITY, 0];
  for (let k = 0; k < DIRECTIONS; k++) {
    const angle = (2 * Math.PI * k) / DIRECTIONS;
    const [east, north] = [Math.cos(angle), Math.sin(angle)];
    let end = 0;
    for (const r of around) end = Math.max(end, wayOut(r, station, east / scaleX, north / scaleY));
    if (end >= radius) continue;
    nearest = Math.min(nearest, end);
    const from = Math.max(end, 1000);
    sum += ((v * v + variance) / 2) * (1 / from - 1 / radius) + ((curvature * v) / 2) * (radius - from);
  }
  const effect = GRAVITATIONAL_CONSTANT * MILLIGAL_PER_SI * density * sum * ((2 * Math.PI) / DIRECTIONS);
  return { nearest, effect };
}

/** Mean height and variance of a whole model. */
function wholeMoments({ parts, whole }: BuiltModel): { mean: number; variance: number } {
  const levels = whole ? whole.levels : parts.overview;
  const top = levels[levels.length - 1] as Float32Array;
  return { mean: top[MEAN], variance: top[D2] };
}

/** How far it is from a place in a rectangle to its border in a direction; 0 outside. */
function wayOut(r: Rectangle, { x, y }: TerrainStation, east: number, north: number): number {
  if (x < r.west || x > r.east || y < r.south || y > r.north) return 0;
  const toX = east > 0 ? (r.east - x) / east : east < 0 ? (r.west - x) / east : Number.POSITIVE_INFINITY;
  const toY =
    north > 0 ? (r.north - y) / north : north < 0 ? (r.south - y) / north : Number.POSITIVE_INFINITY;
  return Math.min(toX, toY);
}

/**
 * What filled voids may be wrong by at a station, mGal: of each group of voids the change of its effect if all its cells
 * were off by the relief around them; groups are taken as independent.
 */
export function voidCost(
  models: readonly BuiltModel[],
  station: TerrainStation,
  { density, radius }: TerrainSettings,
): number {
  let squares = 0;
  for (const { parts, voids } of models) {
    const { frame } = parts;
    const scaleY = frame.isDegrees ? RADIANS_PER_DEGREE * EARTH_RADIUS : 1;
    const scaleX = frame.isDegrees ? scaleY * Math.cos(station.y * RADIANS_PER_DEGREE) : 1;
    const cell = frame.cellWidth * scaleX * frame.cellHeight * scaleY;
    for (const { x, y, cells, height, sigma } of voids)
      squares += costOf((x - station.x) * scaleX, (y - station.y) * scaleY, cell * cells, height, sigma) ** 2;
  }
  return GRAVITATIONAL_CONSTANT * MILLIGAL_PER_SI * density * Math.sqrt(squares);

  function costOf(east: number, north: number, area: number, height: VoidCells["height"], sigma: number) {
    const r2 = east * east + north * north;
    if (r2 > radius * radius) return 0;
    const rise = Math.abs(station.height - height);
    const wide = area / Math.PI; // a station in the void sees its rim
    const column = (v: number) => 1 / Math.sqrt(r2 + wide) - 1 / Math.sqrt(r2 + wide + v * v);
    return area * (column(rise + sigma) - column(rise));
  }
}

import { type Columns, numberColumn, optionalNumberColumn, rowCount } from "../core/columns.js";
import { STANDARD_DENSITY } from "../core/constants.js";
import { dot } from "../core/dot.js";
import { ArgumentError } from "../core/errors.js";
import { nearestPoints } from "../core/nearest-points.js";
import { localPlane } from "../earth/local-plane.js";
import { bullardB } from "./bullard-b.js";
import { bouguerSlab } from "./slab.js";

/** Options of {@link estimateDensity}. */
export interface EstimateDensityOptions {
  /** Default `parasnis`. */
  readonly method?: "parasnis" | "nettleton";
  /** Degree of the polynomial in position that is taken for the regional field, 0 to 3; default 1. */
  readonly trendDegree?: number;
  /**
   * Each value is compared with the mean of so many nearest stations, so that only short waves count, which topography
   * makes and deep geology does not; 0 for none, as the methods were first published; default 8.
   */
  readonly neighbours?: number;
  /** Density that `terrain_correction_mgal` was computed with, kg/m³; default 2670. */
  readonly terrainDensity?: number;
  /** Smallest and largest density to be tried, kg/m³; default 1500 to 3500. */
  readonly densities?: readonly [from: number, to: number];
  /** Parts of the survey that are left out in turn to find the sigma; default 10. */
  readonly blocks?: number;
}

/** What the methods work on: the stations on land that have all numbers, along one axis. */
export interface DensityData {
  readonly freeAir: Float64Array;
  readonly height: Float64Array;
  /** Attraction of the topography under and around a station, mGal for each kg/m³. */
  readonly effect: Float64Array;
  readonly x_km: Float64Array;
  readonly y_km: Float64Array;
  /** Which block a station belongs to, from 0. */
  readonly block: Int32Array;
}

/** Settings with their defaults, checked. */
export function densitySettings(options: EstimateDensityOptions): Required<EstimateDensityOptions> {
  const settings = {
    ...{ method: "parasnis" as const, trendDegree: 1, neighbours: 8, terrainDensity: STANDARD_DENSITY },
    ...{ densities: [1500, 3500] as const, blocks: 10 },
    ...options,
  };
  const refuse = (argument: string, accepted: string): never => {
    const value = settings[argument as keyof typeof settings];
    throw new ArgumentError({ argument: `options.${argument}`, value, accepted });
  };
  if (!["parasnis", "nettleton"].includes(settings.method)) refuse("method", "parasnis or nettleton");
  if (![0, 1, 2, 3].includes(settings.trendDegree)) refuse("trendDegree", "0, 1, 2 or 3");
  if (!(Number.isInteger(settings.neighbours) && settings.neighbours >= 0))
    refuse("neighbours", "a whole number, 0 for none");
  if (!(settings.terrainDensity > 0)) refuse("terrainDensity", "kg/m³, above 0");
  if (!(settings.densities[0] > 0 && settings.densities[1] > settings.densities[0]))
    refuse("densities", "two densities in kg/m³, the smaller one first");
  if (!(Number.isInteger(settings.blocks) && settings.blocks >= 3))
    refuse("blocks", "a whole number of 3 or more");
  return settings;
}

/** The stations that can be used: on land, with a free-air value, a height and a position. */
export function densityData(stations: Columns, settings: Required<EstimateDensityOptions>): DensityData {
  const names = ["free_air_anomaly_mgal", "gravity_disturbance_mgal"];
  const name = names.find((candidate) => stations[candidate] !== undefined);
  if (name === undefined) {
    throw new ArgumentError({
      argument: "stations",
      value: `a table of ${Object.keys(stations).join(", ")}`,
      accepted: `a table with ${names.join(" or ")}`,
      advice: "Run reduceStations first.",
    });
  }
  const freeAir = numberColumn(stations, name);
  const height = numberColumn(stations, stations.height_m ? "height_m" : "ellipsoidal_height_m");
  const terrain = optionalNumberColumn(stations, "terrain_correction_mgal");
  const { x_km, y_km } = localPlane(stations);
  const used: number[] = [];
  for (let i = 0; i < rowCount(stations); i++) {
    const numbers = [freeAir[i], height[i], x_km[i], y_km[i], terrain?.[i] ?? 0];
    if (numbers.every(Number.isFinite) && height[i] > 0) used.push(i);
  }
  if (used.length < 3 * settings.blocks) {
    throw new ArgumentError({
      argument: "stations",
      value: `a table with ${used.length} stations on land that have ${name}, height and position`,
      accepted: `at least ${3 * settings.blocks}, three a block`,
    });
  }
  const at = (column: Float64Array): Float64Array => Float64Array.from(used, (i) => column[i]);
  const effect = (i: number): number =>
    bouguerSlab(height[i], 1) + bullardB(height[i], 1) - (terrain?.[i] ?? 0) / settings.terrainDensity;
  const [x, y] = [at(x_km), at(y_km)];
  return {
    ...{ freeAir: at(freeAir), height: at(height), effect: Float64Array.from(used, effect) },
    ...{ x_km: x, y_km: y, block: blocksAlong(x, y, settings.blocks) },
  };
}

/** Divides stations into blocks of equal number along the longer side of the survey. */
function blocksAlong(x: Float64Array, y: Float64Array, blocks: number): Int32Array {
  const extent = (axis: Float64Array): number =>
    axis.reduce((most, v) => Math.max(most, v), -Infinity) -
    axis.reduce((least, v) => Math.min(least, v), Infinity);
  const along = extent(x) >= extent(y) ? x : y;
  const order = Array.from(along.keys()).sort((a, b) => along[a] - along[b]);
  const block = new Int32Array(along.length);
  for (const [rank, i] of order.entries()) block[i] = Math.floor((rank * blocks) / along.length);
  return block;
}

/** Some of the stations. */
export function withoutBlock(data: DensityData, left: number): DensityData {
  const keep = (_: number, i: number): boolean => data.block[i] !== left;
  return {
    freeAir: data.freeAir.filter(keep),
    height: data.height.filter(keep),
    effect: data.effect.filter(keep),
    x_km: data.x_km.filter(keep),
    y_km: data.y_km.filter(keep),
    block: data.block.filter(keep),
  };
}

/**
 * Takes the least-squares polynomial in position out of columns, in place: they are made orthogonal to a basis of the
 * polynomials, built by Gram and Schmidt's method (done twice, which keeps it orthogonal).
 */
export function takeTrend(
  columns: readonly Float64Array[],
  { x_km, y_km }: DensityData,
  degree: number,
): void {
  const scale = Math.max(...[...x_km, ...y_km].map(Math.abs), 1);
  const basis: Float64Array[] = [];
  for (let power = 0; power <= degree; power++) {
    for (let ofY = 0; ofY <= power; ofY++) {
      const term = x_km.map((x, i) => (x / scale) ** (power - ofY) * (y_km[i] / scale) ** ofY);
      const size = Math.sqrt(dot(term, term));
      for (let round = 0; round < 2; round++) orthogonalise(term, basis);
      const length = Math.sqrt(dot(term, term));
      if (length > 1e-8 * size) basis.push(term.map((value) => value / length)); // a straight profile has no y of its own
    }
  }
  for (const column of columns) orthogonalise(column, basis);
}

/** Takes the mean of the `count` nearest stations out of each value of columns, in place. */
export function takeNeighbours(
  columns: readonly Float64Array[],
  { x_km, y_km }: DensityData,
  count: number,
): void {
  if (count === 0) return;
  const index = nearestPoints(x_km, y_km);
  const neighbours = Array.from(x_km, (x, i) => index.nearest(x, y_km[i], count, (k) => k !== i));
  for (const column of columns) {
    const means = neighbours.map((near) => near.reduce((sum, k) => sum + column[k], 0) / near.length);
    for (let i = 0; i < column.length; i++) column[i] -= means[i];
  }
}

function orthogonalise(column: Float64Array, basis: readonly Float64Array[]): void {
  for (const q of basis) {
    const part = dot(column, q);
    for (let i = 0; i < column.length; i++) column[i] -= part * q[i];
  }
}

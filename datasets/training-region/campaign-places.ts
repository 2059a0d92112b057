import { seededRandom } from "../../lib/index.js";
import { kilometres, placeAt } from "./area.js";
import { pointOnGround, REGION, surfaceHeight, type TruePoint } from "./world.js";

/** What lies under the feet of a meter: it decides how much the meter shakes. */
export type Site = "rock" | "field" | "road" | "forest";

/** A place where gravity is measured, before it has a name. */
export interface Spot {
  readonly longitude: number;
  readonly latitude: number;
  readonly site: Site;
}

/** A station or a base of the campaign. Names are numbers, because a CG-5 knows no others. */
export interface Place {
  readonly name: string;
  readonly point: TruePoint;
  readonly site: Site;
}

export const STATIONS = 1500;
const SEED = 20260112;
/** Distance between the cells of the lattice that stations are drawn from, km. */
const SPACING = 2.9;
/** Places tried in each cell; the flattest is taken, as a crew would. */
const TRIES = 5;

/** Whether a place lies in Country B, the west of the region. */
export function isCountryB(longitude: number, latitude: number): boolean {
  const { x, y } = kilometres(longitude, latitude);
  return x < -63 + 0.12 * y + 0.0018 * y * y;
}

/** How steep the ground is, metres of height over 200 m. */
function steepness(longitude: number, latitude: number): number {
  const d = 0.001;
  const east = surfaceHeight(longitude + d, latitude) - surfaceHeight(longitude - d, latitude);
  const north = surfaceHeight(longitude, latitude + d) - surfaceHeight(longitude, latitude - d);
  return Math.abs(east) + Math.abs(north);
}

/** A place where somebody can stand: to seven decimals of a degree, on land, not on a beach. */
function candidate(x: number, y: number): { longitude: number; latitude: number } | undefined {
  const place = placeAt(x, y);
  const longitude = Math.round(place.longitude * 1e7) / 1e7;
  const latitude = Math.round(place.latitude * 1e7) / 1e7;
  const [west, east, south, north] = REGION;
  if (longitude < west + 0.02 || longitude > east - 0.02) return undefined;
  if (latitude < south + 0.02 || latitude > north - 0.02) return undefined;
  if (surfaceHeight(longitude, latitude) < 1.5) return undefined;
  return { longitude, latitude };
}

interface Found {
  readonly longitude: number;
  readonly latitude: number;
  readonly slope: number;
}

/** The flattest of some places in a square around a point, km on the drawing plane. */
function flattest(
  x: number,
  y: number,
  size: number,
  tries: number,
  random: () => number,
): Found | undefined {
  let best: Found | undefined;
  for (let i = 0; i < tries; i++) {
    const place = candidate(x + (random() - 0.5) * size, y + (random() - 0.5) * size);
    if (place === undefined) continue;
    const slope = steepness(place.longitude, place.latitude);
    if (best === undefined || slope < best.slope) best = { ...place, slope };
  }
  return best;
}

/** Where the 1,500 stations stand: one in each cell of a lattice over Country A's land, the steepest cells left out. */
export function stationSites(): Spot[] {
  const random = seededRandom(SEED);
  const found: { place: Found; rank: number }[] = [];
  for (let y = -74; y <= 75; y += SPACING)
    for (let x = -98; x <= 101; x += SPACING) {
      const place = flattest(x, y, 0.8 * SPACING, TRIES, random);
      const luck = random();
      if (place === undefined || isCountryB(place.longitude, place.latitude)) continue;
      found.push({ place, rank: place.slope + 25 * luck });
    }
  if (found.length < STATIONS) throw new Error(`only ${found.length} places for ${STATIONS} stations`);
  const last = found.map(({ rank }) => rank).sort((a, b) => a - b)[STATIONS - 1];
  return found
    .filter(({ rank }) => rank <= last)
    .map(({ place }) => ({ ...at(place), site: siteOf(place.slope, random()) }));
}

/** The flattest place near a point: where a base is built. */
export function baseSite(longitude: number, latitude: number, random: () => number): Spot {
  const { x, y } = kilometres(longitude, latitude);
  for (let size = 8; size < 60; size += 8) {
    const place = flattest(x, y, size, 24, random);
    if (place !== undefined && !isCountryB(place.longitude, place.latitude))
      return { ...at(place), site: "rock" };
  }
  throw new Error(`no land for a base near ${longitude}, ${latitude}`);
}

/** Gives a place its name and its height. */
export function named(name: string, { longitude, latitude, site }: Spot): Place {
  return { name, site, point: pointOnGround(name, longitude, latitude) };
}

function at({ longitude, latitude }: Found): { longitude: number; latitude: number } {
  return { longitude, latitude };
}

function siteOf(slope: number, luck: number): Site {
  if (slope > 12) return luck < 0.6 ? "rock" : "forest";
  if (luck < 0.45) return "road";
  return luck < 0.8 ? "field" : "forest";
}

import { seededRandom } from "../../lib/index.js";
import { kilometres } from "./area.js";
import { baseSite, named, type Place, type Spot, stationSites } from "./campaign-places.js";

export type MeterName = "cg5" | "cg6" | "dial";
export const METERS: readonly MeterName[] = ["cg5", "cg6", "dial"];

/** One stop of a crew at a place. */
export interface Visit {
  readonly place: Place;
  /** Time of the first reading, UTC, milliseconds. */
  readonly start: number;
}

/** What one meter did on one day, from the morning at its base to the evening. */
export interface Loop {
  readonly meter: MeterName;
  /** 0: the week of the base network. 1 to 5: weeks of stations. */
  readonly week: number;
  /** Field day: 1 to 6 in the week of the base network (then `week` is 0), 1 to 30 after it. */
  readonly day: number;
  /** 00:00 UTC of the day, milliseconds. */
  readonly date: number;
  readonly visits: readonly Visit[];
}

/** Who goes where and when. */
export interface Plan {
  /** The 18 bases in the order of their ring; every third one, from the second, is absolute. */
  readonly bases: readonly Place[];
  readonly absolute: readonly Place[];
  readonly stations: readonly Place[];
  readonly loops: readonly Loop[];
}

const DAY = 86_400_000;
const MINUTE = 60_000;
const FIRST_BASE_DAY = Date.UTC(2026, 0, 5);
const FIRST_FIELD_DAY = Date.UTC(2026, 0, 12);
const WEEKS = 5;
const DAYS_PER_WEEK = 6;
/** Stations that each meter reads on one day, in the order of METERS: 50 together. */
const STATIONS_PER_DAY = [17, 18, 15] as const;
/** The bases' places on a 6 × 3 lattice, in the order of a ring that needs no long way home. */
const RING = [
  [0, 0],
  [1, 0],
  [2, 0],
  [3, 0],
  [4, 0],
  [5, 0],
  [5, 1],
  [5, 2],
  [4, 2],
  [4, 1],
  [3, 1],
  [3, 2],
  [2, 2],
  [2, 1],
  [1, 1],
  [1, 2],
  [0, 2],
  [0, 1],
] as const;

let plan: Plan | undefined;

/** The plan of the campaign; made once. */
export function campaignPlan(): Plan {
  plan ??= makePlan();
  return plan;
}

function makePlan(): Plan {
  const sites = stationSites();
  const bases = makeBases(sites);
  const random = seededRandom(20260105);
  const loops = baseLoops(bases, random);
  const stations: Place[] = [];
  split(sites, WEEKS, "longitude").forEach((strip, w) => {
    split(strip, DAYS_PER_WEEK, "latitude").forEach((daySites, d) => {
      const day = w * DAYS_PER_WEEK + d + 1;
      const date = FIRST_FIELD_DAY + (7 * w + d) * DAY;
      const along = sorted(daySites, "longitude");
      let from = 0;
      METERS.forEach((meter, m) => {
        const crew = along.slice(from, from + STATIONS_PER_DAY[m]);
        from += STATIONS_PER_DAY[m];
        const base = nearest(bases, middle(crew));
        const route = drive(base, crew).map((site) => {
          const place = named(String(1001 + stations.length), site);
          stations.push(place);
          return place;
        });
        loops.push({ meter, week: w + 1, day, date, visits: fieldVisits(meter, date, base, route, random) });
      });
    });
  });
  return { bases, absolute: bases.filter((_, i) => i % 3 === 1), stations, loops };
}

/** Bases near the middles of 18 equal shares of the stations. Absolute ones are called 9001 …, the others 9011 …. */
function makeBases(sites: readonly Spot[]): Place[] {
  const random = seededRandom(20251201);
  const shares = split(sites, 6, "longitude").map((strip) => split(strip, 3, "latitude"));
  return RING.map(([column, row], i) => {
    const { longitude, latitude } = middle(shares[column][row]);
    const name = i % 3 === 1 ? 9001 + (i - 1) / 3 : 9011 + i - Math.floor((i + 1) / 3);
    return named(String(name), baseSite(longitude, latitude, random));
  });
}

/** The base network: each day all three meters ride from one absolute base over two field bases to the next, and back. */
function baseLoops(bases: readonly Place[], random: () => number): Loop[] {
  const loops: Loop[] = [];
  for (let day = 1; day <= 6; day++) {
    const date = FIRST_BASE_DAY + (day - 1) * DAY;
    const out = [0, 1, 2, 3].map((i) => bases[(3 * day - 2 + i) % bases.length]);
    const route = [...out, ...out.slice(0, 3).reverse()];
    const starts = times(date + 20 * MINUTE, route, 55, 16, random);
    METERS.forEach((meter, m) => {
      const visits = route.map((place, i) => ({ place, start: starts[i] + (m * 2 + 1) * MINUTE }));
      loops.push({ meter, week: 0, day, date, visits });
    });
  }
  return loops;
}

/**
 * Morning at the base, half of the stations, noon, the other half with its first station once more, evening at the
 * base. At noon a dial goes back to its base, the others to their third station. A dial's clock is read in minutes.
 */
function fieldVisits(
  meter: MeterName,
  date: number,
  base: Place,
  route: readonly Place[],
  random: () => number,
): Visit[] {
  const half = Math.ceil(route.length / 2);
  const noon = meter === "dial" ? [base] : [route[2]];
  const order = [base, ...route.slice(0, half), ...noon, ...route.slice(half), route[half], base];
  const begin = date + Math.round(15 + 40 * random()) * MINUTE;
  const starts = times(begin, order, 38, meter === "dial" ? 9 : 8, random);
  const clock = meter === "dial" ? MINUTE : 1000;
  return order.map((place, i) => ({ place, start: Math.round(starts[i] / clock) * clock }));
}

/** When each place of a route is reached: driving at `speed` km/h, and `stay` minutes or a little more at each. */
function times(
  begin: number,
  route: readonly Place[],
  speed: number,
  stay: number,
  random: () => number,
): number[] {
  let time = begin;
  return route.map((place, i) => {
    if (i > 0) {
      const minutes =
        stay + (distance(route[i - 1].point, place.point) / speed) * 60 * (1.1 + 0.3 * random());
      time += Math.round(minutes * 60) * 1000;
    }
    return time;
  });
}

type Position = { readonly longitude: number; readonly latitude: number };

function distance(a: Position, b: Position): number {
  const p = kilometres(a.longitude, a.latitude);
  const q = kilometres(b.longitude, b.latitude);
  return Math.sqrt((p.x - q.x) ** 2 + (p.y - q.y) ** 2);
}

function sorted(sites: readonly Spot[], by: "longitude" | "latitude"): Spot[] {
  return [...sites].sort((a, b) => a[by] - b[by]);
}

/** Cuts places into equal shares from west to east, or from south to north. */
function split(sites: readonly Spot[], parts: number, by: "longitude" | "latitude"): Spot[][] {
  const order = sorted(sites, by);
  return Array.from({ length: parts }, (_, i) =>
    order.slice(Math.round((i * order.length) / parts), Math.round(((i + 1) * order.length) / parts)),
  );
}

function middle(sites: readonly Position[]): Position {
  const mean = (by: "longitude" | "latitude") =>
    sites.reduce((sum, site) => sum + site[by], 0) / sites.length;
  return { longitude: mean("longitude"), latitude: mean("latitude") };
}

function nearest(bases: readonly Place[], to: Position): Place {
  return bases.reduce((best, base) => (distance(base.point, to) < distance(best.point, to) ? base : best));
}

/** The order of a drive: always on to the nearest place that is left. */
function drive(base: Place, crew: readonly Spot[]): Spot[] {
  const left = [...crew];
  const route: Spot[] = [];
  let here: Position = base.point;
  while (left.length > 0) {
    const next = left.reduce((best, site) => (distance(here, site) < distance(here, best) ? site : best));
    left.splice(left.indexOf(next), 1);
    route.push(next);
    here = next;
  }
  return route;
}

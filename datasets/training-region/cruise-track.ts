import { metresPerDegree, seededRandom } from "../../lib/index.js";
import { placeAt } from "./area.js";
import { alongShore, fromShore } from "./landforms.js";
import { fractal } from "./noise.js";
import { REGION, surfaceHeight } from "./world.js";

/** Where the ship truly was at one moment. */
export interface ShipFix {
  /** UTC, milliseconds. */
  readonly time: number;
  /** Name of the line; empty on the way from one to the next. */
  readonly line: string;
  readonly longitude: number;
  readonly latitude: number;
  /** Degrees from north over east, over ground. */
  readonly course: number;
  /** Knots, over ground. */
  readonly speed: number;
}

const START = Date.UTC(2026, 1, 17, 1, 0, 0);
/** From one sample to the next, milliseconds. */
const STEP = 120_000;
const KNOT = 1852 / 3600;
/** A ship keeps off water that is shallower than this, metres. */
const SHALLOW = 7;
/** Cross lines every 11 km along the shore; tie lines at these distances from it, km. */
const CROSS = [-52, -41, -30, -19, -8, 3, 14, 25, 36, 47, 58];
const TIES = [16, 29, 42];

/** A place on the drawing plane, km. */
type Corner = readonly [number, number];

interface Leg {
  readonly line: string;
  readonly from: Corner;
  readonly to: Corner;
  /** Knots. */
  readonly speed: number;
}

/** The ship's track, a fix every two minutes: half an hour at the quay, the lines, and back to the quay. */
export function cruiseTrack(): ShipFix[] {
  const random = seededRandom(20260217);
  const legs = plannedLegs(random);
  const fixes: ShipFix[] = [];
  const quay = legs[0].from;
  let time = START;
  const still = () => {
    for (let i = 0; i < 15; i++, time += STEP)
      fixes.push({ time, line: "QUAY", ...position(quay), course: 0, speed: 0 });
  };
  still();
  for (const leg of legs) {
    const length = 1000 * Math.hypot(leg.to[0] - leg.from[0], leg.to[1] - leg.from[1]);
    for (let way = 0; way < length; time += STEP) {
      const speed = leg.speed + 0.5 * fractal(time / 3_600_000, 0.5, 71, 2);
      const yaw = 60 * fractal(time / 1_500_000, 0.5, 72, 2);
      const here = alongLeg(leg, way / length, yaw);
      const next = alongLeg(leg, (way + speed * KNOT * 60) / length, yaw);
      fixes.push({ time, line: leg.line, ...here, ...motion(here, next, 60) });
      way += speed * KNOT * (STEP / 1000);
    }
  }
  still();
  return fixes;
}

/** The lines in the order in which they are sailed, and the ways between them, km on the drawing plane. */
function plannedLegs(random: () => number): Leg[] {
  const legs: Leg[] = [];
  let here = point(firstSea(3), 3);
  const sail = (line: string, to: Corner, speed: number) => {
    legs.push({ line, from: here, to, speed });
    here = to;
  };
  const change = (to: Corner) => {
    for (const corner of wayAround(here, to)) sail("", corner, 9.5);
  };
  const lines: [string, Corner, Corner][] = [];
  CROSS.forEach((along, i) => {
    const stretch = longest((out) => isOpen(out, along), 3, 70);
    const ends = [point(stretch[0], along), point(stretch[1], along)] as const;
    lines.push([`L${String(i + 1).padStart(2, "0")}`, ends[i % 2], ends[1 - (i % 2)]]);
  });
  TIES.forEach((out, i) => {
    const stretch = longest((along) => isOpen(out, along), -75, 75);
    const ends = [point(out, stretch[0]), point(out, stretch[1])] as const;
    lines.push([`T${i + 1}`, ends[1 - (i % 2)], ends[i % 2]]);
  });
  for (const [line, from, to] of lines) {
    change(from);
    sail(line, to, 7.2 + 1.6 * random());
  }
  change(legs[0].from);
  return legs;
}

/**
 * Corners of a way between two points that keeps off the land: straight; or parallel to the shore at another distance
 * from it; or each end parallel to the shore at its own distance, and across where it is clear.
 */
function wayAround(from: Corner, to: Corner): Corner[] {
  const [a, b] = [from, to].map(([x, y]) => alongShore(x, y));
  const ways: Corner[][] = [[from, to]];
  for (let k = 1; k < 60; k++)
    for (const step of [k, -k]) {
      const out = Math.max(a.out, b.out) + step;
      const along = (a.along + b.along) / 2 + step;
      ways.push([from, point(out, a.along), point(out, b.along), to]);
      ways.push([from, point(a.out, along), point(b.out, along), to]);
    }
  const way = ways.find((corners) => corners.slice(1).every((corner, i) => isClear(corners[i], corner)));
  if (way === undefined) throw new Error(`no way around the land from ${from} to ${to}`);
  return way.slice(1);
}

/** Whether a straight way stays in the region and in water deeper than four metres. */
function isClear(from: Corner, to: Corner): boolean {
  for (let i = 0; i <= 100; i++) {
    const here = position([from[0] + ((to[0] - from[0]) * i) / 100, from[1] + ((to[1] - from[1]) * i) / 100]);
    if (!isInside(here) || surfaceHeight(here.longitude, here.latitude) > -4) return false;
  }
  return true;
}

function isInside({ longitude, latitude }: Position): boolean {
  const [west, east, south, north] = REGION;
  return longitude > west && longitude < east - 0.01 && latitude > south + 0.01 && latitude < north - 0.01;
}

function point(out: number, along: number): Corner {
  const { x, y } = fromShore(out, along);
  return [x, y];
}

function isOpen(out: number, along: number): boolean {
  const here = position(point(out, along));
  return isInside(here) && surfaceHeight(here.longitude, here.latitude) < -SHALLOW;
}

/** Where the water begins to be deep enough for the quay. */
function firstSea(along: number): number {
  for (let out = -10; out < 40; out += 0.25) if (isOpen(out, along)) return out;
  throw new Error("no sea");
}

/** The longest stretch on which something is so, at steps of 0.5. */
function longest(isSo: (at: number) => boolean, from: number, to: number): [number, number] {
  let best: [number, number] = [from, from];
  let begin: number | undefined;
  for (let at = from; at <= to; at += 0.5) {
    if (!isSo(at)) begin = undefined;
    else begin ??= at;
    if (begin !== undefined && at - begin > best[1] - best[0]) best = [begin, at];
  }
  return best;
}

function position([x, y]: Corner): { longitude: number; latitude: number } {
  const { longitude, latitude } = placeAt(x, y);
  return { longitude: Math.round(longitude * 1e6) / 1e6, latitude: Math.round(latitude * 1e6) / 1e6 };
}

/** A point of a leg at a share of its length, off to the side by some metres. */
function alongLeg({ from, to }: Leg, share: number, off: number): { longitude: number; latitude: number } {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const side = off / 1000 / Math.hypot(dx, dy);
  return position([from[0] + share * dx - side * dy, from[1] + share * dy + side * dx]);
}

type Position = { readonly longitude: number; readonly latitude: number };

/** Course and speed from one position to another, `seconds` later. */
function motion(here: Position, next: Position, seconds: number): { course: number; speed: number } {
  const metres = metresPerDegree(here.latitude);
  const east = (next.longitude - here.longitude) * metres.longitude;
  const north = (next.latitude - here.latitude) * metres.latitude;
  const course = (Math.atan2(east, north) * 180) / Math.PI;
  return { course: (course + 360) % 360, speed: Math.hypot(east, north) / seconds / KNOT };
}

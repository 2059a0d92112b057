import type { KrigingPlaces } from "./kriging-matrix.js";
import type { Part } from "./kriging-sets.js";

/** The box around places. */
export interface Box {
  /** The middle. */
  readonly x: number;
  readonly y: number;
  /** Half its diagonal. */
  readonly half: number;
  readonly wide: boolean;
}

/** The box around the places of a part. */
export function boxOf({ x, y }: KrigingPlaces, { list, from, to }: Part): Box {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = from; i < to; i++) {
    const k = list[i];
    if (x[k] < west) west = x[k];
    if (x[k] > east) east = x[k];
    if (y[k] < south) south = y[k];
    if (y[k] > north) north = y[k];
  }
  const [width, height] = [east - west, north - south];
  return {
    ...{ x: west + width / 2, y: south + height / 2 },
    ...{ half: Math.hypot(width, height) / 2, wide: width > height },
  };
}

/** Puts the places on this side of the middle first, in the order in which they are; returns where the others begin. */
export function divide(
  { x, y }: KrigingPlaces,
  { list, from, to }: Part,
  box: Box,
  there: Int32Array,
): number {
  const along = box.wide ? x : y;
  const middle = box.wide ? box.x : box.y;
  let end = from;
  let others = 0;
  for (let i = from; i < to; i++) {
    const k = list[i];
    if (along[k] < middle) list[end++] = k;
    else there[others++] = k;
  }
  for (let i = 0; i < others; i++) list[end + i] = there[i];
  return end > from && end < to ? end : (from + to) >> 1;
}

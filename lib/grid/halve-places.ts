import type { KrigingPlaces } from "./kriging-matrix.js";

// Each loop over many places is the last thing in a function of its own. The engine compiles a long loop while it runs,
// knows nothing yet of what comes after it, and would have to throw the code away each time it gets there.

/** Some of a list of numbers, from one index to before another. */
export interface Part {
  readonly list: Int32Array;
  readonly from: number;
  readonly to: number;
}

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
export function boxOf({ x, y }: KrigingPlaces, part: Part): Box {
  const [west, south] = [least(x, part), least(y, part)];
  const [width, height] = [most(x, part) - west, most(y, part) - south];
  const half = Math.sqrt(width * width + height * height) / 2;
  return { x: west + width / 2, y: south + height / 2, half, wide: width > height };
}

function least(values: Float64Array, { list, from, to }: Part): number {
  let found = Number.POSITIVE_INFINITY;
  for (let i = from; i < to; i++) if (values[list[i]] < found) found = values[list[i]];
  return found;
}

function most(values: Float64Array, { list, from, to }: Part): number {
  let found = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) if (values[list[i]] > found) found = values[list[i]];
  return found;
}

/** Puts the places on this side of the middle first, in the order in which they are; returns where the others begin. */
export function divide({ x, y }: KrigingPlaces, part: Part, box: Box, there: Int32Array): number {
  const { list, from, to } = part;
  const end = box.wide ? lowerFirst(x, part, box.x, there) : lowerFirst(y, part, box.y, there);
  copyTo(list, end, there, to - end);
  return end > from && end < to ? end : (from + to) >> 1;
}

/** Moves the places below a limit to the front; the others go `there`. */
function lowerFirst(
  values: Float64Array,
  { list, from, to }: Part,
  limit: number,
  there: Int32Array,
): number {
  let end = from;
  let others = 0;
  for (let i = from; i < to; i++) {
    const k = list[i];
    if (values[k] < limit) list[end++] = k;
    else there[others++] = k;
  }
  return end;
}

function copyTo(list: Int32Array, at: number, from: Int32Array, count: number): void {
  for (let i = 0; i < count; i++) list[at + i] = from[i];
}

import type { Polyline } from "./polyline.js";

/** A rectangle on the sheet, in px. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The parts of a line inside a rectangle, each segment cut where it crosses a side (Liang & Barsky 1984).
 *
 * @param line - vertices; NaN ends one line and begins the next
 */
export function clippedLine(line: Polyline, { left, top, width, height }: Window): Polyline[] {
  const [right, bottom] = [left + width, top + height];
  const parts: { x: number[]; y: number[] }[] = [];
  let open: { x: number[]; y: number[] } | undefined;
  for (let i = 1; i < line.x.length; i++) {
    const [x0, y0, x1, y1] = [line.x[i - 1], line.y[i - 1], line.x[i], line.y[i]];
    const range = insideRange(x0, y0, x1, y1, left, right, top, bottom);
    if (range === undefined) {
      open = undefined;
      continue;
    }
    const [from, to] = range;
    if (open === undefined || from > 0) {
      open = { x: [x0 + from * (x1 - x0)], y: [y0 + from * (y1 - y0)] };
      parts.push(open);
    }
    open.x.push(x0 + to * (x1 - x0));
    open.y.push(y0 + to * (y1 - y0));
    if (to < 1) open = undefined;
  }
  return parts.map(({ x, y }) => ({ x: Float64Array.from(x), y: Float64Array.from(y) }));
}

/** From where to where a segment, run through from 0 to 1, is inside; undefined where it misses. */
function insideRange(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  left: number,
  right: number,
  top: number,
  bottom: number,
): [number, number] | undefined {
  const [dx, dy] = [x1 - x0, y1 - y0];
  if (Number.isNaN(dx) || Number.isNaN(dy)) return undefined;
  let [from, to] = [0, 1];
  // Each side as p·t ≤ q.
  for (const [p, q] of [
    [-dx, x0 - left],
    [dx, right - x0],
    [-dy, y0 - top],
    [dy, bottom - y0],
  ]) {
    if (p === 0) {
      if (q < 0) return undefined;
    } else if (p < 0) from = Math.max(from, q / p);
    else to = Math.min(to, q / p);
  }
  return from < to ? [from, to] : undefined;
}

/**
 * The part of an area inside a rectangle, cut at one side after the other (Sutherland & Hodgman 1974). Where the area
 * leaves the rectangle the ring runs along its sides, so it is for filling, not for drawing.
 *
 * @param ring - the area's outline, in order around it
 */
export function clippedRing(ring: Polyline, { left, top, width, height }: Window): Polyline {
  let points = Array.from(ring.x, (x, i): [number, number] => [x, ring.y[i]]);
  const sides: [axis: 0 | 1, at: number, sign: 1 | -1][] = [
    [0, left, 1],
    [0, left + width, -1],
    [1, top, 1],
    [1, top + height, -1],
  ];
  for (const [axis, at, sign] of sides) {
    const isInside = (point: [number, number]): boolean => sign * (point[axis] - at) >= 0;
    const cut: [number, number][] = [];
    let before = points[points.length - 1];
    for (const point of points) {
      const inside = isInside(point);
      if (inside !== isInside(before)) {
        const t = (at - before[axis]) / (point[axis] - before[axis]);
        cut.push([before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])]);
      }
      if (inside) cut.push(point);
      before = point;
    }
    points = cut;
  }
  return { x: Float64Array.from(points, ([x]) => x), y: Float64Array.from(points, ([, y]) => y) };
}

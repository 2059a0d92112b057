/** Small geometry of lines on the sheet. Vertices are two arrays of the same length. */
export interface Polyline {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Distance along the line from its start to each vertex. */
export function arcLengths(line: Polyline): Float64Array {
  const lengths = new Float64Array(line.x.length);
  for (let i = 1; i < lengths.length; i++) {
    lengths[i] = lengths[i - 1] + Math.hypot(line.x[i] - line.x[i - 1], line.y[i] - line.y[i - 1]);
  }
  return lengths;
}

/** The point at a distance from the start; before the start and past the end it stays at the end. */
export function pointAlong(line: Polyline, lengths: Float64Array, distance: number): [x: number, y: number] {
  const last = lengths.length - 1;
  const i = segmentAt(lengths, distance);
  if (distance <= 0) return [line.x[0], line.y[0]];
  if (distance >= lengths[last]) return [line.x[last], line.y[last]];
  const t = (distance - lengths[i]) / (lengths[i + 1] - lengths[i]);
  return [line.x[i] + t * (line.x[i + 1] - line.x[i]), line.y[i] + t * (line.y[i + 1] - line.y[i])];
}

/** The part of a line between two distances from its start. */
export function partAlong(line: Polyline, lengths: Float64Array, from: number, to: number): Polyline {
  const points = [pointAlong(line, lengths, from)];
  for (let i = 0; i < lengths.length; i++) {
    if (lengths[i] > from && lengths[i] < to) points.push([line.x[i], line.y[i]]);
  }
  points.push(pointAlong(line, lengths, to));
  return { x: Float64Array.from(points, ([x]) => x), y: Float64Array.from(points, ([, y]) => y) };
}

/**
 * The line with fewer vertices: none that was left out lies further than `tolerance` from the new line
 * (Douglas & Peucker 1973).
 */
export function simplified(line: Polyline, tolerance: number): Polyline {
  const count = line.x.length;
  const keep = new Uint8Array(count);
  keep[0] = keep[count - 1] = 1;
  const stack: [number, number][] = [[0, count - 1]];
  for (let range = stack.pop(); range !== undefined; range = stack.pop()) {
    const [first, last] = range;
    let [farthest, distance] = [-1, tolerance];
    for (let i = first + 1; i < last; i++) {
      const away = distanceToSegment(line, i, first, last);
      if (away > distance) [farthest, distance] = [i, away];
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    stack.push([first, farthest], [farthest, last]);
  }
  return { x: line.x.filter((_, i) => keep[i] === 1), y: line.y.filter((_, i) => keep[i] === 1) };
}

function distanceToSegment(line: Polyline, point: number, first: number, last: number): number {
  const [dx, dy] = [line.x[last] - line.x[first], line.y[last] - line.y[first]];
  const [px, py] = [line.x[point] - line.x[first], line.y[point] - line.y[first]];
  const squared = dx * dx + dy * dy;
  const t = squared === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / squared));
  const [awayX, awayY] = [px - t * dx, py - t * dy];
  return Math.sqrt(awayX * awayX + awayY * awayY);
}

function segmentAt(lengths: Float64Array, distance: number): number {
  let low = 0;
  let high = lengths.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lengths[middle] <= distance) low = middle;
    else high = middle;
  }
  return low;
}

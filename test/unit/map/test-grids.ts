import { type Grid, makeGrid, type Registration } from "../../../lib/core/grid.js";

/** A grid of `value(x, y)` over a region, with samples where the registration wants them. */
export function gridOf(
  value: (x: number, y: number) => number,
  region: readonly [west: number, east: number, south: number, north: number],
  cells: readonly [columns: number, rows: number],
  options: { registration?: Registration; crs?: string; name?: string; units?: string } = {},
): Grid {
  const { registration = "gridline", crs = "plane", name = "bouguer_anomaly_mgal", units = "mGal" } = options;
  const [west, east, south, north] = region;
  const axis = (start: number, end: number, count: number): Float64Array => {
    const step = (end - start) / count;
    return registration === "pixel"
      ? Float64Array.from({ length: count }, (_, i) => start + (i + 0.5) * step)
      : Float64Array.from({ length: count + 1 }, (_, i) => start + i * step);
  };
  const x = axis(west, east, cells[0]);
  const y = axis(south, north, cells[1]);
  const values = new Float64Array(x.length * y.length);
  y.forEach((yj, j) => {
    x.forEach((xi, i) => {
      values[j * x.length + i] = value(xi, yj);
    });
  });
  return makeGrid({ x, y, values, registration, crs, name, units });
}

/** Numbers from 0 to 1 from a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A made-up regional field: a slope and many round anomalies. */
export function syntheticField(
  region: readonly [number, number, number, number],
  seed: number,
): (x: number, y: number) => number {
  const random = seededRandom(seed);
  const [west, east, south, north] = region;
  const bodies = Array.from({ length: 40 }, () => ({
    x: west + random() * (east - west),
    y: south + random() * (north - south),
    amplitude: (random() - 0.45) * 60,
    width: (0.05 + 0.15 * random()) * (east - west),
  }));
  return (x, y) =>
    bodies.reduce(
      (sum, body) =>
        sum +
        body.amplitude * Math.exp(-(((x - body.x) / body.width) ** 2) - ((y - body.y) / body.width) ** 2),
      -120 + (60 * (x - west)) / (east - west),
    );
}

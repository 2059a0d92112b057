import { ArgumentError } from "../core/errors.js";
import { type Grid, gridRegion, isInDegrees, type Region } from "../core/grid.js";
import { knownSystem } from "../earth/coordinate-systems.js";
import { degreesToGrid, gridToDegrees } from "../earth/transform-coordinates.js";

/** What a line on a map is; each kind has its own look. */
export type MapLineKind = "coast" | "border" | "line";

/** Lines of one kind: vertices in order, NaN in both coordinates between one line and the next. */
export interface MapLines {
  readonly kind: MapLineKind;
  /** Position along x: degrees east, or metres. */
  readonly x: Float64Array;
  /** Position along y: degrees north, or metres. */
  readonly y: Float64Array;
}

/**
 * The rectangle of longitudes and latitudes that holds a grid: its own region, or that of its sides where it is
 * in a projection.
 *
 * @param grid - a grid in degrees (`EPSG:4326`) or in a projected system (`EPSG:n`)
 * @returns west, east, south, north in degrees; undefined for a grid on a plane, which lies nowhere on
 *   the Earth, or in a system that igdp does not know
 *
 * @example
 * const x = regularAxis(500_000, 600_000, 50_000);
 * const y = regularAxis(1_900_000, 2_000_000, 50_000);
 * const grid = makeGrid({ x, y, values: new Float64Array(9), crs: "EPSG:32648", name: "height_m", units: "m" });
 * gridDegrees(grid)?.map((degrees) => degrees.toFixed(2)); // => ["105.00", "105.95", "17.18", "18.09"]
 */
export function gridDegrees(grid: Grid): Region | undefined {
  const region = gridRegion(grid);
  if (isInDegrees(grid)) return region;
  if (knownSystem(grid.crs) === undefined) return undefined;
  const [west, east, south, north] = region;
  const convert = degreesOfGrid(grid);
  const steps = 32;
  const bounds: [number, number, number, number] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let k = 0; k <= steps; k++) {
    const x = west + (k / steps) * (east - west);
    const y = south + (k / steps) * (north - south);
    for (const [a, b] of [convert(x, south), convert(x, north), convert(west, y), convert(east, y)]) {
      bounds[0] = Math.min(bounds[0], a);
      bounds[1] = Math.max(bounds[1], a);
      bounds[2] = Math.min(bounds[2], b);
      bounds[3] = Math.max(bounds[3], b);
    }
  }
  return bounds;
}

/** Longitude and latitude of places on a grid; longitudes run on past 180° where the grid lies across it. */
export function degreesOfGrid(grid: Grid): (x: number, y: number) => readonly [number, number] {
  if (isInDegrees(grid)) return (x, y) => [x, y];
  const [west, east, south, north] = gridRegion(grid);
  const convert = gridToDegrees(grid.crs);
  const [middle] = convert((west + east) / 2, (south + north) / 2);
  return (x, y) => {
    const [longitude, latitude] = convert(x, y);
    return [longitude + 360 * Math.round((middle - longitude) / 360), latitude];
  };
}

/**
 * Lines of longitude and latitude in the coordinates of a grid, ready for a map of it. Longitudes are taken round
 * the Earth by 360° where the grid counts them so (0 to 360, or past 180). What lies far outside is left out.
 *
 * @param grid - the grid of the map
 * @param lines - lines in degrees, for example of `worldLines` from `igdp/node`
 * @throws ArgumentError if the grid lies nowhere on the Earth (crs `plane`)
 *
 * @example
 * const axis = regularAxis(0, 2, 1);
 * const grid = makeGrid({ x: axis, y: axis, values: new Float64Array(9), crs: "EPSG:4326", name: "z", units: "m" });
 * const coast: MapLines = { kind: "coast", x: Float64Array.of(1, NaN, 361.5), y: Float64Array.of(1, NaN, 1) };
 * [...linesOnGrid(grid, [coast])[0].x]; // => [1.5, NaN, 1, NaN]
 */
export function linesOnGrid(grid: Grid, lines: readonly MapLines[]): MapLines[] {
  const bounds = gridDegrees(grid);
  if (bounds === undefined) {
    throw new ArgumentError({
      argument: "grid.crs",
      value: grid.crs,
      accepted:
        "EPSG:4326 or the EPSG code of a projection that igdp knows, because the lines are in degrees",
    });
  }
  return nearLines(lines, bounds, isInDegrees(grid) ? undefined : degreesToGrid(grid.crs));
}

/** The lines in and around a region of degrees, each longitude counted as the region does. */
export function nearLines(
  lines: readonly MapLines[],
  bounds: Region,
  convert?: ReturnType<typeof degreesToGrid>,
): MapLines[] {
  return lines.map(({ kind, x, y }) => {
    const placed: { x: number[]; y: number[] } = { x: [], y: [] };
    for (const turn of turns(x, bounds)) addNear(x, y, turn, bounds, convert, placed);
    return { kind, x: Float64Array.from(placed.x), y: Float64Array.from(placed.y) };
  });
}

/** By how many degrees longitudes must be turned so that they can reach a region. */
function turns(x: Float64Array, [west, east]: Region): number[] {
  const [first, last] = x.reduce(
    ([a, b], value) => (Number.isNaN(value) ? [a, b] : [Math.min(a, value), Math.max(b, value)]),
    [Infinity, -Infinity],
  );
  const beside = BESIDE * (east - west);
  return [-360, 0, 360].filter((turn) => first + turn <= east + beside && last + turn >= west - beside);
}

/** A line leaves the map and comes back: so much beside it is kept, as a part of the map's size. */
const BESIDE = 0.1;

function addNear(
  x: Float64Array,
  y: Float64Array,
  turn: number,
  [west, east, south, north]: Region,
  convert: ReturnType<typeof degreesToGrid> | undefined,
  into: { x: number[]; y: number[] },
): void {
  const [dx, dy] = [BESIDE * (east - west), BESIDE * (north - south)];
  const [left, right, low, high] = [west - dx - turn, east + dx - turn, south - dy, north + dy];
  const isNear = (i: number): boolean => x[i] >= left && x[i] <= right && y[i] >= low && y[i] <= high;
  const before = into.x.length;
  const end = (): void => {
    if (into.x.length > before && !Number.isNaN(into.x[into.x.length - 1])) {
      into.x.push(Number.NaN);
      into.y.push(Number.NaN);
    }
  };
  for (let i = 0; i < x.length; i++) {
    // A vertex outside is kept where the next or the last one is inside, so that the line reaches the frame.
    if (
      Number.isNaN(x[i]) ||
      !(isNear(i) || (i > 0 && isNear(i - 1)) || (i + 1 < x.length && isNear(i + 1)))
    ) {
      end();
      continue;
    }
    const [a, b] = convert ? convert(x[i] + turn, y[i]) : [x[i] + turn, y[i]];
    into.x.push(a);
    into.y.push(b);
  }
  end();
}

import { type Columns, numberColumn } from "../core/columns.js";
import {
  EARTH_RADIUS,
  GRAVITATIONAL_CONSTANT,
  MILLIGAL_PER_SI,
  RADIANS_PER_DEGREE,
} from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import { type Grid, gridSpacing, isInDegrees } from "../core/grid.js";
import { type Reported, stepReport } from "../core/report.js";
import { prismGravity } from "../kernels/prism.js";
import { compensationSettings, loadOnSeaLevel } from "./compensation.js";
import { isostaticAnomalies, stationHeights } from "./isostatic-correction.js";
import type { PrattOptions } from "./pratt.js";

/** Options of {@link prattCorrection}. */
export interface PrattCorrectionOptions extends PrattOptions {
  /** `spherical` (default) or `planar`, for heights in degrees. */
  readonly earth?: "spherical" | "planar";
  /** Columns farther from the station do not count, metres; default 166,700, as for the topography. */
  readonly radius?: number;
}

/** Within so many cells of the station columns are prisms, beyond that lines of mass. */
const NEAR = 10;
/** Pieces of a line: its mass grows thinner with depth, where the sphere narrows. */
const PIECES = 5;

/** Columns-in form of {@link prattCorrection} in `pratt-correction-table.ts`, where it is described. */
export function prattCorrection(
  stations: Columns,
  heights: Grid,
  { radius = 166_700, compensationDepth = 100_000, ...options }: PrattCorrectionOptions = {},
): Reported<Columns> {
  const settings = compensationSettings(options);
  for (const [name, value] of Object.entries({ radius, compensationDepth }))
    if (!(value > 0))
      throw new ArgumentError({ argument: `options.${name}`, value, accepted: "metres, above 0" });
  const bad = heights.values.findIndex((height) => !(height > -compensationDepth && height < 1e4));
  if (bad >= 0)
    throw new ArgumentError({
      argument: `heights.values[${bad}]`,
      value: heights.values[bad],
      accepted: `a height from -${compensationDepth} to 10000 metres, without gaps`,
    });
  const geographic = isInDegrees(heights);
  const x = numberColumn(stations, geographic ? "longitude_deg" : "easting_m");
  const y = numberColumn(stations, geographic ? "latitude_deg" : "northing_m");
  const height = stationHeights(stations);
  const tops = heights.values.map((value) => Math.min(0, value));
  // The same mass, with the other sign, as stands above sea level or is missing in the sea.
  const contrasts = heights.values.map(
    (value, i) =>
      -loadOnSeaLevel(value, settings) /
      massFactor(compensationDepth + tops[i], -tops[i], settings.earth === "spherical" && geographic),
  );
  const columns = { heights, tops, contrasts, depth: compensationDepth, radius };
  const correction = x.map((_, i) =>
    [x[i], y[i], height[i]].every(Number.isFinite)
      ? -columnsAttraction(columns, x[i], y[i], height[i], settings.earth === "spherical") * MILLIGAL_PER_SI
      : Number.NaN,
  );
  const missing = correction.filter(Number.isNaN).length;
  const short = stationsNearEdge(heights, x, y, radius);
  return {
    result: {
      ...stations,
      isostatic_correction_mgal: correction,
      ...isostaticAnomalies(stations, correction),
    },
    report: stepReport("prattCorrection", {
      parameters: {
        density_kg_per_m3: settings.density,
        waterDensity_kg_per_m3: settings.waterDensity,
        ...{ compensationDepth_m: compensationDepth, earth: settings.earth, radius_m: radius },
      },
      rows: { stations: correction.length, without_correction: missing, near_the_edge: short },
      warnings: [
        ...(short > 0
          ? [
              `The heights end less than ${Math.round(radius / 1000)} km from ${short} stations; what lies beyond is not counted. Take a larger grid.`,
            ]
          : []),
        ...(missing > 0
          ? [`${missing} stations have no position or height, and so no isostatic correction.`]
          : []),
      ],
    }),
  };
}

/** Length of a column as its mass on sea level counts it: below, the sphere has less room. */
function massFactor(length: number, top: number, narrows: boolean): number {
  if (!narrows) return length;
  const [outer, inner] = [EARTH_RADIUS - top, EARTH_RADIUS - top - length];
  return (outer ** 3 - inner ** 3) / (3 * EARTH_RADIUS ** 2);
}

interface PrattColumns {
  readonly heights: Grid;
  /** Upper end of each column's anomalous density, metres above sea level. */
  readonly tops: Float64Array;
  readonly contrasts: Float64Array;
  readonly depth: number;
  readonly radius: number;
}

/** Attraction of all columns at a station, m/s², positive down. */
function columnsAttraction(
  { heights, tops, contrasts, depth, radius }: PrattColumns,
  x: number,
  y: number,
  height: number,
  spherical: boolean,
): number {
  const geographic = isInDegrees(heights);
  const metres = geographic ? RADIANS_PER_DEGREE * EARTH_RADIUS : 1;
  const [dx, dy] = [gridSpacing(heights.x), gridSpacing(heights.y)];
  let sum = 0;
  for (const [row, cellY] of heights.y.entries()) {
    const narrow = geographic ? Math.cos(cellY * RADIANS_PER_DEGREE) : 1;
    const [width, high] = [dx * metres * narrow, dy * metres];
    const north = (cellY - y) * metres;
    if (Math.abs(north) > radius + high) continue;
    for (const [column, cellX] of heights.x.entries()) {
      const east = (cellX - x) * metres * narrow;
      const distance = Math.hypot(east, north);
      const k = row * heights.x.length + column;
      if (distance > radius || contrasts[k] === 0) continue;
      const cell = { east, north, width, high, top: tops[k], depth, contrast: contrasts[k] };
      const near = Math.max(Math.abs(east) / width, Math.abs(north) / high) < NEAR;
      const narrows = spherical && geographic;
      sum += near ? prismOf(cell, height, narrows) : lineOf(cell, distance, height, narrows);
    }
  }
  return sum;
}

interface ColumnCell {
  readonly east: number;
  readonly north: number;
  readonly width: number;
  readonly high: number;
  readonly top: number;
  readonly depth: number;
  readonly contrast: number;
}

/** A column close by as prisms, each as narrow as the sphere makes it. */
function prismOf(
  { east, north, width, high, top, depth, contrast }: ColumnCell,
  height: number,
  narrows: boolean,
): number {
  let sum = 0;
  for (const [upper, lower] of narrows ? piecesOf(top, depth) : [[top, -depth]]) {
    const side = narrows ? 1 + (upper + lower) / 2 / EARTH_RADIUS : 1;
    const fall = narrows ? (east * east + north * north) / (2 * EARTH_RADIUS) : 0;
    sum += prismGravity(0, 0, height, {
      ...{ west: side * (east - width / 2), east: side * (east + width / 2) },
      ...{ south: side * (north - high / 2), north: side * (north + high / 2) },
      ...{ top: upper - fall, bottom: lower - fall, density: contrast },
    });
  }
  return sum;
}

/**
 * A column far away as a line towards the Earth's middle. Each piece attracts along the station's vertical by
 * G λ · 2L/((a + b)² − L²) · (cos α + cos β): a and b are the distances of its ends, α and β their angles with the vertical.
 */
function lineOf(
  { width, high, top, depth, contrast }: ColumnCell,
  distance: number,
  height: number,
  narrows: boolean,
): number {
  const angle = narrows ? distance / EARTH_RADIUS : 0;
  const place = (up: number): { across: number; down: number } =>
    narrows
      ? {
          across: (EARTH_RADIUS + up) * Math.sin(angle),
          down: EARTH_RADIUS + height - (EARTH_RADIUS + up) * Math.cos(angle),
        }
      : { across: distance, down: height - up };
  let sum = 0;
  for (const [upper, lower] of piecesOf(top, depth)) {
    const room = narrows ? (1 + (upper + lower) / 2 / EARTH_RADIUS) ** 2 : 1;
    const [a, b] = [place(upper), place(lower)];
    const [toA, toB] = [Math.hypot(a.across, a.down), Math.hypot(b.across, b.down)];
    const length = upper - lower;
    const line = contrast * width * high * room;
    sum += ((line * 2 * length) / ((toA + toB) ** 2 - length ** 2)) * (a.down / toA + b.down / toB);
  }
  return GRAVITATIONAL_CONSTANT * sum;
}

/** A column from its top to the depth, in pieces that grow downwards. */
function piecesOf(top: number, depth: number): [upper: number, lower: number][] {
  const length = top + depth;
  const edges = Array.from({ length: PIECES + 1 }, (_, k) => top - length * (k / PIECES) ** 1.5);
  return edges.slice(1).map((lower, k) => [edges[k], lower]);
}

function stationsNearEdge(
  { x: gx, y: gy, crs }: Grid,
  x: Float64Array,
  y: Float64Array,
  radius: number,
): number {
  const degrees = isInDegrees({ crs });
  const scale = degrees ? RADIANS_PER_DEGREE * EARTH_RADIUS : 1;
  return x.reduce((count, at, i) => {
    const narrow = degrees ? Math.cos(y[i] * RADIANS_PER_DEGREE) : 1;
    const nearest = Math.min(
      ...[at - gx[0], gx[gx.length - 1] - at].map((part) => part * scale * narrow),
      ...[y[i] - gy[0], gy[gy.length - 1] - y[i]].map((part) => part * scale),
    );
    return count + Number(nearest < radius);
  }, 0);
}

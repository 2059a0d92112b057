import { type Columns, numberColumn, rowCount } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { addFlag, flagsOf } from "../../core/flags.js";
import { type Grid, gridSpacing, isInDegrees } from "../../core/grid.js";
import { sampleGrid } from "../../core/grid-sample.js";
import { type Reported, stepReport } from "../../core/report.js";
import { median, robustScale } from "../../core/robust-statistics.js";

/** Options of `compareWithTerrain`. */
export interface CompareWithTerrainOptions {
  /** A height that differs by more standard deviations than this is flagged; default 4. */
  readonly threshold?: number;
  /** A difference below this is never flagged, metres; default 20. */
  readonly smallest_m?: number;
  /** Column of heights; default `height_m`. */
  readonly column?: string;
}

/** A foot in metres: heights in feet are too large by one over this. */
const FOOT = 0.3048;

/**
 * Heights against a terrain model: the columns-in, columns-out form of {@link compareWithTerrain} in
 * `points-table.ts`, where it is described.
 */
export function compareWithTerrain(
  points: Columns,
  terrain: Grid,
  options: CompareWithTerrainOptions = {},
): Reported<Columns> {
  const { threshold = 4, smallest_m = 20, column = "height_m" } = options;
  if (terrain.units !== "m")
    throw new ArgumentError({ argument: "terrain.units", value: terrain.units, accepted: "m" });
  const height = numberColumn(points, column);
  const isDegrees = isInDegrees(terrain);
  const x = numberColumn(points, isDegrees ? "longitude_deg" : "easting_m");
  const y = numberColumn(points, isDegrees ? "latitude_deg" : "northing_m");
  const terrain_height_m = sampleGrid(terrain, { x, y });
  const relief = reliefAround(terrain, x, y);
  const difference = height.map((h, i) => h - terrain_height_m[i]);
  const offset = median(difference);
  // Between its samples a terrain model is off by some part of the relief, which the differences themselves show.
  const perRelief = median(difference.map((d, i) => Math.abs(d - offset) / Math.max(relief[i], 1))) * 1.4826;
  const flat = robustScale(difference.filter((_, i) => relief[i] <= median(relief)));
  const flags = flagsOf(points);
  let flagged = 0;
  for (let i = 0; i < height.length; i++) {
    const off = Math.abs(difference[i] - offset);
    if (!(off > smallest_m && off > threshold * Math.hypot(flat, perRelief * relief[i]))) continue;
    flagged++;
    const model = (terrain_height_m[i] + offset).toFixed(0);
    addFlag(flags, i, "terrain", `${height[i]} m, but the terrain model has ${model} m here`);
  }
  const compared = difference.filter((d) => !Number.isNaN(d)).length;
  return {
    result: { ...points, terrain_height_m, ...flags },
    report: stepReport("compareWithTerrain", {
      parameters: { threshold, smallest_m, column, terrain: terrain.name },
      rows: { points: rowCount(points), compared, flagged },
      figures: { offset_m: offset, scatter_m: robustScale(difference), scatter_per_relief: perRelief },
      warnings: terrainWarnings(height, terrain_height_m, offset, compared),
    }),
  };
}

/** Largest less smallest height of the model within one spacing of each point, metres. */
function reliefAround(terrain: Grid, x: Float64Array, y: Float64Array): Float64Array {
  const [dx, dy] = [gridSpacing(terrain.x), gridSpacing(terrain.y)];
  const low = new Float64Array(x.length).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(x.length).fill(Number.NEGATIVE_INFINITY);
  for (const a of [-1, 0, 1]) {
    for (const b of [-1, 0, 1]) {
      const around = sampleGrid(terrain, { x: x.map((v) => v + a * dx), y: y.map((v) => v + b * dy) });
      for (let i = 0; i < around.length; i++) {
        if (Number.isNaN(around[i])) continue;
        low[i] = Math.min(low[i], around[i]);
        high[i] = Math.max(high[i], around[i]);
      }
    }
  }
  return high.map((value, i) => (value >= low[i] ? value - low[i] : 0));
}

function terrainWarnings(
  height: Float64Array,
  terrain: Float64Array,
  offset: number,
  compared: number,
): string[] {
  if (compared === 0) return ["No point lies on the terrain model: are both in the same coordinates?"];
  const ratio = median(height.map((h, i) => (terrain[i] > 100 ? h / terrain[i] : Number.NaN)));
  const isFeet = Math.abs(ratio * FOOT - 1) < 0.1;
  const missing = height.length - compared;
  return [
    ...(isFeet ? [`The heights are ${ratio.toFixed(2)} times the terrain model's: are they in feet?`] : []),
    ...(!isFeet && Math.abs(offset) > 10
      ? [
          `The heights are ${Math.abs(offset).toFixed(0)} m ${offset > 0 ? "above" : "below"} the terrain model in the middle: are they above the ellipsoid, and not the geoid?`,
        ]
      : []),
    ...(missing > 0
      ? [`${missing} points were not compared: they lie outside the model, or a number is missing.`]
      : []),
  ];
}

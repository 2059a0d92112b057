import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../core/constants.js";
import { cellAt } from "./ground-height.js";
import { type TerrainModel, type TerrainSettings, type TerrainStation, tileOf } from "./terrain-model.js";

/**
 * What the relief that a model cannot show makes at a place, divided by G and density, metres: ground of variance s²
 * from the size a of a cell on,
 *
 * ```
 * ∬ s²/2r³ dA = π s² ∫ dr/r² = π s²/a
 * ```
 *
 * s² is taken to be that of the nine cells around the place about their plane (about their mean, where cells are flat),
 * since relief grows slowly with its size: what the nine cells show, finer cells would show once more.
 *
 * A station in the air, h above the ground, is not amid the relief: waves as long as a cell reach it as those of a thin
 * layer do,
 *
 * ```
 * 2π s exp(−2π h/a)
 * ```
 *
 * @param station - position in the model's crs, and height in metres
 */
export function hiddenRelief(
  model: TerrainModel,
  settings: TerrainSettings,
  { x, y, height }: TerrainStation,
): number {
  const { column, row } = cellAt(model, x, y);
  const patch = model.patches.get(tileOf(model, 0, column, row));
  if (patch === undefined) return Number.NaN;
  const wide = patch.columns + 2;
  const at = (row - patch.row + 1) * wide + column - patch.column + 1;
  const { isDegrees, cellHeight } = model.frame;
  const cell = cellHeight * (isDegrees ? RADIANS_PER_DEGREE * EARTH_RADIUS : 1);
  const variance = reliefAround(patch.heights, at, wide, settings.slopes);
  if (!settings.airborne) return (Math.PI * variance) / cell;
  const above = Math.max(0, height - (settings.hasSea ? Math.max(0, patch.heights[at]) : patch.heights[at]));
  return 2 * Math.PI * Math.sqrt(variance) * Math.exp((-2 * Math.PI * above) / cell);
}

/** Variance of nine cells about their plane, or about their mean, m². Voids count as the cell in the middle. */
function reliefAround(heights: ArrayLike<number>, at: number, wide: number, aboutPlane: boolean): number {
  const own = heights[at];
  let [sum, squares, east, north] = [0, 0, 0, 0];
  for (let j = -1; j <= 1; j++)
    for (let i = -1; i <= 1; i++) {
      const height = heights[at + j * wide + i];
      const rise = Number.isNaN(height) ? 0 : height - own;
      sum += rise;
      squares += rise * rise;
      east += i * rise;
      north += j * rise;
    }
  const variance = squares / 9 - (sum / 9) ** 2;
  return aboutPlane ? Math.max(0, variance - (east * east + north * north) / 54) : variance;
}

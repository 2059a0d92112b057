import type { BlockView } from "./far-block.js";
import type { TerrainModel, TerrainSettings } from "./terrain-model.js";

/**
 * Variance of a block's effect by errors of the heights, divided by (Gρ)². Errors hold together over the correlation
 * length: of a patch of that size all cells err alike, and patches are independent, so that a block counts as
 * patch / block of them.
 */
export function heightVariance(
  { x, y, width, height, stationHeight }: BlockView,
  mean: number,
  { axes }: TerrainModel,
  { demSigma, demCorrelation }: TerrainSettings,
): number {
  const area = width * height;
  const v = stationHeight - mean;
  const pull = (area * v) / (x * x + y * y + v * v + area / Math.PI) ** 1.5;
  const patch = Math.max(axes[0].width[0] * axes[0].height[0], demCorrelation ** 2);
  return ((pull * demSigma) ** 2 * patch) / area;
}

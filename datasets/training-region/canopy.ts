import { kilometres } from "./area.js";
import { fractal, rise } from "./noise.js";

/**
 * How much higher than the ground the surface is that a radar sees: trees of 8 to 25 m in the forests of the hills and
 * the range, nothing on fields, in towns and at sea.
 *
 * @param longitude - degrees
 * @param latitude - degrees
 * @param height - of the ground, metres
 */
export function canopyHeight(longitude: number, latitude: number, height: number): number {
  if (height <= 0) return 0;
  const { x, y } = kilometres(longitude, latitude);
  const forest = fractal(x / 7, y / 7, 61, 5) + 1.1 * rise(height, 120, 420) - 0.75;
  if (forest <= 0) return 0;
  const tall = rise(fractal(x / 3, y / 3, 62, 3), -0.7, 0.7) * rise(height, 1900, 900);
  return 8 + 17 * tall * rise(forest, 0, 0.35);
}

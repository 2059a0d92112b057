import { kilometres } from "./area.js";

/**
 * Height of the made-up geoid above the GRS80 ellipsoid, metres: a slope that falls to the south-west, raised a
 * little along the range, −27 to −19 m over the region. Rational in the coordinates, so the same bits everywhere.
 *
 * @param longitude - degrees
 * @param latitude - degrees
 */
export function geoidHeight(longitude: number, latitude: number): number {
  const { x, y } = kilometres(longitude, latitude);
  const slope = -23.4 + 0.021 * x + 0.0105 * y + 4.5e-5 * x * y - 3.1e-5 * x * x + 2.2e-5 * y * y;
  const fromCrest = (0.902 * (x - 42) + 0.432 * (y - 14) + 85) / 45;
  const range = 0.75 / (1 + fromCrest * fromCrest);
  const east = (x - 28) / 30;
  const north = (y - 42) / 35;
  const hollow = -0.35 / (1 + east * east + north * north);
  return slope + range + hollow;
}

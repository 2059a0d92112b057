import { GRAVITATIONAL_CONSTANT, MILLIGAL_PER_SI } from "../core/constants.js";
import { type Grid, gridSpacing, isInDegrees, type Region } from "../core/grid.js";
import { metresPerDegree } from "../earth/ellipsoid.js";
import type { CompensationOptions } from "./compensation.js";

const AZIMUTHS = 24;
const RINGS = 24;

/**
 * About how much a root would add that lies within the radius but off the grid, if it went on there as it is at the
 * edge: a sum over 24 directions and 24 rings of thin columns on a plane.
 *
 * @param x - of the station, in the coordinates of the grid
 * @param y - of the station
 * @returns mGal, with the sign of the isostatic correction
 */
export function rootBeyondGrid(
  moho: Grid,
  x: number,
  y: number,
  radius: number,
  { mohoContrast, normalMohoDepth }: Required<CompensationOptions>,
): number {
  const [west, east, south, north] = cellsOf(moho);
  const { longitude, latitude } = isInDegrees(moho) ? metresPerDegree(y) : { longitude: 1, latitude: 1 };
  let sum = 0;
  for (let a = 0; a < AZIMUTHS; a++) {
    const azimuth = (2 * Math.PI * (a + 0.5)) / AZIMUTHS;
    for (let r = 0; r < RINGS; r++) {
      const distance = (radius * (r + 0.5)) / RINGS;
      const px = x + (distance * Math.sin(azimuth)) / longitude;
      const py = y + (distance * Math.cos(azimuth)) / latitude;
      if (px >= west && px <= east && py >= south && py <= north) continue;
      const depth = nearestDepth(moho, px, py);
      const middle = (depth + normalMohoDepth) / 2;
      if (Math.hypot(distance, middle) > radius) continue;
      sum += ((depth - normalMohoDepth) * middle * distance) / (distance ** 2 + middle ** 2) ** 1.5;
    }
  }
  const element = (radius / RINGS) * ((2 * Math.PI) / AZIMUTHS);
  return GRAVITATIONAL_CONSTANT * mohoContrast * sum * element * MILLIGAL_PER_SI;
}

/** The region that the cells cover: each sample stands in the middle of one, whatever the registration. */
function cellsOf({ x, y }: Grid): Region {
  const [halfX, halfY] = [gridSpacing(x) / 2, gridSpacing(y) / 2];
  return [x[0] - halfX, x[x.length - 1] + halfX, y[0] - halfY, y[y.length - 1] + halfY];
}

function nearestDepth({ x, y, values }: Grid, px: number, py: number): number {
  const index = (axis: Float64Array, at: number): number =>
    Math.min(Math.max(Math.round((at - axis[0]) / gridSpacing(axis)), 0), axis.length - 1);
  return values[index(y, py) * x.length + index(x, px)];
}

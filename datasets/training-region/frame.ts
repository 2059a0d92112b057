import { geodeticToCartesian, localAxes } from "../../lib/index.js";
import { CENTRE } from "./area.js";

// One frame for all masses and points: east, north and up in the region's centre, where the frame touches the GRS80
// ellipsoid. It is straight: the ellipsoid falls away below it, by 1.4 km at the corners of the region.

const ORIGIN = geodeticToCartesian(CENTRE.longitude, CENTRE.latitude, 0);
const AXES = localAxes(CENTRE.longitude, CENTRE.latitude);

/** Writes east, north and up (metres) of a geodetic position into an array, from `at` on. */
export function toFrame(
  longitude: number,
  latitude: number,
  height: number,
  into: Float64Array | number[],
  at: number,
): void {
  const { x, y, z } = geodeticToCartesian(longitude, latitude, height);
  turn(x - ORIGIN.x, y - ORIGIN.y, z - ORIGIN.z, into, at);
}

/**
 * Where a point is in the frame, and its own directions there: nine numbers for east, north and up (the ellipsoid's
 * normal at the point), one after the other, each as a unit vector of the frame.
 */
export interface Place {
  readonly position: Float64Array;
  readonly axes: Float64Array;
}

/** The place of a point given by longitude and latitude (degrees) and its height above the ellipsoid (metres). */
export function placeInFrame(longitude: number, latitude: number, height: number): Place {
  const position = new Float64Array(3);
  const axes = new Float64Array(9);
  toFrame(longitude, latitude, height, position, 0);
  const { east, north, up } = localAxes(longitude, latitude);
  turn(east.x, east.y, east.z, axes, 0);
  turn(north.x, north.y, north.z, axes, 3);
  turn(up.x, up.y, up.z, axes, 6);
  return { position, axes };
}

function turn(x: number, y: number, z: number, into: Float64Array | number[], at: number): void {
  const { east, north, up } = AXES;
  into[at] = east.x * x + east.y * y + east.z * z;
  into[at + 1] = north.x * x + north.y * y + north.z * z;
  into[at + 2] = up.x * x + up.y * y + up.z * z;
}

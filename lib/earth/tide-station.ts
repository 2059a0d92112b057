import { RADIANS_PER_DEGREE } from "../core/constants.js";
import { GRS80 } from "./ellipsoid.js";
import { RIGID, type StationFactors, stationFactors, type TidalFactors } from "./tide-factors.js";

/** A station as the tide sees it. The meridian plane has the axis z and, away from it, ρ. */
export interface TideStation {
  readonly cosLongitude: number;
  readonly sinLongitude: number;
  /** The ellipsoidal normal, upwards, in the meridian plane: cosine and sine of the geodetic latitude. */
  readonly normalRho: number;
  readonly normalZ: number;
  /** Place, in metres. */
  readonly rho: number;
  readonly z: number;
  readonly r: number;
  readonly factors: StationFactors;
}

/** Place and factors of a station; undefined where a number is missing or the latitude is not one. */
export function tideStation(
  latitude: number,
  longitude: number,
  height: number,
  earth: "elastic" | "rigid",
  local?: TidalFactors,
): TideStation | undefined {
  if (!(Math.abs(latitude) <= 90 && Number.isFinite(longitude) && Number.isFinite(height))) return undefined;
  const { semimajorAxis: a, flattening: f } = GRS80;
  const normalRho = Math.cos(latitude * RADIANS_PER_DEGREE);
  const normalZ = Math.sin(latitude * RADIANS_PER_DEGREE);
  const e2 = f * (2 - f);
  const primeVertical = a / Math.sqrt(1 - e2 * normalZ ** 2);
  const rho = (primeVertical + height) * normalRho;
  const z = (primeVertical * (1 - e2) + height) * normalZ;
  const r = Math.hypot(rho, z);
  return {
    cosLongitude: Math.cos(longitude * RADIANS_PER_DEGREE),
    sinLongitude: Math.sin(longitude * RADIANS_PER_DEGREE),
    normalRho,
    normalZ,
    rho,
    z,
    r,
    factors: earth === "rigid" ? RIGID : stationFactors(z / r, local),
  };
}

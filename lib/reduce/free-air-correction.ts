import { RADIANS_PER_DEGREE } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import { type Ellipsoid, GRS80 } from "../earth/ellipsoid.js";
import { normalGravity } from "../earth/normal-gravity.js";

/** Ways from normal gravity on the ellipsoid to normal gravity at the station; see {@link freeAirCorrection}. */
export const FREE_AIR_METHODS = ["closed-form", "second-order", "first-order", "dzt0082"] as const;

/** Name of a way. */
export type FreeAirMethod = (typeof FREE_AIR_METHODS)[number];

/**
 * Free-air correction: how much smaller normal gravity is at the station than on the ellipsoid below it.
 *
 * - `closed-form`: γ(φ, 0) − γ(φ, h), exact.
 * - `second-order`: `(0.3087691 − 0.0004398 sin²φ) h − 7.2125e-8 h²`, for GRS80; 0.01 mGal off at 1 km, 0.04 at 5 km.
 * - `first-order`: `0.3086 h`, as on most maps before about 2000; up to about 2 mGal off at 5 km.
 * - `dzt0082`: `0.3086 (1 + 0.0007 cos 2φ) h − 7.2e-8 h²`, as in Chinese regional surveys.
 *
 * @param latitude - geodetic latitude, degrees
 * @param height - height of the station, metres
 * @param method - default `closed-form`
 * @param ellipsoid - of the closed form; default {@link GRS80}
 * @returns mGal, to be **added** to gravity less normal gravity on the ellipsoid; NaN for NaN
 * @throws ArgumentError if there is no such method
 *
 * Source: Li & Götze (2001), Geophysics 66, 1660–1668; Hinze et al. (2005), Geophysics 70, J25–J32; for the
 * Chinese formula Zeng (2005), Gravity Field and Gravity Exploration, Geological Publishing House, Beijing.
 *
 * @example
 * freeAirCorrection(45, 1000, "second-order").toFixed(3); // => "308.477"
 * freeAirCorrection(45, 1000).toFixed(3); // => "308.487"
 * freeAirCorrection(45, 1000, "first-order").toFixed(1); // => "308.6"
 */
export function freeAirCorrection(
  latitude: number,
  height: number,
  method: FreeAirMethod = "closed-form",
  ellipsoid: Ellipsoid = GRS80,
): number {
  switch (method) {
    case "closed-form":
      return normalGravity(latitude, 0, ellipsoid) - normalGravity(latitude, height, ellipsoid);
    case "second-order":
      return (
        (0.3087691 - 0.0004398 * Math.sin(latitude * RADIANS_PER_DEGREE) ** 2) * height -
        7.2125e-8 * height ** 2
      );
    case "first-order":
      return 0.3086 * height + 0 * latitude;
    case "dzt0082":
      return (
        0.3086 * (1 + 0.0007 * Math.cos(2 * latitude * RADIANS_PER_DEGREE)) * height - 7.2e-8 * height ** 2
      );
    default:
      throw new ArgumentError({
        argument: "method",
        value: method,
        accepted: FREE_AIR_METHODS.join(" or "),
      });
  }
}

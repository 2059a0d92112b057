import { MILLIGAL_PER_SI, STANDARD_DENSITY } from "../core/constants.js";
import { sphericalCapGravity } from "../kernels/spherical-cap.js";
import { bouguerSlab } from "./slab.js";

/** How the Earth's curvature is taken into account; see {@link bullardB}. */
export const BULLARD_B_METHODS = ["none", "closed-form", "polynomial", "usgs"] as const;

/** Name of a way to the curvature effect. */
export type BullardBMethod = (typeof BULLARD_B_METHODS)[number];

/** LaFehr's series in the height in metres, mGal, for 2670 kg/m³. The USGS sheets keep two rounded terms. */
const POLYNOMIAL = [1.464139e-3, -3.533047e-7, 1.002709e-13, 3.002407e-18];
const USGS = [1.464e-3, -3.533e-7];

/**
 * Effect of the Earth's curvature (Bullard B): the attraction of a spherical cap of 166.7 km less that of the endless
 * slab of the same thickness. It is about 1.5 mGal at most up to 4 km, and negative above.
 *
 * - `closed-form`: LaFehr's exact formula (see {@link sphericalCapGravity}).
 * - `polynomial`: `1.464139e-3 H − 3.533047e-7 H² + 1.002709e-13 H³ + 3.002407e-18 H⁴` for 2670 kg/m³; within 0.001 mGal
 *   of the closed form up to 3 km, 0.005 up to 5 km.
 * - `usgs`: the first two terms, rounded, as in the data sheets of the USGS.
 * - `none`: 0.
 *
 * @param height - orthometric height of the station, metres; below sea level the effect changes its sign
 * @param density - kg/m³; default 2670
 * @param method - default `closed-form`
 * @returns mGal, to be **subtracted** from an anomaly beside the slab; NaN for NaN
 *
 * Source: LaFehr (1991), An exact solution for the gravity curvature (Bullard B) correction, Geophysics 56, 1179–1184.
 *
 * @example
 * bullardB(1000).toFixed(3); // => "1.111"
 * bullardB(1000, 2670, "usgs").toFixed(4); // => "1.1107"
 */
export function bullardB(
  height: number,
  density: number = STANDARD_DENSITY,
  method: BullardBMethod = "closed-form",
): number {
  if (method === "none") return Number.isNaN(height) ? height : 0;
  if (method === "closed-form")
    return sphericalCapGravity(height, density) * MILLIGAL_PER_SI - bouguerSlab(height, density);
  const terms = method === "usgs" ? USGS : POLYNOMIAL;
  const sum = terms.reduceRight((total, term) => (total + term) * height, 0);
  return (sum * density) / STANDARD_DENSITY;
}

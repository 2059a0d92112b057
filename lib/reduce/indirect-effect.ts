import { STANDARD_DENSITY } from "../core/constants.js";
import { bouguerSlab } from "./slab.js";

/** Change of normal gravity with height, mGal/m. */
export const FREE_AIR_GRADIENT = 0.3086;

/** What the height of the geoid does to anomalies that were made with heights above it, mGal. */
export interface IndirectEffect {
  /** Added to a free-air anomaly it gives the gravity disturbance. */
  readonly freeAir: number;
  /** Added to a simple Bouguer anomaly it gives the Bouguer disturbance. */
  readonly bouguer: number;
}

/**
 * Geophysical indirect effect: what an anomaly changes by if heights are counted from the ellipsoid and no longer from
 * the geoid.
 *
 * ```
 * free air  0.3086 N        Bouguer  (0.3086 − 2πGρ) N
 * ```
 *
 * With heights above the geoid, normal gravity is taken N metres away from where the meter stood. Over a country N
 * changes by some metres, a slow slope in the map of 0.2 mGal a metre.
 *
 * @param geoidHeight - N, height of the geoid above the ellipsoid, metres
 * @param density - density of the slab, kg/m³; default 2670
 * @returns both effects in mGal; NaN for NaN
 *
 * Source: Hackney & Featherstone (2003), Geophysical Journal International 154, 35–43; Hinze et al. (2005),
 * Geophysics 70, J25–J32.
 *
 * @example
 * geophysicalIndirectEffect(30).freeAir.toFixed(2); // => "9.26"
 * geophysicalIndirectEffect(30).bouguer.toFixed(2); // => "5.90"
 */
export function geophysicalIndirectEffect(
  geoidHeight: number,
  density: number = STANDARD_DENSITY,
): IndirectEffect {
  const freeAir = FREE_AIR_GRADIENT * geoidHeight;
  return { freeAir, bouguer: freeAir - bouguerSlab(geoidHeight, density) };
}

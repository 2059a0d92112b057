import { GRAVITATIONAL_CONSTANT, MILLIGAL_PER_SI, STANDARD_DENSITY } from "../core/constants.js";

/**
 * Attraction of the infinite horizontal slab between sea level and the station (the Bouguer slab): 2πGρH.
 *
 * @param height - orthometric height of the station, metres; below sea level the slab is missing mass and the
 *   effect is negative
 * @param density - density of the slab, kg/m³; default 2670
 * @returns attraction in mGal, positive down, to be **subtracted** from a free-air anomaly; NaN for NaN
 *
 * Source: Hofmann-Wellenhof & Moritz (2006), Physical Geodesy, 2nd ed., eq. 3-26; G from CODATA 2018.
 *
 * @example
 * bouguerSlab(1000).toFixed(3); // => "111.969"
 * bouguerSlab(0); // => 0
 */
export function bouguerSlab(height: number, density: number = STANDARD_DENSITY): number {
  return 2 * Math.PI * GRAVITATIONAL_CONSTANT * density * height * MILLIGAL_PER_SI;
}

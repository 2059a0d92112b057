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

/**
 * What a cover of water or ice changes of the Bouguer slab: the slab counts rock down to the geoid and below it, but the
 * topmost metres under the station are lighter.
 *
 * ```
 * cover_slab = 2πG (ρ_cover − ρ) · thickness
 * ```
 *
 * It serves a ship (height 0, sea of that depth), a station on a lake (height of its surface, depth below it) and one
 * on ice (height of its surface, thickness), also where bed or bottom lies below sea level.
 *
 * @param thickness - depth of the water or thickness of the ice below the station, metres
 * @param coverDensity - kg/m³: sea water 1027, fresh water 1000, ice 917
 * @param density - density of the slab, kg/m³; default 2670
 * @returns mGal, negative, to be **subtracted** from an anomaly beside {@link bouguerSlab}; NaN for NaN
 *
 * Source: Hinze et al. (2005), Geophysics 70, J25–J32; Torge (1989), Gravimetry, de Gruyter.
 *
 * @example
 * coverSlab(1000, 1027).toFixed(2); // => "-68.90"
 */
export function coverSlab(
  thickness: number,
  coverDensity: number,
  density: number = STANDARD_DENSITY,
): number {
  return bouguerSlab(thickness, coverDensity - density);
}

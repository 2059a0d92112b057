const RADIANS = Math.PI / 180;

/** Free-air gradient as on old maps, mGal/m. */
export const PER_METRE = 0.3086;

/** sin²φ and sin²2φ of a latitude in degrees. */
export function squares(latitude_deg: number): { readonly sin2: number; readonly sin2Double: number } {
  return {
    sin2: Math.sin(latitude_deg * RADIANS) ** 2,
    sin2Double: Math.sin(2 * latitude_deg * RADIANS) ** 2,
  };
}

/**
 * Normal gravity of GRS80 on the ellipsoid, mGal: Somigliana's formula, no step of the function that the trainee calls.
 * Source: Moritz (1980), Bulletin Géodésique 54, 395–405.
 */
export function somigliana(latitude_deg: number): number {
  const { sin2 } = squares(latitude_deg);
  return (978032.67715 * (1 + 0.001931851353 * sin2)) / Math.sqrt(1 - 0.0066943800229 * sin2);
}

/** Normal gravity at height, mGal: second-order free air, Hinze et al. (2005), Geophysics 70, J25–J32, eq. 5. */
export function normalAt(latitude_deg: number, height_m: number): number {
  const { sin2 } = squares(latitude_deg);
  return (
    somigliana(latitude_deg) - (0.3087691 - 0.0004398 * sin2) * height_m + 7.2125e-8 * height_m * height_m
  );
}

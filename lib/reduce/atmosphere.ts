/**
 * Correction for the mass of the atmosphere. Normal gravity counts the whole atmosphere as part of the Earth's mass;
 * the part of it above the station does not pull the meter down.
 *
 * ```
 * correction = 0.874 − 9.9e-5 h + 3.56e-9 h²
 * ```
 *
 * @param height - height of the station, metres; the formula holds to about 10 km
 * @returns mGal, to be **added** to an anomaly; NaN for NaN
 *
 * Source: Wenzel (1985), Hochauflösende Kugelfunktionsmodelle für das Gravitationspotential der Erde, Hannover; as in
 * Hinze et al. (2005), Geophysics 70, J25–J32.
 *
 * @example
 * atmosphericCorrection(1000).toFixed(5); // => "0.77856"
 * atmosphericCorrection(0); // => 0.874
 */
export function atmosphericCorrection(height: number): number {
  return 0.874 - 9.9e-5 * height + 3.56e-9 * height ** 2;
}

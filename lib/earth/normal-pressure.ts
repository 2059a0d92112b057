/**
 * Air pressure of the standard atmosphere at a height: what gravity at a station is referred to.
 *
 * ```
 * p = 1013.25 (1 − 0.0065 H / 288.15)^5.2559
 * ```
 *
 * @param height - metres above sea level, −500 to 11,000 (the troposphere)
 * @returns hPa; NaN outside these heights and for NaN
 *
 * Source: DIN 5450 (1968) and U.S. Standard Atmosphere (1976), as the standards of the International Absolute Gravity
 * Basestation Network have it: Boedecker (1988), Bureau Gravimétrique International, Bulletin d'Information 63, 51–57.
 *
 * @example
 * normalPressure(0); // => 1013.25
 * normalPressure(1630.83).toFixed(2); // => "832.07"
 */
export function normalPressure(height: number): number {
  if (!(height >= -500 && height <= 11_000)) return Number.NaN;
  return 1013.25 * (1 - (0.0065 * height) / 288.15) ** 5.2559;
}

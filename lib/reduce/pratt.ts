import { ArgumentError } from "../core/errors.js";
import { type CompensationOptions, compensationSettings } from "./compensation.js";

/** Options of {@link prattDensity}: of {@link CompensationOptions} only the densities count. */
export interface PrattOptions extends Pick<CompensationOptions, "density" | "waterDensity"> {
  /** Depth below sea level down to which every column has the same mass, metres; default 100,000. */
  readonly compensationDepth?: number;
}

/**
 * Density of a column of rock in isostatic balance after Pratt and Hayford: all columns reach down to the same depth D
 * and have the same mass, so that high columns are light.
 *
 * ```
 * land:  (D + h) ρ = D ρ₀           sea (depth d = −h):  (D − d) ρ + d ρ_water = D ρ₀
 * ```
 *
 * @param height - of the surface on land, of the sea floor at sea (negative), metres
 * @param options - see {@link PrattOptions}; ρ₀ is `density`
 * @returns kg/m³; NaN for NaN
 * @throws ArgumentError where an option is out of range, or the sea floor lies below the compensation depth
 *
 * Source: Heiskanen & Moritz (1967), Physical Geodesy, section 3-4, eq. 3-28 and 3-29.
 *
 * @example
 * prattDensity(1000); // => 2670 / 1.01
 * prattDensity(0); // => 2670
 * prattDensity(-5000) > 2670; // => true
 */
export function prattDensity(
  height: number,
  { compensationDepth = 100_000, ...options }: PrattOptions = {},
): number {
  const { density, waterDensity } = compensationSettings(options);
  if (!(compensationDepth > 0))
    throw new ArgumentError({
      argument: "options.compensationDepth",
      value: compensationDepth,
      accepted: "metres, above 0",
    });
  if (height <= -compensationDepth)
    throw new ArgumentError({
      argument: "height",
      value: height,
      accepted: `above the compensation depth, -${compensationDepth}`,
    });
  if (height >= 0) return (density * compensationDepth) / (compensationDepth + height);
  return (density * compensationDepth + waterDensity * height) / (compensationDepth + height);
}

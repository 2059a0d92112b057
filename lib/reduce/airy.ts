import { EARTH_RADIUS } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import { type CompensationOptions, compensationSettings, loadOnSeaLevel } from "./compensation.js";

/**
 * Depth of the Moho under topography in local isostatic balance (Airy–Heiskanen): every column carries its own load,
 * a mountain by a root of crust in the mantle, a sea by an antiroot.
 *
 * ```
 * load = ρ h on land, (ρ − ρ_water) h at sea (h < 0)
 * planar:     root = load / Δρ
 * spherical:  Δρ [(R − T)³ − (R − T − root)³] = ρ [(R + h)³ − R³]
 * Moho = T + root
 * ```
 *
 * @param height - of the surface on land, of the sea floor at sea (negative), metres; for a regional model a mean over
 * some 50 km, since no single hill has a root
 * @param options - see {@link CompensationOptions}; T is `normalMohoDepth`, Δρ is `mohoContrast`
 * @returns metres below sea level, positive down; NaN for NaN
 * @throws ArgumentError where an option is out of range, or the sea is so deep that the Moho would lie above its floor
 *
 * Source: Heiskanen & Moritz (1967), Physical Geodesy, section 3-4, eq. 3-31 to 3-34; on the sphere the balance of
 * masses in a cone.
 *
 * @example
 * airyMohoDepth(1000, { earth: "planar" }); // => 36675
 * airyMohoDepth(-2000, { earth: "planar" }); // => 30000 - 2000 * (2670 - 1030) / 400
 * airyMohoDepth(1000) > airyMohoDepth(1000, { earth: "planar" }); // => true
 */
export function airyMohoDepth(height: number, options: CompensationOptions = {}): number {
  const settings = compensationSettings(options);
  const depth = settings.normalMohoDepth + airyRoot(height, settings);
  if (depth < -height) {
    throw new ArgumentError({
      argument: "height",
      value: height,
      accepted: `a sea floor above its Moho, which would lie at ${Math.round(depth)} m`,
      advice: "Deep seas have a thin crust of their own: raise normalMohoDepth or mohoContrast.",
    });
  }
  return depth;
}

/** The root's thickness, metres: positive under land, negative (an antiroot) under the sea. */
export function airyRoot(height: number, settings: Required<CompensationOptions>): number {
  return rootOfLoad(loadOnSeaLevel(height, settings), settings);
}

/** The root that carries a load, kg for each m² of sea level. */
export function rootOfLoad(load: number, settings: Required<CompensationOptions>): number {
  const { mohoContrast, normalMohoDepth, earth } = settings;
  if (earth === "planar") return load / mohoContrast;
  const radius = EARTH_RADIUS - normalMohoDepth;
  // radius³ − (radius − root)³ = 3 R² load / Δρ, with the cube root of 1 − s less 1 written without cancelling
  const s = (3 * EARTH_RADIUS ** 2 * load) / (mohoContrast * radius ** 3);
  const c = Math.cbrt(1 - s);
  return (radius * s) / (1 + c + c * c);
}

import { EARTH_RADIUS, STANDARD_DENSITY } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";

/** What carries mountains and seas: the densities and the depth of an isostatic model. */
export interface CompensationOptions {
  /** Density of the topography and of the crust, kg/m³; default 2670. */
  readonly density?: number;
  /** Density of sea water, kg/m³; default 1030. 0 for a sea that was drained. */
  readonly waterDensity?: number;
  /** Density of the mantle less that of the crust above it, kg/m³; default 400. */
  readonly mohoContrast?: number;
  /** Depth of the Moho below sea level where the land stands at sea level, metres; default 30,000. */
  readonly normalMohoDepth?: number;
  /** `spherical` (default) or `planar`: whether a root at depth has less room than the mountain above it. */
  readonly earth?: "spherical" | "planar";
}

/** The options with their defaults, checked. */
export function compensationSettings(options: CompensationOptions): Required<CompensationOptions> {
  const settings = {
    ...{ density: STANDARD_DENSITY, waterDensity: 1030, mohoContrast: 400 },
    ...{ normalMohoDepth: 30_000, earth: "spherical" as const },
    ...options,
  };
  for (const name of ["density", "mohoContrast", "normalMohoDepth"] as const) {
    if (!(settings[name] > 0))
      throw new ArgumentError({
        argument: `options.${name}`,
        value: settings[name],
        accepted: "a number above 0",
      });
  }
  if (!(settings.waterDensity >= 0 && settings.waterDensity < settings.density))
    throw new ArgumentError({
      argument: "options.waterDensity",
      value: settings.waterDensity,
      accepted: `a density from 0 to below that of the crust, ${settings.density}`,
    });
  if (settings.earth !== "spherical" && settings.earth !== "planar")
    throw new ArgumentError({
      argument: "options.earth",
      value: settings.earth,
      accepted: "spherical or planar",
    });
  return settings;
}

/**
 * Mass of the topography above sea level, or what the sea lacks (negative), in kg for each m² of sea level.
 */
export function loadOnSeaLevel(
  height: number,
  { density, waterDensity, earth }: Required<CompensationOptions>,
): number {
  const contrast = height < 0 ? density - waterDensity : density;
  if (earth === "planar") return contrast * height;
  const ratio = height / EARTH_RADIUS;
  return contrast * height * (1 + ratio + (ratio * ratio) / 3); // ((R + h)³ − R³) / (3 R²)
}

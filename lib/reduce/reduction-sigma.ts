import { type Columns, optionalNumberColumn } from "../core/columns.js";
import { metresPerDegree } from "../earth/ellipsoid.js";
import { bullardB } from "./bullard-b.js";
import { FREE_AIR_GRADIENT } from "./indirect-effect.js";
import type { ReductionSettings } from "./reduction-settings.js";
import { normalOnEllipsoid, type ReductionSteps, type StationArrays, slabOf } from "./reduction-steps.js";

/** The anomalies of a reduction, from the first to the last. */
export type AnomalyKind = "freeAir" | "bouguer" | "spherical" | "complete";

/** Parts of an anomaly's standard deviation, mGal, a value a station; their root of squares is the whole. */
export interface SigmaParts {
  readonly gravity: Float64Array;
  readonly height: Float64Array;
  readonly position: Float64Array;
  readonly density: Float64Array;
  readonly terrain: Float64Array;
}

/**
 * Whether anything is known of the stations' errors: a column of sigma, or an option. What is not known counts as
 * exact.
 */
export function hasSigma(stations: Columns, settings: ReductionSettings): boolean {
  const columns = [
    "gravity_sigma_mgal",
    "height_sigma_m",
    "position_sigma_m",
    "terrain_correction_sigma_mgal",
  ];
  return (
    columns.some((name) => stations[name] !== undefined) ||
    settings.heightSigma_m > 0 ||
    settings.positionSigma_m > 0 ||
    settings.densitySigma > 0
  );
}

/**
 * What each source of error adds to an anomaly's standard deviation, by the derivative of the anomaly.
 *
 * ```
 * height    |0.3086 − ∂(slab + Bullard B)/∂H| σ_H        position  |∂γ/∂north| σ_north
 * density   |slab + covers + Bullard B − terrain|′ σ_ρ   (′: for 1 kg/m³)
 * ```
 *
 * One density error acts on slab, curvature and terrain at once, so their effects are summed with their signs first:
 * in the mountains the terrain correction takes some of it away.
 */
export function sigmaParts(
  kind: AnomalyKind,
  stations: Columns,
  arrays: StationArrays,
  height: Float64Array,
  steps: ReductionSteps,
  settings: ReductionSettings,
): SigmaParts {
  const { density: rho, slabFactor, heightSigma_m, positionSigma_m, densitySigma } = settings;
  const column = (name: string) => optionalNumberColumn(stations, name);
  const [gravity, heights, positions, terrains] = [
    column("gravity_sigma_mgal"),
    column("height_sigma_m"),
    column("position_sigma_m"),
    column("terrain_correction_sigma_mgal"),
  ];
  const curved = kind === "spherical" || (kind === "complete" && steps.bullardB !== undefined);
  const each = (value: (i: number) => number) => arrays.gravity.map((_, i) => value(i));
  const curvature = (h: number, density: number) => (curved ? bullardB(h, density, settings.bullardB) : 0);
  const gradient = (i: number) => {
    if (kind === "freeAir") return FREE_AIR_GRADIENT;
    const curve = (curvature(height[i] + 1, rho) - curvature(height[i] - 1, rho)) / 2;
    return FREE_AIR_GRADIENT - slabOf(1, rho, slabFactor) - curve;
  };
  const perDensity = (i: number) => {
    if (kind === "freeAir") return 0;
    const cover = arrays.covers.reduce((sum, { thickness }) => sum + thickness[i], 0);
    const terrain = kind === "complete" && rho > 0 ? (arrays.terrain?.[i] ?? 0) / rho : 0;
    return slabFactor * (height[i] - cover) + curvature(height[i], 1) - terrain;
  };
  return {
    gravity: each((i) => gravity?.[i] ?? 0),
    height: each((i) => Math.abs(gradient(i)) * (heights?.[i] ?? heightSigma_m)),
    position: each((i) => northGradient(arrays.latitude[i], settings) * (positions?.[i] ?? positionSigma_m)),
    density: each((i) => Math.abs(perDensity(i)) * densitySigma),
    terrain: each((i) => (kind === "complete" ? (terrains?.[i] ?? 0) : 0)),
  };
}

/** The standard deviation of independent parts together, mGal. */
export function totalSigma(parts: SigmaParts): Float64Array {
  return parts.gravity.map((gravity, i) =>
    Math.hypot(Math.hypot(gravity, parts.height[i]), parts.position[i], parts.density[i], parts.terrain[i]),
  );
}

/** Change of normal gravity towards north, mGal/m, without its sign. */
function northGradient(latitude: number, settings: ReductionSettings): number {
  if (!(Math.abs(latitude) <= 90)) return Number.NaN;
  const step = 1e-3;
  const [south, north] = [Math.max(-90, latitude - step), Math.min(90, latitude + step)];
  const metres = metresPerDegree(latitude).latitude * (north - south);
  return Math.abs(normalOnEllipsoid(north, settings) - normalOnEllipsoid(south, settings)) / metres;
}

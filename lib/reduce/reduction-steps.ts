import { ELLIPSOIDS } from "../earth/ellipsoid.js";
import { normalGravity } from "../earth/normal-gravity.js";
import { normalGravityByFormula } from "../earth/normal-gravity-formulas.js";
import { atmosphericCorrection } from "./atmosphere.js";
import { bullardB } from "./bullard-b.js";
import type { KnownCover } from "./covers.js";
import { freeAirCorrection } from "./free-air-correction.js";
import type { ReductionSettings } from "./reduction-settings.js";
import { bouguerSlab } from "./slab.js";
import { SLAB_FACTOR } from "./standards.js";

/** Stations as plain arrays. */
export interface StationArrays {
  /** Measured gravity, mGal. */
  readonly gravity: Float64Array;
  /** Degrees. */
  readonly latitude: Float64Array;
  /** Terrain correction, mGal, where it is known. */
  readonly terrain: Float64Array | undefined;
  readonly covers: readonly KnownCover[];
}

/** Every step from gravity to anomalies, mGal, a value a station. */
export interface ReductionSteps {
  /** Normal gravity on the ellipsoid and the correction from there, where the recipe has them apart. */
  readonly onEllipsoid: Float64Array | undefined;
  readonly freeAirCorrection: Float64Array | undefined;
  /** Normal gravity at the station's height. */
  readonly normal: Float64Array;
  readonly atmosphere: Float64Array | undefined;
  readonly freeAir: Float64Array;
  readonly slab: Float64Array;
  readonly covers: readonly Float64Array[];
  readonly bouguer: Float64Array;
  readonly bullardB: Float64Array | undefined;
  readonly spherical: Float64Array | undefined;
  readonly complete: Float64Array | undefined;
}

/**
 * Runs a recipe at the stations' heights.
 *
 * ```
 * free air   = gravity + datum shift + atmosphere − normal gravity at the height
 * Bouguer    = free air − slab − covers
 * spherical  = Bouguer − Bullard B
 * complete   = Bouguer − Bullard B + terrain correction
 * ```
 */
export function reductionSteps(
  { gravity, latitude, terrain, covers }: StationArrays,
  height: Float64Array,
  settings: ReductionSettings,
): ReductionSteps {
  const { density, slabFactor } = settings;
  const { onEllipsoid, correction, normal } = normalAt(latitude, height, settings);
  const atmosphere = settings.atmosphere ? height.map((h) => atmosphericCorrection(h)) : undefined;
  const freeAir = gravity.map((g, i) => g + settings.datumShift_mgal + (atmosphere?.[i] ?? 0) - normal[i]);
  const slab = height.map((h) => slabOf(h, density, slabFactor));
  const coverSlabs = covers.map((cover) =>
    cover.thickness.map((thickness) => slabOf(thickness, cover.density - density, slabFactor)),
  );
  const bouguer = freeAir.map((value, i) =>
    coverSlabs.reduce((rest, cover) => rest - cover[i], value - slab[i]),
  );
  const curvature =
    settings.bullardB === "none" ? undefined : height.map((h) => bullardB(h, density, settings.bullardB));
  const spherical = curvature && bouguer.map((value, i) => value - curvature[i]);
  const complete = terrain && (spherical ?? bouguer).map((value, i) => value + terrain[i]);
  return {
    ...{ onEllipsoid, freeAirCorrection: correction, normal, atmosphere, freeAir },
    ...{ slab, covers: coverSlabs, bouguer, bullardB: curvature, spherical, complete },
  };
}

/** Attraction of a slab, mGal: 2πGρH, with the recipe's own number in place of 2πG. */
export function slabOf(height: number, density: number, slabFactor: number): number {
  return slabFactor === SLAB_FACTOR ? bouguerSlab(height, density) : slabFactor * density * height;
}

/** Normal gravity at the stations' heights: at once by the closed form, or on the ellipsoid and from there. */
function normalAt(latitude: Float64Array, height: Float64Array, settings: ReductionSettings) {
  const ellipsoid = ELLIPSOIDS[settings.ellipsoid];
  if (settings.normalGravity === "closed-form" && settings.freeAir === "closed-form") {
    const normal = latitude.map((phi, i) => normalGravity(phi, height[i], ellipsoid));
    return { onEllipsoid: undefined, correction: undefined, normal };
  }
  const onEllipsoid = latitude.map((phi) => normalOnEllipsoid(phi, settings));
  const correction = latitude.map((phi, i) => freeAirCorrection(phi, height[i], settings.freeAir, ellipsoid));
  return { onEllipsoid, correction, normal: onEllipsoid.map((gamma, i) => gamma - correction[i]) };
}

/** Normal gravity on the ellipsoid by the recipe's formula, mGal. */
export function normalOnEllipsoid(
  latitude: number,
  { normalGravity: formula, ellipsoid }: Pick<ReductionSettings, "normalGravity" | "ellipsoid">,
): number {
  return formula === "closed-form"
    ? normalGravity(latitude, 0, ELLIPSOIDS[ellipsoid])
    : normalGravityByFormula(latitude, formula);
}

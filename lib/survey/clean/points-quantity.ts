import { GRAVITATIONAL_CONSTANT, MILLIGAL_PER_SI, STANDARD_DENSITY } from "../../core/constants.js";
import { normalGravity } from "../../earth/normal-gravity.js";

/**
 * What the number in a column of heights may mean: the station's height, the depth of water under a ship, the depth at
 * which the meter stood on the sea floor, or a height whose sign was lost.
 */
export type HeightMeaning = "height" | "sea_surface" | "sea_bottom" | "wrong_sign";

/** Attraction of a slab one metre thick for each kg/m³, mGal. */
const SLAB = 2 * Math.PI * GRAVITATIONAL_CONSTANT * MILLIGAL_PER_SI;
const WATER_DENSITY = 1030;

/**
 * The quantity that neighbours share: gravity less what latitude, height and the slab of rock (or the slab of water in
 * its place) explain, that is, a simple Bouguer anomaly.
 *
 * ```
 * height       g − γ(φ, h) − 2πGρ h
 * sea surface  g − γ(φ, 0) + 2πG (ρ − ρw) d                     d = |h|, depth of water
 * sea bottom   g − γ(φ, −d) + 4πGρw d + 2πG (ρ − ρw) d
 * ```
 *
 * @param gravity - mGal
 * @param latitude - degrees
 * @param height - the number in the column of heights, metres
 * @param meaning - what it means
 * @returns mGal; NaN where an argument is NaN
 *
 * Source: Dehlinger (1978), Marine Gravity, chapter 5 (sea surface and sea bottom).
 */
export function smoothQuantity(
  gravity: number,
  latitude: number,
  height: number,
  meaning: HeightMeaning = "height",
): number {
  const depth = Math.abs(height);
  const water = SLAB * (STANDARD_DENSITY - WATER_DENSITY) * depth;
  if (meaning === "sea_surface") return gravity - normalGravity(latitude, 0) + water;
  if (meaning === "sea_bottom")
    return gravity - normalGravity(latitude, -depth) + 2 * SLAB * WATER_DENSITY * depth + water;
  const own = meaning === "wrong_sign" ? -height : height;
  return gravity - normalGravity(latitude, own) - SLAB * STANDARD_DENSITY * own;
}

/** Height of the gravity meter itself, metres. */
export function meterHeight(height: number, meaning: HeightMeaning): number {
  if (meaning === "sea_surface") return 0;
  if (meaning === "sea_bottom") return -Math.abs(height);
  return meaning === "wrong_sign" ? -height : height;
}

/** Change of the quantity with height on land, mGal/m: what a wrong height is worth. */
export const QUANTITY_PER_METRE: number = 0.3086 - SLAB * STANDARD_DENSITY;

/** Change of the quantity with the depth of water under a ship, mGal/m: what a depth that was left out is worth. */
export const QUANTITY_PER_DEPTH: number = SLAB * (STANDARD_DENSITY - WATER_DENSITY);

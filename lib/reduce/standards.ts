import { GRAVITATIONAL_CONSTANT, MILLIGAL_PER_SI } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import type { NormalGravityFormulaName } from "../earth/normal-gravity-formulas.js";
import type { BullardBMethod } from "./bullard-b.js";
import type { FreeAirMethod } from "./free-air-correction.js";

/** The choices that make a recipe from gravity to anomalies. */
export interface ReductionStandard {
  readonly title: string;
  /** Normal gravity on the ellipsoid: the closed form, or a formula of the archives. */
  readonly normalGravity: "closed-form" | NormalGravityFormulaName;
  readonly freeAir: FreeAirMethod;
  /** Attraction of a slab of 1 m and 1 kg/m³, mGal: 2πG, or the rounded number of the recipe. */
  readonly slabFactor: number;
  readonly bullardB: BullardBMethod;
  readonly atmosphere: boolean;
  /** Heights that the recipe counts from: the geoid, or the ellipsoid where that is known. */
  readonly heights: "orthometric" | "ellipsoidal";
  readonly source: string;
}

/** Names of the recipes. */
export type ReductionStandardName =
  | "hinze2005"
  | "usgs1967"
  | "dzt0082"
  | "international1930"
  | "helmert1901";

/** 2πG of CODATA 2018, in mGal for a metre and a kg/m³. */
export const SLAB_FACTOR: number = 2 * Math.PI * GRAVITATIONAL_CONSTANT * MILLIGAL_PER_SI;

/**
 * Recipes that maps of the region were or are made with. Each can be changed choice by choice in the options of
 * {@link reduceStations}.
 *
 * - `hinze2005`: the standard of North America and of most new work: GRS80, second-order free air, atmosphere, Bullard
 *   B, heights from the ellipsoid.
 * - `usgs1967`: data sheets of the USGS: GRS67 with 978031.85, second-order free air, 0.1119 mGal/m, Bullard B by two
 *   terms.
 * - `dzt0082`: Chinese regional surveys: GRS80, `0.3086 (1 + 0.0007 cos 2φ) H − 7.2e-8 H²`, `0.0419 ρ H`; the terrain
 *   correction to 166.7 km goes with it. Made from the literature, not from the text of DZ/T 0082.
 * - `international1930`: 1930 formula, 0.3086 mGal/m, `0.0419 ρ H`: most maps of the 1950s to 1970s.
 * - `helmert1901`: the same with Helmert's formula: older maps of China, Vietnam and Laos.
 *
 * @example
 * REDUCTION_STANDARDS.usgs1967.normalGravity; // => "usgs1967"
 */
export const REDUCTION_STANDARDS: Readonly<Record<ReductionStandardName, ReductionStandard>> = Object.freeze({
  hinze2005: Object.freeze({
    title: "Hinze et al. (2005)",
    normalGravity: "closed-form",
    freeAir: "second-order",
    slabFactor: SLAB_FACTOR,
    bullardB: "closed-form",
    atmosphere: true,
    heights: "ellipsoidal",
    source: "Hinze et al. (2005), Geophysics 70, J25–J32",
  }),
  usgs1967: Object.freeze({
    title: "USGS data sheets, GRS67",
    normalGravity: "usgs1967",
    freeAir: "second-order",
    slabFactor: 0.1119 / 2670,
    bullardB: "usgs",
    atmosphere: false,
    heights: "orthometric",
    source: "Plouff (1977), USGS Open-File Report 77-535; LaFehr (1991), Geophysics 56, 1179–1184",
  }),
  dzt0082: Object.freeze({
    title: "Chinese regional surveys (DZ/T 0082)",
    normalGravity: "closed-form",
    freeAir: "dzt0082",
    slabFactor: 0.0419e-3,
    bullardB: "none",
    atmosphere: false,
    heights: "orthometric",
    source: "Zeng (2005), Gravity Field and Gravity Exploration, Geological Publishing House, Beijing",
  }),
  international1930: Object.freeze({
    title: "International Gravity Formula 1930",
    normalGravity: "international1930",
    freeAir: "first-order",
    slabFactor: 0.0419e-3,
    bullardB: "none",
    atmosphere: false,
    heights: "orthometric",
    source: "Cassinis (1930), Bulletin Géodésique 26, 40–49; Heiskanen & Moritz (1967), Physical Geodesy",
  }),
  helmert1901: Object.freeze({
    title: "Helmert 1901–1909",
    normalGravity: "helmert1901",
    freeAir: "first-order",
    slabFactor: 0.0419e-3,
    bullardB: "none",
    atmosphere: false,
    heights: "orthometric",
    source: "Helmert (1901), Sitzungsberichte der Preussischen Akademie der Wissenschaften, 328–336",
  }),
});

/** What is done where no standard is named: closed form at the station's own height, and the slab. */
export const PLAIN_REDUCTION: ReductionStandard = Object.freeze({
  title: "closed form and slab",
  normalGravity: "closed-form",
  freeAir: "closed-form",
  slabFactor: SLAB_FACTOR,
  bullardB: "none",
  atmosphere: false,
  heights: "orthometric",
  source: "Li & Götze (2001), Geophysics 66, 1660–1668",
});

/**
 * The name of a recipe as igdp writes it: `DZ/T 0082`, `dzt-0082` and `dzt0082` are one.
 *
 * @throws ArgumentError if there is no such recipe
 *
 * @example
 * standardName("Hinze-2005"); // => "hinze2005"
 */
export function standardName(text: string): ReductionStandardName {
  const plain = String(text)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
  if (Object.hasOwn(REDUCTION_STANDARDS, plain)) return plain as ReductionStandardName;
  throw new ArgumentError({
    argument: "options.standard",
    value: text,
    accepted: Object.keys(REDUCTION_STANDARDS).join(" or "),
  });
}

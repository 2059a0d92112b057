import { STANDARD_DENSITY } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { ELLIPSOIDS } from "../earth/ellipsoid.js";
import { GRAVITY_DATUM_SHIFTS, type GravityDatum, gravityDatumShift } from "../earth/gravity-datums.js";
import { NORMAL_GRAVITY_FORMULAS, type NormalGravityFormulaName } from "../earth/normal-gravity-formulas.js";
import { BULLARD_B_METHODS, type BullardBMethod } from "./bullard-b.js";
import { FREE_AIR_METHODS, type FreeAirMethod } from "./free-air-correction.js";
import {
  PLAIN_REDUCTION,
  REDUCTION_STANDARDS,
  type ReductionStandard,
  type ReductionStandardName,
  standardName,
} from "./standards.js";

/** Options of `reduceStations`. */
export interface ReduceStationsOptions {
  /** A recipe of {@link REDUCTION_STANDARDS}, which the options below then change; default none: closed form, slab. */
  readonly standard?: ReductionStandardName;
  /** Density of the Bouguer slab in kg/m³; default 2670. */
  readonly density?: number;
  /** Reference ellipsoid of the closed form; default `GRS80`. */
  readonly ellipsoid?: keyof typeof ELLIPSOIDS;
  /** Normal gravity on the ellipsoid: `closed-form`, or a name of {@link NORMAL_GRAVITY_FORMULAS}. */
  readonly normalGravity?: "closed-form" | NormalGravityFormulaName;
  /** Free-air correction: `closed-form`, `second-order`, `first-order` or `dzt0082`. */
  readonly freeAir?: FreeAirMethod;
  /** Effect of the Earth's curvature: `none`, `closed-form`, `polynomial` or `usgs`. */
  readonly bullardB?: BullardBMethod;
  /** Whether the mass of the atmosphere above the station is corrected for. */
  readonly atmosphere?: boolean;
  /**
   * Datum of `gravity_mgal`: `igsn71`, `potsdam`, or its own shift to IGSN71 in mGal; default `igsn71`. A formula on the
   * Potsdam datum asks for it, because a wrong guess would be 14 mGal.
   */
  readonly gravityDatum?: GravityDatum | number;
  /** Geoid heights in metres on a grid in degrees, where the table has no `geoid_height_m`. */
  readonly geoid?: Grid;
  /** Standard deviation of the heights in metres, where the table has no `height_sigma_m`; default 0. */
  readonly heightSigma_m?: number;
  /** Standard deviation of the position towards north in metres, where there is no `position_sigma_m`; default 0. */
  readonly positionSigma_m?: number;
  /** Standard deviation of the density in kg/m³; default 0. */
  readonly densitySigma?: number;
  /** Whether the stations are in the air, where heights above all land are no mistake; default false. */
  readonly airborne?: boolean;
}

/** The options with everything filled in. */
export interface ReductionSettings extends ReductionStandard {
  readonly standard: ReductionStandardName | null;
  readonly density: number;
  readonly ellipsoid: keyof typeof ELLIPSOIDS;
  readonly gravityDatum: GravityDatum | number;
  /** Added to gravity so that it stands on the datum of normal gravity, mGal. */
  readonly datumShift_mgal: number;
  readonly geoid: Grid | undefined;
  readonly heightSigma_m: number;
  readonly positionSigma_m: number;
  readonly densitySigma: number;
  readonly airborne: boolean;
}

/**
 * Checks the options and fills them in from the standard.
 *
 * @throws ArgumentError for a value that cannot be used
 */
export function reductionSettings(options: ReduceStationsOptions): ReductionSettings {
  const standard = options.standard === undefined ? null : standardName(options.standard);
  const recipe = standard === null ? PLAIN_REDUCTION : REDUCTION_STANDARDS[standard];
  const { density = STANDARD_DENSITY, ellipsoid = "GRS80" } = options;
  const { heightSigma_m = 0, positionSigma_m = 0, densitySigma = 0 } = options;
  const {
    normalGravity = recipe.normalGravity,
    freeAir = recipe.freeAir,
    bullardB = recipe.bullardB,
    atmosphere = recipe.atmosphere,
  } = options;
  checkDensity(density);
  checkOneOf("ellipsoid", ellipsoid, Object.keys(ELLIPSOIDS));
  checkOneOf("normalGravity", normalGravity, ["closed-form", ...Object.keys(NORMAL_GRAVITY_FORMULAS)]);
  checkOneOf("freeAir", freeAir, FREE_AIR_METHODS);
  checkOneOf("bullardB", bullardB, BULLARD_B_METHODS);
  checkOneOf("atmosphere", atmosphere, [true, false]);
  checkSigma("heightSigma_m", heightSigma_m, "metres");
  checkSigma("positionSigma_m", positionSigma_m, "metres");
  checkSigma("densitySigma", densitySigma, "kg/m³");
  return {
    ...recipe,
    ...{ standard, density, ellipsoid, normalGravity, freeAir, bullardB, atmosphere },
    ...datumOf(options.gravityDatum, normalGravity),
    ...{ geoid: options.geoid, heightSigma_m, positionSigma_m, densitySigma },
    airborne: options.airborne ?? false,
  };
}

/** The datum of gravity, and its shift to the datum that normal gravity stands on. */
function datumOf(
  given: GravityDatum | number | undefined,
  normalGravity: "closed-form" | NormalGravityFormulaName,
): Pick<ReductionSettings, "gravityDatum" | "datumShift_mgal"> {
  const normalDatum =
    normalGravity === "closed-form" ? "igsn71" : NORMAL_GRAVITY_FORMULAS[normalGravity].datum;
  if (given === undefined && normalDatum !== "igsn71") {
    throw new ArgumentError({
      argument: "options.gravityDatum",
      value: given,
      accepted: `${Object.keys(GRAVITY_DATUM_SHIFTS).join(" or ")}, or the shift to IGSN71 in mGal`,
      advice: `The formula ${normalGravity} stands on the ${normalDatum} datum; say on which the gravity of the table does.`,
    });
  }
  const gravityDatum = given ?? "igsn71";
  if (typeof gravityDatum !== "number" || !Number.isFinite(gravityDatum))
    checkOneOf("gravityDatum", gravityDatum, Object.keys(GRAVITY_DATUM_SHIFTS));
  return { gravityDatum, datumShift_mgal: gravityDatumShift(gravityDatum, normalDatum) };
}

function checkDensity(density: number): void {
  if (density === 0 || (density >= 100 && density <= 10000)) return;
  throw new ArgumentError({
    argument: "options.density",
    value: density,
    accepted: "100 to 10000 kg/m³",
    advice: density > 0 && density < 10 ? `${density} g/cm³ is ${density * 1000} kg/m³.` : undefined,
  });
}

function checkOneOf(name: string, value: unknown, words: readonly unknown[]): void {
  if (words.includes(value)) return;
  throw new ArgumentError({ argument: `options.${name}`, value, accepted: words.join(" or ") });
}

function checkSigma(name: string, value: number, unit: string): void {
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return;
  throw new ArgumentError({ argument: `options.${name}`, value, accepted: `0 or more ${unit}` });
}

import { RADIANS_PER_DEGREE } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import type { GravityDatum } from "./gravity-datums.js";

/**
 * A formula for normal gravity on the ellipsoid, as the archives used it:
 *
 * ```
 * γ = equator · (1 + a sin²φ + b sin²2φ + c sin⁴φ)
 * ```
 */
export interface NormalGravityFormula {
  readonly title: string;
  /** Gravity at the equator, mGal. */
  readonly equator_mgal: number;
  /** a, of sin²φ. */
  readonly sin2: number;
  /** b, of sin²2φ. */
  readonly sin2Double: number;
  /** c, of sin⁴φ. */
  readonly sin4: number;
  /** Gravity datum that its constants stand on: measured gravity must stand on the same. */
  readonly datum: GravityDatum;
  readonly source: string;
}

/** Names of the formulas. */
export type NormalGravityFormulaName =
  | "helmert1901"
  | "international1930"
  | "international1967"
  | "usgs1967"
  | "international1980";

/**
 * Published formulas for normal gravity on the ellipsoid. For new work use {@link normalGravity}, which has no series
 * to cut off.
 *
 * - `helmert1901`: Helmert's formula of 1901–1909, in older maps of China, Vietnam and the Soviet Union; Potsdam datum.
 * - `international1930`: Cassinis' formula for the International Ellipsoid of 1924; Potsdam datum.
 * - `international1967`: the Geodetic Reference System 1967.
 * - `usgs1967`: the same with its first constant rounded, as the USGS data sheets have it.
 * - `international1980`: the conventional series for GRS80, within 0.1 mGal of the closed form.
 *
 * @example
 * NORMAL_GRAVITY_FORMULAS.helmert1901.datum; // => "potsdam"
 */
export const NORMAL_GRAVITY_FORMULAS: Readonly<Record<NormalGravityFormulaName, NormalGravityFormula>> =
  Object.freeze({
    helmert1901: Object.freeze({
      title: "Helmert 1901–1909",
      equator_mgal: 978030,
      sin2: 0.005302,
      sin2Double: -0.000007,
      sin4: 0,
      datum: "potsdam",
      source: "Helmert (1901), Sitzungsberichte der Preussischen Akademie der Wissenschaften, 328–336",
    }),
    international1930: Object.freeze({
      title: "International Gravity Formula 1930",
      equator_mgal: 978049,
      sin2: 0.0052884,
      sin2Double: -0.0000059,
      sin4: 0,
      datum: "potsdam",
      source: "Cassinis (1930), Bulletin Géodésique 26, 40–49",
    }),
    international1967: Object.freeze({
      title: "Geodetic Reference System 1967",
      equator_mgal: 978031.846,
      sin2: 0.005278895,
      sin2Double: 0,
      sin4: 0.000023462,
      datum: "igsn71",
      source: "International Association of Geodesy (1971), Special Publication 3",
    }),
    usgs1967: Object.freeze({
      title: "Geodetic Reference System 1967 as in USGS data sheets",
      equator_mgal: 978031.85,
      sin2: 0.005278895,
      sin2Double: 0,
      sin4: 0.000023462,
      datum: "igsn71",
      source:
        "International Association of Geodesy (1971); first constant rounded, as in USGS open-file reports",
    }),
    international1980: Object.freeze({
      title: "Geodetic Reference System 1980, conventional series",
      equator_mgal: 978032.7,
      sin2: 0.0053024,
      sin2Double: -0.0000058,
      sin4: 0,
      datum: "igsn71",
      source: "Moritz (1980), Bulletin Géodésique 54, 395–405",
    }),
  });

/**
 * Normal gravity on the ellipsoid by one of the archives' formulas.
 *
 * ```
 * γ = equator · (1 + a sin²φ + b sin²2φ + c sin⁴φ)
 * ```
 *
 * The datum of the formula matters as much as its numbers: Helmert's and the 1930 one stand on the Potsdam datum, 14
 * mGal higher than today's (see {@link gravityDatumShift}).
 *
 * @param latitude - geodetic latitude, degrees, −90 to 90
 * @param formula - its name in {@link NORMAL_GRAVITY_FORMULAS}
 * @returns mGal, positive down, on the ellipsoid; NaN where latitude is NaN or out of range
 * @throws ArgumentError if there is no such formula
 *
 * Source: as each formula tells.
 *
 * @example
 * normalGravityByFormula(0, "international1930"); // => 978049
 * normalGravityByFormula(45, "international1967").toFixed(2); // => "980619.05"
 */
export function normalGravityByFormula(latitude: number, formula: NormalGravityFormulaName): number {
  if (!Object.hasOwn(NORMAL_GRAVITY_FORMULAS, formula)) {
    throw new ArgumentError({
      argument: "formula",
      value: formula,
      accepted: Object.keys(NORMAL_GRAVITY_FORMULAS).join(" or "),
    });
  }
  if (!(latitude >= -90 && latitude <= 90)) return Number.NaN;
  const { equator_mgal, sin2, sin2Double, sin4 } = NORMAL_GRAVITY_FORMULAS[formula];
  const s2 = Math.sin(latitude * RADIANS_PER_DEGREE) ** 2;
  const double2 = Math.sin(2 * latitude * RADIANS_PER_DEGREE) ** 2;
  return equator_mgal * (1 + sin2 * s2 + sin2Double * double2 + sin4 * s2 ** 2);
}

import { ArgumentError } from "../core/errors.js";

/**
 * Gravity datums: what a value of gravity of that datum must be given, in mGal, to stand on IGSN71, on which absolute
 * meters of today stand too. The Potsdam pendulums of 1898–1904 gave gravity 14 mGal too high; the world's values hung
 * on them until 1971.
 *
 * A national net may differ from its world datum by some tenths of a mGal to 2 mGal: where the difference is known,
 * give the number itself.
 *
 * Source: Morelli et al. (1974), The International Gravity Standardization Net 1971, IAG Special Publication 4.
 *
 * @example
 * GRAVITY_DATUM_SHIFTS.potsdam; // => -14
 */
export const GRAVITY_DATUM_SHIFTS: Readonly<Record<GravityDatum, number>> = Object.freeze({
  igsn71: 0,
  potsdam: -14,
});

/** Name of a gravity datum. */
export type GravityDatum = "igsn71" | "potsdam";

/**
 * What is added to gravity of one datum to make it gravity of another.
 *
 * @param from - name of the datum of the values, or its own shift to IGSN71 in mGal
 * @param to - name of the datum that is wanted; default `igsn71`
 * @returns mGal to be added
 * @throws ArgumentError for a datum that is not known
 *
 * Source: Morelli et al. (1974), IAG Special Publication 4.
 *
 * @example
 * gravityDatumShift("potsdam"); // => -14
 * gravityDatumShift("igsn71", "potsdam"); // => 14
 * gravityDatumShift(-13.2); // => -13.2
 */
export function gravityDatumShift(from: GravityDatum | number, to: GravityDatum = "igsn71"): number {
  return shiftOf(from, "from") - shiftOf(to, "to");
}

function shiftOf(datum: GravityDatum | number, argument: string): number {
  if (typeof datum === "number" && Number.isFinite(datum)) return datum;
  if (typeof datum === "string" && Object.hasOwn(GRAVITY_DATUM_SHIFTS, datum))
    return GRAVITY_DATUM_SHIFTS[datum];
  throw new ArgumentError({
    argument,
    value: datum,
    accepted: `${Object.keys(GRAVITY_DATUM_SHIFTS).join(" or ")}, or the shift to IGSN71 in mGal`,
  });
}

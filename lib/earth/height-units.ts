/**
 * Units in which lists of heights are written, in metres: the metre, the international foot (1959) and the U.S. survey foot.
 *
 * Source: NIST (1959), Federal Register 24, 5348 (both feet).
 *
 * @example
 * HEIGHT_UNITS.ft; // => 0.3048
 */
export const HEIGHT_UNITS: Readonly<Record<"m" | "ft" | "us-ft", number>> = Object.freeze({
  m: 1,
  ft: 0.3048,
  "us-ft": 1200 / 3937,
});

/** Name of a unit of heights. */
export type HeightUnit = keyof typeof HEIGHT_UNITS;

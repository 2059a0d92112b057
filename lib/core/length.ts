import { ArgumentError } from "./errors.js";

/** A length on the ground in metres, or an angle on the globe in degrees. */
export type Length = { readonly metres: number } | { readonly degrees: number };

const UNITS: Readonly<Record<string, { readonly unit: "metres" | "degrees"; readonly factor: number }>> = {
  "": { unit: "metres", factor: 1 },
  m: { unit: "metres", factor: 1 },
  km: { unit: "metres", factor: 1000 },
  deg: { unit: "degrees", factor: 1 },
  arcmin: { unit: "degrees", factor: 1 / 60 },
  arcsec: { unit: "degrees", factor: 1 / 3600 },
};

/**
 * Reads a length: a number is metres; a text may have a unit, `2km`, `500m`, `0.1deg`, `6arcmin`, `30arcsec`.
 *
 * @param value - the length
 * @param argument - its name, for the error message
 * @throws ArgumentError if it is not a positive length
 *
 * @example
 * parseLength("2km"); // => { metres: 2000 }
 * parseLength("6arcmin"); // => { degrees: 0.1 }
 * parseLength(500); // => { metres: 500 }
 * parseLength("2 miles"); // throws ArgumentError
 */
export function parseLength(value: number | string, argument = "length"): Length {
  const match = /^\s*([+-]?[\d.]+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(String(value));
  const unit = match === null ? undefined : UNITS[match[2].toLowerCase()];
  const number = match === null ? Number.NaN : Number(match[1]);
  if (unit === undefined || !(number > 0) || !Number.isFinite(number)) {
    throw new ArgumentError({
      argument,
      value,
      accepted: "a positive length such as 500, 2km, 0.1deg, 6arcmin or 30arcsec",
    });
  }
  const size = number * unit.factor;
  return unit.unit === "metres" ? { metres: size } : { degrees: size };
}

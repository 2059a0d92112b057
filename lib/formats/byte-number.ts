/** Powers of ten that a number in 64 bits holds exactly, 10⁰ to 10²². */
export const EXACT_POWERS: Float64Array = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const [PLUS, COMMA, MINUS, POINT, STAR, ZERO, NINE] = [43, 44, 45, 46, 42, 48, 57];

/**
 * The number that bytes `from` to `to` spell, the same as `Number` gives for their text. A decimal comma counts as
 * a point. Nothing, hyphens alone (`--`) and asterisks alone (`****`) are no value: NaN. Anything else that is no
 * finite number gives Infinity, so that a caller can tell "no value" from "not a number" without an object.
 *
 * Up to 15 digits are an exact whole number, and so is the power of ten; dividing one by the other rounds once, as
 * reading the decimal text does (Clinger 1990, How to read floating point numbers accurately, section 4).
 */
export function numberAt(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to) return Number.NaN;
  let i = from;
  const sign = bytes[i];
  if (sign === MINUS || sign === PLUS) i++;
  let whole = 0;
  let digits = 0;
  let decimals = -1;
  for (; i < to; i++) {
    const byte = bytes[i];
    if (byte >= ZERO && byte <= NINE) {
      whole = whole * 10 + (byte - ZERO);
      if (whole > 0) digits++;
      if (decimals >= 0) decimals++;
    } else if ((byte === POINT || byte === COMMA) && decimals < 0) {
      decimals = 0;
    } else {
      return rareNumber(bytes, from, to);
    }
  }
  const isBare = to - from - (sign === MINUS || sign === PLUS ? 1 : 0) - (decimals >= 0 ? 1 : 0) === 0;
  if (isBare || digits > 15 || decimals > 22) return rareNumber(bytes, from, to);
  const value = decimals > 0 ? whole / EXACT_POWERS[decimals] : whole;
  return sign === MINUS ? -value : value;
}

/** What the quick way leaves: no value, exponents, very many digits, and what is no number at all. */
function rareNumber(bytes: Uint8Array, from: number, to: number): number {
  const first = bytes[from];
  if (first === MINUS || first === STAR) {
    let i = from;
    while (i < to && bytes[i] === first) i++;
    if (i === to) return Number.NaN;
  }
  if (to - from > 400) return Number.POSITIVE_INFINITY;
  const text = String.fromCharCode(...bytes.subarray(from, to)).replace(",", ".");
  return NUMBER.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
}

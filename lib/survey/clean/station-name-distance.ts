/** Signs that a hand or a scanner takes for one another. */
const LOOK_ALIKE = ["0OQD", "1LI|", "2Z", "5S", "8B", "6G", "9GQ"];
/** What a slip of the kind costs that looks or sounds the same. */
const SMALL = 0.5;
const SEPARATOR = /[\s_\-./]/;

/**
 * Distance between two spellings of a name, in mistakes: the smallest sum over the edits that turn one into the other
 * (Damerau–Levenshtein, without two edits of the same letter).
 *
 * A letter more, a letter less, another letter, and two neighbours exchanged cost 1. A mistake that is easily made
 * costs 0.5: a letter in place of the digit that it looks like (O and 0, l and 1), a small letter for a capital, a
 * letter typed twice, a blank, dash, dot or underscore more or less, and a nought in front of a number.
 *
 * With dᵢⱼ the distance between the first i letters of a and the first j letters of b:
 *
 * ```
 * dᵢⱼ = min( dᵢ₋₁,ⱼ + gap(aᵢ),  dᵢ,ⱼ₋₁ + gap(bⱼ),  dᵢ₋₁,ⱼ₋₁ + swap(aᵢ, bⱼ),  dᵢ₋₂,ⱼ₋₂ + 1 if aᵢ₋₁aᵢ = bⱼbⱼ₋₁ )
 * ```
 *
 * @param numberCost - what it costs where a digit is not easily mistaken but changed, added, lost or moved; default 1.
 *   With Infinity, names with different numbers are infinitely far apart
 *
 * Source: Damerau (1964), A technique for computer detection and correction of spelling errors, Communications of the
 * ACM 7, 171–176; Levenshtein (1966), Soviet Physics Doklady 10, 707–710; costs by the kind of slip after Kernighan,
 * Church & Gale (1990), A spelling correction program based on a noisy channel model, COLING-90.
 *
 * @example
 * stationNameDistance("S012", "SO12"); // => 0.5
 * stationNameDistance("S012", "S021"); // => 1
 * stationNameDistance("S012", "S021", Infinity); // => Infinity
 */
export function stationNameDistance(a: string, b: string, numberCost = 1): number {
  let before: number[] = [];
  let last = [0];
  for (let j = 1; j <= b.length; j++) last[j] = last[j - 1] + gap(b, j - 1, numberCost);
  for (let i = 1; i <= a.length; i++) {
    const row = [last[0] + gap(a, i - 1, numberCost)];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(
        last[j] + gap(a, i - 1, numberCost),
        row[j - 1] + gap(b, j - 1, numberCost),
        last[j - 1] + swap(a[i - 1], b[j - 1], numberCost),
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? before[j - 2] + fullCost(a[i - 1] + a[i - 2], numberCost)
          : Infinity,
      );
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

function gap(name: string, at: number, numberCost: number): number {
  const sign = name[at];
  const isDoubled = sign === name[at - 1];
  const isLeadingNought = sign === "0" && !/\d/.test(name[at - 1] ?? "") && /\d/.test(name[at + 1] ?? "");
  return isDoubled || isLeadingNought || SEPARATOR.test(sign) ? SMALL : fullCost(sign, numberCost);
}

function swap(a: string, b: string, numberCost: number): number {
  if (a === b) return 0;
  const [A, B] = [a.toUpperCase(), b.toUpperCase()];
  if (A === B || (SEPARATOR.test(a) && SEPARATOR.test(b))) return SMALL;
  return LOOK_ALIKE.some((signs) => signs.includes(A) && signs.includes(B))
    ? SMALL
    : fullCost(a + b, numberCost);
}

/** What an edit of these signs costs that is no easy mistake. */
function fullCost(signs: string, numberCost: number): number {
  return /\d/.test(signs) ? numberCost : 1;
}

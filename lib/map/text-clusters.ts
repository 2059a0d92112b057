/**
 * The scripts of the region whose letters join above, below and before each other. They are drawn cluster by cluster,
 * and written without spaces between words.
 */
export const JOINING_SCRIPTS: RegExp = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * What cannot be taken apart: a letter with its marks, with the vowel am of Thai and Lao, with consonants stacked below
 * it (Khmer coeng, Burmese virama), and with a kinzi above it. Everywhere else a letter with its marks.
 */
const CLUSTER = /(?:\u1004\u103a\u1039)?.(?:\p{M}|[\u0e33\u0eb3\u200c\u200d]|(?<=[\u1039\u17d2])\p{L})*/gsu;

/**
 * A text in its clusters, the smallest parts that are shaped alone as they are in the text.
 *
 * @example
 * textClusters("ក្រុង"); // => ["ក្រុ", "ង"]
 * textClusters("กำat"); // => ["กำ", "a", "t"]
 */
export function textClusters(text: string): string[] {
  return text.match(CLUSTER) ?? [];
}

const words = new Intl.Segmenter("en", { granularity: "word" });

/**
 * The places where a line may end within a text without spaces: its words, by the dictionaries that the Unicode
 * library of Node and browsers has for Thai, Lao, Khmer, Burmese and Chinese. Punctuation stays with the word before.
 */
export function textWords(text: string): string[] {
  const parts: string[] = [];
  for (const { segment, isWordLike } of words.segment(text)) {
    if (parts.length > 0 && (!isWordLike || /^\p{M}/u.test(segment))) parts[parts.length - 1] += segment;
    else parts.push(segment);
  }
  return parts;
}

/** How many times as far apart as Latin lines those of a text must stand, for what hangs below and stands above. */
export function lineStretch(text: string): number {
  return /[\p{Script=Khmer}\p{Script=Myanmar}]/u.test(text) ? 1.4 : JOINING_SCRIPTS.test(text) ? 1.15 : 1;
}

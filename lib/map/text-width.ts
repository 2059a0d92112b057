import { BOLD_STACKED, BOLD_WIDTHS, REGULAR_STACKED, REGULAR_WIDTHS } from "./font-widths.js";
import { JOINING_SCRIPTS, textClusters, textWords } from "./text-clusters.js";

/** Height of a capital letter of Noto Sans, as a part of the font size. */
export const CAP_HEIGHT: number = 0.714;

const tables = { normal: decode(REGULAR_WIDTHS), bold: decode(BOLD_WIDTHS) };
/** For the sign that stacks: what each consonant after it adds. */
const stacked = { normal: decodeStacked(REGULAR_STACKED), bold: decodeStacked(BOLD_STACKED) };
/** A Burmese nga that stands above the next letter. */
const KINZI = /\u1004\u103a\u1039/gu;

/**
 * Width of one line of text in Noto Sans, from the font's own advance widths (no kerning), so that labels can
 * be laid out where there is no browser. Marks and stacked consonants of Thai, Lao, Khmer and Burmese count what they
 * add to the letter that they join. Characters that the shipped font lacks count as one em in East Asian
 * scripts and 0.6 em elsewhere.
 *
 * @param text - one line
 * @param size - font size; the answer has its unit
 * @param weight - default `normal`
 */
export function textWidth(text: string, size: number, weight: "normal" | "bold" = "normal"): number {
  let [thousandths, before] = [0, 0];
  for (const character of text.replace(KINZI, "")) {
    const code = character.codePointAt(0) as number;
    thousandths +=
      stacked[weight].get(before)?.get(code) ?? tables[weight].get(code) ?? guessedWidth(code, character);
    before = code;
  }
  return (thousandths * size) / 1000;
}

/**
 * The characters of a text that the shipped Noto Sans has no letter for, each once, in the order they come. It has
 * Latin with Vietnamese, Greek, Thai, Lao, Khmer and Burmese; a picture drawn with it alone leaves the others out. Spaces, line ends and
 * characters that are never seen do not count, and a letter with its marks counts as one where the font has it so.
 *
 * @param text - any text
 */
export function charactersNotInFont(text: string): string[] {
  const lacking = new Set<string>();
  for (const character of text.normalize("NFC")) {
    if (/[\p{White_Space}\p{Cc}\p{Cf}]/u.test(character)) continue;
    const code = character.codePointAt(0) as number;
    if (!tables.normal.has(code) || !tables.bold.has(code)) lacking.add(character);
  }
  return [...lacking];
}

/**
 * Breaks a text into lines that are not wider than `width`: at spaces; in scripts that write none between the words
 * of a dictionary; and inside a word only where the word alone is too wide. Line breaks in the text are kept.
 */
export function wrapText(
  text: string,
  width: number,
  size: number,
  weight: "normal" | "bold" = "normal",
): string[] {
  const fits = (line: string): boolean => textWidth(line, size, weight) <= width;
  const lines: string[] = [];
  for (const paragraph of text.split(/\r?\n/)) {
    let line = "";
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line !== "") lines.push(line);
      const pieces = breakWord(word, fits);
      lines.push(...pieces.slice(0, -1));
      line = pieces[pieces.length - 1];
    }
    if (line !== "") lines.push(line);
  }
  return lines;
}

function breakWord(word: string, fits: (line: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = "";
  const parts = SPACELESS.test(word) ? textWords(word) : [word];
  for (const part of parts.flatMap((part) => (fits(part) ? [part] : textClusters(part)))) {
    if (piece !== "" && !fits(piece + part)) {
      pieces.push(piece);
      piece = "";
    }
    piece += part;
  }
  return [...pieces, piece];
}

/** Scripts without spaces between words. */
const SPACELESS = new RegExp(
  `${JOINING_SCRIPTS.source}|[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]`,
  "u",
);

function guessedWidth(code: number, character: string): number {
  if (/\p{Mark}/u.test(character)) return 0;
  return code >= 0x2e80 ? 1000 : 600;
}

function decode(encoded: string): Map<number, number> {
  const widths = new Map<number, number>();
  for (const run of encoded.split(";")) {
    const [first, list] = run.split(":");
    list.split(",").forEach((width, i) => {
      widths.set(Number(first) + i, Number(width));
    });
  }
  return widths;
}

function decodeStacked(encoded: string): Map<number, Map<number, number>> {
  return new Map(
    encoded.split(";").map((row) => {
      const [sign, widths] = row.split("/");
      return [Number(sign), decode(widths)];
    }),
  );
}

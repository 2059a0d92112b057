import { BOLD_WIDTHS, REGULAR_WIDTHS } from "./font-widths.js";

/** Height of a capital letter of Noto Sans, as a part of the font size. */
export const CAP_HEIGHT: number = 0.714;

const tables = { normal: decode(REGULAR_WIDTHS), bold: decode(BOLD_WIDTHS) };

/**
 * Width of one line of text in Noto Sans, from the font's own advance widths (no kerning), so that labels can
 * be laid out where there is no browser. Characters that the shipped font lacks count as one em in East Asian
 * scripts and 0.6 em elsewhere.
 *
 * @param text - one line
 * @param size - font size; the answer has its unit
 * @param weight - default `normal`
 */
export function textWidth(text: string, size: number, weight: "normal" | "bold" = "normal"): number {
  let thousandths = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    thousandths += tables[weight].get(code) ?? guessedWidth(code, character);
  }
  return (thousandths * size) / 1000;
}

/**
 * The characters of a text that the shipped Noto Sans has no letter for, each once, in the order they come. It has
 * Latin with Vietnamese, and Greek; a picture drawn with it alone leaves the others out. Spaces, line ends and
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
 * Breaks a text into lines that are not wider than `width`: at spaces, and inside a word only where the word
 * alone is too wide. Line breaks in the text are kept.
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
  for (const character of word) {
    if (piece !== "" && !fits(piece + character)) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...pieces, piece];
}

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

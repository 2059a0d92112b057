/** A page that can be read aloud: lines of at most 88 signs, and at most 55 of them. */
const LINE = 88;
const PAGE_LINES = 55;

/**
 * Paragraphs as one page of plain text, an empty line between them, lines broken between words. A line that goes on
 * is set in as its first one twice.
 *
 * @param paragraphs - empty ones are left out; a line feed inside one stays
 * @param rest - the last line where the page is full
 *
 * @example
 * textPage(["One.", "", "Two."], "…"); // => "One.\n\nTwo."
 */
export function textPage(paragraphs: readonly string[], rest: string): string {
  const lines = paragraphs
    .filter(Boolean)
    .flatMap((paragraph) => [...paragraph.split("\n").flatMap(wrapped), ""])
    .slice(0, -1);
  if (lines.length <= PAGE_LINES) return lines.join("\n");
  return [...lines.slice(0, PAGE_LINES - 1), rest].join("\n");
}

function wrapped(line: string): string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const lines: string[] = [];
  let current = "";
  for (const word of line.trim().split(" ")) {
    const candidate = current === "" ? `${indent}${word}` : `${current} ${word}`;
    if (candidate.length <= LINE || current === "") current = candidate;
    else {
      lines.push(current);
      current = `${indent}${indent}${word}`;
    }
  }
  return [...lines, current];
}

/**
 * A number of things.
 *
 * @example
 * countOf(2, "station"); // => "2 stations"
 */
export function countOf(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/**
 * Text on one line, cut where it is longer than `most` signs, without its full stop.
 *
 * @example
 * shortText("a long reason.", 7); // => "a long…"
 */
export function shortText(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/**
 * Names in a sentence, each once: all of a few, or the first of many and how many more there are.
 *
 * @example
 * nameList(["A", "B", "A"]); // => "A, B"
 * nameList(["A", "B", "C"], 2); // => "A, B and 1 more"
 */
export function nameList(names: Iterable<string>, most = 5): string {
  const list = [...new Set(names)];
  return list.length > most
    ? `${list.slice(0, most).join(", ")} and ${list.length - most} more`
    : list.join(", ");
}

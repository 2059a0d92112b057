import type { Part } from "./lesson.js";
import type { Fail } from "./source-error.js";

/** A word of the lesson and its meaning, both Markdown. */
export interface Term {
  readonly term: string;
  readonly meaning: string;
}

/**
 * Reads a glossary: a line with the word, under it a line `: meaning`, which may go on in indented lines.
 *
 * @throws FormatError where a word has no meaning, or a meaning no word
 */
export function glossaryTerms({ text, line }: Part, fail: Fail): Term[] {
  const terms: { term: string; meaning: string }[] = [];
  for (const row of text.split("\n")) {
    const last = terms.at(-1);
    if (row.trim() === "") continue;
    if (/^ {2,}\S/.test(row) && last?.meaning) last.meaning += ` ${row.trim()}`;
    else if (row.startsWith(": ") && last) last.meaning = `${last.meaning} ${row.slice(2).trim()}`.trim();
    else if (row.startsWith(":"))
      fail(line, `the glossary's '${row}' belongs to no word`, "Write the word on a line above it.");
    else if (last?.meaning === "")
      fail(
        line,
        `the glossary's word '${last.term}' has no meaning`,
        "Write : and its meaning on the next line.",
      );
    else terms.push({ term: row.trim(), meaning: "" });
  }
  const last = terms.at(-1);
  if (last?.meaning === "")
    fail(
      line,
      `the glossary's word '${last.term}' has no meaning`,
      "Write : and its meaning on the next line.",
    );
  return terms;
}

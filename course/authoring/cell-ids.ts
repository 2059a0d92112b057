import MarkdownIt from "markdown-it";

/** A heading of a Markdown text. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** Its Markdown, without the signs of the heading. */
  readonly text: string;
  /** Where it stands in the text: the first line is 1. */
  readonly line: number;
}

/** The headings of a Markdown text that stand in no list and no quotation. */
export function headingsIn(text: string): Heading[] {
  const tokens = MarkdownIt().parse(text, {});
  return tokens.flatMap((token, index) => {
    if (token.type !== "heading_open" || token.level > 0) return [];
    return [
      {
        level: Number(token.tag.slice(1)),
        text: tokens[index + 1].content,
        line: (token.map?.[0] ?? 0) + 1,
      },
    ];
  });
}

/**
 * A heading as a part of an id: small letters, digits and hyphens, without the section's own number, so that
 * `## 2 · Take away the tide` keeps its ids when a section comes before it.
 *
 * A heading without Latin letters, such as a Thai or a Chinese one, gives `section`.
 */
export function headingSlug(heading: string): string {
  const slug = heading
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 48)
    .replace(/^(-|\d+-)+|-+$/g, "");
  return slug === "" ? "section" : slug;
}

/** Gives out the ids of a lesson's cells: `01-take-away-the-tide-2` is the second cell of that section. */
export interface CellIds {
  /** The id of the next cell that is no exercise; `markdown` is its text, empty for code. */
  readonly next: (markdown: string) => string;
}

/** The {@link CellIds} of one lesson. Cells above the first heading belong to the section `start`. */
export function cellIds(lessonNumber: string): CellIds {
  const counts = new Map<string, number>();
  let section = "start";
  return {
    next(markdown) {
      const [first] = headingsIn(markdown);
      if (first?.line === 1 && first.level <= 2) section = headingSlug(first.text);
      const count = (counts.get(section) ?? 0) + 1;
      counts.set(section, count);
      return `${lessonNumber}-${section}-${count}`;
    },
  };
}

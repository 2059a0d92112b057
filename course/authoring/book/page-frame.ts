import { escapeHtml } from "../../notebook/table-html.js";
import type { Lesson } from "../lesson.js";

/** A page around its body. */
export interface PageFrame {
  readonly title: string;
  /** Path from the page to `course/books/assets`, with slashes. */
  readonly assets: string;
  /** Style sheets in the assets, in order. */
  readonly styles: readonly string[];
  /** Class of the body. */
  readonly kind: string;
  /** More for the head, as HTML. */
  readonly head?: string;
  readonly body: string;
}

/** A whole HTML page. It loads its style sheets, and nothing from any other place than the books' folder. */
export function pageHtml({ title, assets, styles, kind, head = "", body }: PageFrame): string {
  const links = styles.map((file) => `<link rel="stylesheet" href="${assets}/${file}">\n`).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${links}${head}</head>
<body class="${kind}">
${body}</body>
</html>
`;
}

/** The style sheets of everything but slides. */
export const BOOK_STYLES: readonly string[] = [
  "fonts.css",
  "colours.css",
  "text.css",
  "book.css",
  "print.css",
];

/** The link with which a keyboard passes over the contents. */
export const SKIP_LINK: string = '<a class="skip" href="#content">Skip to the content</a>\n';

/** The lesson's name at the top of each printed page but the first, which has its title. */
export function printedMargins({ number, title }: Lesson, what: string): string {
  return `<style>
@page {
  @top-left { content: ${cssText(`${number} · ${title}`)}; }
  @top-right { content: ${cssText(what)}; }
}
@page :first {
  @top-left { content: none; }
  @top-right { content: none; }
}
</style>
`;
}

/** A text as a CSS string inside a `style` element. */
function cssText(text: string): string {
  const escaped = text.replace(/["\\<>&\n]/g, (character) => `\\${character.codePointAt(0)?.toString(16)} `);
  return `"${escaped}"`;
}

import path from "node:path";
import katex, { type MarkdownKatexOptions } from "@vscode/markdown-it-katex";
import createMarkdownIt, { type MarkdownIt } from "markdown-it";
import { ArgumentError } from "../../../lib/index.js";
import { escapeHtml } from "../../notebook/table-html.js";
import { highlightTypeScript } from "./highlight.js";
import type { RecordedFigure } from "./recorded-outputs.js";

/** A heading of a page. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  readonly id: string;
  /** Its text as HTML. */
  readonly html: string;
}

/** Turns a lesson's Markdown into the HTML of one page, and keeps a list of the page's headings. */
export interface PageMarkdown {
  /** Paragraphs, lists, tables. A heading of level n becomes one of level n + `shift` (default 0). */
  block(text: string, shift?: number): string;
  /** One line without a paragraph around it. */
  inline(text: string): string;
  /** A heading that is no part of the lesson's text. */
  heading(level: number, html: string, id?: string): string;
  /** All headings so far, in order. */
  readonly headings: readonly Heading[];
}

/** What the text of a page leans on. */
export interface PageContext {
  /** Folder of the page in the project, with slashes: `course/books/01-first-map`. */
  readonly folder: string;
  /** The figure of a worked cell by the cell's label, with its place as seen from the page. */
  readonly figure: (label: string) => RecordedFigure | "not-run" | undefined;
}

/**
 * Makes the renderer of one page.
 *
 * HTML in the Markdown is shown as text. Links are as in the notebook, that is as seen from `notebooks/`, and
 * are turned to the page's own folder. Pictures are files of the project, or `figure:LABEL`; each needs a text
 * alternative. Maths becomes MathML, which browsers draw without a script.
 */
export function pageMarkdown(context: PageContext): PageMarkdown {
  const headings: Heading[] = [];
  const markdown = parser();
  const { rules } = markdown.renderer;
  let shift = 0;

  const heading = (level: number, html: string, id = slugOf(html)): string => {
    const taken = headings.filter((other) => other.id === id || other.id.startsWith(`${id}--`)).length;
    const unique = taken === 0 ? id : `${id}--${taken + 1}`;
    headings.push({ level, id: unique, html });
    return `<h${level} id="${unique}">${html}</h${level}>\n`;
  };
  rules.heading_open = (tokens, at) => {
    const inline = tokens[at + 1];
    const html = markdown.renderer.renderInline(inline.children ?? [], markdown.options, {});
    // The heading's text would come once more after this.
    inline.children = [];
    return heading(Math.min(6, Number(tokens[at].tag.slice(1)) + shift), html);
  };
  rules.heading_close = () => "";
  rules.image = (tokens, at) => {
    const source = String(tokens[at].attrGet("src"));
    return picture(source, tokens[at].content, context);
  };
  rules.link_open = (tokens, at) => {
    const href = String(tokens[at].attrGet("href"));
    return `<a href="${escapeHtml(turned(href, context.folder))}">`;
  };
  return {
    block: (text, by = 0) => {
      shift = by;
      return markdown.render(text);
    },
    inline: (text) => markdown.renderInline(text),
    heading,
    headings,
  };
}

/** TypeScript as a block of HTML; the name is what a screen reader says of it. */
export function codeHtml(code: string, name: string): string {
  return blockHtml(highlightTypeScript(code.trimEnd()), name);
}

/** Text with its line ends and spaces as a block of HTML. */
export function plainBlock(text: string, name: string): string {
  return blockHtml(escapeHtml(text.trimEnd()), name);
}

function blockHtml(html: string, name: string): string {
  return `<pre tabindex="0" role="group" aria-label="${escapeHtml(name)}"><code>${html}</code></pre>\n`;
}

/** A wide thing in a box that scrolls sideways, with mouse, finger and keyboard. */
export function scrollBox(html: string, name: string): string {
  return `<div class="wide" tabindex="0" role="group" aria-label="${escapeHtml(name)}">\n${html}</div>\n`;
}

/** An address part made of a text: `Take away the tide` gives `take-away-the-tide`. */
export function slugOf(html: string): string {
  const words = html
    .replace(/<[^>]*>|&\w+;/g, " ")
    .toLowerCase()
    .normalize("NFKD")
    .match(/[\p{L}\p{N}]+/gu);
  return words?.join("-") ?? "part";
}

function parser(): MarkdownIt {
  const markdown = createMarkdownIt({ html: false, linkify: false, typographer: false });
  const { rules } = markdown.renderer;
  const maths: MarkdownKatexOptions & { output: string; strict: string } = {
    output: "mathml",
    // Letters such as ³ are right in a text, though LaTeX does not know them.
    strict: "ignore",
    throwOnError: true,
  };
  markdown.use(plugin(katex), maths);
  rules.table_open = () => '<div class="wide" tabindex="0" role="group" aria-label="Table">\n<table>\n';
  rules.table_close = () => "</table>\n</div>\n";
  rules.th_open = (tokens, at) => `<th scope="col"${alignment(tokens[at].attrGet("style"))}>`;
  rules.td_open = (tokens, at) => `<td${alignment(tokens[at].attrGet("style"))}>`;
  rules.fence = (tokens, at) => {
    const { content, info } = tokens[at];
    const isCode = /^(typescript|ts|javascript|js)\b/.test(info);
    return isCode ? codeHtml(content, "Code") : plainBlock(content, "Text");
  };
  rules.code_block = (tokens, at) => plainBlock(tokens[at].content, "Text");
  return markdown;
}

/** The plugin is a CommonJS module, whose default export some loaders unwrap and some do not. */
function plugin<Plugin>(module: Plugin | { readonly default: Plugin }): Plugin {
  return typeof module === "function" ? module : (module as { readonly default: Plugin }).default;
}

function alignment(style: string | number | null): string {
  return String(style).includes("right") ? ' class="right"' : "";
}

function picture(source: string, alt: string, { folder, figure }: PageContext): string {
  if (alt.trim() === "")
    throw new ArgumentError({
      argument: `picture ${source}`,
      value: alt,
      accepted: "a text alternative: ![what the picture shows](…)",
    });
  const label = /^figure:(.+)$/.exec(source)?.[1];
  if (label === undefined)
    return `<img src="${escapeHtml(turned(source, folder))}" alt="${escapeHtml(alt)}">`;
  const found = figure(label);
  if (found === undefined)
    throw new ArgumentError({
      argument: "picture",
      value: source,
      accepted: "the :label: of a code-cell of this lesson that shows a figure",
    });
  if (found === "not-run") return notRun(alt);
  return imageHtml({ ...found, alt });
}

/** What stands in the place of an output that is not there. */
export function notRun(what: string): string {
  return `<span class="not-run">Not shown, because the code was not run since it was changed: ${escapeHtml(what)}</span>`;
}

/** A recorded figure as an image. */
export function imageHtml({ file, width, height, alt }: RecordedFigure): string {
  return `<img src="${escapeHtml(file)}" width="${width}" height="${height}" alt="${escapeHtml(alt)}">`;
}

/** An address as the notebook has it, seen from another folder of the project. */
function turned(address: string, folder: string): string {
  if (/^(#|[a-z][a-z0-9+.-]*:)/i.test(address)) return address;
  const [, file, rest] = /^([^?#]*)(.*)$/.exec(address) as RegExpExecArray;
  return `${path.posix.relative(folder, path.posix.join("notebooks", file))}${rest}`;
}

import MarkdownIt, { type Token } from "markdown-it";
import { lessonBlocks } from "./colon-fence.js";
import type { Fail } from "./source-error.js";

/** A directive of the source, its content unread. */
export interface Directive {
  readonly kind: "directive";
  readonly name: string;
  /** `:::{…}` holds prose, ```` ```{…} ```` holds code. */
  readonly fence: "colons" | "backticks";
  /** What stands after the name. */
  readonly argument: string;
  /** The lines `:name: value` at the top. */
  readonly options: readonly Option[];
  readonly body: string;
  readonly line: number;
  /** The line where the body starts. */
  readonly bodyLine: number;
}

/** A line `:name: value`. */
export interface Option {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** A piece of the source: a directive, the text between two of them, or a line `+++`. */
export type Piece =
  | Directive
  | { readonly kind: "text"; readonly text: string; readonly line: number }
  | { readonly kind: "break"; readonly line: number };

/**
 * Takes the Markdown of a lesson apart into directives and the text between them.
 *
 * @param body Markdown, with `\n` line ends
 * @param firstLine the line of the source, counted from 1, where it starts
 * @throws FormatError where a fence is not closed, or a directive is indented
 */
export function sourcePieces(body: string, firstLine: number, fail: Fail): Piece[] {
  // Empty lines before it, so that every line number is the source's own.
  const text = "\n".repeat(firstLine - 1) + body;
  const lines = text.split("\n");
  const pieces: Piece[] = [];
  let next = 0;
  const takeText = (end: number): void => {
    const start = lines.findIndex((line, index) => index >= next && line.trim() !== "");
    const held = lines.slice(start, end).join("\n").trimEnd();
    if (start >= 0 && start < end) pieces.push({ kind: "text", text: held, line: start + 1 });
  };
  for (const token of blockTokens(text, fail)) {
    const piece = pieceOf(token, lines, fail);
    if (piece === undefined) continue;
    takeText(piece.line - 1);
    pieces.push(piece);
    next = (token.map as [number, number])[1];
  }
  takeText(lines.length);
  return pieces;
}

/** The tokens of Markdown's block structure, each with the lines that it covers. */
function blockTokens(text: string, fail: Fail): Token[] {
  const markdown = MarkdownIt();
  lessonBlocks(markdown, fail);
  return markdown.parse(text, {});
}

function pieceOf(token: Token, lines: readonly string[], fail: Fail): Piece | undefined {
  const [start, end] = token.map ?? [0, 0];
  const line = start + 1;
  if (token.type === "cell_break") return { kind: "break", line };
  if (token.type === "directive") {
    return {
      ...inside(token.content, line + 1),
      kind: "directive",
      name: token.info,
      fence: "colons",
      argument: String(token.meta?.argument),
      line,
    };
  }
  if (token.type === "heading_open" && token.tag === "h1") {
    fail(
      line,
      "a heading of the first level stands in the text",
      "The title comes from the top of the file; sections start with ##.",
    );
  }
  if (token.type !== "fence") return undefined;
  checkClosed(token, lines.slice(start, end), line, fail);
  const [, name, argument] = /^\{([^}]*)\}\s*(.*)$/.exec(token.info.trim()) ?? [];
  if (name === undefined) return undefined;
  if (token.level > 0 || !lines[start].startsWith("`")) {
    fail(
      line,
      `\`\`\`{${name}} is indented, or stands in a list or a quotation`,
      "Move it to the left edge of the page.",
    );
  }
  return {
    ...inside(token.content, line + 1),
    kind: "directive",
    name: name.trim(),
    fence: "backticks",
    argument: argument.trim(),
    line,
  };
}

/** A fence that is left open swallows what follows it: the next opening line, or the rest of the file. */
function checkClosed(token: Token, lines: readonly string[], line: number, fail: Fail): void {
  const swallowed = lines.findIndex((text, index) => index > 0 && /^(`{3,}|:{3,})\{/.test(text));
  const open = lines.length < 2 || !new RegExp(`${token.markup}[\`~]*\\s*$`).test(lines.at(-1) ?? "");
  if (!open && (swallowed < 0 || token.markup.length > 3)) return;
  fail(
    line,
    `the code fence is not closed${swallowed > 0 ? ` before line ${line + swallowed}` : ""}`,
    `Write a line ${token.markup} at its end.`,
  );
}

/** Options and body of a directive's content. */
function inside(content: string, firstLine: number): Pick<Directive, "options" | "body" | "bodyLine"> {
  const lines = content.split("\n");
  const options: Option[] = [];
  for (const line of lines) {
    const [, name, value] = /^:([\w-]+):(?:\s+(.*))?$/.exec(line) ?? [];
    if (name === undefined) break;
    options.push({ name, value: (value ?? "").trim(), line: firstLine + options.length });
  }
  const rest = lines.slice(options.length);
  const empty = rest.findIndex((line) => line.trim() !== "");
  const skipped = Math.max(empty, 0);
  return {
    options,
    body: rest.slice(skipped).join("\n").trimEnd(),
    bodyLine: firstLine + options.length + skipped,
  };
}

import type { MarkdownIt, StateBlock } from "markdown-it";
import type { Fail } from "./source-error.js";

const OPENING = /^(:{3,})\{([^}]*)\}\s*(.*)$/;
const CLOSING = /^(:{3,})\s*$/;
const BREAK = /^\+\+\+/;

/**
 * Teaches markdown-it the two things of MyST that a lesson is built from and CommonMark does not have: directives
 * between colons (`:::{note} Title` … `:::`), and the line `+++` between two cells.
 *
 * A colon fence becomes one token `directive`: `info` is the name, `meta.argument` what stands after it, `content`
 * the lines inside, unread. A fence ends at the first line of as many colons or more, so a directive around others
 * has more colons than they have. Colons inside a code fence do not count.
 */
export function lessonBlocks(markdown: MarkdownIt, fail: Fail): void {
  const alt = ["paragraph", "reference", "blockquote", "list", "table"];
  markdown.block.ruler.before(
    "fence",
    "directive",
    (state, start, end, silent) => {
      const line = lineAt(state, start);
      if (!line.startsWith(":::") || isIndentedCode(state, start)) return false;
      if (silent) return true;
      const [, colons, name, argument] = OPENING.exec(line) ?? noOpening(line, start + 1, fail);
      refuseInside(state, start, `:::{${name}}`, fail);
      const last = closingLine(state, start, end, colons, fail);
      const token = state.push("directive", "", 0);
      token.info = name.trim();
      token.meta = { argument: argument.trim() };
      token.content = state.getLines(start + 1, last, 0, true);
      token.map = [start, last + 1];
      state.line = last + 1;
      return true;
    },
    { alt },
  );

  markdown.block.ruler.before(
    "fence",
    "cell_break",
    (state, start, _end, silent) => {
      const line = lineAt(state, start);
      if (!BREAK.test(line) || state.level > 0 || isIndentedCode(state, start)) return false;
      if (silent) return true;
      if (line.trim() !== "+++") {
        fail(
          start + 1,
          `'${line.trim()}' starts with +++`,
          "A line +++ with nothing else on it splits cells.",
        );
      }
      state.push("cell_break", "", 0).map = [start, start + 1];
      state.line = start + 1;
      return true;
    },
    { alt },
  );
}

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
}

function isIndentedCode(state: StateBlock, line: number): boolean {
  return state.sCount[line] - state.blkIndent >= 4;
}

function noOpening(line: string, number: number, fail: Fail): never {
  if (CLOSING.test(line)) {
    return fail(
      number,
      `'${line.trim()}' closes nothing`,
      "Remove it, or write the opening line, for example :::{note}. A directive around others has more colons than they have.",
    );
  }
  return fail(
    number,
    `'${line.trim()}' opens no directive`,
    "Write the name in braces, for example :::{note}.",
  );
}

function refuseInside(state: StateBlock, line: number, what: string, fail: Fail): void {
  if (state.level === 0 && state.tShift[line] === 0) return;
  fail(
    line + 1,
    `${what} is indented, or stands in a list or a quotation`,
    "Move it to the left edge of the page.",
  );
}

/** The line that closes the fence which opens at `start`. */
function closingLine(state: StateBlock, start: number, end: number, colons: string, fail: Fail): number {
  let code: string | undefined;
  for (let line = start + 1; line < end; line += 1) {
    const text = lineAt(state, line);
    const fence = /^(`{3,}|~{3,})(.*)$/.exec(text);
    if (code !== undefined) {
      if (fence?.[1].startsWith(code) && fence[2].trim() === "") code = undefined;
      continue;
    }
    if (fence) code = fence[1];
    const [, closing] = CLOSING.exec(text) ?? [];
    if (closing !== undefined && closing.length >= colons.length) return line;
    const [, inner, name] = OPENING.exec(text) ?? [];
    if (inner !== undefined && inner.length >= colons.length) {
      fail(
        line + 1,
        `${inner}{${name}} opens before the directive of line ${start + 1} is closed`,
        `Write ${colons} above it. If it belongs inside, give the one around it more colons: ${inner}:{…}.`,
      );
    }
  }
  return fail(
    start + 1,
    `the directive is never closed`,
    `Write a line ${colons} at its end.${code === undefined ? "" : " Perhaps a code fence inside it is not closed."}`,
  );
}

import MarkdownIt from "markdown-it";
import type { Block } from "./lesson.js";
import type { Fail } from "./source-error.js";

/** A picture in a text, `![alt](address)`. */
export interface Picture {
  readonly alt: string;
  readonly address: string;
}

/** The pictures of a Markdown text, those inside links and lists included. */
export function picturesIn(text: string): Picture[] {
  return MarkdownIt()
    .parse(text, {})
    .flatMap((token) => token.children ?? [])
    .filter((token) => token.type === "image")
    .map((token) => ({ alt: token.content, address: String(token.attrGet("src") ?? "") }));
}

/**
 * Looks at labels and pictures of a lesson: a label names one cell, a slide shows the figure of a cell that exists,
 * and every picture is told in words too.
 *
 * @throws FormatError where this is not so
 */
export function checkFigures(blocks: readonly Block[], fail: Fail): void {
  const labels = labelLines(blocks, fail);
  for (const block of blocks) {
    for (const { text, line } of textsOf(block)) {
      for (const { alt, address } of picturesIn(text)) {
        if (alt.trim() === "") {
          fail(line, `the picture ${address} has no words`, "Say what it shows: ![what it shows](address).");
        }
        if (!address.startsWith("figure:")) continue;
        const label = address.slice("figure:".length);
        if (block.kind !== "slide") {
          fail(
            line,
            `the picture ${address} stands outside a slide`,
            "In the text, the cell itself shows its figure.",
          );
        }
        if (!labels.has(label)) {
          const known =
            labels.size > 0 ? `The labels are: ${[...labels.keys()].join(", ")}.` : "No cell has a label.";
          fail(
            line,
            `no code cell has the label '${label}'`,
            `Write :label: ${label} under the opening line of the cell. ${known}`,
          );
        }
      }
    }
  }
}

function labelLines(blocks: readonly Block[], fail: Fail): Map<string, number> {
  const labels = new Map<string, number>();
  for (const block of blocks) {
    if (block.kind !== "code" || block.label === undefined) continue;
    const first = labels.get(block.label);
    if (first !== undefined) {
      fail(block.line, `the label '${block.label}' is taken by the cell of line ${first}`, "Choose another.");
    }
    labels.set(block.label, block.line);
  }
  return labels;
}

function textsOf(block: Block): readonly { readonly text: string; readonly line: number }[] {
  if (block.kind === "code") return [];
  if (block.kind === "exercise") return [...block.task, { text: block.explanation, line: block.line }];
  return [block];
}

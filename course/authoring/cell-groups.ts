import { headingsIn } from "./cell-ids.js";
import type { Aside, Block, Prose } from "./lesson.js";

/**
 * Blocks that a notebook shows, those of one cell together: text up to the next code, exercise, section or line
 * `+++`. A section starts a cell, because JupyterLab folds sections by their first cell.
 */
export function cellGroups(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks.flatMap(inSections)) {
    if (block.kind === "part" || block.kind === "slide") continue;
    const before = groups.at(-1);
    const joins = isText(block) && !block.startsCell && before !== undefined && isText(before[0]);
    if (joins) before.push(block);
    else groups.push([block]);
  }
  return groups;
}

/** Text with several sections as one text for each. */
function inSections(prose: Block): readonly Block[] {
  if (prose.kind !== "prose") return [prose];
  const starts = headingsIn(prose.text).flatMap(({ level, line }) => (level === 2 ? [line] : []));
  if (starts.length === 0) return [prose];
  const lines = prose.text.split("\n");
  const cuts = [1, ...starts.filter((line) => line > 1), lines.length + 1];
  return cuts.slice(0, -1).map((from, index) => {
    const text = lines
      .slice(from - 1, cuts[index + 1] - 1)
      .join("\n")
      .trimEnd();
    const startsCell = starts.includes(from) || prose.startsCell;
    return { kind: "prose", text, ...(startsCell && { startsCell }), line: prose.line + from - 1 };
  });
}

/** Whether a block is text that joins the text before it. */
export function isText(block: Block): block is Prose | Aside {
  return block.kind === "prose" || block.kind === "aside";
}

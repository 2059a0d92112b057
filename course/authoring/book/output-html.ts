import { escapeHtml } from "../../notebook/table-html.js";
import { imageHtml, notRun, plainBlock, scrollBox } from "./markdown.js";
import type { RecordedCell, RecordedOutput, RecordedTable } from "./recorded-outputs.js";

/**
 * What a cell shows, as HTML.
 *
 * @param cell - its record; undefined where it was not run as it is now
 * @param alt - text alternative of the cell's first figure; default: the recorded one
 */
export function outputsHtml(cell: RecordedCell | undefined, alt?: string): string {
  if (cell === undefined) return `<p class="output">${notRun("what this cell shows")}</p>\n`;
  if (cell.outputs.length === 0) return "";
  const first = cell.outputs.findIndex(({ kind }) => kind === "figure");
  const parts = cell.outputs.map((output, i) => outputHtml(output, i === first ? alt : undefined));
  return `<div class="output">\n${parts.join("")}</div>\n`;
}

function outputHtml(output: RecordedOutput, alt: string | undefined): string {
  if (output.kind === "table") return recordedTableHtml(output.table);
  if (output.kind === "figure") {
    const { figure } = output;
    return `<figure>${imageHtml({ ...figure, alt: alt ?? figure.alt })}</figure>\n`;
  }
  return plainBlock(output.text, "Output");
}

function recordedTableHtml({ caption, columns, rows, note }: RecordedTable): string {
  const style = columns.map(({ align }) => (align === "right" ? ' class="right"' : ""));
  const heads = columns.map(({ name }, i) => `<th scope="col"${style[i]}>${columnNameHtml(name)}</th>`);
  const lines = rows.map((row) =>
    row === null
      ? `<tr><td colspan="${columns.length}" class="gap">⋮</td></tr>`
      : `<tr>${row.map((text, i) => `<td${style[i]}>${escapeHtml(text)}</td>`).join("")}</tr>`,
  );
  const title = caption === undefined ? "" : `<caption>${escapeHtml(caption)}</caption>\n`;
  const table = `<table class="data">\n${title}<thead><tr>${heads.join("")}</tr></thead>\n<tbody>\n${lines.join("\n")}\n</tbody>\n</table>\n`;
  return `${scrollBox(table, caption ?? "Table")}<p class="size">${escapeHtml(note)}</p>\n`;
}

/** A long column name may break after an underscore. */
function columnNameHtml(name: string): string {
  return escapeHtml(name).replaceAll("_", "_<wbr>");
}

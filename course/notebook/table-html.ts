import { ArgumentError } from "../../lib/index.js";
import { type ColumnCells, columnCells } from "./table-cells.js";

/** What is asked of a table: arquero's tables have it. */
export interface TableLike {
  numRows(): number;
  numCols(): number;
  columnNames(): string[];
  get(name: string, row: number): unknown;
}

/** How a table is shown. */
export interface TableOptions {
  /** Most rows to show; default 20. A longer table shows its first and its last rows. `Infinity` shows all. */
  readonly rows?: number;
  /** A title above the table. */
  readonly caption?: string;
}

/** The rows and columns of a table that are shown, as text. */
interface TableExcerpt {
  readonly names: readonly string[];
  readonly columns: readonly ColumnCells[];
  /** Number of shown rows. */
  readonly shown: number;
  /** Rows are left out before this shown row; undefined if none are left out. */
  readonly gap?: number;
  /** For example `310 rows × 8 columns; the first 10 and the last 10 rows are shown`. */
  readonly note: string;
}

/**
 * Writes a table as HTML: column names with their units, one format a column, and a note of the size.
 *
 * Colours, stripes and lines come from the viewer, so the table is right in light and dark themes. Only
 * alignment and wrapping are set here, in inline styles, because an untrusted notebook loses style sheets. All text is
 * escaped.
 *
 * @throws ArgumentError if `rows` is not a whole number of at least 1, or Infinity
 */
export function tableHtml(table: TableLike, options: TableOptions = {}): string {
  const { names, columns, shown, gap, note } = excerpt(table, options);
  const styles = columns.map(cellStyle);
  const heads = names.map((name, i) => `<th scope="col" style="${styles[i]}">${escapeHtml(name)}</th>`);
  const lines = ['<div style="overflow-x: auto">', "<table>"];
  if (options.caption !== undefined) {
    lines.push(
      `<caption style="text-align: left; font-weight: bold; padding: 4px 0">${escapeHtml(options.caption)}</caption>`,
    );
  }
  lines.push(`<thead><tr>${heads.join("")}</tr></thead>`, "<tbody>");
  for (let row = 0; row < shown; row++) {
    if (row === gap) {
      lines.push(`<tr><td colspan="${names.length}" style="text-align: center">⋮</td></tr>`);
    }
    const cells = columns.map(({ cells }, i) => `<td style="${styles[i]}">${escapeHtml(cells[row])}</td>`);
    lines.push(`<tr>${cells.join("")}</tr>`);
  }
  lines.push("</tbody>", "</table>", "</div>", `<p><small>${escapeHtml(note)}</small></p>`);
  return lines.join("\n");
}

/**
 * Writes a table as aligned text, for viewers that show no HTML.
 *
 * @throws ArgumentError as {@link tableHtml}
 */
export function tableText(table: TableLike, options: TableOptions = {}): string {
  const { names, columns, shown, gap, note } = excerpt(table, options);
  const widths = columns.map((column, i) =>
    Math.max(names[i].length, ...column.cells.map((text) => text.length)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => (columns[i].align === "right" ? text.padStart(widths[i]) : text.padEnd(widths[i])))
      .join("  ")
      .trimEnd();
  const lines = options.caption === undefined ? [] : [options.caption];
  lines.push(line(names));
  for (let row = 0; row < shown; row++) {
    if (row === gap) lines.push("⋮");
    lines.push(line(columns.map((column) => column.cells[row])));
  }
  return [...lines, note].join("\n");
}

/** Numbers, dates and names stay on one line; texts of several words may wrap. */
function cellStyle({ align, cells }: ColumnCells): string {
  const wraps = cells.some((text) => text.includes(" "));
  return wraps ? `text-align: ${align}` : `text-align: ${align}; white-space: nowrap`;
}

/** Makes text safe inside an HTML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}

function excerpt(table: TableLike, options: TableOptions): TableExcerpt {
  const most = options.rows ?? 20;
  if (!(most >= 1) || (most !== Number.POSITIVE_INFINITY && !Number.isInteger(most))) {
    throw new ArgumentError({
      argument: "options.rows",
      value: options.rows,
      accepted: "a whole number of at least 1, or Infinity for all rows",
    });
  }
  const total = table.numRows();
  const all = total <= most;
  const first = all ? total : Math.ceil(most / 2);
  const last = all ? 0 : Math.floor(most / 2);
  const rows = Array.from({ length: first + last }, (_, i) => (i < first ? i : total - last + (i - first)));
  const names = table.columnNames();
  const columns = names.map((name) =>
    columnCells(
      name,
      rows.map((row) => table.get(name, row)),
    ),
  );
  const note = sizeNote(total, names.length, all, first, last);
  return { names, columns, shown: rows.length, gap: last > 0 ? first : undefined, note };
}

function sizeNote(rows: number, columns: number, all: boolean, first: number, last: number): string {
  const count = (n: number, word: string) => `${n.toLocaleString("en-US")} ${word}${n === 1 ? "" : "s"}`;
  const size = `${count(rows, "row")} × ${count(columns, "column")}`;
  if (all) return size;
  const part = (n: number) => (n === 1 ? "" : ` ${n}`);
  const shown = last > 0 ? `the first${part(first)} and the last${part(last)}` : `the first${part(first)}`;
  return `${size}; ${shown} ${first + last === 1 ? "row is" : "rows are"} shown`;
}

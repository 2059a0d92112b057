import type { RecordedTable } from "./recorded-outputs.js";

const HEAD = /<th scope="col" style="text-align: (left|right)[^"]*">([^<]*)<\/th>/g;
const CAPTION = /<caption[^>]*>([^<]*)<\/caption>/;
const ROW = /<tr>(<td.*?)<\/tr>/g;
const NOTE = /<p><small>([^<]*)<\/small><\/p>\s*$/;

/**
 * Reads a table back from the HTML that `show` wrote.
 *
 * Only that very form is read; any other HTML gives undefined. So nothing that a cell put into its output can
 * bring markup into a book.
 */
export function tableFromHtml(html: string): RecordedTable | undefined {
  const note = NOTE.exec(html)?.[1];
  if (!html.startsWith('<div style="overflow-x: auto">\n<table>') || note === undefined) return undefined;
  const columns = [...html.matchAll(HEAD)].map(([, align, name]) => ({
    name: plain(name),
    align: align as "left" | "right",
  }));
  const rows = [...html.matchAll(ROW)].map(([, cells]) => {
    if (cells.startsWith("<td colspan=")) return null;
    return [...cells.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text]) => plain(text));
  });
  if (columns.length === 0 || rows.some((row) => row && row.length !== columns.length)) return undefined;
  const caption = CAPTION.exec(html)?.[1];
  return { ...(caption !== undefined && { caption: plain(caption) }), columns, rows, note: plain(note) };
}

/** Undoes `escapeHtml`. */
function plain(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}

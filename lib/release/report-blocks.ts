/** A table of texts; the first column names the row. */
export interface ReportTable {
  readonly kind: "table";
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One piece of a written report. */
export type ReportBlock =
  | { readonly kind: "heading" | "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "figure"; readonly svg: string; readonly caption: string }
  | ReportTable;

/** A written report, before it becomes a page or a PDF. */
export interface ReportDocument {
  readonly title: string;
  readonly subtitle: string;
  readonly author: string;
  readonly date: string;
  readonly blocks: readonly ReportBlock[];
}

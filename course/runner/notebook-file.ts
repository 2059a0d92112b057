import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FormatError } from "../../lib/index.js";

/** A mimebundle: MIME type to content. Text is one string here; a file may hold it as a list of lines. */
export type MimeBundle = Record<string, unknown>;

/** One output of a code cell, as nbformat 4 has it. */
export type Output =
  | { output_type: "stream"; name: string; text: string }
  | { output_type: "display_data"; data: MimeBundle; metadata: Record<string, unknown> }
  | {
      output_type: "execute_result";
      data: MimeBundle;
      metadata: Record<string, unknown>;
      execution_count: number | null;
    }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** A cell as nbformat 4 has it; `source` is one string. */
export interface Cell {
  readonly cell_type: string;
  readonly id?: string;
  readonly source: string;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly tags?: readonly string[] };
  readonly outputs?: readonly Output[];
  readonly execution_count?: number | null;
}

/** A notebook of nbformat 4. */
export interface Notebook {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly Cell[];
}

/**
 * Reads a notebook.
 *
 * @throws FormatError where the file is missing, a folder, not JSON, or not a notebook of format 4
 */
export function readNotebook(file: string): Notebook {
  const fail = (problem: string, advice?: string): never => {
    throw new FormatError({ file, problem, advice });
  };
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return fail("the file does not exist", "Check the path.");
  if (stats.isDirectory())
    return fail("this is a folder, not a notebook", "Give the path of an .ipynb file.");
  const text = readFileSync(file, "utf8");
  if (text.trim() === "") return fail("the file is empty", "A notebook is a JSON file.");
  const data = parseJson(text);
  if (data === undefined) return fail("this is not JSON", "A notebook (.ipynb) is a JSON file.");
  if (data.nbformat !== 4 || !Array.isArray(data.cells)) {
    return fail(
      "this is not a notebook of format 4",
      "Open it in JupyterLab and save it, which updates the format.",
    );
  }
  const bad = data.cells.findIndex((cell) => typeof cell?.cell_type !== "string" || !isText(cell.source));
  if (bad >= 0) return fail(`cell ${bad + 1} has no type or no source`);
  return {
    nbformat: 4,
    nbformat_minor: Number(data.nbformat_minor ?? 0),
    metadata: (data.metadata as Notebook["metadata"]) ?? {},
    cells: data.cells.map((cell) => ({
      ...cell,
      source: joined(cell.source),
      metadata: cell.metadata ?? {},
    })),
  };
}

/**
 * A notebook as the text of a file, in the form that Jupyter's own nbformat writes: sorted keys, an indent of
 * one space, long text as a list of lines. Two equal notebooks give the same bytes.
 */
export function notebookText(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: lines(cell.source),
    ...(cell.outputs && { outputs: cell.outputs.map(outputForFile) }),
  }));
  return `${JSON.stringify(sortedKeys({ ...notebook, cells }), null, 1)}\n`;
}

/** Writes a text file whole or not at all, with the folders above it. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

function outputForFile(output: Output): unknown {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([type, content]) => [
    type,
    // JSON stays as it is; everything else is text.
    typeof content === "string" && !/[/+]json$/.test(type) ? lines(content) : content,
  ]);
  return { ...output, data: Object.fromEntries(data) };
}

/** Lines of a text, each with its line end, as nbformat keeps long text. */
function lines(text: string): readonly string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function joined(text: unknown): string {
  return Array.isArray(text) ? text.join("") : String(text);
}

function isText(value: unknown): boolean {
  return (
    typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"))
  );
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, content]) => content !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, content]) => [key, sortedKeys(content)]),
  );
}

interface RawNotebook {
  readonly nbformat?: unknown;
  readonly nbformat_minor?: unknown;
  readonly metadata?: unknown;
  readonly cells?: readonly (Cell & { readonly source: unknown })[];
}

function parseJson(text: string): RawNotebook | undefined {
  try {
    return Object(JSON.parse(text));
  } catch {
    return undefined;
  }
}

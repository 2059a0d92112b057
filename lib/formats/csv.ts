import Papa from "papaparse";
import type { Column, Columns } from "../core/columns.js";
import { FormatError } from "../core/errors.js";

/** Options of {@link readCsv}. */
export interface ReadCsvOptions {
  /** The file's name, for error messages. */
  readonly file: string;
  /** Columns that must be there. */
  readonly required?: readonly string[];
  /** Columns that hold numbers wherever they hold anything; other columns are numbers if all their cells are. */
  readonly numbers?: readonly string[];
  /** Columns that stay text even if every cell looks like a number, such as station names. */
  readonly texts?: readonly string[];
  /** Other names that a column goes by: `{ height_m: ["elevation"] }` makes `elevation` the column `height_m`. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
}

/** What {@link readCsv} found: the columns, and the line of the file that each row came from. */
export interface CsvTable {
  readonly columns: Columns;
  /** Line of the header, counted from 1. */
  readonly headerLine: number;
  /** Line numbers of the rows, counted from 1. */
  readonly lines: readonly number[];
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * Reads a table from delimited text: one header line, then one line a row. Comma, semicolon or tab is found by
 * itself; a line that begins with `#` is a remark above the header, and `# ` (with a blank) below it; an empty cell is no value (NaN in a column of numbers); a row
 * with nothing but empty cells is no row.
 *
 * @param text - the file's text, with or without a byte order mark
 * @returns the columns under their own names (or the name that they are an alias of), and the line of each row
 * @throws FormatError with file, line and column: no header, no rows, a required column missing, a column twice,
 *   a row with too few or too many cells, text or "NaN" where a number belongs, an unclosed quote
 *
 * @example
 * const { columns, lines } = readCsv("# made up\nstation,elevation\nA1,12.5\nA2,\n", {
 *   file: "points.csv", aliases: { height_m: ["elevation"] },
 * });
 * columns.station; // => ["A1", "A2"]
 * columns.height_m; // => Float64Array.of(12.5, NaN)
 * lines; // => [3, 4]
 */
export function readCsv(text: string, options: ReadCsvOptions): CsvTable {
  const { file } = options;
  const { header, headerLine, rows, lines } = splitRows(text, file);
  const names = columnNames(header, options, file, headerLine);
  for (const name of options.required ?? []) {
    if (!names.includes(name)) {
      throw new FormatError({
        file,
        line: headerLine,
        column: name,
        problem: "this column is missing",
        advice: `${meant(name, header)}The columns are: ${header.join(", ")}.${also(name, options.aliases)}`,
      });
    }
  }
  for (const [i, row] of rows.entries()) {
    if (row.length !== header.length) {
      const problem = `${row.length} cells where the header has ${header.length}`;
      throw new FormatError({ file, line: lines[i], problem, advice: "Look for a missing or extra comma." });
    }
  }
  const columns: Record<string, Column> = {};
  for (const [index, name] of names.entries()) {
    if (name === "" && rows.every((row) => row[index].trim() === "")) continue; // a spreadsheet's empty column
    if (name === "") {
      const problem = `column ${index + 1} has values but no name`;
      throw new FormatError({ file, line: headerLine, problem, advice: "Give it a name in the header." });
    }
    const cells = rows.map((row) => row[index].trim());
    const mustBeNumbers = options.numbers?.includes(name) ?? false;
    const mayBeNumbers = !(options.texts?.includes(name) ?? false);
    const looksNumeric = cells.some((cell) => cell !== "") && cells.every((c) => c === "" || NUMBER.test(c));
    columns[name] =
      mustBeNumbers || (mayBeNumbers && looksNumeric) ? numbersOf(cells, name, file, lines) : cells;
  }
  return { columns, headerLine, lines };
}

/**
 * Writes columns as comma-separated text. Numbers keep twelve significant digits; NaN becomes an empty cell.
 *
 * @param columns - columns of one length
 * @param remarks - lines that are written first, each behind `# `
 *
 * @example
 * writeCsv({ station: ["A1"], height_m: Float64Array.of(0.1 + 0.2) }); // => "station,height_m\nA1,0.3\n"
 */
export function writeCsv(columns: Columns, remarks: readonly string[] = []): string {
  return [...csvParts(columns, remarks)].join("");
}

/** Rows of a part of {@link csvParts}. */
const PART = 10_000;

/**
 * The text of {@link writeCsv} part by part: that of a million readings is longer than a text may be.
 *
 * @example
 * [...csvParts({ station: ["A1"], height_m: Float64Array.of(12.5) })]; // => ["station,height_m\n", "A1,12.5\n"]
 */
export function* csvParts(columns: Columns, remarks: readonly string[] = []): Generator<string> {
  const names = Object.keys(columns);
  const rows = names.length === 0 ? 0 : columns[names[0]].length;
  const lines = (data: string[][]) => `${Papa.unparse(data, { newline: "\n" })}\n`;
  yield `${remarks.map((remark) => `# ${remark}\n`).join("")}${lines([names])}`;
  for (let from = 0; from < rows; from += PART) {
    const length = Math.min(PART, rows - from);
    yield lines(Array.from({ length }, (_, i) => names.map((name) => cell(columns[name][from + i]))));
  }
}

function cell(value: number | string): string {
  if (typeof value === "string") return value;
  return Number.isNaN(value) ? "" : String(Number(value.toPrecision(12)));
}

function splitRows(
  text: string,
  file: string,
): { header: string[]; headerLine: number; rows: string[][]; lines: number[] } {
  const plain = text.replace(/^\uFEFF/, "");
  if (plain.includes("\0")) {
    const advice = "Save it from the spreadsheet as CSV UTF-8.";
    throw new FormatError({ file, problem: "this is not a text file in UTF-8", advice });
  }
  const parsed = Papa.parse<string[]>(plain, { delimiter: delimiterOf(plain) });
  const quote = parsed.errors.find((error) => error.type === "Quotes");
  if (quote) {
    throw new FormatError({
      file,
      line: (quote.row ?? 0) + 1,
      problem: "a quote is opened here and not closed",
      advice: 'Remove the " or close it.',
    });
  }
  const rows: string[][] = [];
  const lines: number[] = [];
  let line = 1;
  for (const row of parsed.data) {
    const isBlank = row.every((value) => value.trim() === "");
    // Below the header a station may be called "#1", so a remark needs a blank there.
    const isRemark = row[0].startsWith(rows.length === 0 ? "#" : "# ");
    if (!isBlank && !isRemark) {
      rows.push(row);
      lines.push(line);
    }
    line += 1 + row.reduce((count, value) => count + (value.match(/\n/g)?.length ?? 0), 0);
  }
  if (rows.length === 0) throw new FormatError({ file, line: 1, problem: "the file is empty" });
  if (rows.length === 1) {
    throw new FormatError({ file, line: lines[0], problem: "there is a header line but no row below it" });
  }
  return {
    header: rows[0].map((name) => name.trim()),
    headerLine: lines[0],
    rows: rows.slice(1),
    lines: lines.slice(1),
  };
}

/** The delimiter that the header line has most of. */
function delimiterOf(text: string): string {
  const header = text.split(/\r?\n/).find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  const count = (delimiter: string) => header.replace(/"[^"]*"/g, "").split(delimiter).length;
  return [",", ";", "\t"].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** The header's names as igdp knows them: whatever their case, and by their other names. */
function columnNames(
  header: readonly string[],
  { aliases = {}, required = [], numbers = [], texts = [] }: ReadCsvOptions,
  file: string,
  line: number,
): string[] {
  const known = [...required, ...numbers, ...texts, ...Object.keys(aliases)];
  const own = (name: string) => known.find((column) => column.toLowerCase() === name.toLowerCase());
  const present = new Set(header.map(own));
  const names = header.map((name) => {
    const itself = own(name);
    if (itself !== undefined) return itself;
    const column = Object.keys(aliases).find((key) => aliases[key].includes(name.toLowerCase()));
    return column === undefined || present.has(column) ? name : column;
  });
  const twice = names.find((name, i) => name !== "" && names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new FormatError({ file, line, column: twice, problem: "this column is there twice" });
  }
  return names;
}

function numbersOf(
  cells: readonly string[],
  column: string,
  file: string,
  lines: readonly number[],
): Float64Array {
  return Float64Array.from(cells, (text, i) => {
    if (text === "") return Number.NaN;
    if (NUMBER.test(text)) return Number(text);
    throw new FormatError({
      file,
      line: lines[i],
      column,
      problem: `'${text.length > 40 ? `${text.slice(0, 37)}...` : text}' is not a number`,
      advice: numberAdvice(text),
    });
  });
}

/** A column is often asked for without its unit. */
function meant(name: string, header: readonly string[]): string {
  const longer = header.filter((other) => other.toLowerCase().startsWith(`${name.toLowerCase()}_`));
  return longer.length === 1 ? `Is it ${longer[0]}? ` : "";
}

function also(name: string, aliases: ReadCsvOptions["aliases"]): string {
  const others = aliases?.[name];
  return others?.length ? ` ${name} may also be called ${others.join(", ")}.` : "";
}

function numberAdvice(text: string): string {
  if (/^[+-]?\d+,\d+$/.test(text)) return `Numbers need a decimal point: ${text.replace(",", ".")}.`;
  if (/^[\u2010-\u2015\u2212]\s*[\d.]+$/.test(text))
    return `Write the minus as a plain hyphen: -${text.slice(1).trim()}.`;
  return "Correct the cell, or leave it empty where there is no value.";
}

import { type Column, type Columns, rowCount } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { TextFile } from "../core/report.js";
import { NUMBER_COLUMNS, TEXT_COLUMNS } from "./column-names.js";

/** Points of a Geosoft XYZ file. */
export interface GeosoftPoints {
  readonly columns: Columns;
  /** Coordinate system, where the file says it in igdp's remark. */
  readonly crs?: string;
}

/** Options of `writeGeosoftXyz`. */
export interface WriteGeosoftXyzOptions {
  /** Coordinate system; it is told in a remark. */
  readonly crs?: string;
  /** Further remarks, one a line. */
  readonly remarks?: readonly string[];
}

/**
 * Writes points in Geosoft's XYZ format: names of the columns in a remark, then values between blanks. Rows with another
 * `line` than the row above begin under a `LINE` of their own. No value is `*`; a text with blanks stands in quotes.
 *
 * @param columns - the points; a column `line` is told by the `LINE` rows
 * @param options - see {@link WriteGeosoftXyzOptions}
 *
 * Source: Geosoft Inc., Oasis montaj help, "Geosoft XYZ file format".
 *
 * @example
 * const columns = { line: ["L1", "L1"], easting_m: Float64Array.of(1, 2), gravity_mgal: Float64Array.of(978500.5, NaN) };
 * const text = writeGeosoftXyz(columns, { crs: "EPSG:32648" });
 * text; // => "/ crs EPSG:32648\n/ easting_m gravity_mgal\nLINE L1\n1 978500.5\n2 *\n"
 * readGeosoftXyz({ name: "a.xyz", text, sha256: "" }).columns.gravity_mgal; // => Float64Array.of(978500.5, NaN)
 */
export function writeGeosoftXyz(
  columns: Columns,
  { crs, remarks = [] }: WriteGeosoftXyzOptions = {},
): string {
  const { line, ...rest } = columns;
  const names = Object.keys(rest);
  const lines = [
    ...remarks.map(oneLine),
    ...(crs === undefined ? [] : [`crs ${crs}`]),
    names.map(word).join(" "),
  ].map((text) => `/ ${text}`);
  for (let k = 0; k < rowCount(columns); k++) {
    if (line !== undefined && (k === 0 || line[k] !== line[k - 1]))
      lines.push(`LINE ${word(String(line[k]))}`);
    lines.push(names.map((name) => cell(rest[name][k])).join(" "));
  }
  return `${lines.join("\n")}\n`;
}

function cell(value: number | string): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "*";
  return value === "" ? "*" : word(value);
}

function word(text: string): string {
  const plain = oneLine(text).replaceAll('"', "'");
  return /^[^\s"/*]\S*$/.test(plain) && !/^(line|tie)$/i.test(plain) ? plain : `"${plain}"`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * Reads points in Geosoft's XYZ format. The names of the columns come from the last remark above the values that has as
 * many words as these have columns, none of them a number.
 *
 * @param file - the file
 * @param names - names of the columns, where the file has no such remark
 * @returns numbers where every cell is a number or `*`, texts otherwise; a column `line` where the file has `LINE` or `TIE`
 * @throws FormatError with the line of a row that is longer or shorter than the first, or if there are no names or rows
 *
 * @example
 * const file = { name: "a.xyz", text: "LINE 10\n500000 2000000 978500.5\n500100 2000000 *\n", sha256: "" };
 * readGeosoftXyz(file, ["easting_m", "northing_m", "gravity_mgal"]).columns.line; // => ["10", "10"]
 * readGeosoftXyz(file); // throws FormatError
 */
export function readGeosoftXyz(file: TextFile, names?: readonly string[]): GeosoftPoints {
  const rows: string[][] = [];
  const lines: string[] = [];
  const remarks: string[][] = [];
  let crs: string | undefined;
  let line = "";
  for (const [k, text] of file.text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    const words = wordsOf(text.replace(/^\s*\//, ""));
    if (words.length === 0) continue;
    if (/^\s*\//.test(text)) {
      if (words[0] === "crs" && words.length === 2) crs = words[1];
      else if (rows.length === 0) remarks.push(words);
    } else if (/^\s*(line|tie)\b/i.test(text)) line = words.slice(1).join(" ");
    else if (rows.length > 0 && words.length !== rows[0].length) {
      const problem = `${words.length} values where the first row has ${rows[0].length}`;
      throw new FormatError({ file: file.name, line: k + 1, problem });
    } else {
      rows.push(words);
      lines.push(line);
    }
  }
  if (rows.length === 0)
    throw new FormatError({ file: file.name, problem: "there is no row of values in it" });
  const mayName = (words: string[]) =>
    words.length === rows[0].length && !words.some((word) => NUMBER.test(word));
  const header = names ?? remarks.filter(mayName).pop();
  if (header?.length !== rows[0].length || new Set(header).size !== header.length) {
    const problem = `its rows have ${rows[0].length} values, and nothing names as many different columns`;
    const advice = "Name the columns in a line that begins with '/', above the values.";
    throw new FormatError({ file: file.name, problem, advice });
  }
  const columns = Object.fromEntries(
    header.map((name, k) => [
      name,
      columnOf(
        name,
        rows.map((row) => row[k]),
        file.name,
      ),
    ]),
  );
  const hasLines = lines.some((name) => name !== "");
  return { columns: hasLines ? { line: lines, ...columns } : columns, ...(crs === undefined ? {} : { crs }) };
}

function columnOf(name: string, cells: readonly string[], file: string): Column {
  const isNumeric = cells.every((text) => text === "*" || NUMBER.test(text));
  const mayBeText = TEXT_COLUMNS.includes(name);
  if (isNumeric && !mayBeText)
    return Float64Array.from(cells, (text) => (text === "*" ? Number.NaN : Number(text)));
  if (NUMBER_COLUMNS.includes(name)) {
    const bad = cells.find((text) => text !== "*" && !NUMBER.test(text));
    throw new FormatError({ file, column: name, problem: `'${bad?.slice(0, 40)}' is not a number` });
  }
  return cells.map((text) => (text === "*" ? "" : text));
}

/** Words between blanks, tabs or commas; a text in quotes is one word. */
function wordsOf(text: string): string[] {
  return Array.from(text.matchAll(/"([^"]*)"|[^\s,"]+/g), (found) => found[1] ?? found[0]);
}

import { FormatError } from "../../core/errors.js";
import { COLUMN_ALIASES } from "../column-names.js";
import { COUNTER_ALIASES } from "./dial-sheets.js";
import type { InstrumentFormat } from "./instrument-options.js";
import type { InstrumentSource } from "./instrument-source.js";

/** A format, and the sign by which it was known, in words. */
export interface FoundFormat {
  readonly format: InstrumentFormat;
  readonly reason: string;
}

/** How much of a file is looked at. */
const HEAD = 100_000;
const DATE = /^\d{1,4}[-/]\d{1,2}[-/]\d{1,4}$/;
const TIME = /^\d{1,2}:\d{2}:\d{2}/;

/** Words in a header that only one format has. */
const MARKS: readonly (readonly [format: InstrumentFormat, sign: RegExp])[] = [
  ["a10", /^\s*(?:Micro-g.*)?\bg Processing Report\b/],
  ["cg6-tsoft", /^\/\s*(?:Column Headers:|CG-6 Gravity Survey)/],
  ["cg6", /^\/\s*(?:CG-6 Survey|CG-6 Calibration|Station\s+Date\s+Time)\b/],
  ["cg5", /^\/\s*(?:CG-5 SURVEY|CG-5 SETUP|CG-5 OPTIONS|-+LINE-+STATION)/],
];

/** What the fields of a line without a header look like in each format. */
const SHAPES: readonly (readonly [
  format: InstrumentFormat,
  words: string,
  fits: (fields: readonly string[]) => boolean,
])[] = [
  ["cg6", "24 fields, the second a date and the third a time", (f) => f.length === 24 && isClock(f, 1)],
  [
    "cg6-tsoft",
    "32 fields, the first seven a date and a time in whole numbers",
    (f) => f.length === 32 && /^\d{4}$/.test(f[0]) && f.slice(1, 7).every((text) => /^\d{1,3}$/.test(text)),
  ],
  [
    "cg5",
    "14 or 15 fields, the twelfth a time",
    (f) => (f.length === 14 || f.length === 15) && TIME.test(f[11]) && isNumber(f[3]),
  ],
  [
    "burris",
    "15 or 16 fields, with date and time before the reading",
    (f) => (f.length === 16 && isClock(f, 3)) || (f.length === 15 && isClock(f, 2)),
  ],
];

/**
 * Finds out of which format an instrument's file is, from what stands in it: the words of its header, or the shape of
 * its lines. The file's name says nothing.
 *
 * @param hasColumnMap - the caller has said which columns of a CSV are which
 * @throws FormatError if it is none that is known
 */
export function findInstrumentFormat(source: InstrumentSource, hasColumnMap: boolean): FoundFormat {
  if (hasColumnMap) return { format: "csv", reason: "a map of columns was given" };
  const lines = source.decode(0, Math.min(source.bytes.length, HEAD)).split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    const mark = MARKS.find(([, sign]) => sign.test(line));
    if (mark !== undefined)
      return {
        format: mark[0],
        reason: `line ${index + 1} begins '${line.trim().replace(/\s+/g, " ").slice(0, 40)}'`,
      };
  }
  const shape = shapeOf(lines);
  if (shape !== undefined) return shape;
  return tableFormat(lines, source.file);
}

/** The shape that most of the first lines have, if half of them have it. */
function shapeOf(lines: readonly string[]): FoundFormat | undefined {
  const data = lines.filter((line) => line.trim() !== "" && !/^\s*[/#]|^Line\s/.test(line)).slice(0, 50);
  const counts = SHAPES.map(([, , fits]) => data.filter((line) => fieldLists(line).some(fits)).length);
  const best = counts.indexOf(Math.max(...counts));
  if (counts[best] === 0 || counts[best] < data.length / 2) return undefined;
  const [format, words] = SHAPES[best];
  return { format, reason: `${counts[best]} of its first ${data.length} lines have ${words}` };
}

function fieldLists(line: string): string[][] {
  return [line.trim().split(/\s+/), line.split("\t"), line.split(",")].map((list) =>
    list.map((text) => text.trim()),
  );
}

function isClock(fields: readonly string[], at: number): boolean {
  return DATE.test(fields[at]) && TIME.test(fields[at + 1]);
}

function isNumber(text: string): boolean {
  return /^[+-]?\d+([.,]\d*)?$/.test(text);
}

/** A table with a header: a dial sheet if it has a counter, another CSV if it has readings in mGal. */
function tableFormat(lines: readonly string[], file: string): FoundFormat {
  const at = lines.findIndex((line) => line.trim() !== "" && !line.startsWith("#"));
  const names = (lines[at] ?? "")
    .split(/[,;\t]/)
    .map((name) => name.replaceAll('"', "").trim().toLowerCase());
  const has = (column: string, others: readonly string[] = []) =>
    [column, ...others].find((name) => names.includes(name));
  const value = has("reading_mgal") ?? has("gravity_mgal", COLUMN_ALIASES.gravity_mgal);
  const counter = has("counter", COUNTER_ALIASES);
  const place = `its header, line ${at + 1}, has a column`;
  if (has("reading_mgal") !== undefined) return { format: "csv", reason: `${place} 'reading_mgal'` };
  if (counter !== undefined) return { format: "dial", reason: `${place} '${counter}'` };
  if (value !== undefined) return { format: "csv", reason: `${place} '${value}'` };
  if (names.length > 2 && has("station", COLUMN_ALIASES.station) !== undefined)
    return { format: "dial", reason: `${place} for the station, and none in mGal` };
  throw new FormatError({
    file,
    line: Math.max(at, 0) + 1,
    problem: "this is no instrument file that is known here",
    advice:
      'Known are Scintrex CG-5 and CG-6, ZLS Burris, Micro-g A-10, and CSV: --column "reading_mgal=NAME" says which column of a CSV is which.',
  });
}

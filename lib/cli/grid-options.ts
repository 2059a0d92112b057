import { type Command, InvalidArgumentError } from "commander";
import type { Columns } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { Region } from "../core/grid.js";
import { missingCoordinates } from "../grid/grid-points-place.js";
import type { MethodParameters } from "../grid/methods.js";
import { lengthOption } from "./options.js";

/** The options that `igdp grid` and `igdp cross-validate` share. */
export interface CrossValidationChoices {
  readonly blockSize?: string;
  readonly folds: number;
  readonly groupColumn?: string;
}

/** Adds the options on blocks and folds. */
export function addCrossValidation(command: Command): Command {
  return command
    .option(
      "--block-size <length>",
      "side of the blocks that are held out together (default: from the gaps between the points)",
      lengthOption,
    )
    .option("--folds <number>", "parts that are held out in turn", foldsOption, 5)
    .option(
      "--group-column <name>",
      "points of one name here, such as a track or a survey, are held out together",
    );
}

function foldsOption(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 2 || value > 100)
    throw new InvalidArgumentError("It must be a whole number from 2 to 100.");
  return value;
}

/** A parser for `west/east/south/north`. */
export function regionOption(text: string): Region {
  const numbers = text.split("/").map(Number);
  const [west, east, south, north] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || !(west < east && south < north)) {
    throw new InvalidArgumentError("It must be west/east/south/north, such as 101.5/102.5/16/16.5.");
  }
  return [west, east, south, north];
}

/** A parser for `name=value`, which may be given several times. */
export function parameterOption(text: string, before: MethodParameters = {}): MethodParameters {
  const [, name, value] = /^\s*(\w+)\s*=\s*(.+?)\s*$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError("It must be name=value, such as depth=likelihood.");
  const plain = value === "true" ? true : value === "false" ? false : Number(value);
  return { ...before, [name]: Number.isNaN(plain) ? value : plain };
}

/** Says of the file what `gridPoints` would say of a table. */
export function checkColumns(points: Columns, column: string, file: string, crs: string | undefined): void {
  if (!(points[column] instanceof Float64Array)) {
    throw new FormatError({ file, column, problem: "this is a column of texts, not of numbers" });
  }
  const needed = missingCoordinates(points, crs);
  if (needed !== undefined) {
    const advice = `It has: ${Object.keys(points).join(", ")}.`;
    throw new FormatError({ file, line: 1, problem: `it needs ${needed}`, advice });
  }
}

/** The group of each of some rows, as a text; undefined where no column is named. */
export function groupsOf(
  points: Columns,
  rows: readonly number[],
  file: string,
  column: string | undefined,
): readonly string[] | undefined {
  if (column === undefined) return undefined;
  const names = points[column];
  if (names !== undefined) return rows.map((i) => String(names[i]));
  const advice = `It has: ${Object.keys(points).join(", ")}.`;
  throw new FormatError({ file, line: 1, column, problem: "this column is missing", advice });
}

/** A line on the terminal for work of more than a second; nothing where the output goes to a file. */
export function workLine(what: string): ((done: number, total: number) => void) | undefined {
  if (!process.stderr.isTTY) return undefined;
  const started = Date.now();
  return (done, total) => {
    if (Date.now() - started > 1000) {
      process.stderr.write(done < total ? `\r${what}: ${Math.round((100 * done) / total)} %` : "\r\u001b[K");
    }
  };
}

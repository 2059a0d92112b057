import type { Columns } from "../core/columns.js";
import type { GridderScore } from "../grid/choose-race.js";
import type { CoverageRow } from "../grid/coverage.js";

/** The ranking of methods as lines of a table, best first. */
export function scoreLines(table: readonly GridderScore[]): string[] {
  const head = [
    "method",
    "parameters",
    "rmse",
    "mean abs.",
    "bias",
    "held out",
    "no answer",
    "in 1 σ",
    "in 2 σ",
    "s",
  ];
  return aligned([
    head,
    ...table.map((row) => [
      row.method,
      parametersText(row),
      row.failed === undefined ? `${number(row.rmse)}${row.isComplete ? "" : " *"}` : "failed",
      number(row.meanAbsoluteError),
      number(row.bias),
      String(row.heldOut),
      String(row.unpredicted),
      percent(row.insideOneSigma),
      percent(row.insideTwoSigma),
      row.seconds.toFixed(1),
    ]),
  ]).concat(
    table.some((row) => !row.isComplete)
      ? ["* fell behind in the first fold, and was not tried in the others"]
      : [],
  );
}

/** How often the calibrated sigma was right, as lines of a table. */
export function coverageLines(coverage: readonly CoverageRow[]): string[] {
  if (coverage.length === 0) return [];
  return aligned([
    ["calibrated sigma", "points", "in 1 σ", "in 2 σ"],
    ...coverage.map((row) => [
      row.part,
      String(row.points),
      percent(row.insideOneSigma),
      percent(row.insideTwoSigma),
    ]),
  ]);
}

/** The ranking as columns of a CSV. */
export function scoreColumns(table: readonly GridderScore[]): Columns {
  const numbers = (of: (row: GridderScore) => number | undefined): Float64Array =>
    Float64Array.from(table, (row) => of(row) ?? Number.NaN);
  return {
    method: table.map((row) => row.method),
    parameters: table.map(parametersText),
    rmse: numbers((row) => (row.failed === undefined ? row.rmse : undefined)),
    mean_absolute_error: numbers((row) => row.meanAbsoluteError),
    bias: numbers((row) => row.bias),
    held_out: numbers((row) => row.heldOut),
    without_answer: numbers((row) => row.unpredicted),
    inside_1_sigma: numbers((row) => row.insideOneSigma),
    inside_2_sigma: numbers((row) => row.insideTwoSigma),
    seconds: numbers((row) => Number(row.seconds.toFixed(3))),
    all_folds: table.map((row) => (row.isComplete ? "yes" : "no")),
    failed: table.map((row) => row.failed ?? ""),
  };
}

function parametersText({ parameters }: GridderScore): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}

const number = (value: number): string =>
  Number.isFinite(value) ? Number(value.toPrecision(4)).toString() : "-";
const percent = (share: number | undefined): string =>
  share === undefined ? "-" : `${(100 * share).toFixed(0)} %`;

/** Cells under each other: the first two columns to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  const isText = rows[0].map((_, c) => rows.slice(1).some((row) => /^[a-z]/i.test(row[c])));
  return rows.map((row) =>
    row
      .map((cell, c) => (isText[c] ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
      .join("  ")
      .trimEnd(),
  );
}

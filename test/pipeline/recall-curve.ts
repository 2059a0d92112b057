import type { Figure } from "../../lib/core/figure.js";
import { checkNeighbours } from "../../lib/survey/clean/points-neighbours.js";
import { type Compilation, gravityError, plant } from "./planted-errors.js";

/** What the check of neighbours makes of errors of one size. */
export interface RecallPoint {
  readonly size_mgal: number;
  readonly planted: number;
  readonly found: number;
  /** Share of the points of the untouched file that the check would find if each had such an error. */
  readonly expected: number;
  /** Found, over found and false alarms, where errors of this size are the only ones. */
  readonly precision: number;
}

/** The curve, and what stands beside it. */
export interface RecallCurve {
  readonly points: readonly RecallPoint[];
  /** Flags on points without a planted error, all sizes together, and how many such points there were. */
  readonly falseAlarms: number;
  readonly untouched: number;
}

const SIZES = [4, 8, 10, 12, 15, 20, 30, 40];
const EACH = 100;
const THRESHOLD = 3.5;
const SMALLEST = 1;

/**
 * Plants a hundred errors of one size in a compilation, and counts what the check of neighbours finds; for each size
 * anew, since many errors at once make the file rougher, and hide each other.
 */
export function recallCurve(data: Compilation): RecallCurve {
  const expected = expectedRecall(data);
  let falseAlarms = 0;
  let untouched = 0;
  const points = SIZES.map((size) => {
    const { data: spoilt, planted } = plant(data, { error: gravityError(size) }, EACH, size);
    const { flag } = checkNeighbours({ ...spoilt }).result as { flag: readonly string[] };
    const rows = new Set(planted.map(({ row }) => row));
    const found = planted.filter(({ row }) => flag[row] !== "").length;
    const alarms = flag.filter((text, row) => text !== "" && !rows.has(row)).length;
    falseAlarms += alarms;
    untouched += flag.length - rows.size;
    const precision = found / (found + alarms);
    return { size_mgal: size, planted: rows.size, found, expected: expected(size), precision };
  });
  return { points, falseAlarms, untouched };
}

/** From the untouched file alone: an error moves a point's difference, and nothing else. */
function expectedRecall(data: Compilation): (size: number) => number {
  const { neighbour_difference_mgal, neighbour_sigma_mgal } = checkNeighbours({ ...data }).result;
  const sigma = neighbour_sigma_mgal as Float64Array;
  const difference = neighbour_difference_mgal as Float64Array;
  const rows = [...sigma.keys()].filter((row) => data.height_m[row] > 0 && !Number.isNaN(difference[row]));
  const isFound = (row: number, size: number) =>
    Math.abs(difference[row] + size) > Math.max(SMALLEST, THRESHOLD * sigma[row]);
  return (size) =>
    rows.reduce((sum, row) => sum + Number(isFound(row, size)) + Number(isFound(row, -size)), 0) /
    (2 * rows.length);
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

/** The curve as a table in Markdown. */
export function recallTable({ points }: RecallCurve): string {
  return [
    "| error (mGal) | planted | found | recall | expected from the untouched file | precision |",
    "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ...points.map(
      ({ size_mgal, planted, found, expected, precision }) =>
        `| ${size_mgal} | ${planted} | ${found} | ${percent(found / planted)} | ${percent(expected)} | ${percent(precision)} |`,
    ),
  ].join("\n");
}

/** The curve as a figure. */
export function recallFigure({ points }: RecallCurve): Figure {
  const x = points.map(({ size_mgal }) => size_mgal);
  const line = (name: string, y: (point: RecallPoint) => number, color: string, dash = "solid") => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x,
    y: points.map((point) => 100 * y(point)),
    line: { color, dash, width: 2 },
    marker: { color, size: 6 },
  });
  return {
    data: [
      line("recall", ({ found, planted }) => found / planted, "#0072b2"),
      line("recall expected", ({ expected }) => expected, "#0072b2", "dot"),
      line("precision", ({ precision }) => precision, "#d55e00"),
    ],
    layout: {
      title: { text: "Errors that the neighbours show, by their size" },
      xaxis: { title: { text: "size of the error in gravity (mGal)" }, range: [0, 42] },
      yaxis: { title: { text: "%" }, range: [0, 105] },
    },
  };
}

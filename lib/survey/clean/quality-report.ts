import { type Columns, rowCount } from "../../core/columns.js";
import { countFlags, flagsOf } from "../../core/flags.js";
import type { StepReport } from "../../core/report.js";
import { type QualityFigures, qualityFigures } from "./quality-figures.js";
import { qualityText } from "./quality-text.js";
import { readingView } from "./reading-view.js";

/** Options of `qualityReport`. */
export interface QualityReportOptions {
  /** Heading of the text and of the figures; default "Quality of the readings". */
  readonly title?: string;
  /** The reports of the steps before, whose warnings the text tells; default none. */
  readonly reports?: readonly StepReport[];
}

/** What `qualityReport` gives. */
export interface QualityReport {
  /** How many readings carry each flag, the most frequent first. */
  readonly counts: Readonly<Record<string, number>>;
  readonly rows: { readonly readings: number; readonly flagged: number; readonly unflagged: number };
  /** Plotly figures: `show(report.figures.timeLine)`. */
  readonly figures: QualityFigures;
  /** The report in words: one page, to be read aloud. */
  readonly text: string;
}

/**
 * How good readings are: the columns form of {@link qualityReport} in `quality-report-table.ts`, where it is described.
 */
export function qualityReport(readings: Columns, options: QualityReportOptions = {}): QualityReport {
  const { title = "Quality of the readings", reports = [] } = options;
  const { flag, flag_reason } = flagsOf(readings);
  const view = readingView(readings, (row) => flag[row] === "");
  const milligal = view.numbers("reading_mgal");
  const data = {
    view,
    reading: milligal ?? view.numbers("counter"),
    unit: milligal === undefined ? "counter units" : "mGal",
    flag,
    flag_reason,
    counts: countFlags(flag),
    title,
    notices: reports.flatMap(({ warnings }) => warnings),
  };
  const flagged = flag.filter(Boolean).length;
  const readingCount = rowCount(readings);
  return {
    counts: data.counts,
    rows: { readings: readingCount, flagged, unflagged: readingCount - flagged },
    figures: qualityFigures(data),
    text: qualityText(data),
  };
}

import { type Columns, numberColumn, optionalTextColumn, textColumn } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import type { Figure } from "../../core/figure.js";
import { minutesOf } from "../../core/time.js";
import type { NetworkAdjustment } from "./adjust-network.js";
import { type DriftFigure, driftFigures } from "./explain-drift.js";
import { residualFigure } from "./explain-histogram.js";
import { networkMapFigure } from "./explain-map.js";
import { adjustmentText } from "./explain-text.js";
import { movesTable, type WorstReading, worstReadings, worstTable } from "./explain-worst.js";
import { worstFigure } from "./explain-worst-figure.js";

/** Options of `explainAdjustment`. */
export interface ExplainAdjustmentOptions {
  /** Heading of the text and of the figures; default "The adjustment". */
  readonly title?: string;
  /** How many of the readings that fit worst are explained, 0 to 50; default 5. */
  readonly worst?: number;
}

/** What `explainAdjustment` gives. */
export interface AdjustmentExplanation<Table> {
  readonly figures: {
    /** Stations by their sigma, bases, lines between stations read one after the other; absent without coordinates. */
    readonly map?: Figure;
    /** Residuals in units of their sigma, and the normal curve. */
    readonly residuals: Figure;
    /** Drift curves with the readings on them, of each meter and survey; none where observations are differences. */
    readonly drift: readonly DriftFigure[];
    /** What leaving the worst readings out does; absent where nothing is checked. */
    readonly worst?: Figure;
  };
  /** A row a reading that fits badly: the worst first. */
  readonly worst: Table;
  /** A row for each of them and station that moves without it. */
  readonly moves: Table;
  /** One page, to be read aloud. */
  readonly text: string;
}

/** Explains an adjustment: the columns form of `explainAdjustment` in `explain-adjustment-table.ts`. */
export function explainAdjustment(
  network: NetworkAdjustment<Columns>,
  { title = "The adjustment", worst: most = 5 }: ExplainAdjustmentOptions = {},
): AdjustmentExplanation<Columns> {
  if (typeof network?.influence !== "function")
    throw new ArgumentError({
      argument: "network",
      value: network,
      accepted: "the answer of adjustNetwork",
      advice: "Its report alone is not enough: what leaving out does needs the covariance.",
    });
  if (!(Number.isInteger(most) && most >= 0 && most <= 50))
    throw new ArgumentError({ argument: "options.worst", value: most, accepted: "a whole number, 0 to 50" });
  const worst = worstReadings(network, most);
  const map = mapOf(network, worst, title);
  return {
    figures: {
      ...(map && { map }),
      residuals: residualFigure(network, title),
      drift: driftFigures(network, title),
      ...(worst.length > 0 && { worst: worstFigure(worst, title) }),
    },
    worst: worstTable(worst),
    moves: movesTable(worst),
    text: adjustmentText(network, worst, title),
  };
}

function mapOf(
  network: NetworkAdjustment<Columns>,
  worst: readonly WorstReading[],
  title: string,
): Figure | undefined {
  const { result, observations } = network;
  const names = textColumn(result, "station");
  const sigma = numberColumn(result, "gravity_sigma_mgal");
  const kind = textColumn(observations, "kind");
  const tied = textColumn(observations, "station").filter((_, i) => kind[i] === "base");
  const ranks = new Map<string, string>();
  for (const [i, { station }] of worst.entries())
    ranks.set(station, [ranks.get(station), String(i + 1)].filter(Boolean).join(", "));
  return networkMapFigure({
    title: `${title}: network`,
    stations: result,
    bases: new Set([...tied, ...names.filter((_, i) => sigma[i] === 0)]),
    lines: linesOf(network.readings),
    ringed: { name: `the ${worst.length} that fit worst`, stations: ranks },
  });
}

/** Stations that follow one another in a loop of a meter, each pair once. Flagged readings tie nothing. */
function linesOf(readings: Columns): [string, string][] {
  const station = textColumn(readings, "station");
  const minutes = minutesOf(readings);
  const flag = optionalTextColumn(readings, "flag");
  const [loop, meter] = [optionalTextColumn(readings, "loop"), optionalTextColumn(readings, "meter")];
  const loops = new Map<string, number[]>();
  for (let row = 0; row < station.length; row++) {
    if (flag?.[row]) continue;
    const key = JSON.stringify([loop?.[row], meter?.[row]]);
    const list = loops.get(key);
    if (list) list.push(row);
    else loops.set(key, [row]);
  }
  const pairs = new Map<string, [string, string]>();
  for (const rows of loops.values()) {
    rows.sort((a, b) => minutes[a] - minutes[b]);
    for (let k = 1; k < rows.length; k++) {
      const [a, b] = [station[rows[k - 1]], station[rows[k]]].sort();
      if (a !== b) pairs.set(JSON.stringify([a, b]), [a, b]);
    }
  }
  return [...pairs.values()];
}

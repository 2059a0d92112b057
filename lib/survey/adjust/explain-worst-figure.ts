import type { Figure } from "../../core/figure.js";
import { decimals, FIGURE_COLORS, figureText, plainFigure } from "../../core/plain-figure.js";
import { shortText } from "../../core/text-page.js";
import type { WorstReading } from "./explain-worst.js";

/** So many stations of each reading are shown. */
const MOST_STATIONS = 60;

/**
 * What leaving out does: for each of the worst readings, how far its error would move it, and how far every station
 * that moves at all would move without it.
 */
export function worstFigure(worst: readonly WorstReading[], title: string): Figure {
  const label = ({ station, time }: WorstReading, i: number) =>
    `${i + 1}. ${shortText(station, 16)}${time && `, ${time.replace(/^\d{4}-| UTC$/g, "")}`}`;
  const labels = worst.map((entry, i) => figureText(label(entry, i)));
  const moves = worst.flatMap(({ leftOut }, i) =>
    Array.from(leftOut.change_mgal, (change, s) => ({ i, change, station: leftOut.stations[s] }))
      .filter(({ change }) => Number.isFinite(change) && change !== 0)
      .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
      .slice(0, MOST_STATIONS),
  );
  const traces = [
    {
      type: "scatter",
      mode: "markers",
      name: "error of the reading",
      x: worst.map(({ estimated_error_mgal }) => decimals(estimated_error_mgal, 5)),
      y: labels,
      hovertemplate: "%{y}: %{x:.4f} mGal too high<extra></extra>",
      marker: { symbol: "diamond", size: 12, color: FIGURE_COLORS[0] },
    },
    {
      type: "scatter",
      mode: "markers",
      name: "change of a station",
      x: moves.map(({ change }) => decimals(change, 5)),
      y: moves.map(({ i }) => labels[i]),
      text: moves.map(({ station }) => figureText(station)),
      hovertemplate: "%{text}: %{x:.4f} mGal<extra></extra>",
      marker: { symbol: "circle", size: 7, color: FIGURE_COLORS[1], opacity: 0.6 },
    },
  ];
  return plainFigure(
    traces,
    `${title}: what leaving a reading out does`,
    "Error of the reading, and change of gravity without it (mGal)",
    "",
    {
      height: 160 + 50 * worst.length,
      showlegend: true,
      yaxis: {
        type: "category",
        categoryorder: "array",
        categoryarray: labels,
        autorange: "reversed",
        automargin: true,
      },
    },
  );
}

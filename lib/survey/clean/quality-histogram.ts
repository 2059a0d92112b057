import type { Figure } from "../../core/figure.js";
import { decimals, FIGURE_COLORS, plainFigure, QUIET_COLOR } from "../../core/plain-figure.js";
import type { Deviations } from "./quality-deviations.js";
import type { QualityData } from "./quality-style.js";

const BINS = 25;

/** How far repeat readings lie from the others of their setup; what lies further out is in the outermost bars. */
export function histogramFigure(
  { unit, flag, title }: QualityData,
  { values, scale }: Deviations,
): Figure | undefined {
  const rows = Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
  if (rows.length === 0) return undefined;
  const half = Math.max(0.005, 5 * scale);
  const width = (2 * half) / BINS;
  const bin = (value: number) => Math.min(BINS - 1, Math.max(0, Math.floor((value + half) / width)));
  const counted = (isFlagged: boolean) => {
    const counts = Array<number>(BINS).fill(0);
    for (const row of rows) if ((flag[row] !== "") === isFlagged) counts[bin(values[row])]++;
    return counts;
  };
  const x = Array.from({ length: BINS }, (_, i) => decimals(-half + (i + 0.5) * width, 6));
  const traces = [
    { type: "bar", name: "no flag", x, y: counted(false), marker: { color: QUIET_COLOR } },
    { type: "bar", name: "flagged", x, y: counted(true), marker: { color: FIGURE_COLORS[0] } },
  ]
    .map((trace) => ({ ...trace, total: trace.y.reduce((sum, count) => sum + count, 0) }))
    .filter(({ total }) => total > 0)
    .map(({ total, ...trace }) => ({ ...trace, name: `${trace.name} (${total})` }));
  const beyond = rows.filter((row) => Math.abs(values[row]) > half).length;
  return plainFigure(traces, `${title}: repeat readings`, "", "", {
    xaxis: {
      title: {
        text: `Reading less the others of its setup (${unit}${beyond > 0 ? `; ${beyond} further out, in the last bars` : ""})`,
      },
    },
    yaxis: { title: { text: "Readings" }, automargin: true },
    barmode: "stack",
    bargap: 0.05,
  });
}

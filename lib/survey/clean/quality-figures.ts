import type { Figure } from "../../core/figure.js";
import { FIGURE_COLORS, figureText, plainFigure, QUIET_COLOR } from "../../core/plain-figure.js";
import { deviationsOf } from "./quality-deviations.js";
import { histogramFigure } from "./quality-histogram.js";
import { mapFigure } from "./quality-map.js";
import { NO_FLAG, type QualityData } from "./quality-style.js";
import { timeLineFigure } from "./quality-time-line.js";

/** The figures of a quality report, as figureText plotly data. */
export interface QualityFigures {
  /** How many readings carry each flag; where none does, how many there are. */
  readonly counts: Figure;
  /**
   * The readings over time, those with a flag marked by its name: how far each lies from the others of its setup, or,
   * where most stops were read once, from the median of its meter. Absent where no reading has a time.
   */
  readonly timeLine?: Figure;
  /** Stations with and without flagged readings; absent where the table has no coordinates. */
  readonly map?: Figure;
  /** How far repeat readings lie from the others of their setup; absent where no setup has two. */
  readonly histogram?: Figure;
}

/** Draws the figures of a quality report. */
export function qualityFigures(data: QualityData): QualityFigures {
  const deviations = deviationsOf(data);
  const timeLine = timeLineFigure(data, deviations);
  const map = mapFigure(data);
  const histogram = histogramFigure(data, deviations);
  return {
    counts: countsFigure(data),
    ...(timeLine && { timeLine }),
    ...(map && { map }),
    ...(histogram && { histogram }),
  };
}

/** Bars of the flags alone: beside all good readings, a few flags would be lines too thin to see. */
function countsFigure({ counts, flag, title }: QualityData): Figure {
  const flagged = flag.filter((code) => code !== "").length;
  const bars: [string, number][] = flagged === 0 ? [[NO_FLAG, flag.length]] : Object.entries(counts);
  const upwards = [...bars].reverse();
  const most = Math.max(1, ...bars.map(([, amount]) => amount));
  const trace = {
    type: "bar",
    orientation: "h",
    name: "readings",
    y: upwards.map(([name, amount]) => `${figureText(name)} (${amount})`),
    x: upwards.map(([, amount]) => amount),
    marker: { color: flagged === 0 ? QUIET_COLOR : FIGURE_COLORS[0] },
  };
  const share = `${flagged} of ${flag.length} readings carry a flag`;
  return plainFigure([trace], `${title}: ${share}`, "", "", {
    showlegend: false,
    height: 140 + 30 * bars.length,
    xaxis: { title: { text: "Readings" }, range: [0, 1.04 * most], ...(most <= 12 && { dtick: 1 }) },
    yaxis: { title: { text: "Flag" }, automargin: true },
  });
}

import type { Figure } from "../../core/figure.js";
import { grouped } from "./reading-groups.js";
import type { ReadingView } from "./reading-view.js";

/** What the figures of a quality report show. */
export interface QualityData {
  readonly view: ReadingView;
  readonly reading: Float64Array | undefined;
  /** Name of the column of readings and its unit. */
  readonly unit: string;
  /** The flags of each row, empty for none. */
  readonly flag: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly title: string;
}

/** Colours that are told apart with any eyes (Okabe & Ito 2008), and signs for those who see none. */
export const COLORS: readonly string[] = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];
export const SYMBOLS: readonly string[] = ["diamond", "square", "triangle-up", "triangle-down", "x", "cross"];
export const QUIET = "#8a8a8a";
export const INK = "#1b1b1b";
/** More names than this cover a picture. */
export const MOST_NAMES = 14;

/** A figure in the house's look, of a size of its own. */
export function qualityFigure(
  data: readonly Record<string, unknown>[],
  title: string,
  layout: Readonly<Record<string, unknown>>,
): Figure {
  return {
    data,
    layout: {
      title: { text: plain(title) },
      width: 760,
      height: 420,
      font: { family: "Noto Sans, Arial, sans-serif", size: 12, color: INK },
      hovermode: "closest",
      ...layout,
    },
    config: { displaylogo: false, responsive: false },
  };
}

export const NO_FLAG = "no flag";

/** Rows by their first flag, those without one first, each with its sign. */
export function byFlag(
  rows: readonly number[],
  flag: readonly string[],
): { name: string; rows: number[]; look: Record<string, unknown> }[] {
  const groups = [...grouped(rows, (row) => flag[row].split("; ")[0] || NO_FLAG)];
  groups.sort(([a], [b]) => Number(b === NO_FLAG) - Number(a === NO_FLAG));
  const shift = groups[0]?.[0] === NO_FLAG ? 1 : 0;
  return groups.map(([name, list], i) => ({
    name,
    rows: list,
    look:
      name === NO_FLAG
        ? { color: QUIET, symbol: "circle", size: 4 }
        : {
            color: COLORS[(i - shift) % COLORS.length],
            symbol: SYMBOLS[(i - shift) % SYMBOLS.length],
            size: 9,
          },
  }));
}

export function rowsWhere(view: ReadingView, isSo: (row: number) => boolean): number[] {
  return Array.from({ length: view.rows }, (_, row) => row).filter(isSo);
}

/** Plotly reads a little HTML in texts; what a person wrote is shown as it is. */
export function plain(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0;
}

import { FIGURE_COLORS, FIGURE_SYMBOLS, QUIET_COLOR } from "../../core/plain-figure.js";
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

export const INK = "#1b1b1b";
/** More names than this cover a picture. */
export const MOST_NAMES = 14;

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
        ? { color: QUIET_COLOR, symbol: "circle", size: 4 }
        : {
            color: FIGURE_COLORS[(i - shift) % FIGURE_COLORS.length],
            symbol: FIGURE_SYMBOLS[(i - shift) % FIGURE_SYMBOLS.length],
            size: 9,
          },
  }));
}

export function rowsWhere(view: ReadingView, isSo: (row: number) => boolean): number[] {
  return Array.from({ length: view.rows }, (_, row) => row).filter(isSo);
}

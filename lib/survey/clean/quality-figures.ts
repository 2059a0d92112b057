import type { Figure } from "../../core/figure.js";
import {
  decimals,
  FIGURE_COLORS,
  FIGURE_SYMBOLS,
  figureText,
  plainFigure,
  QUIET_COLOR,
} from "../../core/plain-figure.js";
import { median, robustScale } from "../../core/robust-statistics.js";
import { grouped } from "./reading-groups.js";
import { READING_LIMITS } from "./reading-limits.js";
import { setupsOf } from "./reading-setups.js";
import type { ReadingView } from "./reading-view.js";

/** The figures of a quality report, as plain plotly data. */
export interface QualityFigures {
  /** How many readings carry each flag. */
  readonly counts: Figure;
  /** The readings over time, those with a flag marked by its name; absent where no reading has a time. */
  readonly timeLine?: Figure;
  /** Stations with and without flagged readings; absent where the table has no coordinates. */
  readonly map?: Figure;
  /** How far repeat readings lie from the median of their setup; absent where no setup has two. */
  readonly histogram?: Figure;
}

/** What the figures show. */
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

/** No more readings without a flag are drawn than this; those with a flag all are. */
const MOST_QUIET = 4000;
const BINS = 25;

/** Draws the figures of a quality report. */
export function qualityFigures(data: QualityData): QualityFigures {
  const timeLine = timeLineFigure(data);
  const map = mapFigure(data);
  const histogram = histogramFigure(data);
  return {
    counts: countsFigure(data),
    ...(timeLine && { timeLine }),
    ...(map && { map }),
    ...(histogram && { histogram }),
  };
}

function countsFigure({ counts, flag, title }: QualityData): Figure {
  const names = ["no flag", ...Object.keys(counts)];
  const amounts = [flag.filter((code) => code === "").length, ...Object.values(counts)];
  const trace = {
    type: "bar",
    orientation: "h",
    name: "readings",
    y: names.map(figureText).reverse(),
    x: amounts.reverse(),
    text: amounts.map(String),
    marker: { color: names.map((_, i) => (i === names.length - 1 ? QUIET_COLOR : FIGURE_COLORS[0])) },
  };
  return plainFigure([trace], `${title}: readings by flag`, "Readings", "Flag", {
    showlegend: false,
    height: 140 + 30 * names.length,
  });
}

function timeLineFigure({ view, reading, unit, flag, title }: QualityData): Figure | undefined {
  const rows = rowsWhere(
    view,
    (row) => Number.isFinite(reading?.[row]) && Number.isFinite(view.minutes[row]),
  );
  if (reading === undefined || rows.length === 0) return undefined;
  const medians = new Map(
    [...grouped(rows, (row) => view.meter[row])].map(([meter, list]) => [
      meter,
      median(list.map((row) => reading[row])),
    ]),
  );
  const hasClock = rows.every((row) => !Number.isNaN(view.time[row]));
  const traces = byFlag(rows, flag).map(({ name, rows: list, look }) => ({
    type: "scatter",
    mode: "markers",
    name: `${figureText(name)} (${list.length})`,
    ...thinned(
      {
        x: list.map((row) =>
          hasClock ? new Date(view.time[row]).toISOString().slice(0, 19) : decimals(view.minutes[row], 3),
        ),
        y: list.map((row) => decimals(reading[row] - (medians.get(view.meter[row]) as number), 4)),
        text: list.map((row) => `${figureText(view.station[row])}<br>${figureText(view.place(row))}`),
      },
      name === NO_FLAG ? MOST_QUIET : Infinity,
    ),
    hovertemplate: `%{x}<br>%{y:.3f} ${unit}<br>%{text}<extra></extra>`,
    marker: look,
  }));
  return plainFigure(
    traces,
    `${title}: readings over time`,
    hasClock ? "Time (UTC)" : "Time (minutes)",
    `Reading less the median of its meter (${unit})`,
    hasClock ? { xaxis: { type: "date", title: { text: "Time (UTC)" } } } : {},
  );
}

function mapFigure({ view, flag, title }: QualityData): Figure | undefined {
  const degrees = [view.numbers("longitude_deg"), view.numbers("latitude_deg")];
  const metres = [view.numbers("easting_m"), view.numbers("northing_m")];
  const isInDegrees = degrees.every((column) => column !== undefined);
  const [x, y] = isInDegrees ? degrees : metres;
  if (x === undefined || y === undefined) return undefined;
  const rows = rowsWhere(view, (row) => Number.isFinite(x[row]) && Number.isFinite(y[row]));
  if (rows.length === 0) return undefined;
  const kinds = [
    { name: "no reading flagged", color: QUIET_COLOR, symbol: "circle", size: 6 },
    { name: "some readings flagged", color: FIGURE_COLORS[4], symbol: "triangle-up", size: 9 },
    { name: "all readings flagged", color: FIGURE_COLORS[0], symbol: "diamond", size: 9 },
  ];
  const stations = [
    ...grouped(rows, (row) => JSON.stringify([view.station[row], x[row], y[row]])).values(),
  ].map((list) => {
    const bad = list.filter((row) => flag[row] !== "");
    const reasons = [...new Set(bad.map((row) => flag[row]))].map(figureText).join(", ");
    return {
      kind: bad.length === 0 ? 0 : bad.length < list.length ? 1 : 2,
      x: decimals(x[list[0]], isInDegrees ? 6 : 1),
      y: decimals(y[list[0]], isInDegrees ? 6 : 1),
      text: `<b>${figureText(view.station[list[0]])}</b><br>${list.length} readings, ${bad.length} flagged${reasons ? `<br>${reasons}` : ""}`,
    };
  });
  const traces = kinds.flatMap(({ name, ...marker }, kind) => {
    const mine = stations.filter((station) => station.kind === kind);
    if (mine.length === 0) return [];
    return [
      {
        type: "scatter",
        mode: "markers",
        name: `${name} (${mine.length})`,
        x: mine.map((station) => station.x),
        y: mine.map((station) => station.y),
        text: mine.map(({ text }) => text),
        hovertemplate: "%{text}<extra></extra>",
        marker,
      },
    ];
  });
  const middle = median(stations.map((station) => station.y));
  const stretch = isInDegrees ? 1 / Math.max(0.1, Math.cos((middle * Math.PI) / 180)) : 1;
  const [xTitle, yTitle] = isInDegrees
    ? ["Longitude (° east)", "Latitude (° north)"]
    : ["Easting (m)", "Northing (m)"];
  return plainFigure(traces, `${title}: stations`, xTitle, yTitle, {
    yaxis: { title: { text: yTitle }, scaleanchor: "x", scaleratio: decimals(stretch, 4) },
    height: 560,
  });
}

function histogramFigure({ view, reading, unit, flag, title }: QualityData): Figure | undefined {
  if (reading === undefined) return undefined;
  const all = { ...view, isUsable: () => true };
  const values: { value: number; isFlagged: boolean }[] = [];
  for (const { rows } of setupsOf(all, reading, READING_LIMITS)) {
    const good = rows.filter((row) => flag[row] === "");
    if (rows.length < 2) continue;
    const middle = median((good.length > 0 ? good : rows).map((row) => reading[row]));
    for (const row of rows) values.push({ value: reading[row] - middle, isFlagged: flag[row] !== "" });
  }
  if (values.length === 0) return undefined;
  const good = values.filter(({ isFlagged }) => !isFlagged).map(({ value }) => value);
  const half = Math.max(0.005, 6 * (robustScale(good, 0) || 0));
  const width = (2 * half) / BINS;
  const bin = (value: number) => Math.min(BINS - 1, Math.max(0, Math.floor((value + half) / width)));
  const counted = (isFlagged: boolean) => {
    const counts = Array<number>(BINS).fill(0);
    for (const item of values) if (item.isFlagged === isFlagged) counts[bin(item.value)]++;
    return counts;
  };
  const x = Array.from({ length: BINS }, (_, i) => decimals(-half + (i + 0.5) * width, 6));
  const traces = [
    { type: "bar", name: "no flag", x, y: counted(false), marker: { color: QUIET_COLOR } },
    { type: "bar", name: "flagged", x, y: counted(true), marker: { color: FIGURE_COLORS[0] } },
  ].filter(({ y }) => y.some((count) => count > 0));
  return plainFigure(
    traces,
    `${title}: repeat readings`,
    `Reading less the median of its setup (${unit}; what lies further out is in the outermost bars)`,
    "Readings",
    { barmode: "stack", bargap: 0.05 },
  );
}

const NO_FLAG = "no flag";

/** Rows by their first flag, those without one first, each with its sign. */
function byFlag(
  rows: readonly number[],
  flag: readonly string[],
): { name: string; rows: number[]; look: Record<string, unknown> }[] {
  const groups = [...grouped(rows, (row) => flag[row] || NO_FLAG)];
  groups.sort(([a], [b]) => Number(b === NO_FLAG) - Number(a === NO_FLAG));
  const shift = groups[0]?.[0] === NO_FLAG ? 1 : 0;
  return groups.map(([name, list], i) => ({
    name,
    rows: list,
    look:
      name === NO_FLAG
        ? { color: QUIET_COLOR, symbol: "circle", size: 5 }
        : {
            color: FIGURE_COLORS[(i - shift) % FIGURE_COLORS.length],
            symbol: FIGURE_SYMBOLS[(i - shift) % FIGURE_SYMBOLS.length],
            size: 9,
          },
  }));
}

/** Every second, third … item of lists that are too long. */
function thinned<Lists extends Record<string, unknown[]>>(lists: Lists, most: number): Lists {
  const length = Math.max(...Object.values(lists).map((list) => list.length));
  const step = Math.ceil(length / most);
  return Object.fromEntries(
    Object.entries(lists).map(([name, list]) => [
      name,
      step > 1 ? list.filter((_, i) => i % step === 0) : list,
    ]),
  ) as Lists;
}

function rowsWhere(view: ReadingView, isSo: (row: number) => boolean): number[] {
  return Array.from({ length: view.rows }, (_, row) => row).filter(isSo);
}

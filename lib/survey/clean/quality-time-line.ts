import type { Figure } from "../../core/figure.js";
import { decimals, figureText, plainFigure } from "../../core/plain-figure.js";
import { median } from "../../core/robust-statistics.js";
import type { Deviations } from "./quality-deviations.js";
import { byFlag, INK, MOST_NAMES, NO_FLAG, type QualityData, rowsWhere } from "./quality-style.js";
import { grouped } from "./reading-groups.js";
import { READING_LIMITS } from "./reading-limits.js";

/** No more readings without a flag are drawn than this; those with a flag all are. */
const MOST_QUIET = 4000;
/** How far the axis goes beyond the limit at which what lies further out is drawn, so that signs are not cut. */
const RIM = 1.15;

/** What is drawn upwards: a value a row, and the limit at which what lies further out is drawn. */
interface Upwards {
  readonly values: ArrayLike<number>;
  readonly limit: number;
  /** What lies further out than this stands out of the noise. */
  readonly noise: number;
  readonly title: string;
}

/**
 * The readings over time. Where stops have repeats, the time line shows how far each reading lies from the others of
 * its setup, so that a spike stands out; else the readings themselves, less the median of their meter.
 */
export function timeLineFigure(data: QualityData, deviations: Deviations): Figure | undefined {
  const { view, reading, unit, flag, title } = data;
  const rows = rowsWhere(
    view,
    (row) => Number.isFinite(reading?.[row]) && Number.isFinite(view.minutes[row]),
  );
  if (reading === undefined || rows.length === 0) return undefined;
  const repeated = rows.filter((row) => !Number.isNaN(deviations.values[row])).length;
  const up =
    2 * repeated >= rows.length ? fromSetups(data, rows, deviations) : fromMeters(data, rows, reading);
  const hasClock = rows.every((row) => !Number.isNaN(view.time[row]));
  const xOf = (row: number) =>
    hasClock ? new Date(view.time[row]).toISOString().slice(0, 19) : decimals(view.minutes[row], 3);
  const yOf = (row: number) => decimals(Math.max(-up.limit, Math.min(up.limit, up.values[row])), 4);
  const traces = byFlag(rows, flag).map(({ name, rows: list, look }) => {
    const drawn = name === NO_FLAG ? everyFew(list, MOST_QUIET) : list;
    return {
      type: "scatter",
      mode: "markers",
      name: `${figureText(name)} (${list.length})`,
      x: drawn.map(xOf),
      y: drawn.map(yOf),
      text: drawn.map(
        (row) =>
          `${figureText(view.station[row])}<br>${up.values[row].toFixed(3)} ${unit}<br>${figureText(view.place(row))}`,
      ),
      hovertemplate: "%{x}<br>%{text}<extra></extra>",
      marker: look,
    };
  });
  return plainFigure(
    [...traces, ...names(data, rows, up, xOf, yOf)],
    `${title}: readings over time`,
    "",
    "",
    {
      xaxis: {
        ...(hasClock && { type: "date" }),
        title: { text: hasClock ? "Time (UTC)" : "Time (minutes)" },
      },
      yaxis: {
        title: { text: up.title },
        automargin: true,
        ...(Number.isFinite(up.limit) && { range: rangeOf(rows, up) }),
      },
    },
  );
}

/** A reading less the others of its setup; one that was read once lies on the line of zero. */
function fromSetups({ unit }: QualityData, rows: readonly number[], { values, scale }: Deviations): Upwards {
  const known = values.map((value) => (Number.isNaN(value) ? 0 : value));
  const farthest = rows.reduce((most, row) => Math.max(most, Math.abs(known[row])), 0);
  const noise = Math.max(6 * scale, 0.005);
  const limit = Math.min(READING_LIMITS.largestSettling_mgal, Math.max(noise, farthest));
  const beyond = farthest > limit ? `; beyond ±${limit} at the edge` : "";
  return { values: known, limit, noise, title: `Reading less the others of its setup (${unit}${beyond})` };
}

function fromMeters({ view, unit }: QualityData, rows: readonly number[], reading: Float64Array): Upwards {
  const values = new Float64Array(view.rows);
  for (const list of grouped(rows, (row) => view.meter[row]).values()) {
    const middle = median(list.map((row) => reading[row]));
    for (const row of list) values[row] = reading[row] - middle;
  }
  return {
    values,
    limit: Infinity,
    noise: Infinity,
    title: `Reading less the median of its meter (${unit})`,
  };
}

/** As far as the values reach on each side, within the limit; a side without any has room for a name. */
function rangeOf(rows: readonly number[], { values, limit, noise }: Upwards): [number, number] {
  const reach = (sign: number) =>
    Math.min(
      limit,
      rows.reduce((most, row) => Math.max(most, sign * values[row]), noise),
    );
  const [below, above] = [reach(-1), reach(1)];
  const room = 0.25 * Math.max(below, above);
  return [-RIM * Math.max(below, room), RIM * Math.max(above, room)];
}

/**
 * The stations of flagged readings by name, once a stop; of many only what stands out. What is drawn at the edge has its
 * value.
 */
function names(
  { view, flag }: QualityData,
  rows: readonly number[],
  { values, limit, noise }: Upwards,
  xOf: (row: number) => string | number,
  yOf: (row: number) => number,
): Record<string, unknown>[] {
  const bad = rows.filter((row) => flag[row] !== "");
  const stops = [...grouped(bad, (row) => `${view.loop[row]} ${view.station[row]} ${flag[row]}`).values()];
  const most = (list: readonly number[], size: (value: number) => number) =>
    list.reduce((far, row) => (size(values[row]) > size(values[far]) ? row : far));
  const isFar = (list: readonly number[]) => Math.abs(values[most(list, Math.abs)]) > noise;
  const told = stops.length > MOST_NAMES ? stops.filter(isFar) : stops;
  if (told.length === 0 || told.length > MOST_NAMES) return [];
  // Names in the band of the noise stand above and below it in turn.
  const named = told.map((list, i) => {
    const isAbove = isFar(list) ? values[most(list, Math.abs)] > 0 : i % 2 === 0;
    return { row: most(list, (value) => (isAbove ? value : -value)), isAbove };
  });
  return [
    {
      type: "scatter",
      mode: "text",
      showlegend: false,
      hoverinfo: "skip",
      name: "names",
      x: named.map(({ row }) => xOf(row)),
      y: named.map(({ row }) => yOf(row)),
      text: named.map(({ row }) =>
        Math.abs(values[row]) > limit
          ? `${figureText(view.station[row])} (${values[row] > 0 ? "+" : "−"}${Math.abs(values[row]).toFixed(2)})`
          : figureText(view.station[row]),
      ),
      textposition: named.map(({ isAbove }) => (isAbove ? "top center" : "bottom center")),
      textfont: { size: 12, color: INK },
    },
  ];
}

/** Every second, third … item of a list that is too long. */
function everyFew(list: readonly number[], most: number): number[] {
  const step = Math.ceil(list.length / most);
  return list.filter((_, i) => i % Math.max(1, step) === 0);
}

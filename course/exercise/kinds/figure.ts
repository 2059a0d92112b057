import { ____, isBlank } from "../blank.js";
import { type Message, message } from "../messages/message.js";
import { isList, type Kind, readAs, unreadable, wrongType } from "./kind.js";

/** What an axis must show. */
export interface AxisOptions {
  /** Words of which at least one must stand in the axis' title; capital letters do not count. */
  readonly quantity: readonly string[];
  /** The unit as it must stand in the title, such as `m`; or the ways in which it may be written, the usual first. */
  readonly unit: string | readonly string[];
}

/** What a figure must show. */
export interface FigureOptions {
  readonly x: AxisOptions;
  readonly y: AxisOptions;
  /** How the values must be drawn; either way where it is not given. */
  readonly mode?: "markers" | "lines";
  /** Largest difference of a value from the right one, as a share of the values' range; default 1e-6. */
  readonly tolerance?: number;
}

/** The values of a figure, pair by pair. */
export interface FigureValues {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A figure as the trainee gave it: plotly's traces and layout. */
interface PlotlyFigure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
}

/**
 * A plotly figure of one set of points. Its data are compared pair by pair in any order; its axes must have titles
 * that name the quantity and the unit. The drawn colours, sizes and other traces are the trainee's own choice.
 */
export function figure(options: FigureOptions): Kind<PlotlyFigure, FigureValues> {
  const wanted = message("wanted.figure");
  return {
    wanted,
    rightIsApart: true,
    read(value, answer) {
      if (isBlank(value)) return { state: "blank" };
      if (typeof value !== "object" || value === null) return unreadable(wrongType(value, answer, wanted));
      const inside = (value as { figure?: unknown }).figure ?? value;
      const { data, layout } = inside as Record<string, unknown>;
      if (data === ____) return { state: "blank" };
      if (!Array.isArray(data)) return unreadable(wrongType(value, answer, wanted));
      const traces = data.filter((trace) => typeof trace === "object" && trace !== null);
      if (traces.some(({ x, y }) => x === ____ || y === ____)) return { state: "blank" };
      const drawn = traces.filter(isDrawn);
      if (drawn.length === 0) return unreadable(message("figure.empty"));
      return readAs({ data: drawn, layout: (layout as PlotlyFigure["layout"]) ?? {} });
    },
    difference: (value, right) =>
      valuesProblem(value, right, options) ??
      titleProblem(value, "x", options.x) ??
      titleProblem(value, "y", options.y),
  };
}

/** Whether a trace puts points or lines on the page. */
function isDrawn({ x, y, type, visible }: Readonly<Record<string, unknown>>): boolean {
  const kinds = [undefined, "scatter", "scattergl"];
  const hidden = visible === false || visible === "legendonly";
  return kinds.includes(type as string) && !hidden && isList(x) && isList(y) && x.length > 0;
}

function valuesProblem(
  { data }: PlotlyFigure,
  right: FigureValues,
  options: FigureOptions,
): Message | undefined {
  const share = options.tolerance ?? 1e-6;
  const trace = data.find((one) => samePairs(one.x, one.y, right, share));
  if (trace) {
    const mode = String(trace.mode ?? (trace.type === "scatter" ? "lines" : ""));
    const fits =
      options.mode === undefined ||
      (mode.includes(options.mode) && !(options.mode === "markers" && mode.includes("lines")));
    return fits ? undefined : message("figure.mode", { mode: options.mode ?? "" });
  }
  const swapped = data.some((one) => samePairs(one.y, one.x, right, share));
  if (swapped) return message("figure.axes-swapped");
  const length = (data[0].x as ArrayLike<unknown>).length;
  if (data.length === 1 && length !== right.x.length)
    return message("figure.count", { length, right: right.x.length });
  return message("figure.values");
}

/** Whether two lists hold the right pairs, in any order. */
function samePairs(x: unknown, y: unknown, right: FigureValues, share: number): boolean {
  if (!isList(x) || !isList(y) || x.length !== right.x.length || y.length !== right.y.length) return false;
  const [givenPairs, rightPairs] = [sortedPairs(x, y), sortedPairs(right.x, right.y)];
  const [tx, ty] = [share * range(right.x), share * range(right.y)];
  return givenPairs.every(
    ([a, b], i) => Math.abs(a - rightPairs[i][0]) <= tx && Math.abs(b - rightPairs[i][1]) <= ty,
  );
}

function sortedPairs(x: ArrayLike<unknown>, y: ArrayLike<unknown>): [number, number][] {
  return Array.from(x, (a, i): [number, number] => [Number(a), Number(y[i])]).sort(
    (p, q) => p[0] - q[0] || p[1] - q[1],
  );
}

function range(values: ArrayLike<number>): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return high - low || Math.abs(high) || 1;
}

function titleProblem({ layout }: PlotlyFigure, axis: "x" | "y", wanted: AxisOptions): Message | undefined {
  const { title } = (layout[`${axis}axis`] ?? {}) as { title?: unknown };
  const text = typeof title === "string" ? title : (title as { text?: unknown } | undefined)?.text;
  if (typeof text !== "string" || text.trim() === "" || text.includes("____"))
    return message("figure.no-title", { axis });
  if (!wanted.quantity.some((word) => text.toLowerCase().includes(word.toLowerCase())))
    return message("figure.quantity", { axis, words: wanted.quantity[0] });
  const units = [wanted.unit].flat();
  if (!units.some((unit) => hasUnit(text, unit))) return message("figure.no-unit", { axis, unit: units[0] });
  return undefined;
}

/** Whether a title names a unit as a word of its own: the `m` of `height (m)` or `height_m`, not that of `mass` or `m/s²`. */
function hasUnit(title: string, unit: string): boolean {
  const escaped = unit.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}/])`, "iu").test(title);
}

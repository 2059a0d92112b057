import { numberLabel, roundStep, ticksInRange } from "../nice-ticks.js";
import { dateLabel, dateStep, dateTicks, parseDate } from "./chart-dates.js";
import { listOf, numberOr, plainText, type Spec, specOf, toNumber } from "./plotly-values.js";

export type AxisType = "linear" | "log" | "category" | "date";

/** How the values of one axis become numbers: themselves, their log10, days as milliseconds, or a rank. */
export interface AxisReader {
  readonly type: AxisType;
  readonly categories: readonly string[];
  /** The number of a value on the axis; NaN if the axis cannot show it. */
  readonly read: (value: unknown) => number;
}

/** An axis with its range and its ticks, all in axis numbers. */
export interface ChartAxis extends AxisReader {
  /** Number at the left or lower end. */
  readonly start: number;
  readonly end: number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly title: string;
}

/** Finds out what an axis shows: what the layout says, else what the values look like. */
export function axisReader(layout: Spec, values: readonly unknown[]): AxisReader {
  const type = axisType(layout, values);
  if (type === "category") {
    const listed = (listOf(layout.categoryarray) ?? []).map(String);
    const categories = [
      ...new Set([...listed, ...values.filter((v) => v !== null && v !== undefined).map(String)]),
    ];
    const ranks = new Map(categories.map((category, i) => [category, i]));
    return { type, categories, read: (value) => ranks.get(String(value)) ?? Number.NaN };
  }
  const read =
    type === "date"
      ? parseDate
      : type === "log"
        ? (value: unknown) => (toNumber(value) > 0 ? Math.log10(toNumber(value)) : Number.NaN)
        : toNumber;
  return { type, categories: [], read };
}

function axisType(layout: Spec, values: readonly unknown[]): AxisType {
  const named = layout.type;
  if (named === "log" || named === "category" || named === "date" || named === "linear") return named;
  const known = values.filter((value) => value !== null && value !== undefined && value !== "");
  if (
    known.length === 0 ||
    known.every((value) => typeof value === "number" || !Number.isNaN(toNumber(value)))
  ) {
    return "linear";
  }
  return known.every((value) => !Number.isNaN(parseDate(value))) ? "date" : "category";
}

/** The range that an axis shows: the layout's own, else the data's with some room. */
export function axisRange(
  reader: AxisReader,
  layout: Spec,
  extent: readonly [number, number],
  pad: number,
): [start: number, end: number] {
  const given = listOf(layout.range)?.map((value) =>
    // A plotly range on a log axis holds exponents, and on a category axis ranks.
    reader.type === "date" ? parseDate(value) : toNumber(value),
  );
  if (given?.length === 2 && given.every(Number.isFinite) && given[0] !== given[1])
    return [given[0], given[1]];
  let [low, high] = extent;
  if (layout.rangemode === "tozero" || layout.rangemode === "nonnegative") {
    [low, high] = [Math.min(0, low), Math.max(0, high)];
  }
  if (!(low <= high)) [low, high] = [0, 1];
  const room = low === high ? (reader.type === "date" ? 3_600_000 : 1) : (high - low) * pad;
  const range: [number, number] = [low - room, high + room];
  return layout.autorange === "reversed" ? [range[1], range[0]] : range;
}

/** Completes an axis with ticks that stand at least `room` px apart on a side of `length` px. */
export function withTicks(
  reader: AxisReader,
  layout: Spec,
  range: readonly [number, number],
  length: number,
  room: number,
): ChartAxis {
  const [start, end] = range;
  const [low, high] = [Math.min(start, end), Math.max(start, end)];
  const count = Math.max(1, length / room);
  const [before, after] = [plainText(layout.tickprefix), plainText(layout.ticksuffix)];
  const ticks = (givenTicks(reader, layout) ?? ownTicks(reader, layout, low, high, count))
    .filter(({ at }) => at >= low - 1e-9 * (high - low) && at <= high + 1e-9 * (high - low))
    .map(({ at, label }) => ({ at, label: `${before}${label}${after}` }));
  return { ...reader, start, end, ticks, title: plainText(layout.title) };
}

type Tick = { at: number; label: string };

function givenTicks(reader: AxisReader, layout: Spec): Tick[] | undefined {
  const values = listOf(layout.tickvals);
  if (values === undefined) return undefined;
  const texts = listOf(layout.ticktext) ?? values;
  return values.map((value, i) => ({ at: reader.read(value), label: plainText(texts[i]) }));
}

function ownTicks(reader: AxisReader, layout: Spec, low: number, high: number, count: number): Tick[] {
  if (reader.type === "category") {
    const every = Math.ceil(reader.categories.length / count);
    return reader.categories.map((label, at) => ({ at, label })).filter(({ at }) => at % every === 0);
  }
  if (reader.type === "date") {
    const step = dateStep(high - low, count);
    return dateTicks(low, high, step).map((at) => ({ at, label: dateLabel(at, step) }));
  }
  if (reader.type === "log") return logTicks(low, high, count);
  const wanted = numberOr(layout.dtick, 0);
  const step = wanted > 0 && (high - low) / wanted < 200 ? wanted : roundStep(high - low, count);
  return ticksInRange(low, high, step).map((at) => ({ at, label: numberLabel(at, step) }));
}

function logTicks(low: number, high: number, count: number): Tick[] {
  const every = Math.max(1, Math.ceil((high - low) / count));
  const factors = high - low < 1.5 ? [1, 2, 3, 5, 7] : high - low < 3 ? [1, 2, 5] : [1];
  const ticks: Tick[] = [];
  for (let decade = Math.floor(low); decade <= high; decade += every) {
    for (const factor of factors) {
      const value = factor * 10 ** decade;
      ticks.push({ at: Math.log10(value), label: numberLabel(value, 10 ** decade) });
    }
  }
  return ticks;
}

/** The layout of an axis, `{}` if there is none. */
export function axisLayout(layout: Spec, name: "xaxis" | "yaxis"): Spec {
  return specOf(layout[name]);
}

import type { ChartAxis } from "./chart-axis.js";

/** The rectangle in which traces are drawn, and the way from axis numbers to px. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
}

/** Makes a {@link Plot} of a rectangle and two axes. */
export function makePlot(
  place: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  x: ChartAxis,
  y: ChartAxis,
): Plot {
  return {
    ...place,
    x,
    y,
    toX: (value) => place.left + ((value - x.start) / (x.end - x.start)) * place.width,
    toY: (value) => place.top + ((y.end - value) / (y.end - y.start)) * place.height,
  };
}

/** Smallest and largest of some numbers, NaN left out; [∞, −∞] if there are none. */
export function extentOf(values: Iterable<number>): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/**
 * What a kind of trace has to know and do: the values it puts on the axes, the room it needs there, and its
 * SVG.
 */
export interface ChartTrace {
  readonly name: string;
  /** Raw values on each axis, for the kind of axis. */
  readonly xValues: readonly unknown[];
  readonly yValues: readonly unknown[];
  /** Range in axis numbers, once the axes can read. */
  readonly extent: (
    readX: (value: unknown) => number,
    readY: (value: unknown) => number,
  ) => { x: [number, number]; y: [number, number] };
  /** Part of the range that stays free at each side. */
  readonly pad: { readonly x: number; readonly y: number };
  readonly draw: (plot: Plot) => readonly string[];
  /** Symbol for the legend, drawn 24 px wide about (x, y); none for fields. */
  readonly legend?: (x: number, y: number) => readonly string[];
  /** Colours of a colour bar. */
  readonly colorBar?: {
    readonly title: string;
    readonly minimum: number;
    readonly maximum: number;
    readonly color: (value: number) => string;
  };
}

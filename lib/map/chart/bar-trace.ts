import { roundStep } from "../nice-ticks.js";
import { element } from "../svg.js";
import { type ChartTrace, extentOf } from "./chart-plot.js";
import { listOf, numberOr, type Spec, specOf, textOr, toNumber } from "./plotly-values.js";

/** How a bar stands among the bars of the other traces. */
export interface BarPlace {
  /** This trace is the `rank`-th of `count` side by side. */
  readonly rank: number;
  readonly count: number;
  /** Free part between neighbouring bars, 0 to 1. */
  readonly gap: number;
  /** Heights of the bars below, by position, where bars are stacked; the trace adds its own. */
  readonly below?: Map<string, number>;
}

/** A bar trace, upright or (`orientation: "h"`) lying. */
export function barTrace(trace: Spec, name: string, color: string, place: BarPlace): ChartTrace {
  const lying = trace.orientation === "h";
  const lengths = listOf(lying ? trace.x : trace.y) ?? [];
  const positions = listOf(lying ? trace.y : trace.x) ?? lengths.map((_, i) => i);
  const bases = lengths.map((length, i) => stackedBase(place.below, positions[i], numberOr(length, 0)));
  const marker = specOf(trace.marker);
  const fill = (i: number): string => textOr(listOf(marker.color)?.[i] ?? marker.color, color);
  const halfWidth = (numbers: readonly number[]): number => numberOr(trace.width, smallestStep(numbers)) / 2;
  const ends = bases.flatMap((base, i) => [base, base + numberOr(lengths[i], 0)]);
  return {
    name,
    xValues: lying ? ends : positions,
    yValues: lying ? positions : ends,
    pad: lying ? { x: 0.05, y: 0.02 } : { x: 0.02, y: 0.05 },
    extent: (readX, readY) => {
      const numbers = positions.map(lying ? readY : readX);
      const half = halfWidth(numbers);
      const across = extentOf(numbers.flatMap((at) => [at - half, at + half]));
      const along = extentOf([0, ...ends].map(lying ? readX : readY));
      return lying ? { x: along, y: across } : { x: across, y: along };
    },
    draw: (plot) => {
      const axis = lying ? plot.y : plot.x;
      const numbers = positions.map(axis.read);
      const width =
        trace.width === undefined ? 2 * halfWidth(numbers) * (1 - place.gap) : numberOr(trace.width, 1);
      return numbers.flatMap((at, i) => {
        const start = at - width / 2 + (width * place.rank) / place.count;
        const side = lying
          ? [plot.toY(start), plot.toY(start + width / place.count)]
          : [plot.toX(start), plot.toX(start + width / place.count)];
        const along = [bases[i], bases[i] + numberOr(lengths[i], Number.NaN)].map(
          lying ? plot.toX : plot.toY,
        );
        if (![...side, ...along].every(Number.isFinite)) return [];
        const [x, y] = lying ? [along, side] : [side, along];
        return [
          element("rect", {
            x: Math.min(...x),
            y: Math.min(...y),
            width: Math.abs(x[1] - x[0]),
            height: Math.abs(y[1] - y[0]),
            fill: fill(i),
            stroke: "#ffffff",
            "stroke-width": 0.5,
            opacity: trace.opacity === undefined ? undefined : numberOr(trace.opacity, 1),
          }),
        ];
      });
    },
    legend: (x, y) => [element("rect", { x: x - 6, y: y - 5, width: 12, height: 10, fill: fill(0) })],
  };
}

/**
 * A histogram as the bars that it stands for. Bins are those of `xbins`, else of a round width that gives at most
 * `nbinsx` (default 2∛n, Rice's rule) of them. `histnorm` may be a count, percent, probability or a density.
 */
export function histogramAsBars(trace: Spec): Spec {
  const lying = trace.x === undefined && trace.y !== undefined;
  const values = (listOf(lying ? trace.y : trace.x) ?? []).map(toNumber).filter(Number.isFinite);
  const [low, high] = extentOf(values);
  const bins = specOf(lying ? trace.ybins : trace.xbins);
  const span = high > low ? high - low : 1;
  const wanted = numberOr(lying ? trace.nbinsy : trace.nbinsx, 2 * Math.cbrt(Math.max(1, values.length)));
  const size = numberOr(bins.size, roundStep(span, Math.max(1, wanted)));
  const start = numberOr(bins.start, Math.floor(low / size) * size);
  const count =
    values.length === 0 ? 0 : Math.min(10_000, Math.max(1, Math.floor((high - start) / size + 1e-9) + 1));
  const heights = new Array<number>(count).fill(0);
  for (const value of values) {
    const bin = Math.floor((value - start) / size + 1e-9);
    if (bin >= 0 && bin < count) heights[bin] += 1;
  }
  const norm = textOr(trace.histnorm, "");
  const part = norm.startsWith("prob") ? 1 / values.length : norm === "percent" ? 100 / values.length : 1;
  const factor = norm.includes("density") ? part / size : part;
  const middles = heights.map((_, i) => start + (i + 0.5) * size);
  const amounts = heights.map((height) => height * factor);
  const bars = lying ? { x: amounts, y: middles, orientation: "h" } : { x: middles, y: amounts };
  return { ...bars, marker: trace.marker, opacity: trace.opacity, name: trace.name };
}

/** Bars on one position pile up, positive ones upwards and negative ones downwards. */
function stackedBase(below: Map<string, number> | undefined, position: unknown, length: number): number {
  if (below === undefined) return 0;
  const key = `${length < 0 ? "-" : "+"} ${String(position)}`;
  const base = below.get(key) ?? 0;
  below.set(key, base + length);
  return base;
}

function smallestStep(numbers: readonly number[]): number {
  const sorted = [...new Set(numbers.filter(Number.isFinite))].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((value, i) => value - sorted[i]);
  return steps.length > 0 ? steps.reduce((a, b) => Math.min(a, b)) : 1;
}

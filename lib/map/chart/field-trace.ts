import { makeGrid } from "../../core/grid.js";
import { contourLines } from "../contours.js";
import { numberLabel, roundStep, ticksInRange } from "../nice-ticks.js";
import { encodePng, pngDataUri } from "../png.js";
import { gridSampler } from "../sample-grid.js";
import { element, polylinePath } from "../svg.js";
import { type ValueColors, valueColors } from "./chart-colors.js";
import { type ChartTrace, extentOf, type Plot } from "./chart-plot.js";
import { listOf, numberOr, plainText, type Spec, specOf, textOr, toNumber } from "./plotly-values.js";

/** A heatmap or contour trace: a matrix `z` over positions x and y. */
export function fieldTrace(trace: Spec, name: string): ChartTrace {
  const rows = (listOf(trace.z) ?? []).map((row) => (listOf(row) ?? []).map(toNumber));
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const z = Float64Array.from({ length: rows.length * columns }, (_, i) => {
    return rows[Math.floor(i / columns)][i % columns] ?? Number.NaN;
  });
  const colors = valueColors(trace, [trace.zmin, trace.zmax], z);
  const x = positions(trace.x, columns, trace.x0, trace.dx);
  const y = positions(trace.y, rows.length, trace.y0, trace.dy);
  const isContour = trace.type === "contour";
  const levels = isContour ? contourLevelsOf(trace, colors) : [];
  const field = { z, columns, rows: rows.length, x, y };
  const color = (value: number): string => `rgb(${colors.colorAt(colors.place(value)).join(",")})`;
  const look = textOr(specOf(trace.contours).coloring, "fill");
  const filled = !isContour || look === "fill" || look === "heatmap";
  return {
    name,
    xValues: x,
    yValues: y,
    pad: { x: 0, y: 0 },
    extent: (readX, readY) => ({ x: reach(x.map(readX), isContour), y: reach(y.map(readY), isContour) }),
    draw: (plot) => [
      ...(filled && z.length > 0
        ? [fieldImage(field, plot, colors, shading(trace, look, levels, colors))]
        : []),
      ...(isContour && specOf(trace.contours).showlines !== false
        ? lineElements(field, plot, levels, (level) =>
            textOr(specOf(trace.line).color, look === "lines" ? color(level) : "#444444"),
          )
        : []),
    ],
    colorBar:
      trace.showscale === false
        ? undefined
        : {
            title: plainText(specOf(trace.colorbar).title),
            minimum: colors.minimum,
            maximum: colors.maximum,
            color,
          },
  };
}

interface Field {
  readonly z: Float64Array;
  readonly columns: number;
  readonly rows: number;
  readonly x: readonly unknown[];
  readonly y: readonly unknown[];
}

/** What the picture shows of a value, and whether it is smooth between samples. */
interface Shading {
  readonly smooth: boolean;
  readonly shown: (value: number) => number;
}

function shading(trace: Spec, look: string, levels: readonly number[], colors: ValueColors): Shading {
  if (trace.type !== "contour") {
    return { smooth: trace.zsmooth === "best" || trace.zsmooth === "fast", shown: (value) => value };
  }
  if (look === "heatmap" || levels.length === 0) return { smooth: true, shown: (value) => value };
  // Between two levels one colour, the first and last band those of the ends of the range.
  const shown = (value: number): number => {
    const above = levels.filter((level) => level <= value).length;
    const low = levels[above - 1] ?? colors.minimum;
    return (low + (levels[above] ?? colors.maximum)) / 2;
  };
  return { smooth: true, shown };
}

function positions(given: unknown, count: number, start: unknown, step: unknown): readonly unknown[] {
  const list = listOf(given);
  if (list !== undefined && list.length >= count) return list.slice(0, count);
  return Array.from({ length: count }, (_, i) => numberOr(start, 0) + i * numberOr(step, 1));
}

function contourLevelsOf(trace: Spec, colors: ValueColors): number[] {
  const { start, end, size } = specOf(trace.contours);
  const step = numberOr(size, roundStep(colors.maximum - colors.minimum, numberOr(trace.ncontours, 15)));
  const [low, high] = [numberOr(start, Number.NaN), numberOr(end, Number.NaN)];
  if (!Number.isFinite(low + high) || !(step > 0) || (high - low) / step > 500) {
    return ticksInRange(colors.minimum, colors.maximum, step > 0 ? step : 1);
  }
  return Array.from({ length: Math.floor((high - low) / step + 1e-6) + 1 }, (_, i) => low + i * step);
}

/** Heatmap cells reach half a step beyond the outer samples; contours end at them. */
function reach(numbers: readonly number[], atSamples: boolean): [number, number] {
  const [low, high] = extentOf(numbers);
  const half =
    atSamples || numbers.length < 2 ? (atSamples ? 0 : 0.5) : (high - low) / (numbers.length - 1) / 2;
  return [low - half, high + half];
}

function fieldImage(field: Field, plot: Plot, colors: ValueColors, look: Shading): string {
  const width = Math.max(1, Math.round(plot.width * 1.5));
  const height = Math.max(1, Math.round(plot.height * 1.5));
  const columnAt = finder(field.x.map(plot.x.read));
  const rowAt = finder(field.y.map(plot.y.read));
  const along = (start: number, end: number, count: number, find: (value: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => find(start + ((i + 0.5) / count) * (end - start)));
  const u = along(plot.x.start, plot.x.end, width, columnAt);
  const v = along(plot.y.end, plot.y.start, height, rowAt);
  const value = look.smooth ? smoothValue(field) : nearestValue(field);
  const indices = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const sample = value(u[column], v[row]);
      indices[row * width + column] = Number.isNaN(sample)
        ? 0
        : 1 + Math.round(254 * colors.place(look.shown(sample)));
    }
  }
  const palette = Array.from({ length: 256 }, (_, i): [number, number, number, number] =>
    i === 0 ? [255, 255, 255, 0] : [...colors.colorAt((i - 1) / 254), 255],
  );
  const { left: x, top: y } = plot;
  const href = pngDataUri(encodePng({ width, height, indices, palette }));
  return element("image", {
    x,
    y,
    width: plot.width,
    height: plot.height,
    preserveAspectRatio: "none",
    href,
  });
}

/** Finds the fractional sample number of a position; uneven and descending positions are allowed. */
function finder(numbers: readonly number[]): (value: number) => number {
  const last = numbers.length - 1;
  if (last < 1) return () => 0;
  const rising = numbers[last] > numbers[0];
  return (value) => {
    let [low, high] = [0, last];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (numbers[middle] <= value === rising) low = middle;
      else high = middle;
    }
    return low + (value - numbers[low]) / (numbers[high] - numbers[low]);
  };
}

function nearestValue(field: Field): (u: number, v: number) => number {
  return (u, v) => {
    const [column, row] = [Math.round(u), Math.round(v)];
    const inside = column >= 0 && row >= 0 && column < field.columns && row < field.rows;
    return inside ? field.z[row * field.columns + column] : Number.NaN;
  };
}

function smoothValue(field: Field): (u: number, v: number) => number {
  return field.columns < 2 || field.rows < 2 ? nearestValue(field) : gridSampler(indexGrid(field));
}

function lineElements(
  field: Field,
  plot: Plot,
  levels: readonly number[],
  color: (level: number) => string,
): string[] {
  if (field.columns < 2 || field.rows < 2) return [];
  const x = field.x.map((value) => plot.toX(plot.x.read(value)));
  const y = field.y.map((value) => plot.toY(plot.y.read(value)));
  return contourLines(indexGrid(field), levels).map((line) =>
    element("path", {
      d: polylinePath(
        line.x.map((u) => between(x, u)),
        line.y.map((v) => between(y, v)),
        line.closed,
      ),
      fill: "none",
      stroke: color(line.level),
      "stroke-width": 0.7,
      "data-level": numberLabel(line.level, 1e-6),
    }),
  );
}

function between(values: readonly number[], index: number): number {
  const low = Math.max(0, Math.min(values.length - 2, Math.floor(index)));
  return values[low] + (index - low) * (values[low + 1] - values[low]);
}

/** The field as a grid over its sample numbers, whatever its positions are. */
function indexGrid(field: Field): ReturnType<typeof makeGrid> {
  return makeGrid({
    x: Float64Array.from({ length: field.columns }, (_, i) => i),
    y: Float64Array.from({ length: field.rows }, (_, i) => i),
    values: field.z,
    crs: "plane",
    name: "z",
    units: "",
  });
}

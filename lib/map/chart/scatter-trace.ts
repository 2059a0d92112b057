import { element, polylinePath } from "../svg.js";
import { valueColors } from "./chart-colors.js";
import { type ChartTrace, extentOf, type Plot } from "./chart-plot.js";
import { listOf, numberOr, plainText, type Spec, specOf, textOr } from "./plotly-values.js";
import { pointLabels } from "./point-labels.js";

/** Plotly joins up to this many points with lines and marks them; more only get the line. */
const MARKED = 20;

/** A scatter trace: lines, markers, error bars and texts. */
export function scatterTrace(trace: Spec, name: string, color: string): ChartTrace {
  const yList = listOf(trace.y) ?? listOf(trace.x)?.map((_, i) => i) ?? [];
  const xList = listOf(trace.x) ?? yList.map((_, i) => numberOr(trace.x0, 0) + i * numberOr(trace.dx, 1));
  const count = Math.min(xList.length, yList.length);
  const [xValues, yValues] = [xList.slice(0, count), yList.slice(0, count)];
  const mode = textOr(trace.mode, count < MARKED ? "lines+markers" : "lines");
  const [line, marker] = [specOf(trace.line), specOf(trace.marker)];
  const markers = mode.includes("markers")
    ? markerColors(marker, textOr(specOf(trace.marker).color, color))
    : undefined;
  const lineColor = textOr(line.color, textOr(marker.color, color));
  const errors = { x: errorLengths(trace.error_x, xValues), y: errorLengths(trace.error_y, yValues) };
  const lineStyle = {
    fill: "none",
    stroke: lineColor,
    "stroke-width": numberOr(line.width, 2) * 0.8,
    "stroke-dasharray": dashes(textOr(line.dash, "solid")),
    "stroke-linejoin": "round",
  };
  const size = (i: number): number => numberOr(listOf(marker.size)?.[i] ?? marker.size, 6);
  return {
    name,
    xValues,
    yValues,
    pad: { x: markers ? 0.05 : 0, y: 0.06 },
    extent: (readX, readY) => ({
      x: extentOf(reaching(xValues.map(readX), errors.x)),
      y: extentOf(reaching(yValues.map(readY), errors.y)),
    }),
    draw: (plot) => {
      const x = xValues.map((value) => plot.toX(plot.x.read(value)));
      const y = yValues.map((value) => plot.toY(plot.y.read(value)));
      const fill = filledArea(trace, x, y, plot, textOr(trace.fillcolor, lineColor));
      const path = mode.includes("lines")
        ? linePath(x, y, line.shape === "hv", trace.connectgaps === true)
        : "";
      return [
        ...(fill ? [fill] : []),
        ...(path ? [element("path", { d: path, ...lineStyle, opacity: opacityOf(trace) })] : []),
        ...errorBars(plot, xValues, yValues, errors, textOr(specOf(trace.error_y).color, lineColor)),
        ...(markers
          ? x.flatMap((at, i) =>
              Number.isFinite(at + y[i])
                ? [
                    markerShape(
                      textOr(marker.symbol, "circle"),
                      at,
                      y[i],
                      size(i),
                      markers.at(i),
                      opacityOf(trace),
                    ),
                  ]
                : [],
            )
          : []),
        ...pointLabels(trace, x, y, lineColor),
      ];
    },
    legend: (x, y) => [
      ...(mode.includes("lines")
        ? [element("path", { d: polylinePath([x - 11, x + 11], [y, y]), ...lineStyle })]
        : []),
      ...(markers
        ? [markerShape(textOr(marker.symbol, "circle"), x, y, Math.min(8, size(0)), markers.at(0), undefined)]
        : []),
    ],
    colorBar: markers?.colorBar,
  };
}

function markerColors(
  marker: Spec,
  fallback: string,
): { at: (i: number) => string; colorBar: ChartTrace["colorBar"] } {
  const list = listOf(marker.color);
  if (list === undefined || list.every((value) => typeof value === "string")) {
    return { at: (i) => textOr(list?.[i], fallback), colorBar: undefined };
  }
  const values = list.map((value) => numberOr(value, Number.NaN));
  const colors = valueColors(marker, [marker.cmin, marker.cmax], values);
  const color = (value: number): string =>
    Number.isNaN(value) ? "#999999" : `rgb(${colors.colorAt(colors.place(value)).join(",")})`;
  const title = plainText(specOf(marker.colorbar).title);
  const { minimum, maximum } = colors;
  const shown = marker.showscale === true || marker.colorbar !== undefined;
  return {
    at: (i) => color(values[i] ?? Number.NaN),
    colorBar: shown ? { title, minimum, maximum, color } : undefined,
  };
}

/** Lengths of error bars below and above each point; undefined where a trace has none. */
interface Errors {
  readonly minus: readonly number[];
  readonly plus: readonly number[];
}

function errorLengths(spec: unknown, values: readonly unknown[]): Errors | undefined {
  const error = specOf(spec);
  if (Object.keys(error).length === 0 || error.visible === false) return undefined;
  const length = (list: unknown, i: number): number => {
    if (error.type === "percent") return (Math.abs(numberOr(values[i], 0)) * numberOr(error.value, 10)) / 100;
    if (error.type === "constant") return numberOr(error.value, 10);
    return numberOr(listOf(list)?.[i], 0);
  };
  const symmetric = error.symmetric !== false || error.arrayminus === undefined;
  return {
    plus: values.map((_, i) => length(error.array, i)),
    minus: values.map((_, i) => length(symmetric ? error.array : error.arrayminus, i)),
  };
}

function reaching(values: readonly number[], errors: Errors | undefined): number[] {
  return errors === undefined
    ? [...values]
    : values.flatMap((value, i) => [value, value - errors.minus[i], value + errors.plus[i]]);
}

function errorBars(
  plot: Plot,
  xValues: readonly unknown[],
  yValues: readonly unknown[],
  errors: { x: Errors | undefined; y: Errors | undefined },
  color: string,
): string[] {
  const paths: string[] = [];
  xValues.forEach((value, i) => {
    const [x, y] = [plot.x.read(value), plot.y.read(yValues[i])];
    if (!Number.isFinite(x + y)) return;
    if (errors.y) {
      const [low, high, at] = [plot.toY(y - errors.y.minus[i]), plot.toY(y + errors.y.plus[i]), plot.toX(x)];
      paths.push(polylinePath([at, at], [low, high]));
      for (const end of [low, high]) paths.push(polylinePath([at - 3, at + 3], [end, end]));
    }
    if (errors.x) {
      const [low, high, at] = [plot.toX(x - errors.x.minus[i]), plot.toX(x + errors.x.plus[i]), plot.toY(y)];
      paths.push(polylinePath([low, high], [at, at]));
      for (const end of [low, high]) paths.push(polylinePath([end, end], [at - 3, at + 3]));
    }
  });
  return paths.length === 0 ? [] : [element("path", { d: paths.join(""), stroke: color, fill: "none" })];
}

function linePath(x: readonly number[], y: readonly number[], steps: boolean, connect: boolean): string {
  const parts: [number, number][][] = [[]];
  x.forEach((at, i) => {
    const part = parts[parts.length - 1];
    if (!Number.isFinite(at + y[i])) {
      if (!connect && part.length > 0) parts.push([]);
      return;
    }
    if (steps && part.length > 0) part.push([at, part[part.length - 1][1]]);
    part.push([at, y[i]]);
  });
  return parts
    .filter((part) => part.length > 1)
    .map((part) =>
      polylinePath(
        part.map(([at]) => at),
        part.map(([, at]) => at),
      ),
    )
    .join("");
}

/** The area down to zero (`tozeroy`), or within the line itself, closed from gap to gap (`toself`). */
function filledArea(
  trace: Spec,
  x: readonly number[],
  y: readonly number[],
  plot: Plot,
  color: string,
): string {
  const path =
    trace.fill === "tozeroy" ? pathToZero(x, y, plot) : trace.fill === "toself" ? closedPaths(x, y) : "";
  if (path === "") return "";
  const opacity = trace.fillcolor === undefined ? 0.35 : 1;
  return element("path", { d: path, fill: color, "fill-opacity": opacity });
}

function pathToZero(x: readonly number[], y: readonly number[], plot: Plot): string {
  const known = x.map((_, i) => i).filter((i) => Number.isFinite(x[i] + y[i]));
  if (known.length < 2) return "";
  const zero = Math.max(plot.top, Math.min(plot.top + plot.height, plot.toY(0)));
  const xs = [x[known[0]], ...known.map((i) => x[i]), x[known[known.length - 1]]];
  return `${polylinePath(xs, [zero, ...known.map((i) => y[i]), zero])}Z`;
}

function closedPaths(x: readonly number[], y: readonly number[]): string {
  let path = "";
  for (let from = 0, i = 0; i <= x.length; i++) {
    if (i < x.length && Number.isFinite(x[i] + y[i])) continue;
    if (i - from > 2) path += `${polylinePath(x.slice(from, i), y.slice(from, i))}Z`;
    from = i + 1;
  }
  return path;
}

function markerShape(
  symbol: string,
  x: number,
  y: number,
  size: number,
  color: string,
  opacity: number | undefined,
): string {
  const r = size / 2;
  const look = {
    fill: symbol.endsWith("-open") ? "none" : color,
    stroke: color,
    "stroke-width": 0.6,
    opacity,
  };
  const shape = (dx: number[], dy: number[]): string =>
    element("path", {
      d: `${polylinePath(
        dx.map((d) => x + d * r),
        dy.map((d) => y + d * r),
      )}Z`,
      ...look,
    });
  const strokes = (path: string): string =>
    element("path", { d: path, stroke: color, "stroke-width": 1.4, fill: "none", opacity });
  if (symbol.startsWith("square")) return shape([-1, 1, 1, -1], [-1, -1, 1, 1]);
  if (symbol.startsWith("diamond")) return shape([0, 1.2, 0, -1.2], [-1.2, 0, 1.2, 0]);
  if (symbol.startsWith("triangle-up")) return shape([0, 1.1, -1.1], [-1.2, 0.8, 0.8]);
  if (symbol.startsWith("triangle-down")) return shape([0, 1.1, -1.1], [1.2, -0.8, -0.8]);
  if (symbol.startsWith("cross")) {
    return strokes(polylinePath([x - r, x + r], [y, y]) + polylinePath([x, x], [y - r, y + r]));
  }
  if (symbol.startsWith("x")) {
    return strokes(
      polylinePath([x - r, x + r], [y - r, y + r]) + polylinePath([x - r, x + r], [y + r, y - r]),
    );
  }
  return element("circle", { cx: x, cy: y, r, ...look });
}

function dashes(dash: string): string | undefined {
  return { dot: "2 3", dash: "7 4", longdash: "12 5", dashdot: "7 3 2 3" }[dash];
}

function opacityOf(trace: Spec): number | undefined {
  return trace.opacity === undefined ? undefined : numberOr(trace.opacity, 1);
}

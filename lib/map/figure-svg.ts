import { ArgumentError } from "../core/errors.js";
import type { Figure } from "../core/figure.js";
import { barTrace, histogramAsBars } from "./chart/bar-trace.js";
import { axisLayout, axisRange, axisReader, withTicks } from "./chart/chart-axis.js";
import { defaultColor } from "./chart/chart-colors.js";
import { axisElements, colorBarElements, legendElements, type Sized } from "./chart/chart-furniture.js";
import { type ChartTrace, extentOf, makePlot, type Plot } from "./chart/chart-plot.js";
import { fieldTrace } from "./chart/field-trace.js";
import { listOf, numberOr, plainText, type Spec, specOf, textOr } from "./chart/plotly-values.js";
import { scatterTrace } from "./chart/scatter-trace.js";
import { element, svgDocument, textElement } from "./svg.js";
import { textWidth, wrapText } from "./text-width.js";

const INK = "#1b1b1b";

/**
 * A plain plotly figure as a still picture in SVG, for places where plotly cannot run: notebooks that are not
 * trusted, web views of a repository, print.
 *
 * It draws scatter (lines, markers, error bars, texts), bar, histogram, heatmap and contour traces on one pair of axes
 * (linear, log, date or category), with ticks, titles, legend and colour bar. It is no second plotly: what it
 * cannot draw it names in a line below the picture.
 *
 * @param figure - plotly data and layout; null and NaN are gaps
 * @param size - size of the picture in px, 120 to 10,000
 * @returns an SVG document; the same figure gives the same text
 * @throws ArgumentError if the figure has no list of traces, or the size is out of range
 *
 * @example
 * const figure = { data: [{ type: "scatter", x: [0, 1], y: [2, 3] }], layout: { title: { text: "Drift" } } };
 * figureSvg(figure, { width: 600, height: 400 }).includes(">Drift</text>"); // => true
 */
export function figureSvg(figure: Figure, size: { readonly width: number; readonly height: number }): string {
  for (const side of ["width", "height"] as const) {
    if (!(size[side] >= 120 && size[side] <= 10_000)) {
      throw new ArgumentError({
        argument: `size.${side}`,
        value: size[side],
        accepted: "a number from 120 to 10,000",
      });
    }
  }
  const data = listOf(figure?.data);
  if (data === undefined) {
    throw new ArgumentError({
      argument: "figure.data",
      value: figure?.data,
      accepted: "a list of plotly traces",
    });
  }
  const layout = specOf(figure.layout);
  const visible = data
    .map(specOf)
    .filter((trace) => trace.visible !== false && trace.visible !== "legendonly");
  const { traces, notDrawn } = readTraces(visible, layout);
  const title = wrapText(plainText(layout.title), size.width - 40, 14, "bold");
  const remarks = wrapText(remarkOn(notDrawn), size.width - 24, 9);
  const { plot, furniture } = layOut(traces, visible, layout, size, {
    top: 14 + title.length * 18,
    bottom: remarks.length * 12,
  });
  const titles = title.map((line, i) =>
    textElement(line, {
      class: "title",
      x: size.width / 2,
      y: 22 + i * 18,
      size: 14,
      weight: "bold",
      anchor: "middle",
      fill: INK,
    }),
  );
  const below = remarks.map((line, i) =>
    textElement(line, {
      class: "remark",
      x: 12,
      y: size.height - 6 - (remarks.length - 1 - i) * 12,
      size: 9,
      fill: "#b00020",
    }),
  );
  const window = { x: plot.left, y: plot.top, width: plot.width, height: plot.height };
  return svgDocument({ ...size, title: title.join(" ") || "Figure" }, [
    ...titles,
    ...axisElements(plot, axisLayout(layout, "xaxis"), axisLayout(layout, "yaxis")),
    // A nested picture cuts off what leaves the axes.
    element(
      "svg",
      {
        ...window,
        viewBox: `${window.x} ${window.y} ${window.width} ${window.height}`,
        // A screen reader says the figure's title; without a title of its own this part would be a nameless picture.
        "aria-hidden": "true",
      },
      ...traces.flatMap((trace) => trace.draw(plot)),
    ),
    element("rect", { ...window, fill: "none", stroke: INK, "stroke-width": 0.8 }),
    ...furniture,
    ...below,
  ]);
}

function readTraces(visible: readonly Spec[], layout: Spec): { traces: ChartTrace[]; notDrawn: string[] } {
  const bars = visible.filter((trace) => trace.type === "bar" || trace.type === "histogram");
  const mode = textOr(layout.barmode, "group");
  const below = mode === "stack" || mode === "relative" ? new Map<string, number>() : undefined;
  const sideBySide = mode === "group";
  const traces: ChartTrace[] = [];
  const notDrawn: string[] = [];
  visible.forEach((trace, i) => {
    const name = plainText(trace.name) || `trace ${i}`;
    const color = defaultColor(layout, i);
    const type = textOr(trace.type, "scatter");
    const place = {
      rank: sideBySide ? bars.indexOf(trace) : 0,
      count: sideBySide ? bars.length : 1,
      gap: numberOr(layout.bargap, type === "histogram" ? 0 : 0.2),
      below,
    };
    if (textOr(trace.xaxis, "x") !== "x" || textOr(trace.yaxis, "y") !== "y") {
      notDrawn.push(`${name} (on a second pair of axes)`);
    } else if (type === "scatter" || type === "scattergl") traces.push(scatterTrace(trace, name, color));
    else if (type === "bar") traces.push(barTrace(trace, name, color, place));
    else if (type === "histogram") traces.push(barTrace(histogramAsBars(trace), name, color, place));
    else if (type === "heatmap" || type === "contour") traces.push(fieldTrace(trace, name));
    else notDrawn.push(`${name} (${type})`);
  });
  for (const part of ["annotations", "shapes", "images", "sliders", "updatemenus"]) {
    if ((listOf(layout[part]) ?? []).length > 0) notDrawn.push(part);
  }
  return { traces, notDrawn };
}

function remarkOn(notDrawn: readonly string[]): string {
  return notDrawn.length === 0 ? "" : `Not drawn in this still picture: ${notDrawn.join(", ")}.`;
}

/** Chooses axes and room: title above, tick labels and titles left and below, legend and colour bar on the right. */
function layOut(
  traces: readonly ChartTrace[],
  visible: readonly Spec[],
  layout: Spec,
  size: { readonly width: number; readonly height: number },
  taken: { readonly top: number; readonly bottom: number },
): { plot: Plot; furniture: readonly string[] } {
  const [xLayout, yLayout] = [axisLayout(layout, "xaxis"), axisLayout(layout, "yaxis")];
  const readX = axisReader(
    xLayout,
    traces.flatMap((trace) => trace.xValues),
  );
  const readY = axisReader(
    yLayout,
    traces.flatMap((trace) => trace.yValues),
  );
  const extents = traces.map((trace) => trace.extent(readX.read, readY.read));
  const widest = (axis: "x" | "y"): number =>
    traces.reduce((most, trace) => Math.max(most, trace.pad[axis]), 0);
  const rangeX = axisRange(readX, xLayout, extentOf(extents.flatMap(({ x }) => x)), widest("x"));
  const rangeY = barFloor(
    axisRange(readY, yLayout, extentOf(extents.flatMap(({ y }) => y)), widest("y")),
    visible,
    yLayout,
  );
  const bar = traces.find((trace) => trace.colorBar !== undefined)?.colorBar;
  const named = legendTraces(traces, visible, layout);
  const rightOf = (parts: readonly Sized[]): number => parts.reduce((sum, part) => sum + part.width + 10, 14);
  const top = taken.top + 8;
  const bottom = 46 + taken.bottom;
  const height = Math.max(20, size.height - top - bottom);
  const measured = withTicks(readY, yLayout, rangeY, height, 34);
  const left = 34 + Math.max(8, ...measured.ticks.map(({ label }) => textWidth(label, 10)));
  const sizing = [
    ...(bar ? [colorBarElements(bar, { x: 0, top, height })] : []),
    ...(named.length ? [legendElements(named, { x: 0, top, room: size.width * 0.28 })] : []),
  ];
  const width = Math.max(20, size.width - left - rightOf(sizing));
  const [x, y] = equalAspect(rangeX, rangeY, xLayout, yLayout, width, height);
  const plot = makePlot(
    { left, top, width, height },
    withTicks(readX, xLayout, x, width, tickRoom(readX.categories, readX.type)),
    withTicks(readY, yLayout, y, height, 34),
  );
  let at = left + width + 12;
  const furniture: string[] = [];
  if (bar) {
    const part = colorBarElements(bar, { x: at, top, height });
    furniture.push(...part.elements);
    at += part.width + 10;
  }
  if (named.length)
    furniture.push(...legendElements(named, { x: at, top, room: size.width * 0.28 }).elements);
  return { plot, furniture };
}

/** Bars stand on the axis: no room below zero. */
function barFloor(range: [number, number], visible: readonly Spec[], layout: Spec): [number, number] {
  const upright = visible.some((t) => (t.type === "bar" && t.orientation !== "h") || t.type === "histogram");
  const [low, high] = range;
  return upright && layout.range === undefined && low < 0 && low > -0.06 * (high - low) ? [0, high] : range;
}

function legendTraces(traces: readonly ChartTrace[], visible: readonly Spec[], layout: Spec): ChartTrace[] {
  if (layout.showlegend === false) return [];
  const hidden = new Set(
    visible.map((t, i) => (t.showlegend === false ? plainText(t.name) || `trace ${i}` : "")),
  );
  const named = traces.filter((trace) => trace.legend !== undefined && !hidden.has(trace.name));
  return named.length > 1 || layout.showlegend === true || visible.some((t) => t.showlegend === true)
    ? named
    : [];
}

/** `scaleanchor`: the axis with room to spare shows more, so that both have the same scale. */
function equalAspect(
  x: [number, number],
  y: [number, number],
  xLayout: Spec,
  yLayout: Spec,
  width: number,
  height: number,
): [[number, number], [number, number]] {
  if (yLayout.scaleanchor !== "x" && xLayout.scaleanchor !== "y") return [x, y];
  const ratio =
    yLayout.scaleanchor === "x" ? numberOr(yLayout.scaleratio, 1) : 1 / numberOr(xLayout.scaleratio, 1);
  const wantedY = ((Math.abs(x[1] - x[0]) / width) * height) / ratio;
  const factor = wantedY / Math.abs(y[1] - y[0]);
  const stretched = ([a, b]: [number, number], by: number): [number, number] => {
    return [(a + b) / 2 + ((a - b) / 2) * by, (a + b) / 2 + ((b - a) / 2) * by];
  };
  return factor >= 1 ? [x, stretched(y, factor)] : [stretched(x, 1 / factor), y];
}

function tickRoom(categories: readonly string[], type: string): number {
  const longest = Math.max(0, ...categories.slice(0, 200).map((label) => textWidth(label, 10)));
  return type === "category" ? longest + 12 : type === "date" ? 84 : 70;
}

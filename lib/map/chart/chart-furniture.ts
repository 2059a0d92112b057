import { numberLabel, roundStep, ticksInRange } from "../nice-ticks.js";
import { element, polylinePath, textElement } from "../svg.js";
import { CAP_HEIGHT, textWidth, wrapText } from "../text-width.js";
import type { ChartTrace, Plot } from "./chart-plot.js";
import type { Spec } from "./plotly-values.js";

const INK = "#1b1b1b";
const TICK = 10;
const TITLE = 11;

/** Something with a width that stands beside the plot. */
export interface Sized {
  readonly elements: readonly string[];
  readonly width: number;
}

/** Grid lines, tick labels and titles of both axes. */
export function axisElements(plot: Plot, xLayout: Spec, yLayout: Spec): string[] {
  const { left, top, width, height } = plot;
  const text = { size: TICK, fill: INK, class: "tick" } as const;
  const grid: string[] = [];
  const labels: string[] = [];
  for (const { at, label } of plot.x.ticks) {
    const x = plot.toX(at);
    if (xLayout.showgrid !== false) grid.push(polylinePath([x, x], [top, top + height]));
    labels.push(textElement(label, { ...text, x, y: top + height + 6 + TICK, anchor: "middle" }));
  }
  for (const { at, label } of plot.y.ticks) {
    const y = plot.toY(at);
    if (yLayout.showgrid !== false) grid.push(polylinePath([left, left + width], [y, y]));
    labels.push(textElement(label, { ...text, x: left - 6, y: y + (TICK * CAP_HEIGHT) / 2, anchor: "end" }));
  }
  const title = { size: TITLE, fill: INK, anchor: "middle", class: "axis-title" } as const;
  const [xTitle, yTitle] = [plot.x.title, plot.y.title].map((words) => words.replace(/\n/g, " "));
  return [
    element("path", { d: grid.join(""), stroke: "#e2e2e2", "stroke-width": 0.8, fill: "none" }),
    ...zeroLine(plot, yLayout),
    ...labels,
    ...(xTitle ? [textElement(xTitle, { ...title, x: left + width / 2, y: top + height + 37 })] : []),
    ...(yTitle ? [textElement(yTitle, { ...title, x: 16, y: top + height / 2, turn: -90 })] : []),
  ];
}

function zeroLine(plot: Plot, layout: Spec): string[] {
  const [low, high] = [Math.min(plot.y.start, plot.y.end), Math.max(plot.y.start, plot.y.end)];
  if (plot.y.type !== "linear" || layout.zeroline === false || !(low < 0 && high > 0)) return [];
  const y = plot.toY(0);
  const d = polylinePath([plot.left, plot.left + plot.width], [y, y]);
  return [element("path", { d, stroke: "#8a8a8a", "stroke-width": 0.9, fill: "none" })];
}

/** Names of the traces with their symbols; long names are broken into lines. */
export function legendElements(
  traces: readonly ChartTrace[],
  place: { readonly x: number; readonly top: number; readonly room: number },
): Sized {
  const elements: string[] = [];
  let y = place.top + 8;
  let width = 0;
  for (const trace of traces) {
    elements.push(...(trace.legend?.(place.x + 12, y) ?? []));
    for (const line of wrapText(trace.name, place.room - 30, TICK)) {
      const text = {
        class: "legend",
        x: place.x + 30,
        y: y + (TICK * CAP_HEIGHT) / 2,
        size: TICK,
        fill: INK,
      };
      elements.push(textElement(line, text));
      width = Math.max(width, 30 + textWidth(line, TICK));
      y += 15;
    }
    y += 3;
  }
  return { elements, width };
}

/** An upright colour bar with round ticks, its title turned along it. */
export function colorBarElements(
  bar: NonNullable<ChartTrace["colorBar"]>,
  place: { readonly x: number; readonly top: number; readonly height: number },
): Sized {
  const { x, top, height } = place;
  const span = bar.maximum - bar.minimum;
  const steps = 64;
  const cells = Array.from({ length: steps }, (_, i) =>
    element("rect", {
      x,
      y: top + (height * i) / steps,
      width: 12,
      // Cells overlap a little, so that no seam shows between them.
      height: height / steps + (i + 1 < steps ? 0.6 : 0),
      fill: bar.color(bar.maximum - ((i + 0.5) / steps) * span),
    }),
  );
  const step = roundStep(span, Math.max(2, height / 40));
  const ticks = ticksInRange(bar.minimum, bar.maximum, step).map((value) => ({
    value,
    label: numberLabel(value, step),
  }));
  const labels = ticks.map(({ value, label }) => {
    const y = top + ((bar.maximum - value) / span) * height + (TICK * CAP_HEIGHT) / 2;
    return textElement(label, { class: "color-bar-tick", x: x + 17, y, size: TICK, fill: INK });
  });
  const labelWidth = Math.max(0, ...ticks.map(({ label }) => textWidth(label, TICK)));
  const titleX = x + 17 + labelWidth + 14;
  const title = bar.title.replace(/\n/g, " ");
  return {
    elements: [
      ...cells,
      element("rect", { x, y: top, width: 12, height, fill: "none", stroke: INK, "stroke-width": 0.6 }),
      ...labels,
      ...(title
        ? [
            textElement(title, {
              class: "color-bar-title",
              x: titleX,
              y: top + height / 2,
              size: TITLE,
              anchor: "middle",
              turn: -90,
              fill: INK,
            }),
          ]
        : []),
    ],
    width: 17 + labelWidth + (title ? 18 : 0),
  };
}

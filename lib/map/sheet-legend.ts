import type { ColorScale } from "./color-scale.js";
import { HATCH_LOOK } from "./hatch.js";
import type { MapLineKind } from "./map-lines.js";
import { numberLabel, roundStep, ticksInRange } from "./nice-ticks.js";
import { LINE_LOOKS } from "./sheet-lines.js";
import { element, polylinePath, textElement } from "./svg.js";
import { CAP_HEIGHT, textWidth, wrapText } from "./text-width.js";

const INK = "#1b1b1b";
/** Font size of the explanations. */
export const LEGEND_SIZE = 8.5;

/** A piece of the legend: what to draw, and how much room it took. */
export interface LegendPart {
  readonly elements: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** The colour bar: even in value, so that its round ticks stand evenly; with its caption above. */
export function colorBar(
  scale: ColorScale,
  caption: string,
  place: { readonly x: number; readonly y: number; readonly width: number },
): LegendPart {
  const { x, y, width } = place;
  const [captionSize, tickSize, barHeight] = [9.5, 8.5, 11];
  const captionLines = wrapText(caption, width, captionSize, "bold");
  const span = scale.maximum - scale.minimum;
  const barTop = y + captionLines.length * 13 + 1.5;
  const step = readableStep(scale, width, tickSize);
  const ticks = ticksInRange(scale.minimum, scale.maximum, step);
  const position = (value: number): number => x + ((value - scale.minimum) / span) * width;
  const stops = Array.from({ length: 129 }, (_, i) =>
    element("stop", {
      offset: `${coordinatePercent(i / 128)}%`,
      "stop-color": `rgb(${scale.color(scale.minimum + (i / 128) * span).join(",")})`,
    }),
  );
  const id = `color-bar-${fingerprint(stops.join(""))}`;
  const line = { stroke: INK, "stroke-width": 0.7, fill: "none" };
  const marks = ticks.map((value) => {
    const at = position(value);
    return polylinePath([at, at], [barTop + barHeight, barTop + barHeight + 4]);
  });
  const labelY = barTop + barHeight + 7 + tickSize * CAP_HEIGHT;
  return {
    width,
    height: labelY - y + 2,
    elements: [
      ...captionLines.map((line, i) =>
        textElement(line, {
          x,
          y: y + captionSize * CAP_HEIGHT + i * 13,
          size: captionSize,
          weight: "bold",
          fill: INK,
        }),
      ),
      element("defs", {}, element("linearGradient", { id }, ...stops)),
      element("rect", { x, y: barTop, width, height: barHeight, ...line, fill: `url(#${id})` }),
      element("path", { d: marks.join(""), ...line }),
      ...ticks.map((value) =>
        textElement(numberLabel(value, step), {
          class: "color-bar-tick",
          x: position(value),
          y: labelY,
          size: tickSize,
          anchor: "middle",
          fill: INK,
        }),
      ),
    ],
  };
}

/** The smallest round step whose labels keep some room between them. */
function readableStep(scale: ColorScale, width: number, size: number): number {
  const span = scale.maximum - scale.minimum;
  for (let count = Math.floor(width / 30); count > 1; count--) {
    const step = roundStep(span, count);
    const labels = [scale.minimum, scale.maximum].map((value) =>
      numberLabel(Math.round(value / step) * step, step),
    );
    const widest = Math.max(...labels.map((label) => textWidth(label, size)));
    if (widest + 14 <= (step / span) * width) return step;
  }
  return roundStep(span, 1);
}

/**
 * A scale bar: a round length and its half, from `metresPerPixel` at the middle of the map.
 */
export function scaleBar(
  metresPerPixel: number,
  place: { readonly x: number; readonly y: number; readonly width: number; readonly remark?: string },
): LegendPart {
  const { x, y } = place;
  const size = 8.5;
  // The largest round half whose double fits into the room.
  const available = (place.width * metresPerPixel) / 2;
  let half = roundStep(available, 1);
  if (half > available * 1.0001) half = roundStep(available / 2.5, 1);
  const unit = 2 * half >= 1000 ? { metres: 1000, name: "km" } : { metres: 1, name: "m" };
  const length = (2 * half) / metresPerPixel;
  const labelY = y + size * CAP_HEIGHT;
  const barTop = labelY + 4;
  const parts = [0, 1, 2, 3].map((i) =>
    element("rect", {
      x: x + (i * length) / 4,
      y: barTop,
      width: length / 4,
      height: 4,
      fill: i % 2 === 0 ? INK : "#ffffff",
      stroke: INK,
      "stroke-width": 0.6,
    }),
  );
  const label = (value: number): string => numberLabel(value / unit.metres, half / unit.metres);
  const text = { y: labelY, size, fill: INK, class: "scale-bar" } as const;
  const end = label(2 * half);
  const endX = x + length;
  return {
    width: length + textWidth(`${end} ${unit.name}`, size),
    height: barTop + 4 - y,
    elements: [
      ...parts,
      textElement("0", { ...text, x, anchor: "middle" }),
      textElement(label(half), { ...text, x: x + length / 2, anchor: "middle" }),
      // The unit hangs over to the right, so that the figure itself stands over the bar's end.
      textElement(`${end} ${unit.name}`, { ...text, x: endX - textWidth(end, size) / 2 }),
      ...(place.remark === undefined
        ? []
        : [textElement(place.remark, { ...text, size: 7.5, x: endX + 6, y: barTop + 4.5 })]),
    ],
  };
}

/** What stands before a legend's line; `more` goes on with the line above. */
export type LegendSymbol =
  | "station"
  | "contour"
  | "index contour"
  | "more"
  | "paper"
  | "hatched"
  | MapLineKind;

const CONTOUR_LOOKS = {
  contour: { stroke: "#241c15", "stroke-width": 0.5 },
  "index contour": { stroke: "#241c15", "stroke-width": 1 },
} as const;

/** One legend line: a station's dot, a contour or a coast, and what it is. */
export function legendLine(
  kind: LegendSymbol,
  text: string,
  place: { readonly x: number; readonly y: number },
): LegendPart {
  const size = LEGEND_SIZE;
  const middle = place.y + (size * CAP_HEIGHT) / 2;
  const symbol = legendSymbol(kind, place.x, middle);
  return {
    width: 24 + textWidth(text, size),
    height: size * CAP_HEIGHT + 5,
    elements: [
      ...symbol,
      textElement(text, {
        class: "legend",
        x: place.x + 24,
        y: place.y + size * CAP_HEIGHT,
        size,
        fill: INK,
      }),
    ],
  };
}

function legendSymbol(kind: LegendSymbol, x: number, middle: number): string[] {
  const stroke = (look: keyof typeof CONTOUR_LOOKS | MapLineKind, y: number): string =>
    element("path", {
      d: polylinePath([x, x + 18], [y, y]),
      ...{ ...LINE_LOOKS, ...CONTOUR_LOOKS }[look],
      fill: "none",
    });
  if (kind === "more") return [];
  if (kind === "station") return [element("circle", { cx: x + 9, cy: middle, r: 1.7, fill: "#000000" })];
  if (kind === "paper" || kind === "hatched") return swatch(x, middle - 4, kind === "hatched");
  // The words speak of both kinds of contours.
  if (kind === "index contour") return [stroke("contour", middle - 2), stroke(kind, middle + 1.5)];
  return [stroke(kind, middle)];
}

/** A little box of what a place without data looks like. */
function swatch(x: number, y: number, hatched: boolean): string[] {
  const [width, height, step] = [18, 8, 4];
  const lines = Array.from({ length: (width + height) / step - 1 }, (_, i) => {
    const from = (i + 1) * step;
    const [first, last] = [Math.max(0, from - height), Math.min(width, from)];
    return polylinePath([x + first, x + last], [y + from - first, y + from - last]);
  });
  const path = { d: lines.join(""), fill: "none", ...HATCH_LOOK };
  return [
    ...(hatched ? [element("path", { class: "swatch", ...path })] : []),
    element("rect", { x, y, width, height, fill: "none", stroke: INK, "stroke-width": 0.6 }),
  ];
}

/** A slender arrow to the north with its letter. */
export function northArrow(place: { readonly x: number; readonly y: number }): LegendPart {
  const [width, height] = [14, 34];
  const { x, y } = { x: place.x + width / 2, y: place.y + 10 };
  const [tip, base] = [y, y + height - 10];
  return {
    width,
    height,
    elements: [
      textElement("N", { x, y: y - 3, size: 9, weight: "bold", anchor: "middle", fill: INK, class: "north" }),
      element("path", { d: polylinePath([x, x - 5.5, x, x], [tip, base, base - 5, tip], true), fill: INK }),
      element("path", {
        d: polylinePath([x, x + 5.5, x, x - 5.5, x], [tip, base, base - 5, base, tip], true),
        fill: "none",
        stroke: INK,
        "stroke-width": 0.7,
        "stroke-linejoin": "round",
      }),
    ],
  };
}

/** FNV-1a: two sheets on one page share an id only if they share the colours. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

function coordinatePercent(fraction: number): string {
  return (Math.round(fraction * 1e4) / 100).toString();
}

import type { FrameTicks, MapFrame } from "./map-frame.js";
import { ticksInRange } from "./nice-ticks.js";
import { element, polylinePath, textElement } from "./svg.js";
import { CAP_HEIGHT } from "./text-width.js";

/** Thickness of the frame, and distance from its outside to the labels, in px. */
export const FRAME_WIDTH = 5;
export const LABEL_GAP = 5;

const INK = "#1b1b1b";

/**
 * The frame of a map, with tick labels outside at the left and below: in degrees a ladder of black and white
 * parts, in metres a line with ticks.
 *
 * @param nearSides - no ticks above and at the right, where those of another net stand
 */
export function frameElements(
  frame: MapFrame,
  ticks: { readonly x: FrameTicks; readonly y: FrameTicks },
  fontSize: number,
  nearSides = false,
): string[] {
  return [
    ...(frame.degrees ? ladder(frame, ticks) : tickMarks(frame, ticks, nearSides)),
    element("rect", { ...inner(frame), fill: "none", stroke: INK, "stroke-width": 0.8 }),
    ...tickLabels(frame, ticks, fontSize),
  ];
}

/** Small crosses where the graticule's lines meet inside the map. */
export function graticuleCrosses(
  frame: MapFrame,
  ticks: { readonly x: FrameTicks; readonly y: FrameTicks },
): string {
  const arm = 4;
  const paths: string[] = [];
  for (const x of ticks.x.values.map(frame.toSheetX)) {
    for (const y of ticks.y.values.map(frame.toSheetY)) {
      const inside =
        x - arm > frame.left &&
        x + arm < frame.left + frame.width &&
        y - arm > frame.top &&
        y + arm < frame.top + frame.height;
      if (inside)
        paths.push(polylinePath([x - arm, x + arm], [y, y]), polylinePath([x, x], [y - arm, y + arm]));
    }
  }
  return element("path", {
    d: paths.join(""),
    stroke: INK,
    "stroke-width": 0.5,
    "stroke-opacity": 0.6,
    fill: "none",
  });
}

function ladder(frame: MapFrame, ticks: { readonly x: FrameTicks; readonly y: FrameTicks }): string[] {
  const [west, east, south, north] = frame.region;
  const { left, top, width, height } = frame;
  const dark: string[] = [];
  for (const [from, to] of darkParts(west, east, ticks.x.minorStep)) {
    const [x, length] = [frame.toSheetX(from), frame.toSheetX(to) - frame.toSheetX(from)];
    for (const y of [top - FRAME_WIDTH, top + height]) dark.push(box(x, y, length, FRAME_WIDTH));
  }
  for (const [from, to] of darkParts(south, north, ticks.y.minorStep)) {
    const [y, length] = [frame.toSheetY(to), frame.toSheetY(from) - frame.toSheetY(to)];
    for (const x of [left - FRAME_WIDTH, left + width]) dark.push(box(x, y, FRAME_WIDTH, length));
  }
  const outside = {
    x: left - FRAME_WIDTH,
    y: top - FRAME_WIDTH,
    width: width + 2 * FRAME_WIDTH,
    height: height + 2 * FRAME_WIDTH,
  };
  const line = { fill: "none", stroke: INK, "stroke-width": 0.8 };
  return [
    element("path", { class: "ladder", d: dark.join(""), fill: INK }),
    element("rect", { ...outside, ...line }),
    // The corners are small squares of their own.
    element("rect", { ...outside, y: top, height, ...line }),
    element("rect", { ...outside, x: left, width, ...line }),
  ];
}

/** Every second part between the multiples of a step, cut off at both ends. */
function darkParts(start: number, end: number, step: number): [number, number][] {
  const edges = [start, ...ticksInRange(start, end, step).filter((v) => v > start && v < end), end];
  const parts: [number, number][] = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const cell = Math.floor((edges[i] + edges[i + 1]) / 2 / step);
    if (cell % 2 === 0) parts.push([edges[i], edges[i + 1]]);
  }
  return parts;
}

function tickMarks(
  frame: MapFrame,
  ticks: { readonly x: FrameTicks; readonly y: FrameTicks },
  nearSides: boolean,
): string[] {
  const [west, east, south, north] = frame.region;
  const { left, top, width, height } = frame;
  const paths: string[] = [];
  const marks = (values: readonly number[], length: number, side: "x" | "y"): void => {
    for (const value of values) {
      if (side === "x") {
        const x = frame.toSheetX(value);
        if (!nearSides) paths.push(polylinePath([x, x], [top - length, top]));
        paths.push(polylinePath([x, x], [top + height, top + height + length]));
      } else {
        const y = frame.toSheetY(value);
        paths.push(polylinePath([left - length, left], [y, y]));
        if (!nearSides) paths.push(polylinePath([left + width, left + width + length], [y, y]));
      }
    }
  };
  marks(ticksInRange(west, east, ticks.x.minorStep), FRAME_WIDTH / 2, "x");
  marks(ticksInRange(south, north, ticks.y.minorStep), FRAME_WIDTH / 2, "y");
  marks(ticks.x.values, FRAME_WIDTH, "x");
  marks(ticks.y.values, FRAME_WIDTH, "y");
  return [element("path", { d: paths.join(""), stroke: INK, "stroke-width": 0.7, fill: "none" })];
}

function tickLabels(
  frame: MapFrame,
  ticks: { readonly x: FrameTicks; readonly y: FrameTicks },
  fontSize: number,
): string[] {
  const away = FRAME_WIDTH + LABEL_GAP;
  const below = frame.top + frame.height + away + fontSize * CAP_HEIGHT;
  const style = { size: fontSize, fill: INK, class: "tick" } as const;
  return [
    ...ticks.x.values.map((value, i) =>
      textElement(ticks.x.labels[i], { ...style, x: frame.toSheetX(value), y: below, anchor: "middle" }),
    ),
    ...ticks.y.values.map((value, i) =>
      textElement(ticks.y.labels[i], {
        ...style,
        x: frame.left - away,
        y: frame.toSheetY(value) + (fontSize * CAP_HEIGHT) / 2,
        anchor: "end",
      }),
    ),
  ];
}

function inner(frame: MapFrame): { x: number; y: number; width: number; height: number } {
  return { x: frame.left, y: frame.top, width: frame.width, height: frame.height };
}

function box(x: number, y: number, width: number, height: number): string {
  return `${polylinePath([x, x + width, x + width, x, x], [y, y, y + height, y + height, y], true)}`;
}

import type { Grid } from "../core/grid.js";
import { luminance } from "./color-scale.js";
import { type ContourLabel, contourLabels } from "./contour-labels.js";
import { type ContourLine, contourLines } from "./contours.js";
import type { MapFrame } from "./map-frame.js";
import type { MapStyle } from "./map-options.js";
import { arcLengths, type Polyline, partAlong, simplified } from "./polyline.js";
import { finerGrid } from "./sample-grid.js";
import { element, polylinePath, textElement } from "./svg.js";
import { CAP_HEIGHT } from "./text-width.js";

/** Contours are drawn on a net of about this many samples, so that no corner of a cell shows. */
const SMOOTH_COLUMNS = 500;
/** How far, in px, a drawn line may leave its computed vertices: 0.013 mm. */
const TOLERANCE = 0.05;
/** Closed contours smaller than this, in px, are left out: 0.8 mm on A4. */
const SPECK = 3;
/** Lines and figures are dark, but light on the darkest colours. */
const INK = { dark: "#241c15", light: "#f4f1ea" };

/** The contours of a sheet: the fine lines, the bold ones with their labels, and the labels' places. */
export interface SheetContours {
  readonly elements: readonly string[];
  readonly labels: readonly ContourLabel[];
}

/** Draws contours; the bold lines are open where their labels sit. */
export function sheetContours(
  grid: Grid,
  style: MapStyle,
  frame: MapFrame,
  options: {
    readonly fontSize: number;
    readonly avoid?: { x: Float64Array; y: Float64Array };
    readonly avoidLines?: readonly Polyline[];
  },
): SheetContours {
  const lines = contourLines(finerGrid(grid, SMOOTH_COLUMNS), style.levels)
    .map((line) => onSheet(line, frame))
    .filter((line) => !isSpeck(line));
  const bold = new Set(style.index);
  const indexLines = lines.filter((line) => bold.has(line.level));
  const labels = contourLabels(indexLines, {
    interval: style.interval,
    fontSize: options.fontSize,
    avoid: options.avoid,
    avoidLines: options.avoidLines,
    within: [frame.left, frame.left + frame.width, frame.top, frame.top + frame.height],
  });
  const paths = new Map<string, string[]>();
  const draw = (level: number, path: string): void => {
    const key = `${bold.has(level) ? "index" : "fine"} ${inkOn(level, style, 0.05)}`;
    const drawn = paths.get(key);
    if (drawn === undefined) paths.set(key, [path]);
    else drawn.push(path);
  };
  for (const line of lines) {
    if (!bold.has(line.level)) draw(line.level, polylinePath(line.x, line.y, line.closed));
  }
  indexLines.forEach((line, i) => {
    const own = labels.filter((label) => label.line === i);
    for (const path of besideLabels(line, own)) draw(line.level, path);
  });
  return {
    labels,
    elements: [
      ...[...paths].map(([key, parts]) => lineElement(key, parts)),
      ...labels.map((label) => labelElement(label, options.fontSize, style, indexLines[label.line].level)),
    ],
  };
}

function lineElement(key: string, parts: readonly string[]): string {
  const [kind, stroke] = key.split(" ");
  return element("path", {
    class: kind === "index" ? "contour index" : "contour",
    d: parts.join(""),
    fill: "none",
    stroke,
    "stroke-width": kind === "index" ? 0.95 : 0.45,
    "stroke-opacity": kind === "index" ? undefined : 0.8,
    "stroke-linejoin": "round",
  });
}

/** A contour lies on the colour of its own level, so that colour decides what can be read on it. */
function inkOn(level: number, style: MapStyle, darkest: number): string {
  return luminance(style.scale.color(level)) > darkest ? INK.dark : INK.light;
}

function onSheet(line: ContourLine, frame: MapFrame): ContourLine {
  const placed = { x: line.x.map(frame.toSheetX), y: line.y.map(frame.toSheetY) };
  return { ...line, ...simplified(placed, TOLERANCE) };
}

/** A closed line so small that a reader takes it for a station or for dirt. */
function isSpeck({ x, y, closed }: ContourLine): boolean {
  if (!closed) return false;
  const extent = (side: Float64Array): number => {
    let [low, high] = [side[0], side[0]];
    for (const value of side) [low, high] = [Math.min(low, value), Math.max(high, value)];
    return high - low;
  };
  return Math.hypot(extent(x), extent(y)) < SPECK;
}

/** Path data of a line without the parts under its labels. */
function besideLabels(line: ContourLine, labels: readonly ContourLabel[]): string[] {
  if (labels.length === 0) return [polylinePath(line.x, line.y, line.closed)];
  const lengths = arcLengths(line);
  const total = lengths[lengths.length - 1];
  const gaps = labels
    .map((label): [number, number] => [label.distance - label.width / 2, label.distance + label.width / 2])
    .sort((a, b) => a[0] - b[0]);
  const starts = [0, ...gaps.map(([, end]) => end)];
  const ends = [...gaps.map(([start]) => start), total];
  const parts: Polyline[] = starts
    .map((start, i): [number, number] => [start, ends[i]])
    .filter(([start, end]) => end - start > 0.5)
    .map(([start, end]) => partAlong(line, lengths, start, end));
  return parts.map(({ x, y }) => polylinePath(x, y));
}

function labelElement(label: ContourLabel, fontSize: number, style: MapStyle, level: number): string {
  const down = (fontSize * CAP_HEIGHT) / 2;
  const radians = (label.angle * Math.PI) / 180;
  const halo = style.scale.color(level).join(",");
  return textElement(label.text, {
    class: "contour-label",
    x: label.x - down * Math.sin(radians),
    y: label.y + down * Math.cos(radians),
    size: fontSize,
    anchor: "middle",
    turn: label.angle,
    fill: inkOn(level, style, 0.15),
    halo: style.shaded ? `rgba(${halo},0.6)` : `rgb(${halo})`,
  });
}

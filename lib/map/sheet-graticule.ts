import { type Grid, isInDegrees } from "../core/grid.js";
import { knownSystem } from "../earth/coordinate-systems.js";
import { degreesToGrid } from "../earth/transform-coordinates.js";
import { clippedLine } from "./clip-line.js";
import { type MapFrame, ticksOfRegion } from "./map-frame.js";
import { gridDegrees } from "./map-lines.js";
import { type Polyline, simplified } from "./polyline.js";
import { FRAME_WIDTH, LABEL_GAP } from "./sheet-frame.js";
import { element, polylinePath, textElement } from "./svg.js";
import { CAP_HEIGHT, textWidth } from "./text-width.js";

/** Meridians and parallels on a map in metres: a fine blue that does not look like a contour or a coast. */
const BLUE = "#27507a";
/** Straight parts of one meridian or parallel, before it is thinned. */
const PARTS = 96;
/** Lines run on beyond the grid's bounds, so that they surely reach the frame. */
const BEYOND = 0.05;
/** How far, in px, a drawn line may leave the true one. */
const TOLERANCE = 0.05;

/** A meridian or parallel on the sheet, inside the frame. */
export interface GraticuleLine {
  readonly axis: "longitude" | "latitude";
  readonly label: string;
  readonly parts: readonly Polyline[];
}

/**
 * The meridians and parallels of a map in a projection, as curves with their true shape. None for a map in degrees,
 * whose frame has them, for a plane, and for a system that igdp does not know.
 */
export function graticuleLines(grid: Grid, frame: MapFrame, room: number): GraticuleLine[] {
  const bounds = gridDegrees(grid);
  if (isInDegrees(grid) || bounds === undefined) return [];
  const [west, east, south, north] = bounds;
  const ticks = ticksOfRegion(bounds, { degrees: true, kilometres: false }, frame, room);
  const convert = degreesToGrid(grid.crs);
  const line = (point: (t: number) => readonly [number, number]): readonly Polyline[] => {
    const points = Array.from({ length: PARTS + 1 }, (_, k) =>
      convert(...point((1 + 2 * BEYOND) * (k / PARTS) - BEYOND)),
    );
    const placed = {
      x: Float64Array.from(points, ([x]) => frame.toSheetX(x)),
      y: Float64Array.from(points, ([, y]) => frame.toSheetY(y)),
    };
    return clippedLine(placed, frame).map((part) => simplified(part, TOLERANCE));
  };
  return [
    ...ticks.x.values.map(
      (longitude, i): GraticuleLine => ({
        axis: "longitude",
        label: ticks.x.labels[i],
        parts: line((t) => [longitude, south + t * (north - south)]),
      }),
    ),
    ...ticks.y.values.map(
      (latitude, i): GraticuleLine => ({
        axis: "latitude",
        label: ticks.y.labels[i],
        parts: line((t) => [west + t * (east - west), latitude]),
      }),
    ),
  ].filter(({ parts }) => parts.length > 0);
}

/** The curves themselves, inside the frame. */
export function graticuleCurves(lines: readonly GraticuleLine[]): string[] {
  if (lines.length === 0) return [];
  const d = lines.flatMap(({ parts }) => parts.map(({ x, y }) => polylinePath(x, y))).join("");
  const look = { fill: "none", stroke: BLUE, "stroke-width": 0.45, "stroke-opacity": 0.75 };
  return [element("path", { class: "graticule", d, ...look })];
}

/** Ticks and degrees outside the frame: of meridians above it, of parallels at its right. */
export function graticuleLabels(
  lines: readonly GraticuleLine[],
  frame: MapFrame,
  fontSize: number,
): string[] {
  const { left, top, width } = frame;
  const style = { class: "degree", size: fontSize, fill: BLUE } as const;
  const [marks, texts]: [string[], string[]] = [[], []];
  for (const { axis, label, parts } of lines) {
    const ends = parts.flatMap(({ x, y }) => [
      [x[0], y[0]],
      [x[x.length - 1], y[y.length - 1]],
    ]);
    if (axis === "longitude") {
      const x = ends.find(([, y]) => Math.abs(y - top) < 1e-6)?.[0];
      if (x === undefined) continue;
      marks.push(polylinePath([x, x], [top - FRAME_WIDTH, top]));
      texts.push(textElement(label, { ...style, x, y: top - FRAME_WIDTH - LABEL_GAP, anchor: "middle" }));
    } else {
      const right = left + width;
      const y = ends.find(([x]) => Math.abs(x - right) < 1e-6)?.[1];
      if (y === undefined) continue;
      marks.push(polylinePath([right, right + FRAME_WIDTH], [y, y]));
      const baseline = y + (fontSize * CAP_HEIGHT) / 2;
      texts.push(textElement(label, { ...style, x: right + FRAME_WIDTH + LABEL_GAP, y: baseline }));
    }
  }
  const look = { stroke: BLUE, "stroke-width": 0.7, fill: "none" };
  return marks.length === 0 ? [] : [element("path", { d: marks.join(""), ...look }), ...texts];
}

/** Room that the degrees take above the frame and at its right. */
export function graticuleRoom(
  grid: Grid,
  size: { width: number; height: number },
  room: number,
  fontSize: number,
): { above: number; right: number } {
  const bounds = isInDegrees(grid) || knownSystem(grid.crs) === undefined ? undefined : gridDegrees(grid);
  if (bounds === undefined) return { above: 0, right: 0 };
  const { labels } = ticksOfRegion(bounds, { degrees: true, kilometres: false }, size, room).y;
  const widest = Math.max(0, ...labels.map((label) => textWidth(label, fontSize)));
  return { above: fontSize * CAP_HEIGHT + LABEL_GAP, right: widest + LABEL_GAP + FRAME_WIDTH };
}

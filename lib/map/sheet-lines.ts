import { clippedLine } from "./clip-line.js";
import type { MapFrame } from "./map-frame.js";
import type { MapLineKind, MapLines } from "./map-lines.js";
import { type Polyline, simplified } from "./polyline.js";
import { type Attributes, element, polylinePath } from "./svg.js";

/** How far, in px, a drawn line may leave its vertices: 0.03 mm. */
const TOLERANCE = 0.1;

/** Coasts are blue and borders broken lines, as map readers expect; both are thinner than bold contours. */
export const LINE_LOOKS: Readonly<Record<MapLineKind, Attributes>> = Object.freeze({
  coast: { stroke: "#0b3d63", "stroke-width": 0.9 },
  border: { stroke: "#5a1846", "stroke-width": 0.8, "stroke-dasharray": "6 2 1.2 2" },
  line: { stroke: "#1b1b1b", "stroke-width": 0.8 },
});

/** Lines of one kind on the sheet. */
export interface PlacedLines {
  readonly kind: MapLineKind;
  readonly parts: readonly Polyline[];
}

/** Lines put on the sheet, cut at the frame, and thinned. */
export function placeLines(lines: readonly MapLines[], frame: MapFrame): PlacedLines[] {
  return lines.map(({ kind, x, y }) => {
    const placed = { x: x.map(frame.toSheetX), y: y.map(frame.toSheetY) };
    return { kind, parts: clippedLine(placed, frame).map((part) => simplified(part, TOLERANCE)) };
  });
}

/** Draws lines that were placed; a light line below keeps them readable on every colour. */
export function drawnLines(lines: readonly PlacedLines[]): string[] {
  return lines.flatMap(({ kind, parts }) => {
    if (parts.length === 0) return [];
    const path = { d: parts.map((part) => polylinePath(part.x, part.y)).join(""), fill: "none" };
    const halo = { stroke: "#ffffff", "stroke-width": 2, "stroke-opacity": 0.55 };
    const round = { "stroke-linejoin": "round" };
    return [
      element("path", { class: "line-halo", ...path, ...halo, ...round }),
      element("path", { class: kind, ...path, ...LINE_LOOKS[kind], ...round }),
    ];
  });
}

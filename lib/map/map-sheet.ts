import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import type { MapFrame } from "./map-frame.js";
import { checkStations, type MapOptions, type MapStyle, mapStyle } from "./map-options.js";
import { drawPaper } from "./paper-sheet.js";
import { colorBar, LEGEND_SIZE, type LegendPart, legendLine, northArrow, scaleBar } from "./sheet-legend.js";
import { labelsBelow, layOutFrame, mapElements } from "./sheet-map.js";
import { explanations, notePart, scaleRemark, shadeRemark, titlePart } from "./sheet-words.js";
import { element, type MapSheet, svgDocument } from "./svg.js";
import { textWidth, wrapText } from "./text-width.js";

const MARGIN = 16;
/** A map higher than this many times its width is made narrower, so that it fits an upright page. */
const HIGHEST = 1.3;

/**
 * A map of a grid as a finished sheet: title, framed map with filled colour, contours and stations, colour bar,
 * scale bar, legend and note.
 *
 * Degrees (`EPSG:4326`) are drawn equirectangular, with the middle latitude true to scale; every other crs is
 * taken as metres. NaN is paper, or hatched where the colours have one like paper. The same input gives the same text, byte for byte.
 *
 * @param grid - the grid; at least one value must be a number
 * @param options - see {@link MapOptions}
 * @returns an SVG document, in px of 1/96 inch; `renderPng` from `igdp/node` makes a picture of it
 * @throws ArgumentError if every value is NaN, stations' columns differ in length, or an option cannot be used
 *
 * @example
 * const grid = makeGrid({
 *   x: regularAxis(27, 28, 0.5), y: regularAxis(-26, -25, 0.5), values: Float64Array.of(-9, -5, -1, 0, 1, 2, 3, 4, 5),
 *   crs: "EPSG:4326", name: "bouguer_anomaly_mgal", units: "mGal",
 * });
 * mapSheet(grid, { title: "Bouguer anomaly <test>" }).includes("Bouguer anomaly &lt;test&gt;"); // => true
 */
export function mapSheet(grid: Grid, options: MapOptions): string {
  return drawSheet(grid, mapStyle(grid, options), options).svg;
}

/** {@link mapSheet} with its size, for a style that was chosen before. */
export function drawSheet(grid: Grid, style: MapStyle, options: MapOptions): MapSheet {
  checkStations(options.stations);
  if (options.paper !== undefined) return drawPaper(grid, style, options);
  const width = sheetWidth(options.width_mm ?? 180);
  const header = titlePart(options, { x: MARGIN, y: MARGIN, width: width - 2 * MARGIN });
  const framed = layOutFrame(grid, {
    ...{ left: 0, right: width, margin: MARGIN, top: MARGIN + header.height + 10 },
    highest: (available) => available * HIGHEST,
  });
  const { frame } = framed;
  const map = mapElements(grid, style, framed, options);
  const legendTop = frame.top + frame.height + labelsBelow(grid) + 16;
  const legend = legendPart(style, frame, options, { top: legendTop, width, stations: map.stations });
  const words = [options.note, shadeRemark(options)].filter(Boolean).join("\n");
  const note = underNote(words, legendTop + legend.height + 12, width);
  const height = Math.ceil(legendTop + legend.height + note.height + MARGIN);
  const svg = svgDocument({ width, height, title: options.title }, [
    ...header.elements,
    ...map.elements,
    ...legend.elements,
    ...note.elements,
  ]);
  return { svg, width, height };
}

function sheetWidth(millimetres: number): number {
  if (!(millimetres >= 60 && millimetres <= 1200)) {
    throw new ArgumentError({
      argument: "options.width_mm",
      value: millimetres,
      accepted: "a number from 60 to 1200",
    });
  }
  return Math.round((millimetres / 25.4) * 96);
}

/** Colour bar on the left; scale bar and explanations on the right, or below where the sheet is narrow. */
function legendPart(
  style: MapStyle,
  frame: MapFrame,
  options: MapOptions,
  place: { top: number; width: number; stations: number },
): LegendPart {
  const left = MARGIN + 8;
  const room = place.width - 2 * left;
  const arrow = options.northArrow ?? !frame.degrees;
  const arrowRoom = arrow ? 24 : 0;
  const lines = explanations(style, options, place.stations).flatMap(([kind, text]) =>
    wrapText(text, room - arrowRoom - 26, LEGEND_SIZE).map(
      (line, i) => [i === 0 ? kind : "more", line] as const,
    ),
  );
  const widest = Math.max(130, ...lines.map(([, text]) => 26 + textWidth(text, LEGEND_SIZE))) + arrowRoom;
  const wide = widest <= 0.48 * room;
  const bar = colorBar(style.scale, style.caption, {
    x: left,
    y: place.top,
    width: wide ? room * 0.48 : room,
  });
  const x = wide ? left + Math.min(room * 0.6, room - widest) : left;
  let y = wide ? place.top : place.top + bar.height + 12;
  const elements = [...bar.elements];
  if (arrow) elements.push(...northArrow({ x: left + room - 14, y: y - 2 }).elements);
  const remark = scaleRemark(frame);
  const scale = scaleBar(frame.metresPerPixel, {
    x: x + 3,
    y,
    width: Math.min(frame.width / 2.5, 120),
    remark,
  });
  elements.push(...scale.elements);
  y += scale.height + 9;
  for (const [kind, text] of lines) {
    const line = legendLine(kind, text, { x, y });
    elements.push(...line.elements);
    y += line.height;
  }
  return { elements, width: room, height: Math.max(y, place.top + bar.height) - place.top };
}

/** The note below a line that sets it off. */
function underNote(text: string, top: number, width: number): LegendPart {
  const note = notePart(text, { x: MARGIN, y: top + 5, width: width - 2 * MARGIN });
  if (note.elements.length === 0) return { elements: [], width: 0, height: 0 };
  const rule = { x: MARGIN, y: top, width: width - 2 * MARGIN, height: 0.5, fill: "#b5b5b5" };
  return { elements: [element("rect", rule), ...note.elements], width, height: 14 + note.height };
}

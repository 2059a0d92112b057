import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { isInDegrees } from "../core/grid.js";
import { frameAspect, frameTicks, inKilometres, type MapFrame, mapFrame } from "./map-frame.js";
import { checkStations, type MapOptions, type MapStyle, mapStyle } from "./map-options.js";
import { degreeLabel, numberLabel } from "./nice-ticks.js";
import { sheetContours } from "./sheet-contours.js";
import { FRAME_WIDTH, frameElements, graticuleCrosses, LABEL_GAP } from "./sheet-frame.js";
import {
  colorBar,
  LEGEND_SIZE,
  type LegendPart,
  type LegendSymbol,
  legendLine,
  northArrow,
  scaleBar,
} from "./sheet-legend.js";
import { lineElements } from "./sheet-lines.js";
import { rasterImage } from "./sheet-raster.js";
import { placeStations, stationDots, stationNames } from "./sheet-stations.js";
import { element, svgDocument, textElement } from "./svg.js";
import { textWidth, wrapText } from "./text-width.js";

/** A finished sheet and its size in px (96 a printed inch). */
export interface MapSheet {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 16;
const TICK_SIZE = 9;
/** Labelled ticks are at least so far apart. */
const TICK_ROOM = 66;
const INK = "#1b1b1b";
/** A map higher than this many times its width is made narrower, so that it fits an upright page. */
const HIGHEST = 1.3;

/**
 * A map of a grid as a finished sheet: title, framed map with filled colour, contours and stations, colour bar,
 * scale bar, legend and note.
 *
 * Degrees (`EPSG:4326`) are drawn equirectangular, with the middle latitude true to scale; every other crs is
 * taken as metres. NaN is white paper. The same input gives the same text, byte for byte.
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
  const width = sheetWidth(options.width_mm ?? 180);
  const header = headerPart(options, width);
  const { frame, ticks } = layOutFrame(grid, width, header.height);
  const map = mapElements(grid, style, frame, ticks, options);
  const captions = axisCaptions(grid, frame, ticks);
  const legendTop =
    frame.top + frame.height + FRAME_WIDTH + LABEL_GAP + TICK_SIZE + (captions.length > 0 ? 30 : 16);
  const legend = legendPart(style, frame, options, { top: legendTop, width, stations: map.stations });
  const note = notePart(options, legendTop + legend.height + 12, width);
  const height = Math.ceil(legendTop + legend.height + note.height + MARGIN);
  const svg = svgDocument({ width, height, title: options.title }, [
    ...header.elements,
    ...map.elements,
    ...captions,
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

/** Title, subtitle and the mark of synthetic data. */
function headerPart(options: MapOptions, width: number): LegendPart {
  const mark = options.synthetic ? "SYNTHETIC DATA" : "";
  const markWidth = mark ? textWidth(mark, 10, "bold") + 14 : 0;
  const room = width - 2 * MARGIN - (mark ? markWidth + 12 : 0);
  const elements: string[] = [];
  let y = MARGIN;
  for (const line of wrapText(options.title, room, 17, "bold")) {
    elements.push(
      textElement(line, { class: "title", x: MARGIN, y: y + 13, size: 17, weight: "bold", fill: INK }),
    );
    y += 21;
  }
  for (const line of wrapText(options.subtitle ?? "", room, 10.5)) {
    elements.push(textElement(line, { class: "subtitle", x: MARGIN, y: y + 9, size: 10.5, fill: "#444444" }));
    y += 14;
  }
  if (mark) {
    const x = width - MARGIN - markWidth;
    const red = "#b00020";
    elements.push(
      element("rect", {
        x,
        y: MARGIN - 1,
        width: markWidth,
        height: 18,
        fill: "none",
        stroke: red,
        "stroke-width": 1.2,
      }),
      textElement(mark, {
        class: "mark",
        x: x + markWidth / 2,
        y: MARGIN + 11.6,
        size: 10,
        weight: "bold",
        anchor: "middle",
        fill: red,
      }),
    );
    y = Math.max(y, MARGIN + 20);
  }
  return { elements, width, height: y + 10 };
}

/** The room for tick labels depends on the labels, they on the step, the step on the room: two rounds settle it. */
function layOutFrame(
  grid: Grid,
  sheet: number,
  top: number,
): { frame: MapFrame; ticks: ReturnType<typeof frameTicks> } {
  const aspect = frameAspect(grid);
  let left = MARGIN + 50;
  let width = sheet - left - MARGIN;
  let ticks = frameTicks(grid, { width, height: width * aspect }, TICK_ROOM);
  for (let round = 0; round < 2; round++) {
    const labels = Math.max(0, ...ticks.y.labels.map((label) => textWidth(label, TICK_SIZE)));
    const caption = isInDegrees(grid) ? 0 : 16;
    left = MARGIN + caption + labels + LABEL_GAP + FRAME_WIDTH;
    const right = Math.max(
      MARGIN,
      ...ticks.x.labels.slice(-1).map((label) => 8 + textWidth(label, TICK_SIZE) / 2),
    );
    width = Math.min(sheet - left - right, ((sheet - left - right) * HIGHEST) / aspect);
    ticks = frameTicks(grid, { width, height: width * aspect }, TICK_ROOM);
    left += (sheet - left - right - width) / 2;
  }
  return { frame: mapFrame(grid, { left, top: top + FRAME_WIDTH, width }), ticks };
}

function mapElements(
  grid: Grid,
  style: MapStyle,
  frame: MapFrame,
  ticks: ReturnType<typeof frameTicks>,
  options: MapOptions,
): { elements: string[]; stations: number } {
  const { stations } = options;
  const placed = stations && placeStations(stations, frame);
  const contours = sheetContours(grid, style, frame, { fontSize: 7.5, avoid: placed });
  const withNames = options.stationLabels ?? (placed !== undefined && placed.rows.length <= 40);
  const names =
    placed && stations?.label && withNames
      ? stationNames(placed, stations.label, frame, contours.labels, 7.5)
      : [];
  return {
    stations: placed?.rows.length ?? 0,
    elements: [
      rasterImage(grid, style.scale, frame),
      graticuleCrosses(frame, ticks),
      ...lineElements(options.lines ?? [], frame),
      ...contours.elements,
      ...(placed ? [stationDots(placed)] : []),
      ...names,
      ...frameElements(frame, ticks, TICK_SIZE),
    ],
  };
}

/** A frame in metres says what its numbers are. */
function axisCaptions(grid: Grid, frame: MapFrame, ticks: ReturnType<typeof frameTicks>): string[] {
  if (isInDegrees(grid)) return [];
  const unit = inKilometres(grid) ? "km" : "m";
  const style = { size: TICK_SIZE, anchor: "middle", fill: INK, class: "caption" } as const;
  const away = FRAME_WIDTH + LABEL_GAP;
  const below = frame.top + frame.height + away + 2 * TICK_SIZE + 6;
  const labels = Math.max(0, ...ticks.y.labels.map((label) => textWidth(label, TICK_SIZE)));
  const [x, y] = [frame.left - away - labels - 8, frame.top + frame.height / 2];
  return [
    textElement(`Easting (${unit})`, { ...style, x: frame.left + frame.width / 2, y: below }),
    textElement(`Northing (${unit})`, { ...style, x, y, turn: -90 }),
  ];
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
  const [, , south, north] = frame.region;
  const remark = frame.degrees ? `at ${roundedLatitude((south + north) / 2, north - south)}` : undefined;
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

function explanations(style: MapStyle, options: MapOptions, stations: number): [LegendSymbol, string][] {
  const unit = style.caption.match(/\(([^()]*)\)$/)?.[1] ?? "";
  const amount = (value: number): string => `${numberLabel(value, value)} ${unit}`.trim();
  const lines: [LegendSymbol, string][] = [];
  const { index, interval, levels } = style;
  const indexInterval = index.length > 1 ? index[1] - index[0] : interval;
  if (levels.length > 0) lines.push(["contour", `Contours every ${amount(interval)}`]);
  if (indexInterval > interval)
    lines[0] = ["index contour", `${lines[0][1]}, bold every ${amount(indexInterval)}`];
  if (options.stations)
    lines.push(["station", stations === 1 ? "1 station" : `${numberLabel(stations, 1)} stations`]);
  const kinds = new Set(options.lines?.filter(({ x }) => x.length > 0).map(({ kind }) => kind));
  if (kinds.has("coast")) lines.push(["coast", "Coast"]);
  if (kinds.has("border")) lines.push(["border", "Border (Natural Earth)"]);
  return lines;
}

/** The middle latitude, to a minute, or on a large map to a degree. */
function roundedLatitude(latitude: number, height: number): string {
  const parts = height > 5 ? 1 : 60;
  return degreeLabel(Math.round(latitude * parts) / parts, "latitude");
}

function notePart(options: MapOptions, top: number, width: number): LegendPart {
  const lines = wrapText(options.note ?? "", width - 2 * MARGIN, 7.5);
  if (lines.length === 0) return { elements: [], width: 0, height: 0 };
  const rule = { x: MARGIN, y: top, width: width - 2 * MARGIN, height: 0.5, fill: "#b5b5b5" };
  const texts = lines.map((line, i) =>
    textElement(line, { class: "note", x: MARGIN, y: top + 12 + i * 10.5, size: 7.5, fill: "#444444" }),
  );
  return { elements: [element("rect", rule), ...texts], width, height: 14 + lines.length * 10.5 };
}

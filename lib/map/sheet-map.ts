import type { Grid } from "../core/grid.js";
import { isInDegrees } from "../core/grid.js";
import { HATCH_LOOK, hatchOfHoles } from "./hatch.js";
import { frameAspect, frameTicks, inKilometres, type MapFrame, mapFrame } from "./map-frame.js";
import type { MapOptions, MapStyle } from "./map-options.js";
import { sheetContours } from "./sheet-contours.js";
import { FRAME_WIDTH, frameElements, graticuleCrosses, LABEL_GAP } from "./sheet-frame.js";
import { graticuleCurves, graticuleLabels, graticuleLines, graticuleRoom } from "./sheet-graticule.js";
import { drawnLines, placeLines } from "./sheet-lines.js";
import { PRINT, rasterImage } from "./sheet-raster.js";
import { shadeImage, shadeOptions } from "./sheet-shade.js";
import { placeStations, stationDots, stationNames } from "./sheet-stations.js";
import { element, polylinePath, textElement } from "./svg.js";
import { textWidth } from "./text-width.js";

/** Font size of the labels around a map. */
export const TICK_SIZE = 9;
/** Labelled ticks are at least so far apart. */
const TICK_ROOM = 66;
const INK = "#1b1b1b";

/** Where a map may stand: labels and frame included, but for the labels below. */
export interface MapRoom {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Largest height of the map inside its frame, for its width. Default: no limit. */
  readonly highest?: (width: number) => number;
  /** Free space beside the labels. */
  readonly margin: number;
}

/** A map's frame with its ticks. */
export interface FramedMap {
  readonly frame: MapFrame;
  readonly ticks: ReturnType<typeof frameTicks>;
}

/** The room for tick labels depends on the labels, they on the step, the step on the room: two rounds settle it. */
export function layOutFrame(grid: Grid, room: MapRoom): FramedMap {
  const aspect = frameAspect(grid);
  const sheet = room.right - room.left;
  let left = room.margin + 50;
  let width = sheet - left - room.margin;
  let ticks = frameTicks(grid, { width, height: width * aspect }, TICK_ROOM);
  for (let round = 0; round < 2; round++) {
    const labels = Math.max(0, ...ticks.y.labels.map((label) => textWidth(label, TICK_SIZE)));
    const caption = isInDegrees(grid) ? 0 : 16;
    left = room.margin + caption + labels + LABEL_GAP + FRAME_WIDTH;
    const degrees = graticuleRoom(grid, { width, height: width * aspect }, TICK_ROOM, TICK_SIZE);
    const right = Math.max(
      room.margin + degrees.right,
      ...ticks.x.labels.slice(-1).map((label) => 8 + textWidth(label, TICK_SIZE) / 2),
    );
    const available = sheet - left - right;
    width = Math.min(available, (room.highest?.(available) ?? Number.POSITIVE_INFINITY) / aspect);
    ticks = frameTicks(grid, { width, height: width * aspect }, TICK_ROOM);
    left += (available - width) / 2;
  }
  const top = room.top + FRAME_WIDTH + labelsAbove(grid);
  return { frame: mapFrame(grid, { left: room.left + left, top, width }), ticks };
}

/** How far the labels and captions of a map reach below its frame. */
export function labelsBelow(grid: Grid): number {
  return FRAME_WIDTH + LABEL_GAP + TICK_SIZE + (isInDegrees(grid) ? 0 : 14);
}

/** How far the degrees of a map in a projection reach above its frame. */
export function labelsAbove(grid: Grid): number {
  return graticuleRoom(grid, { width: TICK_ROOM, height: TICK_ROOM }, TICK_ROOM, TICK_SIZE).above;
}

/** All that stands inside and around the frame, and how many stations there are. */
export function mapElements(
  grid: Grid,
  style: MapStyle,
  { frame, ticks }: FramedMap,
  options: MapOptions,
): { elements: string[]; stations: number } {
  const { stations } = options;
  const placed = stations && placeStations(stations, frame);
  const density = options.paper ? PRINT : undefined;
  const shade = shadeOptions(options.hillshade);
  const lines = placeLines(options.lines ?? [], frame);
  const contours = sheetContours(grid, style, frame, {
    ...{ fontSize: 7.5, avoid: placed },
    avoidLines: lines.flatMap(({ parts }) => parts),
  });
  const withNames = options.stationLabels ?? (placed !== undefined && placed.rows.length <= 40);
  const names =
    placed && stations?.label && withNames
      ? stationNames(placed, stations.label, frame, contours.labels, 7.5)
      : [];
  const graticule = graticuleLines(grid, frame, TICK_ROOM);
  return {
    stations: placed?.rows.length ?? 0,
    elements: [
      rasterImage(grid, style.scale, frame, density),
      ...(style.holes === "hatched" ? [holeHatching(grid, frame)] : []),
      ...(shade ? [shadeImage(grid, shade, frame, density)] : []),
      graticuleCrosses(frame, ticks),
      ...graticuleCurves(graticule),
      ...drawnLines(lines),
      ...contours.elements,
      ...(placed ? [stationDots(placed)] : []),
      ...names,
      ...frameElements(frame, ticks, TICK_SIZE, graticule.length > 0),
      ...graticuleLabels(graticule, frame, TICK_SIZE),
      ...axisCaptions(grid, frame, ticks),
    ],
  };
}

function holeHatching(grid: Grid, frame: MapFrame): string {
  const lines = hatchOfHoles(grid, frame).map(([x1, y1, x2, y2]) => polylinePath([x1, x2], [y1, y2]));
  return element("path", { class: "hatch", d: lines.join(""), fill: "none", ...HATCH_LOOK });
}

/** A frame in metres says what its numbers are. */
function axisCaptions(grid: Grid, frame: MapFrame, ticks: FramedMap["ticks"]): string[] {
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

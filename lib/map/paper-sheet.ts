import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { frameAspect, type MapFrame } from "./map-frame.js";
import type { MapOptions, MapStyle } from "./map-options.js";
import { numberLabel } from "./nice-ticks.js";
import { PAPERS, type PaperSize } from "./paper.js";
import { indexMap } from "./sheet-index.js";
import { colorBar, LEGEND_SIZE, type LegendPart, legendLine, northArrow, scaleBar } from "./sheet-legend.js";
import { type FramedMap, labelsAbove, labelsBelow, layOutFrame, mapElements } from "./sheet-map.js";
import { reliabilityMap } from "./sheet-reliability.js";
import { explanations, notePart, scaleRemark, shadeRemark, systemInWords, titlePart } from "./sheet-words.js";
import { element, type MapSheet, scaledDocument, textElement } from "./svg.js";
import { CAP_HEIGHT, wrapText } from "./text-width.js";

const INK = "#1b1b1b";
/** Free edge of the paper; printers need some. */
const EDGE = 26;
/** From the border to what is inside, and between map and panel. */
const GAP = 12;
/** Width of the panel beside an upright map; of one column of the panel below a wide map. */
const PANEL = 214;
const COLUMNS = 3;
/** Space between the parts of the panel. */
const BETWEEN = 14;
/** Widths of the little maps as parts of the panel's: the first that lets everything fit is taken. */
const INSETS = [1, 0.85, 0.7, 0.55, 0.4];
/** Round numbers of a map's scale, times a power of ten. */
const ROUND_SCALES = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8];

/** A part of the panel: draws itself into a column. */
type Block = (place: { readonly x: number; readonly y: number; readonly width: number }) => LegendPart;

interface Layout {
  readonly framed: FramedMap;
  readonly draw: () => string[];
}

/**
 * A map on a whole sheet of paper: the map at a round scale, and a panel with title, colours, explanations, where it
 * lies, how reliable it is, and what it was made from.
 */
export function drawPaper(grid: Grid, style: MapStyle, options: MapOptions): MapSheet {
  const paper = PAPERS[options.paper as PaperSize];
  if (paper === undefined) {
    throw new ArgumentError({
      argument: "options.paper",
      value: options.paper,
      accepted: Object.keys(PAPERS).join(", "),
    });
  }
  const { orientation } = options;
  if (orientation !== undefined && orientation !== "portrait" && orientation !== "landscape") {
    throw new ArgumentError({
      argument: "options.orientation",
      value: orientation,
      accepted: "portrait or landscape",
    });
  }
  const [short, long, magnified] = paper;
  const sides: [number, number][] = [
    ...(orientation === "landscape" ? [] : [[short, long] as [number, number]]),
    ...(orientation === "portrait" ? [] : [[long, short] as [number, number]]),
  ];
  const layouts = sides.map(([width, height]) => {
    const size = { width: (width / 25.4) * 96, height: (height / 25.4) * 96, magnified };
    return { size, ...layOut(grid, style, options, size) };
  });
  const best = layouts.reduce((a, b) => (b.framed.frame.width > a.framed.frame.width ? b : a));
  const { size } = best;
  const svg = scaledDocument({ ...size, title: options.title }, best.draw());
  return { svg, width: size.width, height: size.height };
}

interface Page {
  readonly width: number;
  readonly height: number;
  readonly magnified: number;
}

/** Everything on the page, in px of an A4's letters; the document magnifies it. */
function layOut(grid: Grid, style: MapStyle, options: MapOptions, page: Page): Layout {
  const [width, height] = [page.width / page.magnified, page.height / page.magnified];
  const inside = {
    left: EDGE + GAP,
    right: width - EDGE - GAP,
    top: EDGE + GAP,
    bottom: height - EDGE - GAP,
  };
  const beside = width > height;
  // The panel's words need the map's scale, and the map's room depends on the panel: a first map tells the words.
  let framed = layOutFrame(grid, { ...inside, margin: 0, highest: () => inside.bottom - inside.top });
  let panel = drawPanel(grid, style, options, framed.frame, page, beside, inside);
  for (let round = 0; round < 2; round++) {
    framed = fitMap(grid, panel.room, page.magnified);
    panel = drawPanel(grid, style, options, framed.frame, page, beside, inside);
  }
  const { elements } = panel;
  const draw = (): string[] => {
    const border = { x: EDGE, y: EDGE, width: width - 2 * EDGE, height: height - 2 * EDGE };
    return [
      element("rect", { class: "border-line", ...border, fill: "none", stroke: INK, "stroke-width": 1.2 }),
      ...mapElements(grid, style, framed, options).elements,
      ...elements,
    ];
  };
  return { framed, draw };
}

interface Room {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The largest map that fits a room and has a round scale, in the middle of the room. */
function fitMap(grid: Grid, room: Room, magnified: number): FramedMap {
  const highest = room.bottom - room.top - labelsAbove(grid) - labelsBelow(grid) - 10;
  const full = layOutFrame(grid, { ...room, margin: 0, highest: () => highest });
  const ratio = scaleRatio(full.frame, magnified);
  const smaller = ratio / roundRatio(ratio);
  const width = full.frame.width * smaller;
  const framed = layOutFrame(grid, { ...room, margin: 0, highest: () => width * frameAspect(grid) });
  const spare = highest - framed.frame.height;
  return spare <= 0
    ? framed
    : layOutFrame(grid, {
        ...room,
        margin: 0,
        top: room.top + spare / 2,
        highest: () => width * frameAspect(grid),
      });
}

/** How many times smaller than the ground the printed map is. */
function scaleRatio({ metresPerPixel }: MapFrame, magnified: number): number {
  return metresPerPixel / ((0.0254 / 96) * magnified);
}

/** The next round scale that is not larger than this one. */
function roundRatio(ratio: number): number {
  const power = 10 ** Math.floor(Math.log10(ratio));
  const round = ROUND_SCALES.find((step) => step * power >= ratio * (1 - 1e-9));
  return (round ?? 10) * power;
}

/** The panel at the right of a wide page or at the foot of an upright one, and the room that is left for the map. */
function drawPanel(
  grid: Grid,
  style: MapStyle,
  options: MapOptions,
  frame: MapFrame,
  page: Page,
  beside: boolean,
  inside: Room,
): { elements: string[]; room: Room } {
  const groups = (inset: number) => panelBlocks(grid, style, options, frame, page, inset);
  if (beside) {
    const x = inside.right - PANEL;
    // The insets give way where the words need the room.
    const column = (inset: number): LegendPart => stacked(groups(inset).flat(), x, inside.top, PANEL);
    let part = column(INSETS[0]);
    for (const inset of INSETS.slice(1)) if (part.height > inside.bottom - inside.top) part = column(inset);
    const line = rule(x - GAP, EDGE, x - GAP, inside.bottom + GAP);
    const room = { ...inside, right: x - 2 * GAP };
    return { elements: [line, ...part.elements], room };
  }
  const width = (inside.right - inside.left - (COLUMNS - 1) * 2 * GAP) / COLUMNS;
  const blocks = groups(INSETS[0]);
  const high = Math.max(...blocks.map((group) => stacked(group, 0, 0, width).height));
  const top = inside.bottom - high;
  const columns = blocks.map((group, i) => stacked(group, inside.left + i * (width + 2 * GAP), top, width));
  const line = rule(EDGE, top - GAP, inside.right + GAP, top - GAP);
  const elements = [line, ...columns.flatMap((column) => column.elements)];
  return { elements, room: { ...inside, bottom: top - 2 * GAP } };
}

/** Blocks one below the other. */
function stacked(blocks: readonly Block[], x: number, top: number, width: number): LegendPart {
  const elements: string[] = [];
  let y = top;
  for (const block of blocks) {
    const part = block({ x, y, width });
    elements.push(...part.elements);
    if (part.height > 0) y += part.height + BETWEEN;
  }
  return { elements, width, height: y - top - BETWEEN };
}

function rule(x1: number, y1: number, x2: number, y2: number): string {
  return element("path", { d: `M${x1} ${y1}L${x2} ${y2}`, stroke: INK, "stroke-width": 0.8, fill: "none" });
}

/** What stands in the panel, in three groups: what it is, how to read it, how far to trust it. */
function panelBlocks(
  grid: Grid,
  style: MapStyle,
  options: MapOptions,
  frame: MapFrame,
  page: Page,
  inset: number,
): [Block[], Block[], Block[]] {
  const stations = options.stations ? countInside(options.stations, frame) : 0;
  return [
    [
      (place) => titlePart(options, { ...place, markBelow: true }),
      (place) => notePart(noteOf(grid, options), place),
    ],
    [
      ({ x, y, width }) => colorBar(style.scale, style.caption, { x: x + 6, y, width: width - 18 }),
      (place) => scaleBlock(frame, page, options, place),
      (place) => legendBlock(style, options, stations, place),
    ],
    [
      (place) => reliabilityMap(grid, options, place, inset),
      (place) => indexMap(grid, options, place, inset),
    ],
  ];
}

/** What the map was made from, and in which coordinates it is drawn. */
function noteOf(grid: Grid, options: MapOptions): string {
  const system = systemInWords(grid);
  return [options.note, system && `Coordinates: ${system}.`, shadeRemark(options)].filter(Boolean).join("\n");
}

function countInside({ x, y }: NonNullable<MapOptions["stations"]>, { region }: MapFrame): number {
  const [west, east, south, north] = region;
  return x.reduce((n, a, i) => n + Number(a >= west && a <= east && y[i] >= south && y[i] <= north), 0);
}

/** The scale as a number and as a bar, with the arrow where no degrees show the north. */
function scaleBlock(
  frame: MapFrame,
  page: Page,
  options: MapOptions,
  { x, y, width }: { x: number; y: number; width: number },
): LegendPart {
  const ratio = Number(scaleRatio(frame, page.magnified).toPrecision(3));
  const remark = scaleRemark(frame);
  const words = `Scale 1 : ${numberLabel(ratio, 1)}${remark ? ` ${remark}` : ""}`;
  const size = 9.5;
  const bar = scaleBar(frame.metresPerPixel, { x: x + 6, y: y + 18, width: Math.min(width * 0.6, 130) });
  const arrow = (options.northArrow ?? !frame.degrees) ? northArrow({ x: x + width - 18, y }).elements : [];
  return {
    width,
    height: 18 + bar.height,
    elements: [
      textElement(words, { class: "scale", x, y: y + size * CAP_HEIGHT, size, weight: "bold", fill: INK }),
      ...bar.elements,
      ...arrow,
    ],
  };
}

function legendBlock(
  style: MapStyle,
  options: MapOptions,
  stations: number,
  { x, y, width }: { x: number; y: number; width: number },
): LegendPart {
  const elements: string[] = [];
  let at = y;
  for (const [kind, text] of explanations(style, options, stations))
    for (const [i, line] of wrapText(text, width - 26, LEGEND_SIZE).entries()) {
      const part = legendLine(i === 0 ? kind : "more", line, { x, y: at });
      elements.push(...part.elements);
      at += part.height;
    }
  return { elements, width, height: at - y };
}

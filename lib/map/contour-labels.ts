import type { ContourLine } from "./contours.js";
import { boxesOverlap, boxHolds, boxInside, type LabelBox } from "./label-box.js";
import { decimalsOf, numberLabel } from "./nice-ticks.js";
import { arcLengths, type Polyline, pointAlong } from "./polyline.js";
import { CAP_HEIGHT, textWidth } from "./text-width.js";

/** A label that sits on a contour line: its centre lies on the line, its baseline runs along it. */
export interface ContourLabel extends LabelBox {
  readonly text: string;
  /** Which of the lines it belongs to. */
  readonly line: number;
  /** Distance along that line from its start to the label's centre. */
  readonly distance: number;
}

/** Options of {@link contourLabels}; all lengths in px of the sheet. */
export interface ContourLabelOptions {
  /** Distance between levels; it decides the decimals of the labels. */
  readonly interval: number;
  readonly fontSize: number;
  /** Where labels may stand: west, east, north and south edge, y downwards. */
  readonly within: readonly [west: number, east: number, north: number, south: number];
  /** Points that labels rather leave free, such as stations. */
  readonly avoid?: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> };
  /** Lines that labels rather leave free, such as coasts. */
  readonly avoidLines?: readonly Polyline[];
  /** Boxes that labels must leave free. */
  readonly taken?: readonly LabelBox[];
  /** Distance between labels of one line; default 260. */
  readonly repeat?: number;
}

/**
 * The levels that are drawn bold and labelled: every fifth multiple of the interval, or every second, or all,
 * whichever is the first to give at least three.
 *
 * @example
 * indexLevels([-20, -15, -10, -5, 0, 5, 10, 15, 20, 25, 30], 5); // => [-20, -10, 0, 10, 20, 30]
 */
export function indexLevels(levels: ArrayLike<number>, interval: number): number[] {
  const all = Array.from(levels);
  const every = (n: number): number[] => all.filter((level) => Math.round(level / interval) % n === 0);
  return [5, 2].map(every).find((some) => some.length >= 3) ?? all;
}

/**
 * Places labels on contour lines. A place is taken only where the line is nearly straight under the label, far
 * enough from the line's ends, inside the frame and clear of every other label; among those, places that cover
 * few stations and other lines win. Long lines come first and carry several labels; a place across another contour or a
 * coast is taken only by a line that has no better one.
 *
 * @param lines - the lines to label, in px of the sheet (y downwards)
 * @param options - see {@link ContourLabelOptions}
 * @returns the labels; a line that has no good place stays without
 */
export function contourLabels(lines: readonly ContourLine[], options: ContourLabelOptions): ContourLabel[] {
  const lengths = lines.map(arcLengths);
  const total = (i: number): number => lengths[i][lengths[i].length - 1] ?? 0;
  const order = lines.map((_, i) => i).sort((a, b) => total(b) - total(a) || a - b);
  const crowd = new Crowd(lines, options);
  const placed: ContourLabel[] = [];
  for (const i of order) {
    const candidates = labelCandidates(lines[i], i, lengths[i], options)
      .map((label) => ({ label, cost: cost(label, crowd) }))
      .sort((a, b) => a.cost - b.cost || a.label.distance - b.label.distance);
    for (const { label, cost } of candidates) {
      if (cost >= ACROSS && placed.some((other) => other.line === i)) break;
      if (placed.every((other) => farEnough(label, other, total(i), options))) placed.push(label);
    }
  }
  return placed;
}

/** Labels may not touch; on one line they keep the repeat distance, across lines the same text some room. */
function farEnough(
  label: ContourLabel,
  other: ContourLabel,
  total: number,
  options: ContourLabelOptions,
): boolean {
  const repeat = options.repeat ?? 260;
  if (label.line === other.line) {
    const along = Math.abs(label.distance - other.distance);
    if (Math.min(along, total - along) < repeat / 2 || along < repeat) return false;
  }
  if (label.text === other.text && Math.hypot(label.x - other.x, label.y - other.y) < repeat / 3)
    return false;
  return !boxesOverlap(grown(label, 3), other);
}

/** Every place along the line where the label could sit. */
function labelCandidates(
  line: ContourLine,
  index: number,
  lengths: Float64Array,
  options: ContourLabelOptions,
): ContourLabel[] {
  const { fontSize, interval, within } = options;
  const text = numberLabel(line.level, 10 ** -decimalsOf(interval));
  const width = textWidth(text, fontSize) + fontSize * 0.5;
  const height = fontSize * CAP_HEIGHT * 1.35;
  const total = lengths[lengths.length - 1];
  const candidates: ContourLabel[] = [];
  for (let distance = width; distance <= total - width && total > 2.5 * width; distance += fontSize / 2) {
    const [startX, startY] = pointAlong(line, lengths, distance - width / 2);
    const [endX, endY] = pointAlong(line, lengths, distance + width / 2);
    if (Math.hypot(endX - startX, endY - startY) < 0.97 * width) continue;
    const [x, y] = pointAlong(line, lengths, distance);
    const middleX = (startX + endX) / 2;
    const middleY = (startY + endY) / 2;
    if (Math.hypot(middleX - x, middleY - y) > 0.1 * fontSize) continue;
    const degrees = (Math.atan2(endY - startY, endX - startX) * 180) / Math.PI;
    const angle = degrees > 90 ? degrees - 180 : degrees <= -90 ? degrees + 180 : degrees;
    const label = Object.freeze({ text, line: index, distance, x, y, width, height, angle });
    const free = (options.taken ?? []).every((box) => !boxesOverlap(grown(label, 3), box));
    if (free && boxInside(grown(label, 3), ...within)) candidates.push(label);
  }
  return candidates;
}

/** Steep labels are hard to read, covered stations are lost, and other lines run through the figures. */
function cost(label: ContourLabel, crowd: Crowd): number {
  const { points, vertices } = crowd.inside(grown(label, 2), label.line);
  return (Math.abs(label.angle) / 90) ** 2 + 2 * points + (vertices > 0 ? ACROSS : 0);
}

/** What it costs a label to lie across another line: more than any slope. */
const ACROSS = 4;

function grown<Box extends LabelBox>(box: Box, margin: number): Box {
  return { ...box, width: box.width + 2 * margin, height: box.height + 2 * margin };
}

/** Everything that a label could cover, in square bins, so that a look costs little. */
class Crowd {
  private readonly bins = new Map<string, { x: number; y: number; line: number }[]>();

  constructor(
    lines: readonly ContourLine[],
    { avoid, avoidLines = [] }: Pick<ContourLabelOptions, "avoid" | "avoidLines">,
  ) {
    lines.forEach((line, index) => {
      this.addLine(line, index);
    });
    avoidLines.forEach((line, i) => {
      this.addLine(line, lines.length + i);
    });
    for (let i = 0; avoid !== undefined && i < avoid.x.length; i++) this.add(avoid.x[i], avoid.y[i], -1);
  }

  /** How many points, and vertices of other lines than `line`, lie in a box. */
  inside(box: LabelBox, line: number): { points: number; vertices: number } {
    const reach = Math.hypot(box.width, box.height) / 2;
    const count = { points: 0, vertices: 0 };
    for (let i = Math.floor((box.x - reach) / BIN); i <= (box.x + reach) / BIN; i++) {
      for (let j = Math.floor((box.y - reach) / BIN); j <= (box.y + reach) / BIN; j++) {
        for (const item of this.bins.get(`${i} ${j}`) ?? []) {
          if (item.line === line || !boxHolds(box, item.x, item.y)) continue;
          if (item.line < 0) count.points++;
          else count.vertices++;
        }
      }
    }
    return count;
  }

  /** A line as points so close that none of its parts fits through a label unseen. */
  private addLine({ x, y }: Polyline, index: number): void {
    for (let i = 0; i < x.length; i++) {
      const [dx, dy] = i === 0 ? [0, 0] : [x[i] - x[i - 1], y[i] - y[i - 1]];
      const parts = Math.max(1, Math.ceil(Math.hypot(dx, dy) / CLOSE));
      for (let k = 0; k < parts; k++) this.add(x[i] - (k / parts) * dx, y[i] - (k / parts) * dy, index);
    }
  }

  private add(x: number, y: number, line: number): void {
    const key = `${Math.floor(x / BIN)} ${Math.floor(y / BIN)}`;
    const bin = this.bins.get(key);
    if (bin === undefined) this.bins.set(key, [{ x, y, line }]);
    else bin.push({ x, y, line });
  }
}

/** Side of a bin in px: about the size of a label. */
const BIN = 16;
/** Distance of points along a line in px: less than the height of a label. */
const CLOSE = 4;

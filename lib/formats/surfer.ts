import { ArgumentError, FormatError } from "../core/errors.js";
import { type Grid, gridSpacing } from "../core/grid.js";
import { axisBetween, checkSize, gridOfFile, rangeOf } from "./grid-parts.js";
import { readNumbers } from "./grid-text.js";

/** What stands for no value; Surfer takes anything from there on as none. */
const BLANK = 1.70141e38;
/** In a file of 32-bit numbers the value is rounded, so the limit is a little lower. */
const BLANK_FROM = 1.7014e38;
const [HEADER, GRID, DATA] = ["DSRB", "GRID", "DATA"];
const MOST_SURFER_6 = 32767;

/**
 * Writes a grid as a Surfer 7 binary grid, 64-bit numbers with the south row first. Its positions are those of the
 * samples, under both registrations; the format has no word for registration, units or coordinate system.
 *
 * Source: Golden Software, Surfer user's guide, "Surfer 7 Grid File Format".
 */
export function writeSurfer7({ x, y, values }: Grid): Uint8Array {
  const bytes = new Uint8Array(12 + 8 + 72 + 8 + 8 * values.length);
  const view = new DataView(bytes.buffer);
  tag(bytes, 0, HEADER);
  view.setInt32(4, 4, true);
  view.setInt32(8, 1, true); // version
  tag(bytes, 12, GRID);
  view.setInt32(16, 72, true);
  view.setInt32(20, y.length, true);
  view.setInt32(24, x.length, true);
  const rotation = 0;
  const facts = [x[0], y[0], gridSpacing(x), gridSpacing(y), ...shownRange(values), rotation, BLANK];
  for (const [k, fact] of facts.entries()) view.setFloat64(28 + 8 * k, fact, true);
  tag(bytes, 92, DATA);
  view.setInt32(96, 8 * values.length, true);
  for (let k = 0; k < values.length; k++)
    view.setFloat64(100 + 8 * k, Number.isFinite(values[k]) ? values[k] : BLANK, true);
  return bytes;
}

/**
 * Writes a grid as a Surfer 6 binary grid. Its values have 32 bits, so they keep seven digits.
 *
 * @throws ArgumentError if the grid has more than 32,767 rows or columns
 *
 * Source: Golden Software, Surfer user's guide, "Surfer 6 Binary Grid File Format".
 */
export function writeSurfer6({ x, y, values }: Grid): Uint8Array {
  if (Math.max(x.length, y.length) > MOST_SURFER_6) {
    throw new ArgumentError({
      argument: "grid",
      value: `${x.length} × ${y.length} nodes`,
      accepted: `a grid of at most ${MOST_SURFER_6} rows and columns, for Surfer 6`,
      advice: "Choose Surfer 7.",
    });
  }
  const bytes = new Uint8Array(56 + 4 * values.length);
  const view = new DataView(bytes.buffer);
  tag(bytes, 0, "DSBB");
  view.setInt16(4, x.length, true);
  view.setInt16(6, y.length, true);
  const facts = [x[0], x[x.length - 1], y[0], y[y.length - 1], ...shownRange(values)];
  for (const [k, fact] of facts.entries()) view.setFloat64(8 + 8 * k, fact, true);
  for (let k = 0; k < values.length; k++)
    view.setFloat32(56 + 4 * k, Number.isFinite(values[k]) ? values[k] : BLANK, true);
  return bytes;
}

/** True for bytes that begin as a Surfer grid does (7 or 6, binary or text). */
export function isSurfer(bytes: Uint8Array): boolean {
  return [HEADER, "DSBB", "DSAA"].includes(word(bytes, 0));
}

/**
 * Reads a Surfer grid: 7, 6 binary or 6 text. It tells neither the quantity nor the coordinate system: `crs` is
 * `plane`, `units` empty; positions are those of the samples, so the registration is `gridline`.
 *
 * @throws FormatError if it is none, is turned, or its header does not fit its size
 */
export function readSurfer(bytes: Uint8Array, file: string): Grid {
  const kind = word(bytes, 0);
  if (kind === HEADER) return readSurfer7(bytes, file);
  if (kind === "DSBB") return readSurfer6(bytes, file);
  if (kind === "DSAA") return readSurferText(bytes, file);
  throw new FormatError({ file, problem: "this is not a Surfer grid" });
}

function readSurfer6(bytes: Uint8Array, file: string): Grid {
  const view = viewOf(bytes);
  if (bytes.length < 56) throw cutShort(file);
  const [columns, rows] = [view.getInt16(4, true), view.getInt16(6, true)];
  checkSize(file, columns, rows, (bytes.length - 56) / 4);
  const [west, east, south, north] = [8, 16, 24, 32].map((at) => view.getFloat64(at, true));
  const values = new Float64Array(columns * rows);
  for (let k = 0; k < values.length; k++) values[k] = view.getFloat32(56 + 4 * k, true);
  return surferGrid(file, [west, east, columns], [south, north, rows], values, BLANK_FROM);
}

function readSurferText(bytes: Uint8Array, file: string): Grid {
  const room = bytes.length / 2;
  const start = new TextDecoder("latin1").decode(bytes.subarray(4, 1000));
  const [columns, rows] = start.trim().split(/\s+/, 2).map(Number);
  checkSize(file, columns, rows, room);
  const [, , west, east, south, north, , , ...values] = readNumbers({
    ...{ bytes, from: 4, file, count: columns * rows + 8 },
  });
  return surferGrid(file, [west, east, columns], [south, north, rows], Float64Array.from(values), BLANK_FROM);
}

function readSurfer7(bytes: Uint8Array, file: string): Grid {
  const view = viewOf(bytes);
  let size: { columns: number; rows: number; facts: number[] } | undefined;
  for (let at = 0; at + 8 <= bytes.length; ) {
    const [name, length, start] = [word(bytes, at), view.getInt32(at + 4, true), at + 8];
    if (length < 0 || start + length > bytes.length) throw cutShort(file);
    if (name === GRID && length >= 72) {
      const [rows, columns] = [view.getInt32(start, true), view.getInt32(start + 4, true)];
      const facts = Array.from({ length: 8 }, (_, k) => view.getFloat64(start + 8 + 8 * k, true));
      size = { columns, rows, facts };
    } else if (name === DATA && size !== undefined) {
      const { columns, rows, facts } = size;
      checkSize(file, columns, rows, length / 8);
      const [west, south, dx, dy, , , rotation, blank] = facts;
      if (rotation !== 0) {
        const problem = `it is turned by ${rotation}°, and a grid lies along x and y`;
        throw new FormatError({ file, problem, advice: "Resample it in the program that made it." });
      }
      const values = new Float64Array(columns * rows);
      for (let k = 0; k < values.length; k++) values[k] = view.getFloat64(start + 8 * k, true);
      const x: Span = [west, west + (columns - 1) * dx, columns];
      return surferGrid(file, x, [south, south + (rows - 1) * dy, rows], values, blank);
    }
    at = start + length;
  }
  throw cutShort(file);
}

/** First and last position along an axis, and how many there are. */
type Span = readonly [first: number, last: number, count: number];

function surferGrid(file: string, x: Span, y: Span, values: Float64Array, blankFrom: number): Grid {
  return gridOfFile(file, {
    x: axisBetween(...x),
    y: axisBetween(...y),
    values: values.map((value) => (value >= blankFrom ? Number.NaN : value)),
    ...{ registration: "gridline", crs: "plane", name: "value", units: "" },
  });
}

function shownRange(values: Float64Array): readonly number[] {
  return rangeOf(values).map((value) => (Number.isNaN(value) ? BLANK : value));
}

function tag(bytes: Uint8Array, at: number, name: string): void {
  for (let k = 0; k < 4; k++) bytes[at + k] = name.charCodeAt(k);
}

function word(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function cutShort(file: string): FormatError {
  const advice = "Copy it again, or make it again.";
  return new FormatError({ file, problem: "the file is cut short or damaged", advice });
}

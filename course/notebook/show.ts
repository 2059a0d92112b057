import { ArgumentError, type Figure, figureSvg, type GravityMap } from "../../lib/index.js";
import { type FigureOptions, figureOutput } from "./figure-output.js";
import { type Output, publish } from "./publish.js";
import { type StillPicture, stillPicture } from "./still-picture.js";
import { type TableLike, type TableOptions, tableHtml, tableText } from "./table-html.js";

const MIME_BUNDLE: unique symbol = Symbol.for("Jupyter.mimebundle") as typeof MIME_BUNDLE;

/** A value that says itself how a notebook shows it. */
export interface MimeBundled {
  [MIME_BUNDLE](): Readonly<Record<string, unknown>>;
}

/** Figures without a size of their own are drawn on a picture of this size, in CSS pixels. */
const DEFAULT_WIDTH = 720;
const DEFAULT_HEIGHT = 450;

/**
 * Shows a value under the running cell, at once; a cell can show several, and they stay in order.
 *
 * - A map or a plotly figure is interactive in JupyterLab, and a picture wherever code may not run: in a notebook
 *   that is not trusted, on GitHub, in an exported page.
 * - An arquero table is shown with one number format a column; a long one by its first and last rows.
 * - Any other value that has a MIME bundle (`[Symbol.for("Jupyter.mimebundle")]()`) shows itself.
 *
 * Outside a notebook, the text form is printed.
 *
 * @param value - what to show
 * @param options - tables: `rows` (most rows to show, default 20) and `caption`; maps and figures: `alt` (the
 *   picture in words, default its title)
 * @throws ArgumentError if the value is none of these
 *
 * @example
 * show(stations, { caption: "Stations", rows: 10 });
 * show({ data: [{ type: "scatter", x: [0, 1], y: [2, 3] }], layout: { title: { text: "Drift" } } });
 */
export function show(value: TableLike, options?: TableOptions): void;
export function show(value: GravityMap | Figure, options?: FigureOptions): void;
export function show(value: MimeBundled): void;
export function show(value: unknown, options: TableOptions & FigureOptions = {}): void {
  publish(outputOf(value, options));
}

/** Everything that `show` says of a value, without showing it. */
export function outputOf(value: unknown, options: TableOptions & FigureOptions = {}): Output {
  if (isGravityMap(value)) {
    return figureOutput(value.figure, stillPicture(value.svg, value.width, value.height), options);
  }
  if (isFigure(value)) return figureOutput(value, figurePicture(value), options);
  if (isTable(value)) {
    return { data: { "text/html": tableHtml(value, options), "text/plain": tableText(value, options) } };
  }
  if (hasMimeBundle(value)) return { data: value[MIME_BUNDLE]() };
  throw new ArgumentError({
    argument: "value",
    value,
    accepted: "a map, a plotly figure ({ data, layout }), an arquero table, or a value with a MIME bundle",
    advice: adviceFor(value),
  });
}

function adviceFor(value: unknown): string {
  if (isRecord(value) && typeof value.then === "function") return "It is a promise: write show(await ...).";
  if (isRecord(value) && "result" in value && "report" in value)
    return "It is a step's answer: show its result.";
  if (Array.isArray(value)) return "Make a table of it first: aq.from(value).";
  return "Print anything else with console.log(value).";
}

/** The figure as a still picture, of its own size where it has one. */
function figurePicture(figure: Figure): StillPicture {
  const width = pictureSide(figure.layout?.width, DEFAULT_WIDTH);
  const height = pictureSide(figure.layout?.height, DEFAULT_HEIGHT);
  return stillPicture(figureSvg(figure, { width, height }), width, height);
}

/** A side within what `figureSvg` draws. */
function pictureSide(length: unknown, usual: number): number {
  const known = typeof length === "number" && length > 0;
  return known ? Math.min(10_000, Math.max(120, length)) : usual;
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}

function isGravityMap(value: unknown): value is GravityMap {
  return isRecord(value) && value.kind === "map" && typeof value.svg === "string" && isFigure(value.figure);
}

function isFigure(value: unknown): value is Figure {
  return (
    isRecord(value) && Array.isArray(value.data) && (value.layout === undefined || isRecord(value.layout))
  );
}

function isTable(value: unknown): value is TableLike {
  const methods = ["numRows", "numCols", "columnNames", "get"];
  return isRecord(value) && methods.every((method) => typeof value[method] === "function");
}

function hasMimeBundle(value: unknown): value is MimeBundled {
  return isRecord(value) && typeof value[MIME_BUNDLE] === "function";
}

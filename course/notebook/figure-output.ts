import type { Figure } from "../../lib/index.js";
import { PLOTLY_MIME_TYPE } from "./figure-extension.js";
import type { Output } from "./publish.js";
import type { StillPicture } from "./still-picture.js";

/** How a figure or a map is shown. */
export interface FigureOptions {
  /** Says what the picture shows, for people who cannot see it; default: the figure's title. */
  readonly alt?: string;
}

/**
 * Makes the output of a plotly figure: the figure as JSON for viewers that can draw it, a PNG for all others
 * (an untrusted notebook, GitHub, an exported page), and a line of text.
 *
 * There is no HTML in it on purpose. Viewers prefer HTML to a picture, and most of them take the scripts out of
 * it, which leaves an empty box.
 */
export function figureOutput(figure: Figure, picture: StillPicture, options: FigureOptions = {}): Output {
  const title = figureTitle(figure);
  const alt = options.alt ?? (title === "" ? "A figure without a title" : title);
  const data = {
    [PLOTLY_MIME_TYPE]: plainFigure(figure),
    "image/png": Buffer.from(picture.png).toString("base64"),
    "text/plain": `[${alt}]`,
  };
  return { data, metadata: { "image/png": { width: picture.width, alt } } };
}

/** The title of a figure's layout without its markup, or an empty text. */
export function figureTitle(figure: Figure): string {
  const title = figure.layout?.title;
  const text = typeof title === "object" && title !== null ? (title as { text?: unknown }).text : title;
  return typeof text === "string"
    ? text
        .replace(/<br\s*\/?>/gi, ", ")
        .replace(/<[^>]*>/g, "")
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&amp;/g, "&")
        .trim()
    : "";
}

/**
 * A copy of a figure that JSON can hold: typed arrays become arrays, NaN and infinities null (plotly leaves a
 * gap there), dates ISO text. Numbers with a fraction keep 9 significant digits: a micrometre of a kilometre,
 * far below a pixel, at half the size in the notebook.
 */
export function plainFigure(figure: Figure): Record<string, unknown> {
  const { data, layout, config } = figure;
  const plain = { data: plainValue(data), layout: plainValue(layout ?? {}) };
  return config === undefined ? plain : { ...plain, config: plainValue(config) };
}

function plainValue(value: unknown): unknown {
  if (typeof value === "number") return plainNumber(value);
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    return Array.from(value as ArrayLike<unknown>, (item) => plainValue(item) ?? null);
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainValue(part)]));
}

function plainNumber(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(9));
}

/**
 * Small helpers that write SVG as text. They work without a browser, and give the same bytes for the same input.
 */

/** Attributes of an SVG element; `undefined` leaves an attribute out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/**
 * The fonts that every text of a map or chart asks for. `renderPng` brings the first one along; a browser takes what
 * its machine has, the last ones for Chinese on Linux, Windows and macOS.
 */
export const FONT_FAMILY: string =
  "'Noto Sans', 'Noto Sans Thai', 'Noto Sans Lao', 'Noto Sans Khmer', 'Noto Sans Myanmar', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif";

/**
 * Text made safe inside XML: markup characters become entities, and characters that XML forbids (control
 * characters, halves of surrogate pairs) become U+FFFD.
 */
export function escapeXml(text: string): string {
  return text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
    .replace(FORBIDDEN, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/** Control characters but tab and line ends, and the two code points that are none. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

/** A coordinate with at most two decimals (0.01 px = 0.003 mm), and never `-0`. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** An element with its attributes and its children, which are already SVG. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === "number" ? coordinate(value) : escapeXml(String(value))}"`,
    )
    .join("");
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join(children.length > 1 ? "\n" : "")}</${name}>`;
}

/** Where and how a line of text stands. */
export interface TextStyle {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  /** Height of the font, in px. */
  readonly size: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly weight?: "normal" | "bold";
  readonly fill?: string;
  /** Clockwise turn about (x, y), in degrees. */
  readonly turn?: number;
  /** Colour of an outline that keeps the text readable on the map. */
  readonly halo?: string;
  readonly class?: string;
}

/** One line of text; the string may hold anything. */
export function textElement(text: string, style: TextStyle): string {
  return element(
    "text",
    {
      class: style.class,
      x: style.x,
      y: style.y,
      "font-size": style.size,
      "text-anchor": style.anchor === "start" ? undefined : style.anchor,
      "font-weight": style.weight === "bold" ? "bold" : undefined,
      fill: style.fill,
      transform: style.turn
        ? `rotate(${coordinate(style.turn)} ${coordinate(style.x)} ${coordinate(style.y)})`
        : undefined,
      stroke: style.halo,
      "stroke-width": style.halo === undefined ? undefined : 2,
      "stroke-linejoin": style.halo === undefined ? undefined : "round",
      "paint-order": style.halo === undefined ? undefined : "stroke",
    },
    escapeXml(text),
  );
}

/** Path data of one polyline. */
export function polylinePath(x: ArrayLike<number>, y: ArrayLike<number>, closed = false): string {
  const points: string[] = [];
  const last = closed ? x.length - 1 : x.length;
  for (let i = 0; i < last; i++) points.push(`${coordinate(x[i])} ${coordinate(y[i])}`);
  return `M${points.join("L")}${closed ? "Z" : ""}`;
}

/** A finished sheet and its size in px (96 a printed inch). */
export interface MapSheet {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** A whole SVG document on white, with its fonts and a title that a screen reader says. */
export function svgDocument(
  size: { readonly width: number; readonly height: number; readonly title: string },
  children: readonly string[],
): string {
  return scaledDocument({ ...size, magnified: 1 }, children);
}

/** {@link svgDocument} with everything on it magnified: its children stand in px before that. */
export function scaledDocument(
  size: {
    readonly width: number;
    readonly height: number;
    readonly title: string;
    readonly magnified: number;
  },
  children: readonly string[],
): string {
  const { title } = size;
  const [width, height] = [size.width / size.magnified, size.height / size.magnified];
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: size.width,
      height: size.height,
      viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`,
      "font-family": FONT_FAMILY,
      role: "img",
      "aria-label": title,
    },
    element("title", {}, escapeXml(title)),
    element("rect", { width, height, fill: "#ffffff" }),
    ...children,
  )}\n`;
}

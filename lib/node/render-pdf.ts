import PDFDocument from "pdfkit";
import { embedPicture } from "./embed-picture.js";
import { flattenSvg, type RenderPngOptions } from "./render-png.js";
import { type FlatElement, flatElements } from "./svg-elements.js";

/** Options of {@link renderPdf}. */
export interface RenderPdfOptions extends Pick<RenderPngOptions, "fontFiles" | "systemFonts"> {
  /** Title in the file's properties. Default: none. */
  readonly title?: string;
  /** Date in the file's properties. Default: 1 January 2000, so that the same sheet gives the same file. */
  readonly date?: Date;
}

/** A PDF has 72 units an inch, a sheet 96 px. */
const POINTS_PER_PIXEL = 72 / 96;

/**
 * Makes a PDF of an SVG sheet, at its own size, for a printing house: lines stay lines, and letters of every script
 * are outlines, so that no printer needs a font. The text can therefore not be searched.
 *
 * @param svg - SVG document, for example of `mapSheet`
 * @param options - see {@link RenderPdfOptions}
 * @returns bytes of the PDF file, one page
 * @throws ArgumentError if the text is no SVG, uses what a sheet does not (masks, filters), or a font file is missing
 *
 * @example
 * const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><circle cx="20" cy="10" r="9"/></svg>';
 * const pdf = new TextDecoder("latin1").decode(await renderPdf(svg));
 * pdf.slice(0, 5); // => "%PDF-"
 * pdf.includes("/MediaBox [0 0 72 36]"); // => true
 */
export async function renderPdf(svg: string, options: RenderPdfOptions = {}): Promise<Uint8Array> {
  const [root] = flatElements(flattenSvg(svg, options));
  const size: [number, number] = [
    Number(root.attributes.width) * POINTS_PER_PIXEL,
    Number(root.attributes.height) * POINTS_PER_PIXEL,
  ];
  const date = options.date ?? new Date(Date.UTC(2000, 0, 1));
  const document = new PDFDocument({
    size,
    margin: 0,
    info: {
      Title: options.title ?? "",
      CreationDate: date,
      ModDate: date,
      Producer: "igdp",
      Creator: "igdp",
    },
  });
  const chunks: Uint8Array[] = [];
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    document.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on("error", reject);
  });
  document.scale(POINTS_PER_PIXEL);
  const [, , width, height] = (
    root.attributes.viewBox ?? `0 0 ${root.attributes.width} ${root.attributes.height}`
  )
    .split(" ")
    .map(Number);
  document.scale(Number(root.attributes.width) / width, Number(root.attributes.height) / height);
  const named = new Map<string, FlatElement>();
  collectNamed(root, named);
  for (const address of picturesOf(root)) await embedPicture(document, address);
  drawAll(document, root.children, named);
  document.end();
  return whole;
}

function collectNamed(element: FlatElement, into: Map<string, FlatElement>): void {
  if (element.attributes.id !== undefined) into.set(`url(#${element.attributes.id})`, element);
  for (const child of element.children) collectNamed(child, into);
}

type Named = ReadonlyMap<string, FlatElement>;

function drawAll(document: PDFKit.PDFDocument, elements: readonly FlatElement[], named: Named): void {
  for (const element of elements) {
    if (element.name === "g") drawGroup(document, element, named);
    else if (element.name === "path") drawPath(document, element, named);
    else if (element.name === "image") drawImage(document, element);
  }
}

function drawGroup(document: PDFKit.PDFDocument, element: FlatElement, named: Named): void {
  document.save();
  transform(document, element);
  const clip = named.get(element.attributes["clip-path"] ?? "");
  if (clip) {
    for (const { attributes } of clip.children) document.path(cubicPath(attributes.d));
    document.clip();
  }
  drawAll(document, element.children, named);
  document.restore();
}

function transform(document: PDFKit.PDFDocument, { attributes }: FlatElement): void {
  const matrix = /^matrix\(([^)]*)\)$/
    .exec(attributes.transform ?? "")?.[1]
    .split(/[ ,]+/)
    .map(Number);
  if (matrix) document.transform(...(matrix as [number, number, number, number, number, number]));
}

/** Fills, then strokes; a halo (`paint-order`) is stroked first. */
function drawPath(document: PDFKit.PDFDocument, element: FlatElement, named: Named): void {
  const { attributes } = element;
  document.save();
  transform(document, element);
  const steps = [() => fillPath(document, attributes, named), () => strokePath(document, attributes)];
  if (attributes["paint-order"]?.startsWith("stroke")) steps.reverse();
  for (const step of steps) step();
  document.restore();
}

type Attributes = Readonly<Record<string, string>>;

function fillPath(document: PDFKit.PDFDocument, attributes: Attributes, named: Named): void {
  const { d, fill = "#000000" } = attributes;
  if (fill === "none") return;
  const rule = attributes["fill-rule"] === "evenodd" ? "even-odd" : "non-zero";
  document.path(cubicPath(d)).fillOpacity(Number(attributes["fill-opacity"] ?? 1));
  const gradient = named.get(fill);
  document.fill(gradient ? gradientOf(document, gradient, d) : (fill as PDFKit.Mixins.ColorValue), rule);
}

/** A gradient along the box of what it fills. */
function gradientOf(document: PDFKit.PDFDocument, { attributes, children }: FlatElement, path: string) {
  const numbers = path.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number) ?? [];
  const [left, right] = extent(numbers.filter((_, i) => i % 2 === 0));
  const [top, bottom] = extent(numbers.filter((_, i) => i % 2 === 1));
  const inBox = attributes.gradientUnits !== "userSpaceOnUse";
  const x = (part: string) => (inBox ? left + Number(part) * (right - left) : Number(part));
  const y = (part: string) => (inBox ? top + Number(part) * (bottom - top) : Number(part));
  const { x1 = "0", y1 = "0", x2 = "1", y2 = "0" } = attributes;
  const gradient = document.linearGradient(x(x1), y(y1), x(x2), y(y2));
  for (const { attributes: stop } of children)
    gradient.stop(Number(stop.offset), stop["stop-color"], Number(stop["stop-opacity"] ?? 1));
  return gradient;
}

function extent(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function strokePath(document: PDFKit.PDFDocument, attributes: Attributes): void {
  const { d, stroke = "none" } = attributes;
  if (stroke === "none") return;
  document
    .path(cubicPath(d))
    .lineWidth(Number(attributes["stroke-width"] ?? 1))
    .lineJoin((attributes["stroke-linejoin"] ?? "miter") as "miter" | "round" | "bevel")
    .lineCap((attributes["stroke-linecap"] ?? "butt") as "butt" | "round" | "square")
    .strokeOpacity(Number(attributes["stroke-opacity"] ?? 1));
  const dash = attributes["stroke-dasharray"]?.split(/[ ,]+/).map(Number);
  // Its types know of one length only; it takes a list as well.
  if (dash) document.dash(dash as unknown as number, { phase: Number(attributes["stroke-dashoffset"] ?? 0) });
  else document.undash();
  document.stroke(stroke);
}

/** The `data:` addresses of all pictures; pdfkit knows a picture that it has by its address. */
function picturesOf(element: FlatElement): string[] {
  const own = element.name === "image" ? pictureOf(element) : undefined;
  return [...(own === undefined ? [] : [own]), ...element.children.flatMap(picturesOf)];
}

function pictureOf({ attributes }: FlatElement): string | undefined {
  const address = attributes["xlink:href"] ?? attributes.href ?? "";
  const [, start, data] = /^(data:image\/\w+;base64,)\s*(.*)$/s.exec(address) ?? [];
  return start === undefined ? undefined : start + data.replace(/\s+/g, "");
}

function drawImage(document: PDFKit.PDFDocument, element: FlatElement): void {
  const address = pictureOf(element);
  if (address === undefined) return;
  const { attributes } = element;
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(attributes[name] ?? 0));
  document.image(address, x, y, { width, height });
}

/**
 * The same path with quadratic curves as cubic ones: pdfkit writes them with the operator `v`, which bends them
 * otherwise. The renderer writes absolute M, L, Q, C and Z with blanks between.
 */
function cubicPath(path: string): string {
  const words = path.split(" ");
  const written: string[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < words.length; ) {
    const command = words[i++];
    const count = { M: 2, L: 2, Q: 4, C: 6, Z: 0 }[command] ?? Number.NaN;
    const numbers = words.slice(i, i + count).map(Number);
    i += count;
    if (command === "Q") {
      const [cx, cy, endX, endY] = numbers;
      const third = (end: number, control: number) => end + (2 / 3) * (control - end);
      written.push(
        "C",
        ...[third(x, cx), third(y, cy), third(endX, cx), third(endY, cy), endX, endY].map(String),
      );
    } else written.push(command, ...numbers.map(String));
    if (count > 0) [x, y] = numbers.slice(-2);
  }
  return written.join(" ");
}

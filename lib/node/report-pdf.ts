import PDFDocument from "pdfkit";
import { charactersNotInFont } from "../map/text-width.js";
import type { ReportBlock, ReportDocument, ReportTable } from "../release/report-blocks.js";
import { embedPicture } from "./embed-picture.js";
import { renderPng, shippedFonts } from "./render-png.js";

/** A4, in points of 1/72 inch. */
const PAGE: [number, number] = [595.28, 841.89];
const MARGIN = 56;
const WIDTH: number = PAGE[0] - 2 * MARGIN;
const BOTTOM: number = PAGE[1] - MARGIN;
const INK = "#1b1b1b";
const GREY = "#444444";
/** Pixels a point of pictures: 200 dots an inch. */
const SHARPNESS = 200 / 72;

/** Options of {@link reportPdf}. */
export interface ReportPdfOptions {
  /** Further font files, for scripts that the shipped Noto Sans lacks: the first that has a text's letters is used. */
  readonly fontFiles?: readonly string[];
}

type Doc = PDFKit.PDFDocument;

/**
 * A report as a PDF that can be searched and read aloud: real letters, tagged headings, paragraphs, tables and figures.
 *
 * @param report - the document, for example of a release
 * @returns bytes of the PDF; the same report gives the same bytes
 */
export async function reportPdf(
  report: ReportDocument,
  { fontFiles = [] }: ReportPdfOptions = {},
): Promise<Uint8Array> {
  const date = new Date(`${report.date}T00:00:00Z`);
  const document = new PDFDocument({
    ...{ size: PAGE, margin: MARGIN, tagged: true, lang: "en", pdfVersion: "1.7", displayTitle: true },
    info: {
      ...{ Title: report.title, Author: report.author || report.subtitle, CreationDate: date, ModDate: date },
      ...{ Producer: "igdp", Creator: "igdp" },
    },
  });
  const chunks: Uint8Array[] = [];
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    document.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    document.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on("error", reject);
  });
  const [regular, bold] = shippedFonts();
  document.registerFont("regular", regular).registerFont("bold", bold);
  for (const [k, font] of fontFiles.entries()) document.registerFont(`further ${k}`, font);
  const writer = { document, further: fontFiles.length };
  words(writer, "H1", report.title, { font: "bold", size: 19, after: 2 });
  words(writer, "P", [report.subtitle, report.author, report.date].filter(Boolean).join(" · "), {
    color: GREY,
    after: 12,
  });
  for (const block of report.blocks) await draw(writer, block);
  document.end();
  return whole;
}

interface Writer {
  readonly document: Doc;
  /** Number of fonts beside the shipped ones. */
  readonly further: number;
}

interface Style {
  readonly font?: "regular" | "bold";
  readonly size?: number;
  readonly color?: string;
  readonly before?: number;
  readonly after?: number;
  readonly indent?: number;
}

async function draw(writer: Writer, block: ReportBlock): Promise<void> {
  switch (block.kind) {
    case "heading":
      words(writer, "H2", block.text, { font: "bold", size: 13, before: 14, after: 4 });
      break;
    case "paragraph":
      words(writer, "P", block.text, {});
      break;
    case "list":
      for (const item of block.items) words(writer, "P", `• ${item}`, { indent: 10, after: 2 });
      writer.document.y += 4;
      break;
    case "figure":
      await figure(writer, block.svg, block.caption);
      break;
    case "table":
      table(writer, block);
  }
}

/** Words from the margin on, broken over lines and pages. */
function words(writer: Writer, tag: string, text: string, style: Style): void {
  const { document } = writer;
  const { font = "regular", size = 10, color = INK, before = 0, after = 6, indent = 0 } = style;
  useFont(writer, text, font).fontSize(size);
  document.y += before;
  // A heading stays with what follows it.
  const room = tag === "P" ? size * 1.4 : size * 5;
  if (document.y + room > BOTTOM) document.addPage();
  const draw = () => {
    document.fillColor(color).text(text, MARGIN + indent, document.y, { width: WIDTH - indent });
  };
  tagged(document, tag, {}, draw);
  document.y += after;
}

/** Draws something as a part of the document that a screen reader names. */
function tagged(document: Doc, tag: string, options: { readonly alt?: string }, draw: () => void): void {
  const part = document.struct(tag, options, draw);
  document.addStructure(part);
  part.end();
}

/** The shipped font, or the first of the others that the caller named, where letters are missing in it. */
function useFont({ document, further }: Writer, text: string, font: string): Doc {
  const isWhole = further === 0 || charactersNotInFont(text).length === 0;
  return document.font(isWhole ? font : "further 0");
}

async function figure(writer: Writer, svg: string, caption: string): Promise<void> {
  const { document } = writer;
  const [, width = 1, height = 1] = (
    /<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"/.exec(svg) ?? []
  ).map(Number);
  const highest = BOTTOM - MARGIN - 30;
  const scale = Math.min(WIDTH / width, highest / height);
  const size = { width: width * scale, height: height * scale };
  if (document.y + size.height + 24 > BOTTOM) document.addPage();
  const png = renderPng(svg, { width: Math.round(size.width * SHARPNESS) });
  const picture = await embedPicture(document, Buffer.from(png));
  const top = document.y;
  const draw = () => {
    document.image(picture, MARGIN, top, size);
  };
  tagged(document, "Figure", { alt: caption }, draw);
  document.y = top + size.height + 4;
  words(writer, "Caption", caption, { size: 9, color: GREY, after: 10 });
}

/** A table with even columns, its head again on each page. */
function table(writer: Writer, { caption, head, rows }: ReportTable): void {
  const { document } = writer;
  words(writer, "Caption", caption, { size: 9, color: GREY, before: 4, after: 2 });
  const widths = columnWidths(writer, [head, ...rows]);
  const starts = widths.map((_, k) => MARGIN + widths.slice(0, k).reduce((sum, width) => sum + width, 0));
  const cell = document.struct("Table");
  document.addStructure(cell);
  const line = (cells: readonly string[], isHead: boolean): void => {
    const height = Math.max(
      ...cells.map((text, k) =>
        useFont(writer, text, isHead ? "bold" : "regular")
          .fontSize(8.5)
          .heightOfString(text || " ", { width: widths[k] - 8 }),
      ),
    );
    if (document.y + height + 4 > BOTTOM) {
      document.addPage();
      if (!isHead) line(head, true);
    }
    const top = document.y;
    const row = document.struct("TR");
    cell.add(row);
    for (const [k, text] of cells.entries()) {
      const write = () => {
        useFont(writer, text, isHead ? "bold" : "regular")
          .fontSize(8.5)
          .fillColor(INK);
        document.text(text, starts[k], top, { width: widths[k] - 8 });
      };
      row.add(document.struct(isHead || k === 0 ? "TH" : "TD", {}, write));
    }
    row.end();
    document.y = top + height + 3;
    // A line is decoration: nobody has to hear of it.
    document.markContent("Artifact", { type: "Layout" });
    document.moveTo(MARGIN, document.y - 1.5).lineTo(MARGIN + WIDTH, document.y - 1.5);
    document.lineWidth(0.4).stroke("#b0b0b0").endMarkedContent();
  };
  line(head, true);
  for (const row of rows) line(row, false);
  cell.end();
  document.y += 8;
}

/** Columns as wide as their words, together as wide as the page; a long one gives way to the others. */
function columnWidths(writer: Writer, rows: readonly (readonly string[])[]): number[] {
  const natural = rows[0].map((_, k) =>
    Math.min(
      WIDTH * 0.6,
      16 +
        Math.max(...rows.map((row) => useFont(writer, row[k], "bold").fontSize(8.5).widthOfString(row[k]))),
    ),
  );
  const all = natural.reduce((sum, width) => sum + width, 0);
  return natural.map((width) => (width / all) * WIDTH);
}

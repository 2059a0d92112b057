import { coordinate, escapeXml } from "../map/svg.js";
import { JOINING_SCRIPTS, textClusters } from "../map/text-clusters.js";
import { textWidth } from "../map/text-width.js";

/**
 * An SVG whose texts in Thai, Lao, Khmer and Burmese have each cluster of letters at its own place. The renderer shapes
 * a cluster rightly, but then goes on only by the widest of its glyphs, so that the next cluster stands on top of it;
 * and it shapes a text of two scripts by the rules of the first. Browsers do both rightly, so the SVG file itself
 * keeps its plain texts.
 *
 * @param svg - a document of ours: texts without parts of their own, with a place and a size in numbers
 */
export function spaceClusters(svg: string): string {
  return svg.replace(/<text ([^>]*)>([^<]*)<\/text>/g, (whole, attributes: string, content: string) => {
    const text = plainText(content);
    const [x, size] = ["x", "font-size"].map((name) => Number(attributeOf(attributes, name) || Number.NaN));
    if (!JOINING_SCRIPTS.test(text) || !Number.isFinite(x + size)) return whole;
    const weight = attributeOf(attributes, "font-weight") === "bold" ? "bold" : "normal";
    const width = textWidth(text, size, weight);
    const anchor = attributeOf(attributes, "text-anchor");
    let at = x - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
    const parts = pieces(text).map((piece) => {
      const place = at + textWidth(/^\s*/.exec(piece)?.[0] ?? "", size, weight);
      at += textWidth(piece, size, weight);
      return piece.trim() === "" ? "" : `<tspan x="${coordinate(place)}">${escapeXml(piece.trim())}</tspan>`;
    });
    return `<text ${attributes.replace(/ ?text-anchor="[^"]*"/, "")}>${parts.join("")}</text>`;
  });
}

/** Clusters of the joining scripts one by one, and what stands between them in one piece. */
function pieces(text: string): string[] {
  const parts: string[] = [];
  let isJoining = true;
  for (const cluster of textClusters(text)) {
    const joins = JOINING_SCRIPTS.test(cluster);
    if (joins || isJoining) parts.push(cluster);
    else parts[parts.length - 1] += cluster;
    isJoining = joins;
  }
  return parts;
}

function attributeOf(attributes: string, name: string): string {
  return new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };

function plainText(content: string): string {
  return content.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name]);
}

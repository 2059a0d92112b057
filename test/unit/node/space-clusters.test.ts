import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { textElement } from "../../../lib/map/svg.js";
import { shippedFonts } from "../../../lib/node/render-png.js";
import { spaceClusters } from "../../../lib/node/space-clusters.js";

const documentOf = (body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="300" font-family="'Noto Sans'">${body}</svg>`;

/** Left and right edge of the ink, as the renderer draws it. */
function ink(svg: string): [left: number, right: number] {
  const box = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: shippedFonts() } }).getBBox();
  if (box === undefined) throw new Error("nothing is drawn");
  return [box.x, box.x + box.width];
}

/** Phrases with the edges of their ink in 1/1000 em by HarfBuzz (uharfbuzz 0.57.0) with the shipped regular font. */
const PHRASES: [text: string, left: number, right: number][] = [
  ["ផែនទីភាពខុសប្រក្រតីនៃទំនាញ", 0, 11058],
  ["မြန်မာနိုင်ငံ ဆွဲအားပုံမမှန်မှု မြေပုံ ကြွေး စင်္ကာပူ", 91, 19236],
  ["ແຜນທີ່ແຮງໂນ້ມຖ່ວງ ຫຼວງ ນ້ຳ ວຽງຈັນ", 78, 13185],
];

describe("spaceClusters", () => {
  it.each(PHRASES)("puts the ink of a phrase where HarfBuzz puts it: %s", (text, left, right) => {
    const plain = documentOf(textElement(text, { x: 100, y: 150, size: 40 }));
    const [spacedLeft, spacedRight] = ink(spaceClusters(plain)).map((x) => ((x - 100) / 40) * 1000);
    expect(Math.abs(spacedLeft - left)).toBeLessThan(70);
    expect(Math.abs(spacedRight - right)).toBeLessThan(70);
    // What is mended here: without it the renderer pushes the clusters together.
    expect(((ink(plain)[1] - 100) / 40) * 1000).toBeLessThan(right - 250);
  });

  it("keeps the anchor of a text, and its class, colour and turn", () => {
    const style = { y: 150, size: 30, fill: "#123456", class: "title", turn: 5 } as const;
    const [text] = PHRASES[0];
    for (const [anchor, part] of [
      ["middle", 0.5],
      ["end", 1],
    ] as const) {
      const spaced = spaceClusters(documentOf(textElement(text, { ...style, turn: 0, x: 1000, anchor })));
      const [left, right] = ink(spaced);
      expect(Math.abs(left + part * (right - left) - 1000)).toBeLessThan(3);
    }
    const turned = spaceClusters(textElement(text, { ...style, x: 1000 }));
    expect(turned).toContain('class="title"');
    expect(turned).toContain('fill="#123456"');
    expect(turned).toContain('transform="rotate(5 1000 150)"');
  });

  it("sets Latin between other scripts in one piece, and escapes what it writes", () => {
    const spaced = spaceClusters(textElement("ទីក្រុង <Bouguer & co> ភ្នំ", { x: 0, y: 0, size: 10 }));
    expect(spaced).toContain(">&lt;Bouguer &amp; co&gt;</tspan>");
    expect(spaced.replace(/<[^>]*>/g, "")).toBe("ទីក្រុង&lt;Bouguer &amp; co&gt;ភ្នំ");
  });

  it("leaves all other texts as they are", () => {
    const svg = documentOf(textElement("Dị thường 布格 <b>", { x: 4, y: 5, size: 6, anchor: "middle" }));
    expect(spaceClusters(svg)).toBe(svg);
    const foreign = '<text style="font-size:3px">ភ្នំ</text><text x="1" font-size="9"><tspan>ភ្នំ</tspan></text>';
    expect(spaceClusters(foreign)).toBe(foreign);
  });
});

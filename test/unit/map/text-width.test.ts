import { readFileSync } from "node:fs";
import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { textClusters, textWords } from "../../../lib/map/text-clusters.js";
import { charactersNotInFont, textWidth, wrapText } from "../../../lib/map/text-width.js";
import { canDraw, shippedFonts } from "../../../lib/node/render-png.js";

/** Advance width of a text between two bars, as the renderer lays it out. */
function renderedWidth(text: string, weight: string): number {
  const inked = (content: string): number => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="300" font-family="'Noto Sans'" font-size="100" font-weight="${weight}"><text x="10" y="150">${content}</text></svg>`;
    const box = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles: shippedFonts() } }).getBBox();
    return box === undefined ? 0 : box.x + box.width;
  };
  return inked(`|${text}|`) - inked("||");
}

describe("textWidth", () => {
  it.each([
    ["Bouguer anomaly (mGal)", "normal"],
    ["27°30′E −152.5 ≤ µGal σ² Δg", "normal"],
    ["Dị thường trọng lực Bouguer Đà Nẵng", "normal"],
    ["Bouguer gravity anomaly, 2670 kg/m³", "bold"],
  ] as const)("agrees with the renderer within 2 %% (%s, %s)", (text, weight) => {
    const rendered = renderedWidth(text, weight);
    expect(Math.abs(textWidth(text, 100, weight) - rendered)).toBeLessThan(0.02 * rendered);
  });

  it("gives East Asian characters one em each, and marks none", () => {
    expect(textWidth("重力", 10)).toBe(20);
    expect(textWidth("e\u0301", 10)).toBe(textWidth("e", 10));
  });
});

/**
 * Advance widths in 1/1000 em of whole phrases, as HarfBuzz shapes them with the shipped regular font
 * (uharfbuzz 0.57.0, script guessed from the text).
 */
const PHRASES: [script: string, text: string, width: number][] = [
  ["Thai", "แผนที่ความผิดปกติโน้มถ่วง น้ำที่นี่ ปู่ ก๊ำ ญี่ปุ่น ฐานทัพ กรุงเทพมหานคร", 27784],
  ["Lao", "ແຜນທີ່ແຮງໂນ້ມຖ່ວງ ຫຼວງ ນ້ຳ ວຽງຈັນ", 13267],
  ["Khmer", "ផែនទីភាពខុសប្រក្រតីនៃទំនាញ", 11156],
  ["Khmer", "ស្ត្រី ភ្នំពេញ ព្រះរាជាណាចក្រកម្ពុជា កោះ ញ៉ាំ ប៊ិច ខ្ញុំ សៀមរាប ក្រុងព្រះសីហនុ", 27380],
  ["Burmese", "မြန်မာနိုင်ငံ ဆွဲအားပုံမမှန်မှု မြေပုံ ကြွေး စင်္ကာပူ", 19291],
  ["Burmese", "ရန်ကုန် မန္တလေး နေပြည်တော် ဗုဒ္ဓ ပြည်ထောင်စု သမ္မတ ကျွန်ုပ်တို့ မြစ်ကြီးနား ဘူမိဗေဒ ဦးစီးဌာန", 39772],
];

describe("textWidth of scripts that join their letters", () => {
  it.each(PHRASES)("agrees with HarfBuzz within 1 %% (%s, %s)", (_, text, width) => {
    expect(Math.abs(textWidth(text, 1000) / width - 1)).toBeLessThan(0.01);
  });

  it.each(PHRASES)("takes a text apart only between clusters, and loses nothing (%s, %s)", (_, text) => {
    const clusters = textClusters(text);
    expect(clusters.join("")).toBe(text);
    for (const cluster of clusters) {
      expect(/^[\p{M}\u0e33\u0eb3]/u.test(cluster), cluster).toBe(false);
      expect(/[\u17d2\u1039]$/u.test(cluster), cluster).toBe(false);
    }
    for (const line of wrapText(text, 60, 10)) {
      expect(textWidth(line, 10)).toBeLessThanOrEqual(60);
      for (const cluster of textClusters(line)) expect(clusters).toContain(cluster);
    }
    expect(wrapText(text, 60, 10).join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
  });

  it("breaks lines between the words of a script without spaces", () => {
    // "map of gravity of the country": words of the dictionary.
    expect(textWords("แผนที่ประเทศ")).toEqual(["แผนที่", "ประเทศ"]);
    expect(wrapText("แผนที่ประเทศ", textWidth("แผนที่ประ", 10), 10)).toEqual(["แผนที่", "ประเทศ"]);
  });
});

describe("charactersNotInFont", () => {
  it("gives each character that the renderer leaves out, once", () => {
    const text = "Bản đồ தமிழ் 重力 重 Ж ตาก កម្ពុជា (mGal) µΔ ½ −";
    const lacking = charactersNotInFont(text);
    expect(lacking.join("")).toBe("தமிழ்重力Ж");
    for (const character of new Set(text.replaceAll(" ", ""))) {
      const isDrawn = canDraw(character, { fontFiles: shippedFonts() });
      expect(isDrawn, character).toBe(!lacking.includes(character));
    }
  });

  it("takes no notice of spaces, line ends and invisible characters, and joins letters with their marks", () => {
    expect(charactersNotInFont("a\u00a0b\u2003c\n\t\u200d\u00ad")).toEqual([]);
    expect(charactersNotInFont("e\u0302\u0301")).toEqual([]);
  });
});

describe("wrapText", () => {
  it("keeps every word, and no line is wider than the room", () => {
    const text =
      "Data of three surveys, tied to IGSN71, reduced with GRS80 and 2670 kg/m³ and gridded by minimum curvature.";
    const lines = wrapText(text, 120, 8);
    expect(lines.join(" ")).toBe(text);
    for (const line of lines) expect(textWidth(line, 8)).toBeLessThanOrEqual(120);
  });

  it("breaks a word that alone is too long, and keeps line ends", () => {
    const lines = wrapText(`short\n${"x".repeat(200)}`, 100, 10);
    expect(lines[0]).toBe("short");
    expect(lines.slice(1).join("")).toBe("x".repeat(200));
    for (const line of lines) expect(textWidth(line, 10)).toBeLessThanOrEqual(100);
    expect(wrapText("", 100, 10)).toEqual([]);
  });
});

describe("the shipped fonts", () => {
  it.each(shippedFonts())("%s is a TrueType font below 300 kB, with six scripts", (file) => {
    const bytes = readFileSync(file);
    expect(bytes.readUInt32BE(0)).toBe(0x00010000);
    expect(bytes.length).toBeLessThan(300_000);
  });
});

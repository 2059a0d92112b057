import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../lib/core/errors.js";
import { canDraw, renderPng } from "../../../lib/node/render-png.js";
import { decodePng, pixelAt } from "../map/decode-png.js";

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" font-family="'Noto Sans', sans-serif"><rect width="200" height="100" fill="#fff"/><rect x="100" width="100" height="100" fill="#0a6"/><text x="10" y="60" font-size="40">Đ−</text></svg>`;

/** A font of this machine with Cyrillic letters, or an empty text. */
const CYRILLIC_FONT =
  /\.(ttf|otf)$/.exec(
    spawnSync("fc-match", ["-f", "%{file}", ":charset=0416:fontformat=TrueType"], { encoding: "utf8" })
      .stdout ?? "",
  )?.input ?? "";

/** Number of dark pixels in the left half. */
function ink(png: Uint8Array): number {
  const picture = decodePng(png);
  let count = 0;
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width / 2; x++) if (pixelAt(picture, x, y)[0] < 100) count++;
  }
  return count;
}

describe("renderPng", () => {
  it("draws at the SVG's own size, or at the width that is asked for", () => {
    expect(decodePng(renderPng(SVG))).toMatchObject({ width: 200, height: 100 });
    const large = decodePng(renderPng(SVG, { width: 601 }));
    expect([large.width, large.height]).toEqual([601, 301]);
    expect(pixelAt(large, 450, 150)).toEqual([0, 170, 102, 255]);
  });

  it("writes text with the shipped fonts, on a machine without any", () => {
    const withText = ink(renderPng(SVG));
    expect(withText).toBeGreaterThan(100);
    expect(ink(renderPng(SVG.replace(/<text.*<\/text>/, "")))).toBe(0);
    expect(ink(renderPng(SVG.replace("Đ−", "Đ")))).toBeLessThan(withText);
  });

  it("gives the same bytes each time", () => {
    expect(Buffer.compare(renderPng(SVG), renderPng(SVG))).toBe(0);
  });

  it("refuses what is no SVG, a width that is no size, and fonts that are not there", () => {
    expect(() => renderPng("hello")).toThrow(ArgumentError);
    expect(() => renderPng(SVG, { width: Number.NaN })).toThrow(/options\.width/);
    expect(() => renderPng(SVG, { width: 1e9 })).toThrow(ArgumentError);
    expect(() => renderPng(SVG, { fontFiles: ["no-such-font.ttf"] })).toThrow(/no-such-font/);
  });
});

describe("what the fonts can draw", () => {
  it("is what leaves ink in a picture", () => {
    expect(["A", "Đ", "Ω", "&"].map((character) => canDraw(character, {}))).toEqual([true, true, true, true]);
    expect(["ช", "ລ", "ខ", "မ"].map((character) => canDraw(character, {}))).toEqual([true, true, true, true]);
    expect(["த", "重", "Ж"].map((character) => canDraw(character, {}))).toEqual([false, false, false]);
  });

  it.skipIf(!CYRILLIC_FONT)("grows with a font file, in the picture too (skipped without fontconfig)", () => {
    const fonts = { fontFiles: [CYRILLIC_FONT] };
    const svg = SVG.replace("Đ−", "Ж");
    expect(ink(renderPng(svg))).toBe(0);
    expect(canDraw("Ж", fonts)).toBe(true);
    expect(ink(renderPng(svg, fonts))).toBeGreaterThan(100);
  });
});

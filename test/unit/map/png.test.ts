import { deflateSync, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../lib/core/errors.js";
import { zlibCompress } from "../../../lib/map/deflate.js";
import { base64, encodePng } from "../../../lib/map/png.js";
import { decodePng, pixelAt } from "./decode-png.js";
import { seededRandom } from "./test-grids.js";

describe("zlibCompress", () => {
  const random = seededRandom(1);
  const cases: [string, Uint8Array][] = [
    ["nothing", new Uint8Array(0)],
    ["one byte", Uint8Array.of(200)],
    ["a long run", new Uint8Array(100_000).fill(7)],
    ["every byte", Uint8Array.from({ length: 256 }, (_, i) => i)],
    ["noise, longer than the window", Uint8Array.from({ length: 80_000 }, () => random() * 256)],
    ["few symbols, longer than the window", Uint8Array.from({ length: 90_000 }, () => random() * 3)],
    [
      "repeats at the window's far end",
      Uint8Array.from({ length: 98_304 }, (_, i) => ((i % 32_767) * 7919) >> 5),
    ],
  ];

  it.each(cases)("is read back by Node's zlib: %s", (_, bytes) => {
    expect(Buffer.compare(inflateSync(zlibCompress(bytes)), bytes)).toBe(0);
  });

  it("packs a smooth picture to less than twice what zlib makes of it", () => {
    const smooth = Uint8Array.from({ length: 400 * 300 }, (_, i) => {
      return 127 + 90 * Math.sin((i % 400) / 50) * Math.cos(i / 400 / 40);
    });
    const packed = zlibCompress(smooth).length;
    expect(packed).toBeLessThan(2 * deflateSync(smooth).length);
    expect(packed).toBeLessThan(smooth.length / 3);
  });
});

describe("encodePng", () => {
  it("writes pixels that a PNG reader gets back, row by row from the top", () => {
    const palette = [
      [255, 0, 0, 255],
      [0, 128, 255, 255],
      [9, 8, 7, 0],
    ] as const;
    const png = decodePng(
      encodePng({ width: 3, height: 2, indices: Uint8Array.of(0, 1, 2, 1, 1, 0), palette }),
    );
    expect([png.width, png.height]).toEqual([3, 2]);
    expect(pixelAt(png, 0, 0)).toEqual([255, 0, 0, 255]);
    expect(pixelAt(png, 2, 0)).toEqual([9, 8, 7, 0]);
    expect(pixelAt(png, 0, 1)).toEqual([0, 128, 255, 255]);
  });

  it("refuses a picture whose pixels do not fit its size", () => {
    const palette = [[0, 0, 0, 255]] as const;
    expect(() => encodePng({ width: 2, height: 2, indices: new Uint8Array(3), palette })).toThrow(
      ArgumentError,
    );
    expect(() => encodePng({ width: 1, height: 1, indices: new Uint8Array(1), palette: [] })).toThrow(
      ArgumentError,
    );
  });
});

describe("base64", () => {
  it("agrees with Node for every length and byte", () => {
    for (let length = 0; length < 300; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 73 + length) % 256);
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    }
  });
});

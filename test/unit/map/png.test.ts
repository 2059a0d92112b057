import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../lib/core/errors.js";
import { base64, encodePng } from "../../../lib/map/png.js";
import { decodePng, pixelAt } from "./decode-png.js";

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

import { Resvg } from "@resvg/resvg-js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fewColors } from "../../../course/notebook/few-colors.js";
import { indexedPng, readPixels } from "../../../course/notebook/png-file.js";
import { stillPicture } from "../../../course/notebook/still-picture.js";

const pixelsOf = (...colors: readonly (readonly number[])[]) =>
  Uint8Array.from(colors.flatMap((color) => [...color, 255]));
const colorAt = ({ palette, indices }: ReturnType<typeof fewColors>, pixel: number) => [
  ...palette.slice(3 * indices[pixel], 3 * indices[pixel] + 3),
];

/** Red, green and blue of every pixel of a PNG, decoded by the SVG renderer: an independent reader. */
function decoded(png: Uint8Array, width: number, height: number): number[][] {
  const address = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${address}" image-rendering="optimizeSpeed"/></svg>`;
  const { pixels } = new Resvg(svg).render();
  return Array.from({ length: width * height }, (_, i) => [...pixels.subarray(4 * i, 4 * i + 3)]);
}

describe("a picture in few colours", () => {
  it("keeps colours that are far apart as they are", () => {
    const colors = [
      [255, 255, 255],
      [0, 0, 0],
      [200, 30, 40],
      [255, 255, 255],
    ];
    const few = fewColors(pixelsOf(...colors));
    expect(colors.map((_, i) => colorAt(few, i))).toEqual(colors);
    expect(few.palette).toHaveLength(9);
  });

  it("keeps a rare line colour beside a large surface of many shades", () => {
    const shades = Array.from({ length: 20_000 }, (_, i) => [200 + (i % 50), 100 + (i % 120), i % 90]);
    const few = fewColors(pixelsOf(...shades, [0, 0, 255], [0, 0, 255]), 16);
    expect(colorAt(few, 20_000)).toEqual([0, 0, 255]);
  });

  it("changes no pixel by more than a small step, with 256 colours for a smooth scale", () => {
    const scale = Array.from({ length: 4096 }, (_, i) => [i >> 4, 255 - (i >> 4), 128]);
    const few = fewColors(pixelsOf(...scale));
    const worst = Math.max(...scale.map((color, i) => Math.abs(color[0] - colorAt(few, i)[0])));
    expect(worst).toBeLessThanOrEqual(4);
  });

  it("never uses more colours than asked for", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 4, maxLength: 400 }),
        fc.integer({ min: 1, max: 256 }),
        (bytes, most) => {
          const few = fewColors(bytes.subarray(0, bytes.length - (bytes.length % 4)), most);
          expect(few.palette.length / 3).toBeLessThanOrEqual(most);
          expect(Math.max(...few.indices)).toBeLessThan(few.palette.length / 3);
        },
      ),
    );
  });
});

describe("the pixels of a rendered PNG", () => {
  it("are those that the renderer itself gives, whatever filters its rows have", () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="160"><defs><linearGradient id="g"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f" stop-opacity="0.4"/></linearGradient></defs><rect width="200" height="120" fill="url(#g)"/><circle cx="120" cy="80" r="61.3" fill="#0a0" fill-opacity="0.5"/></svg>`;
    // On a background, because the renderer's own pixels are multiplied by their opacity.
    const image = new Resvg(svg, { background: "#fffbe0" }).render();
    const pixels = readPixels(image.asPng());
    expect([pixels.width, pixels.height]).toEqual([240, 160]);
    expect(Buffer.compare(pixels.rgba, image.pixels)).toBe(0);
  });

  it("of another kind of PNG are refused in words", () => {
    const png = indexedPng(1, 1, Uint8Array.of(0, 0, 0), Uint8Array.of(0));
    expect(() => readPixels(png)).toThrow(
      "This PNG has depth 8, colour type 3, interlace 0; 8, 6, 0 is read.",
    );
  });
});

describe("a PNG with a palette", () => {
  it("is read back by another program, pixel by pixel", () => {
    const palette = Uint8Array.of(255, 0, 0, 0, 128, 0, 10, 20, 250);
    const png = indexedPng(3, 2, palette, Uint8Array.of(0, 1, 2, 2, 1, 0));
    const [red, green, blue] = [
      [255, 0, 0],
      [0, 128, 0],
      [10, 20, 250],
    ];
    expect(decoded(png, 3, 2)).toEqual([red, green, blue, blue, green, red]);
  });
});

describe("a still picture", () => {
  const svg = (width: number, height: number) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><circle cx="50" cy="50" r="40" fill="#008080"/></svg>`;
  const sizeOf = (png: Uint8Array) => [Buffer.from(png).readUInt32BE(16), Buffer.from(png).readUInt32BE(20)];

  it("has one and a half pixels a CSS pixel, on white", () => {
    const { png, width } = stillPicture(svg(200, 100), 200, 100);
    expect(width).toBe(200);
    expect(sizeOf(png)).toEqual([300, 150]);
    const pixels = decoded(png, 300, 150);
    expect(pixels[0]).toEqual([255, 255, 255]);
    expect(pixels[75 * 300 + 75]).toEqual([0, 128, 128]);
  });

  it("has no more than a million pixels, however large the sheet is", () => {
    const [width, height] = sizeOf(stillPicture(svg(3000, 2000), 3000, 2000).png);
    expect(width * height).toBeLessThan(1_002_000);
    expect(width / height).toBeCloseTo(1.5, 2);
  });

  it("lays what is half transparent on white", () => {
    const half = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="#f00" fill-opacity="0.5"/></svg>`;
    const [red, green, blue] = decoded(stillPicture(half, 200, 200).png, 300, 300)[45_150];
    expect(red).toBe(255);
    expect(Math.abs(green - 127)).toBeLessThanOrEqual(1);
    expect(blue).toBe(green);
  });

  it("of plain surfaces and few edges takes little room", () => {
    expect(stillPicture(svg(600, 400), 600, 400).png.length).toBeLessThan(12_000);
  });
});

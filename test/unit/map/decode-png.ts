import { inflateSync } from "node:zlib";

/** A decoded picture: four bytes (red, green, blue, opacity) a pixel, top row first. */
export interface DecodedPng {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Reads 8-bit PNG files with palette, RGB or RGBA, with Node's zlib: an oracle for our own writer. */
export function decodePng(png: Uint8Array): DecodedPng {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks = new Map<string, Uint8Array[]>();
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    chunks.set(type, [...(chunks.get(type) ?? []), png.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  const header = chunks.get("IHDR")?.[0] as Uint8Array;
  const size = new DataView(header.buffer, header.byteOffset);
  const [width, height, colorType] = [size.getUint32(0), size.getUint32(4), header[9]];
  const channels = { 2: 3, 3: 1, 6: 4 }[colorType] as number;
  const raw = inflateSync(Buffer.concat(chunks.get("IDAT") as Uint8Array[]));
  const samples = unfilter(raw, width * channels, height, channels);
  const palette = chunks.get("PLTE")?.[0];
  const alpha = chunks.get("tRNS")?.[0];
  const pixels = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 4; c++) {
      pixels[4 * i + c] =
        palette === undefined
          ? c < channels
            ? samples[channels * i + c]
            : 255
          : c < 3
            ? palette[3 * samples[i] + c]
            : (alpha?.[samples[i]] ?? 255);
    }
  }
  return { width, height, pixels };
}

/** The colour at a pixel. */
export function pixelAt(png: DecodedPng, x: number, y: number): [number, number, number, number] {
  const at = 4 * (Math.floor(y) * png.width + Math.floor(x));
  return [png.pixels[at], png.pixels[at + 1], png.pixels[at + 2], png.pixels[at + 3]];
}

function unfilter(raw: Uint8Array, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)];
    for (let i = 0; i < stride; i++) {
      const left = i >= step ? out[row * stride + i - step] : 0;
      const up = row > 0 ? out[(row - 1) * stride + i] : 0;
      const corner = row > 0 && i >= step ? out[(row - 1) * stride + i - step] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[row * stride + i] = raw[row * (stride + 1) + 1 + i] + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

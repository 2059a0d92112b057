import { zlibSync } from "fflate";
import { ArgumentError } from "../core/errors.js";
import { joinBytes } from "../core/join-bytes.js";

/** A picture of at most 256 colours. */
export interface IndexedImage {
  readonly width: number;
  readonly height: number;
  /** One palette index a pixel, top row first. */
  readonly indices: Uint8Array;
  /** Red, green, blue and opacity of each colour, 0 to 255. */
  readonly palette: readonly (readonly [red: number, green: number, blue: number, alpha: number])[];
}

/**
 * Writes a picture as a PNG file (PNG specification, third edition), without disk or browser.
 *
 * @param image - see {@link IndexedImage}
 * @returns the bytes of the file; the same picture always gives the same bytes
 * @throws ArgumentError if the number of pixels does not fit the size, or there are no or too many colours
 *
 * @example
 * const png = encodePng({ width: 1, height: 1, indices: Uint8Array.of(0), palette: [[255, 0, 0, 255]] });
 * Array.from(png.slice(1, 4), (code) => String.fromCharCode(code)).join(""); // => "PNG"
 */
export function encodePng(image: IndexedImage): Uint8Array {
  const { width, height, indices, palette } = image;
  if (!(width >= 1 && height >= 1) || indices.length !== width * height) {
    throw new ArgumentError({
      argument: "indices.length",
      value: indices.length,
      accepted: `width × height = ${width} × ${height}, at least one pixel`,
    });
  }
  if (palette.length < 1 || palette.length > 256) {
    throw new ArgumentError({
      argument: "palette.length",
      value: palette.length,
      accepted: "1 to 256 colours",
    });
  }
  // Every row starts with its filter: 0, no filter, which suits indexed colours.
  const rows = new Uint8Array(height * (width + 1));
  for (let row = 0; row < height; row++) {
    rows.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return joinBytes([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", Uint8Array.of(...bigEndian(width), ...bigEndian(height), 8, 3, 0, 0, 0)),
    chunk("PLTE", Uint8Array.from(palette.flatMap((color) => color.slice(0, 3)))),
    chunk(
      "tRNS",
      Uint8Array.from(palette, ([, , , alpha]) => alpha),
    ),
    chunk("IDAT", zlibSync(rows)),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

/** Bytes as a `data:` address for an SVG image. */
export function pngDataUri(png: Uint8Array): string {
  return `data:image/png;base64,${base64(png)}`;
}

/** Base64 (RFC 4648): written here because `Buffer` belongs to Node and `btoa` to browsers. */
export function base64(bytes: Uint8Array): string {
  const letters = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill("=".charCodeAt(0));
  for (let i = 0, at = 0; i < bytes.length; i += 3, at += 4) {
    // Beyond the end a typed array has undefined, which these operators take for 0.
    const three = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    letters[at] = ALPHABET[three >> 18];
    letters[at + 1] = ALPHABET[(three >> 12) & 63];
    if (i + 1 < bytes.length) letters[at + 2] = ALPHABET[(three >> 6) & 63];
    if (i + 2 < bytes.length) letters[at + 3] = ALPHABET[three & 63];
  }
  return new TextDecoder().decode(letters);
}

const ALPHABET = Uint8Array.from(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
  (letter) => letter.charCodeAt(0),
);

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joinBytes([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data]);
  return joinBytes([Uint8Array.from(bigEndian(data.length)), body, Uint8Array.from(bigEndian(crc32(body)))]);
}

function bigEndian(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? 0xedb88320 ^ (remainder >>> 1) : remainder >>> 1;
  return remainder;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

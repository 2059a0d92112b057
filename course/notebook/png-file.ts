import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture in true colour. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each pixel, 0 to 255, top row first. */
  readonly rgba: Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const TRUE_COLOUR_WITH_OPACITY = 6;
const PALETTE = 3;

/**
 * Reads the pixels of a PNG file of the one kind that `renderPng` writes: 8 bits a channel, true colour with
 * opacity, not interlaced.
 *
 * @throws Error for a PNG of another kind
 */
export function readPixels(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const [depth, kind, , , interlaced] = bytes.subarray(24, 29);
  if (depth !== 8 || kind !== TRUE_COLOUR_WITH_OPACITY || interlaced !== 0) {
    throw new Error(
      `This PNG has depth ${depth}, colour type ${kind}, interlace ${interlaced}; 8, 6, 0 is read.`,
    );
  }
  const packed: Buffer[] = [];
  for (let at = SIGNATURE.length; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT")
      packed.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return { width, height, rgba: withoutFilters(inflateSync(Buffer.concat(packed)), width * 4, height) };
}

/** Undoes the filters of the rows (PNG specification, third edition, section 9). */
function withoutFilters(rows: Uint8Array, stride: number, height: number): Uint8Array {
  const pixels = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const from = row * (stride + 1);
    const to = row * stride;
    const filter = rows[from];
    for (let i = 0; i < stride; i++) {
      const left = i < 4 ? 0 : pixels[to + i - 4];
      const above = row === 0 ? 0 : pixels[to + i - stride];
      const corner = i < 4 || row === 0 ? 0 : pixels[to + i - stride - 4];
      pixels[to + i] = rows[from + 1 + i] + predicted(filter, left, above, corner);
    }
  }
  return pixels;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  // Paeth: whichever neighbour is nearest to left + above − corner.
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/**
 * Writes a PNG file with a palette.
 *
 * @param palette - red, green and blue of each colour, one after the other
 * @param indices - number of its colour for each pixel, top row first
 */
export function indexedPng(
  width: number,
  height: number,
  palette: Uint8Array,
  indices: Uint8Array,
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, PALETTE, 0, 0, 0], 8);
  // Every row starts with its filter: 0, no filter, which suits a palette.
  const rows = new Uint8Array(height * (width + 1));
  for (let row = 0; row < height; row++) {
    rows.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const frame = Buffer.alloc(8 + data.length + 4);
  frame.writeUInt32BE(data.length, 0);
  frame.write(type, 4, "latin1");
  frame.set(data, 8);
  frame.writeUInt32BE(crc32(frame.subarray(4, 8 + data.length)), 8 + data.length);
  return frame;
}

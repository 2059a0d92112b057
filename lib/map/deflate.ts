/**
 * Compresses bytes into a zlib stream (RFC 1950, RFC 1951): LZ77 with hash chains and the fixed Huffman code.
 * It packs the smooth pictures of a map to about the size that zlib reaches, and needs neither Node nor a browser,
 * both of which have compressors of their own that pure code cannot share.
 */
export function zlibCompress(bytes: Uint8Array): Uint8Array {
  const out = new BitWriter(bytes.length);
  out.bits(0x78, 8);
  out.bits(0x9c, 8);
  out.bits(0b011, 3); // last block, fixed Huffman code
  writeTokens(bytes, out);
  writeSymbol(out, 256);
  out.alignToByte();
  const sum = adler32(bytes);
  for (const shift of [24, 16, 8, 0]) out.bits((sum >>> shift) & 255, 8);
  return out.bytes();
}

const MINIMUM_MATCH = 3;
const MAXIMUM_MATCH = 258;
const WINDOW = 32768;
/** How many earlier places are tried for a match; more is slower and hardly smaller. */
const CHAIN = 24;

function writeTokens(bytes: Uint8Array, out: BitWriter): void {
  const newest = new Int32Array(WINDOW).fill(-1);
  const previous = new Int32Array(WINDOW).fill(-1);
  const hash = (i: number): number => ((bytes[i] << 10) ^ (bytes[i + 1] << 5) ^ bytes[i + 2]) & (WINDOW - 1);
  const remember = (i: number): void => {
    if (i + MINIMUM_MATCH > bytes.length) return;
    const key = hash(i);
    previous[i & (WINDOW - 1)] = newest[key];
    newest[key] = i;
  };
  let i = 0;
  while (i < bytes.length) {
    let [length, distance] = [0, 0];
    const longest = Math.min(MAXIMUM_MATCH, bytes.length - i);
    let candidate = longest >= MINIMUM_MATCH ? newest[hash(i)] : -1;
    for (let tries = 0; tries < CHAIN && candidate >= 0 && i - candidate < WINDOW; tries++) {
      let same = 0;
      while (same < longest && bytes[candidate + same] === bytes[i + same]) same++;
      if (same > length) [length, distance] = [same, i - candidate];
      if (length === longest) break;
      const next = previous[candidate & (WINDOW - 1)];
      candidate = next < candidate ? next : -1;
    }
    if (length >= MINIMUM_MATCH) writeMatch(out, length, distance);
    else {
      length = 1;
      writeSymbol(out, bytes[i]);
    }
    for (const end = i + length; i < end; i++) remember(i);
  }
}

/** RFC 1951, 3.2.5: a length symbol with extra bits, then a distance symbol with extra bits. */
function writeMatch(out: BitWriter, length: number, distance: number): void {
  const l = lastNotAbove(LENGTH_BASES, length);
  writeSymbol(out, 257 + l);
  out.bits(length - LENGTH_BASES[l], l < 8 || l === 28 ? 0 : (l >> 2) - 1);
  const d = lastNotAbove(DISTANCE_BASES, distance);
  out.bits(reversed(d, 5), 5);
  out.bits(distance - DISTANCE_BASES[d], d < 4 ? 0 : (d >> 1) - 1);
}

/** The fixed code of RFC 1951, 3.2.6; Huffman codes are written from their highest bit. */
function writeSymbol(out: BitWriter, symbol: number): void {
  if (symbol < 144) out.bits(reversed(0x30 + symbol, 8), 8);
  else if (symbol < 256) out.bits(reversed(0x190 + symbol - 144, 9), 9);
  else if (symbol < 280) out.bits(reversed(symbol - 256, 7), 7);
  else out.bits(reversed(0xc0 + symbol - 280, 8), 8);
}

const LENGTH_BASES = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const DISTANCE_BASES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];

function lastNotAbove(ascending: readonly number[], value: number): number {
  let i = ascending.length - 1;
  while (ascending[i] > value) i--;
  return i;
}

function reversed(value: number, count: number): number {
  let result = 0;
  for (let i = 0; i < count; i++) result |= ((value >> i) & 1) << (count - 1 - i);
  return result;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

/** Collects bits, lowest first, into bytes. */
class BitWriter {
  private buffer: Uint8Array;
  private length = 0;
  private held = 0;
  private heldBits = 0;

  constructor(expected: number) {
    this.buffer = new Uint8Array(expected + 64);
  }

  bits(value: number, count: number): void {
    this.held |= value << this.heldBits;
    this.heldBits += count;
    while (this.heldBits >= 8) this.flushByte();
  }

  alignToByte(): void {
    if (this.heldBits > 0) this.flushByte();
    this.held = this.heldBits = 0;
  }

  bytes(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private flushByte(): void {
    if (this.length === this.buffer.length) {
      const larger = new Uint8Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = this.held & 255;
    this.held >>>= 8;
    this.heldBits -= 8;
  }
}

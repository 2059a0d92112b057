import type { ByteSource } from "../core/byte-source.js";
import { ALL_ASCII, EncodingEvidence, isAscii } from "./encoding-evidence.js";
import { decoderOf, knownEncoding, type TextBytes, type TextEncoding } from "./text-encoding.js";

/** Options of {@link openTextFeed}. */
export interface TextFeedOptions {
  /** The encoding, where the caller knows it. */
  readonly encoding?: TextEncoding;
  /** How many bytes are asked for at a time. Default 256 KiB, which the nearest caches of a processor hold. */
  readonly pieceBytes?: number;
  /** How many bytes are asked for first, since the format is found from them. Default 256 KiB. */
  readonly headBytes?: number;
}

const PIECE = 262_144;
const [LINE_FEED, CARRIAGE_RETURN] = [10, 13];

/**
 * A text file that is read some lines at a time: `bytes` holds whole lines, and `next` puts those that follow there.
 * While a caller looks at some lines, the bytes behind them are on their way.
 *
 * The encoding is found as `textBytes` finds it. As long as all bytes are ASCII there is nothing to find; at the first
 * letter beyond it the rest of the file is looked at once more, for the last byte may be the one that decides.
 */
export interface TextFeed extends TextBytes {
  /** Goes on to the next lines; false, with no bytes, at the end of the file. */
  next(): Promise<boolean>;
}

/** Opens a text file at its first lines. */
export async function openTextFeed(source: ByteSource, options: TextFeedOptions = {}): Promise<TextFeed> {
  const { encoding, pieceBytes = PIECE, headBytes = PIECE } = options;
  const head = new Uint8Array(headBytes);
  let filled = 0;
  for (let count = -1; count !== 0 && filled < headBytes; filled += count)
    count = await source.read(filled, head.subarray(filled));
  const known = knownEncoding(head.subarray(0, filled), encoding);
  const feed = new Feed(source, pieceBytes, known?.encoding, known?.reason);
  await feed.begin(head, known?.skip ?? 0, filled);
  return feed;
}

class Feed implements TextFeed {
  bytes: Uint8Array = new Uint8Array();
  encoding: TextEncoding;
  reason: string;
  readonly size: number;
  readonly decode: TextBytes["decode"];
  private readonly source: ByteSource;
  private readonly pieceBytes: number;
  /** The bytes that are looked at and, behind them, the beginning of a line that is not whole yet. */
  private buffer: Uint8Array = new Uint8Array();
  /** The other buffer, which is being filled. */
  private spare: Uint8Array = new Uint8Array();
  /** Bytes at the front of `spare` that are text already, and the answer to the question for more. */
  private carried = 0;
  private asked: Promise<number> = Promise.resolve(0);
  /** Where in the file the next piece begins. */
  private position = 0;
  private isSettled: boolean;
  private isAtEnd = false;
  private letters: ReturnType<typeof decoderOf>;
  private readonly wide?: InstanceType<typeof TextDecoder>;

  constructor(source: ByteSource, pieceBytes: number, encoding?: TextEncoding, reason?: string) {
    this.source = source;
    this.size = source.size;
    this.pieceBytes = pieceBytes;
    this.isSettled = encoding !== undefined;
    this.encoding = encoding ?? ALL_ASCII.encoding;
    this.reason = reason ?? ALL_ASCII.reason;
    this.letters = decoderOf(this.encoding);
    if (encoding === "utf-16le" || encoding === "utf-16be") this.wide = new TextDecoder(encoding);
    this.decode = (from, to) => this.letters(this.bytes, from, to);
  }

  /** Takes the first bytes of the file, from `from` on. */
  async begin(head: Uint8Array, from: number, filled: number): Promise<void> {
    this.spare = head.subarray(from);
    this.position = from;
    this.asked = Promise.resolve(filled - from);
    await this.next();
  }

  async next(): Promise<boolean> {
    for (;;) {
      if (this.isAtEnd) {
        this.bytes = this.bytes.subarray(0, 0);
        return false;
      }
      const count = await this.asked;
      this.position += count;
      const filled = await this.taken(this.carried, count);
      [this.buffer, this.spare] = [this.spare, this.buffer];
      this.isAtEnd = count === 0;
      const end = this.isAtEnd ? filled : wholeLines(this.buffer, filled);
      this.bytes = this.buffer.subarray(0, end);
      if (!this.isAtEnd) this.ask(end, filled);
      if (end > 0) return true;
    }
  }

  /** What came is looked at for its encoding, and made UTF-8 if it is UTF-16; where the text in `spare` then ends. */
  private async taken(from: number, count: number): Promise<number> {
    const piece = this.spare.subarray(from, from + count);
    if (!this.isSettled && !isAscii(piece)) await this.settle(piece);
    if (this.wide === undefined) return from + count;
    const text = new TextEncoder().encode(this.wide.decode(piece, { stream: count > 0 }));
    const joined = new Uint8Array(from + text.length);
    joined.set(this.spare.subarray(0, from));
    joined.set(text, from);
    this.spare = joined;
    return joined.length;
  }

  /** Finds the encoding from `piece` and all that follows it. */
  private async settle(piece: Uint8Array): Promise<void> {
    const evidence = new EncodingEvidence();
    evidence.take(piece);
    const room = new Uint8Array(this.pieceBytes);
    let position = this.position;
    for (let count = -1; count !== 0; position += count) {
      count = await this.source.read(position, room);
      evidence.take(room.subarray(0, count));
    }
    ({ encoding: this.encoding, reason: this.reason } = evidence.answer());
    this.letters = decoderOf(this.encoding);
    this.isSettled = true;
  }

  /** Asks for the next piece, behind the line that is not whole yet. */
  private ask(end: number, filled: number): void {
    this.carried = filled - end;
    // A line that is longer than a piece makes the buffers grow: twice as large each time.
    const wanted = this.carried + Math.max(this.pieceBytes, end === 0 ? this.carried : 0);
    if (this.spare.length < wanted) this.spare = new Uint8Array(Math.max(wanted, 2 * this.pieceBytes));
    this.spare.set(this.buffer.subarray(end, filled));
    this.asked = this.source.read(this.position, this.spare.subarray(this.carried, wanted));
    this.asked.catch(() => undefined); // whoever asks for the next lines is told
  }
}

/** How many of the first `filled` bytes are whole lines. A carriage return at the very end may be half a line end. */
function wholeLines(bytes: Uint8Array, filled: number): number {
  for (let i = filled - 1; i >= 0; i--)
    if (bytes[i] === LINE_FEED || (bytes[i] === CARRIAGE_RETURN && i < filled - 1)) return i + 1;
  return 0;
}

import { ArgumentError } from "../core/errors.js";
import { EncodingEvidence } from "./encoding-evidence.js";

/** How the bytes of a text file stand for letters. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gbk" | "latin-1";

/** Names of the encodings that are known. */
export const TEXT_ENCODINGS: readonly TextEncoding[] = ["utf-8", "utf-16le", "utf-16be", "gbk", "latin-1"];

/**
 * A text file, or the lines of it that are at hand, as bytes in which digits, blanks and line ends are those of ASCII,
 * whatever the letters are.
 */
export interface TextBytes {
  /** The whole file, or some lines of it: then other bytes stand here when the next lines are read. */
  readonly bytes: Uint8Array;
  /** How many bytes the whole file has, nearly. */
  readonly size: number;
  /** What the file's own encoding is. */
  readonly encoding: TextEncoding;
  /** How that was found, as words for a report. */
  readonly reason: string;
  /** The text of bytes `from` to `to`. */
  readonly decode: (from: number, to: number) => string;
}

/** What is known of an encoding before all bytes have been seen. */
export interface KnownEncoding {
  readonly encoding: TextEncoding;
  readonly reason: string;
  /** Bytes of a byte order mark. */
  readonly skip: number;
}

/**
 * Finds out how a text file is encoded, and gives its bytes in a form in which numbers can be read byte by byte.
 * UTF-16 is turned into UTF-8 for that; the others keep their bytes, because none of them uses a digit, a blank or
 * a line end for anything else.
 *
 * Without a byte order mark: zeros at every second place are UTF-16, and {@link EncodingEvidence} tells the others
 * apart.
 *
 * @param file - the file's bytes
 * @param given - the encoding, where the caller knows it
 */
export function textBytes(file: Uint8Array, given?: TextEncoding): TextBytes {
  if (!(file instanceof Uint8Array)) {
    const advice = "Read the file first: (await readBytesFile(PATH)).bytes.";
    throw new ArgumentError({ argument: "bytes", value: file, accepted: "the bytes of a file", advice });
  }
  const { encoding, reason, skip } = knownEncoding(file, given) ?? { ...evidenceOf(file), skip: 0 };
  const isWide = encoding === "utf-16le" || encoding === "utf-16be";
  const own = skip === 0 ? file : file.subarray(skip);
  const bytes = isWide ? new TextEncoder().encode(new TextDecoder(encoding).decode(own)) : own;
  const decode = decoderOf(encoding);
  return { bytes, size: bytes.length, encoding, reason, decode: (from, to) => decode(bytes, from, to) };
}

/** The encoding of a file where the caller knows it, or its first bytes give it away. */
export function knownEncoding(head: Uint8Array, given?: TextEncoding): KnownEncoding | undefined {
  const mark = markOf(head);
  if (given !== undefined) {
    if (!TEXT_ENCODINGS.includes(given)) {
      const accepted = TEXT_ENCODINGS.join(", ");
      throw new ArgumentError({ argument: "options.encoding", value: given, accepted: `one of ${accepted}` });
    }
    return { encoding: given, reason: "as given", skip: mark?.encoding === given ? mark.skip : 0 };
  }
  if (mark !== undefined) return { ...mark, reason: "by its byte order mark" };
  const zeros = zeroBytes(head);
  return zeros && { encoding: zeros, reason: "by zeros at every second byte", skip: 0 };
}

/** A function that gives the text of bytes `from` to `to`; UTF-16 has been turned into UTF-8 before. */
export function decoderOf(encoding: TextEncoding): (bytes: Uint8Array, from: number, to: number) => string {
  const label = { "latin-1": "windows-1252", gbk: "gbk" }[encoding as string] ?? "utf-8";
  const decoder = new TextDecoder(label);
  return (bytes, from, to) => {
    if (to - from > 40) return decoder.decode(bytes.subarray(from, to));
    // Names are short, and there may be many: letter by letter is quicker than asking the decoder.
    let text = "";
    for (let i = from; i < to; i++) {
      if (bytes[i] >= 0x80) return decoder.decode(bytes.subarray(from, to));
      text += String.fromCharCode(bytes[i]);
    }
    return text;
  };
}

function evidenceOf(file: Uint8Array): ReturnType<EncodingEvidence["answer"]> {
  const evidence = new EncodingEvidence();
  evidence.take(file);
  return evidence.answer();
}

function markOf(bytes: Uint8Array): { encoding: TextEncoding; skip: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf-8", skip: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", skip: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", skip: 2 };
  return undefined;
}

/** UTF-16 without a mark: of the first bytes, those at even or at odd places are mostly zero, and the others not. */
function zeroBytes(bytes: Uint8Array): TextEncoding | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  const zeros = [0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i & 1]++;
  const [even, odd] = zeros.map((count) => count / (length / 2));
  if (odd > 0.7 && even < 0.1) return "utf-16le";
  return even > 0.7 && odd < 0.1 ? "utf-16be" : undefined;
}

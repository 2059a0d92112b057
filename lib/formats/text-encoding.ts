import { ArgumentError } from "../core/errors.js";

/** How the bytes of a text file stand for letters. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gbk" | "latin-1";

/** Names of the encodings that are known. */
export const TEXT_ENCODINGS: readonly TextEncoding[] = ["utf-8", "utf-16le", "utf-16be", "gbk", "latin-1"];

/** A text file as bytes in which digits, blanks and line ends are those of ASCII, whatever the letters are. */
export interface TextBytes {
  readonly bytes: Uint8Array;
  /** What the file's own encoding is. */
  readonly encoding: TextEncoding;
  /** How that was found, as words for a report. */
  readonly reason: string;
  /** The text of bytes `from` to `to`. */
  readonly decode: (from: number, to: number) => string;
}

/**
 * Finds out how a text file is encoded, and gives its bytes in a form in which numbers can be read byte by byte.
 * UTF-16 is turned into UTF-8 for that; the others keep their bytes, because none of them uses a digit, a blank or
 * a line end for anything else.
 *
 * Without a byte order mark: bytes that are ASCII or valid UTF-8 are UTF-8; zeros at every second place are UTF-16.
 * Of the rest, GBK has its high bytes in pairs and mostly common characters, Latin-1 (Windows-1252) has them
 * single, as in `µGal` or `Österreich`.
 *
 * @param file - the file's bytes
 * @param given - the encoding, where the caller knows it
 */
export function textBytes(file: Uint8Array, given?: TextEncoding): TextBytes {
  if (!(file instanceof Uint8Array)) {
    const advice = "Read the file first: (await readBytesFile(PATH)).bytes.";
    throw new ArgumentError({ argument: "bytes", value: file, accepted: "the bytes of a file", advice });
  }
  const { encoding, reason, skip } = given === undefined ? detect(file) : known(file, given);
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    const bytes = new TextEncoder().encode(new TextDecoder(encoding).decode(file.subarray(skip)));
    return { bytes, encoding, reason, decode: decoderOf(bytes, "utf-8") };
  }
  const bytes = skip === 0 ? file : file.subarray(skip);
  return { bytes, encoding, reason, decode: decoderOf(bytes, encoding) };
}

interface Detected {
  readonly encoding: TextEncoding;
  readonly reason: string;
  /** Bytes of a byte order mark. */
  readonly skip: number;
}

function detect(bytes: Uint8Array): Detected {
  const mark = markOf(bytes);
  if (mark !== undefined) return { ...mark, reason: "by its byte order mark" };
  const zeros = zeroBytes(bytes);
  if (zeros !== undefined) return { encoding: zeros, reason: "by zeros at every second byte", skip: 0 };
  if (isAscii(bytes)) return { encoding: "utf-8", reason: "all bytes are ASCII", skip: 0 };
  if (isValid(bytes, "utf-8")) return { encoding: "utf-8", reason: "all bytes are valid UTF-8", skip: 0 };
  return looksLikeGbk(bytes) && isValid(bytes, "gbk")
    ? { encoding: "gbk", reason: "not UTF-8, and its high bytes are pairs, mostly common GBK", skip: 0 }
    : { encoding: "latin-1", reason: "not UTF-8, and its high bytes are not pairs of GBK", skip: 0 };
}

function known(bytes: Uint8Array, given: TextEncoding): Detected {
  if (!TEXT_ENCODINGS.includes(given)) {
    const accepted = TEXT_ENCODINGS.join(", ");
    throw new ArgumentError({ argument: "options.encoding", value: given, accepted: `one of ${accepted}` });
  }
  const mark = markOf(bytes);
  return { encoding: given, reason: "as given", skip: mark?.encoding === given ? mark.skip : 0 };
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

function isAscii(bytes: Uint8Array): boolean {
  // Four bytes at a time: files of a hundred megabytes pass here.
  const lead = Math.min((4 - (bytes.byteOffset & 3)) & 3, bytes.length);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + lead, (bytes.length - lead) >> 2);
  let high = 0;
  for (let i = 0; i < words.length; i++) high |= words[i];
  for (let i = 0; i < lead; i++) high |= bytes[i];
  for (let i = lead + 4 * words.length; i < bytes.length; i++) high |= bytes[i];
  return (high & 0x80808080) === 0;
}

function isValid(bytes: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // not valid, or an encoding that this system was built without
  }
}

function looksLikeGbk(bytes: Uint8Array): boolean {
  let pairs = 0;
  let common = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] < 0x80) continue;
    if (bytes[i] < 0x81 || !(bytes[i + 1] >= 0xa1)) return false;
    pairs++;
    // Punctuation and wide letters (A1–A3), and the 3,755 characters in daily use (B0–D7).
    if ((bytes[i] >= 0xb0 && bytes[i] <= 0xd7) || (bytes[i] >= 0xa1 && bytes[i] <= 0xa3)) common++;
    i++;
  }
  return common > pairs / 2;
}

function decoderOf(bytes: Uint8Array, encoding: TextEncoding): TextBytes["decode"] {
  const decoder = new TextDecoder(encoding === "latin-1" ? "windows-1252" : encoding);
  return (from, to) => {
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

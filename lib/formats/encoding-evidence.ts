/** An encoding, and how it was found, as words for a report. */
export interface FoundEncoding {
  readonly encoding: "utf-8" | "gbk" | "latin-1";
  readonly reason: string;
}

/** Bytes of ASCII mean the same in every encoding but UTF-16. */
export const ALL_ASCII: FoundEncoding = { encoding: "utf-8", reason: "all bytes are ASCII" };

/**
 * Collects what the bytes of a text say of its encoding, piece by piece. Bytes that are ASCII or valid UTF-8 are
 * UTF-8. Of the rest, GBK has its high bytes in pairs and mostly common characters, Latin-1 (Windows-1252) has them
 * single, as in `µGal` or `Österreich`.
 */
export class EncodingEvidence {
  private isPlain = true;
  private readonly utf8: Validity = new Validity("utf-8");
  private readonly gbk: Validity = new Validity("gbk");
  private readonly pairs: GbkPairs = new GbkPairs();

  /** Takes the next piece of the text. */
  take(piece: Uint8Array): void {
    if (this.isPlain && isAscii(piece)) return;
    this.isPlain = false;
    this.utf8.take(piece);
    this.pairs.take(piece);
    if (this.pairs.isPossible) this.gbk.take(piece);
  }

  /** What the pieces up to now are, taken as the whole text. */
  answer(): FoundEncoding {
    if (this.isPlain) return ALL_ASCII;
    if (this.utf8.answer()) return { encoding: "utf-8", reason: "all bytes are valid UTF-8" };
    return this.pairs.answer() && this.gbk.answer()
      ? { encoding: "gbk", reason: "not UTF-8, and its high bytes are pairs, mostly common GBK" }
      : { encoding: "latin-1", reason: "not UTF-8, and its high bytes are not pairs of GBK" };
  }
}

/** Whether all bytes are ASCII. */
export function isAscii(bytes: Uint8Array): boolean {
  // Four bytes at a time: files of a hundred megabytes pass here.
  const lead = Math.min((4 - (bytes.byteOffset & 3)) & 3, bytes.length);
  const count = (bytes.length - lead) >> 2;
  const words = count === 0 ? [] : new Uint32Array(bytes.buffer, bytes.byteOffset + lead, count);
  let high = 0;
  for (let i = 0; i < words.length; i++) high |= words[i];
  for (let i = 0; i < lead; i++) high |= bytes[i];
  for (let i = lead + 4 * words.length; i < bytes.length; i++) high |= bytes[i];
  return (high & 0x80808080) === 0;
}

/** Whether bytes are valid in an encoding. */
class Validity {
  private readonly decoder?: InstanceType<typeof TextDecoder>;
  private isValid = true;

  constructor(label: string) {
    try {
      this.decoder = new TextDecoder(label, { fatal: true });
    } catch {
      this.isValid = false; // an encoding that this system was built without
    }
  }

  take(piece: Uint8Array): void {
    this.decode(piece, true);
  }

  answer(): boolean {
    this.decode(new Uint8Array(), false); // a letter cut at the end is no letter
    return this.isValid;
  }

  private decode(piece: Uint8Array, stream: boolean): void {
    if (!this.isValid) return;
    try {
      this.decoder?.decode(piece, { stream });
    } catch {
      this.isValid = false;
    }
  }
}

/** Whether the high bytes of a text stand in pairs that are mostly common in GBK. */
class GbkPairs {
  private count = 0;
  private common = 0;
  isPossible = true;
  /** First byte of a pair whose second one is in the next piece. */
  private lead = 0;

  take(piece: Uint8Array): void {
    for (const byte of piece) {
      if (this.lead > 0) this.second(byte);
      else if (byte >= 0x80) {
        if (byte < 0x81) this.isPossible = false;
        this.lead = byte;
      }
      if (!this.isPossible) return;
    }
  }

  answer(): boolean {
    return this.isPossible && this.lead === 0 && this.common > this.count / 2;
  }

  private second(byte: number): void {
    const { lead } = this;
    this.lead = 0;
    if (byte < 0xa1) this.isPossible = false;
    this.count++;
    // Punctuation and wide letters (A1–A3), and the 3,755 characters in daily use (B0–D7).
    if ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3)) this.common++;
  }
}

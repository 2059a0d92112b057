/** More texts than this are not remembered: a column of so many has few twice. */
const MOST_TEXTS = 100_000;
/** Longer texts are not remembered. */
const LONGEST = 64;

/**
 * The texts that stand in some bytes, each made once: a station's name that stands on a thousand lines is one string.
 * It is a table of hashes (FNV-1a, open addressing) that is asked with bytes, so that nothing is made to ask it.
 */
export class TextPool {
  private readonly texts: string[] = [];
  /** The bytes of all texts, one behind the other, and where each ends. */
  private bytes: Uint8Array = new Uint8Array(4096);
  private readonly ends: number[] = [0];
  /** Number of a text plus one, at the place that its hash gives; 0 is free. */
  private slots: Int32Array = new Int32Array(1024);

  /** The text of bytes `from` to `to`; `decode` makes it where it is a new one. */
  of(bytes: Uint8Array, from: number, to: number, decode: (from: number, to: number) => string): string {
    if (to - from > LONGEST) return decode(from, to);
    const mask = this.slots.length - 1;
    let slot = hashOf(bytes, from, to) & mask;
    for (let entry = this.slots[slot]; entry > 0; entry = this.slots[slot]) {
      if (this.isSame(entry - 1, bytes, from, to)) return this.texts[entry - 1];
      slot = (slot + 1) & mask;
    }
    const text = decode(from, to);
    if (this.texts.length < MOST_TEXTS) {
      this.slots[slot] = this.texts.push(text);
      this.keep(bytes, from, to);
    }
    return text;
  }

  private isSame(index: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.ends[index];
    if (this.ends[index + 1] - start !== to - from) return false;
    for (let i = from, j = start; i < to; i++, j++) if (bytes[i] !== this.bytes[j]) return false;
    return true;
  }

  private keep(bytes: Uint8Array, from: number, to: number): void {
    const start = this.ends[this.ends.length - 1];
    const end = start + to - from;
    if (end > this.bytes.length) {
      const larger = new Uint8Array(2 * this.bytes.length);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    for (let i = from, j = start; i < to; i++, j++) this.bytes[j] = bytes[i];
    this.ends.push(end);
    if (2 * this.texts.length > this.slots.length) this.grow();
  }

  private grow(): void {
    const slots = new Int32Array(4 * this.slots.length);
    const mask = slots.length - 1;
    for (let index = 0; index < this.texts.length; index++) {
      let slot = hashOf(this.bytes, this.ends[index], this.ends[index + 1]) & mask;
      while (slots[slot] > 0) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
    this.slots = slots;
  }
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = -2128831035;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], 16777619);
  return hash ^ (hash >>> 15);
}

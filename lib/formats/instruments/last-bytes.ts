/** Longer texts are not remembered. */
const ROOM = 64;

/** The bytes of the field of the line before: a column has mostly the same text as there. */
export class LastBytes {
  private readonly bytes: Uint8Array = new Uint8Array(ROOM);
  private length = -1;

  /** Whether bytes `from` to `to` are others than at the last call; they are remembered. */
  isOther(bytes: Uint8Array, from: number, to: number): boolean {
    const length = to - from;
    if (length === this.length) {
      let k = 0;
      while (k < length && bytes[from + k] === this.bytes[k]) k++;
      if (k === length) return false;
    }
    this.length = length > ROOM ? -1 : length;
    for (let k = 0; k < this.length; k++) this.bytes[k] = bytes[from + k];
    return true;
  }
}

/**
 * A file whose bytes can be asked for piece by piece, so that a large one need not be in memory: a file on disk, a
 * file that a person dropped on a page, or an array. It is a port: pure code reads from it, and `igdp/node` makes one
 * of a path.
 */
export interface ByteSource {
  /** The file's name, for messages. */
  readonly name: string;
  /** How many bytes it has; it may be a guess, for `read` alone says where the end is. */
  readonly size: number;
  /**
   * Copies the bytes from `position` on into `into`.
   *
   * @returns how many there are: fewer than asked for at times, and none at the end only
   */
  read(position: number, into: Uint8Array): Promise<number>;
  /** The SHA-256 of the whole, once all of it has been read. */
  sha256?(): string;
}

/**
 * Bytes in memory as a {@link ByteSource}.
 *
 * @param name - the file's name, for messages
 *
 * @example
 * const source = bytesInMemory(Uint8Array.of(1, 2, 3), "three.bin");
 * const room = new Uint8Array(8);
 * await source.read(1, room); // => 2
 * room[0]; // => 2
 */
export function bytesInMemory(bytes: Uint8Array, name = "the file"): ByteSource {
  return {
    name,
    size: bytes.length,
    read: async (position, into) => {
      const piece = bytes.subarray(position, position + into.length);
      into.set(piece);
      return piece.length;
    },
  };
}

/** All bytes of a source, from `position` on. */
export async function readWhole(source: ByteSource, position = 0): Promise<Uint8Array> {
  let bytes = new Uint8Array(Math.max(1, source.size - position) + 1);
  let filled = 0;
  for (;;) {
    const count = await source.read(position + filled, bytes.subarray(filled));
    if (count === 0) return bytes.subarray(0, filled);
    filled += count;
    if (filled < bytes.length) continue;
    const larger = new Uint8Array(2 * bytes.length);
    larger.set(bytes);
    bytes = larger;
  }
}

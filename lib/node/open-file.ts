import { createHash } from "node:crypto";
import { open, stat } from "node:fs/promises";
import type { ByteSource } from "../core/byte-source.js";
import { FormatError } from "../core/errors.js";
import { unreadable } from "./unreadable.js";

/** A file on disk that is read piece by piece; whoever opens it closes it. */
export interface OpenFile extends ByteSource {
  /** The SHA-256 of the file, as far as it has been read from its beginning on. */
  sha256(): string;
  close(): Promise<void>;
}

/**
 * Opens a file to be read piece by piece.
 *
 * @param path - where it is
 * @returns the file as a {@link ByteSource}, whose name is the path as given
 * @throws FormatError as {@link readBytesFile}
 *
 * @example
 * const file = await openFile("LICENSE");
 * await file.read(0, new Uint8Array(11)); // => 11
 * await file.close();
 */
export async function openFile(path: string): Promise<OpenFile> {
  const size = await sizeOf(path);
  const handle = await open(path).catch((error) => {
    throw unreadable(path, error);
  });
  const hash = createHash("sha256");
  let hashed = 0;
  let answer: string | undefined;
  return {
    name: path,
    size,
    read: async (position, into) => {
      const { bytesRead } = await handle.read(into, 0, into.length, position).catch((error) => {
        throw unreadable(path, error);
      });
      // What is read a second time counts once.
      if (position <= hashed && position + bytesRead > hashed) {
        hash.update(into.subarray(hashed - position, bytesRead));
        hashed = position + bytesRead;
      }
      return bytesRead;
    },
    sha256: () => {
      answer ??= hash.digest("hex");
      return answer;
    },
    close: () => handle.close(),
  };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error) => {
    throw unreadable(path, error);
  });
  if (found.isDirectory()) {
    throw new FormatError({
      file: path,
      problem: "this is a folder, not a file",
      advice: "Name a file in it.",
    });
  }
  if (found.isFile() && found.size === 0)
    throw new FormatError({ file: path, line: 1, problem: "the file is empty" });
  return found.size;
}

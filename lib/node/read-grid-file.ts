import { FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { companionFiles, type ReadGridOptions, readGrid } from "../formats/grid-file.js";
import { type BytesFile, readBytesFile } from "./files.js";

/** A grid that was read, and the files that it came from. */
export interface GridOfFile {
  readonly grid: Grid;
  /** The file itself first, then those beside it that were read. */
  readonly files: readonly BytesFile[];
}

/**
 * Reads a grid from a file in any format that `readGrid` knows, with the files beside it that hold what the format has
 * no place for.
 *
 * @param path - where it is
 * @param options - as those of `readGrid`
 * @throws FormatError if there is no such file, it holds no grid, or is damaged
 *
 * @example
 * await readGridFile("LICENSE"); // throws FormatError
 */
export async function readGridFile(
  path: string,
  options: Omit<ReadGridOptions, "beside"> = {},
): Promise<GridOfFile> {
  const file = await readBytesFile(path);
  const found = await Promise.all(companionFiles(path).map(readIfThere));
  const files = [file, ...found.filter((companion) => companion !== undefined)];
  const beside = Object.fromEntries(files.slice(1).map(({ name, bytes }) => [name, bytes]));
  return { grid: await readGrid(file.bytes, path, { ...options, beside }), files };
}

async function readIfThere(path: string): Promise<BytesFile | undefined> {
  try {
    return await readBytesFile(path);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

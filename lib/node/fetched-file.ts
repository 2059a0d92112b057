import { mkdir, stat } from "node:fs/promises";
import { basename } from "node:path";
import { cacheProblem } from "./cache-problem.js";
import { fileChecksum } from "./file-checksum.js";

/** How far `fetchDataset` has come with a file. */
export interface FetchProgress {
  readonly dataset: string;
  readonly file: string;
  readonly received_bytes: number;
  /** Size of the file, once it is known. */
  readonly total_bytes: number | undefined;
  /** Address or path that it comes from. */
  readonly origin: string;
}

/** A file of a dataset that was fetched. */
export interface FetchedFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Address or path that it came from, or `here` if it was on this computer before. */
  readonly origin: string;
}

/** What is to be known of a file that is in its place. */
export async function describeFile(path: string, origin: string, sha256?: string): Promise<FetchedFile> {
  const { size } = await stat(path);
  return { name: basename(path), path, bytes: size, sha256: sha256 ?? (await fileChecksum(path)), origin };
}

/** Turns the bytes of one file into progress of its dataset. */
export function reporter(
  name: string,
  file: string,
  onProgress?: (progress: FetchProgress) => void,
): (received: number, total: number | undefined, origin: string) => void {
  return (received: number, total: number | undefined, origin: string) =>
    onProgress?.({ dataset: name, file, received_bytes: received, total_bytes: total, origin });
}

/** Makes a folder of the cache. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw cacheProblem(error, folder);
  });
}

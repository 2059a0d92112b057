import { stat } from "node:fs/promises";
import { FormatError } from "../core/errors.js";
import { cacheProblem } from "./cache-problem.js";
import type { CatalogueFile } from "./catalogue.js";
import { copyIntoPart } from "./copy-file.js";
import { putInPlace } from "./fetch-file.js";
import { fileChecksum } from "./file-checksum.js";
import { findFiles } from "./find-file.js";
import { dropPart, newPart } from "./part-file.js";

/** Options of {@link takeOver}. */
export interface TakeOverOptions {
  readonly signal?: AbortSignal;
  readonly onBytes?: (received: number, total: number | undefined, path: string) => void;
}

/**
 * Takes a file over from a folder or a memory stick: finds it by its name, copies it, and puts the copy into its place
 * when its checksum is right.
 *
 * @returns the path that it came from
 * @throws FormatError if it is not there, or if each file of that name has another checksum
 */
export async function takeOver(
  file: CatalogueFile,
  folder: string,
  target: string,
  options: TakeOverOptions,
): Promise<string> {
  const found = await findFiles(folder, file.name);
  if (found.length === 0) {
    throw new FormatError({
      file: file.name,
      problem: `it is not in ${folder}, nor in the folders in it`,
      advice: `Put it there under this name. It is at ${file.urls[0]}`,
    });
  }
  const refused: string[] = [];
  for (const path of found) {
    const actual = await copyChecked(path, target, file.sha256, options);
    if (actual === file.sha256) return path;
    refused.push(actual);
  }
  throw new FormatError({
    file: found[0],
    problem: `it is refused: its SHA-256 is ${refused[0]}, but that of ${file.name} is ${file.sha256}`,
    advice: `It may be another version, or not whole. Get it again from ${file.urls[0]}`,
  });
}

/**
 * Copies a file into its place if the copy has the right checksum (any, where none is named).
 *
 * @returns the checksum of the copy; where it is not the right one, nothing is left of the copy
 */
export async function copyChecked(
  path: string,
  target: string,
  sha256: string | undefined,
  { signal, onBytes }: TakeOverOptions,
): Promise<string> {
  const total = (await stat(path).catch(() => undefined))?.size;
  const part = await newPart(target).catch((error) => {
    throw cacheProblem(error, target);
  });
  try {
    await copyIntoPart(path, part, { signal, onBytes: onBytes && ((bytes) => onBytes(bytes, total, path)) });
    const actual = await fileChecksum(part.bytes, signal);
    if (sha256 === undefined || actual === sha256) await putInPlace(part, actual);
    return actual;
  } catch (error) {
    throw signal?.aborted ? signal.reason : cacheProblem(error, readsFrom(error, path) ? path : target);
  } finally {
    await dropPart(part);
  }
}

/** True if it was the original that could not be read. */
function readsFrom(error: unknown, path: string): boolean {
  return (error as NodeJS.ErrnoException).path === path;
}

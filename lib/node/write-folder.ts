import { randomUUID } from "node:crypto";
import { copyFile, lstat, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ArgumentError, FormatError } from "../core/errors.js";
import { isInsidePath } from "../formats/inside-path.js";
import { unwritable } from "./files.js";
import { isAlive } from "./part-file.js";

/** A file of a folder: its bytes, or the file that is copied. */
export interface FolderFile {
  /** Path inside the folder, with `/`. */
  readonly path: string;
  readonly content: Uint8Array | string;
  /** True where `content` is the path of a file to copy. */
  readonly isCopy?: boolean;
}

/** Options of {@link writeFolder}. */
export interface WriteFolderOptions {
  /** Take the place of a folder that is there already. Default false: it is an error. */
  readonly replace?: boolean;
}

/**
 * Writes a folder so that it is never half there: everything is written aside, and the folder is renamed at the end. A
 * folder that it replaces is moved away first, and removed only when the new one stands.
 *
 * @param folder - where it goes
 * @param files - what is in it
 * @param options - see {@link WriteFolderOptions}
 * @throws ArgumentError if the folder is there and must not be replaced, or a path leads out of it; FormatError if it
 *   cannot be written: nothing is left then, and an older folder is as it was
 *
 * @example
 * await writeFolder("out", [{ path: "../grid.nc", content: "x" }]); // throws ArgumentError
 */
export async function writeFolder(
  folder: string,
  files: readonly FolderFile[],
  options: WriteFolderOptions = {},
): Promise<void> {
  for (const { path } of files)
    if (!isInsidePath(path))
      throw new ArgumentError({ argument: "path", value: path, accepted: "a path inside the folder" });
  const target = resolve(folder);
  await clearParts(target);
  await checkFolder(folder, options.replace ?? false);
  const mark = `${process.pid}-${randomUUID().slice(0, 8)}`;
  const part = `${target}.part-${mark}`;
  const old = `${target}.old-${mark}`;
  const interrupted = onInterrupt();
  try {
    for (const file of files) {
      if (interrupted.code() !== undefined) return;
      await writeInto(part, file, folder);
    }
    await swap(part, target, old);
    await rm(old, { recursive: true, force: true });
  } catch (error) {
    throw error instanceof FormatError ? error : await unwritable(folder, error);
  } finally {
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    interrupted.end();
  }
}

/** Puts the part into its place; what stood there is moved away, and comes back if the part cannot be put there. */
async function swap(part: string, target: string, old: string): Promise<void> {
  const replaced = await rename(target, old).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
  try {
    await rename(part, target);
  } catch (error) {
    if (replaced) await rename(old, target);
    throw error;
  }
}

/** Asked before the work as well, so that it does not fail at its end. */
export async function checkFolder(folder: string, replace: boolean): Promise<void> {
  const found = await lstat(resolve(folder)).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isDirectory()) {
    const problem = "this is a file or a link, so no folder can be written there";
    throw new FormatError({ file: folder, problem, advice: "Choose another name." });
  }
  const names = await readdir(resolve(folder));
  if (names.length === 0) return;
  if (!replace) {
    const advice = "Add --replace to put the new release in its place, or choose another name.";
    throw new FormatError({ file: folder, problem: "there is such a folder already", advice });
  }
  // What is no release is never thrown away, whatever the option says.
  if (!names.includes("provenance.json")) {
    const advice = "Choose another name, or remove the folder yourself.";
    throw new FormatError({
      file: folder,
      problem: "this folder is no release, so it is not replaced",
      advice,
    });
  }
}

async function writeInto(part: string, { path, content, isCopy }: FolderFile, folder: string): Promise<void> {
  const place = join(part, ...path.split("/"));
  try {
    await mkdir(dirname(place), { recursive: true });
    if (isCopy) await copyFile(content as string, place);
    else await writeFile(place, content, { flag: "wx" });
  } catch (error) {
    throw await unwritable(join(folder, path), error);
  }
}

/** Removes what processes that are no more left beside the folder, and puts back what they had moved away. */
async function clearParts(target: string): Promise<void> {
  const start = basename(target);
  const names = await readdir(dirname(target)).catch(() => [] as string[]);
  for (const name of names.filter((candidate) => candidate.startsWith(start))) {
    const [, kind, owner] = /^\.(part|old)-(\d+)-[0-9a-f]{8}$/.exec(name.slice(start.length)) ?? [];
    if (kind === undefined || isAlive(Number(owner))) continue;
    const left = join(dirname(target), name);
    const isLost = kind === "old" && (await lstat(target).catch(() => undefined)) === undefined;
    await (isLost ? rename(left, target) : rm(left, { recursive: true, force: true }));
  }
}

/** Ctrl+C is heard between two files, so that nothing is half done; the process ends when all is tidied up. */
function onInterrupt(): { readonly code: () => number | undefined; readonly end: () => void } {
  let code: number | undefined;
  const hear = (signal: NodeJS.Signals) => {
    code = signal === "SIGINT" ? 130 : 143;
  };
  process.on("SIGINT", hear).on("SIGTERM", hear);
  return {
    code: () => code,
    end: () => {
      process.off("SIGINT", hear).off("SIGTERM", hear);
      if (code !== undefined) process.exit(code);
    },
  };
}

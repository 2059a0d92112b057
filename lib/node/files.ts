import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { FormatError } from "../core/errors.js";
import type { InputFile, TextFile } from "../core/report.js";
import { tooLong, unreadable } from "./unreadable.js";

/** A file's bytes, with its name and checksum. */
export interface BytesFile extends InputFile {
  readonly bytes: Uint8Array;
}

/**
 * Reads a file whole.
 *
 * @param path - where it is
 * @returns name (the path as given), bytes and SHA-256
 * @throws FormatError that says so if there is no such file, it is a folder, it is empty, or may not be read
 *
 * @example
 * (await readBytesFile("LICENSE")).sha256.length; // => 64
 */
export async function readBytesFile(path: string): Promise<BytesFile> {
  let bytes: Uint8Array;
  try {
    if ((await stat(path)).isDirectory()) {
      throw new FormatError({
        file: path,
        problem: "this is a folder, not a file",
        advice: "Name a file in it.",
      });
    }
    bytes = await readFile(path);
  } catch (error) {
    throw error instanceof FormatError ? error : unreadable(path, error);
  }
  if (bytes.length === 0) throw new FormatError({ file: path, line: 1, problem: "the file is empty" });
  return { name: path, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/**
 * Reads a text file in UTF-8.
 *
 * @param path - where it is
 * @returns name (the path as given), text and SHA-256
 * @throws FormatError as {@link readBytesFile}, or with the line of the first byte that is not UTF-8
 *
 * @example
 * (await readTextFile("LICENSE")).text.slice(0, 11); // => "MIT License"
 */
export async function readTextFile(path: string): Promise<TextFile> {
  const { name, bytes, sha256 } = await readBytesFile(path);
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), sha256 };
  } catch {
    const lines = new TextDecoder("utf-8").decode(bytes).split("\n");
    const line = lines.findIndex((text) => text.includes("\uFFFD")) + 1;
    const advice = "Save it as CSV UTF-8.";
    throw new FormatError({ file: name, line, problem: "a character here is not UTF-8", advice });
  }
}

/** Options of {@link writeFiles}. */
export interface WriteFilesOptions {
  /** Paths of the files that the contents were made from: none of them is ever written onto. */
  readonly inputs?: readonly string[];
}

/**
 * Writes files so that none is ever half there: each is written aside first, and all are renamed at the end.
 * What is no regular file, such as `/dev/null`, is written to as it stands.
 *
 * @param files - contents by path, or the parts of a text that is too long for one; missing folders are made
 * @param options - see {@link WriteFilesOptions}
 * @throws FormatError that names the path which could not be written, or that is an input, or that two contents
 *   were meant for; no part of a file is left behind then
 *
 * @example
 * await writeFiles({ "LICENSE/in-a-file.txt": "no" }); // throws FormatError
 */
export async function writeFiles(
  files: Readonly<Record<string, string | Uint8Array | Iterable<string>>>,
  options: WriteFilesOptions = {},
): Promise<void> {
  const targets = await Promise.all(Object.keys(files).map(targetOf));
  await refuseLosses(targets, options.inputs ?? []);
  const regular = targets.filter((target) => !target.isDevice);
  // A short name of its own, for a name at the file system's limit has no room for an ending.
  const aside = ({ path }: Target) =>
    join(dirname(resolve(path)), `.igdp-${process.pid}-${randomUUID().slice(0, 8)}.part`);
  const written = new Map<string, string>();
  try {
    for (const target of regular) {
      await guarded(target.path, async () => {
        await mkdir(dirname(resolve(target.path)), { recursive: true });
        written.set(target.path, aside(target));
        await writeFile(written.get(target.path) as string, files[target.path]);
      });
    }
    for (const { path, isDevice } of targets) {
      if (isDevice) await guarded(path, () => writeFile(path, files[path]));
    }
    for (const [path, part] of written) await guarded(path, () => rename(part, path));
  } finally {
    // What became of the work is known by now: a part that cannot be removed must not hide it.
    await Promise.allSettled([...written.values()].map((part) => rm(part, { force: true })));
  }
}

/**
 * True if two paths are one file, by whatever spelling or link; devices such as `/dev/null` may be named twice.
 *
 * @example
 * await isSameFile("LICENSE", "./LICENSE"); // => true
 */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([identityOf(one), identityOf(other)]);
  return a === b && !(await isDevice(one));
}

/** A path to write to. */
interface Target {
  readonly path: string;
  /** It is there, and is neither a regular file nor a folder. */
  readonly isDevice: boolean;
}

async function targetOf(path: string): Promise<Target> {
  if (path.trim() === "") {
    throw new FormatError({ file: `'${path}'`, problem: "this path is empty", advice: "Name a file." });
  }
  // Asked now, for the name itself is used last, when other files have been renamed already.
  const error: NodeJS.ErrnoException | undefined = await stat(path).then(
    () => undefined,
    (reason) => reason,
  );
  if (error?.code === "ENAMETOOLONG") throw tooLong(path);
  if (/[\\/]$/.test(path) || (await kindOf(path)) === "folder") {
    throw new FormatError({ file: path, problem: "this is a folder, so no file can be written there" });
  }
  return { path, isDevice: await isDevice(path) };
}

async function isDevice(path: string): Promise<boolean> {
  return (await kindOf(path)) === "device";
}

async function kindOf(path: string): Promise<"file" | "folder" | "device" | "none"> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return "none";
  return found.isDirectory() ? "folder" : found.isFile() ? "file" : "device";
}

/** Refuses contents that would fall onto each other, or onto an input. */
async function refuseLosses(targets: readonly Target[], inputs: readonly string[]): Promise<void> {
  const regular = targets.filter((target) => !target.isDevice);
  const originals = new Set(await Promise.all(inputs.map(identityOf)));
  const seen = new Map<string, string>();
  for (const { path } of regular) {
    const identity = await identityOf(path);
    if (originals.has(identity)) {
      throw new FormatError({
        file: path,
        problem: "this is an input of this command, and originals are never changed",
        advice: "Choose another name.",
      });
    }
    const before = seen.get(identity);
    if (before !== undefined) {
      throw new FormatError({
        file: path,
        problem: `this is the same file as ${before}, and one of the two results would be lost`,
        advice: "Choose another name for one of them.",
      });
    }
    seen.set(identity, path);
  }
}

/** One text for all spellings of a path: links followed, and letters small where the system takes them as equal. */
async function identityOf(path: string): Promise<string> {
  const whole = resolve(path);
  const real = await realpath(whole).catch(async () => {
    const folder = await realpath(dirname(whole)).catch(() => dirname(whole));
    return join(folder, basename(whole));
  });
  return process.platform === "win32" || process.platform === "darwin" ? real.toLowerCase() : real;
}

async function guarded(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw error instanceof FormatError ? error : await unwritable(path, error);
  }
}

/** What the system says when a file cannot be written, in words. */
export async function unwritable(path: string, error: unknown): Promise<FormatError> {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC")
    return new FormatError({ file: path, problem: "the disk is full", advice: "Free some space." });
  if (code === "EBUSY" || code === "EPERM" || code === "EACCES") {
    const advice = "Close the program that has it open, or choose another place.";
    return new FormatError({ file: path, problem: "it may not be written", advice });
  }
  if (code === "ENAMETOOLONG") return tooLong(path);
  const inTheWay = await fileAbove(path);
  if (inTheWay !== undefined) {
    return new FormatError({
      file: path,
      problem: `${inTheWay} is a file, not a folder`,
      advice: "Choose another place.",
    });
  }
  return new FormatError({ file: path, problem: `it cannot be written (${code ?? String(error)})` });
}

/** The file that stands where the path has a folder, if there is one. */
async function fileAbove(path: string): Promise<string | undefined> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const kind = await kindOf(folder);
    if (kind !== "none") return kind === "folder" ? undefined : folder;
  }
  return undefined;
}

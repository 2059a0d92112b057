import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { FormatError } from "../core/errors.js";
import type { InputFile, TextFile } from "../core/report.js";

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

/**
 * Writes files so that none is ever half there: each is written aside first, and all are renamed at the end.
 *
 * @param files - contents by path; missing folders are made
 * @throws FormatError that names the path which could not be written; nothing is left behind then
 *
 * @example
 * await writeFiles({ "LICENSE/in-a-file.txt": "no" }); // throws FormatError
 */
export async function writeFiles(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const aside = (path: string) => `${path}.part-${process.pid}`;
  const written: string[] = [];
  try {
    for (const [path, content] of Object.entries(files)) {
      await guarded(path, async () => {
        await mkdir(dirname(resolve(path)), { recursive: true });
        if (
          await stat(path).then(
            (s) => s.isDirectory(),
            () => false,
          )
        ) {
          throw new FormatError({ file: path, problem: "this is a folder, so no file can be written there" });
        }
        written.push(aside(path));
        await writeFile(aside(path), content);
      });
    }
    for (const path of Object.keys(files)) await guarded(path, () => rename(aside(path), path));
  } finally {
    await Promise.all(written.map((path) => rm(path, { force: true })));
  }
}

async function guarded(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw error instanceof FormatError ? error : unwritable(path, error);
  }
}

function unreadable(path: string, error: unknown): FormatError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new FormatError({
      file: path,
      problem: "there is no such file",
      advice: "Look at the spelling and the folder.",
    });
  }
  return new FormatError({ file: path, problem: `it cannot be read (${code ?? String(error)})` });
}

function unwritable(path: string, error: unknown): FormatError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC")
    return new FormatError({ file: path, problem: "the disk is full", advice: "Free some space." });
  if (code === "EBUSY" || code === "EPERM" || code === "EACCES") {
    const advice = "Close the program that has it open, or choose another place.";
    return new FormatError({ file: path, problem: "it may not be written", advice });
  }
  return new FormatError({ file: path, problem: `it cannot be written (${code ?? String(error)})` });
}

import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * A file that is on its way. It stands aside, in a folder of its own with the note of where it comes from, until it is
 * whole and checked. The folder's name says which process has it, so that two processes never write into one part,
 * and the next process goes on with a part that nobody has any more.
 */
export interface Part {
  /** Where the file will stand. */
  readonly target: string;
  readonly folder: string;
  /** The bytes that have come. */
  readonly bytes: string;
}

/** Where the bytes of a part come from, and the server's mark for that state of the file. */
export interface PartSource {
  readonly url: string;
  /** Strong ETag or date of the last change, as `If-Range` takes it. */
  readonly validator?: string;
}

/** An hour in milliseconds, after which a part that did not grow is nobody's: numbers of processes come again. */
const LONG_AGO = 3600 * 1000;
/** The number of a part that its process gave up. */
const NOBODY = 0;

/** Takes over the longest part of a file that nobody works on, or begins a new one. The others are removed. */
export async function takePart(target: string): Promise<Part> {
  const free = await freeParts(target);
  const folder = partFolder(target, process.pid);
  let taken = false;
  for (const candidate of free) {
    if (!taken)
      taken = await rename(candidate, folder).then(
        () => true,
        () => false,
      );
    else await rm(candidate, { recursive: true, force: true });
  }
  return taken ? partIn(folder, target) : newPart(target);
}

/** Begins a part; what another process left is not touched. */
export async function newPart(target: string): Promise<Part> {
  const folder = partFolder(target, process.pid);
  await mkdir(folder, { recursive: true });
  return partIn(folder, target);
}

/** How many bytes of a part have come. */
export async function partSize(part: Part): Promise<number> {
  return (await stat(part.bytes).catch(() => undefined))?.size ?? 0;
}

/** Where a part comes from, if that is known. */
export async function partSource(part: Part): Promise<PartSource | undefined> {
  try {
    return JSON.parse(await readFile(join(part.folder, "source.json"), "utf8")) as PartSource;
  } catch {
    return undefined;
  }
}

/** Notes where the bytes of a part come from. */
export async function notePartSource(part: Part, source: PartSource): Promise<void> {
  await writeFile(join(part.folder, "source.json"), JSON.stringify(source));
}

/** Puts a whole and checked part into its place. */
export async function finishPart(part: Part): Promise<void> {
  await rename(part.bytes, part.target);
  await dropPart(part);
}

/** Leaves a part for whoever comes next; an empty one is removed. */
export async function leavePart(part: Part): Promise<void> {
  if ((await partSize(part)) === 0) return dropPart(part);
  await rename(part.folder, partFolder(part.target, NOBODY)).catch(() => undefined);
}

/** Removes a part. */
export async function dropPart(part: Part): Promise<void> {
  await rm(part.folder, { recursive: true, force: true });
}

function partIn(folder: string, target: string): Part {
  return { target, folder, bytes: join(folder, "bytes") };
}

function partFolder(target: string, owner: number): string {
  return `${target}.part-${owner}-${randomUUID().slice(0, 8)}`;
}

/** Folders of parts of this file that no living process has, the longest first. */
async function freeParts(target: string): Promise<string[]> {
  const start = `${basename(target)}.part-`;
  const names = await readdir(dirname(target)).catch(() => [] as string[]);
  const found: { folder: string; size: number }[] = [];
  for (const name of names.filter((candidate) => candidate.startsWith(start))) {
    const owner = Number(/^(\d+)-/.exec(name.slice(start.length))?.[1] ?? NOBODY);
    const folder = join(dirname(target), name);
    const bytes = await stat(join(folder, "bytes")).catch(() => undefined);
    const age =
      Date.now() - (bytes ?? (await stat(folder).catch(() => undefined)) ?? { mtimeMs: Date.now() }).mtimeMs;
    if (!isAlive(owner) || age > LONG_AGO) found.push({ folder, size: bytes?.size ?? 0 });
  }
  return found.sort((a, b) => b.size - a.size).map(({ folder }) => folder);
}

/** True for the number of a process that runs. */
export function isAlive(owner: number): boolean {
  if (owner === NOBODY) return false;
  try {
    // Signal 0 asks only whether the process is there.
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

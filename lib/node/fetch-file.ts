import { rm, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { FormatError } from "../core/errors.js";
import { inMegabytes } from "../core/megabytes.js";
import { cacheProblem } from "./cache-problem.js";
import type { CatalogueFile } from "./catalogue.js";
import { download } from "./download.js";
import { DownloadFailure, proxyAdvice } from "./download-failure.js";
import { fileChecksum } from "./file-checksum.js";
import { dropPart, finishPart, leavePart, type Part, partSize, partSource, takePart } from "./part-file.js";

/** Options of {@link fetchFile}. */
export interface FetchFileOptions {
  /** Name of the dataset, for the advice in messages. */
  readonly dataset: string;
  readonly signal?: AbortSignal;
  /** Seconds without a byte after which a server counts as silent. */
  readonly patience_s: number;
  /** Seconds between two tries. */
  readonly pause_s: number;
  readonly onBytes?: (received: number, total: number | undefined, url: string) => void;
}

/** Tries of one home in a row that bring nothing new. */
const TRIES = 3;

/**
 * Fetches a file from the first of its homes that gives the right one, and puts it into its place when its checksum is
 * right. What came before a break is kept aside, and the next call goes on from there.
 *
 * @returns the address that it came from
 * @throws FormatError that says of each home what went wrong, and what to do; the reason of `signal` if it was stopped
 */
export async function fetchFile(
  file: CatalogueFile,
  target: string,
  options: FetchFileOptions,
): Promise<string> {
  const part = await takePart(target).catch((error) => {
    throw cacheProblem(error, target);
  });
  try {
    // All had come, and only the renaming was missing.
    const whole = await wholePart(part, file, options.signal);
    if (whole !== undefined) {
      await putInPlace(part, file.sha256);
      return whole;
    }
    await refuseFullDisk(file, part);
    const failures: string[] = [];
    for (const url of file.urls) {
      const failure = await tryHome(url, file, part, options);
      if (failure === undefined) {
        await putInPlace(part, file.sha256);
        return url;
      }
      failures.push(failure);
    }
    throw await unfetched(file, part, failures, options.dataset);
  } catch (error) {
    const isFull = (error as NodeJS.ErrnoException).code === "ENOSPC";
    // A full disk is worse than a lost download.
    await (isFull ? dropPart(part) : leavePart(part));
    throw options.signal?.aborted ? options.signal.reason : cacheProblem(error, target);
  }
}

/** Where a part came from, if it is the whole file already. */
async function wholePart(part: Part, file: CatalogueFile, signal?: AbortSignal): Promise<string | undefined> {
  const size = await partSize(part);
  if (size === 0 || size !== (file.bytes ?? size)) return undefined;
  const isRight = (await fileChecksum(part.bytes, signal)) === file.sha256;
  return isRight ? ((await partSource(part))?.url ?? file.urls[0]) : undefined;
}

/** Puts a checked part into its place; if another process was quicker with the same file, that one stays. */
export async function putInPlace(part: Part, sha256: string): Promise<void> {
  try {
    await finishPart(part);
  } catch (error) {
    // Windows does not replace a file that somebody reads.
    if ((await fileChecksum(part.target).catch(() => "")) !== sha256) throw error;
    await dropPart(part);
  }
}

/** Fetches from one home, again where that may help; gives what went wrong, or nothing when the part is right. */
async function tryHome(
  url: string,
  { bytes, sha256 }: CatalogueFile,
  part: Part,
  { signal, patience_s, pause_s, onBytes }: FetchFileOptions,
): Promise<string | undefined> {
  const { host } = new URL(url);
  let best = await partSize(part);
  for (let tries = 1; ; tries++) {
    const resumed = (await partSize(part)) > 0;
    try {
      const report = onBytes && ((received: number, total?: number) => onBytes(received, total, url));
      await download(part, { url, bytes }, { patience_s, signal, onBytes: report });
      const actual = await fileChecksum(part.bytes, signal);
      if (actual === sha256) return undefined;
      await rm(part.bytes, { force: true });
      // Two pieces that do not belong together: the whole may well be right.
      if (!resumed) return `what ${host} sent is refused: its SHA-256 is ${actual}, not ${sha256}`;
      tries = 0;
    } catch (error) {
      if (!(error instanceof DownloadFailure)) throw error;
      const size = await partSize(part);
      if (size > best) tries = 0;
      best = Math.max(best, size);
      if (!error.passing || tries >= TRIES) return error.message;
      await pause(pause_s * 1000, undefined, { signal });
    }
  }
}

async function refuseFullDisk({ bytes }: CatalogueFile, part: Part): Promise<void> {
  if (bytes === undefined) return;
  const place = dirname(part.target);
  const space = await statfs(place).catch(() => undefined);
  const free = space === undefined ? Number.POSITIVE_INFINITY : space.bavail * space.bsize;
  const needed = bytes - (await partSize(part));
  if (needed <= free) return;
  throw new FormatError({
    file: part.target,
    problem: `the disk is too full: ${inMegabytes(needed)} are needed and ${inMegabytes(free)} are free`,
    advice: "Free some space, or name another folder with IGDP_CACHE.",
  });
}

async function unfetched(
  file: CatalogueFile,
  part: Part,
  failures: readonly string[],
  dataset: string,
): Promise<FormatError> {
  const kept = await partSize(part);
  const again = kept > 0 ? `${inMegabytes(kept)} are kept: the same command goes on from there. ` : "";
  const proxy = proxyAdvice();
  return new FormatError({
    file: `${dataset}/${file.name}`,
    problem: `it could not be fetched: ${failures.join("; ")}`,
    advice: `${again}${proxy}${proxy && " "}Or get ${file.urls[0]} in any other way, and take it over: npx igdp datasets get ${dataset} --from FOLDER`,
  });
}

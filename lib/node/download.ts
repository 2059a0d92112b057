import { type FileHandle, open } from "node:fs/promises";
import { DownloadFailure, networkFailure, statusFailure } from "./download-failure.js";
import { notePartSource, type Part, partSize, partSource } from "./part-file.js";

/** What is fetched, and what is known of it. */
export interface DownloadSource {
  readonly url: string;
  /** Size of the file, where it is known. */
  readonly bytes?: number;
}

/** Options of {@link download}. */
export interface DownloadOptions {
  /** Seconds without a single byte after which the server counts as silent. */
  readonly patience_s: number;
  readonly signal?: AbortSignal;
  /** Called with the bytes that are here, and the size of the whole where it is known. */
  readonly onBytes?: (received: number, total: number | undefined) => void;
}

/**
 * Fetches a file into a part, and goes on where the part ends if the file is still the same at its home
 * (`Range` with `If-Range`, RFC 9110, 13.1.5 and 14.2); else it begins anew. The caller checks the content.
 *
 * @throws DownloadFailure that says what went wrong; the reason of `signal` if it was stopped; errors of the disk
 */
export async function download(part: Part, source: DownloadSource, options: DownloadOptions): Promise<void> {
  const watch = watchFor(options.patience_s, options.signal);
  try {
    const { response, offset } = await request(part, source, watch);
    await save(response, offset, part, source, watch, options);
  } catch (error) {
    const { host } = new URL(source.url);
    if (options.signal?.aborted) throw options.signal.reason;
    if (watch.isSilent())
      throw new DownloadFailure(`${host} sent nothing for ${options.patience_s} seconds`, true);
    if (error instanceof DownloadFailure || isDiskError(error)) throw error;
    throw networkFailure(error, host);
  } finally {
    watch.stop();
  }
}

/** Asks for the file, or for the rest of it; gives the answer and the place in the file where it begins. */
async function request(part: Part, { url, bytes }: DownloadSource, watch: Watch) {
  const have = await partSize(part);
  const from = await partSource(part);
  const canResume = have > 0 && from !== undefined && (bytes === undefined || have < bytes);
  // Another home has other marks; there the checksum alone tells whether the two pieces belong together.
  const validator = from?.url === url ? from.validator : undefined;
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (canResume) {
    headers.range = `bytes=${have}-`;
    if (validator !== undefined) headers["if-range"] = validator;
  }
  let response = await fetch(url, { headers, signal: watch.signal });
  watch.heard();
  let offset = response.status === 206 ? rangeStart(response) : 0;
  if (response.status === 416 || (response.status === 206 && offset !== have)) {
    await response.body?.cancel();
    response = await fetch(url, { headers: { "accept-encoding": "identity" }, signal: watch.signal });
    offset = 0;
  }
  try {
    checkAnswer(response, offset, { url, bytes });
  } catch (error) {
    await response.body?.cancel();
    throw error;
  }
  await notePartSource(part, { url, validator: validatorOf(response) });
  return { response, offset };
}

/** Refuses what cannot be the file before a byte of it is kept. */
function checkAnswer(response: Response, offset: number, { url, bytes }: DownloadSource): void {
  const { host } = new URL(url);
  if (!response.ok) throw statusFailure(response.status, host);
  if (/text\/html/i.test(response.headers.get("content-type") ?? "") && !/\.html?$/i.test(url))
    throw webPage(host);
  const size = sizeOf(response, offset);
  if (bytes !== undefined && size !== undefined && size !== bytes)
    throw new DownloadFailure(`${host} has another file there now (${size} bytes instead of ${bytes})`);
}

/** Writes what comes behind the bytes that are here; the content is on the disk when this returns. */
async function save(
  response: Response,
  offset: number,
  part: Part,
  { url, bytes }: DownloadSource,
  watch: Watch,
  { onBytes }: DownloadOptions,
): Promise<void> {
  const { host } = new URL(url);
  const total = bytes ?? sizeOf(response, offset);
  const file: FileHandle = await open(part.bytes, offset > 0 ? "a" : "w");
  try {
    let received = offset;
    onBytes?.(received, total);
    for await (const chunk of response.body ?? []) {
      watch.heard();
      if (received === 0 && isWebPage(chunk) && !/\.html?$/i.test(url)) throw webPage(host);
      received += chunk.length;
      if (total !== undefined && received > total) {
        await file.truncate(0);
        throw new DownloadFailure(`${host} sent more than the ${total} bytes of the file`);
      }
      await file.appendFile(chunk);
      onBytes?.(received, total);
    }
    if (total !== undefined && received < total)
      throw new DownloadFailure(`the connection to ${host} ended after ${received} of ${total} bytes`, true);
    await file.sync();
  } finally {
    await file.close();
  }
}

function webPage(host: string): DownloadFailure {
  return new DownloadFailure(
    `${host} answered with a web page instead of the file, as networks do that want you to sign in first (open any page in a browser)`,
  );
}

function isWebPage(chunk: Uint8Array): boolean {
  const start = new TextDecoder().decode(chunk.subarray(0, 200)).trimStart().toLowerCase();
  return start.startsWith("<!doctype html") || start.startsWith("<html");
}

/** First byte of the piece that a server sent: `bytes 100-199/200`. */
function rangeStart(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? Number.NaN);
}

/** Size of the whole file as the server tells it. */
function sizeOf(response: Response, offset: number): number | undefined {
  const whole = /\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1];
  if (response.status === 206 && whole !== undefined) return Number(whole);
  const length = response.headers.get("content-length");
  // The length of what is packed for the way says nothing of the file.
  return length === null || response.headers.get("content-encoding") !== null
    ? undefined
    : offset + Number(length);
}

/** The server's mark of this state of the file; a weak ETag promises too little to join two pieces. */
function validatorOf(response: Response): string | undefined {
  const etag = response.headers.get("etag");
  if (etag !== null && !etag.startsWith("W/")) return etag;
  return response.headers.get("last-modified") ?? undefined;
}

/** Errors of the disk name the system call that failed; those of fetch are wrapped and do not. */
function isDiskError(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException).syscall === "string";
}

/** Stops a request that has been silent for too long, or that the caller stops. */
interface Watch {
  readonly signal: AbortSignal;
  /** A byte has come. */
  heard(): void;
  isSilent(): boolean;
  stop(): void;
}

function watchFor(patience_s: number, caller?: AbortSignal): Watch {
  const silence = new AbortController();
  const start = () => setTimeout(() => silence.abort(), patience_s * 1000);
  let timer = start();
  return {
    signal: caller ? AbortSignal.any([caller, silence.signal]) : silence.signal,
    heard: () => {
      clearTimeout(timer);
      timer = start();
    },
    isSilent: () => silence.signal.aborted,
    stop: () => clearTimeout(timer),
  };
}

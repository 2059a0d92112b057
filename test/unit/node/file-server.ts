import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A request as the server saw it. */
export interface Seen {
  readonly url: string;
  readonly range?: string;
  readonly ifRange?: string;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A server on the loopback address: every path has one answer, and every request is written down. */
export async function serve(answers: Readonly<Record<string, Answer>>) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    const count = seen.filter((one) => one.url === url).length;
    const { range, "if-range": ifRange } = request.headers;
    seen.push({ url, range, ifRange: ifRange as string | undefined });
    (answers[url] ?? status(404))(request, response, count);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { home, seen, close };
}

/** Answers with a status and no file. */
export function status(code: number, headers: Record<string, string> = {}): Answer {
  return (_request, response) => response.writeHead(code, headers).end("no file");
}

/** Serves a file as a good server does: `Range` and `If-Range` with a strong ETag. */
export function file(content: Uint8Array, { etag = '"one"', breakAfter = 0 } = {}): Answer {
  return (request, response, count) => {
    const { range, "if-range": ifRange } = request.headers;
    const wanted = ifRange === undefined || ifRange === etag ? /^bytes=(\d+)-$/.exec(range ?? "") : null;
    const start = wanted === null ? 0 : Number(wanted[1]);
    const headers: Record<string, string | number> = { etag, "content-length": content.length - start };
    if (wanted !== null && start >= content.length) return void response.writeHead(416).end();
    if (wanted !== null) headers["content-range"] = `bytes ${start}-${content.length - 1}/${content.length}`;
    response.writeHead(wanted === null ? 200 : 206, headers);
    if (breakAfter > 0 && count === 0) {
      response.write(content.subarray(0, breakAfter), () => setTimeout(() => response.destroy(), 20));
    } else response.end(content.subarray(start));
  };
}

/** Bytes that no two places have alike. */
export function bytes(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8) * 17 + seed * 101) & 255);
}

export function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A folder with a space in its name, as many have. */
export function folder(): string {
  return mkdtempSync(join(tmpdir(), "igdp data "));
}

/** Every file in a folder, with the folders in it. */
export function filesIn(place: string): string[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}

export const ENTRY = {
  title: "A test",
  summary: "Bytes.",
  homepage: "https://example.org/",
  license: "CC0",
  licenseUrl: "https://example.org/cc0",
  citation: "Nobody (2026), Bytes",
  verified: true,
  proof: "computed",
};

/** Writes a catalogue with the dataset `test` of these files; gives its path. */
export function catalogueOf(files: readonly object[], entry: object = ENTRY): string {
  const path = join(folder(), "catalogue.json");
  writeFileSync(path, JSON.stringify({ datasets: { test: { ...entry, files } } }));
  return path;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type FetchDatasetOptions, fetchDataset } from "../../../lib/node/fetch-dataset.js";
import type { FetchProgress } from "../../../lib/node/fetched-file.js";
import {
  type Answer,
  bytes,
  catalogueOf,
  file,
  filesIn,
  folder,
  serve,
  sha256,
  status,
} from "./file-server.js";

const CONTENT = bytes(200_000);
let closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

/** A dataset `test` of one file, whose homes give these answers; and a call that fetches it into one cache. */
async function homes(answers: readonly Answer[], known: object = { bytes: CONTENT.length }) {
  const paths = answers.map((_, i) => `/${i}/a.bin`);
  const server = await serve(Object.fromEntries(paths.map((path, i) => [path, answers[i]])));
  closing.push(server.close);
  const urls = paths.map((path) => server.home + path);
  const catalogue = catalogueOf([{ name: "a.bin", sha256: sha256(CONTENT), urls, ...known }]);
  const cache = folder();
  const get = (options: FetchDatasetOptions = {}) =>
    fetchDataset("test", { cache, catalogue, pause_s: 0, ...options });
  return { ...server, urls, cache, get, target: join(cache, "datasets", "test", "a.bin") };
}

describe("fetching a dataset", () => {
  it("puts the checked file into the cache, alone, and does not ask again for what is there", async () => {
    const { get, seen, cache, target, urls } = await homes([file(CONTENT)]);
    const first = await get();
    expect(first.files).toEqual([
      { name: "a.bin", path: target, bytes: CONTENT.length, sha256: sha256(CONTENT), origin: urls[0] },
    ]);
    expect(Uint8Array.from(readFileSync(target))).toEqual(CONTENT);
    expect(filesIn(cache)).toEqual(["a.bin"]);
    expect((await get()).files[0].origin).toBe("here");
    expect(seen).toHaveLength(1);
  });

  it("tells how far it has come, up to the whole", async () => {
    const { get } = await homes([file(CONTENT)]);
    const told: FetchProgress[] = [];
    await get({ onProgress: (progress) => told.push(progress) });
    const received = told.map(({ received_bytes }) => received_bytes);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(told[0].received_bytes).toBe(0);
    expect(told.at(-1)).toMatchObject({ received_bytes: CONTENT.length, total_bytes: CONTENT.length });
  });

  it("needs no size where only the checksum is known", async () => {
    const { get, target } = await homes([file(CONTENT)], {});
    await get();
    expect(Uint8Array.from(readFileSync(target))).toEqual(CONTENT);
  });

  it("follows a redirect", async () => {
    const server = await serve({ "/there": file(CONTENT) });
    closing.push(server.close);
    const { get, urls } = await homes([status(302, { location: `${server.home}/there` })]);
    expect((await get()).files[0].origin).toBe(urls[0]);
  });

  it("repairs a file in the cache that is no longer right", async () => {
    const { get, target, cache } = await homes([file(CONTENT)]);
    await get();
    const { writeFileSync } = await import("node:fs");
    writeFileSync(target, bytes(CONTENT.length, 9));
    await get();
    expect(sha256(readFileSync(target))).toBe(sha256(CONTENT));
    expect(filesIn(cache)).toEqual(["a.bin"]);
  });

  it("four times at once gives one whole file", async () => {
    const slowly: Answer = (_request, response) => {
      response.writeHead(200, { "content-length": CONTENT.length });
      response.write(CONTENT.subarray(0, 1000));
      setTimeout(() => response.end(CONTENT.subarray(1000)), 50);
    };
    const { get, target, cache } = await homes([slowly]);
    const all = await Promise.all([get(), get(), get(), get()]);
    for (const { files } of all) expect(files[0].sha256).toBe(sha256(CONTENT));
    expect(sha256(readFileSync(target))).toBe(sha256(CONTENT));
    expect(filesIn(cache)).toEqual(["a.bin"]);
  });
});

describe("a download that breaks", () => {
  it("goes on by itself where it stopped, and only if the file is still the same", async () => {
    const { get, seen, target } = await homes([file(CONTENT, { breakAfter: 70_000 })]);
    await get();
    expect(seen).toHaveLength(2);
    expect(seen[1]).toMatchObject({ range: "bytes=70000-", ifRange: '"one"' });
    expect(sha256(readFileSync(target))).toBe(sha256(CONTENT));
  });

  it("that was stopped keeps what came, and the next call goes on from there", async () => {
    const stop = new AbortController();
    const slow: Answer = (request, response, count) => {
      if (count > 0) return file(CONTENT)(request, response, count);
      response.writeHead(200, { etag: '"one"', "content-length": CONTENT.length });
      response.write(CONTENT.subarray(0, 50_000));
    };
    const { get, seen, cache, target } = await homes([slow]);
    const reason = new Error("enough");
    const onProgress = ({ received_bytes }: FetchProgress) => {
      if (received_bytes >= 50_000) stop.abort(reason);
    };
    await expect(get({ signal: stop.signal, onProgress })).rejects.toBe(reason);
    expect(filesIn(cache)).toEqual(["bytes", "source.json"]);
    await get();
    expect(seen[1].range).toBe("bytes=50000-");
    expect(sha256(readFileSync(target))).toBe(sha256(CONTENT));
    expect(filesIn(cache)).toEqual(["a.bin"]);
  });

  it("begins anew where the file changed in between", async () => {
    const old = bytes(CONTENT.length, 5);
    const changing: Answer = (request, response, count) =>
      count === 0
        ? file(old, { breakAfter: 70_000, etag: '"old"' })(request, response, 0)
        : file(CONTENT, { etag: '"new"' })(request, response, count);
    const { get, seen, target } = await homes([changing]);
    await get();
    expect(seen[1].ifRange).toBe('"old"');
    expect(sha256(readFileSync(target))).toBe(sha256(CONTENT));
  });

  it("begins anew where the pieces do not belong together and the server did not say so", async () => {
    const old = bytes(CONTENT.length, 5);
    const careless: Answer = (request, response, count) => {
      // Its mark stays the same although the file is another.
      if (count === 0) return file(old, { breakAfter: 70_000 })(request, response, 0);
      file(CONTENT)(request, response, count);
    };
    const { get, seen, target } = await homes([careless]);
    await get();
    expect(seen.map(({ range }) => range)).toEqual([undefined, "bytes=70000-", undefined]);
    expect(sha256(readFileSync(target))).toBe(sha256(CONTENT));
  });

  it("begins anew where the server knows no ranges, sends another range, or refuses the range", async () => {
    const whole: Answer = (_request, response) => response.writeHead(200).end(CONTENT);
    const other: Answer = (request, response) => {
      if (request.headers.range === undefined) return whole(request, response, 0);
      response
        .writeHead(206, { "content-range": `bytes 10-20/${CONTENT.length}` })
        .end(CONTENT.subarray(10, 21));
    };
    const refuses: Answer = (request, response) =>
      request.headers.range === undefined ? whole(request, response, 0) : response.writeHead(416).end();
    for (const later of [whole, other, refuses]) {
      const answer: Answer = (request, response, count) =>
        count === 0
          ? file(CONTENT, { breakAfter: 70_000 })(request, response, 0)
          : later(request, response, count);
      const { get, target } = await homes([answer]);
      await get();
      expect(sha256(readFileSync(target))).toBe(sha256(CONTENT));
    }
  });

  it("again and again is given up after three tries without a new byte, and what came is kept", async () => {
    const stuck: Answer = (request, response) => {
      if (request.headers.range !== undefined) return void request.socket.destroy();
      file(CONTENT, { breakAfter: 70_000 })(request, response, 0);
    };
    const { get, seen, cache } = await homes([stuck]);
    await expect(get()).rejects.toThrow(
      /^test\/a\.bin: it could not be fetched: the connection to 127\.0\.0\.1:\d+ broke\. 70 kB are kept: the same command goes on from there\./,
    );
    expect(seen).toHaveLength(4);
    expect(filesIn(cache)).toEqual(["bytes", "source.json"]);
  });
});

describe("a file that is not the right one", () => {
  it("is refused by its checksum, and nothing of it is left", async () => {
    const { get, cache, seen } = await homes([file(bytes(CONTENT.length, 2))]);
    await expect(get()).rejects.toThrow(
      new RegExp(`what 127.0.0.1:\\d+ sent is refused: its SHA-256 is [0-9a-f]{64}, not ${sha256(CONTENT)}`),
    );
    expect(filesIn(cache)).toEqual([]);
    expect(seen).toHaveLength(1);
  });

  it("is refused before it is read where the server tells another size", async () => {
    const { get, cache } = await homes([file(bytes(100))]);
    await expect(get()).rejects.toThrow(/has another file there now \(100 bytes instead of 200000\)/);
    expect(filesIn(cache)).toEqual([]);
  });

  it("is refused where it has no end", async () => {
    const endless: Answer = (_request, response) => {
      response.writeHead(200);
      const more = () => response.write(CONTENT, () => setTimeout(more, 1));
      more();
    };
    const { get, cache } = await homes([endless]);
    await expect(get()).rejects.toThrow(/sent more than the 200000 bytes of the file/);
    expect(filesIn(cache)).toEqual([]);
  });

  it("is refused where it is cut short, whether the server told its length or not", async () => {
    const told: Answer = (_request, response) => {
      response.writeHead(200, { "content-length": CONTENT.length });
      response.write(CONTENT.subarray(0, 500), () => setTimeout(() => response.destroy(), 20));
    };
    const untold: Answer = (_request, response) => response.writeHead(200).end(CONTENT.subarray(0, 500));
    const first = await homes([told]);
    await expect(first.get()).rejects.toThrow(/the connection to 127\.0\.0\.1:\d+ broke/);
    const second = await homes([untold]);
    await expect(second.get()).rejects.toThrow(/the connection to \S+ ended after 500 of 200000 bytes/);
  });

  it("is a web page of a network that wants a sign-in, named as such or not, also behind a redirect", async () => {
    const named: Answer = (_request, response) =>
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<p>Welcome to the hotel");
    const unnamed: Answer = (_request, response) =>
      response
        .writeHead(200, { "content-type": "application/octet-stream" })
        .end("\n<!DOCTYPE html><p>Welcome");
    const server = await serve({ "/login": named });
    closing.push(server.close);
    for (const answer of [named, unnamed, status(302, { location: `${server.home}/login` })]) {
      const { get, cache } = await homes([answer], {});
      await expect(get()).rejects.toThrow(/answered with a web page instead of the file.* sign in first/);
      expect(filesIn(cache)).toEqual([]);
    }
  });
});

describe("a home that does not give the file", () => {
  it.each([
    [404, /has no such file \(404\)/, 1],
    [403, /refuses to give it \(403\)/, 1],
    [407, /a proxy on the way to \S+ asks for a password \(407\)/, 1],
    [418, /answered with the status 418/, 1],
    [500, /has a fault of its own \(500\)/, 3],
    [429, /is too busy \(429\)/, 3],
  ])("with status %i is named in one line with the way out", async (code, words, tries) => {
    const { get, seen, cache, urls } = await homes([status(code)]);
    const error = await get().then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.name).toBe("FormatError");
    expect(error?.message).toMatch(words);
    expect(error?.message).toContain(`get ${urls[0]} in any other way`);
    expect(error?.message).toContain("npx igdp datasets get test --from FOLDER");
    expect(error?.message).not.toContain("\n");
    expect(seen).toHaveLength(tries);
    expect(filesIn(cache)).toEqual([]);
  });

  it("for a moment is asked again", async () => {
    const busy: Answer = (request, response, count) =>
      (count === 0 ? status(503) : file(CONTENT))(request, response, count);
    const { get } = await homes([busy]);
    expect((await get()).files).toHaveLength(1);
  });

  it("gives way to the next home, and if none has it, each is named", async () => {
    const good = await homes([status(404), file(CONTENT)]);
    expect((await good.get()).files[0].origin).toBe(good.urls[1]);
    const bad = await homes([status(404), file(bytes(CONTENT.length, 3)), status(403)]);
    await expect(bad.get()).rejects.toThrow(
      /no such file \(404\); what \S+ sent is refused: .*; \S+ refuses to give it/,
    );
    expect(filesIn(bad.cache)).toEqual([]);
  });

  it("takes the piece from one home and the rest from the next", async () => {
    const breaks: Answer = (request, response) => {
      if (request.headers.range !== undefined) return void response.writeHead(404).end();
      file(CONTENT, { breakAfter: 70_000 })(request, response, 0);
    };
    const { get, seen, target } = await homes([breaks, file(CONTENT, { etag: '"of another server"' })]);
    await get();
    expect(seen.at(-1)).toEqual({ url: "/1/a.bin", range: "bytes=70000-", ifRange: undefined });
    expect(sha256(readFileSync(target))).toBe(sha256(CONTENT));
  });

  it("redirects in a circle", async () => {
    const { get } = await homes([status(302, { location: "/0/a.bin" })]);
    await expect(get()).rejects.toThrow(/redirects in a circle/);
  });

  it("refuses the connection", async () => {
    const { get, close } = await homes([file(CONTENT)]);
    await close();
    closing = [];
    await expect(get()).rejects.toThrow(/127\.0\.0\.1:\d+ refused the connection\. Or get/);
  });

  it("speaks no https", async () => {
    const { home, close } = await serve({});
    closing.push(close);
    const url = `${home.replace("http:", "https:")}/a.bin`;
    const catalogue = catalogueOf([{ name: "a.bin", sha256: sha256(CONTENT), urls: [url] }]);
    await expect(fetchDataset("test", { cache: folder(), catalogue, pause_s: 0 })).rejects.toThrow(
      /does not speak https here: a proxy or a sign-in page stands in between/,
    );
  });

  it("is silent: before the first byte, or in the middle", async () => {
    const never: Answer = () => undefined;
    const half: Answer = (_request, response) => {
      response.writeHead(200, { "content-length": CONTENT.length });
      response.write(CONTENT.subarray(0, 500));
    };
    for (const answer of [never, half]) {
      const { get } = await homes([answer]);
      await expect(get({ patience_s: 0.15 })).rejects.toThrow(
        /127\.0\.0\.1:\d+ sent nothing for 0\.15 seconds/,
      );
    }
  });

  it("is waited for a number of seconds, and nothing else", async () => {
    const { get } = await homes([file(CONTENT)]);
    await expect(get({ patience_s: Number.NaN })).rejects.toThrow(
      /options\.patience_s is NaN, but must be a number of seconds/,
    );
    await expect(get({ pause_s: -1 })).rejects.toThrow(/options\.pause_s is -1/);
  });

  it("is slow, but not silent: it is waited for", async () => {
    const drop: Answer = (_request, response) => {
      response.writeHead(200, { "content-length": CONTENT.length });
      let sent = 0;
      const next = () => {
        if (sent >= CONTENT.length) return response.end();
        response.write(CONTENT.subarray(sent, sent + 25_000));
        sent += 25_000;
        setTimeout(next, 100);
      };
      next();
    };
    const { get, seen } = await homes([drop]);
    await get({ patience_s: 0.5 });
    expect(seen).toHaveLength(1);
  });
});

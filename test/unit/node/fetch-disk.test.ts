import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import type * as Files from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { cacheFolder } from "../../../lib/node/cache-folder.js";
import { networkFailure, proxyAdvice } from "../../../lib/node/download-failure.js";
import { fetchDataset } from "../../../lib/node/fetch-dataset.js";
import { bytes, catalogueOf, file, filesIn, folder, type Seen, serve, sha256 } from "./file-server.js";

/** Errors that the disk gives: at which call, and which one. */
const disk = vi.hoisted(() => ({ fault: undefined as { call: string; code: string } | undefined }));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof Files>();
  const fail = (call: string) => {
    if (disk.fault?.call !== call) return;
    throw Object.assign(new Error(disk.fault.code), { code: disk.fault.code, syscall: call, errno: -1 });
  };
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      fail("open");
      const handle = await real.open(...args);
      const append = handle.appendFile.bind(handle);
      let written = 0;
      handle.appendFile = async (data) => {
        // The disk fills up after the first piece.
        if (written++ > 0) fail("write");
        return append(data);
      };
      return handle;
    },
    mkdir: async (...args: Parameters<typeof real.mkdir>) => {
      fail("mkdir");
      return real.mkdir(...args);
    },
    rename: async (...args: Parameters<typeof real.rename>) => {
      fail("rename");
      return real.rename(...args);
    },
  };
});

const CONTENT = bytes(300_000);
let server: { home: string; seen: Seen[]; close: () => Promise<void> };

afterEach(async () => {
  disk.fault = undefined;
  vi.unstubAllEnvs();
  await server?.close();
});

async function dataset(known: object = {}) {
  server = await serve({ "/a.bin": file(CONTENT) });
  const entry = { name: "a.bin", sha256: sha256(CONTENT), urls: [`${server.home}/a.bin`], ...known };
  const catalogue = catalogueOf([entry]);
  const cache = folder();
  const target = join(cache, "datasets", "test", "a.bin");
  const get = (onProgress?: () => void) => fetchDataset("test", { cache, catalogue, pause_s: 0, onProgress });
  return { cache, target, get };
}

describe("a disk that does not take the file", () => {
  it("is named before anything is fetched where it is too small", async () => {
    const { get, cache } = await dataset({ bytes: 8e17 });
    await expect(get()).rejects.toThrow(
      /a\.bin: the disk is too full: 800000000\.0 GB are needed and .* are free\. Free some space, or name another folder with IGDP_CACHE\./,
    );
    expect(server.seen).toHaveLength(0);
    expect(filesIn(cache)).toEqual([]);
  });

  it("is named where it fills up, and the piece is removed", async () => {
    const { get, cache } = await dataset();
    disk.fault = { call: "write", code: "ENOSPC" };
    await expect(get()).rejects.toThrow(/a\.bin: the disk is full\. Free some space, or name another folder/);
    expect(filesIn(cache)).toEqual([]);
  });

  it.each(["EACCES", "EPERM", "EROFS"])("is named where it may not be written (%s)", async (code) => {
    const { get, cache } = await dataset();
    disk.fault = { call: "mkdir", code };
    await expect(get()).rejects.toThrow(
      /test: it may not be written\. Ask for the right to write there, or name another folder with IGDP_CACHE\./,
    );
    disk.fault = { call: "open", code };
    await expect(get()).rejects.toThrow(/a\.bin: it may not be written\./);
    expect(filesIn(cache)).toEqual([]);
  });

  it("has a file where a folder is needed", async () => {
    const { get, cache } = await dataset();
    writeFileSync(join(cache, "datasets"), "");
    await expect(get()).rejects.toThrow(/test: a file is in the way of one of its folders\. Move it away/);
  });

  it("does not replace a file that is in use: a wrong one is named, the right one of another process stays", async () => {
    const { get, target, cache } = await dataset();
    await get();
    writeFileSync(target, "wrong");
    disk.fault = { call: "rename", code: "EBUSY" };
    await expect(get()).rejects.toThrow(/a\.bin: it may not be written/);
    const { files } = await get(() => writeFileSync(target, CONTENT));
    expect(files[0].sha256).toBe(sha256(CONTENT));
    expect(filesIn(cache)).toContain("a.bin");
  });
});

describe("pieces that other processes left", () => {
  /** A piece of the file in the cache that belongs to this process. */
  function piece(target: string, owner: number, length: number, origin: string): void {
    const place = `${target}.part-${owner}-0123abcd`;
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "bytes"), CONTENT.subarray(0, length));
    writeFileSync(join(place, "source.json"), JSON.stringify({ url: origin, validator: '"one"' }));
  }

  it("are taken over where the process has ended: the longest; the others are removed", async () => {
    const { get, target, cache } = await dataset();
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    piece(target, ended, 100_000, `${server.home}/a.bin`);
    piece(target, 0, 40_000, `${server.home}/a.bin`);
    await get();
    expect(server.seen).toEqual([{ url: "/a.bin", range: "bytes=100000-", ifRange: '"one"' }]);
    expect(filesIn(cache)).toEqual(["a.bin"]);
  });

  it("are put into place without any request where only the renaming was missing", async () => {
    const { get, target, cache } = await dataset();
    piece(target, 0, CONTENT.length, "http://127.0.0.1/a.bin");
    expect((await get()).files[0].origin).toBe("http://127.0.0.1/a.bin");
    expect(server.seen).toEqual([]);
    expect(filesIn(cache)).toEqual(["a.bin"]);
  });

  it("are left alone where the process lives", async () => {
    const { get, target, cache } = await dataset();
    piece(target, process.ppid, 100_000, `${server.home}/a.bin`);
    await get();
    expect(server.seen[0].range).toBeUndefined();
    expect(filesIn(cache)).toEqual(["a.bin", "bytes", "source.json"]);
  });

  it("are begun anew where their note is missing or no JSON", async () => {
    const { get, target } = await dataset();
    piece(target, 0, 100_000, "");
    writeFileSync(`${target}.part-0-0123abcd/source.json`, "{");
    await get();
    expect(server.seen[0].range).toBeUndefined();
  });
});

describe("the words for an error of the network", () => {
  const words = (code: string, message = "") =>
    networkFailure(Object.assign(new TypeError("fetch failed"), { cause: { code, message } }), "host")
      .message;

  it.each([
    ["ENOTFOUND", "host was not found: there is no internet here"],
    ["EAI_AGAIN", "host was not found: the network has no answer"],
    ["ENETUNREACH", "there is no way to host from this network"],
    ["UND_ERR_CONNECT_TIMEOUT", "host did not answer in time"],
    ["ETIMEDOUT", "host did not answer in time"],
    ["ECONNRESET", "the connection to host broke"],
  ])("name %s plainly", (code, said) => {
    expect(words(code, "x")).toBe(said);
  });

  it.each(["SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "CERT_HAS_EXPIRED"])(
    "tell of the proxy or sign-in page behind %s",
    (code) => {
      expect(words(code, "x")).toMatch(/certificate of host is not trusted .*NODE_EXTRA_CA_CERTS/);
    },
  );

  it("look through every wrapping", () => {
    const cause = { message: "Request was cancelled.", cause: { code: "ECONNRESET", message: "reset" } };
    const failure = networkFailure(Object.assign(new TypeError("fetch failed"), { cause }), "host");
    expect(failure).toMatchObject({ message: "the connection to host broke", passing: true });
  });

  it("name a proxy that refuses", () => {
    expect(words("UND_ERR_ABORTED", "Proxy response (407) !== 200 when HTTP Tunneling")).toMatch(
      /password \(407\)/,
    );
    expect(words("UND_ERR_ABORTED", "Proxy response (502) !== 200 when HTTP Tunneling")).toMatch(
      /refuses \(502\)/,
    );
  });

  it("tell of a proxy that is set and not used, without its address, which may hold a password", async () => {
    const proxy = { HTTPS_PROXY: "http://a:secret@b", NODE_USE_ENV_PROXY: "1" };
    expect(proxyAdvice({}, "20.20.2")).toBe("");
    expect(proxyAdvice(proxy, "24.1.0")).toBe("");
    expect(proxyAdvice(proxy, "20.20.2")).toMatch(/which Node 20 does not use by itself: use Node 24/);
    expect(proxyAdvice({ http_proxy: "http://b" }, "22.21.0")).toMatch(
      /\(http_proxy\).*: set NODE_USE_ENV_PROXY=1\.$/,
    );
    vi.stubEnv("HTTPS_PROXY", "http://dao:secret@127.0.0.1:9");
    vi.stubEnv("NODE_USE_ENV_PROXY", "");
    const { get } = await dataset();
    await server.close();
    const error = await get().catch((reason: Error) => reason);
    expect(String(error)).toMatch(/This computer has a proxy \(HTTPS_PROXY\)/);
    expect(String(error)).not.toContain("secret");
  });
});

describe("the cache folder", () => {
  it("is where the operating system keeps such things, or where IGDP_CACHE says", () => {
    const at = (environment: Record<string, string>, system: string) =>
      cacheFolder(environment, system, "/home/dao").replaceAll("\\", "/");
    expect(at({}, "linux")).toBe("/home/dao/.cache/igdp");
    expect(at({ XDG_CACHE_HOME: "/big/cache" }, "linux")).toBe("/big/cache/igdp");
    expect(at({}, "darwin")).toBe("/home/dao/Library/Caches/igdp");
    expect(at({}, "win32")).toBe("/home/dao/AppData/Local/igdp/Cache");
    expect(at({ LOCALAPPDATA: "D:/Local" }, "win32")).toBe("D:/Local/igdp/Cache");
    expect(at({ IGDP_CACHE: "/stick/igdp" }, "win32")).toMatch(/\/stick\/igdp$/);
    expect(at({ IGDP_CACHE: "" }, "linux")).toBe("/home/dao/.cache/igdp");
  });
});

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type FetchDatasetOptions, fetchDataset } from "../../../lib/node/fetch-dataset.js";
import { bytes, catalogueOf, ENTRY, file, filesIn, folder, serve, sha256 } from "./file-server.js";

const CONTENT = bytes(50_000);

afterEach(() => vi.unstubAllEnvs());

/** A folder with these files, by their paths in it. */
function stick(files: Record<string, Uint8Array>): string {
  const place = folder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), content);
  }
  return place;
}

/** A call that fetches the dataset `test`, whose home would fail the test if it were asked. */
function dataset(known: object = {}) {
  const urls = ["http://127.0.0.1:1/a.bin"];
  const catalogue = catalogueOf([{ name: "a.bin", sha256: sha256(CONTENT), urls, ...known }]);
  const cache = folder();
  return {
    cache,
    get: (options: FetchDatasetOptions) => fetchDataset("test", { cache, catalogue, ...options }),
  };
}

describe("a dataset from a folder or a memory stick", () => {
  it("is found by its name, deep in it and in other letters, checked, and copied; no network is asked", async () => {
    const from = stick({ "old/2019/DATA/A.BIN": CONTENT, "b.bin": CONTENT });
    const { get, cache } = dataset();
    const told: number[] = [];
    const { files } = await get({ from, onProgress: ({ received_bytes }) => told.push(received_bytes) });
    expect(files[0].origin).toBe(join(from, "old/2019/DATA/A.BIN"));
    expect(sha256(readFileSync(files[0].path))).toBe(sha256(CONTENT));
    expect(filesIn(cache)).toEqual(["a.bin"]);
    expect(told.at(-1)).toBe(CONTENT.length);
    expect(filesIn(from)).toEqual(["A.BIN", "b.bin"]);
  });

  it("may stand in the place that IGDP_FROM names", async () => {
    const from = stick({ "a.bin": CONTENT });
    vi.stubEnv("IGDP_FROM", from);
    expect((await dataset().get({})).files[0].origin).toBe(join(from, "a.bin"));
  });

  it("is the cache of another computer", async () => {
    const first = dataset();
    await first.get({ from: stick({ "a.bin": CONTENT }) });
    expect((await dataset().get({ from: first.cache })).files[0].sha256).toBe(sha256(CONTENT));
  });

  it("is taken from the place where it is right, if another place has a wrong one", async () => {
    const from = stick({ "a.bin": bytes(50_000, 2), "sub/a.bin": CONTENT });
    expect((await dataset().get({ from })).files[0].origin).toBe(join(from, "sub/a.bin"));
  });

  it("is refused where its checksum is wrong, and nothing is left of it", async () => {
    const wrong = bytes(50_000, 2);
    const from = stick({ "a.bin": wrong });
    const { get, cache } = dataset();
    await expect(get({ from })).rejects.toThrow(
      `${join(from, "a.bin")}: it is refused: its SHA-256 is ${sha256(wrong)}, but that of a.bin is ${sha256(CONTENT)}.`,
    );
    expect(filesIn(cache)).toEqual([]);
  });

  it("that is not there is named, with its public home", async () => {
    const from = stick({ "b.bin": CONTENT });
    await expect(dataset().get({ from })).rejects.toThrow(
      `a.bin: it is not in ${from}, nor in the folders in it. Put it there under this name. It is at http://127.0.0.1:1/a.bin`,
    );
  });

  it("needs a folder that is there", async () => {
    const from = join(folder(), "nowhere");
    await expect(dataset().get({ from })).rejects.toThrow(
      /options\.from is '.*', but must be a folder that is there/,
    );
  });

  it("leaves alone what a broken download kept", async () => {
    const { get, cache } = dataset();
    const piece = join(cache, "datasets", "test", "a.bin.part-0-0123abcd");
    mkdirSync(piece, { recursive: true });
    writeFileSync(join(piece, "bytes"), "piece");
    await expect(get({ from: stick({ "a.bin": bytes(3) }) })).rejects.toThrow(/refused/);
    expect(readFileSync(join(piece, "bytes"), "utf8")).toBe("piece");
  });
});

describe("a dataset from an installed package", () => {
  it("is taken from there without any network if it is the right version", async () => {
    const path = fileURLToPath(import.meta.resolve("papaparse/papaparse.min.js"));
    const content = readFileSync(path);
    const { get } = dataset({ package: "papaparse/papaparse.min.js", sha256: sha256(content) });
    expect((await get({})).files[0].origin).toBe(path);
  });

  it("comes from its home where the package is another version, or is not installed", async () => {
    const { home, close, seen } = await serve({ "/a.bin": file(CONTENT) });
    for (const name of ["papaparse/papaparse.min.js", "no-such-package/a.bin"]) {
      const { get } = dataset({ package: name, urls: [`${home}/a.bin`] });
      expect((await get({})).files[0].origin).toBe(`${home}/a.bin`);
    }
    expect(seen).toHaveLength(2);
    await close();
  });
});

describe("a dataset that a person fetches", () => {
  const byHand = { steps: "Download the newest grid there.", pattern: "grav_*.nc" };
  const entry = { ...ENTRY, verified: false, byHand };
  const handed = () => {
    const cache = folder();
    const catalogue = catalogueOf([], entry);
    return { cache, get: (from?: string) => fetchDataset("test", { cache, catalogue, from }) };
  };

  it("says how, and how it is taken over", async () => {
    await expect(handed().get()).rejects.toThrow(
      "test: a person must fetch this, for igdp knows no checksum of it. Home: https://example.org/ Download the newest grid there. Then: npx igdp datasets get test --from FOLDER",
    );
  });

  it("is taken over as it is, every file that fits, and is called not verified", async () => {
    const from = stick({ "sub/grav_32.nc": CONTENT, "GRAV_33.nc": bytes(9), "topo_1.nc": bytes(3) });
    const { get } = handed();
    const first = await get(from);
    expect(first.verified).toBe(false);
    expect(first.files.map(({ name }) => name)).toEqual(["GRAV_33.nc", "grav_32.nc"]);
    expect(first.files[1]).toMatchObject({ origin: join(from, "sub/grav_32.nc"), sha256: sha256(CONTENT) });
    const again = await get();
    expect(again.files.map(({ origin }) => origin)).toEqual(["here", "here"]);
  });

  it("that is not in the folder is named by what its files are called", async () => {
    const from = stick({ "topo_1.nc": bytes(3) });
    await expect(handed().get(from)).rejects.toThrow(
      `test: no file grav_*.nc is in ${from}, nor in the folders in it.`,
    );
  });
});

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { run } from "../../../lib/cli/datasets.js";
import { progressLine } from "../../../lib/cli/progress-line.js";
import {
  bytes,
  catalogueOf,
  ENTRY,
  file,
  filesIn,
  folder,
  serve,
  sha256,
  status,
} from "../node/file-server.js";

afterEach(() => vi.restoreAllMocks());

const CONTENT = bytes(120_000);

/** Runs `igdp datasets …`; gives the exit code and what was said on either stream. */
async function datasets(...argv: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text) => void out.push(String(text)));
  vi.spyOn(console, "error").mockImplementation((text) => void said.push(String(text)));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  vi.spyOn(process.stdout, "write").mockImplementation((text) => out.push(String(text)) > 0);
  const code = await run(argv);
  vi.restoreAllMocks();
  return { code, out: out.join("\n"), said: said.join("\n") };
}

/** A catalogue whose dataset `test` is at a home with this answer. */
async function home(answer = file(CONTENT)) {
  const server = await serve({ "/a.bin": answer });
  const files = [
    { name: "a.bin", bytes: CONTENT.length, sha256: sha256(CONTENT), urls: [`${server.home}/a.bin`] },
  ];
  return { ...server, places: ["--catalogue", catalogueOf(files), "--cache", folder()] };
}

describe("igdp datasets list", () => {
  it("tells of every dataset its size, its licence and whether it is here", async () => {
    const cache = folder();
    const { code, out, said } = await datasets("list", "--cache", cache);
    expect(code).toBe(0);
    expect(said).toBe("");
    expect(out).toMatch(/^name +size +here +licence +what it is$/m);
    expect(out).toMatch(/^first-survey +\d+ kB +with igdp +MIT +Synthetic data/m);
    expect(out).toMatch(/^earth-geoid-10arcmin +1\.3 MB +no +CC BY 4\.0 +Geoid of the whole Earth/m);
    expect(out).toMatch(/^bushveld-gravity +\? +no +CC BY 4\.0 +Ground gravity/m);
    expect(out).toMatch(/^marine-gravity +\? +by hand +/m);
    expect(out).toContain(`Fetched data are kept in ${cache}`);
  });

  it("tells the same as JSON", async () => {
    const { out } = await datasets("list", "--json", "--cache", folder());
    const listed = JSON.parse(out) as { name: string; source: string }[];
    expect(listed.find(({ name }) => name === "marine-gravity")).toMatchObject({
      source: "by hand",
      verified: false,
    });
  });
});

describe("igdp datasets get", () => {
  it("says the licence, fetches with progress, and says where the file is and how to cite it", async () => {
    const { places, close, seen } = await home();
    const first = await datasets("get", "test", ...places);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^A test\nBytes\.\nLicence: CC0, https:\/\/example\.org\/cc0\nHome: /);
    expect(first.out).toContain(join(places[3], "datasets", "test", "a.bin"));
    expect(first.out).toMatch(/120 kB, from http:\/\/127\.0\.0\.1:\d+\/a\.bin/);
    expect(first.out).toContain("Cite: Nobody (2026), Bytes");
    expect(first.out).toContain('dataset("test") of igdp/node');
    expect(first.said).toMatch(/ {2}a\.bin: 0 % of 120 kB/);
    expect(first.said).toMatch(/ {2}a\.bin: 100 % of 120 kB/);
    const again = await datasets("get", "test", ...places);
    expect(again.out).toContain("120 kB, was here already");
    expect(seen).toHaveLength(1);
    expect((await datasets("list", ...places)).out).toMatch(/^test +120 kB +yes +CC0 +A test$/m);
    await close();
  });

  it("prints one JSON object, with the licence and the citation, where that is asked for", async () => {
    const { places, close } = await home();
    const { out } = await datasets("get", "test", "--json", ...places);
    expect(JSON.parse(out)).toMatchObject({
      name: "test",
      verified: true,
      license: "CC0",
      citation: "Nobody (2026), Bytes",
      files: [{ name: "a.bin", bytes: CONTENT.length, sha256: sha256(CONTENT) }],
    });
    await close();
  });

  it("takes a dataset over from a folder, without a network", async () => {
    const { places, close, seen } = await home();
    const from = folder();
    mkdirSync(join(from, "sub"));
    writeFileSync(join(from, "sub", "a.bin"), CONTENT);
    const { code, out } = await datasets("get", "test", "--from", from, ...places);
    expect(code).toBe(0);
    expect(out).toContain(`from ${join(from, "sub", "a.bin")}`);
    expect(seen).toHaveLength(0);
    await close();
  });

  it("says of what a person handed over that nobody could verify it", async () => {
    const byHand = { steps: "Ask.", pattern: "*.nc" };
    const places = [
      "--catalogue",
      catalogueOf([], { ...ENTRY, verified: false, byHand }),
      "--cache",
      folder(),
    ];
    const none = await datasets("get", "test", ...places);
    expect(none.code).toBe(1);
    expect(none.said).toBe(
      "igdp datasets get: test: a person must fetch this, for igdp knows no checksum of it. Home: https://example.org/ Ask. Then: npx igdp datasets get test --from FOLDER",
    );
    const from = folder();
    writeFileSync(join(from, "a.nc"), CONTENT);
    const { code, out } = await datasets("get", "test", "--from", from, ...places);
    expect(code).toBe(0);
    expect(out).toContain(`nobody could verify it; its SHA-256 is ${sha256(CONTENT)}`);
  });

  it("fails in one line that names the file and the way out, and leaves nothing", async () => {
    for (const answer of [status(404), file(bytes(CONTENT.length, 2))]) {
      const { places, close } = await home(answer);
      const { code, said } = await datasets("get", "test", ...places);
      expect(code).toBe(1);
      const lines = said.split("\n").filter((line) => line.startsWith("igdp datasets get: "));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/test\/a\.bin: it could not be fetched: .*--from FOLDER$/);
      expect(said).not.toContain("This is a fault in igdp");
      expect(filesIn(places[3])).toEqual([]);
      await close();
    }
  });

  it("stops at Ctrl+C, and the same command goes on from there", async () => {
    let stalls = true;
    const { places, close, seen } = await home((request, response, count) => {
      if (!stalls) return file(CONTENT)(request, response, count);
      response.writeHead(200, { etag: '"one"', "content-length": CONTENT.length });
      response.write(CONTENT.subarray(0, 50_000));
      setTimeout(() => process.emit("SIGINT"), 300);
    });
    const { code, said } = await datasets("get", "test", ...places);
    expect(code).toBe(1);
    expect(said).toContain("igdp datasets get: test: stopped. The same command goes on from here.");
    stalls = false;
    expect((await datasets("get", "test", ...places)).code).toBe(0);
    expect(seen[1].range).toBe("bytes=50000-");
    await close();
  });

  it("says of a dataset that comes with igdp where it is", async () => {
    const { code, out } = await datasets("get", "first-survey");
    expect(code).toBe(0);
    expect(out).toMatch(/day-1\.csv\n.*was here already/);
    expect(out).toContain("It comes with igdp");
  });

  it("calls a wrong name and a wrong folder as they are typed", async () => {
    const wrong = await datasets("get", "nowhere");
    expect(wrong.code).toBe(1);
    expect(wrong.said).toMatch(
      /^igdp datasets get: NAME is 'nowhere', but must be one of: .*earth-geoid-10arcmin/,
    );
    const place = await datasets(
      "get",
      "earth-geoid-10arcmin",
      "--from",
      join(folder(), "no"),
      "--cache",
      folder(),
    );
    expect(place.said).toMatch(/^igdp datasets get: --from is '.*', but must be a folder that is there\.$/);
  });
});

describe("igdp datasets", () => {
  it("explains itself, and refuses what it does not know as wrong usage", async () => {
    expect(await datasets("--help")).toMatchObject({ code: 0, out: expect.stringContaining("list|get") });
    expect((await datasets("get", "--help")).out).toContain("--from <folder>");
    expect(await datasets()).toMatchObject({ code: 2, said: expect.stringContaining("say list or get") });
    expect(await datasets("fetch")).toMatchObject({
      code: 2,
      said: expect.stringContaining("there is no 'fetch'"),
    });
    expect((await datasets("get")).code).toBe(2);
    expect((await datasets("list", "--no-such-option")).code).toBe(2);
  });
});

describe("the line of progress", () => {
  /** What is written for these steps of a file of 1 MB. */
  function written(isTTY: boolean, total_bytes: number | undefined): string[] {
    const said: string[] = [];
    const line = progressLine({ isTTY, write: (text: string) => said.push(text) > 0 } as NodeJS.WriteStream);
    for (let received_bytes = 0; received_bytes <= 1e6; received_bytes += 1000)
      line.show({ file: "a.bin", received_bytes, total_bytes });
    line.end();
    return said;
  }

  it("changes on a terminal with each percent, and is closed at the end", () => {
    const said = written(true, 1e6);
    expect(said).toHaveLength(102);
    expect(said[0]).toBe("\r  a.bin: 0 % of 1.0 MB");
    expect(said.at(-2)).toBe("\r  a.bin: 100 % of 1.0 MB");
    expect(said.at(-1)).toBe("\n");
  });

  it("is a line for each tenth in a log, and tells the size that came where the whole is not known", () => {
    expect(written(false, 1e6)).toHaveLength(11);
    expect(written(true, undefined).at(-2)).toBe("\r  a.bin: 1.0 MB");
  });
});

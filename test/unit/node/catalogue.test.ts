import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inMegabytes } from "../../../lib/core/megabytes.js";
import { readCatalogue } from "../../../lib/node/catalogue.js";
import { dataset } from "../../../lib/node/dataset.js";
import { fetchDataset } from "../../../lib/node/fetch-dataset.js";
import { listDatasets } from "../../../lib/node/list-datasets.js";
import { catalogueOf, ENTRY, folder, sha256 } from "./file-server.js";

const entries = [...readCatalogue().values()];
const TEXT = Buffer.from("longitude_deg\n101\n");
const FILE = { name: "a.csv", sha256: sha256(TEXT), urls: ["https://example.org/a.csv"] };

describe("the catalogue of igdp", () => {
  it("names the open data that the course and its users need", () => {
    expect(entries.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "southern-africa-gravity",
        "bushveld-gravity",
        "earth-gravity-10arcmin",
        "earth-geoid-10arcmin",
        "earth-topography-10arcmin",
        "coastlines",
        "marine-gravity",
        "copernicus-dem",
      ]),
    );
  });

  it.each(entries)(
    "gives $name secure addresses, a licence that can be read, and a citation with a year or a source",
    (entry) => {
      const addresses = [entry.homepage, entry.licenseUrl, ...entry.files.flatMap(({ urls }) => urls)];
      for (const address of addresses) expect(new URL(address).protocol).toBe("https:");
      expect(entry.citation).toMatch(/\(\d{4}\)|https:/);
      for (const { name, urls } of entry.files) {
        for (const url of urls) expect(new URL(url).pathname.split("/").at(-1)).toBe(name);
        expect(new Set(urls.map((url) => new URL(url).host)).size, "homes are on different servers").toBe(
          urls.length,
        );
      }
    },
  );

  it("lists no dataset as verified without a checksum for each file and a word on how it is known", () => {
    for (const { name, verified, proof, files, byHand } of entries) {
      expect(files.length > 0 && proof !== undefined, name).toBe(verified);
      expect(byHand !== undefined, name).toBe(!verified);
    }
    const checksums = entries.flatMap(({ files }) => files.map(({ sha256: checksum }) => checksum));
    expect(new Set(checksums).size).toBe(checksums.length);
  });

  it("uses no name of a dataset that comes with igdp", () => {
    const names = listDatasets({ cache: folder() }).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("a catalogue of your own", () => {
  const entry = { ...ENTRY, files: [FILE] };
  const byHand = { steps: "Ask.", pattern: "*.nc" };
  const written = (content: string) => {
    const path = join(folder(), "own.json");
    writeFileSync(path, content);
    return path;
  };

  it.each([
    ["{", /own\.json: it is not JSON/],
    ["[]", /it has no object 'datasets'/],
    [{ "Ä b": entry }, /dataset 'Ä b': its name must be small letters, digits and hyphens/],
    [{ a: 3 }, /dataset 'a': it is not an object/],
    [{ a: { ...entry, citation: "" } }, /dataset 'a': citation must be a text/],
    [{ a: { ...entry, verified: "yes" } }, /verified must be true or false/],
    [{ a: { ...entry, files: {} } }, /files must be a list/],
    [{ a: { ...entry, files: [] } }, /what is verified needs files/],
    [{ a: { ...entry, proof: undefined } }, /what is verified needs a proof/],
    [{ a: { ...entry, verified: false } }, /what is not verified has no files that igdp fetches/],
    [{ a: { ...entry, verified: false, files: [] } }, /what is not verified needs byHand/],
    [{ a: { ...entry, verified: false, files: [], byHand: { ...byHand, pattern: "../*" } } }, /needs byHand/],
    [{ a: { ...entry, files: [{ ...FILE, name: "../a.csv" }] } }, /each file needs a plain name/],
    [{ a: { ...entry, files: [{ ...FILE, name: "a/b" }] } }, /each file needs a plain name/],
    [{ a: { ...entry, files: [{ ...FILE, name: ".bashrc" }] } }, /each file needs a plain name/],
    [
      { a: { ...entry, files: [{ ...FILE, sha256: "abc" }] } },
      /a\.csv: sha256 must be 64 hexadecimal digits/,
    ],
    [{ a: { ...entry, files: [{ ...FILE, bytes: 0.5 }] } }, /a\.csv: bytes must be a whole number/],
    [{ a: { ...entry, files: [{ ...FILE, urls: [] }] } }, /a\.csv: urls must be a list/],
    [
      { a: { ...entry, files: [{ ...FILE, urls: ["file:///etc/x"] }] } },
      /file:\/\/\/etc\/x is not a web address/,
    ],
  ])("with a fault is refused, and the fault is named: %j", (content, words) => {
    const text = typeof content === "string" ? content : JSON.stringify({ datasets: content });
    expect(() => readCatalogue(written(text))).toThrow(words);
  });

  it("that is not there is named", () => {
    expect(() => readCatalogue(join(folder(), "own.json"))).toThrow(
      /own\.json: it cannot be read \(ENOENT\)/,
    );
  });
});

describe("opening a dataset of the catalogue by its name", () => {
  const places = { cache: folder(), catalogue: catalogueOf([FILE, { ...FILE, name: "b.csv.xz" }]) };
  const stick = folder();
  writeFileSync(join(stick, "a.csv"), TEXT);
  writeFileSync(join(stick, "b.csv.xz"), TEXT);

  it("says how to fetch it where it is not here yet, also when it is here in part", async () => {
    expect(() => dataset("test", places)).toThrow(
      "name is 'test', but must be a dataset that is on this computer. Fetch it once: npx igdp datasets get test",
    );
    const half = folder();
    writeFileSync(join(half, "a.csv"), TEXT);
    await expect(fetchDataset("test", { ...places, from: half })).rejects.toThrow(/b\.csv\.xz: it is not in/);
    expect(() => dataset("test", places)).toThrow(/Fetch it once/);
  });

  it("names it among those that there are", () => {
    expect(() => dataset("tset", places)).toThrow(/must be one of: .*first-survey.*, test\./);
    expect(() => dataset("../datasets", places)).toThrow(/must be one of/);
  });

  it("reads its files like those that come with igdp, and tells that a packed one is packed", async () => {
    await fetchDataset("test", { ...places, from: stick });
    const opened = dataset("test", places);
    expect(opened.files).toEqual(["a.csv", "b.csv.xz"]);
    expect(await opened.read("a.csv")).toEqual({
      name: "a.csv",
      text: TEXT.toString(),
      sha256: sha256(TEXT),
    });
    expect(Buffer.from((await opened.readBytes("b.csv.xz")).bytes)).toEqual(TEXT);
    await expect(opened.read("b.csv.xz")).rejects.toThrow(/b\.csv\.xz: this file is packed\. Unpack a copy/);
    await expect(opened.read("c.csv")).rejects.toThrow(/must be one of: a\.csv, b\.csv\.xz/);
  });

  it("refuses a file that was changed since, and says how to get it back", async () => {
    await fetchDataset("test", { ...places, from: stick });
    const opened = dataset("test", places);
    writeFileSync(join(opened.folder, "a.csv"), "longitude_deg\n102\n");
    await expect(opened.read("a.csv")).rejects.toThrow(
      /a\.csv: this is not the file that was fetched .* Fetch it again: npx igdp datasets get test/,
    );
    await fetchDataset("test", { ...places, from: stick });
    expect((await opened.read("a.csv")).text).toBe(TEXT.toString());
  });
});

describe("the list of datasets", () => {
  it("tells of each where it comes from, how large it is, and where it is", async () => {
    const catalogue = catalogueOf([{ ...FILE, bytes: TEXT.length }]);
    const cache = folder();
    const before = listDatasets({ cache, catalogue });
    const survey = before.find(({ name }) => name === "first-survey");
    expect(survey).toMatchObject({ source: "bundled", license: "MIT", verified: true });
    expect(survey?.title).toMatch(/^Synthetic data/);
    expect(survey?.folder).toBe(dataset("first-survey").folder);
    expect(before.at(-1)).toEqual({
      name: "test",
      title: "A test",
      license: "CC0",
      source: "fetched",
      bytes: TEXT.length,
      verified: true,
      folder: undefined,
    });
    const stick = folder();
    writeFileSync(join(stick, "a.csv"), TEXT);
    const { folder: here } = await fetchDataset("test", { cache, catalogue, from: stick });
    expect(listDatasets({ cache, catalogue }).at(-1)?.folder).toBe(here);
  });

  it("knows no size that nobody told, until the file is here", async () => {
    const catalogue = catalogueOf([FILE]);
    expect(listDatasets({ cache: folder(), catalogue }).at(-1)?.bytes).toBeUndefined();
  });

  it("says sizes in the units of a person", () => {
    expect([0, 999, 1000, 999_499, 999_500, 2_518_901, 999_949_999, 7.5e9].map(inMegabytes)).toEqual([
      "0 B",
      "999 B",
      "1 kB",
      "999 kB",
      "1.0 MB",
      "2.5 MB",
      "999.9 MB",
      "7.5 GB",
    ]);
  });
});

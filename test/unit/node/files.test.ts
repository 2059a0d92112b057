import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dataset } from "../../../lib/node/dataset.js";
import { readTextFile, writeFiles } from "../../../lib/node/files.js";

const folder = () => mkdtempSync(join(tmpdir(), "igdp files "));

describe("reading files", () => {
  it("gives text and checksum", async () => {
    const path = join(folder(), "a.csv");
    writeFileSync(path, "é\n");
    const file = await readTextFile(path);
    expect(file).toEqual({
      name: path,
      text: "é\n",
      sha256: createHash("sha256").update("é\n").digest("hex"),
    });
  });

  it("names the line where a text is not UTF-8", async () => {
    const path = join(folder(), "latin1.csv");
    writeFileSync(path, Buffer.from("station\nNong Bua\nS\xe3o\n", "latin1"));
    await expect(readTextFile(path)).rejects.toThrow(
      /latin1\.csv, line 3: a character here is not UTF-8\. Save it as CSV UTF-8/,
    );
  });
});

describe("writing files", () => {
  it("writes all of them, and makes the folders", async () => {
    const at = folder();
    await writeFiles({ [join(at, "new", "a.csv")]: "a", [join(at, "b.bin")]: Uint8Array.of(1, 2) });
    expect(readFileSync(join(at, "new", "a.csv"), "utf8")).toBe("a");
    expect([...readFileSync(join(at, "b.bin"))]).toEqual([1, 2]);
  });

  it("leaves the old file whole and no part behind where one of them fails", async () => {
    const at = folder();
    writeFileSync(join(at, "a.csv"), "old");
    mkdirSync(join(at, "b.csv"));
    await expect(writeFiles({ [join(at, "a.csv")]: "new", [join(at, "b.csv")]: "x" })).rejects.toThrow(
      /b\.csv: this is a folder/,
    );
    expect(readFileSync(join(at, "a.csv"), "utf8")).toBe("old");
    expect(readdirSync(at).sort()).toEqual(["a.csv", "b.csv"]);
  });

  it("says so where a folder is in the way as a file", async () => {
    const at = folder();
    writeFileSync(join(at, "file"), "");
    await expect(writeFiles({ [join(at, "file", "a.csv")]: "x" })).rejects.toThrow(
      /a\.csv: it cannot be written \((ENOTDIR|EEXIST)\)/,
    );
  });
});

describe("a bundled dataset", () => {
  it("lists its files in the order of their numbers, and reads them by name", async () => {
    const survey = dataset("first-survey");
    const days = await survey.readAll("day-");
    expect(days.map((file) => file.name)).toEqual([1, 2, 3, 4, 5, 6].map((day) => `day-${day}.csv`));
  });

  it("matches its checksums", async () => {
    const survey = dataset("first-survey");
    for (const line of (await survey.read("checksums.txt")).text.trim().split("\n")) {
      const [sha256, name] = line.split(/\s+/);
      expect((await survey.read(name)).sha256, name).toBe(sha256);
    }
  });

  it("says which there are when the name is wrong, and does not leave its folder", async () => {
    expect(() => dataset("second-survey")).toThrow(/must be one of: .*first-survey/);
    expect(() => dataset("../lib")).toThrow(/must be one of/);
    await expect(dataset("first-survey").read("../../package.json")).rejects.toThrow(
      /must be one of: .*day-1\.csv/,
    );
  });
});

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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
      /a\.csv: .*file is a file, not a folder\. Choose another place/,
    );
  });
});

describe("what must not be lost", () => {
  it("is one of two results that were meant for one file, by whatever spelling", async () => {
    const at = folder();
    const [one, other] = [`${at}/a.csv`, `${at}/new/../a.csv`];
    await expect(writeFiles({ [one]: "1", [other]: "2" })).rejects.toThrow(
      /this is the same file as .*a\.csv/,
    );
    symlinkSync(at, `${at}-link`);
    await expect(writeFiles({ [one]: "1", [`${at}-link/a.csv`]: "2" })).rejects.toThrow(/the same file as/);
    expect(readdirSync(at)).toEqual([]);
  });

  it("is an input, by its name or by a link to it", async () => {
    const at = folder();
    const input = join(at, "day-1.csv");
    writeFileSync(input, "readings");
    symlinkSync(input, join(at, "link.csv"));
    for (const target of [input, `${at}/./day-1.csv`, join(at, "link.csv")]) {
      await expect(
        writeFiles({ [join(at, "b.csv")]: "b", [target]: "x" }, { inputs: [input] }),
      ).rejects.toThrow(/is an input of this command, and originals are never changed\. Choose another name/);
    }
    expect(readFileSync(input, "utf8")).toBe("readings");
    expect(readdirSync(at).sort()).toEqual(["day-1.csv", "link.csv"]);
    await writeFiles({ [join(at, "b.csv")]: "b" }, { inputs: [input] });
    expect(readFileSync(join(at, "b.csv"), "utf8")).toBe("b");
  });
});

describe("places that are no ordinary file", () => {
  it.skipIf(process.platform === "win32")("are written to, and stay what they are", async () => {
    const pipe = join(folder(), "pipe");
    spawnSync("mkfifo", [pipe]);
    const reading = new Promise<string>((done) => {
      const reader = spawn("cat", [pipe]);
      reader.stdout.on("data", (data) => done(String(data)));
    });
    await writeFiles({ [pipe]: "through" });
    expect(await reading).toBe("through");
    expect(statSync(pipe).isFIFO()).toBe(true);
    await writeFiles({ "/dev/null": "gone" });
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it.skipIf(!existsSync("/dev/full"))(
    "say so when they are full, and nothing else is written then",
    async () => {
      const at = folder();
      await expect(writeFiles({ [join(at, "a.csv")]: "a", "/dev/full": "x" })).rejects.toThrow(
        /\/dev\/full: the disk is full/,
      );
      expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
      expect(readdirSync(at)).toEqual([]);
    },
  );

  it.skipIf(process.platform === "win32")("a name of 300 letters is refused in one plain line", async () => {
    const at = folder();
    await expect(writeFiles({ [join(at, "a.csv")]: "a", [join(at, "n".repeat(300))]: "x" })).rejects.toThrow(
      /^n{57}\.\.\.: this name or its path is too long .* Choose a shorter one\.$/,
    );
    expect(readdirSync(at)).toEqual([]);
    await expect(readTextFile("n".repeat(300))).rejects.toThrow(/too long for the file system/);
  });

  it.skipIf(process.platform === "win32")("a name as long as the file system allows is written", async () => {
    const name = join(folder(), "n".repeat(255));
    await writeFiles({ [name]: "x" });
    expect(readFileSync(name, "utf8")).toBe("x");
  });

  it("an empty name, and one that ends as a folder, are refused", async () => {
    await expect(writeFiles({ "": "x" })).rejects.toThrow(/'': this path is empty\. Name a file/);
    await expect(writeFiles({ [`${folder()}/new/`]: "x" })).rejects.toThrow(/this is a folder/);
    await expect(readTextFile("")).rejects.toThrow(/'': there is no such file/);
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

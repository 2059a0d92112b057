import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkFiles } from "../../../lib/node/check-files.js";
import { packageRoot } from "../../../lib/node/package-root.js";
import { writeFolder } from "../../../lib/node/write-folder.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "igdp folder "));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (...names: string[]) => join(folder, ...names);
const FILES = [
  { path: "provenance.json", content: "{}" },
  { path: "grids/map.nc", content: Uint8Array.of(1, 2) },
];

describe("a folder", () => {
  it("is written whole, with nothing left beside it", async () => {
    await writeFolder(at("out"), FILES);
    expect(readdirSync(folder)).toEqual(["out"]);
    expect([...readFileSync(at("out", "grids", "map.nc"))]).toEqual([1, 2]);
  });

  it("is not there at all when one of its files cannot be written, and an older one stays", async () => {
    await writeFolder(at("out"), FILES);
    const broken = [...FILES, { path: "source/raw.csv", content: at("is-not-there.csv"), isCopy: true }];
    await expect(writeFolder(at("new"), broken)).rejects.toThrow("raw.csv");
    await expect(writeFolder(at("out"), broken, { replace: true })).rejects.toThrow("raw.csv");
    expect(readdirSync(folder)).toEqual(["out"]);
    expect(readFileSync(at("out", "provenance.json"), "utf8")).toBe("{}");
  });

  it("is not overwritten unless that is asked for, and never if it is no release", async () => {
    await writeFolder(at("out"), FILES);
    await expect(writeFolder(at("out"), FILES)).rejects.toThrow("--replace");
    await writeFolder(at("out"), [{ path: "provenance.json", content: "new" }], { replace: true });
    expect(readdirSync(at("out"))).toEqual(["provenance.json"]);
    mkdirSync(at("thesis"));
    writeFileSync(at("thesis", "chapter-1.txt"), "years of work");
    await expect(writeFolder(at("thesis"), FILES, { replace: true })).rejects.toThrow("no release");
    expect(existsSync(at("thesis", "chapter-1.txt"))).toBe(true);
  });

  it.each(["../x", "/etc/x", "C:x", "a/../../x", "a\\b", ""])(
    "refuses the path '%s' inside it",
    async (path) => {
      await expect(writeFolder(at("out"), [{ path, content: "x" }])).rejects.toThrow("inside the folder");
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it("takes away what a killed run left, and puts back what it had moved away", async () => {
    // No process has this number: Linux ends at 4,194,304.
    for (const left of ["out.part-9999999-00000000", "out.old-9999999-00000000"]) {
      mkdirSync(at(left));
      writeFileSync(at(left, "provenance.json"), left);
    }
    await expect(writeFolder(at("out"), FILES)).rejects.toThrow("--replace");
    expect(readdirSync(folder)).toEqual(["out"]);
    expect(readFileSync(at("out", "provenance.json"), "utf8")).toContain("out.old");
  });

  it("leaves nothing when it is interrupted", async () => {
    const module = pathToFileURL(join(packageRoot(), "dist", "lib", "node", "write-folder.js")).href;
    const program = `
      import { writeFolder } from ${JSON.stringify(module)};
      const files = Array.from({ length: 20000 }, (_, k) => ({ path: "f/" + k, content: "x" }));
      console.log("begun");
      await writeFolder(${JSON.stringify(at("out"))}, files);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
    const code = new Promise((resolve) => child.on("close", resolve));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    while (readdirSync(folder).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGINT");
    expect(await code).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("files compared with their list", () => {
  it("are told one by one: missing, differing, extra, and a link in place of a file", async () => {
    await writeFolder(at("out"), FILES);
    symlinkSync(at("out", "provenance.json"), at("out", "link.txt"));
    const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    const check = await checkFiles(at("out"), [
      { path: "grids/map.nc", sha256: empty },
      { path: "link.txt", sha256: empty },
      { path: "gone.txt", sha256: empty },
    ]);
    expect(check.lines).toEqual([
      "differs: grids/map.nc",
      "differs: link.txt is a link, not a file",
      "missing: gone.txt",
      "extra: provenance.json",
    ]);
    expect(check.good).toBe(0);
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { buildSources } from "../../../course/environment/build.mjs";
import { installPackages } from "../../../course/environment/packages.mjs";

/** A project in a folder with a space in its name, with an npm and a compiler that are small scripts. */
let root: string;
let execpath: string | undefined;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "igdp set-up "));
  execpath = process.env.npm_execpath;
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});

afterEach(() => {
  vi.restoreAllMocks();
  process.env.npm_execpath = execpath;
  if (execpath === undefined) delete process.env.npm_execpath;
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  const place = path.join(root, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, text);
}

function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

describe("installing npm packages", () => {
  const lock = (version: string): string =>
    JSON.stringify({
      packages: {
        "": {},
        "node_modules/a": { version },
        "node_modules/b": { version: "1.0.0", optional: true },
      },
    });

  /** An npm that does what 'npm ci' does, counts its runs, and prints what is told. */
  function npm(says = "", code = 0, place = "node_modules/a"): void {
    write(
      "npm/npm-cli.js",
      `const fs = require("node:fs");
       fs.appendFileSync("runs", "x");
       fs.rmSync("node_modules", { recursive: true, force: true });
       fs.mkdirSync(${JSON.stringify(place)}, { recursive: true });
       fs.writeFileSync(${JSON.stringify(`${place}/package.json`)}, "{}");
       fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json");
       console.log(${JSON.stringify(says)});
       process.exit(${code});`,
    );
    process.env.npm_execpath = path.join(root, "npm", "npm-cli.js");
  }

  const runs = (): number => read("runs").length;

  beforeEach(() => {
    npm();
    write("runs", "");
    write("package-lock.json", lock("1.0.0"));
  });

  test("they are installed once, and again only when the lock file changes", async () => {
    expect(await installPackages(root)).toBe(true);
    expect(await installPackages(root)).toBe(false);
    write("package-lock.json", lock("1.1.0"));
    expect(await installPackages(root)).toBe(true);
    expect(runs()).toBe(2);
  });

  test("a package that was deleted by hand is installed again", async () => {
    await installPackages(root);
    rmSync(path.join(root, "node_modules", "a"), { recursive: true });
    expect(await installPackages(root)).toBe(true);
  });

  test("what a developer installed with npm is taken over where it is what the lock file says", async () => {
    write("node_modules/a/package.json", "{}");
    write("node_modules/.package-lock.json", lock("1.0.0"));
    expect(await installPackages(root)).toBe(false);
    write("node_modules/.igdp-stamp", "");
    write("node_modules/.package-lock.json", lock("0.9.0"));
    expect(await installPackages(root)).toBe(true);
  });

  test("packages for another machine are installed anew", async () => {
    await installPackages(root);
    const stamp = JSON.parse(read("node_modules/.igdp-stamp"));
    write("node_modules/.igdp-stamp", JSON.stringify({ ...stamp, machine: "win32-x64-abi108" }));
    expect(await installPackages(root)).toBe(true);
  });

  test("an npm that fails leaves no stamp, and its words are in the error and in the log", async () => {
    npm("npm error code ECONNREFUSED", 1);
    await expect(installPackages(root)).rejects.toMatchObject({
      tag: "setup",
      message: expect.stringMatching(/^The npm registry could not be reached/),
      output: expect.stringContaining("ECONNREFUSED"),
    });
    expect(read(".igdp/logs/npm-ci.log")).toContain("npm error code ECONNREFUSED");
    npm();
    expect(await installPackages(root)).toBe(true);
  });

  test("an npm that could not unpack but says nothing of it in its exit code has failed", async () => {
    npm("npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write");
    await expect(installPackages(root)).rejects.toThrow("The disk is full.");
    npm("all well", 0, "node_modules/other");
    await expect(installPackages(root)).rejects.toThrow("npm failed.");
  });
});

describe("building", () => {
  beforeEach(() => {
    write(
      "node_modules/typescript/bin/tsc",
      `const fs = require("node:fs"), path = require("node:path");
       fs.appendFileSync("builds", "x");
       fs.mkdirSync("dist", { recursive: true });
       fs.writeFileSync("dist/.tsbuildinfo", "");
       for (const file of fs.readdirSync("lib", { recursive: true }).filter((name) => name.endsWith(".ts"))) {
         const text = fs.readFileSync(path.join("lib", file), "utf8");
         if (text.includes("wrong")) { console.log("lib/" + file + "(1,1): error TS2304: Cannot find name."); process.exit(2); }
         const out = path.join("dist/lib", file.replace(/\\.ts$/, ".js"));
         fs.mkdirSync(path.dirname(out), { recursive: true });
         fs.writeFileSync(out, text);
       }`,
    );
    for (const file of ["tsconfig.json", "package.json", "package-lock.json"]) write(file, "{}");
    for (const folder of ["course", "datasets"]) mkdirSync(path.join(root, folder));
    write("lib/core/a.ts", "1");
    write("lib/b.ts", "2");
    write("builds", "");
  });

  test("sources are compiled once, and again when one changes", async () => {
    expect(await buildSources(root)).toBe(true);
    expect(await buildSources(root)).toBe(false);
    write("lib/b.ts", "3");
    expect(await buildSources(root)).toBe(true);
    expect(read("dist/lib/b.js")).toBe("3");
    expect(read("builds").length).toBe(2);
  });

  test("a deleted source leaves no compiled file behind", async () => {
    await buildSources(root);
    rmSync(path.join(root, "lib", "b.ts"));
    await buildSources(root);
    expect(() => read("dist/lib/b.js")).toThrow("ENOENT");
    expect(read("dist/lib/core/a.js")).toBe("1");
  });

  test("a compiled file that was deleted comes back", async () => {
    await buildSources(root);
    rmSync(path.join(root, "dist", "lib", "b.js"));
    expect(await buildSources(root)).toBe(true);
    expect(read("dist/lib/b.js")).toBe("2");
  });

  test("sources that do not compile are told, and tried again next time", async () => {
    write("lib/b.ts", "wrong");
    await expect(buildSources(root)).rejects.toThrow("The TypeScript sources do not compile.");
    await expect(buildSources(root)).rejects.toThrow("The TypeScript sources do not compile.");
    write("lib/b.ts", "2");
    expect(await buildSources(root)).toBe(true);
  });
});

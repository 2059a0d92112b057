import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { VERSION } from "../../lib/core/report.js";
import { projectFiles, projectFolder, readProjectFile, readProjectFiles } from "./project-files.js";
import { findSwitchedOff } from "./switched-off.js";
import {
  hasEntry,
  linesWith,
  lockedAddresses,
  nodeScriptsIn,
  notebooksWithOutput,
  npmScriptsIn,
} from "./written-rules.js";

const files = projectFiles();
const manifest = JSON.parse(readProjectFile("package.json")) as {
  version: string;
  scripts: Record<string, string>;
};

/** The bytes of a file if it is text, which has no zero byte near its start. */
function textOf(path: string): string | undefined {
  const bytes = readFileSync(join(projectFolder, path));
  return bytes.subarray(0, 8000).includes(0) ? undefined : bytes.toString("utf8");
}

describe("what is written in the project's files", () => {
  test("nothing in lib and course is left to be done", () => {
    const code = readProjectFiles(/^(lib|course)\/.*\.(ts|mjs|md|py)$/);
    expect(linesWith(/\b(TODO|FIXME|XXX)\b/, code)).toEqual([]);
  });

  test("no test is switched off, or on alone, without a condition", () => {
    const tests = readProjectFiles(/^test\/.*\.ts$/);
    expect(tests.size).toBeGreaterThan(5);
    expect([...tests].flatMap(([path, text]) => findSwitchedOff(path, text))).toEqual([]);
  });

  test("no file is larger than 1.5 MB", () => {
    const large = files.filter((path) => statSync(join(projectFolder, path)).size > 1_500_000);
    expect(large).toEqual([]);
  });

  test("lines end as git keeps them, and no file names the folder of this machine", () => {
    const deep = projectFolder.split(/[\\/]/).filter(Boolean).length > 1;
    const problems = files.flatMap((path) => {
      const text = textOf(path);
      if (text === undefined) return [];
      return [
        ...(text.includes("\r\n") ? [`${path} has CRLF line ends`] : []),
        ...(deep && text.includes(projectFolder) ? [`${path} names ${projectFolder}`] : []),
      ];
    });
    expect(problems).toEqual([]);
  });

  test("the version is the same in package.json, in the code and in the change log", () => {
    expect(VERSION).toBe(manifest.version);
    expect(hasEntry(readProjectFile("CHANGELOG.md"), manifest.version)).toBe(true);
  });

  test("every npm script and every file that the documents tell to run is there", () => {
    const documents = ["README.md", "CONTRIBUTING.md", ".ci/run"].map(readProjectFile).join("\n");
    const told = npmScriptsIn(documents);
    expect(told).toEqual(expect.arrayContaining(["start", "test"]));
    expect(told.filter((name) => !(name in manifest.scripts))).toEqual([]);
    const called = nodeScriptsIn(`${documents}\n${Object.values(manifest.scripts).join("\n")}`);
    expect(called.filter((path) => !files.includes(path))).toEqual([]);
  });

  test("package-lock.json names no registry, so that everybody installs from their own", () => {
    expect(lockedAddresses(readProjectFile("package-lock.json"))).toEqual([]);
  });

  test("notebooks are kept without outputs", () => {
    expect(notebooksWithOutput(readProjectFiles(/^notebooks\/.*\.ipynb$/))).toEqual([]);
  });
});

describe("the checks of writing, on made-up texts", () => {
  test("a test that is switched off or on alone is seen, one under a condition is not", () => {
    const seen = (text: string) => findSwitchedOff("a.test.ts", text).length;
    for (const call of [
      "test.only",
      "it.skip",
      "describe.skip",
      "test.todo",
      "test.concurrent.only",
      "describe.only",
    ])
      expect(seen(`${call}("x", () => {});`)).toBe(1);
    expect(seen(`test.skip.each([1])("x", () => {});`)).toBe(1);
    expect(seen(`test("x", (context) => { context.skip("not here"); });`)).toBe(1);
    expect(seen(`test("x", (context) => { if (!there) context.skip("not here"); });`)).toBe(0);
    expect(seen(`test("x", (context) => { context.skip(!there, "not here"); });`)).toBe(0);
    expect(seen(`test("x", (context) => { there || context.skip("not here"); });`)).toBe(0);
    expect(seen(`test.skipIf(!there)("x", () => {}); rows.skip(3); const s = "test.only(";`)).toBe(0);
  });

  test("scripts, versions, addresses and outputs are found where they stand", () => {
    expect(npmScriptsIn("Run `npm start -- --check`, then npm run bench -- NAME, npm test, npm ci.")).toEqual(
      ["bench", "start", "test"],
    );
    expect(nodeScriptsIn("node test/bench/peers.mjs and node other.mjs")).toEqual(["test/bench/peers.mjs"]);
    expect(hasEntry("# Changes\n\n## 0.1.0 (2026-01-01)\n", "0.1.0")).toBe(true);
    expect(hasEntry("# Changes\n\n## 0.1.01\n 0.1.0\n", "0.1.0")).toBe(false);
    const lock = { packages: { a: { resolved: "https://example.org/a.tgz" }, b: { resolved: "" }, c: {} } };
    expect(lockedAddresses(JSON.stringify(lock))).toEqual(["a"]);
    const notebook = (cell: object) => new Map([["n.ipynb", JSON.stringify({ cells: [cell] })]]);
    expect(
      notebooksWithOutput(notebook({ cell_type: "code", outputs: [{}], execution_count: null })),
    ).toHaveLength(1);
    expect(
      notebooksWithOutput(notebook({ cell_type: "code", outputs: [], execution_count: 3 })),
    ).toHaveLength(1);
    expect(notebooksWithOutput(notebook({ cell_type: "code", outputs: [], execution_count: null }))).toEqual(
      [],
    );
    expect(linesWith(/\bTODO\b/, new Map([["a.ts", "x\n// TODO y\nTODOS"]]))).toEqual(["a.ts:2 // TODO y"]);
  });
});

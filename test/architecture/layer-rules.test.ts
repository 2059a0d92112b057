import { describe, expect, test } from "vitest";
import { findCycles } from "./cycles.js";
import { importsOf } from "./imports.js";
import { findLayerViolations } from "./layer-rules.js";
import { findNotebookViolations } from "./notebook-imports.js";
import { filesByWalk, projectFiles } from "./project-files.js";
import { findImpureNames } from "./pure-names.js";
import { filesLongerThan, findTopLevelStrangers } from "./tree-rules.js";

/** Rules that a made-up house breaks, each once, sorted. */
function brokenRules(sources: Record<string, string>, bootScripts: string[] = []): string[] {
  const house = {
    sources: new Map(Object.entries(sources)),
    dependencies: new Set(["arquero", "d3-contour", "tslab"]),
    devDependencies: new Set(["yaml"]),
    bootScripts,
  };
  return [...new Set(findLayerViolations(house).map(({ rule }) => rule))].sort();
}

const leaf = "export const x = 1;";

describe("the checker of the plan, on made-up houses that break it", { timeout: 180_000 }, () => {
  test("a house that obeys the plan has no violation", () => {
    const house = {
      "lib/index.ts": `export { x } from "./survey/clean/flags.js"; export { t } from "./grid/block-table.js";`,
      "lib/core/grid.ts": leaf,
      "lib/earth/ellipsoid.ts": `import { x } from "../core/grid.js"; export const y = x;`,
      "lib/survey/clean/flags.ts": `import type { y } from "../../earth/ellipsoid.js"; export const x = 1;`,
      "lib/grid/block-table.ts": `import { table } from "arquero"; export const t = table;`,
      "lib/map/contours.ts": `import { contours } from "d3-contour"; export const c = contours;`,
      "lib/release/pack.ts": `import { c } from "../map/contours.js"; export const r = c;`,
      "lib/node/index.ts": `export { f } from "./files.js";`,
      "lib/node/files.ts": `import { readFileSync } from "node:fs"; export const f = readFileSync;`,
      "lib/cli/main.ts": `import { f } from "../node/files.js"; export const m = () => f && import("../../course/cli/main.js");`,
      "course/cli/main.ts": `import { x } from "igdp"; import { f } from "igdp/node"; export const m = x && f;`,
      "course/authoring/a.ts": `import { parse } from "yaml"; export const a = parse;`,
      "datasets/first/generate.ts": `import { x } from "../../lib/index.js"; export const y = x;`,
    };
    expect(brokenRules(house)).toEqual([]);
  });

  const rooms = "rooms of lib";
  test.each([
    ["a stage imports another stage", "lib/grid/a.ts", "lib/survey/clean/x.ts", rooms],
    ["a stage imports what shows it", "lib/reduce/a.ts", "lib/map/x.ts", rooms],
    ["earth imports its neighbour kernels", "lib/earth/a.ts", "lib/kernels/x.ts", rooms],
    ["core imports upward", "lib/core/a.ts", "lib/earth/x.ts", rooms],
    ["map imports formats", "lib/map/a.ts", "lib/formats/x.ts", rooms],
    ["formats import kernels", "lib/formats/a.ts", "lib/kernels/x.ts", rooms],
    ["release imports a stage", "lib/release/a.ts", "lib/grid/x.ts", rooms],
    ["a pure room imports the edge", "lib/transform/a.ts", "lib/node/x.ts", rooms],
    ["the edge imports the command line", "lib/node/a.ts", "lib/cli/x.ts", rooms],
    ["a file of lib imports the public API", "lib/cli/a.ts", "lib/index.ts", rooms],
    ["a file of lib imports an index", "lib/cli/a.ts", "lib/node/index.ts", rooms],
    ["the public API holds the edge", "lib/index.ts", "lib/node/x.ts", rooms],
    ["lib imports course", "lib/node/a.ts", "course/runner/x.ts", "lib never imports course"],
    ["cli imports course at once", "lib/cli/a.ts", "course/cli/x.ts", "lib never imports course"],
    ["course goes past the door", "course/runner/a.ts", "lib/core/x.ts", "course enters by the door"],
    ["course imports a data set", "course/runner/a.ts", "datasets/d/generate.ts", "nobody imports datasets"],
    ["lib imports a data set", "lib/node/a.ts", "datasets/d/generate.ts", "nobody imports datasets"],
    ["a generator imports course", "datasets/d/generate.ts", "course/cli/x.ts", "nobody imports datasets"],
    [
      "a generator imports the edge",
      "datasets/d/generate.ts",
      "lib/node/index.ts",
      "course enters by the door",
    ],
  ])("it is seen when %s", (_title, from, to, rule) => {
    const steps = from.split("/").length - 1;
    const specifier = `${"../".repeat(steps)}${to.replace(/\.ts$/, ".js")}`;
    const target = to.endsWith("/index.ts") ? "export {};" : leaf;
    const text = (form: string) => ({ [from]: form.replace("TO", `"${specifier}"`), [to]: target });
    expect(brokenRules(text("export { x } from TO;"))).toEqual([rule]);
    if (from === "lib/index.ts") return;
    expect(brokenRules(text("import { x } from TO;"))).toEqual([rule]);
    expect(brokenRules(text("import type { x } from TO;"))).toEqual([rule]);
    expect(brokenRules(text("export let x: typeof import(TO).x;"))).toEqual([rule]);
  });

  test.each([
    [
      "cli loads course lazily past its command line",
      "lib/cli/a.ts",
      `import("../../course/runner/x.js")`,
      "lib never imports course",
    ],
    ["lib computes an import", "lib/node/a.ts", "import(name)", "no computed import in lib"],
    ["an import leads nowhere", "lib/node/a.ts", `import "./gone.js"`, "imports lead somewhere"],
    ["a pure room reads files", "lib/formats/a.ts", `import { readFileSync } from "node:fs"`, "pure rooms"],
    ["a pure room reads files by the old name", "lib/formats/a.ts", `import fs from "fs"`, "pure rooms"],
    ["a pure room requires a module", "lib/core/a.ts", `require("node:os")`, "pure rooms"],
    ["a pure room uses an impure package", "lib/core/a.ts", `import "tslab"`, "pure rooms"],
    ["exercises read files", "course/exercise/a.ts", `import "node:fs"`, "pure rooms"],
    [
      "what is shipped uses a package of the authors",
      "course/notebook/a.ts",
      `import "yaml"`,
      "packages stand in dependencies",
    ],
    [
      "what is shipped imports the authors' tools",
      "course/cli/a.ts",
      `import "../authoring/x.js"`,
      "nobody imports the authoring tools",
    ],
    ["a package is not a dependency", "lib/cli/a.ts", `import "left-pad"`, "packages stand in dependencies"],
    [
      "our own package is entered by a path",
      "course/cli/a.ts",
      `import "igdp/dist/lib/core/grid.js"`,
      "packages stand in dependencies",
    ],
    [
      "an array function imports arquero",
      "lib/grid/a.ts",
      `import { table } from "arquero"`,
      "arquero stays in table files",
    ],
    [
      "an array function imports arquero's types",
      "lib/grid/a.ts",
      `import type { Table } from "arquero"`,
      "arquero stays in table files",
    ],
    [
      "course imports arquero in any file",
      "course/notebook/a.ts",
      `import { table } from "arquero"`,
      "arquero stays in table files",
    ],
    ["a source stands beside the rooms", "lib/helpers.ts", leaf, "every source in its room"],
    ["lib has a new room", "lib/utils/a.ts", leaf, "every source in its room"],
    ["a divided room has a loose file", "lib/survey/a.ts", leaf, "every source in its room"],
    ["lib holds JavaScript", "lib/core/a.js", leaf, "every source in its room"],
    ["the public API computes", "lib/index.ts", leaf, "an index holds exports only"],
    ["course has a new room", "course/stuff/a.ts", leaf, "every source in its room"],
    ["a data set holds a folder of sources", "datasets/d/deep/helper.ts", leaf, "every source in its room"],
  ])("it is seen when %s", (_title, file, text, rule) => {
    const others = { "course/runner/x.ts": leaf, "course/authoring/x.ts": leaf };
    expect(brokenRules({ ...others, [file]: text })).toEqual([rule]);
  });

  test("arquero is found behind other files, for array functions and for workers, but not behind a type", () => {
    const house = {
      "lib/core/columns-table.ts": `import { table } from "arquero"; export const t = table;`,
      "lib/core/between.ts": `export { t } from "./columns-table.js";`,
      "lib/grid/block.ts": `import { t } from "../core/between.js"; export const b = t;`,
      "lib/node/pool.ts": `export const p = new URL("./entry.js", import.meta.url);`,
      "lib/node/entry.ts": `import "../grid/block.js";`,
    };
    const found = findLayerViolations({
      sources: new Map(Object.entries(house)),
      dependencies: new Set(["arquero"]),
      bootScripts: [],
    });
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(["arrays and workers load no arquero"]));
    expect(found.map(({ file }) => file).sort()).toEqual([
      "lib/core/between.ts",
      "lib/grid/block.ts",
      "lib/node/entry.ts",
    ]);
    const typesOnly = {
      ...house,
      "lib/core/between.ts": `import type { t } from "./columns-table.js"; export type T = typeof t;`,
    };
    expect(brokenRules(typesOnly)).toEqual([]);
  });

  test("a circle is seen, of types too, and told by its files", () => {
    const circle = {
      "lib/core/a.ts": `import { b } from "./b.js"; export const a = b;`,
      "lib/core/b.ts": `import { c } from "./c.js"; export const b = c;`,
      "lib/core/c.ts": `import type { a } from "./a.js"; export let c: typeof a;`,
    };
    expect(brokenRules(circle)).toEqual(["no cycles"]);
    const graph = new Map([
      ["a", ["b", "d"]],
      ["b", ["c"]],
      ["c", ["a", "b"]],
      ["d", ["d"]],
    ]);
    expect(findCycles(graph)).toEqual([["d"], ["a", "b", "c"]]);
  });

  test("a set-up script that leans on a package, directly or behind another script, is seen", () => {
    const house = {
      "course/environment/start.mjs": `import "./steps.mjs"; import "node:fs";`,
      "course/environment/steps.mjs": `import { table } from "tslab";`,
    };
    expect(brokenRules(house)).toEqual([]);
    expect(brokenRules(house, ["course/environment/start.mjs"])).toEqual(["set-up scripts stand alone"]);
  });

  test("names of a browser, of Node and of the console are seen in pure rooms, and only there", () => {
    const names = "document window console process Buffer setTimeout fetch globalThis performance __dirname";
    const uses = names.split(" ").map((name) => `export function f(): unknown { return ${name}; }`);
    const house = (room: string) => new Map(uses.map((text, index) => [`lib/${room}/f${index}.ts`, text]));
    expect(findImpureNames(house("core")).map(({ message }) => message)).toEqual(
      names.split(" ").map((name) => `uses ${name}`),
    );
    expect(findImpureNames(house("node"))).toEqual([]);
    const seen = (code: string) => findImpureNames(new Map([["lib/map/a.ts", code]])).length;
    expect(seen("export let e: HTMLElement;")).toBe(1);
    expect(seen("export let b: Buffer;")).toBe(1);
    expect(seen("export const known = typeof document;")).toBe(1);
    expect(seen("export const here = import.meta.url;")).toBe(1);
    expect(seen("export const chance = Math.random();")).toBe(1);
    expect(seen("const window = 3; export const p = { process: window, console: 1 }.console;")).toBe(0);
    expect(
      seen(`import { process } from "./b.js"; export const s: AbortSignal = process(new TextDecoder());`),
    ).toBe(0);
  });

  test("every way to write an import is found, with its line and kind", () => {
    const text = [
      `import "a";`,
      `import type { B } from "b";`,
      `import { type C } from "c";`,
      `export * from "d";`,
      `export type { E } from "e";`,
      `const f = await import("f");`,
      `let g: import("g").G;`,
      `import h = require("h");`,
      `const i = require("i");`,
      `new Worker(new URL("./j.js", import.meta.url));`,
      `new URL("./data.csv", import.meta.url);`,
      "import(name);",
    ].join("\n");
    expect(
      importsOf("x.ts", text).map(({ kind, specifier, line }) => `${line} ${kind} ${specifier}`),
    ).toEqual([
      "1 static a",
      "2 type b",
      "3 static c",
      "4 static d",
      "5 type e",
      "6 dynamic f",
      "7 type g",
      "8 static h",
      "9 static i",
      "10 worker ./j.js",
      "12 dynamic undefined",
    ]);
  });

  test("a notebook that imports a path or an unknown package is seen", () => {
    const notebook = (source: string) =>
      new Map([["notebooks/a.ipynb", JSON.stringify({ cells: [{ cell_type: "code", source: [source] }] })]]);
    const packages = new Set(["arquero"]);
    const problems = (source: string) => findNotebookViolations(notebook(source), packages).length;
    expect(problems(`import { x } from "igdp"; import { y } from "igdp/course"; import "arquero";`)).toBe(0);
    expect(problems(`import { x } from "../lib/core/grid";`)).toBe(1);
    expect(problems(`import "left-pad";`)).toBe(1);
    expect(problems(`import "node:fs";`)).toBe(1);
  });

  test("strange folders and long files are seen", () => {
    const paths = ["lib/a.ts", "src/a.ts", "notes.txt", "README.md"];
    expect(findTopLevelStrangers(paths).map(({ file }) => file)).toEqual(["src/a.ts", "notes.txt"]);
    const long = new Map([
      ["lib/a.ts", "x\n".repeat(401)],
      ["lib/b.ts", "x\n".repeat(400)],
      ["a.csv", "1\n".repeat(999)],
    ]);
    expect(filesLongerThan(400, long)).toEqual([["lib/a.ts", 401]]);
  });

  test("the list of files is the same with git and without", () => {
    const noGitSubtlety = (paths: string[]) => paths.filter((path) => /^(lib|course|datasets)\//.test(path));
    expect(noGitSubtlety(filesByWalk())).toEqual(noGitSubtlety(projectFiles()));
  });
});

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, sep } from "node:path";
import ts from "typescript";
import { afterAll, beforeEach, describe, expect, type TestContext, test } from "vitest";
import { buildProblems } from "./built-files.js";
import { entryPoints } from "./imports.js";
import {
  type Installed,
  install,
  OfflineError,
  pack,
  removeInstalled,
  run,
  runScript,
} from "./packed-package.js";
import { projectFiles, projectFolder } from "./project-files.js";
import { publicNames } from "./public-api.js";

const problems = buildProblems();
const entries = Object.keys(entryPoints);
const slow = { timeout: 600_000 };

/** The installed package; without network the test is skipped and says so, except where CI promises a network. */
function installedOrSkip(context: TestContext): Installed {
  try {
    return install();
  } catch (error) {
    if (error instanceof OfflineError && process.env.CI !== "true") context.skip(error.message);
    throw error;
  }
}

/** Names of an entry point that exist when the program runs. */
function namesAtRunTime(entry: string): string[] {
  const named = publicNames([entryPoints[entry]]).get(entryPoints[entry]) ?? [];
  return named.filter(({ kind }) => kind !== "interface" && kind !== "type").map(({ name }) => name);
}

/** Runs cells one after the other in tslab's own converter and executor, as its kernel does. */
const cellDriver = (cells: readonly string[]) => `
const { format } = require("node:util");
const { createConverter } = require("tslab/dist/converter.js");
const { createExecutor } = require("tslab/dist/executor.js");
const converter = createConverter({});
let said = [];
const say = (...words) => said.push(format(...words));
const convs = { node: converter, browser: converter, close: () => converter.close() };
const executor = createExecutor(process.cwd(), convs, { log: say, error: say });
(async () => {
  const results = [];
  for (const cell of ${JSON.stringify(cells)}) {
    said = [];
    const fine = await executor.execute(cell);
    results.push({ fine, said: said.join("\\n") });
  }
  executor.close();
  process.stdout.write(JSON.stringify(results));
})();
`;

describe("the packed package", () => {
  beforeEach(() => {
    expect(problems, "dist does not stand for the sources").toEqual([]);
  });
  afterAll(removeInstalled, 60_000);

  test("it is small, and its size is printed", slow, () => {
    const { size, unpackedSize, files } = pack();
    const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
    console.log(
      `npm pack: ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked, ${files.length} files`,
    );
    expect(size).toBeLessThan(3_500_000);
    expect(unpackedSize).toBeLessThan(12_000_000);
  });

  test("it holds the built code with its types and assets, and no test, generator or leftover", slow, () => {
    const paths = pack().files.map(({ path }) => path);
    const there = new Set(paths);
    for (const needed of ["package.json", "LICENSE", "README.md", "CHANGELOG.md", "dist/lib/index.js"])
      expect(there).toContain(needed);
    // What the code opens beside itself, such as fonts, is not compiled into dist and must be listed by hand. The
    // books and the tools that make them stay in the project, as do the figures of the rooms' documents; `q.solution()`
    // needs the solution notebooks.
    const assets = projectFiles().filter(
      (path) =>
        /^(lib|course)\/.*\.(ttf|json|csv|css|html|svg|png|bin|ipynb)$/.test(path) &&
        !/^course\/(authoring|books)\/(?!.*\/solution\.ipynb$)/.test(path) &&
        !/^lib\/.*\/figures\/[^/]*\.svg$/.test(path),
    );
    expect(assets).toContain("course/books/01-first-map/solution.ipynb");
    expect(paths.filter((path) => path.includes("course/authoring/"))).toEqual([]);
    expect(assets.filter((path) => !there.has(path) && !there.has(`dist/${path}`))).toEqual([]);
    const stray =
      /(^|\/)(test|tests|node_modules|\.venv|\.igdp)\/|\.test\.|^dist\/(.*\/)?\.|generate\.|(?<!\.d)\.ts$|^dist\/datasets/;
    expect(paths.filter((path) => stray.test(path))).toEqual([]);
    const untyped = paths.filter(
      (path) =>
        path.endsWith(".js") && path.startsWith("dist/") && !there.has(path.replace(/\.js$/, ".d.ts")),
    );
    expect(untyped).toEqual([]);
  });

  test("none of its files names a folder of this machine", slow, (context) => {
    const { folder, packed } = installedOrSkip(context);
    const places = [projectFolder, homedir() + sep].flatMap((place) => [place, place.replaceAll("\\", "/")]);
    const telling = packed.files.filter(({ path }) => {
      const text = readFileSync(join(folder, "node_modules", "igdp", path), "latin1");
      return places.some((place) => text.includes(place));
    });
    expect(telling.map(({ path }) => path)).toEqual([]);
  });

  test("installed into an empty folder, its three entry points import in plain Node", slow, (context) => {
    const { folder, seconds } = installedOrSkip(context);
    console.log(`npm install of the packed igdp took ${seconds.toFixed(0)} s`);
    const { status, stdout, stderr } = runScript(
      folder,
      "main.mjs",
      `import * as igdp from "igdp";
import * as node from "igdp/node";
import * as course from "igdp/course";
const names = { igdp: Object.keys(igdp), "igdp/node": Object.keys(node), "igdp/course": Object.keys(course) };
process.stdout.write(JSON.stringify({ names, axis: Array.from(igdp.regularAxis(0, 1, 0.5)) }));`,
    );
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const said = JSON.parse(stdout) as { names: Record<string, string[]>; axis: number[] };
    expect(said.axis).toEqual([0, 0.5, 1]);
    for (const entry of entries) expect(said.names[entry].sort()).toEqual(namesAtRunTime(entry).sort());
  });

  test("a TypeScript program that imports it compiles under node16 resolution", slow, (context) => {
    const { folder } = installedOrSkip(context);
    const path = join(folder, "consumer.mts");
    const imports = entries.map((entry, index) => `import * as entry${index} from "${entry}";`);
    const uses = `export const axis: Float64Array = entry0.regularAxis(0, 1, 0.5);\nexport const all = [${imports.map((_, index) => `entry${index}`).join(", ")}];`;
    writeFileSync(path, `${imports.join("\n")}\n${uses}\n`);
    const options: ts.CompilerOptions = {
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts"],
      typeRoots: [join(folder, "node_modules", "@types")],
      strict: true,
      noEmit: true,
    };
    const program = ts.createProgram([path], options);
    const complaints = program
      .getSourceFiles()
      .filter(
        ({ fileName }) => fileName.endsWith("/consumer.mts") || fileName.includes("/node_modules/igdp/"),
      )
      .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
      .map(
        ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
      );
    expect(complaints).toEqual([]);
    expect(
      program.getSourceFiles().some(({ fileName }) => fileName.endsWith("igdp/dist/lib/index.d.ts")),
    ).toBe(true);
  });

  test(
    "in a tslab cell it imports with types: a right call answers, a wrong call is a type error",
    slow,
    (context) => {
      const { folder } = installedOrSkip(context);
      const cells = [
        'import * as igdp from "igdp"; igdp.regularAxis(0, 1, 0.5)',
        'igdp.regularAxis("0", 1, 0.5)',
        "const text: string = igdp.regularAxis(0, 1, 0.5)",
        'import * as files from "igdp/node"; import * as course from "igdp/course"; [typeof files, typeof course]',
        'import { noSuchName } from "igdp"',
      ];
      const { stdout, stderr, status } = runScript(folder, "cell.cjs", cellDriver(cells));
      expect(stderr).toBe("");
      expect(status).toBe(0);
      const [right, wrongArgument, wrongUse, others, unknown] = JSON.parse(stdout) as {
        fine: boolean;
        said: string;
      }[];
      expect(right).toEqual({ fine: true, said: "Float64Array(3) [ 0, 0.5, 1 ]" });
      expect(wrongArgument.fine).toBe(false);
      expect(wrongArgument.said).toContain(
        "Argument of type 'string' is not assignable to parameter of type 'number'",
      );
      expect(wrongUse.said).toContain("Type 'Float64Array' is not assignable to type 'string'");
      expect(others).toEqual({ fine: true, said: "[ 'object', 'object' ]" });
      expect(unknown.said).toContain("no exported member 'noSuchName'");
    },
  );

  test.skipIf(!existsSync(join(projectFolder, "lib", "cli", "main.ts")))(
    "npx igdp --help answers in the folder where it was installed",
    slow,
    (context) => {
      const { folder } = installedOrSkip(context);
      const { status, stdout, stderr } = run("npx", ["igdp", "--help"], folder);
      expect(stderr.replace(/^npm warn.*\n/gm, "")).toBe("");
      expect(status).toBe(0);
      expect(stdout).toMatch(/^Usage: igdp/m);
    },
  );
});

import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeEach, describe, expect, test } from "vitest";
import { findAny } from "./any-types.js";
import { buildProblems, builtFiles } from "./built-files.js";
import { entryPoints } from "./imports.js";
import { projectFolder } from "./project-files.js";
import { publicNames } from "./public-api.js";
import { cellComplaints, cellProgram, tslabCompiler } from "./tslab-compiler.js";

const dist = `${realpathSync(projectFolder).replaceAll("\\", "/")}/dist/`;
const isOurs = (file: string) => file.startsWith(dist);

const consumer = `
import * as igdp from "igdp";
import * as node from "igdp/node";
import * as course from "igdp/course";
import { type Grid, makeGrid } from "igdp";
const x: Float64Array = igdp.regularAxis(0, 1, 0.5);
const grid: Grid = makeGrid({ x, y: x, values: new Float64Array(9), crs: "plane", name: "height_m", units: "m" });
const [west, east]: readonly number[] = igdp.gridRegion(grid);
const kept: number | undefined = grid.sigma?.length;
export const all = [node, course, west, east, kept];
`;

/** The places in a made-up declaration file where a type is `any`. */
function anyIn(compiler: typeof ts, text: string): string[] {
  const options = { lib: ["lib.es2022.d.ts"], types: [], target: compiler.ScriptTarget.ES2022 };
  const host = compiler.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...rest) =>
    path === "made-up.d.ts" ? compiler.createSourceFile(path, text, rest[0]) : getSourceFile(path, ...rest);
  const program = compiler.createProgram(["made-up.d.ts"], options, host);
  const file = program.getSourceFile("made-up.d.ts");
  const module = file && program.getTypeChecker().getSymbolAtLocation(file);
  if (!module) throw new Error("the made-up file has no exports");
  return findAny(compiler, program.getTypeChecker(), module, (path) => path === "made-up.d.ts");
}

/** A blank stands for a value of any type, and each exercise has data of its own. */
const anyOnPurpose: readonly string[] = ["____", "ExerciseHandle.given"];

describe("the built declarations, under the TypeScript of a notebook's cell", { timeout: 180_000 }, () => {
  const problems = buildProblems();
  beforeEach(() => {
    expect(problems, "dist does not stand for the sources").toEqual([]);
  });

  test("the compiler is TypeScript 5.0", () => {
    expect(tslabCompiler.version).toBe("5.0.4");
  });

  test("a cell that imports all three entry points and uses them compiles", () => {
    expect(cellComplaints(consumer)).toEqual([]);
  });

  test("a wrong argument, a wrong use of a result and a wrong name are type errors in a cell", () => {
    const wrong = [
      'import * as igdp from "igdp";',
      'igdp.regularAxis("0", 1, 0.5);',
      "const text: string = igdp.regularAxis(0, 1, 0.5);",
      "igdp.regularAxes(0, 1, 0.5);",
      "igdp.makeGrid({ x: 3 });",
    ];
    expect(cellComplaints(wrong.join("\n")).map((one) => one.split(" ").slice(0, 2).join(" "))).toEqual([
      "2:18 2345",
      "3:7 2322",
      "4:6 2551",
      "5:17 2322",
    ]);
  });

  test("every public name is there in a cell, with its type", () => {
    const { program, cell } = cellProgram(consumer);
    const checker = program.getTypeChecker();
    for (const [entry, names] of publicNames()) {
      const specifier = Object.keys(entryPoints).find((key) => entryPoints[key] === entry);
      const statement = cell.statements.find(
        (one) =>
          tslabCompiler.isImportDeclaration(one) &&
          (one.moduleSpecifier as ts.StringLiteral).text === specifier,
      ) as ts.ImportDeclaration;
      const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
      const seen = module ? checker.getExportsOfModule(module).map(({ name }) => name) : [];
      expect(seen.sort()).toEqual(names.map(({ name }) => name).sort());
      const loose = module ? findAny(tslabCompiler, checker, module, isOurs) : [];
      expect(loose.filter((place) => !anyOnPurpose.includes(place))).toEqual([]);
    }
  });

  test("no declaration file has syntax or types that TypeScript 5.0 does not know", () => {
    const files = builtFiles().filter((file) => file.endsWith(".d.ts"));
    expect(files.length).toBeGreaterThan(3);
    const unread = files.flatMap((file) => {
      const text = readFileSync(join(projectFolder, file), "utf8");
      const parsed = tslabCompiler.createSourceFile(file, text, tslabCompiler.ScriptTarget.ES2022);
      const { parseDiagnostics } = parsed as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
      return parseDiagnostics.map(({ messageText }) => `${file}: ${messageText}`);
    });
    expect(unread).toEqual([]);
    const { program } = cellProgram(consumer);
    const complaints = program
      .getSourceFiles()
      .filter(({ fileName }) => isOurs(fileName))
      .flatMap((file) => program.getSemanticDiagnostics(file))
      .map(
        ({ file, messageText }) =>
          `${file?.fileName.slice(dist.length)}: ${tslabCompiler.flattenDiagnosticMessageText(messageText, " ")}`,
      );
    expect(complaints).toEqual([]);
  });
});

describe("the search for `any`, on made-up declarations", { timeout: 180_000 }, () => {
  test("it is found where it hides, and where TypeScript 5.0 makes it out of newer types", () => {
    const text = `
      export declare function a(x: any): void;
      export declare function b(): Promise<any>;
      export interface C { readonly d: readonly any[]; readonly e: number; self: C }
      export declare const f: { g(): { h: any | string } };
      export declare class K { constructor(m: Map<string, any>); static n: any }
      export type R = Readonly<Record<string, any>>;
      export declare function good(x: Float64Array, y: unknown): Readonly<Record<string, unknown>>;`;
    const places = ["a(x)", "b()<…>", "C.d<…>", "f.g().h", "K(m)<…>", "K.n", "R<…><…>"];
    expect(anyIn(ts, text).sort()).toEqual([...places].sort());
    const generic = "export declare function a(): Float64Array<ArrayBuffer>;";
    expect(anyIn(ts, generic)).toEqual([]);
    expect(anyIn(tslabCompiler, generic)).toEqual(["a()"]);
  });
});

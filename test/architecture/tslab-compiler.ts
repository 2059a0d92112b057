import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import { projectFolder } from "./project-files.js";

type Compiler = typeof ts;

/** The TypeScript that tslab brings, 5.0.4: what a notebook's cell is compiled with. */
export const tslabCompiler: Compiler = (() => {
  const fromProject = createRequire(join(projectFolder, "package.json"));
  const fromTslab = createRequire(fromProject.resolve("tslab/package.json"));
  return fromTslab("@tslab/typescript-for-tslab") as Compiler;
})();

/** The compiler's options that tslab's converter sets on Node 18 and later. */
export function tslabOptions(): ts.CompilerOptions {
  return {
    module: tslabCompiler.ModuleKind.ESNext,
    moduleResolution: tslabCompiler.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    target: tslabCompiler.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    experimentalDecorators: true,
    resolveJsonModule: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
  };
}

/** Files that every program reads, read once. */
const read = new Map<string, ts.SourceFile | undefined>();

/** A program whose one root is a text that stands where tslab puts a cell: in the project's folder. */
export function cellProgram(text: string): { program: ts.Program; cell: ts.SourceFile } {
  const name = join(projectFolder, "__tslab__.ts").replaceAll("\\", "/");
  const options = tslabOptions();
  const host = tslabCompiler.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (path) => (path === name ? text : readFile(path));
  host.fileExists = (path) => path === name || fileExists(path);
  host.getSourceFile = (path, ...rest) => {
    if (path === name) return tslabCompiler.createSourceFile(path, text, rest[0]);
    if (!read.has(path)) read.set(path, getSourceFile(path, ...rest));
    return read.get(path);
  };
  const program = tslabCompiler.createProgram([name], options, host);
  const cell = program.getSourceFile(name);
  if (!cell) throw new Error("the compiler did not read the cell");
  return { program, cell };
}

/** What the compiler says of the text of a cell, each with line, column and the message's number. */
export function cellComplaints(text: string): string[] {
  const { program, cell } = cellProgram(text);
  return [...program.getSyntacticDiagnostics(cell), ...program.getSemanticDiagnostics(cell)].map(
    ({ code, start, messageText }) => {
      const { line, character } = cell.getLineAndCharacterOfPosition(start ?? 0);
      return `${line + 1}:${character + 1} ${code} ${tslabCompiler.flattenDiagnosticMessageText(messageText, " ")}`;
    },
  );
}

import { dirname, join } from "node:path";
import ts from "typescript";
import { isPure, type Violation } from "./house.js";
import { sharedNames } from "./rooms.js";

const rule = "pure rooms know no page, console or process";

/** What the compiler says of a name that it does not know, in its various ways. */
const unknownName = new Set([
  2304, 2503, 2552, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 2662, 2663, 2867, 2868, 18004,
]);

/**
 * Names that a pure file uses and that are neither its own nor ECMAScript's: `document`, `console`, `process`,
 * `Buffer`, `setTimeout` … The compiler itself finds them: the files are checked against the ES2022 library alone.
 */
export function findImpureNames(sources: ReadonlyMap<string, string>): Violation[] {
  const pureFiles = [...sources.keys()].filter(isPure);
  const program = plainProgram(sources, pureFiles);
  const found: Violation[] = [];
  for (const path of pureFiles) {
    const file = program.getSourceFile(`/${path}`);
    if (!file) throw new Error(`the compiler did not read ${path}`);
    const add = (position: number, name: string) => {
      const line = file.getLineAndCharacterOfPosition(position).line + 1;
      found.push({ rule, file: path, line, message: `uses ${name}` });
    };
    for (const diagnostic of program.getSemanticDiagnostics(file)) {
      if (!unknownName.has(diagnostic.code) || diagnostic.start === undefined) continue;
      const name = file.text.slice(diagnostic.start, diagnostic.start + (diagnostic.length ?? 0));
      if (!sharedNames.has(name)) add(diagnostic.start, name);
    }
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && node.text === "globalThis") add(node.getStart(file), "globalThis");
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
        add(node.getStart(file), "import.meta");
      if (ts.isPropertyAccessExpression(node) && node.getText(file) === "Math.random")
        add(
          node.getStart(file),
          "Math.random (take a seed instead: the same input must give the same result)",
        );
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

/** The ECMAScript library's files, read once. */
const libraryFiles = new Map<string, ts.SourceFile>();

/** A program over texts in memory that resolves no import and knows ECMAScript's own names only. */
function plainProgram(sources: ReadonlyMap<string, string>, roots: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    lib: ["lib.es2022.d.ts"],
    types: [],
    noResolve: true,
    noEmit: true,
  };
  const libFolder = dirname(ts.getDefaultLibFilePath(options));
  const host: ts.CompilerHost = {
    getSourceFile: (name, languageVersion) => {
      const known = libraryFiles.get(name);
      const text = known ? undefined : host.readFile(name);
      if (text === undefined) return known;
      const file = ts.createSourceFile(name, text, languageVersion);
      if (!sources.has(name.slice(1))) libraryFiles.set(name, file);
      return file;
    },
    readFile: (name) => sources.get(name.slice(1)) ?? ts.sys.readFile(name),
    fileExists: (name) => sources.has(name.slice(1)) || ts.sys.fileExists(name),
    getDefaultLibFileName: () => join(libFolder, "lib.es2022.d.ts"),
    getDefaultLibLocation: () => libFolder,
    writeFile: () => undefined,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
  };
  return ts.createProgram(
    roots.map((path) => `/${path}`),
    options,
    host,
  );
}

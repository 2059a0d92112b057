import { dirname, join, posix } from "node:path";
import ts from "typescript";
import type { Example, PreparedExample } from "./docstring-examples.js";
import { projectFolder } from "./project-files.js";
import { compilerOptions } from "./public-api.js";

const preamble =
  "declare const __example: { at(line: number): void; equal(actual: unknown, expected: unknown): void; throws(line: number, act: () => Promise<void>, name: string, words: string): Promise<void> };";

/**
 * Compiles examples as they would stand beside their source, and says what the compiler says, by file and line.
 *
 * @param names - the names in scope, by the file that exports them
 * @param overlay - texts that stand in for files on disk
 */
export function exampleTypeErrors(
  prepared: readonly (readonly [Example, PreparedExample])[],
  names: ReadonlyMap<string, readonly string[]>,
  overlay: ReadonlyMap<string, string> = new Map(),
): string[] {
  const texts = new Map<string, string>();
  const examples = new Map<string, readonly [Example, PreparedExample]>();
  for (const [path, text] of overlay) texts.set(join(projectFolder, path), text);
  for (const [index, pair] of prepared.entries()) {
    const [example, { body }] = pair;
    const path = join(projectFolder, dirname(example.file), `example-${index}-of-docstring.ts`);
    texts.set(
      path,
      `${header(example.file, names)}\nexport async function example(): Promise<void> {\n${body}\n}\n`,
    );
    examples.set(path, pair);
  }
  const program = programOver(texts, [...examples.keys()]);
  const found: string[] = [];
  for (const [path, [example]] of examples) {
    const file = program.getSourceFile(path);
    if (!file) throw new Error(`the compiler did not read ${path}`);
    for (const { start, messageText } of [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]) {
      // Two lines stand before the example's first one.
      const line = example.line + file.getLineAndCharacterOfPosition(start ?? 0).line - 2;
      found.push(`${example.file}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
    }
  }
  return found;
}

/** One line that imports every name in scope; the example's own file comes before the public API. */
function header(file: string, names: ReadonlyMap<string, readonly string[]>): string {
  const taken = new Set<string>();
  const lines = [file, ...[...names.keys()].filter((other) => other === "lib/index.ts")].map((from) => {
    const fresh = (names.get(from) ?? []).filter((name) => !taken.has(name));
    for (const name of fresh) taken.add(name);
    const path = posix.relative(posix.dirname(file), from).replace(/\.ts$/, ".js");
    return fresh.length === 0
      ? ""
      : `import { ${fresh.join(", ")} } from "${path.startsWith(".") ? path : `./${path}`}";`;
  });
  return `${lines.join(" ")} ${preamble}`;
}

function programOver(texts: ReadonlyMap<string, string>, roots: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    ...compilerOptions(),
    noUnusedLocals: false,
    verbatimModuleSyntax: false,
    isolatedDeclarations: false,
    declaration: false,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.getSourceFile = (path, languageVersion) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, languageVersion);
  };
  return ts.createProgram([...roots], options, host);
}

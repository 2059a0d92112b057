import { join, relative } from "node:path";
import ts from "typescript";
import { entryPoints } from "./imports.js";
import { projectFolder } from "./project-files.js";

/** One public name of an entry point, as the compiler sees it. */
export interface PublicName {
  readonly name: string;
  readonly kind: "function" | "class" | "const" | "interface" | "type" | "enum" | "namespace";
  /** File that declares it, from the project's folder. */
  readonly file: string;
  readonly line: number;
  /** Its docstring without tags; empty where there is none. */
  readonly documentation: string;
  /** Number of `@example` blocks. */
  readonly examples: number;
}

/** The compiler's options of this project, for programs that only read. */
export function compilerOptions(): ts.CompilerOptions {
  const path = join(projectFolder, "tsconfig.json");
  const { config, error } = ts.readConfigFile(path, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, "\n"));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, projectFolder);
  return { ...options, noEmit: true, incremental: false, tsBuildInfoFile: undefined };
}

/** The public names of each entry point that is asked for, in the order of the alphabet. */
export function publicNames(
  files: readonly string[] = Object.values(entryPoints),
): Map<string, PublicName[]> {
  const program = ts.createProgram(
    files.map((file) => join(projectFolder, file)),
    compilerOptions(),
  );
  const checker = program.getTypeChecker();
  const named = new Map<string, PublicName[]>();
  for (const file of files) {
    const source = program.getSourceFile(join(projectFolder, file));
    const module = source && checker.getSymbolAtLocation(source);
    if (!source) throw new Error(`${file} is not there`);
    const symbols = module ? checker.getExportsOfModule(module) : [];
    const names = symbols.map((symbol) => describe(symbol, checker));
    named.set(
      file,
      names.sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }
  return named;
}

function describe(symbol: ts.Symbol, checker: ts.TypeChecker): PublicName {
  const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const [declaration] = original.declarations ?? [];
  if (!declaration) throw new Error(`${symbol.name} is exported, but nothing declares it`);
  const source = declaration.getSourceFile();
  return {
    name: symbol.name,
    kind: kindOf(original, declaration, checker),
    file: relative(projectFolder, source.fileName).replaceAll("\\", "/"),
    line: source.getLineAndCharacterOfPosition(declaration.getStart(source)).line + 1,
    documentation: ts.displayPartsToString(original.getDocumentationComment(checker)).trim(),
    examples: original.getJsDocTags(checker).filter(({ name }) => name === "example").length,
  };
}

function kindOf(symbol: ts.Symbol, declaration: ts.Declaration, checker: ts.TypeChecker): PublicName["kind"] {
  const { flags } = symbol;
  if (flags & ts.SymbolFlags.Function) return "function";
  if (flags & ts.SymbolFlags.Class) return "class";
  if (flags & ts.SymbolFlags.Variable) {
    const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
    return type.getCallSignatures().length > 0 ? "function" : "const";
  }
  if (flags & ts.SymbolFlags.Interface) return "interface";
  if (flags & ts.SymbolFlags.TypeAlias) return "type";
  if (flags & ts.SymbolFlags.Enum) return "enum";
  return "namespace";
}

import { builtinModules } from "node:module";
import { posix } from "node:path";
import ts from "typescript";

/** How a file reaches another: at run time, for its types only, on demand, or as a worker's entry. */
export type ImportKind = "static" | "type" | "dynamic" | "worker";

/** One import as it stands in a file. */
export interface ImportFound {
  readonly kind: ImportKind;
  /** What stands between the quotes, or `undefined` for a computed import. */
  readonly specifier: string | undefined;
  /** Line in the file, counted from 1. */
  readonly line: number;
}

/** Where an import leads. */
export type ImportTarget =
  | { readonly to: "file"; readonly path: string }
  | { readonly to: "nowhere"; readonly path: string }
  | { readonly to: "builtin"; readonly name: string }
  | { readonly to: "package"; readonly name: string };

const builtins = new Set(builtinModules);

/** The entry points of this package, and the source file behind each. */
export const entryPoints: Readonly<Record<string, string>> = {
  igdp: "lib/index.ts",
  "igdp/node": "lib/node/index.ts",
  "igdp/course": "course/notebook/index.ts",
};

/** Every import of a source text: `import`, `export … from`, `import()`, `require()`, `import("x").T`, `new URL`. */
export function importsOf(path: string, text: string): ImportFound[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found: ImportFound[] = [];
  const add = (kind: ImportKind, node: ts.Node, name: ts.Node | undefined) => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    found.push({ kind, specifier: name && ts.isStringLiteralLike(name) ? name.text : undefined, line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      // `import { type A } from "x"` stays an import at run time (verbatimModuleSyntax); `import type` does not.
      add(node.importClause?.isTypeOnly ? "type" : "static", node, node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.isTypeOnly ? "type" : "static", node, node.moduleSpecifier);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.isTypeOnly ? "type" : "static", node, node.moduleReference.expression);
    } else if (ts.isImportTypeNode(node)) {
      add("type", node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    } else if (ts.isCallExpression(node) && isImportCall(node)) {
      add(
        node.expression.kind === ts.SyntaxKind.ImportKeyword ? "dynamic" : "static",
        node,
        node.arguments[0],
      );
    } else if (ts.isNewExpression(node) && isModuleUrl(node)) {
      add("worker", node, node.arguments?.[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isImportCall(node: ts.CallExpression): boolean {
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return (
    ts.isIdentifier(node.expression) && node.expression.text === "require" && node.arguments.length === 1
  );
}

/** `new URL("./x.js", import.meta.url)` with a code file in it: the way to name a worker's entry. */
function isModuleUrl(node: ts.NewExpression): boolean {
  const [first, second] = node.arguments ?? [];
  if (node.expression.getText() !== "URL" || second?.getText() !== "import.meta.url") return false;
  return ts.isStringLiteralLike(first) && /\.(js|mjs|ts)$/.test(first.text);
}

/** Where a specifier leads, among the files that are there. */
export function resolveImport(
  from: string,
  specifier: string,
  exists: (path: string) => boolean,
): ImportTarget {
  if (specifier.startsWith("node:") || builtins.has(specifier)) return { to: "builtin", name: specifier };
  if (specifier in entryPoints) return { to: "file", path: entryPoints[specifier] };
  if (!/^\.{0,2}\//.test(specifier) && specifier !== "." && specifier !== "..") {
    const parts = specifier.split("/");
    return { to: "package", name: specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0] };
  }
  // A set-up script that goes on with what was just built means the source behind it.
  const path = posix.normalize(posix.join(posix.dirname(from), specifier)).replace(/^dist\//, "");
  const candidates = [path.replace(/\.js$/, ".ts"), path.replace(/\.mjs$/, ".mts"), path];
  const hit = candidates.find(exists);
  return hit === undefined ? { to: "nowhere", path } : { to: "file", path: hit };
}

import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { findPackageRoot } from "../../environment/kernel/package-root.js";
import type { Lesson } from "../lesson.js";

/** A function of igdp and what it is for. */
export interface FunctionMeaning {
  readonly name: string;
  /** The first sentence of its docstring. */
  readonly meaning: string;
}

/** The lists of exports behind what a cell imports. */
const ENTRIES: Readonly<Record<string, string>> = {
  igdp: "lib/index.ts",
  "igdp/node": "lib/node/index.ts",
  "igdp/course": "course/notebook/index.ts",
};

/** What every notebook uses to run, and no lesson is about. */
const MACHINERY: ReadonlySet<string> = new Set(["____", "exercise", "progress"]);

/**
 * The functions of igdp that a lesson's worked cells and starters name, in the order of their first use, each
 * with the first sentence of its docstring. A name without a docstring is left out.
 */
export function functionMeanings(lesson: Lesson): readonly FunctionMeaning[] {
  const code = lesson.blocks.flatMap((block) => {
    if (block.kind === "code") return [block.code];
    return block.kind === "exercise" ? [block.starter] : [];
  });
  const found = usedNames(code).map(({ entry, name }) => ({ name, meaning: meaningOf(entry, name) }));
  return found.filter((one): one is FunctionMeaning => one.meaning !== undefined);
}

interface UsedName {
  readonly entry: string;
  readonly name: string;
}

/** Names that cells take from igdp: imported by name, or behind a namespace as in `igdp.gridPoints`. */
function usedNames(cells: readonly string[]): readonly UsedName[] {
  const namespaces = new Map<string, string>();
  const used = new Map<string, UsedName>();
  const use = (entry: string, name: string): void => {
    const key = `${entry} ${name}`;
    if (!MACHINERY.has(name) && !used.has(key)) used.set(key, { entry, name });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) takeImport(node, namespaces, use);
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const entry = namespaces.get(node.expression.text);
      if (entry !== undefined) use(entry, node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  for (const code of cells) visit(parsed("cell.ts", code));
  return [...used.values()];
}

function takeImport(
  node: ts.ImportDeclaration,
  namespaces: Map<string, string>,
  use: (entry: string, name: string) => void,
): void {
  const entry = ENTRIES[(node.moduleSpecifier as ts.StringLiteral).text];
  const bindings = node.importClause?.namedBindings;
  if (entry === undefined || bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) namespaces.set(bindings.name.text, entry);
  else for (const { name, propertyName } of bindings.elements) use(entry, (propertyName ?? name).text);
}

/** The first sentence of the docstring of a function that a list of exports names. */
function meaningOf(entry: string, name: string): string | undefined {
  const file = path.join(findPackageRoot(), entry);
  for (const statement of parsedFile(file).statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !statement.moduleSpecifier) continue;
    if (!ts.isNamedExports(statement.exportClause)) continue;
    const element = statement.exportClause.elements.find((one) => one.name.text === name);
    if (element === undefined) continue;
    const from = (statement.moduleSpecifier as ts.StringLiteral).text.replace(/\.js$/, ".ts");
    return docstringOf(path.join(path.dirname(file), from), (element.propertyName ?? element.name).text);
  }
  return undefined;
}

function docstringOf(file: string, name: string): string | undefined {
  for (const statement of parsedFile(file).statements) {
    if (!ts.isFunctionDeclaration(statement) || statement.name?.text !== name) continue;
    const [doc] = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
    // An overload without a docstring of its own is followed by others of the same name.
    if (doc) return firstSentence(ts.getTextOfJSDocComment(doc.comment) ?? "");
  }
  return undefined;
}

function firstSentence(text: string): string | undefined {
  const [paragraph] = text.trim().split(/\n\s*\n/);
  const plain = paragraph.replace(/\{@link (\w+)\}/g, "`$1`").replace(/\s+/g, " ");
  return (
    /^.*?[.:;](?= [A-Z`]|$)/.exec(plain)?.[0].replace(/[:;]$/, ".") ?? (plain === "" ? undefined : plain)
  );
}

const FILES = new Map<string, ts.SourceFile>();

function parsedFile(file: string): ts.SourceFile {
  const known = FILES.get(file) ?? parsed(file, readFileSync(file, "utf8"));
  FILES.set(file, known);
  return known;
}

function parsed(name: string, code: string): ts.SourceFile {
  return ts.createSourceFile(name, code, ts.ScriptTarget.ES2022, true);
}

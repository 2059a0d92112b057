import ts from "typescript";
import { difference } from "./same-value.js";

/** An `@example` block of a docstring. */
export interface Example {
  /** File that holds it, from the project's folder. */
  readonly file: string;
  /** Line of its first line of code, counted from 1. */
  readonly line: number;
  /** What it is an example of. */
  readonly owner: string;
  readonly code: string;
}

/** An example made ready: the body of an async function that calls `__example` for each claim. */
export interface PreparedExample {
  readonly body: string;
  /** Number of lines that claim something. */
  readonly claims: number;
  /** What is wrong with it before it runs. */
  readonly problems: readonly string[];
}

/** Every `@example` block in a source text. */
export function examplesOf(path: string, text: string): Example[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found: Example[] = [];
  const visit = (node: ts.Node): void => {
    for (const doc of node.getChildren(file).filter(ts.isJSDoc)) {
      const first = file.getLineAndCharacterOfPosition(doc.pos).line + 1;
      for (const block of exampleBlocks(text.slice(doc.pos, doc.end)))
        found.push({
          file: path,
          line: first + block.row,
          owner: nameOf(node, file),
          code: block.lines.join("\n").trimEnd(),
        });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The lines behind each `@example` of a docstring, up to the next tag; on the tag's own line stands a title. */
function exampleBlocks(docstring: string): { row: number; lines: string[] }[] {
  const blocks: { row: number; lines: string[] }[] = [];
  let inside = false;
  for (const [row, line] of docstring.split("\n").entries()) {
    const text = stripStar(line);
    const tag = /^\s*@([a-z]\w*)/.exec(text)?.[1];
    if (tag !== undefined) {
      inside = tag === "example";
      if (inside) blocks.push({ row: row + 1, lines: [] });
    } else if (inside) blocks[blocks.length - 1].lines.push(text);
  }
  return blocks;
}

/** A line of a docstring without its stars; the fences of a code block become empty lines. */
function stripStar(line: string): string {
  const text = line.replace(/\s*\*\/\s*$/, "").replace(/^\s*(\/\*)?\*+ ?/, "");
  return /^\s*```/.test(text) ? "" : text;
}

function nameOf(node: ts.Node, file: ts.SourceFile): string {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0].name.getText(file);
  const name = (node as { name?: ts.Node }).name;
  return name ? name.getText(file) : "the file";
}

/**
 * Turns the claims of an example into checks: `expression; // => value` and `expression; // throws ErrorName`, the
 * latter with `: words of its message` where they matter. A claim that does not fit may stand on the next line.
 */
export function prepareExample({ code, line }: Example): PreparedExample {
  const file = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true);
  const problems: string[] = [];
  let body = "";
  let claims = 0;
  let done = 0;
  for (const statement of file.statements) {
    const start = statement.getStart(file);
    const row = line + file.getLineAndCharacterOfPosition(start).line;
    const rest = code.slice(statement.end);
    body += code.slice(done, start);
    done = statement.end;
    const claim = ts.isExpressionStatement(statement) ? claimOf(rest) : undefined;
    if (ts.isImportDeclaration(statement)) problems.push(`line ${row}: an example imports nothing`);
    if (!claim || !ts.isExpressionStatement(statement)) {
      body += `__example.at(${row}); ${statement.getText(file)}`;
      continue;
    }
    claims++;
    const expression = statement.expression.getText(file);
    if ("value" in claim && !isExpression(claim.value))
      problems.push(`line ${row}: '${claim.value}' is not a JavaScript expression`);
    body +=
      "value" in claim
        ? `__example.at(${row}); __example.equal((${expression}), (${claim.value}));`
        : `await __example.throws(${row}, async () => { ${expression}; }, ${JSON.stringify(claim.error)}, ${JSON.stringify(claim.words)});`;
  }
  body += code.slice(done);
  const marks = code.match(/\/\/ (=>|throws\b)/g)?.length ?? 0;
  if (marks !== claims)
    problems.push(
      `line ${line}: '// =>' and '// throws' stand behind an expression and its semicolon, or alone on the next line`,
    );
  if (claims === 0) problems.push(`line ${line}: an example must claim something: expression; // => value`);
  return { body, claims, problems };
}

type Claim = { readonly value: string } | { readonly error: string; readonly words: string };

/** The claim behind a statement: at the end of its line, or alone on the next one. */
function claimOf(rest: string): Claim | undefined {
  const value = /^[ \t]*\n?[ \t]*\/\/ => (.*\S)/.exec(rest)?.[1];
  if (value !== undefined) return { value };
  const [, error, words] = /^[ \t]*\n?[ \t]*\/\/ throws (\w+)(?:: (.*\S))?[ \t]*(?:\n|$)/.exec(rest) ?? [];
  return error === undefined ? undefined : { error, words: words ?? "" };
}

function isExpression(text: string): boolean {
  const file = ts.createSourceFile("value.ts", `(${text}\n)`, ts.ScriptTarget.ES2022, true);
  const [only, ...others] = file.statements;
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly unknown[] };
  return (
    parseDiagnostics.length === 0 &&
    others.length === 0 &&
    ts.isExpressionStatement(only) &&
    ts.isParenthesizedExpression(only.expression)
  );
}

/** Runs a prepared example with the given names in scope; throws an error that names the line and the claim. */
export async function runExample(
  example: Example,
  { body, problems }: PreparedExample,
  scope: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (problems.length > 0) throw new Error(`${example.file}: ${problems.join("; ")}`);
  const { outputText } = ts.transpileModule(`async function __run() {\n${body}\n}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  let line = example.line;
  const fail = (message: string): never => {
    throw new Error(`${example.file}:${line} (example of ${example.owner}): ${message}`);
  };
  const checks = {
    at: (row: number) => {
      line = row;
    },
    equal: (actual: unknown, expected: unknown) => {
      const found = difference(actual, expected);
      if (found) fail(found);
    },
    throws: async (row: number, act: () => Promise<void>, name: string, words: string) => {
      line = row;
      const error = await act().then(
        () => fail(`nothing was thrown, but ${name} was expected`),
        (thrown: unknown) => thrown as Error,
      );
      if (error.name !== name) fail(`${error.name} was thrown, not ${name}: ${error.message}`);
      if (!error.message.includes(words)) fail(`the message is '${error.message}', without '${words}'`);
    },
  };
  const names = Object.keys(scope);
  const run = new Function("__example", ...names, `${outputText}\nreturn __run();`);
  try {
    await run(checks, ...names.map((name) => scope[name]));
  } catch (error) {
    if (error instanceof Error && error.message.startsWith(`${example.file}:`)) throw error;
    const { name, message } = error as Error;
    fail(`${name}: ${message}`);
  }
}

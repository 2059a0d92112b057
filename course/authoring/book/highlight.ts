import ts from "typescript";
import { escapeHtml } from "../../notebook/table-html.js";

/**
 * TypeScript as HTML with a class for each kind of word: `k` keyword, `s` text, `n` number, `c` comment,
 * `f` called function, `b` the blank `____` of an exercise.
 *
 * The compiler's own parser tells the kinds, so that a template or a regular expression is never taken for
 * something else. Code that does not parse is marked as far as the parser understands it.
 */
export function highlightTypeScript(code: string): string {
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const parts: string[] = [];
  let end = 0;
  for (const word of wordsOf(file)) {
    const start = word.getStart(file);
    parts.push(between(code.slice(end, start)), marked(word, code.slice(start, word.end)));
    end = word.end;
  }
  return parts.join("") + between(code.slice(end));
}

/** The leaves of the syntax tree, in order. Doc comments are left to the gaps between them. */
function wordsOf(file: ts.SourceFile): readonly ts.Node[] {
  const words: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(file);
    if (children.length > 0) children.forEach(visit);
    else if (node.end > node.getStart(file)) words.push(node);
  };
  visit(file);
  return words;
}

/** White space and comments. */
function between(text: string): string {
  const comment = text.trim();
  if (comment === "") return text;
  const at = text.indexOf(comment);
  return `${text.slice(0, at)}${span("c", comment)}${text.slice(at + comment.length)}`;
}

function marked(word: ts.Node, text: string): string {
  const kind = kindOf(word, text);
  return kind === undefined ? escapeHtml(text) : span(kind, text);
}

function kindOf(word: ts.Node, text: string): string | undefined {
  const { kind } = word;
  if (kind >= ts.SyntaxKind.FirstKeyword && kind <= ts.SyntaxKind.LastKeyword) return "k";
  if (kind === ts.SyntaxKind.NumericLiteral || kind === ts.SyntaxKind.BigIntLiteral) return "n";
  if (ts.isStringLiteral(word) || ts.isRegularExpressionLiteral(word) || isTemplatePart(kind)) return "s";
  if (!ts.isIdentifier(word)) return undefined;
  if (/^_{2,}$/.test(text)) return "b";
  return isCalled(word) ? "f" : undefined;
}

function isTemplatePart(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstTemplateToken && kind <= ts.SyntaxKind.LastTemplateToken;
}

/** Whether a name is that of the function in a call: `show(…)`, `igdp.readDialTable(…)`. */
function isCalled(word: ts.Identifier): boolean {
  const { parent } = word;
  const callee = ts.isPropertyAccessExpression(parent) && parent.name === word ? parent : word;
  return ts.isCallExpression(callee.parent) && callee.parent.expression === callee;
}

function span(kind: string, text: string): string {
  return `<span class="${kind}">${escapeHtml(text)}</span>`;
}

import ts from "typescript";

const runners = new Set(["test", "it", "describe", "suite", "bench"]);

/**
 * Tests that are switched off or on for good: `test.only`, `test.skip`, `test.todo`, and a `context.skip()` that
 * nothing decides. `test.skipIf(condition)` and a `context.skip()` under a condition say what is missing.
 */
export function findSwitchedOff(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && isSwitch(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push(`${path}:${line + 1} ${node.getText(file)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isSwitch(node: ts.PropertyAccessExpression): boolean {
  const name = node.name.text;
  if (runners.has(rootName(node.expression))) return name === "only" || name === "skip" || name === "todo";
  const call = node.parent;
  if (name !== "skip" || !ts.isCallExpression(call) || call.expression !== node) return false;
  const [first] = call.arguments;
  const decides = first !== undefined && call.arguments.length > 1;
  return !decides && isContext(node.expression) && !underCondition(call);
}

function rootName(node: ts.Expression): string {
  if (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) return rootName(node.expression);
  return ts.isIdentifier(node) ? node.text : "";
}

/** A test's context goes by these names here; other things may have a method `skip` too. */
function isContext(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && /^(context|ctx|t)$/.test(node.text);
}

function underCondition(node: ts.Node): boolean {
  for (let at = node.parent; at && !ts.isFunctionLike(at); at = at.parent) {
    if (ts.isIfStatement(at) || ts.isConditionalExpression(at) || ts.isCatchClause(at)) return true;
    if (ts.isBinaryExpression(at) && /^(&&|\|\||\?\?)$/.test(at.operatorToken.getText())) return true;
  }
  return false;
}

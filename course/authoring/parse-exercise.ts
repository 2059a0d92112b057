import { checkDirective, isOneOf } from "./directives.js";
import { ASIDES, type Aside, type ExerciseBlock, type Prose } from "./lesson.js";
import type { Fail } from "./source-error.js";
import { type Directive, type Piece, sourcePieces } from "./source-pieces.js";

const PARTS = ["starter", "solution", "explanation"] as const;

/**
 * Reads an exercise of a lesson: its task, and the code that a trainee starts from and may see in the end.
 *
 * @throws FormatError where a part is missing, stands twice, or does not belong into an exercise
 */
export function parseExercise(directive: Directive, fail: Fail): ExerciseBlock {
  const { argument, body, bodyLine, line } = directive;
  const [, id, title] = /^(\d\d\.\d{1,2})\s+(.+)$/.exec(argument) ?? [];
  if (id === undefined) {
    return fail(
      line,
      `'${argument}' is not the id and the title of an exercise`,
      "Write the opening line like this: ::::{exercise} 01.2 A title.",
    );
  }
  const pieces = sourcePieces(body, bodyLine, fail);
  const parts = partsOf(pieces, id, fail);
  const code = (name: "starter" | "solution"): Directive =>
    parts.get(name) ??
    fail(
      line,
      `exercise ${id} has no ${name}`,
      `Write its code between \`\`\`{${name}} and \`\`\`, inside the exercise.`,
    );
  const [starter, solution] = [code("starter"), code("solution")];
  if (/^\s*const q\d+ = exercise\(/m.test(starter.body)) {
    fail(starter.bodyLine, "the starter calls exercise() itself", "Remove that line: it is written for you.");
  }
  if (/\b____\b/.test(solution.body)) {
    fail(solution.line, `the solution of ${id} still has a blank ____`, "Fill it.");
  }
  const task = pieces.flatMap((piece) => taskOf(piece, id, parts, fail));
  if (task.length === 0) fail(line, `exercise ${id} has no task`, "Write what the trainee shall do.");
  return {
    kind: "exercise",
    id,
    title,
    task,
    starter: starter.body,
    solution: solution.body,
    explanation: parts.get("explanation")?.body ?? "",
    line,
  };
}

function partsOf(pieces: readonly Piece[], id: string, fail: Fail): Map<string, Directive> {
  const parts = new Map<string, Directive>();
  for (const piece of pieces) {
    if (piece.kind !== "directive") continue;
    checkDirective(piece, fail);
    const { name, line } = piece;
    if (isOneOf(ASIDES, name)) continue;
    if (!isOneOf(PARTS, name)) {
      fail(line, `{${name}} stands inside exercise ${id}`, "Move it before or after the exercise.");
    }
    if (parts.has(name)) fail(line, `exercise ${id} has a second {${name}}`, "Keep one.");
    parts.set(name, piece);
  }
  return parts;
}

/** The task is what stands before the starter. */
function taskOf(
  piece: Piece,
  id: string,
  parts: ReadonlyMap<string, Directive>,
  fail: Fail,
): (Prose | Aside)[] {
  if (piece.kind === "break")
    return fail(
      piece.line,
      `a line +++ stands inside exercise ${id}`,
      "Its task is one cell: remove the line.",
    );
  if (piece.kind === "directive" && !isOneOf(ASIDES, piece.name)) return [];
  const starter = parts.get("starter");
  if (starter && piece.line > starter.line) {
    fail(
      piece.line,
      `text stands after the starter of exercise ${id}`,
      "Move it before the starter, or into :::{explanation}.",
    );
  }
  if (piece.kind === "text") return [{ kind: "prose", text: piece.text, line: piece.line }];
  const { name, argument: title, body: text, line } = piece;
  return isOneOf(ASIDES, name) ? [{ kind: "aside", name, title, text, line }] : [];
}

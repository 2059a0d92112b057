import { checkFigures } from "./check-figures.js";
import { checkDirective, isOneOf } from "./directives.js";
import { partSource, readFrontmatter } from "./frontmatter.js";
import { ASIDES, type Block, type Lesson, PARTS, type Part } from "./lesson.js";
import { parseExercise } from "./parse-exercise.js";
import { type Fail, failIn } from "./source-error.js";
import { type Directive, type Piece, sourcePieces } from "./source-pieces.js";

/** Parts that a lesson has once at most. */
const ONCE: readonly string[] = ["questions", "objectives", "prerequisites", "key-points", "glossary"];

/**
 * Reads the source of a lesson, `lesson.md`.
 *
 * @param text the file's content
 * @param slug the name of the lesson's folder: `01-first-map`
 * @throws FormatError where the source is not as `course/AUTHORING.md` describes it; it names the line, and what to do
 */
export function parseLesson(text: string, slug: string): Lesson {
  const fail = failIn(`${slug}/lesson.md`);
  const [, number] = /^(\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*$/.exec(slug) ?? [];
  if (number === undefined) {
    return fail(
      1,
      `'${slug}' is not the name of a lesson`,
      "Name the folder with two digits and small letters, for example 07-drift.",
    );
  }
  const source = partSource(text, fail);
  const frontmatter = readFrontmatter(source, fail);
  const pieces = sourcePieces(source.body, source.bodyLine, fail);
  const blocks = blocksOf(pieces, (directive) => blockOf(directive, fail));
  checkOnce(blocks, fail);
  checkOrder(blocks, number, fail);
  checkFigures(blocks, fail);
  return { number, slug, ...frontmatter, blocks };
}

/** Blocks of pieces; a line `+++` marks the text after it. */
export function blocksOf(pieces: readonly Piece[], read: (directive: Directive) => Block): Block[] {
  const blocks: Block[] = [];
  let broken = false;
  for (const piece of pieces) {
    if (piece.kind === "break") {
      broken = true;
      continue;
    }
    const block: Block =
      piece.kind === "directive" ? read(piece) : { kind: "prose", text: piece.text, line: piece.line };
    const isText = block.kind === "prose" || block.kind === "aside";
    blocks.push(isText && broken ? { ...block, startsCell: true } : block);
    if (isText || block.kind === "code" || block.kind === "exercise") broken = false;
  }
  return blocks;
}

/** The block of a directive that stands in no other. */
export function blockOf(directive: Directive, fail: Fail): Block {
  const { name, argument: title, body: text, line } = directive;
  checkDirective(directive, fail);
  if (isOneOf(ASIDES, name)) return { kind: "aside", name, title, text, line };
  if (isOneOf(PARTS, name)) return { kind: "part", name, title, text, line };
  if (name === "exercise") return parseExercise(directive, fail);
  if (name === "code-cell") return codeOf(directive, fail);
  if (name === "slide") {
    if (title === "") fail(line, "the slide has no title", "Write :::{slide} Title.");
    return { kind: "slide", title, text, line };
  }
  return fail(line, `{${name}} stands outside an exercise`, "Put it between ::::{exercise} and ::::.");
}

function codeOf({ options, argument, body, line }: Directive, fail: Fail): Block {
  const value = (name: string): string | undefined => options.find((option) => option.name === name)?.value;
  if (argument !== "typescript")
    fail(line, `a code cell of '${argument}'`, "Write ```{code-cell} typescript.");
  const [label, alt] = [value("label"), value("alt")];
  if (label !== undefined && !/^[a-z][a-z0-9-]*$/.test(label)) {
    fail(line + 1, `the label '${label}' is not a name`, "Use small letters, digits and hyphens.");
  }
  return {
    kind: "code",
    code: body,
    ...(label !== undefined && { label }),
    ...(alt !== undefined && { alt }),
    line,
  };
}

function checkOnce(blocks: readonly Block[], fail: Fail): void {
  const parts = blocks.filter((block): block is Part => block.kind === "part" && ONCE.includes(block.name));
  for (const [index, part] of parts.entries()) {
    const first = parts.findIndex((other) => other.name === part.name);
    if (first < index)
      fail(
        part.line,
        `{${part.name}} stands here again, after line ${parts[first].line}`,
        "Put both into one.",
      );
  }
}

function checkOrder(blocks: readonly Block[], number: string, fail: Fail): void {
  let expected = 1;
  for (const block of blocks) {
    if (block.kind !== "exercise") continue;
    const id = `${number}.${expected}`;
    if (block.id !== id) {
      fail(
        block.line,
        `exercise ${block.id} stands where ${id} should`,
        `Exercises of this folder are ${number}.1, ${number}.2 and so on, in this order. Change the id here and in checks.ts.`,
      );
    }
    expected += 1;
  }
}

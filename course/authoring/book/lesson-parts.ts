import { ArgumentError } from "../../../lib/index.js";
import { type Exercise, sentences, textOf } from "../../exercise/index.js";
import { escapeHtml } from "../../notebook/table-html.js";
import { glossaryTerms, type Term } from "../glossary-terms.js";
import type { Aside, ExerciseBlock, Lesson, Part, Prose } from "../lesson.js";
import { failIn } from "../source-error.js";
import type { PageMarkdown } from "./markdown.js";

/** The parts of a lesson with one of these names, in the lesson's order. */
export function partsOf(lesson: Lesson, ...names: readonly Part["name"][]): readonly Part[] {
  return lesson.blocks.filter((block): block is Part => block.kind === "part" && names.includes(block.name));
}

/** The exercises of a lesson, in order. */
export function exercisesOf(lesson: Lesson): readonly ExerciseBlock[] {
  return lesson.blocks.filter((block): block is ExerciseBlock => block.kind === "exercise");
}

/** The checks of an exercise of a lesson. */
export function checksOf(block: ExerciseBlock, checks: ReadonlyMap<string, Exercise>): Exercise {
  const found = checks.get(block.id);
  if (found) return found;
  throw new ArgumentError({
    argument: `exercise ${block.id} (line ${block.line})`,
    value: block.title,
    accepted: `an exercise whose checks stand in checks.ts: ${[...checks.keys()].join(", ") || "there are none"}`,
  });
}

/** What a reader calls each part, where it has no title of its own. */
export const PART_TITLES: Readonly<Record<Part["name"], string>> = {
  questions: "Questions",
  objectives: "You will be able to",
  prerequisites: "Before you start",
  "key-points": "Key points",
  glossary: "Words",
  instructor: "For the instructor",
  "common-errors": "Common errors",
  "cut-list": "If time is short",
};

const ASIDE_TITLES: Readonly<Record<Aside["name"], string>> = {
  note: "Note",
  tip: "Tip",
  warning: "Warning",
  think: "Think",
};

/** A part of the lesson as a section with a heading of the second level. */
export function partSection(part: Part, { slug }: Lesson, markdown: PageMarkdown): string {
  const { name, title, text } = part;
  const heading = title === "" ? PART_TITLES[name] : markdown.inline(title);
  const html =
    name === "glossary"
      ? termsHtml(glossaryTerms(part, failIn(`${slug}/lesson.md`)), markdown)
      : markdown.block(text, 1);
  return `<section class="part ${name}">\n${markdown.heading(2, heading, name)}${html}</section>\n`;
}

function termsHtml(terms: readonly Term[], markdown: PageMarkdown): string {
  const items = terms.map(
    ({ term, meaning }) => `<dt>${markdown.inline(term)}</dt>\n<dd>${markdown.inline(meaning)}</dd>\n`,
  );
  return `<dl>\n${items.join("")}</dl>\n`;
}

/** A remark beside the text. */
export function asideHtml({ name, title, text }: Aside, markdown: PageMarkdown, shift = 0): string {
  const own = title === "" ? "" : ` · ${markdown.inline(title)}`;
  return `<aside role="note" class="box ${name}">\n<p class="label">${ASIDE_TITLES[name]}${own}</p>\n${markdown.block(text, shift)}</aside>\n`;
}

/** The text of an exercise's task. */
export function taskHtml(task: readonly (Prose | Aside)[], markdown: PageMarkdown, shift = 0): string {
  return task
    .map((piece) =>
      piece.kind === "prose" ? markdown.block(piece.text, shift) : asideHtml(piece, markdown, shift),
    )
    .join("");
}

/** A sentence of the exercise engine as HTML: text between backticks is code, all other is text. */
export function sentenceHtml(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}

/** What a trainee with a misconception reads. */
export function misconceptionHtml(
  exercise: Exercise,
  { id, says }: Exercise["misconceptions"][number],
): string {
  return sentenceHtml(textOf(sentences(exercise, id, says)));
}

/** `1 point`, `2 points`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

import type { Exercise } from "../../exercise/index.js";
import type { ExerciseBlock } from "../lesson.js";
import { counted, misconceptionHtml, sentenceHtml, taskHtml } from "./lesson-parts.js";
import { codeHtml, type PageMarkdown } from "./markdown.js";
import { outputsHtml } from "./output-html.js";
import { exerciseAnchor } from "./places.js";
import type { RecordedCell } from "./recorded-outputs.js";

const HINT_TIERS: readonly string[] = ["Nudge", "Concept", "Near the code"];

/** An exercise as its instructor needs it: task, start, solution, wrong answers with what is said to them, hints. */
export function exerciseHtml(
  block: ExerciseBlock,
  exercise: Exercise,
  shown: RecordedCell | undefined,
  markdown: PageMarkdown,
): string {
  const { id, title, task, starter, solution, explanation } = block;
  const anchor = exerciseAnchor(id);
  const part = (name: string, html: string): string => `<h4>${name}</h4>\n${html}`;
  const facts = `${counted(exercise.minutes, "minute")} · ${counted(exercise.points, "point")}`;
  return [
    `<section class="exercise" aria-labelledby="${anchor}">\n`,
    markdown.heading(3, `Exercise ${id} · ${markdown.inline(title)}`, anchor),
    `<p class="facts">${facts} · ${sentenceHtml(exercise.objective)}</p>\n`,
    // A heading of the third level is the exercise's own; those of its task stand below it.
    taskHtml(task, markdown, 2),
    part("The trainee starts from", codeHtml(starter, `Start of exercise ${id}`)),
    part("Solution", codeHtml(solution, `Solution of exercise ${id}`)),
    outputsHtml(shown),
    markdown.block(explanation, 2),
    part("Wrong answers, and what the trainee reads", wrongAnswersHtml(exercise)),
    part("Hints", hintsHtml(exercise)),
    "</section>\n",
  ].join("");
}

function wrongAnswersHtml(exercise: Exercise): string {
  const rows = exercise.misconceptions.map(
    (one) =>
      `<tr><th scope="row">${one.id.replaceAll("-", " ")}</th><td>${misconceptionHtml(exercise, one)}</td></tr>\n`,
  );
  return `<table class="answers">\n<thead><tr><th scope="col">Recognised</th><th scope="col">The trainee reads</th></tr></thead>\n<tbody>\n${rows.join("")}</tbody>\n</table>\n`;
}

function hintsHtml({ hints }: Exercise): string {
  const items = hints.map((hint, i) => `<dt>${HINT_TIERS[i]}</dt>\n<dd>${sentenceHtml(hint)}</dd>\n`);
  return `<dl class="hints">\n${items.join("")}</dl>\n`;
}

import type { FunctionMeaning } from "./function-meanings.js";
import { checksOf, counted, exercisesOf, partSection, partsOf, taskHtml } from "./lesson-parts.js";
import type { PageMarkdown } from "./markdown.js";
import { BOOK_STYLES, pageHtml, printedMargins, SKIP_LINK } from "./page-frame.js";
import { lessonMarkdown, type PageSource } from "./page-source.js";
import { exerciseAnchor } from "./places.js";

/** Lines for notes, which fit below the text of a lesson of usual length on the second page. */
const NOTE_LINES = 10;

/**
 * The handout of a lesson for its trainees, one or two printed pages: what it is about, the tasks without their
 * solutions, the functions that it uses, key points, words, and room for notes.
 */
export function handoutPage(source: PageSource, functions: readonly FunctionMeaning[]): string {
  const { lesson } = source;
  const markdown = lessonMarkdown(source);
  const parts = (...names: Parameters<typeof partsOf>[1][]): string =>
    partsOf(lesson, ...names)
      .map((part) => partSection(part, lesson, markdown))
      .join("");
  return pageHtml({
    title: `${lesson.number} · ${lesson.title}: handout`,
    assets: "../assets",
    styles: [...BOOK_STYLES, "handout.css"],
    kind: "handout",
    head: printedMargins(lesson, "Handout"),
    body: `${SKIP_LINK}<header class="title">
<p class="kicker">Lesson ${lesson.number} · Handout</p>
<h1>${markdown.inline(lesson.title)}</h1>
<p class="subtitle">${markdown.inline(lesson.subtitle)}</p>
</header>
<main id="content">
<div class="columns">
${parts("questions", "objectives", "key-points")}${functionsSection(functions, markdown)}${tasksSection(source, markdown)}${parts("glossary")}</div>
<section class="part notes">
${markdown.heading(2, "My notes", "notes")}<div class="lines">${"<div></div>".repeat(NOTE_LINES)}</div>
</section>
</main>
`,
  });
}

function tasksSection({ lesson, checks }: PageSource, markdown: PageMarkdown): string {
  const exercises = exercisesOf(lesson);
  if (exercises.length === 0) return "";
  const tasks = exercises.map((block) => {
    const heading = `${block.id} · ${markdown.inline(block.title)}`;
    const minutes = counted(checksOf(block, checks).minutes, "minute");
    return `<div class="task">\n${markdown.heading(3, heading, exerciseAnchor(block.id))}<p class="facts">${minutes}</p>\n${taskHtml(block.task, markdown, 2)}</div>\n`;
  });
  return `<section class="part tasks">\n${markdown.heading(2, "Exercises", "exercises")}${tasks.join("")}</section>\n`;
}

function functionsSection(functions: readonly FunctionMeaning[], markdown: PageMarkdown): string {
  if (functions.length === 0) return "";
  const rows = functions.map(
    ({ name, meaning }) => `<dt><code>${name}</code></dt>\n<dd>${markdown.inline(meaning)}</dd>\n`,
  );
  return `<section class="part functions">\n${markdown.heading(2, "Functions in this lesson", "functions")}<dl>\n${rows.join("")}</dl>\n</section>\n`;
}

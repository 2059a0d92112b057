import { escapeHtml } from "../../notebook/table-html.js";
import type { Block, Part } from "../lesson.js";
import { exerciseHtml } from "./exercise-html.js";
import {
  asideHtml,
  checksOf,
  counted,
  exercisesOf,
  PART_TITLES,
  partSection,
  partsOf,
} from "./lesson-parts.js";
import { clock, lessonPlan } from "./lesson-plan.js";
import { codeHtml, type Heading, type PageMarkdown } from "./markdown.js";
import { outputsHtml } from "./output-html.js";
import { BOOK_STYLES, pageHtml, printedMargins, SKIP_LINK } from "./page-frame.js";
import { lessonMarkdown, type PageSource } from "./page-source.js";

/** Parts that stand before the lesson's text, and after it, wherever the source has them. */
const BEFORE: readonly Part["name"][] = ["questions", "objectives", "prerequisites"];
const AFTER: readonly Part["name"][] = ["key-points", "glossary"];

/**
 * The instructor's book of a lesson: the plan of its time, the text with worked cells and what they show, the
 * exercises with solutions, misconceptions and hints, and the notes that trainees do not see.
 */
export function bookPage(source: PageSource): string {
  const { lesson } = source;
  const markdown = lessonMarkdown(source);
  const sections = [
    ...partsOf(lesson, ...BEFORE).map((part) => partSection(part, lesson, markdown)),
    planSection(source, markdown),
    ...partsOf(lesson, "cut-list").map((part) => partSection(part, lesson, markdown)),
  ];
  const text = lesson.blocks.map((block) => blockHtml(block, source, markdown));
  const end = partsOf(lesson, ...AFTER).map((part) => partSection(part, lesson, markdown));
  const main = `<main id="content">\n<div class="overview">\n${sections.join("")}</div>\n<div class="lesson">\n${text.join("")}</div>\n${end.join("")}</main>\n`;
  return pageHtml({
    title: `${lesson.number} · ${lesson.title}: instructor's book`,
    assets: "../assets",
    styles: BOOK_STYLES,
    kind: "book",
    head: printedMargins(lesson, "Instructor’s book"),
    body: SKIP_LINK + titleHtml(source, markdown) + contentsHtml(markdown.headings) + main,
  });
}

function titleHtml({ lesson, checks }: PageSource, markdown: PageMarkdown): string {
  const exercises = exercisesOf(lesson).map((block) => checksOf(block, checks));
  const points = exercises.reduce((sum, exercise) => sum + exercise.points, 0);
  const facts = [
    counted(lesson.minutes, "minute"),
    ...(exercises.length > 0 ? [counted(exercises.length, "exercise"), counted(points, "point")] : []),
    ...(lesson.datasets.length > 0 ? [`data: ${lesson.datasets.map(escapeHtml).join(", ")}`] : []),
  ];
  return `<header class="title">
<p class="kicker">Lesson ${lesson.number} · Instructor’s book</p>
<h1>${markdown.inline(lesson.title)}</h1>
<p class="subtitle">${markdown.inline(lesson.subtitle)}</p>
<p class="facts">${facts.join(" · ")}</p>
<p class="links screen"><a href="slides.html">Slides</a> <a href="handout.html">Handout</a> <a href="../../../notebooks/${lesson.slug}.ipynb">Notebook</a> <a href="../index.html">All lessons</a></p>
</header>
`;
}

function contentsHtml(headings: readonly Heading[]): string {
  const items = headings
    .filter(({ level }) => level === 2 || level === 3)
    .map(
      ({ level, id, html }) => `<li class="level-${level}"><a href="#${id}">${withoutLinks(html)}</a></li>\n`,
    );
  return `<nav class="contents" aria-label="Contents">\n<p class="label">Contents</p>\n<ul>\n${items.join("")}</ul>\n</nav>\n`;
}

/** A link may not stand in a link. */
function withoutLinks(html: string): string {
  return html.replace(/<\/?a\b[^>]*>/g, "");
}

function planSection({ lesson, checks }: PageSource, markdown: PageMarkdown): string {
  const rows = lessonPlan(lesson, checks).map(({ title, start, minutes, exercises }) => {
    const names = exercises.map(({ id, minutes: own }) => `${id} (${own} min)`).join(", ");
    const name = title === "" ? "Opening" : markdown.inline(title);
    return `<tr><td class="right">${clock(start)}</td><th scope="row">${withoutLinks(name)}</th><td class="right">${minutes} min</td><td>${names || "–"}</td></tr>\n`;
  });
  const total = `<tr class="total"><td class="right">${clock(lesson.minutes)}</td><th scope="row">End</th><td class="right">${lesson.minutes} min</td><td></td></tr>\n`;
  return `<section class="part plan">
${markdown.heading(2, "Plan of the lesson", "plan")}<div class="wide" tabindex="0" role="group" aria-label="Plan of the lesson">
<table>
<thead><tr><th scope="col" class="right">Start</th><th scope="col">Section</th><th scope="col" class="right">Time</th><th scope="col">Exercises in it</th></tr></thead>
<tbody>
${rows.join("")}${total}</tbody>
</table>
</div>
<p class="size">Exercises take the minutes that their authors give them. The rest of the time is spread by the length of text and code.</p>
</section>
`;
}

function blockHtml(block: Block, { checks, shown }: PageSource, markdown: PageMarkdown): string {
  switch (block.kind) {
    case "prose":
      return markdown.block(block.text);
    case "aside":
      return asideHtml(block, markdown);
    case "code":
      return `<div class="cell">\n${codeHtml(block.code, "Worked cell")}${outputsHtml(shown.get(block), block.alt)}</div>\n`;
    case "exercise":
      return exerciseHtml(block, checksOf(block, checks), shown.get(block), markdown);
    case "part":
      return block.name === "instructor" || block.name === "common-errors" ? noteHtml(block, markdown) : "";
    case "slide":
      return "";
  }
}

/** What only the instructor reads. */
function noteHtml({ name, title, text }: Part, markdown: PageMarkdown): string {
  const own = title === "" ? "" : ` · ${markdown.inline(title)}`;
  return `<aside role="note" class="box ${name}">\n<p class="label">${PART_TITLES[name]}${own}</p>\n${markdown.block(text, 2)}</aside>\n`;
}

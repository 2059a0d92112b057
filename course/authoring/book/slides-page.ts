import { escapeHtml } from "../../notebook/table-html.js";
import type { Block, Part } from "../lesson.js";
import { checksOf, counted, PART_TITLES, partsOf, taskHtml } from "./lesson-parts.js";
import type { PageMarkdown } from "./markdown.js";
import { pageHtml } from "./page-frame.js";
import { lessonMarkdown, type PageSource } from "./page-source.js";

/** Letters of a slide's text beyond which it is set smaller. */
const FULL = 420;

/**
 * The slides of a lesson, for reveal.js: title, questions and objectives, then the slides and the exercises'
 * tasks in the lesson's order, and the key points. A slide of the author's with such a title takes the place of ours.
 */
export function slidesPage(source: PageSource): string {
  const { lesson } = source;
  const markdown = lessonMarkdown(source);
  const slides = [
    titleSlide(source, markdown),
    ...partSlides(source, markdown, "questions", "objectives"),
    ...lesson.blocks.map((block) => blockSlide(block, source, markdown)),
    ...partSlides(source, markdown, "key-points"),
  ];
  return pageHtml({
    title: `${lesson.number} · ${lesson.title}: slides`,
    assets: "../assets",
    styles: ["reveal/reset.css", "reveal/reveal.css", "fonts.css", "colours.css", "slides.css"],
    kind: "slides-page",
    body: `<main class="reveal">
<div class="slides">
${slides.join("")}</div>
</main>
<script src="../assets/reveal/reveal.js"></script>
<script src="../assets/slides.js"></script>
`,
  });
}

function titleSlide({ lesson }: PageSource, markdown: PageMarkdown): string {
  return `<section class="title-slide">
<p class="kicker">Lesson ${lesson.number} · ${counted(lesson.minutes, "minute")}</p>
<h1>${markdown.inline(lesson.title)}</h1>
<p class="subtitle">${markdown.inline(lesson.subtitle)}</p>
</section>
`;
}

/** Parts of the lesson as slides, but for those of which the author has written a slide with the same title. */
function partSlides(
  { lesson }: PageSource,
  markdown: PageMarkdown,
  ...names: readonly Part["name"][]
): readonly string[] {
  const written = lesson.blocks.map((block) => (block.kind === "slide" ? block.title.toLowerCase() : ""));
  return partsOf(lesson, ...names)
    .map((part) => ({ ...part, title: part.title === "" ? PART_TITLES[part.name] : part.title }))
    .filter(({ title }) => !written.includes(title.toLowerCase()))
    .map(({ name, title, text }) => slideHtml(markdown.inline(title), markdown.block(text, 1), name));
}

function blockSlide(block: Block, { checks }: PageSource, markdown: PageMarkdown): string {
  if (block.kind === "slide") return slideHtml(markdown.inline(block.title), markdown.block(block.text, 1));
  if (block.kind !== "exercise") return "";
  const { minutes } = checksOf(block, checks);
  const kicker = `<p class="kicker">Exercise ${escapeHtml(block.id)} · ${counted(minutes, "minute")}</p>\n`;
  return slideHtml(markdown.inline(block.title), taskHtml(block.task, markdown, 1), "task", kicker);
}

function slideHtml(heading: string, html: string, kind = "", kicker = ""): string {
  const letters = html.replace(/<[^>]*>/g, "").length;
  const classes = [kind, letters > FULL ? "full" : "", html.includes("<img") ? "pictured" : ""];
  const name = classes.filter((one) => one !== "").join(" ");
  return `<section${name === "" ? "" : ` class="${name}"`}>
${kicker}<h2>${heading}</h2>
<div class="content">
${html}</div>
</section>
`;
}

import { escapeHtml } from "../../notebook/table-html.js";
import type { Lesson } from "../lesson.js";
import { counted, exercisesOf } from "./lesson-parts.js";
import { pageMarkdown } from "./markdown.js";
import { BOOK_STYLES, pageHtml, SKIP_LINK } from "./page-frame.js";
import { BOOKS } from "./places.js";

/** The list of all lessons with their books, slides and handouts. */
export function indexPage(lessons: readonly Lesson[]): string {
  const markdown = pageMarkdown({ folder: BOOKS, figure: () => undefined });
  const items = lessons.map((lesson) => {
    const { number, slug, title, subtitle, minutes } = lesson;
    const link = (file: string, name: string): string =>
      `<a href="${file}" aria-label="${name} of lesson ${number}">${name}</a>`;
    const exercises = exercisesOf(lesson).length;
    const facts = [counted(minutes, "minute"), ...(exercises > 0 ? [counted(exercises, "exercise")] : [])];
    return `<li>
<p class="kicker">Lesson ${escapeHtml(number)} · ${facts.join(" · ")}</p>
<h2>${markdown.inline(title)}</h2>
<p>${markdown.inline(subtitle)}</p>
<p class="links">${link(`${slug}/book.html`, "Instructor’s book")} ${link(`${slug}/slides.html`, "Slides")} ${link(`${slug}/handout.html`, "Handout")} ${link(`../../notebooks/${slug}.ipynb`, "Notebook")}</p>
</li>
`;
  });
  return pageHtml({
    title: "Lessons of the course",
    assets: "assets",
    styles: BOOK_STYLES,
    kind: "index",
    body: `${SKIP_LINK}<header class="title">
<p class="kicker">From raw gravimeter readings to a regional anomaly map</p>
<h1>Lessons of the course</h1>
<p class="subtitle">For each lesson: the instructor’s book, slides, and a handout for trainees. Everything works without a network.</p>
</header>
<main id="content">
<ol class="lessons">
${items.join("")}</ol>
</main>
`,
  });
}

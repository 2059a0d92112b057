import MarkdownIt from "markdown-it";
import type { Notebook } from "../runner/notebook-file.js";
import { cellGroups } from "./cell-groups.js";
import { cellIds } from "./cell-ids.js";
import { partSource } from "./frontmatter.js";
import type { Block, Lesson } from "./lesson.js";
import { partOf } from "./markdown-cells.js";
import { plainCell } from "./notebook-cells.js";
import { blockOf, blocksOf } from "./parse-lesson.js";
import { type Fail, failIn } from "./source-error.js";
import { type Directive, sourcePieces } from "./source-pieces.js";
import { newNotebook } from "./trainee-notebook.js";

/**
 * The notebook that a trainee opens first.
 *
 * @param source `home.md`: text, remarks, code cells, and `:::{lessons}` where the table of lessons stands
 * @throws FormatError where the source has no title or another directive
 */
export function homeNotebook(source: string, lessons: readonly Lesson[]): Notebook {
  const fail = failIn("home.md");
  const { values, body, bodyLine } = partSource(source, fail);
  const title = values.get("title")?.value;
  if (typeof title !== "string" || values.size > 1) {
    fail(1, "the top holds something else than a title", "Write title: … there, and nothing else.");
  }
  const ids = cellIds("home");
  const blocks = blocksOf(sourcePieces(body, bodyLine, fail), (directive) =>
    directive.name === "lessons" ? tableBlock(directive, lessons) : plainBlock(directive, fail),
  );
  const heading: Block = { kind: "prose", text: `# ${title}`, line: 1 };
  return newNotebook(
    "home",
    cellGroups([heading, ...blocks]).map((group) => plainCell(group, ids)),
  );
}

function tableBlock({ line }: Directive, lessons: readonly Lesson[]): Block {
  return { kind: "prose", text: lessonTable(lessons), line };
}

function plainBlock(directive: Directive, fail: Fail): Block {
  const block = blockOf(directive, fail);
  if (block.kind === "code" || block.kind === "aside") return block;
  return fail(
    directive.line,
    `{${directive.name}} stands in the home notebook`,
    "It has text, remarks, code cells and :::{lessons}.",
  );
}

/** The table of lessons, as Markdown: number, title with its link, time, and what one can do afterwards. */
export function lessonTable(lessons: readonly Lesson[]): string {
  const rows = lessons.map(
    (lesson) =>
      `| ${lesson.number} | [${inCell(lesson.title)}](${lesson.slug}.ipynb) | ${lesson.minutes} min | ${inCell(afterwards(lesson))} |`,
  );
  return ["| | Lesson | Time | Afterwards you can |", "|---|---|---|---|", ...rows].join("\n");
}

/** The first objective of a lesson; without objectives, its subtitle. */
function afterwards(lesson: Lesson): string {
  const objectives = partOf(lesson, "objectives")?.text ?? "";
  const tokens = MarkdownIt().parse(objectives, {});
  const item = tokens.findIndex(({ type }) => type === "list_item_open");
  const first = tokens.slice(item).find(({ type }) => type === "inline")?.content;
  return (item < 0 || first === undefined ? lesson.subtitle : first).replace(/[;.]\s*$/, "");
}

function inCell(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
}

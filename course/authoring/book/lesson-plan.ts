import { ArgumentError } from "../../../lib/index.js";
import type { Exercise } from "../../exercise/index.js";
import type { Block, Lesson } from "../lesson.js";
import { checksOf, exercisesOf } from "./lesson-parts.js";

/** A section of a lesson in its plan. */
export interface PlannedSection {
  /** The heading as Markdown; empty for what stands before the first heading. */
  readonly title: string;
  /** Minutes after the lesson's start. */
  readonly start: number;
  readonly minutes: number;
  /** Of the minutes: for these exercises. */
  readonly exercises: readonly { readonly id: string; readonly minutes: number }[];
}

interface Section {
  title: string;
  /** Words to read; a line of code counts as several, because it is run and its output looked at. */
  words: number;
  /** Minutes that the instructor's notes ask for in their title. */
  demonstration: number;
  exercises: { id: string; minutes: number }[];
}

const WORDS_A_CODE_LINE = 12;

/**
 * Spreads the lesson's time over its sections: an exercise takes its own minutes, an instructor's note with
 * minutes in its title (`Show the meter, 5 min`) takes these, and what is left is spread by the length of text
 * and code. Sections are the parts between headings of the second level.
 *
 * @throws ArgumentError where the exercises alone need more time than the lesson has
 */
export function lessonPlan(lesson: Lesson, checks: ReadonlyMap<string, Exercise>): readonly PlannedSection[] {
  const sections = sectionsOf(lesson, checks);
  const fixed = sections.map(({ demonstration, exercises }) =>
    exercises.reduce((sum, { minutes }) => sum + minutes, demonstration),
  );
  const rest = lesson.minutes - fixed.reduce((sum, minutes) => sum + minutes, 0);
  if (rest < 0) {
    throw new ArgumentError({
      argument: `minutes of lesson ${lesson.slug}`,
      value: lesson.minutes,
      accepted: `at least ${lesson.minutes - rest}: so much the exercises and demonstrations need alone`,
    });
  }
  const reading = spread(
    rest,
    sections.map(({ words }) => words),
  );
  let start = 0;
  return sections.map(({ title, exercises }, i) => {
    const minutes = fixed[i] + reading[i];
    const planned = { title, start, minutes, exercises };
    start += minutes;
    return planned;
  });
}

/** Time within a lesson: `0:05`. */
export function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

function sectionsOf(lesson: Lesson, checks: ReadonlyMap<string, Exercise>): readonly Section[] {
  const minutes = new Map(exercisesOf(lesson).map((block) => [block.id, checksOf(block, checks).minutes]));
  const sections: Section[] = [emptySection("")];
  for (const block of lesson.blocks) {
    if (block.kind === "prose") {
      const [before, ...after] = block.text.split(/^## +/m);
      addWords(sections, before);
      for (const text of after) {
        const [title, ...lines] = text.split("\n");
        sections.push(emptySection(title.trim()));
        addWords(sections, lines.join("\n"));
      }
      continue;
    }
    const section = sections[sections.length - 1];
    if (block.kind === "exercise")
      section.exercises.push({ id: block.id, minutes: minutes.get(block.id) ?? 0 });
    section.demonstration += demonstrationMinutes(block);
    section.words += wordsOf(block);
  }
  return sections.filter(
    ({ words, demonstration, exercises }) => words + demonstration + exercises.length > 0,
  );
}

function emptySection(title: string): Section {
  return { title, words: 0, demonstration: 0, exercises: [] };
}

function addWords(sections: readonly Section[], text: string): void {
  sections[sections.length - 1].words += countWords(text);
}

function wordsOf(block: Block): number {
  if (block.kind === "aside") return countWords(block.text);
  return block.kind === "code" ? WORDS_A_CODE_LINE * block.code.trim().split("\n").length : 0;
}

function demonstrationMinutes(block: Block): number {
  if (block.kind !== "part" || block.name !== "instructor") return 0;
  return Number(/\b(\d+) min/.exec(block.title)?.[1] ?? 0);
}

function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

/** Whole numbers in proportion to weights, with the right sum: the largest fractions are rounded up. */
function spread(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  // Without any text all the time goes to the first section.
  const exact = weights.map((weight, i) => (sum === 0 ? (i === 0 ? total : 0) : (total * weight) / sum));
  const whole = exact.map(Math.floor);
  const missing = Math.round(total - whole.reduce((a, b) => a + b, 0));
  const order = exact.map((value, i) => ({ i, fraction: value - whole[i] }));
  order.sort((a, b) => b.fraction - a.fraction || a.i - b.i);
  for (const { i } of order.slice(0, missing)) whole[i]++;
  return whole;
}

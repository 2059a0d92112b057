import type { Lesson } from "./lesson.js";
import { exerciseBlocks } from "./match-exercises.js";

/**
 * The text of `course/lessons/index.ts`: the list in which a notebook finds an exercise by its id, and the home
 * notebook the lessons.
 *
 * The titles come from the lessons' text, everything else of an exercise from its `checks.ts`.
 */
export function registryText(lessons: readonly Lesson[]): string {
  const imports = lessons.map(({ number, slug }) => `import lesson${number} from "./${slug}/checks.js";\n`);
  const withExercises = lessons.some((lesson) => exerciseBlocks(lesson).length > 0);
  return `// Built by 'npm run lessons' from the lessons beside it. Change those, not this.
import type { ${withExercises ? "Exercise, ListedExercise, " : ""}ListedLesson } from "../exercise/index.js";
${imports.join("")}
/** The lessons of the course, in order. */
export const lessons: readonly ListedLesson[] = [${lessons.map(entry).join("")}${lessons.length > 0 ? "\n" : ""}];
${withExercises ? TITLED : ""}`;
}

const TITLED = `
function titled(
  exercises: readonly Exercise[],
  titles: Readonly<Record<string, string>>,
): readonly ListedExercise[] {
  return exercises.map((exercise) => ({ exercise, title: titles[exercise.id] ?? exercise.objective }));
}
`;

function entry(lesson: Lesson): string {
  const titles = exerciseBlocks(lesson).map(({ id, title }) => `      ${quoted(id)}: ${quoted(title)},\n`);
  const exercises =
    titles.length > 0
      ? `titled(lesson${lesson.number}, {\n${titles.join("")}    })`
      : `lesson${lesson.number}`;
  return `
  {
    slug: ${quoted(lesson.slug)},
    title: ${quoted(lesson.title)},
    minutes: ${lesson.minutes},
    exercises: ${exercises},
  },`;
}

/** A text as the project writes it in code: in the quotation marks that it does not hold. */
function quoted(text: string): string {
  const code = JSON.stringify(text);
  return text.includes('"') && !text.includes("'") ? `'${code.slice(1, -1).replaceAll('\\"', '"')}'` : code;
}

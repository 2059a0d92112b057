import { glossaryTerms } from "./glossary-terms.js";
import type { Aside, ExerciseBlock, Lesson, Part, Prose } from "./lesson.js";
import { failIn } from "./source-error.js";

const ASIDE_TITLES: Readonly<Record<Aside["name"], string>> = {
  note: "Note",
  tip: "Tip",
  warning: "Careful",
  think: "Think",
};

/** The text of the first cell: title, time, questions, objectives, and what to know before. */
export function titleText(lesson: Lesson): string {
  const part = (name: Part["name"], title: string): string[] => {
    const found = partOf(lesson, name);
    return found ? [`**${title}**`, found.text] : [];
  };
  return [
    `# ${lesson.number} · ${lesson.title}`,
    ...(lesson.subtitle === "" ? [] : [lesson.subtitle]),
    `*About ${lesson.minutes} minutes, with the exercises.*`,
    ...part("questions", "Questions"),
    ...part("objectives", "You will be able to"),
    ...part("prerequisites", "Before you begin"),
  ].join("\n\n");
}

/** The texts of the last cells, by the ending of the cell's id: the key points and the words of the lesson. */
export function closingTexts(lesson: Lesson): readonly { readonly id: string; readonly text: string }[] {
  const keyPoints = partOf(lesson, "key-points");
  const glossary = partOf(lesson, "glossary");
  const terms = glossary ? glossaryTerms(glossary, failIn(`${lesson.slug}/lesson.md`)) : [];
  return [
    ...(keyPoints ? [{ id: "key-points", text: `## Key points\n\n${keyPoints.text}` }] : []),
    ...(glossary
      ? [
          {
            id: "glossary",
            text: `## Words\n\n${terms.map(({ term, meaning }) => `- **${term}**: ${meaning}`).join("\n")}`,
          },
        ]
      : []),
  ];
}

/** The text of an exercise's first cell. */
export function taskText({ id, title, task }: ExerciseBlock, minutes: number): string {
  return [
    `### Exercise ${id} · ${title}`,
    ...task.map(textOf),
    `*About ${minutes} ${minutes === 1 ? "minute" : "minutes"}.*`,
  ].join("\n\n");
}

/** Prose as it is; a remark as a quotation under its title. */
export function textOf(block: Prose | Aside): string {
  if (block.kind === "prose") return block.text;
  const kind = ASIDE_TITLES[block.name];
  const title = block.title === "" ? kind : `${kind} · ${block.title}`;
  return [`**${title}**`, "", ...block.text.split("\n")].map((line) => `> ${line}`.trimEnd()).join("\n");
}

/** A part that a lesson has once at most. */
export function partOf(lesson: Lesson, name: Part["name"]): Part | undefined {
  return lesson.blocks.find((block): block is Part => block.kind === "part" && block.name === name);
}

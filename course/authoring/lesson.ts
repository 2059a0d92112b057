/** A lesson as its source says it: what every product (notebook, book, slides, handout) is made from. */
export interface Lesson {
  /** Two digits, from the folder's name: `01`. */
  readonly number: string;
  /** The folder's name: `01-first-map`. */
  readonly slug: string;
  readonly title: string;
  /** One sentence under the title. */
  readonly subtitle: string;
  /** Time that a trainee needs, with the exercises. */
  readonly minutes: number;
  /** Names of the datasets that the lesson opens. */
  readonly datasets: readonly string[];
  /** The content, in the order of the source. */
  readonly blocks: readonly Block[];
}

/** A part of a lesson. `line` is its first line in the source, counted from 1. */
export type Block = Prose | WorkedCell | Aside | ExerciseBlock | Part | Slide;

/** Markdown text, headings included, up to the next part of another kind or a line `+++`. */
export interface Prose {
  readonly kind: "prose";
  readonly text: string;
  /** Whether a line `+++` stands before it: it starts a cell of its own. */
  readonly startsCell?: true;
  readonly line: number;
}

/** A code cell that the trainee runs as it is. */
export interface WorkedCell {
  readonly kind: "code";
  readonly code: string;
  /** Its name, by which a slide asks for its figure. */
  readonly label?: string;
  /** Its figure in words. */
  readonly alt?: string;
  readonly line: number;
}

/** The kinds of remarks beside the text. */
export const ASIDES = ["note", "tip", "warning", "think"] as const;

/** A remark beside the text. */
export interface Aside {
  readonly kind: "aside";
  readonly name: (typeof ASIDES)[number];
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** Whether a line `+++` stands before it: it starts a cell of its own. */
  readonly startsCell?: true;
  readonly line: number;
}

/** The parts that appear in some products only. */
export const PARTS = [
  "questions",
  "objectives",
  "prerequisites",
  "key-points",
  "glossary",
  "instructor",
  "common-errors",
  "cut-list",
] as const;

/** A named part; what each product does with it depends on the name. */
export interface Part {
  readonly kind: "part";
  readonly name: (typeof PARTS)[number];
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  readonly line: number;
}

/** One slide. */
export interface Slide {
  readonly kind: "slide";
  readonly title: string;
  /** Markdown; `![alt](figure:label)` is the figure of the worked cell with that label. */
  readonly text: string;
  readonly line: number;
}

/** An exercise: what the trainee reads, starts from, and may see in the end. Its checks are in `checks.ts`. */
export interface ExerciseBlock {
  readonly kind: "exercise";
  /** `01.2`: the lesson's number and the exercise's. */
  readonly id: string;
  readonly title: string;
  /** The task: text and remarks. */
  readonly task: readonly (Prose | Aside)[];
  readonly starter: string;
  readonly solution: string;
  /** Why the solution is right; Markdown, empty where there is none. */
  readonly explanation: string;
  readonly line: number;
}

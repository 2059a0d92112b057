import type { Exercise } from "../../exercise/index.js";
import type { Lesson } from "../lesson.js";
import { type PageMarkdown, pageMarkdown } from "./markdown.js";
import { bookFolder } from "./places.js";
import { figureByLabel, type ShownOutputs } from "./recorded-outputs.js";

/** What the pages of a lesson are made from. */
export interface PageSource {
  readonly lesson: Lesson;
  /** The checks of the lesson's exercises by their ids. */
  readonly checks: ReadonlyMap<string, Exercise>;
  /** What the lesson's cells show. */
  readonly shown: ShownOutputs;
}

/** The renderer of a page that stands in the lesson's own folder of the books. */
export function lessonMarkdown({ lesson, shown }: PageSource): PageMarkdown {
  return pageMarkdown({
    folder: bookFolder(lesson.slug),
    figure: (label) => figureByLabel(lesson, shown, label),
  });
}

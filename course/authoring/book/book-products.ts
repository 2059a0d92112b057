import { findPackageRoot } from "../../environment/kernel/package-root.js";
import { matchExercises } from "../match-exercises.js";
import { type CourseProduct, type LessonProduct, textFile } from "../product.js";
import { bookAssets } from "./book-assets.js";
import { bookPage } from "./book-page.js";
import { functionMeanings } from "./function-meanings.js";
import { handoutPage } from "./handout-page.js";
import { indexPage } from "./index-page.js";
import type { PageSource } from "./page-source.js";
import { BOOKS, bookFolder } from "./places.js";
import { readRecordedOutputs } from "./read-outputs.js";
import { matchOutputs } from "./recorded-outputs.js";
import { slidesPage } from "./slides-page.js";

/**
 * The instructor's book, the slides and the handout of a lesson. What the cells show is read from the record of
 * their last run, so nothing is run here.
 */
export const bookProducts: LessonProduct = (lesson, exercises) => {
  const recorded = readRecordedOutputs(findPackageRoot(), lesson.slug);
  const checks = matchExercises(lesson, exercises);
  const source: PageSource = { lesson, checks, shown: matchOutputs(lesson, recorded) };
  const folder = bookFolder(lesson.slug);
  return [
    textFile(`${folder}/book.html`, bookPage(source)),
    textFile(`${folder}/slides.html`, slidesPage(source)),
    textFile(`${folder}/handout.html`, handoutPage(source, functionMeanings(lesson))),
  ];
};

/** What all books share: the list of lessons, style sheets, fonts, reveal.js. */
export const sharedBookProducts: CourseProduct = ({ lessons }) => [
  textFile(`${BOOKS}/index.html`, indexPage(lessons.map(({ lesson }) => lesson))),
  ...bookAssets(),
];

import { notebookText } from "../runner/notebook-file.js";
import { bookProducts, sharedBookProducts } from "./book/book-products.js";
import { homeNotebook } from "./home-notebook.js";
import { type CourseProduct, type LessonProduct, textFile } from "./product.js";
import { registryText } from "./registry.js";
import { solutionNotebook } from "./solution-notebook.js";
import { traineeNotebook } from "./trainee-notebook.js";

/** What is built from every lesson. */
export const lessonProducts: readonly LessonProduct[] = [
  (lesson, exercises) => [
    textFile(`notebooks/${lesson.slug}.ipynb`, notebookText(traineeNotebook(lesson, exercises))),
  ],
  (lesson, exercises) => [
    textFile(`course/books/${lesson.slug}/solution.ipynb`, notebookText(solutionNotebook(lesson, exercises))),
  ],
  bookProducts,
];

/** What is built from all lessons together. */
export const courseProducts: readonly CourseProduct[] = [
  ({ lessons }) => [textFile("course/lessons/index.ts", registryText(lessons.map(({ lesson }) => lesson)))],
  ({ home, lessons }) => [
    textFile(
      "notebooks/home.ipynb",
      notebookText(
        homeNotebook(
          home,
          lessons.map(({ lesson }) => lesson),
        ),
      ),
    ),
  ],
  sharedBookProducts,
];

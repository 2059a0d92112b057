import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ArgumentError } from "../../lib/index.js";
import { findPackageRoot } from "../environment/kernel/package-root.js";
import { LESSONS, lessonSlugs } from "./course-sources.js";

/** Sources of a whole small lesson, 99, which a new one starts from. */
const SKELETON = "course/authoring/skeleton";

/**
 * Writes the sources of a new lesson: a small one that is complete, so that its author changes it piece by piece
 * and can run it all the time.
 *
 * @param root the project's folder
 * @param name its folder: two digits and small letters, `07-drift`
 * @param title its title
 * @returns the files that were written, from the project's folder
 * @throws ArgumentError where the name is not one, or its number is taken
 */
export function writeNewLesson(root: string, name: string, title: string): readonly string[] {
  const [, number] = /^(\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*$/.exec(name) ?? [];
  if (number === undefined) {
    throw new ArgumentError({
      argument: "the name of the lesson",
      value: name,
      accepted: "two digits, then words of small letters and digits with hyphens between them",
      advice: "For example 07-drift.",
    });
  }
  const taken = lessonSlugs(root).find((slug) => slug.startsWith(`${number}-`));
  if (taken !== undefined) {
    throw new ArgumentError({
      argument: "the number of the lesson",
      value: number,
      accepted: `a number that no lesson has: ${taken} has this one`,
      advice: `The next free one is ${nextNumber(root)}.`,
    });
  }
  if (title.trim() === "" || /[\n\t]/.test(title)) {
    throw new ArgumentError({
      argument: "the title of the lesson",
      value: title,
      accepted: "a text of one line",
    });
  }
  return ["lesson.md", "checks.ts"].map((file) => {
    const skeleton = readFileSync(path.join(findPackageRoot(), SKELETON, file), "utf8");
    const place = `${LESSONS}/${name}/${file}`;
    mkdirSync(path.join(root, LESSONS, name), { recursive: true });
    writeFileSync(path.join(root, place), filled(skeleton, number, title.trim()), { flag: "wx" });
    return place;
  });
}

function filled(skeleton: string, number: string, title: string): string {
  return skeleton
    .replaceAll("\r\n", "\n")
    .replace(/\b99\.(?=\d)/g, `${number}.`)
    .replace(/^title: .*$/m, () => `title: ${JSON.stringify(title)}`);
}

function nextNumber(root: string): string {
  const numbers = lessonSlugs(root).map((slug) => Number(slug.slice(0, 2)));
  const free = Array.from({ length: 100 }, (_, number) => number).find((number) => !numbers.includes(number));
  return String(free ?? 99).padStart(2, "0");
}

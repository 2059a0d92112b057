import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ProductFile } from "./product.js";

/** A file of the project that is not as the lessons say. */
export interface Difference {
  readonly path: string;
  readonly problem: "is missing" | "differs from its source" | "has no source";
}

const BOOKS = "course/books";
/** What a run of a lesson's solutions leaves in its book; it is read to build the book, and not built itself. */
const RECORDED = /^course\/books\/([^/]+)\/(outputs\.json|figures\/[^/]+)$/;

/** Compares the built files with those in the project. Files without a source are not looked for. */
export function changedFiles(root: string, files: readonly ProductFile[]): Difference[] {
  return files.flatMap(({ path: place, bytes }): Difference[] => {
    const file = path.join(root, place);
    if (!existsSync(file)) return [{ path: place, problem: "is missing" }];
    return Buffer.compare(readFileSync(file), bytes) === 0
      ? []
      : [{ path: place, problem: "differs from its source" }];
  });
}

/**
 * Files that once were built, and no longer are: notebooks and books of lessons that are gone, and everything else
 * in the books' folder. A notebook that a person made is none of them.
 *
 * @param files all files of the course
 * @param slugs all lessons of the course
 */
export function leftoverFiles(
  root: string,
  files: readonly ProductFile[],
  slugs: readonly string[],
): Difference[] {
  const built = new Set(files.map((file) => file.path));
  const notebooks = filesIn(root, "notebooks").filter((place) => isLessonNotebook(root, place));
  const books = filesIn(root, BOOKS).filter((place) => {
    const [, slug] = RECORDED.exec(place) ?? [];
    return slug === undefined || !slugs.includes(slug);
  });
  return [...notebooks, ...books]
    .filter((place) => !built.has(place))
    .sort()
    .map((place) => ({ path: place, problem: "has no source" }));
}

/** Writes the files that differ, and removes those without a source. */
export function applyDifferences(
  root: string,
  files: readonly ProductFile[],
  differences: readonly Difference[],
): void {
  const bytes = new Map(files.map((file) => [file.path, file.bytes]));
  for (const { path: place } of differences) {
    const file = path.join(root, place);
    const content = bytes.get(place);
    if (content === undefined) {
      rmSync(file);
      removeEmpty(root, path.dirname(place));
      continue;
    }
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** A built notebook says of which lesson it is, and bears its name; a copy under another name is a person's. */
function isLessonNotebook(root: string, place: string): boolean {
  const [, slug] = /^notebooks\/(.+)\.ipynb$/.exec(place) ?? [];
  if (slug === undefined) return false;
  try {
    return JSON.parse(readFileSync(path.join(root, place), "utf8")).metadata.igdp.lesson === slug;
  } catch {
    return false;
  }
}

/** Paths of the files in a folder and below, from the root, with forward slashes. */
function filesIn(root: string, folder: string): string[] {
  const place = path.join(root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".")) return [];
    return entry.isDirectory() ? filesIn(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`];
  });
}

function removeEmpty(root: string, folder: string): void {
  if (folder.split("/").length < 3 || readdirSync(path.join(root, folder)).length > 0) return;
  rmSync(path.join(root, folder), { recursive: true });
  removeEmpty(root, path.posix.dirname(folder));
}

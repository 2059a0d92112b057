/** Folder of all books in the project. */
export const BOOKS = "course/books";

/** Folder of a lesson's book in the project, with slashes. */
export function bookFolder(slug: string): string {
  return `${BOOKS}/${slug}`;
}

/** Name of an exercise in addresses and file names: `exercise-01-2`. */
export function exerciseAnchor(id: string): string {
  return `exercise-${id.replace(".", "-")}`;
}

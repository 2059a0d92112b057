import type { Violation } from "./house.js";
import { topFiles, topFolders } from "./rooms.js";

/** Lines of a file beyond which it no longer fits in the head. */
export const longFile = 200;
/** Lines of a file that no file may pass. */
export const tooLongFile = 400;

/** Whether a path is code that a person writes and reads. */
export function isCode(path: string): boolean {
  return /\.(ts|mts|cts|js|mjs|cjs|py)$/.test(path);
}

/** Files and folders in the project's top folder that the plan does not know. */
export function findTopLevelStrangers(files: readonly string[]): Violation[] {
  const rule = "the top folder holds what the plan names";
  const strangers = new Map<string, string>();
  for (const path of files) {
    const [top, ...rest] = path.split("/");
    if (rest.length > 0 ? !topFolders.has(top) : !topFiles.has(top)) strangers.set(top, path);
  }
  return [...strangers].map(([top, path]) => ({
    rule,
    file: path,
    message: `${top} is not in the plan; the folders are ${[...topFolders].join(", ")}`,
  }));
}

/** Number of lines of each code file that has more than `limit`, longest first. */
export function filesLongerThan(limit: number, sources: ReadonlyMap<string, string>): [string, number][] {
  return [...sources]
    .filter(([path]) => isCode(path))
    .map(([path, text]): [string, number] => [path, text.replace(/\n$/, "").split("\n").length])
    .filter(([, lines]) => lines > limit)
    .sort((a, b) => b[1] - a[1]);
}

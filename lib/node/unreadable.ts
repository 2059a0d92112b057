import { basename } from "node:path";
import { FormatError } from "../core/errors.js";

/** What the system says when a file cannot be read, in words. */
export function unreadable(path: string, error: unknown): FormatError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new FormatError({
      file: path || "''",
      problem: "there is no such file",
      advice: "Look at the spelling and the folder.",
    });
  }
  if (code === "ENAMETOOLONG") return tooLong(path);
  return new FormatError({ file: path, problem: `it cannot be read (${code ?? String(error)})` });
}

/** The error of a name that a file system has no room for. */
export function tooLong(path: string): FormatError {
  const name = basename(path);
  return new FormatError({
    file: name.length > 60 ? `${name.slice(0, 57)}...` : name,
    problem: `this name or its path is too long for the file system (${path.length} letters)`,
    advice: "Choose a shorter one.",
  });
}

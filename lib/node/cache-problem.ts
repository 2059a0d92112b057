import { FormatError } from "../core/errors.js";

/** An error of the disk, in words that name the file and the way out; any other error as it is. */
export function cacheProblem(error: unknown, file: string): unknown {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  const elsewhere = "name another folder with IGDP_CACHE";
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new FormatError({
      file,
      problem: "the disk is full",
      advice: `Free some space, or ${elsewhere}.`,
    });
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "EBUSY") {
    const where = path === undefined || path.startsWith(file) ? "" : ` (${path})`;
    const advice = `Ask for the right to write there, or ${elsewhere}.`;
    return new FormatError({ file, problem: `it may not be written${where}`, advice });
  }
  if (code === "ENOTDIR" || code === "EEXIST") {
    return new FormatError({
      file,
      problem: "a file is in the way of one of its folders",
      advice: `Move it away, or ${elsewhere}.`,
    });
  }
  return new FormatError({
    file,
    problem: `it cannot be read or written (${code})`,
    advice: `Try again, or ${elsewhere}.`,
  });
}

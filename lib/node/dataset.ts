import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ArgumentError } from "../core/errors.js";
import type { TextFile } from "../core/report.js";
import { readTextFile } from "./files.js";
import { packageRoot } from "./package-root.js";

/** A dataset that comes with igdp. */
export interface Dataset {
  readonly name: string;
  /** The folder that holds it. */
  readonly folder: string;
  /** Names of its files, in the order of their numbers: `day-2.csv` before `day-10.csv`. Its generator is not listed. */
  readonly files: readonly string[];
  /** Reads one of its text files. */
  read(file: string): Promise<TextFile>;
  /** Reads all its text files whose names begin with `start`, in order. */
  readAll(start: string): Promise<TextFile[]>;
}

/**
 * Opens a dataset by its name.
 *
 * @param name - for example `first-survey`
 * @throws ArgumentError if there is none of that name; it lists those that there are
 *
 * @example
 * dataset("nowhere"); // throws ArgumentError
 */
export function dataset(name: string): Dataset {
  const home = join(packageRoot(), "datasets");
  const folder = join(home, name);
  if (!/^[\w-]+$/.test(name) || !existsSync(folder)) {
    const names = existsSync(home)
      ? readdirSync(home, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map((entry) => entry.name)
      : [];
    throw new ArgumentError({ argument: "name", value: name, accepted: `one of: ${names.join(", ")}` });
  }
  const order = new Intl.Collator("en", { numeric: true });
  const files = readdirSync(folder)
    .filter((file) => !file.endsWith(".ts"))
    .sort(order.compare);
  const read = async (file: string): Promise<TextFile> => {
    if (!files.includes(file)) {
      throw new ArgumentError({ argument: "file", value: file, accepted: `one of: ${files.join(", ")}` });
    }
    return { ...(await readTextFile(join(folder, file))), name: file };
  };
  return Object.freeze({
    name,
    folder,
    files,
    read,
    readAll: (start: string) => Promise.all(files.filter((file) => file.startsWith(start)).map(read)),
  });
}

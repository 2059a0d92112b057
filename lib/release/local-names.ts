import { isInsidePath } from "../formats/inside-path.js";

/** Turns names of files as commands were given them into names inside a release; the same folder stays one folder. */
export type LocalNames = (name: string) => string;

/**
 * Names of files without what a release must not tell or use: a path that leads down from where the command ran stays
 * as it is; of any other folder only its number is told.
 *
 * @example
 * const local = localNames();
 * local("./raw/points.csv"); // => "raw/points.csv"
 * local("/home/dao/survey/points.csv"); // => "folder-1/points.csv"
 * local("../points.csv"); // => "folder-2/points.csv"
 * local("C:\\survey\\stations.csv"); // => "folder-3/stations.csv"
 */
export function localNames(): LocalNames {
  const folders = new Map<string, string>();
  return (name) => {
    const plain = name
      .replaceAll("\\", "/")
      .split("/")
      .filter((part, k) => part !== "." && (part !== "" || k === 0))
      .join("/");
    if (isInsidePath(plain)) return plain;
    const folder = plain.replace(/[^/]*$/, "");
    if (!folders.has(folder)) folders.set(folder, `folder-${folders.size + 1}`);
    return `${folders.get(folder)}/${plain.slice(folder.length).replace(/[:\0]|^\.*$/g, "_")}`;
  };
}

/** A value of a report in which each text that names a file, or holds its name, tells the name in the release. */
export function renamed<Value>(value: Value, names: ReadonlyMap<string, string>): Value {
  if (typeof value === "string") {
    const exact = names.get(value);
    if (exact !== undefined) return exact as Value;
    // What is no path is left alone: a file may be called as a column is.
    const paths = [...names].filter(([given]) => /[\\/]/.test(given)).sort(([a], [b]) => b.length - a.length);
    return paths.reduce<string>((text, [given, local]) => text.replaceAll(given, local), value) as Value;
  }
  if (Array.isArray(value)) return value.map((entry: unknown) => renamed(entry, names)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, renamed(entry as unknown, names)]),
  ) as Value;
}

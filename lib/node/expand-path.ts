import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * The files that a path with `*` in its last part stands for, in the order of their numbers. Windows hands such
 * a path to the program as it was typed. A path without `*`, or one that names a file as it is, stands for itself.
 */
export function expandPath(path: string): string[] {
  const pattern = basename(path);
  const folder = dirname(path);
  if (!pattern.includes("*") || existsSync(path) || !existsSync(folder)) return [path];
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const matches = new RegExp(`^${parts.join(".*")}$`);
  const order = new Intl.Collator("en", { numeric: true });
  const found = readdirSync(folder)
    .filter((name) => matches.test(name))
    .sort(order.compare);
  return found.length === 0 ? [path] : found.map((name) => join(folder, name));
}

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TextFile } from "../../lib/core/report.js";

const root = fileURLToPath(new URL("../../../shared/realdata/", import.meta.url));

/** Where a folder of real data is, or undefined (with a message) where it is not on this machine. */
export function realData(folder: string): string | undefined {
  const path = `${root}${folder}/`;
  if (existsSync(path)) return path;
  console.log(`skipped: the real data '${folder}' are not beside this project`);
  return undefined;
}

/** A text file as the readers take it. */
export function textFile(path: string): TextFile {
  return { name: path.replace(/^.*\//, ""), text: readFileSync(path, "utf8"), sha256: "" };
}

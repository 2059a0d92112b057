import { execFileSync } from "node:child_process";
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

/** Text that the program xz unpacks, or undefined (with a message) where there is no such program. */
export function unpacked(path: string): string | undefined {
  try {
    return execFileSync("xz", ["--decompress", "--stdout", path], { encoding: "utf8", maxBuffer: 1e8 });
  } catch (error) {
    console.log(`skipped: the program xz is missing or failed (${(error as Error).message.split("\n")[0]})`);
    return undefined;
  }
}

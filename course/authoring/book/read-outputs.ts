import { readFileSync } from "node:fs";
import path from "node:path";
import { FormatError } from "../../../lib/index.js";
import { bookFolder } from "./places.js";
import type { RecordedOutputs } from "./recorded-outputs.js";

/**
 * Reads the record of a lesson's last run.
 *
 * @param root - the project's folder
 * @returns undefined where the lesson was never run
 * @throws FormatError where the file is no record
 */
export function readRecordedOutputs(root: string, slug: string): RecordedOutputs | undefined {
  const file = `${bookFolder(slug)}/outputs.json`;
  try {
    const record: RecordedOutputs = JSON.parse(readFileSync(path.join(root, file), "utf8"));
    if (Array.isArray(record?.cells)) return record;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  }
  throw new FormatError({
    file,
    problem: "this is not the record of a run",
    advice: `Remove it, and run npm run lessons -- --run ${slug}`,
  });
}

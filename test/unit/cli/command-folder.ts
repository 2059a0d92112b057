import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, vi } from "vitest";

/** What the tests of one command share: a new folder for each test, and what the command said. */
export interface CommandFolder {
  /** Path of a file in the test's folder, whose name has a blank. */
  readonly at: (name: string) => string;
  /** Lines on the standard output. */
  readonly said: string[];
  /** Lines on the standard error. */
  readonly warned: string[];
}

/** Sets up a folder before each test of a file, and catches what is printed. */
export function commandFolder(command: string): CommandFolder {
  let folder = "";
  const [said, warned]: [string[], string[]] = [[], []];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), `igdp ${command} `));
    said.length = 0;
    warned.length = 0;
    vi.spyOn(console, "log").mockImplementation((text: string) => void said.push(text));
    vi.spyOn(console, "error").mockImplementation((text: string) => void warned.push(text));
    vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  });
  afterEach(() => vi.restoreAllMocks());
  return { at: (name) => join(folder, name), said, warned };
}

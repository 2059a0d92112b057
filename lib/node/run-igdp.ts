import { spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "./package-root.js";

/** What a command said. */
export interface CommandResult {
  /** 0 where all went well. */
  readonly exitCode: number;
  /** What it printed. */
  readonly printed: string;
  /** Its warnings and errors. */
  readonly warnings: string;
}

/**
 * Runs a command of igdp in a process of its own, as it is typed in a terminal after the word `igdp`. A command that
 * fails throws nothing: `exitCode` and `warnings` tell it.
 *
 * @param words - the command and its arguments, each on its own: no shell reads them, so blanks in paths are safe
 * @param folder - where it runs; paths in `words` start there. Default: the current folder
 * @returns see {@link CommandResult}
 * @throws Error if `folder` does not exist
 *
 * @example
 * (await runIgdp(["grid", "--help"])).printed.slice(0, 18); // => "Usage: igdp grid ["
 * (await runIgdp(["gird"])).exitCode > 0; // => true
 */
export function runIgdp(words: readonly string[], folder: string = process.cwd()): Promise<CommandResult> {
  const program = join(packageRoot(), "dist", "lib", "cli", "main.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const said = { printed: "", warnings: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said.printed += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said.warnings += text;
    });
    child.on("error", reject);
    // A process that was killed has no code.
    child.on("close", (code) => resolve({ exitCode: code ?? 1, ...said }));
  });
}

/**
 * Makes a new empty folder among the temporary files of this computer, for work that nobody keeps.
 *
 * @returns its path
 *
 * @example
 * (await temporaryFolder()) === (await temporaryFolder()); // => false
 */
export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "igdp-"));
}

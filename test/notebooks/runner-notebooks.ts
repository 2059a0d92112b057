import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { places } from "../../course/environment/places.js";
import type { Cell } from "../../course/runner/notebook-file.js";
import type { NotebookReport } from "../../course/runner/report.js";
import { type RunOptions, runNotebook } from "../../course/runner/run-notebook.js";

export const PROJECT: string = fileURLToPath(new URL("../..", import.meta.url));
export const COMMAND: string = path.join(PROJECT, "dist", "lib", "cli", "main.js");

const missing = [
  existsSync(places(PROJECT).python) ? "" : "no .venv here: run npm start once",
  existsSync(path.join(PROJECT, "dist/course/environment/kernel/main.js"))
    ? ""
    : "not built: run npm run build",
].find(Boolean);
if (missing) console.warn(`The runner's tests are skipped: ${missing}.`);
export const skip: boolean = missing !== undefined && process.env.CI !== "true";

/** A folder of its own for each test file, with a blank in its path. */
export const folder: string = realpathSync(mkdtempSync(path.join(tmpdir(), "igdp runner ")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a notebook of code cells; a cell may be given with tags. */
export function notebook(
  name: string,
  cells: readonly (string | { code: string; tags: string[] })[],
  place = folder,
): string {
  const file = path.join(place, `${name}.ipynb`);
  const written = cells.map((cell, index) => ({
    cell_type: "code",
    id: `cell${index}`,
    metadata: typeof cell === "string" ? {} : { tags: cell.tags },
    source: typeof cell === "string" ? cell : cell.code,
    outputs: [],
    execution_count: null,
  }));
  const metadata = {
    kernelspec: { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" },
  };
  mkdirSync(place, { recursive: true });
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: written }));
  return file;
}

export async function run(file: string, options: RunOptions = {}): Promise<NotebookReport> {
  return runNotebook(file, { out: path.join(folder, "out", path.basename(file)), ...options });
}

export const statuses = ({ cells }: NotebookReport) => cells.map(({ status }) => status);

/** The text that a cell of the executed copy printed. */
export function printed({ executed }: NotebookReport, cell: number): string {
  const { cells } = JSON.parse(readFileSync(executed, "utf8")) as {
    cells: (Omit<Cell, "outputs"> & { outputs: { text?: string[] }[] })[];
  };
  return cells[cell].outputs.flatMap(({ text = [] }) => text).join("");
}

export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function endsWithin(seconds: number, pids: readonly number[]): Promise<boolean> {
  for (let tries = 0; tries < 10 * seconds; tries++) {
    if (!pids.some(lives)) return true;
    await delay(100);
  }
  return false;
}

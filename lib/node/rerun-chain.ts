import { copyFile, mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Chain, ChainLink } from "../release/chain.js";
import { rerunRefusal } from "../release/rerun-arguments.js";
import { fileChecksum } from "./file-checksum.js";
import { runIgdp } from "./run-igdp.js";

/** A file that a link made again. */
export interface RerunOutput {
  readonly link: number;
  readonly name: string;
  /** Checksum that the first run wrote down. */
  readonly expected: string;
  /** Checksum of the file now; undefined where it did not come out. */
  readonly actual?: string;
  /** Where it is now. */
  readonly path: string;
}

/** What became of a chain that was run again. */
export interface Rerun {
  readonly outputs: readonly RerunOutput[];
  /** Why the chain could not be run to its end; undefined where it could. */
  readonly stopped?: string;
}

/** Options of {@link rerunChain}. */
export interface RerunOptions {
  /** Empty folder to work in. */
  readonly folder: string;
  /** Where a raw file is, by its checksum. */
  readonly sources: ReadonlyMap<string, string>;
  readonly onLink?: (link: ChainLink, number: number) => void;
}

/**
 * Runs the commands of a chain again, one after the other, each in a folder of its own that holds nothing but its inputs.
 * A link that names a place outside that folder is not run. What a link made now, the next one reads.
 */
export async function rerunChain({ links }: Chain, options: RerunOptions): Promise<Rerun> {
  const made = new Map<string, string>();
  const outputs: RerunOutput[] = [];
  for (const [k, link] of links.entries()) {
    const place = join(options.folder, String(k + 1));
    await mkdir(place, { recursive: true });
    const where = `link ${k + 1}, igdp ${link.command}:`;
    // Before any file is copied to a name that the release chose.
    const refused = rerunRefusal(link);
    if (refused !== undefined) return { outputs, stopped: `${where} it is not rerun, because ${refused}` };
    for (const { name, sha256, fromLink } of link.inputs) {
      const from = fromLink === undefined ? options.sources.get(sha256) : made.get(sha256);
      if (from === undefined) return { outputs, stopped: `${where} there is no ${name} (SHA-256 ${sha256})` };
      await mkdir(dirname(join(place, name)), { recursive: true });
      await copyFile(from, join(place, name));
    }
    const plan =
      link.command === "compile" ? await textOf(join(place, link.inputs[0]?.name ?? "")) : undefined;
    const refusedPlan = rerunRefusal(link, plan);
    if (refusedPlan !== undefined)
      return { outputs, stopped: `${where} it is not rerun, because ${refusedPlan}` };
    options.onLink?.(link, k + 1);
    const failure = await failureOf([link.command, ...link.arguments], place);
    if (failure !== undefined) return { outputs, stopped: `${where} it failed: ${failure}` };
    for (const { name, sha256 } of link.outputs) {
      const path = join(place, name);
      const isThere = (await stat(path).catch(() => undefined))?.isFile() ?? false;
      const actual = isThere ? await fileChecksum(path) : undefined;
      outputs.push({ link: k + 1, name, expected: sha256, path, ...(actual !== undefined && { actual }) });
      if (isThere) made.set(sha256, path);
    }
  }
  return { outputs };
}

async function textOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}

/** Runs a command; returns what it said where it failed. */
async function failureOf(words: readonly string[], folder: string): Promise<string | undefined> {
  const { exitCode, warnings } = await runIgdp(words, folder);
  return exitCode === 0 ? undefined : warnings.trim().split("\n").pop() || `exit code ${exitCode}`;
}

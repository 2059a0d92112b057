import { createHash } from "node:crypto";
import type { InputFile, StepReport } from "../core/report.js";
import { expandPath } from "../node/expand-path.js";
import { fileChecksum } from "../node/file-checksum.js";
import { writeFiles } from "../node/files.js";
import { type ChainFile, type CommandRun, reportText } from "../release/command-run.js";
import { runningCommand } from "./command.js";

type Content = string | Uint8Array | Iterable<string>;

/** What {@link writeResults} needs to know beside the results. */
interface ResultFacts {
  /** Where the report goes; undefined for none. */
  readonly report: string | undefined;
  readonly steps: readonly StepReport[];
  /** Every file that was read: its path, with the checksum where it is known. */
  readonly inputs: readonly (string | InputFile)[];
}

/**
 * Writes the results of a command and, if it is wanted, its report: the steps, the command with its arguments, and the
 * checksum of each file that went in and came out. That makes the report a link of a chain that can be run again.
 *
 * @param files - contents by path, as `writeFiles` takes them
 */
export async function writeResults(
  files: Readonly<Record<string, Content>>,
  { report, steps, inputs }: ResultFacts,
): Promise<void> {
  const names = inputs.map((input) => (typeof input === "string" ? input : input.name));
  if (report === undefined) return writeFiles(files, { inputs: names });
  const told = [
    ...steps.flatMap((step) => step.inputs),
    ...inputs.filter((input) => typeof input !== "string"),
  ];
  const checksums = new Map(told.map(({ name, sha256 }) => [name, sha256]));
  const read = await Promise.all(
    [...new Set(names)].map(async (name): Promise<ChainFile> => {
      return { name, sha256: checksums.get(name) ?? (await fileChecksum(name)) };
    }),
  );
  const measured = Object.entries(files).map(([name, content]) => ({ name, ...hashed(content) }));
  const contents = Object.fromEntries(measured.map(({ name, content }) => [name, content]));
  // Texts that come in parts are hashed as they are written; the report is made when its turn comes, after them.
  const text = (function* () {
    const outputs = measured.flatMap(({ name, checksum }): ChainFile[] => {
      const answer = checksum();
      return answer === undefined ? [] : [{ name, ...answer }];
    });
    yield reportText(runOf(read, outputs), steps);
  })();
  await writeFiles({ ...contents, [report]: text }, { inputs: names });
}

interface Hashed {
  readonly content: Content;
  /** Undefined until everything was written. */
  readonly checksum: () => { readonly sha256: string; readonly bytes: number } | undefined;
}

function hashed(content: Content): Hashed {
  const hash = createHash("sha256");
  if (typeof content === "string" || content instanceof Uint8Array) {
    const sha256 = hash.update(content).digest("hex");
    const bytes = typeof content === "string" ? Buffer.byteLength(content) : content.length;
    return { content, checksum: () => ({ sha256, bytes }) };
  }
  let bytes = 0;
  let sha256: string | undefined;
  const watched = (function* () {
    for (const part of content) {
      hash.update(part);
      bytes += Buffer.byteLength(part);
      yield part;
    }
    sha256 = hash.digest("hex");
  })();
  return { content: watched, checksum: () => (sha256 === undefined ? undefined : { sha256, bytes }) };
}

/** The command as it was typed, without the report; a `*` is replaced by the files that it stood for. */
function runOf(inputs: readonly ChainFile[], outputs: readonly ChainFile[]): CommandRun | undefined {
  const running = runningCommand();
  if (running === undefined) return undefined;
  const names = new Set(inputs.map(({ name }) => name));
  const words: string[] = [];
  for (let k = 0; k < running.arguments.length; k++) {
    const word = running.arguments[k];
    if (word === "--report") k++;
    else if (word !== "--debug" && !word.startsWith("--report=")) {
      const expanded = word.includes("*") ? expandPath(word) : [word];
      words.push(...(expanded.every((name) => names.has(name)) ? expanded : [word]));
    }
  }
  return { command: running.command, arguments: words, inputs, outputs };
}

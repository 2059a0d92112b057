import type { InputFile, StepReport } from "../core/report.js";
import type { ChainFile, CommandRun, ReportFile } from "./command-run.js";
import { localNames, renamed } from "./local-names.js";

/** A file that a link of the chain reads, and where it comes from. */
export interface ChainInput extends ChainFile {
  /** Number of the link that made it, from 1; undefined for a file that no link made. */
  readonly fromLink?: number;
  /** True for a raw file: it stands at the beginning of the chain. */
  readonly isSource?: true;
}

/** One command of the chain, with what its report says. */
export interface ChainLink extends CommandRun {
  /** Version of igdp that ran it. */
  readonly version: string;
  readonly inputs: readonly ChainInput[];
  readonly steps: readonly StepReport[];
}

/** The way from raw files to the released ones. */
export interface Chain {
  readonly links: readonly ChainLink[];
  /** The raw files, each once. */
  readonly sources: readonly ChainFile[];
  /** Where the released files come from: name, checksum, and the link that made it. */
  readonly results: readonly ChainInput[];
  /** Sentences about what is missing between raw files and results; none where the chain is whole. */
  readonly missing: readonly string[];
}

/** Options of {@link makeChain}. */
export interface MakeChainOptions {
  /** The report files of the commands, in any order. */
  readonly reports: readonly (ReportFile & { readonly name: string })[];
  /** The files that are released: grids and points, as they were read. */
  readonly results: readonly InputFile[];
}

/**
 * Puts reports into a chain: each command after those whose outputs it reads. What belongs together is known by the
 * checksums alone; names are for people, and are changed to names inside the release.
 *
 * @param options - see {@link MakeChainOptions}
 * @returns links in the order in which they can be run again, and what is missing, in words
 *
 * @example
 * const sum = (letter: string) => letter.repeat(64);
 * const run = (command: string, from: string, to: string) => ({
 *   name: `${command}.json`, version: "0.1.0", steps: [],
 *   run: { command, arguments: [`${from}.csv`, "--out", `${to}.csv`], inputs: [{ name: `${from}.csv`, sha256: sum(from) }], outputs: [{ name: `${to}.csv`, sha256: sum(to) }] },
 * });
 * const chain = makeChain({ reports: [run("grid", "b", "c"), run("reduce", "a", "b")], results: [{ name: "c.csv", sha256: sum("c") }] });
 * chain.links.map((link) => link.command); // => ["reduce", "grid"]
 * chain.sources.map((source) => source.name); // => ["a.csv"]
 * chain.missing; // => []
 */
export function makeChain({ reports, results }: MakeChainOptions): Chain {
  const missing: string[] = [];
  for (const { name, run } of reports)
    if (run === undefined)
      missing.push(
        `${plainName(name)} does not say which command it is of (an older igdp wrote it): run that command again.`,
      );
  const runs = inOrder(reports.flatMap(({ run, ...rest }) => (run === undefined ? [] : [{ ...rest, run }])));
  const makers = new Map<string, number>();
  runs.forEach(({ run }, k) => {
    for (const { sha256 } of run.outputs) makers.set(sha256, k + 1);
  });
  const local = localNames();
  const sources = new Map<string, ChainFile>();
  const origin = (file: ChainFile, before: number): ChainInput => {
    const { name, sha256, bytes } = file;
    const link = makers.get(sha256);
    const facts = { name: local(name), sha256, ...(bytes !== undefined && { bytes }) };
    if (link !== undefined && link < before) return { ...facts, fromLink: link };
    return facts;
  };
  const links = runs.map(({ run, steps, version }, k): ChainLink => {
    const inputs = run.inputs.map((file): ChainInput => {
      const input = origin(file, k + 1);
      if (input.fromLink !== undefined) return input;
      const other = runs.findIndex(({ run: earlier }) =>
        earlier.outputs.some(({ name, sha256 }) => name === file.name && sha256 !== file.sha256),
      );
      if (other >= 0)
        missing.push(
          `${input.name} is not the file that igdp ${runs[other].run.command} wrote: it was changed before igdp ${run.command} read it.`,
        );
      if (!sources.has(input.sha256)) sources.set(input.sha256, input);
      return { ...input, isSource: true };
    });
    const outputs = run.outputs.map((file) => ({ ...file, name: local(file.name) }));
    const names = new Map([...run.inputs, ...run.outputs].map(({ name }) => [name, local(name)]));
    const words = run.arguments.map((word) => localWord(word, names));
    return { command: run.command, arguments: words, version, inputs, outputs, steps: renamed(steps, names) };
  });
  const ends = results.map((file): ChainInput => {
    const end = origin(file, Number.POSITIVE_INFINITY);
    if (end.fromLink === undefined) {
      missing.push(`${end.name} is not the result of any of the reports: nothing says how it was made.`);
      // It stands at the beginning of what is known.
      sources.set(end.sha256, end);
      return { ...end, isSource: true };
    }
    return end;
  });
  return { links, sources: [...sources.values()], results: ends, missing };
}

type Reported = Omit<MakeChainOptions["reports"][number], "run"> & { readonly run: CommandRun };

/** Each run after those whose outputs it reads; otherwise in the order given. */
function inOrder(reports: readonly Reported[]): Reported[] {
  const waiting = [...reports];
  const ordered: Reported[] = [];
  while (waiting.length > 0) {
    const isReady = ({ run }: Reported) =>
      !waiting.some(
        (other) =>
          other.run !== run &&
          other.run.outputs.some(({ sha256 }) => run.inputs.some((input) => input.sha256 === sha256)),
      );
    // Runs that wait for each other cannot be put in order: the first one goes on as it is.
    const next = Math.max(0, waiting.findIndex(isReady));
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}

/** An argument with the name of a file in it: alone, or after `--option=`. */
function localWord(word: string, names: ReadonlyMap<string, string>): string {
  const [, option = "", value = word] = /^(--[a-z-]+=)(.*)$/s.exec(word) ?? [];
  return option + (names.get(value) ?? value);
}

function plainName(name: string): string {
  return name.replace(/^.*[\\/]/, "");
}

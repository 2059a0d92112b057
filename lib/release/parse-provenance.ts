import { FormatError } from "../core/errors.js";
import type { InputFile } from "../core/report.js";
import { isInsidePath } from "../formats/inside-path.js";
import type { Chain, ChainInput, ChainLink } from "./chain.js";
import { isChecksum, isRecord, runOf, stepsOf } from "./command-run.js";
import type { ListedFile, Provenance } from "./release-parts.js";

/**
 * Reads `provenance.json`, which may come from a stranger: every path in it leads down from the release, and every
 * checksum is one.
 *
 * @throws FormatError that says what is wrong with it
 */
export function parseProvenance(text: string, file = "provenance.json"): Provenance {
  const fail = (problem: string): never => {
    throw new FormatError({ file, problem, advice: "The release is damaged, or was not made by igdp." });
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail(`this is no JSON (${(error as Error).message.slice(0, 80)})`);
  }
  if (!isRecord(value) || typeof value.igdp !== "string") return fail("it does not say which igdp wrote it");
  const listOf = (name: string): Record<string, unknown>[] => {
    const list: unknown = value[name];
    return Array.isArray(list) && list.every(isRecord) ? list : fail(`it has no list '${name}'`);
  };
  const inside = (path: unknown): string =>
    typeof path === "string" && isInsidePath(path)
      ? path
      : fail(`it names '${String(path).slice(0, 80)}', which is not inside the release`);
  const sum = ({ sha256 }: Record<string, unknown>): string =>
    isChecksum(sha256) ? sha256 : fail("one of its checksums is none");
  const named = (entry: unknown): InputFile =>
    isRecord(entry) ? { name: inside(entry.name), sha256: sum(entry) } : fail("a file in it has no name");
  const files = listOf("files").map((entry): ListedFile => {
    const { title, bytes } = entry;
    return { path: inside(entry.path), title: String(title), bytes: Number(bytes), sha256: sum(entry) };
  });
  const grids: unknown = value.grids;
  if (!Array.isArray(grids) || !grids.every((group) => Array.isArray(group) && group.length > 0))
    return fail("it has no list 'grids'");
  return {
    igdp: value.igdp,
    chain: chainOf(value.chain, named, fail),
    grids: (grids as unknown[][]).map((group) => group.map(named)),
    ...(value.points !== undefined && { points: named(value.points) }),
    sources: listOf("sources").map((entry) => ({ path: inside(entry.path), sha256: sum(entry) })),
    files,
  };
}

type Fail = (problem: string) => never;

function chainOf(value: unknown, named: (entry: unknown) => InputFile, fail: Fail): Chain {
  if (!isRecord(value)) return fail("it has no chain");
  const input = (entry: unknown): ChainInput => {
    const facts = isRecord(entry) ? entry : {};
    const { fromLink, isSource, bytes } = facts;
    return {
      ...named(entry),
      ...(typeof bytes === "number" && { bytes }),
      ...(typeof fromLink === "number" && { fromLink }),
      ...(isSource === true && { isSource }),
    };
  };
  const list = (name: string): unknown[] => {
    const found: unknown = value[name];
    return Array.isArray(found) ? found : fail(`its chain has no list '${name}'`);
  };
  const links = list("links").map((entry): ChainLink => {
    const run = runOf(entry);
    const facts = isRecord(entry) ? entry : {};
    const steps = stepsOf(facts.steps);
    if (run === undefined || steps === undefined || typeof facts.version !== "string")
      return fail("a link of its chain is damaged");
    return {
      command: run.command,
      arguments: run.arguments,
      version: facts.version,
      inputs: run.inputs.map(input),
      outputs: run.outputs.map(input),
      steps,
    };
  });
  return {
    links,
    sources: list("sources").map(input),
    results: list("results").map(input),
    missing: list("missing").map(String),
  };
}

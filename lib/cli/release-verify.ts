import { rmSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { VERSION } from "../core/report.js";
import { checkFiles, type FolderCheck } from "../node/check-files.js";
import { expandPath } from "../node/expand-path.js";
import { fileChecksum } from "../node/file-checksum.js";
import { readTextFile } from "../node/files.js";
import { readGridFile } from "../node/read-grid-file.js";
import { releaseTools } from "../node/release-tools.js";
import { type Rerun, rerunChain } from "../node/rerun-chain.js";
import { isRecord } from "../release/command-run.js";
import { parseProvenance } from "../release/parse-provenance.js";
import { listed, makeRelease } from "../release/release.js";
import type { Provenance } from "../release/release-parts.js";
import { type ReleaseSettings, releaseSettings } from "../release/settings.js";
import { EXIT, newCommand, runCommand } from "./command.js";
import { listOption } from "./options.js";
import { coastsFor, openGrids, openPoints, withNames } from "./release-open.js";

interface Options {
  readonly sources?: readonly string[];
  readonly checksumsOnly?: boolean;
  readonly font?: readonly string[];
}

/** `igdp release verify DIR`: are these the files that were released, and does the same map come out again? */
export async function run(argv: string[]): Promise<number> {
  let isGood = false;
  const command = newCommand(
    "release verify",
    "Computes every checksum of a release again, then runs its commands again from the raw files and compares what comes out. Nothing of the release is changed, and no command may reach outside a temporary folder. Exit code 1 if a file is missing or differs.",
    "igdp release verify out",
    { report: false },
  )
    .argument("<folder>", "the release")
    .option(
      "--sources <file>",
      "raw files that are not in the release; * stands for any letters; may be repeated",
      listOption,
    )
    .option("--checksums-only", "compare checksums alone, and run nothing")
    .option("--font <file>", "the fonts that the release was made with; may be repeated", listOption)
    .action(async (folder: string, options: Options) => {
      isGood = await verify(folder, options);
    });
  const code = await runCommand(command, argv);
  return code === EXIT.ok && !isGood && !argv.includes("--help") ? EXIT.failed : code;
}

async function verify(folder: string, options: Options): Promise<boolean> {
  const path = join(folder, "provenance.json");
  if (!(await stat(path).catch(() => undefined)))
    throw new FormatError({
      file: folder,
      problem: "there is no release here, for it has no provenance.json",
      advice: "Name the folder that igdp release wrote.",
    });
  const provenance = parseProvenance((await readTextFile(path)).text, path);
  const check = await checkFiles(folder, await listedFiles(folder, provenance));
  for (const line of check.lines) console.log(line);
  const { files } = provenance;
  console.log(`${check.good} of ${files.length + 1} files are as they were released`);
  const isWhole = check.good === files.length + 1;
  for (const gap of provenance.chain.missing) console.log(`not proven: ${gap}`);
  if (options.checksumsOnly) return isWhole;
  if (provenance.igdp !== VERSION)
    console.log(`note: the release was made by igdp ${provenance.igdp}, and this is ${VERSION}`);
  const isSame = await makeAgain(folder, provenance, check, options);
  return isWhole && isSame;
}

/** What is to be there: the files of provenance.json, and itself as SHA256SUMS has it. */
async function listedFiles(folder: string, { files }: Provenance) {
  const path = join(folder, "SHA256SUMS");
  const lines = (await readTextFile(path)).text.split("\n");
  const own = lines.find((line) => line.endsWith("  provenance.json"))?.slice(0, 64);
  if (own !== undefined) return [...files, { path: "provenance.json", sha256: own }];
  throw new FormatError({ file: path, problem: "it has no line for provenance.json" });
}

/** Runs the chain in a temporary folder, and makes the release again from what comes out. */
async function makeAgain(
  folder: string,
  provenance: Provenance,
  check: FolderCheck,
  options: Options,
): Promise<boolean> {
  const sources = new Map<string, string>();
  for (const { path, sha256 } of provenance.sources)
    if (!check.bad.has(path)) sources.set(sha256, join(folder, ...path.split("/")));
  for (const path of (options.sources ?? []).flatMap(expandPath)) sources.set(await fileChecksum(path), path);
  const work = await mkdtemp(join(tmpdir(), "igdp-verify-"));
  const tidyUp = () => {
    rmSync(work, { recursive: true, force: true });
    process.exit(130);
  };
  process.once("SIGINT", tidyUp);
  try {
    const rerun = await rerunChain(provenance.chain, {
      ...{ folder: work, sources },
      onLink: ({ command }, k) => console.log(`again: ${k}. igdp ${command}`),
    });
    if (rerun.stopped !== undefined) {
      console.log(`not made again: ${rerun.stopped}`);
      return false;
    }
    return await compare(folder, provenance, rerun, sources, options.font ?? []);
  } finally {
    process.off("SIGINT", tidyUp);
    await rm(work, { recursive: true, force: true });
  }
}

/** Compares the results of the chain and every file that is made of them. */
async function compare(
  folder: string,
  provenance: Provenance,
  { outputs }: Rerun,
  sources: ReadonlyMap<string, string>,
  fonts: readonly string[],
): Promise<boolean> {
  const used = new Set(
    [...provenance.chain.links.flatMap(({ inputs }) => inputs), ...provenance.chain.results].map(
      ({ sha256 }) => sha256,
    ),
  );
  const wrong = outputs.filter(({ expected, actual }) => used.has(expected) && expected !== actual);
  for (const { link, name, actual } of wrong)
    console.log(
      `${actual === undefined ? "did not come out" : "came out differently"}: ${name} (link ${link})`,
    );
  const made = new Map([
    ...sources,
    ...outputs.map(({ expected, path }): [string, string] => [expected, path]),
  ]);
  const pathOf = ({ sha256, name }: { sha256: string; name: string }): string => {
    const path = made.get(sha256);
    if (path !== undefined) return path;
    throw new FormatError({ file: name, problem: "it did not come out, and is not among the raw files" });
  };
  const grids = await openGrids(provenance.grids.map(([main]) => pathOf(main)));
  const points = provenance.points && (await openPoints(pathOf(provenance.points), grids));
  const settings = await settingsOf(folder);
  const parts = withNames({ grids, ...(points && { points }) }, provenance.chain.results);
  const again = await makeRelease(
    {
      ...parts,
      ...{ settings, chain: provenance.chain, ...coastsFor(settings, grids) },
      sources: [],
    },
    releaseTools(fonts),
  );
  const tools = releaseTools();
  const remade = new Map(again.map((file) => [file.path, listed(file, tools).sha256]));
  const compared = provenance.files.filter(({ path }) => !path.startsWith("source/"));
  const differing = compared.filter(({ path, sha256 }) => remade.get(path) !== sha256);
  for (const { path } of differing) console.log(`came out differently: ${path}`);
  for (const [k, { stem, grid }] of grids.entries()) await sayDifference(folder, stem, grid, settings, k);
  const isSame = wrong.length === 0 && differing.length === 0;
  console.log(
    isSame
      ? `the same map comes out: ${compared.length} files, byte for byte`
      : `${compared.length - differing.length} of ${compared.length} files come out byte for byte`,
  );
  return isSame;
}

/** How far a grid that came out now is from the released one. */
async function sayDifference(folder: string, stem: string, grid: Grid, settings: ReleaseSettings, k: number) {
  const ending = settings.gridFormats?.[0] ?? "nc";
  const released = await readGridFile(join(folder, "grids", `${stem}.${ending}`)).catch(() => undefined);
  if (released === undefined) return;
  const { values } = released.grid;
  if (values.length !== grid.values.length) {
    console.log(`grid ${k + 1}, ${stem}: ${grid.values.length} nodes now, ${values.length} released`);
    return;
  }
  let [largest, holes] = [0, 0];
  values.forEach((value, i) => {
    const now = grid.values[i];
    if (Number.isNaN(value) !== Number.isNaN(now)) holes++;
    else if (!Number.isNaN(value)) largest = Math.max(largest, Math.abs(value - now));
  });
  const gaps = holes > 0 ? `, and ${holes} nodes are empty in one of the two` : "";
  console.log(
    `grid ${k + 1}, ${stem}: largest difference ${Number(largest.toPrecision(3))} ${grid.units}${gaps}`,
  );
}

async function settingsOf(folder: string): Promise<ReleaseSettings> {
  const path = join(folder, "release.json");
  const { text } = await readTextFile(path);
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return releaseSettings(value);
  } catch (error) {
    throw new FormatError({ file: path, problem: (error as Error).message.replace(/\.$/, "") });
  }
  throw new FormatError({ file: path, problem: "it must be an object in { }" });
}

import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FormatError } from "../core/errors.js";
import type { InputFile } from "../core/report.js";
import { COLOR_SCALE_NAMES } from "../map/color-scale.js";
import { fileChecksum } from "../node/file-checksum.js";
import { readBytesFile } from "../node/files.js";
import { releaseTools } from "../node/release-tools.js";
import { checkFolder, writeFolder } from "../node/write-folder.js";
import { type Chain, makeChain } from "../release/chain.js";
import { type ChainFile, parseReport } from "../release/command-run.js";
import { LICENCE_NAMES } from "../release/licences.js";
import { makeRelease } from "../release/release.js";
import type { ReleaseFile, ReleaseParts } from "../release/release-parts.js";
import { SETTING_NAMES } from "../release/settings.js";
import { newCommand, runCommand } from "./command.js";
import { GRID_OUT, listOption, numberOption, oneOf } from "./options.js";
import { coastsFor, openGrids, openPoints, withNames } from "./release-open.js";
import { releasePlan } from "./release-settings.js";
import { run as verify } from "./release-verify.js";

interface Options extends Readonly<Record<string, unknown>> {
  readonly settings?: string;
  readonly withoutSources?: boolean;
  readonly replace?: boolean;
  readonly font?: readonly string[];
}

/** `igdp release DIR` and `igdp release verify DIR`. */
export function run(argv: string[]): Promise<number> {
  if (argv[0] === "verify") return verify(argv.slice(1));
  const command = newCommand(
    "release",
    "Makes one folder of everything that belongs to a map: sheets, grids, points, contours, the chain of reports with checksums, metadata, licence, quality statement and report. igdp release verify DIR checks it and makes the map again.",
    'igdp release out --grid bouguer.nc --points anomalies.csv --reports clean.json,reduce.json,grid.json --title "Gravity of the Khorat Plateau" --organisation "Department of Mineral Resources" --contact gravity@example.org --licence CC-BY-4.0 --date 2026-11-22',
    { report: false },
  )
    .argument("<folder>", "the new folder")
    .option("--grid <file>", "a grid to release; the first one is the map; may be repeated", listOption)
    .option("--points <file>", "the stations with their anomalies, CSV")
    .option(
      "--reports <files>",
      "reports of the commands that made them, as --report wrote them; with commas between, or repeated",
      commaList,
    )
    .option("--title <text>", "title of the map and of the release")
    .option("--organisation <name>", "who releases it")
    .option("--contact <mail>", "e-mail address for questions")
    .option("--licence <name>", LICENCE_NAMES.join(", "))
    .option(
      "--date <day>",
      "date of the release, 2026-11-22; no other clock is used, so that the files do not change",
    )
    .option("--licence-text <file>", "text of a licence of your own (.txt)")
    .option("--abstract <text>", "what was done and why: a text, or a file (.txt, .md)")
    .option(
      "--quality <text>",
      "what the reports cannot say of the data's quality: a text, or a file (.txt, .md)",
    )
    .option("--author <name>", "may be repeated", listOption)
    .option("--keyword <word>", "may be repeated", listOption)
    .option("--period <days>", "first and last day of the measurements: 2019-03-01/2021-11-30")
    .option("--address <url>", "where the release will stand in the web, for the metadata")
    .option(
      "--sources <files>",
      "raw files, where they are not where the reports say; * stands for any letters",
      commaList,
    )
    .option("--without-sources", "leave the raw files out; verify then needs them with --sources")
    .option(
      "--sheet <size>",
      "paper of the map sheets: A4, A3 (the default), A2, A1, A0",
      oneOf("A4", "A3", "A2", "A1", "A0"),
    )
    .option(
      "--dpi <number>",
      "resolution of the sheets in PNG; default 150",
      numberOption("dots per inch", [10, 600]),
    )
    .option("--grid-format <endings>", `nc,tif by default; of ${GRID_OUT}`, commaList)
    .option("--point-format <endings>", "beside CSV: gpkg,xyz by default", commaList)
    .option(
      "--contour-interval <value>",
      "distance between contours of the first grid",
      numberOption("the grid's units"),
    )
    .option("--color-scale <name>", COLOR_SCALE_NAMES.join(", "), oneOf(...COLOR_SCALE_NAMES))
    .option("--no-coasts", "draw no coasts and borders")
    .option("--synthetic", "mark the maps SYNTHETIC DATA")
    .option(
      "--font <file>",
      "a further font (TTF, OTF), for scripts that the shipped one lacks; may be repeated",
      listOption,
    )
    .option(
      "--settings <file>",
      `JSON with the same: grid, points, reports, sources, ${SETTING_NAMES.join(", ")}; what is typed counts`,
    )
    .option("--replace", "put the release in the place of an older one")
    .action(release);
  return runCommand(command, argv);
}

/** A parser for a list with commas between, which may be given several times. */
function commaList(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(",").map((word) => word.trim())].filter(Boolean);
}

async function release(folder: string, options: Options): Promise<void> {
  const { settings: settingsFile, withoutSources, replace = false, font = [], ...typed } = options;
  const { author, keyword, gridFormat, pointFormat, coasts, ...same } = typed;
  const lists = { authors: author, keywords: keyword, gridFormats: gridFormat, pointFormats: pointFormat };
  const { settings, inputs } = await releasePlan(
    { ...same, ...lists, ...(coasts === false && { coasts }) },
    settingsFile,
  );
  await checkFolder(folder, replace);
  const reports = await Promise.all(inputs.reports.map(reportFile));
  const grids = await openGrids(inputs.grid);
  const points = inputs.points === undefined ? undefined : await openPoints(inputs.points, grids);
  const results = [...grids.flatMap(({ files }) => files), ...(points ? [points.file] : [])];
  const chain = makeChain({ reports, results });
  const given = reports.flatMap(({ name, run }) =>
    (run?.inputs ?? []).flatMap((file) => [file, { ...file, name: join(dirname(name), file.name) }]),
  );
  const wanted = withoutSources ? [] : await findSources(chain, inputs.sources, [...results, ...given]);
  const parts: ReleaseParts = {
    ...withNames({ grids, ...(points && { points }) }, chain.results),
    ...{ settings, chain, sources: wanted, ...coastsFor(settings, grids) },
  };
  const files = await makeRelease(parts, releaseTools(font));
  await writeFolder(folder, files.map(folderFile), { replace });
  for (const gap of chain.missing) console.error(`warning: ${gap}`);
  if (!withoutSources) warnOfLostSources(chain, wanted);
  console.log(`${files.length} files → ${folder}; igdp release verify ${folder} checks them`);
}

async function reportFile(path: string) {
  const { bytes } = await readBytesFile(path);
  return { ...parseReport({ name: path, text: new TextDecoder().decode(bytes) }), name: path };
}

function folderFile({ path, bytes, copyOf }: ReleaseFile) {
  if (copyOf !== undefined) return { path, content: copyOf.from, isCopy: true };
  return { path, content: bytes ?? new Uint8Array() };
}

/** Where the raw files are: those that were named, or where the commands read them; known by their checksums. */
async function findSources(
  chain: Chain,
  named: readonly string[],
  given: readonly InputFile[],
): Promise<(ChainFile & { readonly from: string })[]> {
  const known = new Map<string, string>();
  for (const path of named) known.set(await checksumOf(path), path);
  const found: (ChainFile & { readonly from: string })[] = [];
  const taken = new Set<string>();
  for (const source of chain.sources) {
    const candidates = [
      known.get(source.sha256),
      ...given.filter((file) => file.sha256 === source.sha256).map(({ name }) => name),
    ];
    for (const from of new Set(candidates)) {
      const { bytes, sha256 } = from === undefined ? {} : await measured(from);
      if (from === undefined || sha256 !== source.sha256) continue;
      const name = taken.has(source.name.toLowerCase())
        ? `${sha256.slice(0, 8)}/${source.name}`
        : source.name;
      taken.add(name.toLowerCase());
      found.push({ name, sha256, bytes, from });
      break;
    }
  }
  return found;
}

async function checksumOf(path: string): Promise<string> {
  const { sha256 } = await measured(path);
  if (sha256 !== undefined) return sha256;
  throw new FormatError({ file: path, problem: "there is no such file", advice: "Look at --sources." });
}

async function measured(path: string): Promise<{ readonly bytes?: number; readonly sha256?: string }> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? { bytes: found.size, sha256: await fileChecksum(path) } : {};
}

function warnOfLostSources(chain: Chain, found: readonly InputFile[]): void {
  for (const { name, sha256 } of chain.sources)
    if (!found.some((source) => source.sha256 === sha256))
      console.error(
        `warning: the raw file ${name} is not in the release, for it is not where it was read; name it with --sources.`,
      );
}

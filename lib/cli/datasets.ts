import type { Command } from "commander";
import { ArgumentError, FormatError } from "../core/errors.js";
import { inMegabytes } from "../core/megabytes.js";
import { cacheFolder } from "../node/cache-folder.js";
import { type CatalogueEntry, readCatalogue } from "../node/catalogue.js";
import { type FetchDatasetOptions, type FetchedDataset, fetchDataset } from "../node/fetch-dataset.js";
import { type DatasetListing, listDatasets } from "../node/list-datasets.js";
import { EXIT, newCommand, runCommand } from "./command.js";
import { progressLine } from "./progress-line.js";

interface ListOptions {
  cache?: string;
  catalogue?: string;
  json?: boolean;
}

interface GetOptions extends ListOptions {
  from?: string;
}

const HELP = `Usage: igdp datasets list|get [options]

Open data by name: those that come with igdp, and real data that it fetches from their public homes.

  igdp datasets list                     which there are, how large, under which licence, and whether they are here
  igdp datasets get NAME                 fetch one; a broken download goes on where it stopped
  igdp datasets get NAME --from FOLDER   take it over from a folder or a memory stick, without any network

igdp datasets list --help and igdp datasets get --help explain the options.
`;

/** `igdp datasets list|get`: the data that igdp knows by name. */
export async function run(argv: string[]): Promise<number> {
  const [verb, ...rest] = argv;
  if (verb === "list") return runCommand(listCommand(), rest);
  if (verb === "get") return runCommand(getCommand(), rest);
  if (verb === "--help" || verb === "-h" || verb === "help") {
    console.log(HELP);
    return EXIT.ok;
  }
  console.error(`igdp datasets: ${verb === undefined ? "say" : `there is no '${verb}'; say`} list or get.`);
  console.error("(igdp datasets --help explains both)");
  return EXIT.usage;
}

function listCommand(): Command {
  const command = newCommand(
    "datasets list",
    "Lists the data that igdp knows by name, and whether they are on this computer.",
    "igdp datasets list",
    { report: false },
  );
  return withPlaces(command).action((options: ListOptions) => {
    const listed = listDatasets(options);
    if (options.json) return console.log(JSON.stringify(listed, null, 2));
    console.log(`${table(listed)}\n\nFetched data are kept in ${options.cache ?? cacheFolder()}`);
  });
}

function getCommand(): Command {
  const command = newCommand(
    "datasets get",
    "Fetches a dataset into the cache, checks it, and says where it is and how to cite it.",
    "igdp datasets get earth-geoid-10arcmin",
    { report: false },
  )
    .argument("<name>", "which one; igdp datasets list tells the names")
    .option("--from <folder>", "folder or memory stick that holds the files; no network (also: IGDP_FROM)");
  return withPlaces(command).action(get);
}

function withPlaces(command: Command): Command {
  return command
    .option("--cache <folder>", "where fetched data are kept (also: IGDP_CACHE)")
    .option("--catalogue <file>", "a catalogue of your own, in the form of datasets/catalogue.json of igdp")
    .option("--json", "print the answer as JSON");
}

async function get(name: string, options: GetOptions): Promise<void> {
  const entry = readCatalogue(options.catalogue).get(name);
  const stop = stopOnSignals();
  const progress = progressLine();
  if (entry !== undefined && !options.json) printRights(entry);
  let fetched: FetchedDataset;
  try {
    const { from, cache, catalogue } = options;
    const settings: FetchDatasetOptions = { from, cache, catalogue, signal: stop.signal };
    fetched = await fetchDataset(name, { ...settings, onProgress: progress.show });
  } catch (error) {
    if (stop.signal.aborted)
      throw new FormatError({
        file: name,
        problem: "stopped",
        advice: "The same command goes on from here.",
      });
    throw named(error);
  } finally {
    progress.end();
    stop.forget();
  }
  if (options.json) {
    const { license, licenseUrl, citation, homepage } = entry ?? {};
    return console.log(JSON.stringify({ ...fetched, license, licenseUrl, citation, homepage }, null, 2));
  }
  printFetched(fetched, entry);
}

/** Said before anything is fetched: what it is, and under which terms. */
function printRights({ title, summary, license, licenseUrl, homepage }: CatalogueEntry): void {
  console.log(`${title}\n${summary}\nLicence: ${license}, ${licenseUrl}\nHome: ${homepage}\n`);
}

function printFetched({ name, folder, files, verified }: FetchedDataset, entry?: CatalogueEntry): void {
  for (const file of files) {
    const from = file.origin === "here" ? "was here already" : `from ${file.origin}`;
    const check = verified ? "" : `\n  nobody could verify it; its SHA-256 is ${file.sha256}`;
    console.log(`${file.path}\n  ${inMegabytes(file.bytes)}, ${from}${check}`);
  }
  if (entry === undefined) console.log(`It comes with igdp; its README.md in ${folder} tells of its rights.`);
  else console.log(`\nCite: ${entry.citation}`);
  console.log(`In a notebook: dataset("${name}") of igdp/node`);
}

/** The argument of the library is called NAME on the command line. */
function named(error: unknown): unknown {
  if (!(error instanceof ArgumentError) || error.argument !== "name") return error;
  return new ArgumentError({ argument: "NAME", value: error.value, accepted: error.accepted });
}

function table(listed: readonly DatasetListing[]): string {
  const rows = listed.map(({ name, bytes, source, folder, license, title }) => [
    name,
    bytes === undefined ? "?" : inMegabytes(bytes),
    source === "bundled"
      ? "with igdp"
      : folder !== undefined
        ? "yes"
        : source === "by hand"
          ? "by hand"
          : "no",
    license.replace(/[(:;].*$/, "").trim(),
    title,
  ]);
  const all = [["name", "size", "here", "licence", "what it is"], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** A signal that Ctrl+C, a closed window or the end of the system gives, so that a part is kept for the next time. */
function stopOnSignals(): { readonly signal: AbortSignal; readonly forget: () => void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const names = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of names) process.once(name, stop);
  return {
    signal: controller.signal,
    forget: () => {
      for (const name of names) process.off(name, stop);
    },
  };
}

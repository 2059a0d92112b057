import { stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ArgumentError } from "../core/errors.js";
import { type CatalogueEntry, type CatalogueFile, readCatalogue } from "./catalogue.js";
import { dataset } from "./dataset.js";
import { bundledNames, type DatasetPlaces, fetchedFolder } from "./dataset-places.js";
import { fetchFile } from "./fetch-file.js";
import { describeFile, type FetchedFile, type FetchProgress, makeFolder, reporter } from "./fetched-file.js";
import { fileChecksum } from "./file-checksum.js";
import { handedFiles } from "./handed-files.js";
import { copyChecked, takeOver } from "./take-over-file.js";

/** Options of {@link fetchDataset}. */
export interface FetchDatasetOptions extends DatasetPlaces {
  /**
   * Folder or memory stick that holds the files; the network is not touched then. Default: the environment variable
   * `IGDP_FROM`, or the files' public homes.
   */
  readonly from?: string;
  /** Called as bytes come in. */
  readonly onProgress?: (progress: FetchProgress) => void;
  /** Stops the work; what came so far is kept aside, and the next call goes on from there. */
  readonly signal?: AbortSignal;
  /** Seconds without a byte after which a server counts as silent. Default 60. */
  readonly patience_s?: number;
  /** Seconds between two tries. Default 2. */
  readonly pause_s?: number;
}

/** What {@link fetchDataset} gives: the dataset is on this computer now. */
export interface FetchedDataset {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly FetchedFile[];
  /** True if the files are what they should be by their checksums; false where no checksum is known. */
  readonly verified: boolean;
}

/**
 * Brings a dataset of the catalogue onto this computer: from the cache if it is there, else from an installed package,
 * from the folder `from`, or from its public homes one after the other.
 *
 * A file stands in the cache only when it is whole and its SHA-256 is right. A download that broke goes on where it
 * stopped, if the file is still the same at its home. Several processes may fetch the same dataset at once.
 *
 * @param name - for example `earth-geoid-10arcmin`; `listDatasets` tells which there are
 * @param options - see {@link FetchDatasetOptions}
 * @throws ArgumentError if there is no such dataset or no such folder; FormatError that names the file, says what went
 *   wrong at each home, and what to do; the reason of `signal` if it was stopped
 *
 * @example
 * (await fetchDataset("first-survey")).files.some(({ name }) => name === "day-1.csv"); // => true
 * await fetchDataset("nowhere"); // throws ArgumentError: must be one of
 */
export async function fetchDataset(name: string, options: FetchDatasetOptions = {}): Promise<FetchedDataset> {
  const catalogue = readCatalogue(options.catalogue);
  const entry = catalogue.get(name);
  if (bundledNames().includes(name)) return bundled(name);
  if (entry === undefined) {
    const names = [...bundledNames(), ...catalogue.keys()];
    throw new ArgumentError({ argument: "name", value: name, accepted: `one of: ${names.join(", ")}` });
  }
  const from = options.from ?? (process.env.IGDP_FROM || undefined);
  if (from !== undefined && !(await stat(from).catch(() => undefined))?.isDirectory()) {
    throw new ArgumentError({ argument: "options.from", value: from, accepted: "a folder that is there" });
  }
  for (const [argument, value] of Object.entries({
    patience_s: options.patience_s,
    pause_s: options.pause_s,
  })) {
    if (value !== undefined && !(value >= 0 && value < 1e6))
      throw new ArgumentError({ argument: `options.${argument}`, value, accepted: "a number of seconds" });
  }
  options.signal?.throwIfAborted();
  const folder = fetchedFolder(name, options.cache);
  const files = entry.verified
    ? await checkedFiles(entry, folder, { ...options, from })
    : await handedFiles(entry, folder, { ...options, from });
  return { name, folder, files, verified: entry.verified };
}

async function bundled(name: string): Promise<FetchedDataset> {
  const { folder, files } = dataset(name);
  const described = files.map((file) => describeFile(join(folder, file), "here"));
  return { name, folder, files: await Promise.all(described), verified: true };
}

/** Files whose checksums are known. */
async function checkedFiles(
  entry: CatalogueEntry,
  folder: string,
  options: FetchDatasetOptions,
): Promise<FetchedFile[]> {
  const files: FetchedFile[] = [];
  for (const file of entry.files) {
    const path = join(folder, file.name);
    const isRight = (await fileChecksum(path, options.signal).catch(() => "")) === file.sha256;
    const origin = isRight ? "here" : await bring(file, path, entry.name, options);
    files.push(await describeFile(path, origin, file.sha256));
  }
  return files;
}

/** Brings one file to its path; gives where it came from. */
async function bring(
  file: CatalogueFile,
  path: string,
  name: string,
  options: FetchDatasetOptions,
): Promise<string> {
  const { from, signal, patience_s = 60, pause_s = 2 } = options;
  const onBytes = reporter(name, file.name, options.onProgress);
  await makeFolder(join(path, ".."));
  const installed = packagePath(file);
  if (installed && (await copyChecked(installed, path, file.sha256, { signal })) === file.sha256)
    return installed;
  if (from !== undefined) return takeOver(file, from, path, { signal, onBytes });
  return fetchFile(file, path, { dataset: name, signal, patience_s, pause_s, onBytes });
}

/** Where a file is in an installed package, if that is installed. */
function packagePath(file: CatalogueFile): string | undefined {
  if (file.package === undefined) return undefined;
  try {
    return createRequire(import.meta.url).resolve(file.package);
  } catch {
    return undefined;
  }
}

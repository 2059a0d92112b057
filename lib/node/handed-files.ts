import { basename, join } from "node:path";
import { FormatError } from "../core/errors.js";
import type { CatalogueEntry } from "./catalogue.js";
import { fetchedFiles } from "./dataset-places.js";
import { describeFile, type FetchedFile, type FetchProgress, makeFolder, reporter } from "./fetched-file.js";
import { findFiles } from "./find-file.js";
import { copyChecked } from "./take-over-file.js";

/** Options of {@link handedFiles}. */
interface HandedFilesOptions {
  readonly cache?: string;
  readonly from?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FetchProgress) => void;
}

/** Files that a person got: they are taken over as they are, for nobody knows their checksums. */
export async function handedFiles(
  entry: CatalogueEntry,
  folder: string,
  { from, ...options }: HandedFilesOptions,
): Promise<FetchedFile[]> {
  const { steps = "", pattern = "" } = entry.byHand ?? {};
  if (from === undefined) {
    const here = fetchedFiles(entry, options.cache);
    if (here.length > 0) return Promise.all(here.map((file) => describeFile(join(folder, file), "here")));
    throw new FormatError({
      file: entry.name,
      problem: "a person must fetch this, for igdp knows no checksum of it",
      advice: `Home: ${entry.homepage} ${steps} Then: npx igdp datasets get ${entry.name} --from FOLDER`,
    });
  }
  const found = await findFiles(from, pattern);
  if (found.length === 0) {
    throw new FormatError({
      file: entry.name,
      problem: `no file ${pattern} is in ${from}, nor in the folders in it`,
      advice: `Home: ${entry.homepage} ${steps}`,
    });
  }
  await makeFolder(folder);
  // Of two files of one name, the one nearer to the top is taken.
  const nearest = new Map([...found].reverse().map((path) => [basename(path), path]));
  const files: FetchedFile[] = [];
  for (const [name, origin] of [...nearest].sort()) {
    const path = join(folder, name);
    const onBytes = reporter(entry.name, name, options.onProgress);
    const sha256 = await copyChecked(origin, path, undefined, { signal: options.signal, onBytes });
    files.push(await describeFile(path, origin, sha256));
  }
  return files;
}

import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { cacheFolder } from "./cache-folder.js";
import type { CatalogueEntry } from "./catalogue.js";
import { packageRoot } from "./package-root.js";

/** Where datasets are looked for. */
export interface DatasetPlaces {
  /** Folder of the fetched data. Default: `cacheFolder()`, which the environment variable `IGDP_CACHE` sets. */
  readonly cache?: string;
  /** A catalogue of your own, as `datasets/catalogue.json` of igdp. Default: that one. */
  readonly catalogue?: string;
}

/** Folder of the datasets that come with igdp. */
export function bundledHome(): string {
  return join(packageRoot(), "datasets");
}

/** Names of the datasets that come with igdp. */
export function bundledNames(): string[] {
  if (!existsSync(bundledHome())) return [];
  return readdirSync(bundledHome(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Names of the data files in a folder, in the order of their numbers; no generators, no parts, no folders. */
export function dataFiles(folder: string): string[] {
  const order = new Intl.Collator("en", { numeric: true });
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".ts"))
    .map((entry) => entry.name)
    .sort(order.compare);
}

/** Folder in the cache that holds, or will hold, a dataset of the catalogue. */
export function fetchedFolder(name: string, cache: string = cacheFolder()): string {
  return join(resolve(cache), "datasets", name);
}

/** Files of a dataset that are in the cache if it is there as a whole, else none. A file that is there was checked. */
export function fetchedFiles(entry: CatalogueEntry, cache?: string): string[] {
  const folder = fetchedFolder(entry.name, cache);
  if (!existsSync(folder)) return [];
  if (!entry.verified) return dataFiles(folder);
  const isHere = entry.files.every(({ name, bytes }) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found?.isFile() && (bytes === undefined || found.size === bytes);
  });
  return isHere ? entry.files.map(({ name }) => name) : [];
}

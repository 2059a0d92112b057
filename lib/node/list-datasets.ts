import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readCatalogue } from "./catalogue.js";
import {
  bundledHome,
  bundledNames,
  type DatasetPlaces,
  dataFiles,
  fetchedFiles,
  fetchedFolder,
} from "./dataset-places.js";

/** A dataset in the list of all that igdp knows. */
export interface DatasetListing {
  readonly name: string;
  readonly title: string;
  readonly license: string;
  /** It comes with igdp, igdp fetches it, or a person fetches it and igdp takes it over. */
  readonly source: "bundled" | "fetched" | "by hand";
  /** Size of all its files in bytes; undefined where it is not known before it is here. */
  readonly bytes: number | undefined;
  /** True if igdp can tell the right files from wrong ones by their checksums. */
  readonly verified: boolean;
  /** The folder that holds it, if it is on this computer. */
  readonly folder: string | undefined;
}

/**
 * All datasets that igdp knows: first those that come with it, then the open data of the catalogue.
 *
 * @param places - where fetched data are; see {@link DatasetPlaces}
 * @throws FormatError if the catalogue cannot be read
 *
 * @example
 * const survey = listDatasets().find(({ name }) => name === "first-survey");
 * survey?.source; // => "bundled"
 * listDatasets().filter(({ name }) => name === "earth-geoid-10arcmin").length; // => 1
 */
export function listDatasets(places: DatasetPlaces = {}): DatasetListing[] {
  const bundled = bundledNames().map((name): DatasetListing => {
    const folder = join(bundledHome(), name);
    const source = "bundled";
    return {
      name,
      ...aboutBundled(folder),
      source,
      bytes: sizeOf(folder, dataFiles(folder)),
      verified: true,
      folder,
    };
  });
  const known = [...readCatalogue(places.catalogue).values()].map((entry): DatasetListing => {
    const { name, title, license, verified } = entry;
    const files = fetchedFiles(entry, places.cache);
    const folder = files.length > 0 ? fetchedFolder(name, places.cache) : undefined;
    const told = verified ? entry.files.map(({ bytes }) => bytes) : [undefined];
    const bytes = folder ? sizeOf(folder, files) : told.reduce((sum, size) => add(sum, size), 0);
    return { name, title, license, source: verified ? "fetched" : "by hand", bytes, verified, folder };
  });
  return [...bundled, ...known];
}

/** Title and rights of a bundled dataset, from its readme: the first sentence, and the line `Rights: …`. */
function aboutBundled(folder: string): { title: string; license: string } {
  let text = "";
  try {
    text = readFileSync(join(folder, "README.md"), "utf8");
  } catch {
    // A dataset without a readme is still a dataset.
  }
  const line = text.split("\n").find((candidate) => /^[*\w]/.test(candidate)) ?? "";
  return {
    title: line.replaceAll("*", "").replace(/\.(\s.*)?$/, ""),
    license: /Rights: ([^,.;\n]+)/.exec(text)?.[1] ?? "see its README.md",
  };
}

function sizeOf(folder: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}

function add(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

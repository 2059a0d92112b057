import { existsSync } from "node:fs";
import { join } from "node:path";
import { ArgumentError, FormatError } from "../core/errors.js";
import type { TextFile } from "../core/report.js";
import { type CatalogueEntry, readCatalogue } from "./catalogue.js";
import {
  bundledHome,
  bundledNames,
  type DatasetPlaces,
  dataFiles,
  fetchedFiles,
  fetchedFolder,
} from "./dataset-places.js";
import { type BytesFile, readBytesFile, readTextFile } from "./files.js";

/** A dataset that is on this computer: it came with igdp, or was fetched with `fetchDataset`. */
export interface Dataset {
  readonly name: string;
  /** The folder that holds it. */
  readonly folder: string;
  /** Names of its files, in the order of their numbers: `day-2.csv` before `day-10.csv`. Its generator is not listed. */
  readonly files: readonly string[];
  /** Reads one of its text files. */
  read(file: string): Promise<TextFile>;
  /** Reads all its text files whose names begin with `start`, in order. */
  readAll(start: string): Promise<TextFile[]>;
  /** Reads one of its files as bytes, for example a grid in netCDF. */
  readBytes(file: string): Promise<BytesFile>;
}

/**
 * Opens a dataset by its name: one that comes with igdp, or one of the catalogue that was fetched before.
 *
 * A fetched file is compared with its checksum whenever it is read.
 *
 * @param name - for example `first-survey`
 * @param places - where fetched data are; see {@link DatasetPlaces}
 * @throws ArgumentError if there is none of that name (it lists those that there are), or if it was not fetched yet (it
 *   says how)
 *
 * @example
 * dataset("first-survey").files.includes("day-1.csv"); // => true
 * dataset("nowhere"); // throws ArgumentError: must be one of
 */
export function dataset(name: string, places: DatasetPlaces = {}): Dataset {
  const bundled = join(bundledHome(), name);
  if (/^[\w-]+$/.test(name) && existsSync(bundled)) return opened(name, bundled, dataFiles(bundled));
  const catalogue = readCatalogue(places.catalogue);
  const entry = catalogue.get(name);
  if (entry === undefined) {
    const names = [...bundledNames(), ...catalogue.keys()];
    throw new ArgumentError({ argument: "name", value: name, accepted: `one of: ${names.join(", ")}` });
  }
  const files = fetchedFiles(entry, places.cache);
  if (files.length === 0) {
    throw new ArgumentError({
      argument: "name",
      value: name,
      accepted: "a dataset that is on this computer",
      advice: `Fetch it once: npx igdp datasets get ${name}`,
    });
  }
  return opened(name, fetchedFolder(name, places.cache), files, entry);
}

function opened(name: string, folder: string, files: readonly string[], entry?: CatalogueEntry): Dataset {
  const reader =
    <File extends { readonly sha256: string }>(from: (path: string) => Promise<File>) =>
    async (file: string): Promise<File> => {
      if (!files.includes(file)) {
        throw new ArgumentError({ argument: "file", value: file, accepted: `one of: ${files.join(", ")}` });
      }
      const content = { ...(await from(join(folder, file))), name: file };
      const expected = entry?.files.find((candidate) => candidate.name === file)?.sha256;
      if (expected !== undefined && content.sha256 !== expected) throw changed(join(folder, file), name);
      return content;
    };
  const read = reader(readPlainText);
  return Object.freeze({
    name,
    folder,
    files,
    read,
    readAll: (start: string) => Promise.all(files.filter((file) => file.startsWith(start)).map(read)),
    readBytes: reader(readBytesFile),
  });
}

async function readPlainText(path: string): Promise<TextFile> {
  if (/\.(xz|gz|zip)$/.test(path)) {
    throw new FormatError({
      file: path,
      problem: "this file is packed",
      advice:
        "Unpack a copy of it (7-Zip can on Windows, xz --decompress --keep elsewhere) and read that as a file.",
    });
  }
  return readTextFile(path);
}

function changed(path: string, name: string): FormatError {
  return new FormatError({
    file: path,
    problem: "this is not the file that was fetched (its SHA-256 is another)",
    advice: `Fetch it again: npx igdp datasets get ${name}`,
  });
}

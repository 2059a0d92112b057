import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FormatError } from "../core/errors.js";
import { packageRoot } from "./package-root.js";

/** A file of a dataset in the catalogue. */
export interface CatalogueFile {
  /** Its name in the cache, at its homes and on a memory stick. */
  readonly name: string;
  /** Its size; not known where only the checksum is cited. */
  readonly bytes?: number;
  /** SHA-256, 64 hexadecimal digits. */
  readonly sha256: string;
  /** Its public homes; the first that answers is taken. */
  readonly urls: readonly string[];
  /** Where it is in an npm package, for example `world-atlas/land-50m.json`; looked at before any network. */
  readonly package?: string;
}

/** A dataset in the catalogue: open data that do not come with igdp. */
export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly homepage: string;
  readonly license: string;
  readonly licenseUrl: string;
  readonly citation: string;
  /** True if the checksum of every file was computed or is cited. What is not verified is fetched by hand. */
  readonly verified: boolean;
  /** How the checksums are known. */
  readonly proof?: string;
  readonly files: readonly CatalogueFile[];
  /** How a person gets it, and the names that its files have (`*` stands for any letters). */
  readonly byHand?: { readonly steps: string; readonly pattern: string };
}

/**
 * Reads a catalogue of open data.
 *
 * @param path - a JSON file as `datasets/catalogue.json`; default: that one
 * @returns the entries by name, in the order of the file
 * @throws FormatError that names the file, the entry and what is wrong with it
 */
export function readCatalogue(
  path: string = join(packageRoot(), "datasets", "catalogue.json"),
): ReadonlyMap<string, CatalogueEntry> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const why =
      error instanceof SyntaxError
        ? `it is not JSON (${error.message})`
        : `it cannot be read (${(error as NodeJS.ErrnoException).code})`;
    throw new FormatError({
      file: path,
      problem: why,
      advice: "Look at the path, or leave the catalogue out to use the one of igdp.",
    });
  }
  const datasets = isRecord(parsed) && isRecord(parsed.datasets) ? parsed.datasets : undefined;
  if (datasets === undefined) throw new FormatError({ file: path, problem: "it has no object 'datasets'" });
  const entries = new Map<string, CatalogueEntry>();
  for (const [name, entry] of Object.entries(datasets)) {
    const problem = isRecord(entry) ? entryProblem(name, entry) : "it is not an object";
    if (problem !== undefined)
      throw new FormatError({ file: path, problem: `dataset '${name}': ${problem}` });
    entries.set(name, Object.freeze({ ...(entry as unknown as CatalogueEntry), name }));
  }
  return entries;
}

const TEXTS = ["title", "summary", "homepage", "license", "licenseUrl", "citation"] as const;
/** A plain name: it cannot lead out of the folder that it is put into. */
const PLAIN_NAME = /^[A-Za-z0-9_*][\w.*-]*$/;

function entryProblem(name: string, entry: Readonly<Record<string, unknown>>): string | undefined {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) return "its name must be small letters, digits and hyphens";
  const missing = TEXTS.find((key) => typeof entry[key] !== "string" || entry[key] === "");
  if (missing !== undefined) return `${missing} must be a text`;
  if (typeof entry.verified !== "boolean") return "verified must be true or false";
  if (!Array.isArray(entry.files)) return "files must be a list";
  if (!entry.verified) {
    const { byHand } = entry;
    const isWhole = isRecord(byHand) && typeof byHand.steps === "string" && isPlain(byHand.pattern);
    if (entry.files.length > 0) return "what is not verified has no files that igdp fetches";
    return isWhole ? undefined : "what is not verified needs byHand with steps and pattern";
  }
  if (typeof entry.proof !== "string") return "what is verified needs a proof: how the checksums are known";
  if (entry.files.length === 0) return "what is verified needs files";
  return entry.files.map(fileProblem).find((problem) => problem !== undefined);
}

function fileProblem(file: unknown): string | undefined {
  if (!isRecord(file) || !isPlain(file.name) || file.name.includes("*"))
    return "each file needs a plain name";
  const { name, bytes, sha256, urls } = file;
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256))
    return `${name}: sha256 must be 64 hexadecimal digits`;
  if (bytes !== undefined && !(Number.isInteger(bytes) && (bytes as number) > 0))
    return `${name}: bytes must be a whole number`;
  if (!Array.isArray(urls) || urls.length === 0) return `${name}: urls must be a list`;
  const wrong = urls.find((url) => typeof url !== "string" || !URL.canParse(url) || !/^https?:/.test(url));
  return wrong === undefined ? undefined : `${name}: ${String(wrong)} is not a web address`;
}

function isPlain(value: unknown): value is string {
  return typeof value === "string" && PLAIN_NAME.test(value) && !value.includes("..");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

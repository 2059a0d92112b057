import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileChecksum } from "./file-checksum.js";

/** What a folder holds, compared with a list. */
export interface FolderCheck {
  /** How many files of the list are there and have their checksum. */
  readonly good: number;
  /** Paths of the list that are missing or differ. */
  readonly bad: ReadonlySet<string>;
  /** A line for each file that is missing, differs, or is in no list. */
  readonly lines: readonly string[];
}

/**
 * Compares the files of a folder with a list of checksums. Links are not followed: what a link leads to is no part of the
 * folder.
 *
 * @param folder - the folder
 * @param files - paths inside it, with `/`, and their checksums
 */
export async function checkFiles(
  folder: string,
  files: readonly { readonly path: string; readonly sha256: string }[],
): Promise<FolderCheck> {
  const kinds = await kindsIn(folder, "");
  const lines: string[] = [];
  const bad = new Set<string>();
  for (const { path, sha256 } of files) {
    const kind = kinds.get(path);
    const fault =
      kind === undefined
        ? `missing: ${path}`
        : kind !== "file"
          ? `differs: ${path} is a ${kind}, not a file`
          : (await fileChecksum(join(folder, ...path.split("/")))) === sha256
            ? undefined
            : `differs: ${path}`;
    if (fault === undefined) continue;
    bad.add(path);
    lines.push(fault);
  }
  const known = new Set(["SHA256SUMS", ...files.map(({ path }) => path)]);
  for (const path of [...kinds.keys()].sort()) if (!known.has(path)) lines.push(`extra: ${path}`);
  return { good: files.length - bad.size, bad, lines };
}

/** Every entry in a folder that is no folder, by its path. */
async function kindsIn(folder: string, start: string): Promise<Map<string, "file" | "link" | "device">> {
  const found = new Map<string, "file" | "link" | "device">();
  for (const name of await readdir(join(folder, start))) {
    const path = start === "" ? name : `${start}/${name}`;
    const entry = await lstat(join(folder, path));
    if (entry.isDirectory()) for (const [inner, kind] of await kindsIn(folder, path)) found.set(inner, kind);
    else found.set(path, entry.isFile() ? "file" : entry.isSymbolicLink() ? "link" : "device");
  }
  return found;
}

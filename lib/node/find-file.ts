import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** How deep a folder or a memory stick is searched. */
const DEPTH = 5;

/**
 * Paths of all files in a folder, and in the folders in it, whose name fits: `*` stands for any letters, and small and
 * capital letters are the same, as on a memory stick. Those nearest to the top come first. What may not be read is
 * passed over.
 */
export async function findFiles(folder: string, pattern: string): Promise<string[]> {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const fits = new RegExp(`^${parts.join(".*")}$`, "i");
  const found: string[] = [];
  let level = [folder];
  for (let depth = 0; depth < DEPTH && level.length > 0; depth++) {
    const next: string[] = [];
    for (const place of level) {
      const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
      for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        if (entry.isDirectory() && entry.name !== "node_modules") next.push(join(place, entry.name));
        else if (fits.test(entry.name)) found.push(join(place, entry.name));
      }
    }
    level = next;
  }
  return found;
}

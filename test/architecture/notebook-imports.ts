import type { Violation } from "./house.js";
import { entryPoints, importsOf, resolveImport } from "./imports.js";

interface Notebook {
  readonly cells: readonly { readonly cell_type: string; readonly source: string | readonly string[] }[];
}

/**
 * Imports in a notebook's cells other than igdp's three entry points and the packages that igdp itself stands on.
 * A notebook that a trainee opens must run from a packed igdp, so it can reach no file of ours by its path.
 */
export function findNotebookViolations(
  notebooks: ReadonlyMap<string, string>,
  dependencies: ReadonlySet<string>,
): Violation[] {
  const found: Violation[] = [];
  for (const [file, text] of notebooks) {
    const { cells } = JSON.parse(text) as Notebook;
    for (const [index, cell] of cells.entries()) {
      if (cell.cell_type !== "code") continue;
      const source = typeof cell.source === "string" ? cell.source : cell.source.join("");
      for (const { specifier } of importsOf(`${file}.ts`, source)) {
        if (specifier === undefined || specifier in entryPoints) continue;
        const target = resolveImport(file, specifier, () => false);
        if (target.to === "package" && dependencies.has(target.name)) continue;
        found.push({
          rule: "notebooks import the entry points",
          file,
          message: `cell ${index + 1} imports '${specifier}'; allowed: ${Object.keys(entryPoints).join(", ")}`,
        });
      }
    }
  }
  return found;
}

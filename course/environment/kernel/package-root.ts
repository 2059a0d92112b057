import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of igdp's own `package.json`: the same from the sources and from `dist`. */
export function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = join(folder, "package.json");
    if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name === "igdp") return folder;
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error("igdp's package.json was not found above the kernel's files. Install igdp again.");
    }
    folder = parent;
  }
}

/** The `node_modules` folder that holds tslab, and with it igdp and the libraries that cells may import. */
export function findModulesFolder(packageRoot: string): string {
  const tslab = createRequire(join(packageRoot, "package.json")).resolve("tslab/package.json");
  return dirname(dirname(tslab));
}

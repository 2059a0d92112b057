import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, posix, win32 } from "node:path";
import { findModulesFolder, findPackageRoot } from "./package-root.js";

/** The folder name of the kernel, by which notebooks ask for it. */
export const KERNEL_NAME = "tslab";

/** A Jupyter kernelspec: the content of `kernel.json`. */
export interface Kernelspec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "signal" | "message";
  readonly env: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Where things are on this computer. */
export interface KernelPlaces {
  /** Absolute path of the Node.js program. */
  readonly node: string;
  /** Absolute path of igdp's folder. */
  readonly packageRoot: string;
  /** Absolute path of the `node_modules` folder with the libraries that cells import. */
  readonly modulesFolder: string;
  readonly platform: NodeJS.Platform;
}

/** The places of the Node.js and the igdp that run now. */
export function kernelPlaces(): KernelPlaces {
  const packageRoot = findPackageRoot();
  return {
    node: process.execPath,
    packageRoot,
    modulesFolder: findModulesFolder(packageRoot),
    platform: process.platform,
  };
}

/**
 * The kernelspec of the project's TypeScript kernel. All paths are absolute: a Jupyter server starts the
 * kernel in the folder of the notebook.
 */
export function kernelspec(places: KernelPlaces = kernelPlaces()): Kernelspec {
  const paths = places.platform === "win32" ? win32 : posix;
  return {
    argv: [
      places.node,
      "--enable-source-maps",
      "--disable-warning=ExperimentalWarning",
      // An interrupt stops code inside Node's callbacks; without this, Node then ends the process.
      "--no-force-async-hooks-checks",
      paths.join(places.packageRoot, "dist", "course", "environment", "kernel", "main.js"),
      "--config-path",
      "{connection_file}",
    ],
    display_name: "TypeScript (tslab)",
    language: "typescript",
    // By message, on every system: a signal cannot stop a loop after an await, and on Windows none at all.
    interrupt_mode: "message",
    // A notebook in a folder of its own finds igdp and its libraries here, after every other place.
    env: { NODE_PATH: places.modulesFolder },
    metadata: { debugger: false },
  };
}

/**
 * Writes the kernelspec to `<directory>/kernels/tslab/kernel.json`.
 *
 * @param directory - a Jupyter data folder, such as `share/jupyter` of a virtual environment
 * @returns the file's path, and whether it was written; a file that already says the same is left alone
 */
export function writeKernelspec(
  directory: string,
  spec: Kernelspec = kernelspec(),
): { readonly file: string; readonly written: boolean } {
  const file = join(directory, "kernels", KERNEL_NAME, "kernel.json");
  const text = `${JSON.stringify(spec, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, "utf8") === text) return { file, written: false };
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
  return { file, written: true };
}

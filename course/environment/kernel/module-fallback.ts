import { posix, win32 } from "node:path";

/** The functions of TypeScript's `sys` through which modules are found. */
export interface ModuleSystem {
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  readFile(path: string, encoding?: string): string | undefined;
  getDirectories(path: string): string[];
  realpath?(path: string): string;
}

/** Where modules are looked for in the end. */
export interface ModuleFallback {
  /** The folder of the notebook. */
  readonly workingFolder: string;
  /** The `node_modules` folder of the project. */
  readonly modulesFolder: string;
  readonly platform: NodeJS.Platform;
}

/**
 * Makes TypeScript look for modules in the project's `node_modules` after every other place, so that a
 * notebook in a trainee's own folder imports `igdp` with types. At run time `NODE_PATH` does the same.
 *
 * TypeScript climbs from the notebook's folder to the root of the drive, and looks in `node_modules` of each;
 * the `node_modules` of the root is the last. What is missing there is taken from the project.
 */
export function addModuleFallback(system: ModuleSystem, fallback: ModuleFallback): void {
  const { fileExists, directoryExists, readFile, getDirectories, realpath } = bound(system);
  const here = (path: string): string => repairDrive(path, fallback.platform);
  const there = (path: string): string | undefined => fallbackPath(path, fallback);
  const exists = (path: string): boolean => fileExists(path) || directoryExists(path);

  /** The path itself if it exists, or else where the project keeps it. */
  const find = (path: string): string => {
    const first = here(path);
    const second = there(first);
    return second === undefined || exists(first) ? first : second;
  };
  system.fileExists = (path) => fileExists(find(path));
  system.directoryExists = (path) => directoryExists(find(path));
  system.readFile = (path, encoding) => readFile(find(path), encoding);
  system.getDirectories = (path) => getDirectories(find(path));
  if (realpath) system.realpath = (path) => realpath(find(path));
}

/** Where the project keeps what TypeScript looks for in the root's `node_modules`; undefined for other paths. */
export function fallbackPath(path: string, fallback: ModuleFallback): string | undefined {
  const { parse } = fallback.platform === "win32" ? win32 : posix;
  const rootModules = `${slashed(parse(fallback.workingFolder).root)}node_modules`;
  const wanted = slashed(path);
  const same = fallback.platform === "win32" ? wanted.toLowerCase() : wanted;
  const prefix = fallback.platform === "win32" ? rootModules.toLowerCase() : rootModules;
  if (same !== prefix && !same.startsWith(`${prefix}/`)) return undefined;
  return slashed(fallback.modulesFolder) + wanted.slice(rootModules.length);
}

/**
 * Undoes what tslab does to a path on another Windows drive than the notebook's: it glues the path to its own
 * folder, `C:/…/tslab/D:/data/x.d.ts`.
 */
export function repairDrive(path: string, platform: NodeJS.Platform): string {
  return platform === "win32" ? path.replace(/^.+[\\/](?=[A-Za-z]:[\\/])/, "") : path;
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

function bound(system: ModuleSystem): ModuleSystem {
  return {
    fileExists: system.fileExists.bind(system),
    directoryExists: system.directoryExists.bind(system),
    readFile: system.readFile.bind(system),
    getDirectories: system.getDirectories.bind(system),
    realpath: system.realpath?.bind(system),
  };
}

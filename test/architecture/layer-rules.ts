import ts from "typescript";
import { findCycles } from "./cycles.js";
import {
  type Edge,
  edgesOf,
  fileGraph,
  type House,
  isIndex,
  isPure,
  isTableFile,
  libRoom,
  type Violation,
} from "./house.js";
import { arqueroLoads, bootProblems } from "./reach-rules.js";
import { courseRooms, dividedRooms, libRooms, purePackages, pureRooms } from "./rooms.js";

/** An import that was found, with the file that holds it. */
type Rule = (file: string, edge: Edge, house: House) => string | undefined;

/** Every import that breaks the plan of the house, and every source outside its room. */
export function findLayerViolations(house: House): Violation[] {
  const edges = edgesOf(house);
  const found: Violation[] = [];
  for (const file of house.sources.keys()) {
    const misplaced = placeProblem(file);
    if (misplaced) found.push({ rule: "every source in its room", file, message: misplaced });
    for (const edge of edges.get(file) ?? []) {
      for (const [rule, check] of Object.entries(rules)) {
        const message = check(file, edge, house);
        if (message) found.push({ rule, file, line: edge.line, message });
      }
    }
  }
  return [
    ...found,
    ...findCycles(fileGraph(edges, () => true)).map((cycle) => ({
      rule: "no cycles",
      file: cycle[0],
      message: `these files import each other in a circle: ${[...cycle, cycle[0]].join(" → ")}`,
    })),
    ...arqueroLoads(house.sources, edges),
    ...bootProblems(house, edges),
    ...indexProblems(house.sources),
  ];
}

const rules: Readonly<Record<string, Rule>> = {
  "imports lead somewhere": (_file, { target, specifier, kind }) => {
    if (target.to === "nowhere")
      return specifier === undefined || specifier === ""
        ? undefined
        : `'${specifier}' leads to ${target.path}, which is not there`;
    return kind === "worker" && target.to !== "file" ? `worker '${specifier}' is not a file` : undefined;
  },

  "no computed import in lib": (file, { specifier }) =>
    file.startsWith("lib/") && specifier === undefined
      ? "an import must name its target in quotes"
      : undefined,

  "rooms of lib": (file, { target, kind }) => {
    if (!file.startsWith("lib/") || target.to !== "file" || !target.path.startsWith("lib/")) return undefined;
    const [from, to] = [libRoom(file), libRoom(target.path)];
    if (isIndex(target.path)) return `imports ${target.path}; inside lib, import the file, never an index.ts`;
    if (from === "index") return pureRooms.includes(to) ? undefined : `igdp is pure and cannot hold ${to}`;
    if (from === to || libRooms[from]?.includes(to)) return undefined;
    const allowed = libRooms[from]?.length ? libRooms[from].join(", ") : "no other room";
    return `${from} imports ${to}${kind === "type" ? " (for a type)" : ""}, but may import ${allowed}; what both need belongs in core, earth or kernels`;
  },

  "lib never imports course": (file, { target, kind }) => {
    if (!file.startsWith("lib/") || target.to !== "file" || !target.path.startsWith("course/"))
      return undefined;
    const lazy = libRoom(file) === "cli" && kind === "dynamic" && target.path.startsWith("course/cli/");
    return lazy ? undefined : `imports ${target.path}; only lib/cli may, as await import("…/course/cli/…")`;
  },

  "course enters by the door": (file, { target }) => {
    const outside = file.startsWith("course/") || file.startsWith("datasets/");
    if (!outside || target.to !== "file" || !target.path.startsWith("lib/")) return undefined;
    const doors = file.startsWith("datasets/") ? ["lib/index.ts"] : ["lib/index.ts", "lib/node/index.ts"];
    return doors.includes(target.path) ? undefined : `imports ${target.path}; allowed: ${doors.join(", ")}`;
  },

  "nobody imports datasets": (file, { target }) => {
    if (target.to !== "file") return undefined;
    if (!target.path.startsWith("datasets/"))
      return file.startsWith("datasets/") && target.path.startsWith("course/")
        ? `imports ${target.path}; a generator may import igdp only`
        : undefined;
    const own = file.split("/").slice(0, 2).join("/");
    return target.path.startsWith(`${own}/`) && file.startsWith("datasets/")
      ? undefined
      : `imports ${target.path}; data are opened by name`;
  },

  "files import lib, course and datasets only": (_file, { target }) =>
    target.to === "file" && !/^(lib|course|datasets)\//.test(target.path) && target.path !== "package.json"
      ? `imports ${target.path}`
      : undefined,

  "pure rooms": (file, { target }) => {
    if (!isPure(file)) return undefined;
    if (target.to === "builtin")
      return `imports ${target.name}; a pure room has no file system and no process (use a port, and lib/node)`;
    return target.to === "package" && !purePackages.has(target.name)
      ? `imports ${target.name}, which is not on the list of pure packages in test/architecture/rooms.ts`
      : undefined;
  },

  "packages stand in dependencies": (file, { target }, { dependencies, devDependencies }) =>
    target.to === "package" &&
    !dependencies.has(target.name) &&
    !(isUnshipped(file) && devDependencies?.has(target.name))
      ? `imports ${target.name}, which is not in package.json's dependencies${target.name === "igdp" ? " (use igdp, igdp/node or igdp/course)" : ""}`
      : undefined,

  "nobody imports the authoring tools": (file, { target }) =>
    target.to === "file" && isUnshipped(target.path) && !isUnshipped(file)
      ? `imports ${target.path}; the authoring tools are not shipped`
      : undefined,

  "arquero stays in table files": (file, { target }) =>
    target.to === "package" && target.name === "arquero" && !isTableFile(file)
      ? "imports arquero; only files named *-table.ts may"
      : undefined,
};

/** Build tools of the course, which only a clone of the project has. */
function isUnshipped(path: string): boolean {
  return path.startsWith("course/authoring/");
}

function placeProblem(path: string): string | undefined {
  const [top, room, part, ...rest] = path.split("/");
  if (top === "lib") {
    if (path === "lib/index.ts") return undefined;
    if (!(room in libRooms) || part === undefined)
      return `lib has the rooms ${Object.keys(libRooms).join(", ")}`;
    if (!path.endsWith(".ts")) return "lib holds TypeScript only";
    const parts = dividedRooms[room];
    return parts && !(parts.includes(part) && rest.length > 0)
      ? `lib/${room} is divided into ${parts.join(", ")}`
      : undefined;
  }
  if (top === "course")
    return courseRooms.includes(room) && part !== undefined
      ? undefined
      : `course has the rooms ${courseRooms.join(", ")}`;
  return part?.endsWith(".ts") && rest.length === 0
    ? undefined
    : "datasets hold their generator and its model, datasets/NAME/*.ts";
}

/** An index is the list of public names and nothing else. */
function indexProblems(sources: ReadonlyMap<string, string>): Violation[] {
  return [...sources].flatMap(([file, text]) => {
    if (!file.startsWith("lib/") || !isIndex(file)) return [];
    const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    return parsed.statements
      .filter((statement) => !ts.isExportDeclaration(statement))
      .map((statement) => ({
        rule: "an index holds exports only",
        file,
        line: parsed.getLineAndCharacterOfPosition(statement.getStart(parsed)).line + 1,
        message: "holds something else than `export { … } from`",
      }));
  });
}

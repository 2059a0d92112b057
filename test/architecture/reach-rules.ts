import { type Edge, fileGraph, type House, isIndex, isPure, isTableFile, type Violation } from "./house.js";

/** Array functions and worker entries that would load arquero through the files that they import. */
export function arqueroLoads(
  sources: ReadonlyMap<string, string>,
  edges: ReadonlyMap<string, readonly Edge[]>,
): Violation[] {
  const graph = fileGraph(edges, ({ kind }) => kind === "static");
  const workers = new Set(
    [...edges.values()]
      .flat()
      .flatMap(({ kind, target }) => (kind === "worker" && target.to === "file" ? [target.path] : [])),
  );
  const loads = (file: string) =>
    edges
      .get(file)
      ?.some(({ kind, target }) => kind === "static" && target.to === "package" && target.name === "arquero");
  const found: Violation[] = [];
  for (const file of sources.keys()) {
    const isWorker = workers.has(file) || /-worker\.ts$/.test(file);
    const isArrayCode = file.startsWith("lib/") && isPure(file) && !isIndex(file) && !isTableFile(file);
    if (!isWorker && !isArrayCode) continue;
    const way = wayTo(file, graph, (other) => Boolean(loads(other)));
    if (way && way.length > 1)
      found.push({
        rule: "arrays and workers load no arquero",
        file,
        message: `${isWorker ? "a worker entry" : "an array function"} loads arquero: ${way.join(" → ")} → arquero; take arrays, or name the file *-table.ts`,
      });
  }
  return found;
}

/** What runs before `npm ci` has no packages and no built files to lean on. */
export function bootProblems(house: House, edges: ReadonlyMap<string, readonly Edge[]>): Violation[] {
  const found: Violation[] = [];
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { kind, target, line, specifier } of edges.get(file) ?? []) {
      if (kind !== "static" || target.to === "builtin") continue;
      if (target.to === "file" && target.path.endsWith(".mjs")) visit(target.path);
      else
        found.push({
          rule: "set-up scripts stand alone",
          file,
          line,
          message: `imports '${specifier}', but runs before anything is installed or built: node: modules and .mjs files only`,
        });
    }
  };
  for (const script of house.bootScripts) visit(script);
  return found;
}

/** The shortest way from a file to one that fits, or `undefined`. */
function wayTo(
  start: string,
  graph: ReadonlyMap<string, readonly string[]>,
  fits: (file: string) => boolean,
): string[] | undefined {
  const before = new Map<string, string | undefined>([[start, undefined]]);
  for (const file of before.keys()) {
    if (fits(file)) {
      const way: string[] = [];
      for (let at: string | undefined = file; at !== undefined; at = before.get(at)) way.unshift(at);
      return way;
    }
    for (const next of graph.get(file) ?? []) if (!before.has(next)) before.set(next, file);
  }
  return undefined;
}

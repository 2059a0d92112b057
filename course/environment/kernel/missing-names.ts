/** What a cell of the course imports, and from where; `*` stands for everything, under the name itself. */
const IMPORTED = new Map([
  ["igdp", ["*", "igdp"]],
  ["aq", ["*", "arquero"]],
  ["dataset", ["dataset", "igdp/node"]],
  ["exercise", ["exercise", "igdp/course"]],
  ["show", ["show", "igdp/course"]],
  ["progress", ["progress", "igdp/course"]],
  ["____", ["____", "igdp/course"]],
]);
/** Nearly every lesson needs these two, so they are named together. */
const COURSE = ["exercise", "show"];

/** How TypeScript says that it does not know a name, at its different places in the code. */
const MISSING =
  /^(?:Cannot find (?:name|namespace) '([^']+)'|No value exists in scope for the shorthand property '([^']+)')\./;

/**
 * What helps against names that TypeScript does not know. Most often the trainee has not run the cells above,
 * has restarted the kernel, or has deleted a cell; for the course's own names an import is missing.
 *
 * @param messages - messages of TypeScript, about a cell
 * @returns lines to put under the errors, short enough for a narrow screen, where JupyterLab breaks lines within
 *   words; none if no message is about an unknown name
 */
export function aboutMissingNames(messages: readonly string[]): readonly string[] {
  const found = messages.flatMap((message) => {
    const [, name, shorthand] = MISSING.exec(message) ?? [];
    return name || shorthand ? [{ name: name ?? shorthand, misspelled: /Did you mean/.test(message) }] : [];
  });
  const names = [...new Set(found.map(({ name }) => name))];
  const toImport = names.filter((name) => IMPORTED.has(name));
  const toMake = names.filter((name) => !IMPORTED.has(name));
  return [...aboutImports(toImport), ...aboutCells(toMake, found[0]?.misspelled === true)];
}

function aboutImports(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const lines = importLines(names);
  const these = lines.length === 1 ? "this line" : "these lines";
  const are = names.length === 1 ? "is" : "are";
  return [
    `${list(names)} ${are} not imported yet.`,
    `Run the cell that has ${these}, or write ${these} at the top of your cell:`,
    ...lines.map((line) => `  ${line}`),
  ];
}

function importLines(names: readonly string[]): readonly string[] {
  const wanted = new Map<string, Set<string>>();
  for (const name of names) {
    const [what, from] = IMPORTED.get(name) ?? [];
    if (!what || !from) continue;
    const parts = wanted.get(from) ?? new Set(from === "igdp/course" ? COURSE : []);
    wanted.set(from, parts.add(what === "*" ? `* as ${name}` : what));
  }
  return [...wanted].map(([from, parts]) => {
    const what = [...parts].sort().join(", ");
    return `import ${what.startsWith("*") ? what : `{ ${what} }`} from "${from}";`;
  });
}

function aboutCells(names: readonly string[], misspelled: boolean): readonly string[] {
  if (names.length === 0) return [];
  const fact = `o cell that was run so far without an error makes ${list(names)}.`;
  const first = "Run the cells above first, from top to bottom";
  // Most often the suggestion is right, and a long text would hide it.
  if (misspelled) return [`If the spelling is right: n${fact}`, `${first}.`];
  const [it, its] = names.length === 1 ? ["it", "its"] : ["them", "their"];
  return [
    `N${fact}`,
    `${first} (in JupyterLab: Run > Run All Above Selected Cell).`,
    "After a restart of the kernel, all of them must run again.",
    `If ${its} cell was deleted: Edit > Undo Cell Operation, open a new copy of the notebook, or make ${it} yourself.`,
  ];
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

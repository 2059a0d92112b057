/** Lines of a text that fit, as `file:line text`. */
export function linesWith(pattern: RegExp, files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) =>
    text
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
}

/** Scripts of package.json that a text tells its reader to run: `npm start`, `npm test`, `npm run NAME`. */
export function npmScriptsIn(text: string): string[] {
  const found = [...text.matchAll(/\bnpm (?:(start|test)\b|run (?:-s |--silent )?([\w:-]+))/g)];
  return [...new Set(found.map(([, short, long]) => short ?? long))].sort();
}

/** Files of the project that a text calls by `node PATH`. */
export function nodeScriptsIn(text: string): string[] {
  return [
    ...new Set(
      [...text.matchAll(/\bnode ((?:lib|course|datasets|test)\/[\w./-]+)/g)].map(([, path]) => path),
    ),
  ];
}

/** Whether a change log has a heading for a version. */
export function hasEntry(changelog: string, version: string): boolean {
  return changelog
    .split("\n")
    .some((line) => new RegExp(`^## \\[?v?${version.replaceAll(".", "\\.")}\\b`).test(line));
}

/** Addresses of servers in a package lock: it must install from whichever registry its reader has. */
export function lockedAddresses(lock: string): string[] {
  const { packages } = JSON.parse(lock) as { packages: Record<string, { resolved?: string }> };
  return Object.entries(packages).flatMap(([name, { resolved }]) =>
    resolved?.includes("://") ? [name] : [],
  );
}

/** Notebooks of which a cell keeps an output or a count of its last run. */
export function notebooksWithOutput(notebooks: ReadonlyMap<string, string>): string[] {
  return [...notebooks].flatMap(([path, text]) => {
    const { cells } = JSON.parse(text) as {
      cells: { cell_type: string; outputs?: unknown[]; execution_count?: number | null }[];
    };
    const kept = cells.some(
      (cell) =>
        cell.cell_type === "code" && (cell.outputs?.length || (cell.execution_count ?? null) !== null),
    );
    return kept ? [path] : [];
  });
}

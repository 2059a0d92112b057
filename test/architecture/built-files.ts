import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { projectFolder, readProjectFiles } from "./project-files.js";

interface BuildInfo {
  readonly fileNames: readonly string[];
  readonly fileInfos: readonly (string | { readonly version: string })[];
}

/** Files below `dist`, as paths from the project's folder with forward slashes. */
export function builtFiles(): string[] {
  const folder = join(projectFolder, "dist");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(projectFolder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
}

/**
 * What is wrong with `dist`: sources that were not built, that changed since, or that are gone while their output
 * stayed. The compiler's own checksums are compared, not times, which a checkout changes without need.
 */
export function buildProblems(): string[] {
  const path = join(projectFolder, "dist", ".tsbuildinfo");
  if (!existsSync(path)) return ["dist is missing: run npm run build first"];
  const { fileNames, fileInfos } = JSON.parse(readFileSync(path, "utf8")) as BuildInfo;
  const versions = new Map(
    fileNames.map((name, index): [string, string] => {
      const info = fileInfos[index];
      return [posix.normalize(posix.join("dist", name)), typeof info === "string" ? info : info.version];
    }),
  );
  const sources = readProjectFiles(/^(lib|course|datasets)\/.*(?<!\.d)\.ts$/);
  const built = builtFiles();
  const there = new Set(built);
  const problems: string[] = [];
  for (const [source, text] of sources) {
    const stem = `dist/${source.replace(/\.ts$/, "")}`;
    if (!there.has(`${stem}.js`) || !there.has(`${stem}.d.ts`)) problems.push(`${source} is not built`);
    else if (versions.get(source) !== createHash("sha256").update(text).digest("hex"))
      problems.push(`${source} has changed since it was built`);
  }
  for (const output of built) {
    const source = /^dist\/(.*)\.d\.ts$/.exec(output)?.[1];
    if (source !== undefined && !sources.has(`${source}.ts`))
      problems.push(`${output} is left over from a source that is gone: delete dist`);
  }
  return problems.length > 0 ? [...problems, "run npm run build first"] : [];
}

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder, without a slash at its end. */
export const projectFolder: string = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/**
 * Every file that git keeps or would keep, as paths from the project's folder with forward slashes. Where git is
 * not installed, the folder is walked and `.gitignore` is obeyed.
 */
export function projectFiles(): string[] {
  return filesByGit() ?? filesByWalk();
}

function filesByGit(): string[] | undefined {
  try {
    // The clone may belong to another user than the one who runs the tests; git refuses that unless it is told.
    const options = [
      "-c",
      "safe.directory=*",
      "ls-files",
      "-z",
      "--cached",
      "--others",
      "--exclude-standard",
    ];
    const listed = execFileSync("git", options, {
      cwd: projectFolder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 1 << 26,
    });
    const deleted = execFileSync("git", ["-c", "safe.directory=*", "ls-files", "-z", "--deleted"], {
      cwd: projectFolder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const gone = new Set(deleted.split("\0"));
    return [...new Set(listed.split("\0"))].filter((file) => file !== "" && !gone.has(file)).sort();
  } catch {
    return undefined;
  }
}

/** The files below the project's folder that `.gitignore` lets through; it knows names, folders and `*.ext`. */
export function filesByWalk(): string[] {
  const patterns = readFileSync(join(projectFolder, ".gitignore"), "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const ignored = (path: string, name: string) =>
    name === ".git" ||
    patterns.some((pattern) => {
      const bare = pattern.replace(/^\/|\/$/g, "");
      if (bare.startsWith("*")) return name.endsWith(bare.slice(1));
      return bare.includes("/") ? path === bare : name === bare;
    });
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(projectFolder, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (ignored(path, entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else found.push(path);
    }
  };
  walk("");
  return found.sort();
}

/** The text of one of the project's files. */
export function readProjectFile(path: string): string {
  return readFileSync(join(projectFolder, path), "utf8");
}

/** The files of the given pattern with their text. */
export function readProjectFiles(pattern: RegExp): Map<string, string> {
  const files = projectFiles().filter((path) => pattern.test(path));
  return new Map(files.map((path) => [path, readProjectFile(path)]));
}

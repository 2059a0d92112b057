import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runLogged } from "./child.mjs";
import { explainFailure, setupError } from "./failures.mjs";
import { step } from "./progress.mjs";

const SOURCE_FOLDERS = ["lib", "course", "datasets"];
const STAMP = path.join("dist", ".igdp-stamp");

/**
 * Compiles the TypeScript sources into dist, if they changed since the last time. What changed is told by the
 * files' contents: a clone or a branch switch changes every file's time.
 *
 * @param {string} root the project's folder
 * @returns {Promise<boolean>} whether something was compiled
 */
export async function buildSources(root) {
  const sources = SOURCE_FOLDERS.flatMap((folder) => sourcesIn(root, folder)).sort();
  const hash = hashOf(root, [...sources, "tsconfig.json", "package.json", "package-lock.json"]);
  const before = readStamp(root);
  const missing = sources.some((source) => !existsSync(path.join(root, compiled(source))));
  if (before.hash === hash && !missing) return false;
  // TypeScript's own record of what is compiled does not notice that a compiled file was deleted.
  if (missing) rmSync(path.join(root, "dist", ".tsbuildinfo"), { force: true });
  for (const source of before.sources) if (!sources.includes(source)) removeCompiled(root, source);
  await step("Building igdp", () => compile(root));
  writeFileSync(path.join(root, STAMP), `${JSON.stringify({ hash, sources })}\n`);
  return true;
}

async function compile(root) {
  const log = path.join(root, ".igdp", "logs", "build.log");
  const compiler = path.join(root, "node_modules", "typescript", "bin", "tsc");
  const { code, output } = await runLogged(process.execPath, [compiler, "-p", "tsconfig.json"], {
    cwd: root,
    log,
  });
  if (code !== 0) throw setupError(explainFailure("The build", output), { log, output });
}

/** Paths of the sources in a folder and below, relative to the root, with forward slashes. */
function sourcesIn(root, folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourcesIn(root, place);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts") ? [place] : [];
  });
}

function hashOf(root, files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

function compiled(source) {
  return path.join("dist", source.replace(/\.ts$/, ".js"));
}

/** A deleted source's compiled file would go on being imported. */
function removeCompiled(root, source) {
  for (const ending of [".js", ".js.map", ".d.ts"]) {
    rmSync(path.join(root, "dist", source.replace(/\.ts$/, ending)), { force: true });
  }
}

function readStamp(root) {
  try {
    const { hash, sources } = JSON.parse(readFileSync(path.join(root, STAMP), "utf8"));
    return { hash, sources };
  } catch {
    return { hash: undefined, sources: [] };
  }
}

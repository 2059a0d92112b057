import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildSources } from "./build.mjs";
import { runLogged } from "./child.mjs";
import { explainFailure, failureText, setupError } from "./failures.mjs";
import { installPackages } from "./packages.mjs";
import { step } from "./progress.mjs";

/** The project's folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** What the compiled part of the set-up takes over from this one, which must run before anything is compiled. */
const TOOLS = { step, runLogged, explainFailure };

/**
 * Makes the project ready to run (packages, build), then hands over. Ends the process with the exit code that
 * `main` gives, or with 1 and a sentence that says what to do.
 *
 * @param {(load: (file: string) => Promise<any>, tools: typeof TOOLS, changed: boolean) => Promise<number>} main
 *   gets a function that imports a compiled file by its place in dist, and whether something was installed or built
 */
export async function bootstrap(main) {
  try {
    checkNode(process.versions.node);
    const installed = await installPackages(ROOT);
    const built = await buildSources(ROOT);
    const load = (file) => import(pathToFileURL(path.join(ROOT, "dist", file)).href);
    process.exitCode = await main(load, TOOLS, installed || built);
  } catch (error) {
    console.error(failureText(error, process.argv.includes("--debug")));
    process.exitCode = 1;
  }
}

/**
 * @param {string} version Node's version, for example `20.19.0`
 * @throws where it is older than 20.19
 */
export function checkNode(version) {
  const [major, minor] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw setupError(
    `Node ${version} is too old: igdp needs Node 20.19 or newer. Install the current LTS version from nodejs.org, then run the same command again.`,
  );
}

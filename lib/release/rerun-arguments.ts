import { isInsidePath } from "../formats/inside-path.js";
import type { ChainLink } from "./chain.js";
import { isRecord } from "./command-run.js";

/** The commands that a chain may hold: they read files and write files, and run nothing else. */
const COMMANDS: readonly string[] = [
  ...["read", "clean", "correct", "adjust", "reduce", "compile", "grid", "convert", "cross-validate", "map"],
];

/**
 * Why a link of a chain must not be run again, or undefined where it may: a release comes from a stranger, and nothing in
 * it may read or write outside the folder that it is rerun in.
 *
 * @param link - the link
 * @param plan - for `compile`: the text of its plan, which names further files
 *
 * @example
 * const link = { command: "grid", arguments: ["a.csv", "--out", "a.nc"], inputs: [], outputs: [], version: "0.1.0", steps: [] };
 * rerunRefusal(link); // => undefined
 * rerunRefusal({ ...link, arguments: ["a.csv", "--out", "../a.nc"] })?.includes("'../a.nc'"); // => true
 * rerunRefusal({ ...link, command: "run" })?.includes("'run'"); // => true
 */
export function rerunRefusal(link: ChainLink, plan?: string): string | undefined {
  if (!COMMANDS.includes(link.command)) return `the command '${link.command}' is not one that is rerun`;
  const files = [...link.inputs, ...link.outputs].find(({ name }) => !isInsidePath(name));
  if (files !== undefined) return `its file '${files.name}' lies outside the release`;
  for (const [k, word] of link.arguments.entries()) {
    // A meter, a loop and a time: no command takes it for a path.
    if (link.arguments[k - 1] === "--tare") continue;
    const outside = [word, word.replace(/^[^=]*=/, "")].find(leadsOutside);
    if (outside !== undefined)
      return `its argument '${outside.slice(0, 80)}' names a place outside the release`;
  }
  const folder = link.inputs[0]?.name.replace(/[^/]*$/, "") ?? "";
  const named = link.command === "compile" ? filesOfPlan(plan) : [];
  const outside = named.find((name) => leadsOut(folder, name));
  return outside === undefined
    ? undefined
    : `its plan names '${outside.slice(0, 80)}', which is outside the release`;
}

/** Absolute, on a drive, or upwards. */
function leadsOutside(word: string): boolean {
  return (
    /^[\\/~]|^[a-z]:|^\w+:[\\/]{2}|\0/i.test(word) ||
    word.split(/[\\/]/).some((part) => /^\.{2,}\s*$/.test(part))
  );
}

/** True where a name, seen from a folder, leads out of what that folder is in. */
function leadsOut(folder: string, name: string): boolean {
  if (/^[\\/~]|^[a-z]+:|\0/i.test(name)) return true;
  let depth = 0;
  for (const part of `${folder}${name}`.split(/[\\/]/)) {
    if (part === "..") depth--;
    else if (part !== "." && part !== "") depth++;
    if (depth < 0) return true;
  }
  return false;
}

/** Every text in a plan that may be the name of a file. */
function filesOfPlan(plan: string | undefined): string[] {
  const found: string[] = [];
  const search = (value: unknown, key: string): void => {
    if (typeof value === "string" && ["file", "grid", "geoid"].includes(key)) found.push(value);
    else if (Array.isArray(value)) for (const entry of value as unknown[]) search(entry, key);
    else if (isRecord(value)) for (const [name, entry] of Object.entries(value)) search(entry, name);
  };
  try {
    search(JSON.parse(plan ?? "{}"), "");
  } catch {
    return [];
  }
  return found;
}

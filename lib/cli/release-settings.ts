import { dirname, isAbsolute, join } from "node:path";
import { ArgumentError, FormatError } from "../core/errors.js";
import { expandPath } from "../node/expand-path.js";
import { readTextFile } from "../node/files.js";
import { isRecord } from "../release/command-run.js";
import { type ReleaseSettings, releaseSettings, SETTING_NAMES } from "../release/settings.js";

/** The files that a release is made from. */
export interface ReleaseInputs {
  readonly grid: readonly string[];
  readonly points?: string;
  readonly reports: readonly string[];
  readonly sources: readonly string[];
}

/** Settings and files of a release, as the options and the settings file tell them. */
export interface ReleasePlan {
  readonly settings: ReleaseSettings;
  readonly inputs: ReleaseInputs;
  readonly settingsFile?: string;
}

const FILES = ["grid", "points", "reports", "sources"];
/** Settings whose text may stand in a file. */
const LONG_TEXTS = ["abstract", "quality", "licenceText"];

/**
 * Joins the options that were typed with a settings file; what was typed counts. Files that the settings name lie beside
 * it.
 *
 * @throws ArgumentError that names everything that is missing
 */
export async function releasePlan(
  typed: Readonly<Record<string, unknown>>,
  settingsFile: string | undefined,
): Promise<ReleasePlan> {
  const written = settingsFile === undefined ? {} : await settingsOf(settingsFile);
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
  const all: Record<string, unknown> = { ...written, ...given };
  for (const name of LONG_TEXTS) {
    const text = all[name];
    if (typeof text === "string" && /\.(txt|md)$/i.test(text.trim()))
      all[name] = (await readTextFile(text)).text;
  }
  const files = Object.fromEntries(FILES.map((name) => [name, listOf(name, all[name])]));
  const { grid, reports } = files;
  const metadata = Object.fromEntries(Object.entries(all).filter(([name]) => !FILES.includes(name)));
  const settings = checked(metadata, [
    ...(grid.length === 0 ? ["grid"] : []),
    ...(reports.length === 0 ? ["reports"] : []),
  ]);
  const sources = files.sources.flatMap(expandPath);
  return {
    settings,
    inputs: { grid, reports, sources, ...(files.points[0] !== undefined && { points: files.points[0] }) },
    ...(settingsFile !== undefined && { settingsFile }),
  };
}

/** One message for everything that is missing, the files as well. */
function checked(metadata: Record<string, unknown>, lacking: readonly string[]): ReleaseSettings {
  try {
    const settings = releaseSettings(metadata);
    if (lacking.length === 0) return settings;
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    if (error.value !== "missing") {
      const { value, accepted, advice } = error;
      throw new ArgumentError({ argument: typedName(error.argument), value, accepted, advice });
    }
    const argument = [...lacking, error.argument].join(", ").split(", ").map(typedName).join(", ");
    const { value, accepted, advice } = error;
    throw new ArgumentError({ argument, value, accepted, advice });
  }
  const advice = "A release is made from grids and from the reports of the commands that made them.";
  throw new ArgumentError({
    argument: lacking.map(typedName).join(", "),
    value: "missing",
    accepted: "given",
    advice,
  });
}

/** Lists are typed one by one: `gridFormats` is `--grid-format`. */
const typedName = (name: string) =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/(author|keyword|format)s$/, "$1")}`;

async function settingsOf(path: string): Promise<Record<string, unknown>> {
  const { text } = await readTextFile(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FormatError({ file: path, problem: `this is no JSON: ${(error as Error).message}` });
  }
  if (!isRecord(value)) throw new FormatError({ file: path, problem: "it must be an object in { }" });
  const unknown = Object.keys(value).find((name) => ![...FILES, ...SETTING_NAMES].includes(name));
  if (unknown !== undefined) {
    const advice = `There are: ${[...FILES, ...SETTING_NAMES].join(", ")}.`;
    throw new FormatError({ file: path, problem: `there is no setting '${unknown}'`, advice });
  }
  const near = (name: string) => (isAbsolute(name) ? name : join(dirname(path), name));
  const isFile = (name: string, entry: unknown) =>
    FILES.includes(name) ||
    (LONG_TEXTS.includes(name) && typeof entry === "string" && /\.(txt|md)$/i.test(entry));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      isFile(name, entry) ? listOf(name, entry).map(near) : entry,
    ]),
  );
}

function listOf(argument: string, value: unknown): string[] {
  if (value === undefined) return [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.every((entry) => typeof entry === "string")) return list;
  throw new ArgumentError({ argument, value, accepted: "the name of a file, or a list of them" });
}

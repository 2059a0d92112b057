import { FormatError } from "../core/errors.js";
import type { TextFile } from "../core/report.js";
import type { ReduceStationsOptions } from "../reduce/reduce-stations.js";
import type { StandardisePointsOptions } from "../reduce/standardise-points.js";
import type { CompileSurveysOptions } from "../survey/compile/compile-options.js";

/** A file of points in a plan. */
export interface PointSource extends Omit<StandardisePointsOptions, "geoid"> {
  readonly file: string;
  /** Column that says which survey a point is of. */
  readonly surveyColumn?: string;
  /** Geoid heights, netCDF. */
  readonly geoid?: string;
}

/** A grid in a plan. */
export interface GridSource {
  readonly grid: string;
  readonly survey: string;
  readonly sigma_mgal?: number;
  readonly block?: number;
}

/** A release in a plan: its points count, or where it shares none, its grid. */
export interface ReleaseSource extends Omit<PointSource, "file">, Omit<GridSource, "grid" | "survey"> {
  /** The folder that `igdp release` wrote. */
  readonly release: string;
}

/** What `igdp compile` is asked to do. */
export interface CompilePlan {
  readonly sources: readonly (PointSource | GridSource | ReleaseSource)[];
  readonly reduction: ReduceStationsOptions;
  readonly levelling: Omit<CompileSurveysOptions, "background"> & {
    readonly background?: { readonly grid: string; readonly sigma_mgal: number };
  };
}

const POINT_KEYS = [
  ...["file", "survey", "surveyColumn", "crs", "operation", "shift", "heightUnit", "geoid", "gravityDatum"],
  ...["anomaly", "gravitySigma_mgal", "heightSigma_m", "positionSigma_m"],
];
const GRID_KEYS = ["grid", "survey", "sigma_mgal", "block"];
/** What a source may say, by what it is. */
const SOURCE_KEYS: Readonly<Record<string, readonly string[]>> = {
  file: POINT_KEYS,
  grid: GRID_KEYS,
  release: ["release", ...POINT_KEYS.slice(1), "sigma_mgal", "block"],
};
const REDUCTION_KEYS = [
  ...["standard", "density", "ellipsoid", "normalGravity", "freeAir", "bullardB", "atmosphere"],
  ...["heightSigma_m", "positionSigma_m", "densitySigma"],
];
const LEVELLING_KEYS = [
  ...["column", "reference", "levelSigma_mgal", "sharedErrors", "tilt", "background", "apply"],
  ...["significance", "reach_km", "threshold"],
];

/**
 * Reads a plan.
 *
 * @throws FormatError if it is no JSON, or says something that a plan cannot say
 */
export function parsePlan(file: TextFile): CompilePlan {
  const fail = (problem: string, advice?: string): never => {
    throw new FormatError({ file: file.name, problem, advice });
  };
  const plan = objectOf(parsed(file), "the plan", fail);
  checkKeys(plan, "the plan", ["sources", "reduction", "levelling"], fail);
  const { sources, reduction = {}, levelling = {} } = plan;
  if (!Array.isArray(sources) || sources.length === 0)
    return fail("sources must be a list of one file or more");
  for (const [k, entry] of sources.entries()) {
    const place = `source ${k + 1}`;
    const source = objectOf(entry, place, fail);
    const kinds = Object.keys(SOURCE_KEYS).filter((kind) => kind in source);
    if (kinds.length !== 1) fail(`${place} must have one of file, grid and release`);
    const [kind] = kinds;
    checkKeys(source, place, SOURCE_KEYS[kind], fail);
    if (typeof source[kind] !== "string") fail(`${place} must name its ${kind} as text`);
    if (kind === "grid" && typeof source.survey !== "string")
      fail(`${place} must have a survey, the name of the grid`);
    if ("survey" in source && "surveyColumn" in source)
      fail(`${place} has both survey and surveyColumn`, "Leave one of the two out.");
  }
  checkKeys(objectOf(reduction, "reduction", fail), "reduction", REDUCTION_KEYS, fail);
  checkKeys(objectOf(levelling, "levelling", fail), "levelling", LEVELLING_KEYS, fail);
  return { sources, reduction, levelling } as CompilePlan;
}

function parsed({ text, name }: TextFile): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FormatError({ file: name, problem: `this is no JSON: ${(error as Error).message}` });
  }
}

type Fail = (problem: string, advice?: string) => never;

function objectOf(value: unknown, place: string, fail: Fail): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return fail(`${place} must be an object in { }`);
  return value as Record<string, unknown>;
}

function checkKeys(value: object, place: string, known: readonly string[], fail: Fail): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) fail(`${place} cannot have '${unknown}'`, `It may have: ${known.join(", ")}.`);
}

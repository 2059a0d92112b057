import { ArgumentError } from "../../core/errors.js";
import type { Grid } from "../../core/grid.js";
import type { SharedError } from "./level-field.js";

/** Options of `compileSurveys`. */
export interface CompileSurveysOptions {
  /** Column that is levelled; default `bouguer_anomaly_mgal`. Its own sigma column is used where there is one. */
  readonly column?: string;
  /** Surveys whose level is right and is held. Default: the mean shift is zero, each survey counting by its points. */
  readonly reference?: readonly string[];
  /**
   * How far a survey's level may be from right before any overlap is looked at, mGal, as a standard deviation: one number
   * for all surveys, or one by name. Default: nothing is known.
   */
  readonly levelSigma_mgal?: number | Readonly<Record<string, number>>;
  /** Errors that near points of one survey share, by name: a ship's swell, the smoothing of a grid. Default none. */
  readonly sharedErrors?: Readonly<Record<string, SharedError>>;
  /** Whether a survey may also be tilted; default false. */
  readonly tilt?: boolean;
  /**
   * A global field on a grid of the same quantity: the points differ from it in short waves only, so it ties the level of
   * all, with the standard deviation of its own mean over the region (mGal).
   */
  readonly background?: { readonly grid: Grid; readonly sigma_mgal: number };
  /** Which shifts are taken off: those that are significant, or all; default `significant`. */
  readonly apply?: "significant" | "all";
  /** A shift is significant where chance alone would give one as large more seldom than this; default 0.01. */
  readonly significance?: number;
  /** Two surveys overlap where points of both are nearer than this, kilometres; default 20. */
  readonly reach_km?: number;
  /** A point is flagged where its neighbours contradict it by more standard deviations than this; default 3.5. */
  readonly threshold?: number;
}

/** The options with everything filled in, surveys by number. */
export interface CompileSettings {
  readonly column: string;
  readonly isReference: readonly boolean[];
  readonly levelSigma: readonly number[];
  readonly shared: readonly (SharedError | undefined)[];
  readonly tilt: boolean;
  readonly background: { readonly grid: Grid; readonly sigma_mgal: number } | undefined;
  readonly apply: "significant" | "all";
  readonly significance: number;
  readonly reach_km: number;
  readonly threshold: number;
}

/**
 * Fills in the options for surveys of these names.
 *
 * @throws ArgumentError for a value that cannot be used, or a name that is no survey
 */
export function compileSettings(options: CompileSurveysOptions, names: readonly string[]): CompileSettings {
  const { column = "bouguer_anomaly_mgal", reference = [], tilt = false, background } = options;
  const { apply = "significant", significance = 0.01, reach_km = 20, threshold = 3.5 } = options;
  const { levelSigma_mgal = {}, sharedErrors = {} } = options;
  if (typeof reference === "string")
    throw wrong("reference", reference, "a list of surveys", `Write reference: ["${reference}"].`);
  checkNames("reference", reference, names);
  if (typeof levelSigma_mgal !== "number") checkNames("levelSigma_mgal", Object.keys(levelSigma_mgal), names);
  checkNames("sharedErrors", Object.keys(sharedErrors), names);
  if (apply !== "significant" && apply !== "all") throw wrong("apply", apply, "significant or all");
  if (!(significance > 0 && significance < 1))
    throw wrong("significance", significance, "a probability between 0 and 1");
  checkPositive({ reach_km, threshold, "background.sigma_mgal": background?.sigma_mgal ?? 1 });
  for (const [name, { sigma_mgal, range_km }] of Object.entries(sharedErrors))
    checkPositive({ [`sharedErrors.${name}.sigma_mgal`]: sigma_mgal, [`….${name}.range_km`]: range_km });
  const isReference = names.map((name) => reference.includes(name));
  const levelSigma = names.map((name, k) => {
    if (isReference[k]) return 0;
    const sigma = typeof levelSigma_mgal === "number" ? levelSigma_mgal : levelSigma_mgal[name];
    if (sigma !== undefined) checkPositive({ levelSigma_mgal: sigma });
    return sigma ?? Number.POSITIVE_INFINITY;
  });
  return {
    ...{ column, isReference, levelSigma, tilt, background, apply, significance, reach_km, threshold },
    shared: names.map((name) => sharedErrors[name]),
  };
}

function wrong(name: string, value: unknown, accepted: string, advice?: string): ArgumentError {
  return new ArgumentError({ argument: `options.${name}`, value, accepted, advice });
}

function checkNames(option: string, given: readonly string[], names: readonly string[]): void {
  const unknown = given.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw wrong(option, unknown, `names of surveys: ${names.slice(0, 20).join(", ")}`);
}

function checkPositive(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values))
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw wrong(name, value, "a positive number");
}

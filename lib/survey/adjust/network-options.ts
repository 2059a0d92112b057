import { ArgumentError } from "../../core/errors.js";

/** What is known of one meter. */
export interface NetworkMeter {
  /**
   * What a reading's difference is multiplied with to give the difference of gravity; `"unknown"` to find it, which
   * needs two bases of different gravity, or another meter whose factor is known. Default 1.
   */
  readonly scaleFactor?: number | "unknown";
  /** Standard deviation of a given `scaleFactor`: it is then found with the given value as an observation. */
  readonly scaleFactorSigma?: number;
  /** Degree of this meter's drift polynomial; default the network's `driftDegree`. */
  readonly driftDegree?: number;
  /** Standard deviation of one reading of this meter in mGal, where the table has no `sigma_mgal`. */
  readonly readingSigma_mgal?: number;
  /** Strength of this meter's wandering drift in mGal per √hour; default the network's. */
  readonly driftWalk_mgal_per_root_hour?: number;
}

/** A moment at which a meter jumped. */
export interface NetworkTare {
  /** The meter; may be left out where there is one. */
  readonly meter?: string;
  /** The loop; needed where the times are `elapsed_minutes` of a loop. */
  readonly loop?: string;
  /** A time between the last reading before the jump and the first one after it. Either this … */
  readonly time_utc?: string;
  /** … or this, in minutes. */
  readonly elapsed_minutes?: number;
}

/** Options of `adjustNetwork` other than the bases. */
export interface NetworkSettings {
  /**
   * What fixes the level: `"bases"` (default where there are bases); `"free"` (minimum norm: the mean of every
   * connected part is zero; default where there are none); or `{ station }`, which is held at zero.
   */
  readonly datum?: "bases" | "free" | { readonly station: string };
  /** Whether bases are observations with their sigma (`"weighted"`, default) or true values (`"fixed"`). */
  readonly baseTies?: "weighted" | "fixed";
  /** Readings with an offset for every loop (default), or differences between occupations that follow one another. */
  readonly observations?: "readings" | "differences";
  /** What is known of the meters, by name. */
  readonly meters?: Readonly<Record<string, NetworkMeter>>;
  /** Degree of the drift polynomial, 0 to 3; default 1. */
  readonly driftDegree?: number;
  /** Whether each loop of a meter has its own polynomial (default) or the meter has one for all its readings. */
  readonly driftBy?: "loop" | "meter";
  /** Strength of a drift that wanders around the polynomial (a random walk), in mGal per √hour; default 0: none. */
  readonly driftWalk_mgal_per_root_hour?: number;
  /** Standard deviation of a drift rate that the readings do not show, in mGal/h; default 0.02. */
  readonly driftSigma_mgal_per_hour?: number;
  /** Standard deviation of one reading in mGal, where the table has no `sigma_mgal`; default 0.01. */
  readonly readingSigma_mgal?: number;
  /** What putting the meter down anew adds to the standard deviation of every occupation, in mGal; default 0. */
  readonly setupSigma_mgal?: number;
  /** Readings at one station that are further apart than this, in minutes, are two occupations; default 60. */
  readonly occupationGap_minutes?: number;
  /** Jumps of a meter: each is an unknown step. */
  readonly tares?: readonly NetworkTare[];
  /** Whether to look for jumps and propose them (never applied by itself); default true. */
  readonly proposeTares?: boolean;
  /** Whether to find a factor for the sigmas of each meter from its residuals; default false. */
  readonly varianceComponents?: boolean;
  /** Robust weights: none (default), Huber's, or Tukey's biweight, which leaves wild observations out. */
  readonly robust?: "none" | "huber" | "biweight";
  /**
   * What the sigmas of the results rest on: the given sigmas (`"given"`); the residuals (`"residuals"`); or the given
   * ones, made larger by the residuals where the χ² test says that they are too small (`"larger"`, default).
   */
  readonly sigmaFrom?: "given" | "residuals" | "larger";
  /** Significance of the χ² test; default 0.05. */
  readonly chiSquareSignificance?: number;
  /** Significance of the test of one observation; default 0.001. */
  readonly outlierSignificance?: number;
  /** Chance to find an error of the size that the reliability columns give; default 0.8. */
  readonly power?: number;
}

/** The settings with their defaults filled in. */
export type FullSettings = Required<NetworkSettings>;

/**
 * Fills in the defaults.
 *
 * @param hasBases - whether bases were given
 * @throws ArgumentError if a value is not one that the option takes
 */
export function fullSettings(settings: NetworkSettings, hasBases: boolean): FullSettings {
  const full: FullSettings = {
    datum: hasBases ? "bases" : "free",
    baseTies: "weighted",
    observations: "readings",
    meters: {},
    driftDegree: 1,
    driftBy: "loop",
    driftWalk_mgal_per_root_hour: 0,
    driftSigma_mgal_per_hour: 0.02,
    readingSigma_mgal: 0.01,
    setupSigma_mgal: 0,
    occupationGap_minutes: 60,
    tares: [],
    proposeTares: true,
    varianceComponents: false,
    robust: "none",
    sigmaFrom: "larger",
    chiSquareSignificance: 0.05,
    outlierSignificance: 0.001,
    power: 0.8,
    ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
  };
  checkChoices(full, hasBases);
  checkNumbers(full);
  for (const [name, meter] of Object.entries(full.meters)) checkMeter(name, meter);
  return full;
}

function checkChoices(full: FullSettings, hasBases: boolean): void {
  const choice = (name: keyof FullSettings, accepted: readonly string[]) => {
    if (!accepted.includes(full[name] as string))
      refuse(`options.${name}`, full[name], accepted.join(" or "));
  };
  if (typeof full.datum !== "object") choice("datum", ["bases", "free", "{ station }"]);
  choice("baseTies", ["weighted", "fixed"]);
  choice("observations", ["readings", "differences"]);
  choice("driftBy", ["loop", "meter"]);
  choice("robust", ["none", "huber", "biweight"]);
  choice("sigmaFrom", ["given", "residuals", "larger"]);
  if (full.datum === "bases" && !hasBases)
    refuse("options.bases", undefined, "a table of bases, where options.datum is 'bases'");
}

function checkNumbers(full: FullSettings): void {
  checkDegree("options.driftDegree", full.driftDegree);
  const positive = ["readingSigma_mgal", "driftSigma_mgal_per_hour", "occupationGap_minutes"] as const;
  for (const name of positive)
    if (!(full[name] > 0)) refuse(`options.${name}`, full[name], "a positive number");
  for (const name of ["setupSigma_mgal", "driftWalk_mgal_per_root_hour"] as const)
    if (!(full[name] >= 0)) refuse(`options.${name}`, full[name], "0 or more");
  for (const name of ["chiSquareSignificance", "outlierSignificance", "power"] as const)
    if (!(full[name] > 0 && full[name] < 1)) refuse(`options.${name}`, full[name], "between 0 and 1");
}

function checkMeter(name: string, meter: NetworkMeter): void {
  const at = `options.meters['${name}']`;
  if (meter.driftDegree !== undefined) checkDegree(`${at}.driftDegree`, meter.driftDegree);
  const { scaleFactor = 1, scaleFactorSigma, readingSigma_mgal, driftWalk_mgal_per_root_hour = 0 } = meter;
  if (!(driftWalk_mgal_per_root_hour >= 0))
    refuse(`${at}.driftWalk_mgal_per_root_hour`, driftWalk_mgal_per_root_hour, "0 or more");
  if (scaleFactor !== "unknown" && !(scaleFactor > 0))
    refuse(`${at}.scaleFactor`, scaleFactor, "a positive number, or 'unknown'");
  if (scaleFactorSigma !== undefined && !(scaleFactorSigma > 0 && scaleFactor !== "unknown"))
    refuse(
      `${at}.scaleFactorSigma`,
      scaleFactorSigma,
      "a positive number beside a scaleFactor that is a number",
    );
  if (readingSigma_mgal !== undefined && !(readingSigma_mgal > 0))
    refuse(`${at}.readingSigma_mgal`, readingSigma_mgal, "a positive number of mGal");
}

function checkDegree(argument: string, value: number): void {
  if (![0, 1, 2, 3].includes(value)) refuse(argument, value, "0, 1, 2 or 3");
}

function refuse(argument: string, value: unknown, accepted: string): never {
  throw new ArgumentError({ argument, value, accepted });
}

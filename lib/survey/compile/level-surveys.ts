import type { Column, Columns } from "../../core/columns.js";
import { normalShare } from "../../core/distributions.js";
import { gravityDatumShift } from "../../earth/gravity-datums.js";
import type { CompileSettings } from "./compile-options.js";
import type { LevelField } from "./level-field.js";
import type { Overlaps } from "./level-overlaps.js";
import type { LevelSolution } from "./level-solve.js";

/** How near to 14 mGal a shift must be to be called the Potsdam system's, mGal. */
const POTSDAM_NEAR = 1.5;

/**
 * A row a survey: what its values are too high by, the chance of so large a shift where there is none, and the decision:
 * `reference`, `levelled`, `not significant`, or `alone`.
 */
export function surveyTable(
  names: readonly string[],
  field: LevelField,
  settings: CompileSettings,
  overlaps: Overlaps,
  { unknowns, sigmas, perSurvey }: LevelSolution,
): Record<string, Column> {
  const isAlone = names.map((_, k) => overlaps.overlapping[k] === 0 && settings.background === undefined);
  const pick = (from: Float64Array, offset: number) =>
    Float64Array.from(names, (_, k) => {
      if (isAlone[k]) return Number.NaN;
      return settings.isReference[k] ? 0 : from[k * perSurvey + offset];
    });
  const [shift, sigma] = [pick(unknowns, 0), pick(sigmas, 0)];
  const chance = shift.map((s, k) => 2 * (1 - normalShare(Math.abs(s) / sigma[k])));
  const tilts: Record<string, Column> = settings.tilt
    ? {
        tilt_east_mgal_per_km: pick(unknowns, 1),
        tilt_east_sigma_mgal_per_km: pick(sigmas, 1),
        tilt_north_mgal_per_km: pick(unknowns, 2),
        tilt_north_sigma_mgal_per_km: pick(sigmas, 2),
      }
    : {};
  return {
    survey: [...names],
    points: overlaps.points,
    overlap_points: overlaps.overlapping,
    shift_mgal: shift,
    shift_sigma_mgal: sigma,
    ...tilts,
    chance,
    decision: names.map((_, k) => {
      if (settings.isReference[k]) return "reference";
      if (isAlone[k] || !field.rows.some((i) => field.surveyOf[i] === k)) return "alone";
      const isTilted = settings.tilt && tiltChance(k, perSurvey, unknowns, sigmas) < settings.significance;
      return settings.apply === "all" || chance[k] < settings.significance || isTilted
        ? "levelled"
        : "not significant";
    }),
  };
}

/** The smaller chance of the two tilts, for two were tried. */
function tiltChance(k: number, perSurvey: number, unknowns: Float64Array, sigmas: Float64Array): number {
  const chances = [1, 2].map((offset) => {
    const z = Math.abs(unknowns[k * perSurvey + offset]) / sigmas[k * perSurvey + offset];
    return 2 * (1 - normalShare(z));
  });
  return Math.min(1, 2 * Math.min(...chances));
}

/** Sentences that a person should read before trusting the levels. */
export function warningsOf(
  names: readonly string[],
  surveys: Columns,
  { group }: Overlaps,
  { isReference, background, levelSigma }: CompileSettings,
): string[] {
  const decision = surveys.decision as readonly string[];
  const shift = surveys.shift_mgal as Float64Array;
  const alone = names.filter((_, k) => decision[k] === "alone");
  const groups = new Set(group.filter((_, k) => decision[k] !== "alone"));
  const isTied = (g: number) => names.some((_, k) => group[k] === g && Number.isFinite(levelSigma[k]));
  const loose = background === undefined ? [...groups].filter((g) => !isTied(g)) : [];
  const potsdam = names.filter(
    (_, k) => Math.abs(Math.abs(shift[k]) - gravityDatumShift("igsn71", "potsdam")) < POTSDAM_NEAR,
  );
  return [
    ...(alone.length > 0
      ? [`No other survey is near ${alone.join(", ")}: nothing is known of their level, and it stays.`]
      : []),
    ...(groups.size > 1 && loose.length > 0
      ? [
          `The surveys fall into ${groups.size} groups without overlap: across the gaps the levels compare only as well as the field repeats itself, which the sigmas say.`,
        ]
      : []),
    ...(!isReference.includes(true) && loose.length === groups.size && groups.size > 0
      ? [
          "No survey was named as reference: the mean shift was set to zero, and the common level is not known.",
        ]
      : []),
    ...potsdam.map((name) => `Survey ${name} is off by about 14 mGal: is it in the Potsdam system?`),
  ];
}

/** The parameters of a report. */
export function parametersOf(settings: CompileSettings, names: readonly string[]): Record<string, unknown> {
  const { column, isReference, levelSigma, shared, background, ...rest } = settings;
  const byName = <Value>(values: readonly Value[], isGiven: (value: Value) => boolean) =>
    Object.fromEntries(names.flatMap((name, k) => (isGiven(values[k]) ? [[name, values[k]]] : [])));
  return {
    column,
    reference: names.filter((_, k) => isReference[k]),
    levelSigma_mgal: byName(levelSigma, (sigma) => Number.isFinite(sigma) && sigma > 0),
    sharedErrors: byName(shared, (error) => error !== undefined),
    background: background && { grid: background.grid.name, sigma_mgal: background.sigma_mgal },
    ...rest,
  };
}

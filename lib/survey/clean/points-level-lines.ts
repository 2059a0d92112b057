import { type Column, type Columns, numberColumn, rowCount, textColumn } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { median, robustScale } from "../../core/robust-statistics.js";
import { type Observation, solveRobust } from "../../core/sparse-least-squares.js";
import { minutesOf } from "../../core/time.js";
import {
  atCrossing,
  type Crossover,
  crossoverColumns,
  type FindCrossoversOptions,
  findCrossings,
} from "./points-crossovers.js";

/** Options of `levelLines`. */
export interface LevelLinesOptions extends FindCrossoversOptions {
  /** Whether a line may also drift with time; default false. Needs `time_utc` or `elapsed_minutes`. */
  readonly drift?: boolean;
  /** What a drift may be before the data say anything, mGal per hour; default 0.05. */
  readonly driftSigma_mgal_per_hour?: number;
  /** Lines that are right as they are, such as those tied to land. Default: the mean shift of all lines is zero. */
  readonly fixed?: readonly string[];
}

/** What a levelling gives. */
export interface LevelledLines {
  /** The tracks with `level_correction_mgal` and the levelled column. */
  readonly tracks: Columns;
  /** Every crossing: lines, place, difference before and after. */
  readonly crossovers: Columns;
  /** Every line: shift, drift and what they rest on. */
  readonly lines: Columns;
}

const CONDITION_SIGMA = 1e-4;

/**
 * Levels tracks by their crossings: the columns-in, columns-out form of {@link levelLines} in `points-table.ts`, where
 * it is described.
 */
export function levelLines(tracks: Columns, options: LevelLinesOptions = {}): Reported<LevelledLines> {
  const {
    column = "free_air_anomaly_mgal",
    drift = false,
    driftSigma_mgal_per_hour = 0.05,
    fixed = [],
  } = options;
  const value = numberColumn(tracks, column);
  const line = textColumn(tracks, "line");
  const names = [...new Set(line)].filter((name) => name !== "");
  const unknown = fixed.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new ArgumentError({ argument: "options.fixed", value: unknown, accepted: "names of lines" });
  const crossovers = findCrossings(tracks, options);
  const hours = drift ? hoursFromMiddle(tracks, line, names) : new Float64Array(line.length);
  const group = groupsOf(names, crossovers);
  const observations = [
    ...crossovers.map((crossover) => equation(crossover, names, hours, drift)),
    ...conditions(names, group, fixed, drift ? driftSigma_mgal_per_hour : undefined),
  ];
  const solution = solveRobust(observations, names.length * (drift ? 2 : 1));
  if (typeof solution === "number")
    throw new ArgumentError({ argument: "tracks", value: names.length, accepted: "lines that cross" });
  const { unknowns, sigmas, weights } = solution;
  const numberOf = new Map(names.map((name, k) => [name, k]));
  const correction = hours.map((t, i) => {
    const k = numberOf.get(line[i]) ?? -1;
    return k < 0 ? 0 : -(unknowns[k] + (drift ? unknowns[names.length + k] * t : 0));
  });
  const after = crossovers.map(
    ({ difference, rowA, partA, rowB, partB }) =>
      difference + atCrossing(correction, rowA, partA) - atCrossing(correction, rowB, partB),
  );
  const before = crossovers.map((crossover) => crossover.difference);
  const crossings = names.map(
    (name) => crossovers.filter((c) => c.lineA === name || c.lineB === name).length,
  );
  const crossing = names.filter((_, k) => crossings[k] > 0).length;
  const groups = new Set(group.filter((_, k) => crossings[k] > 0)).size;
  const alone = names.filter((_, k) => crossings[k] === 0);
  const lines: Record<string, Column> = {
    line: names,
    crossovers: Float64Array.from(crossings),
    shift_mgal: unknowns.slice(0, names.length),
    shift_sigma_mgal: sigmas
      .slice(0, names.length)
      .map((sigma, k) => (crossings[k] === 0 ? Number.NaN : sigma)),
    ...(drift ? { drift_mgal_per_hour: unknowns.slice(names.length) } : {}),
  };
  return {
    result: {
      tracks: {
        ...tracks,
        level_correction_mgal: correction,
        [`levelled_${column}`]: value.map((v, i) => v + correction[i]),
      },
      crossovers: {
        ...crossoverColumns(tracks, crossovers),
        levelled_difference_mgal: Float64Array.from(after),
        weight: weights.slice(0, crossovers.length),
      },
      lines,
    },
    report: stepReport("levelLines", {
      parameters: {
        column,
        drift,
        driftSigma_mgal_per_hour,
        fixed,
        largestGap_km: options.largestGap_km ?? 10,
      },
      rows: { points: rowCount(tracks), lines: names.length, crossovers: crossovers.length },
      figures: {
        before: statistics(before),
        after: statistics(after),
        redundancy: crossovers.length - (crossing - groups) * (drift ? 2 : 1),
      },
      warnings: [
        ...(alone.length > 0
          ? [
              `${alone.length} lines cross no other and are left as they are: ${alone.slice(0, 5).join(", ")}.`,
            ]
          : []),
        ...(groups > 1
          ? ["The lines fall into groups that do not cross: each group has its own level."]
          : []),
      ],
    }),
  };
}

/** Mean, spread and size of crossover differences, mGal. */
function statistics(differences: readonly number[]): Record<string, number | null> {
  const n = differences.length;
  if (n === 0)
    return { count: 0, mean_mgal: null, rms_mgal: null, median_absolute_mgal: null, robust_scale_mgal: null };
  return {
    count: n,
    mean_mgal: differences.reduce((sum, d) => sum + d, 0) / n,
    rms_mgal: Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / n),
    median_absolute_mgal: median(differences.map(Math.abs)),
    robust_scale_mgal: robustScale(differences, 0),
  };
}

/** `shift(A) + drift(A) t − shift(B) − drift(B) t = difference`. */
function equation(
  { lineA, lineB, rowA, rowB, partA, partB, difference }: Crossover,
  names: readonly string[],
  hours: Float64Array,
  drift: boolean,
): Observation {
  const [a, b] = [names.indexOf(lineA), names.indexOf(lineB)];
  const terms: [number, number][] = [
    [a, 1],
    [b, -1],
  ];
  if (drift)
    terms.push(
      [names.length + a, atCrossing(hours, rowA, partA)],
      [names.length + b, -atCrossing(hours, rowB, partB)],
    );
  return {
    unknowns: terms.map(([u]) => u),
    coefficients: terms.map(([, c]) => c),
    value: difference,
    sigma: 1,
  };
}

function conditions(
  names: readonly string[],
  group: readonly number[],
  fixed: readonly string[],
  driftSigma: number | undefined,
): Observation[] {
  const list: Observation[] = [];
  const add = (unknowns: readonly number[], sigma: number) =>
    list.push({
      unknowns,
      coefficients: unknowns.map(() => 1 / unknowns.length),
      value: 0,
      sigma,
      isCondition: true,
    });
  for (const one of new Set(group)) {
    const members = Array.from(names.keys()).filter((k) => group[k] === one);
    const held = members.filter((k) => fixed.includes(names[k]));
    if (held.length === 0) add(members, CONDITION_SIGMA);
    for (const k of held) add([k], CONDITION_SIGMA);
  }
  if (driftSigma !== undefined)
    for (const [k, name] of names.entries())
      add([names.length + k], fixed.includes(name) ? CONDITION_SIGMA : driftSigma);
  return list;
}

/** Lines that cross, by way of others, have the same number. */
function groupsOf(names: readonly string[], crossovers: readonly Crossover[]): number[] {
  const parent = names.map((_, k) => k);
  const root = (k: number): number => (parent[k] === k ? k : root(parent[k]));
  for (const { lineA, lineB } of crossovers) parent[root(names.indexOf(lineA))] = root(names.indexOf(lineB));
  return names.map((_, k) => root(k));
}

/** Hours of each row from the middle of its line. */
function hoursFromMiddle(tracks: Columns, line: readonly string[], names: readonly string[]): Float64Array {
  const minutes = minutesOf(tracks);
  const middle = new Map(names.map((name) => [name, median(minutes.filter((_, i) => line[i] === name))]));
  return minutes.map((t, i) => (t - (middle.get(line[i]) ?? Number.NaN)) / 60 || 0);
}

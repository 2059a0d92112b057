import {
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
  textColumn,
} from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { minutesOf } from "../../core/time.js";
import { baseTies, correctionAt } from "./loop-drift.js";
import { type LoopOccupation, occupationColumns, occupationGravity } from "./loop-occupations.js";
import { loopWarnings } from "./loop-warnings.js";
import { type Occupation, occupationsOf } from "./occupations.js";
import { type StationEstimate, stationColumns } from "./station-columns.js";

/** Options of `driftByLoop`. */
export interface DriftByLoopOptions {
  /** Standard deviation of one reading in mGal, where the table has no `sigma_mgal`; default 0.01. */
  readonly readingSigma_mgal?: number;
  /**
   * Standard deviation of the drift in mGal/h where no two base visits enclose a reading, and so nobody saw it;
   * default 0.02. It grows with the hours to the nearest visit.
   */
  readonly driftSigma_mgal_per_hour?: number;
  /**
   * What putting the meter down anew adds to the standard deviation of every occupation, in mGal; default 0. The
   * readings of one stop share this error, so it does not become smaller by their number: it is found from repeated
   * visits. As in `adjustNetwork`.
   */
  readonly setupSigma_mgal?: number;
}

/** The gravity of the bases, by station name. */
type Bases = Map<string, { gravity_mgal: number; sigma_mgal: number }>;

/** What was found out about one loop. */
interface LoopFigures {
  readonly loop: string;
  readonly occupations: number;
  readonly base_ties: number;
  readonly hours: number;
  /** Change of the meter's reading on unchanged gravity, mGal/h; null where one tie cannot show it. */
  readonly drift_mgal_per_hour: number | null;
}

/**
 * Station gravity from readings, loop by loop: the columns-in, columns-out form of {@link driftByLoop} in
 * `drift-by-loop-table.ts`, where it is described.
 */
export function driftByLoop(
  readings: Columns,
  bases: Columns,
  options: DriftByLoopOptions = {},
): Reported<Columns> & { readonly occupations: Columns } {
  const { readingSigma_mgal = 0.01, driftSigma_mgal_per_hour = 0.02, setupSigma_mgal = 0 } = options;
  if (!(readingSigma_mgal > 0)) {
    throw new ArgumentError({
      argument: "options.readingSigma_mgal",
      value: readingSigma_mgal,
      accepted: "a positive number of mGal",
    });
  }
  if (!(driftSigma_mgal_per_hour >= 0)) {
    throw new ArgumentError({
      argument: "options.driftSigma_mgal_per_hour",
      value: driftSigma_mgal_per_hour,
      accepted: "0 or more mGal/h",
    });
  }
  if (!(setupSigma_mgal >= 0)) {
    throw new ArgumentError({
      argument: "options.setupSigma_mgal",
      value: setupSigma_mgal,
      accepted: "0 or more mGal",
    });
  }
  const station = textColumn(readings, "station");
  const reading = numberColumn(readings, "reading_mgal");
  const sigma = optionalNumberColumn(readings, "sigma_mgal");
  const negative = sigma?.findIndex((value) => value < 0) ?? -1;
  if (negative >= 0) {
    throw new ArgumentError({
      argument: `sigma_mgal of a reading at ${station[negative]}`,
      value: sigma?.[negative],
      accepted: "0 or more",
    });
  }
  const flag = optionalTextColumn(readings, "flag");
  const minutes = minutesOf(readings);
  const known = basesByName(bases);
  const warnings: string[] = [];
  const loops: LoopFigures[] = [];
  const visits: LoopOccupation[] = [];
  const estimates = new Map<string, StationEstimate[]>();

  for (const [loop, rows] of rowsByLoop(readings)) {
    const usable = rows.filter(
      (i) => !flag?.[i] && Number.isFinite(reading[i]) && Number.isFinite(minutes[i]),
    );
    usable.sort((a, b) => minutes[a] - minutes[b]);
    const occupations = occupationsOf(usable, station, minutes, reading, (row) =>
      sigma !== undefined && sigma[row] > 0 ? sigma[row] : readingSigma_mgal,
    ).map((stop) => ({ ...stop, sigma_mgal: Math.hypot(stop.sigma_mgal, setupSigma_mgal) }));
    const ties = baseTies(occupations, known);
    loops.push(loopFigures(loop, occupations, ties));
    warnings.push(...loopWarnings(loop, occupations, ties, lostBases(rows, usable, station, known), known));
    for (const occupation of occupations) {
      const correction =
        ties.length === 0 ? undefined : correctionAt(occupation.minutes, ties, driftSigma_mgal_per_hour);
      const visit = { occupation, start_minutes: occupations[0].minutes, correction };
      visits.push(visit);
      const estimate = estimateOf(visit, loop);
      estimates.set(occupation.station, [...(estimates.get(occupation.station) ?? []), estimate]);
    }
  }
  const result = stationColumns(readings, station, estimates, known, warnings);
  return {
    result,
    occupations: occupationColumns(readings, visits),
    report: stepReport("driftByLoop", {
      parameters: { readingSigma_mgal, driftSigma_mgal_per_hour, setupSigma_mgal },
      rows: {
        readings: rowCount(readings),
        readings_left_out:
          rowCount(readings) - loops.reduce((sum, l) => sum + l.occupations, 0) - repeats(estimates),
        bases: known.size,
        stations: rowCount(result),
        stations_flagged: textColumn(result, "flag").filter(Boolean).length,
      },
      figures: { loops },
      warnings,
    }),
  };
}

/** Bases that were read in this loop, but with no reading that can be used. */
function lostBases(
  rows: readonly number[],
  usable: readonly number[],
  station: readonly string[],
  known: Bases,
): string[] {
  const used = new Set(usable.map((row) => station[row]));
  return [...new Set(rows.map((row) => station[row]))].filter((name) => known.has(name) && !used.has(name));
}

function repeats(estimates: ReadonlyMap<string, readonly StationEstimate[]>): number {
  let extra = 0;
  for (const list of estimates.values()) for (const estimate of list) extra += estimate.readings - 1;
  return extra;
}

function estimateOf(visit: LoopOccupation, loop: string): StationEstimate {
  const { row, readings } = visit.occupation;
  return { loop, row, readings, ...occupationGravity(visit) };
}

function rowsByLoop(readings: Columns): Map<string, number[]> {
  const loop = optionalTextColumn(readings, "loop");
  const meter = optionalTextColumn(readings, "meter");
  const rows = new Map<string, number[]>();
  for (let i = 0; i < rowCount(readings); i++) {
    const name = [loop?.[i] || "1", meter?.[i] ?? ""].filter(Boolean).join(" / ");
    const list = rows.get(name);
    if (list) list.push(i);
    else rows.set(name, [i]);
  }
  return rows;
}

function basesByName(bases: Columns): Bases {
  const known: Bases = new Map();
  const names = textColumn(bases, "station");
  const gravity = numberColumn(bases, "gravity_mgal");
  const sigma = optionalNumberColumn(bases, "gravity_sigma_mgal");
  for (const [i, name] of names.entries()) {
    const before = known.get(name);
    if (before !== undefined && before.gravity_mgal !== gravity[i]) {
      throw new ArgumentError({
        argument: `gravity_mgal of base ${name}`,
        value: gravity[i],
        accepted: `${before.gravity_mgal}, as in an earlier row`,
        advice: "Keep one row for each base.",
      });
    }
    if (sigma !== undefined && sigma[i] < 0) {
      throw new ArgumentError({
        argument: `gravity_sigma_mgal of base ${name}`,
        value: sigma[i],
        accepted: "0 or more",
      });
    }
    if (Number.isFinite(gravity[i]))
      known.set(name, { gravity_mgal: gravity[i], sigma_mgal: sigma?.[i] || 0 });
  }
  return known;
}

function loopFigures(
  loop: string,
  occupations: readonly Occupation[],
  ties: ReturnType<typeof baseTies>,
): LoopFigures {
  const span = (list: readonly { minutes: number }[]) =>
    list.length === 0 ? 0 : (list[list.length - 1].minutes - list[0].minutes) / 60;
  const tieHours = span(ties);
  const change = ties.length > 1 ? ties[0].correction_mgal - ties[ties.length - 1].correction_mgal : 0;
  return {
    loop,
    occupations: occupations.length,
    base_ties: ties.length,
    hours: span(occupations),
    drift_mgal_per_hour: tieHours > 0 ? change / tieHours : null,
  };
}

import {
  type Column,
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
} from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { addFlag, type Flags, flagsOf, removeFlags } from "../../core/flags.js";
import { type Reported, type StepReport, stepReport } from "../../core/report.js";
import type { Notice } from "./reading-finding.js";
import { type ReadingView, readingView } from "./reading-view.js";

/** A jump of the meter that a person has confirmed. */
export interface ConfirmedTare {
  /** The loop, as the notice calls it: `D12`, or `D12 / G-17` where the table has a column `meter`. */
  readonly loop: string;
  /** The jump lies between these two, minutes as in the notice: since the first reading, or since 1970 in UTC. */
  readonly from_minutes: number;
  readonly to_minutes: number;
  /** How far the readings jumped, mGal: it is taken off all later ones of the loop. */
  readonly step_mgal: number;
  /** Standard deviation of the step, mGal. Default 0. */
  readonly sigma_mgal?: number;
}

/** What is to be done to readings. */
export interface ReadingRepairs {
  /** Station as it stands there → its right name. */
  readonly names?: Readonly<Record<string, string>>;
  readonly tares?: readonly ConfirmedTare[];
}

/**
 * What the report of `cleanReadings` proposes: the columns-free form of {@link proposedReadingRepairs}, described in
 * `reading-repairs-table.ts`.
 */
export function proposedReadingRepairs(report: StepReport): Required<ReadingRepairs> {
  const notices = report?.figures?.notices as readonly Notice[] | undefined;
  if (!Array.isArray(notices)) {
    throw new ArgumentError({
      argument: "report",
      value: report?.step ?? report,
      accepted: "the report of cleanReadings",
      advice: "For example: proposedReadingRepairs(cleanReadings(readings, { stations }).report).",
    });
  }
  const of = (rule: string) => notices.filter((notice) => notice.rule === rule).map(({ values }) => values);
  return {
    names: Object.fromEntries(
      of("station_name").flatMap(({ station, proposed }) =>
        proposed ? [[String(station), String(proposed)]] : [],
      ),
    ),
    tares: of("tare").flatMap(({ is_tare, ...tare }) => (is_tare ? [tare as unknown as ConfirmedTare] : [])),
  };
}

/**
 * Applies what a person has confirmed: the columns-in, columns-out form of {@link applyReadingRepairs} in
 * `reading-repairs-table.ts`, where it is described.
 */
export function applyReadingRepairs(readings: Columns, repairs: ReadingRepairs): Reported<Columns> {
  const { names = {}, tares = [] } = repairs ?? {};
  checkRepairs(names, tares);
  const view = readingView(readings, () => true);
  const flags = flagsOf(readings);
  const done = Array.from(optionalTextColumn(readings, "repair") ?? Array<string>(view.rows).fill(""));
  const warnings: string[] = [];
  const renamed = renameStations(readings, view, names, flags, done, warnings);
  const stepped = tares.length > 0 ? takeStepsOff(readings, view, tares, flags, done, warnings) : undefined;
  return {
    result: { ...readings, ...renamed.columns, ...stepped?.columns, repair: done, ...flags },
    report: stepReport("applyReadingRepairs", {
      parameters: { names, tares },
      rows: {
        readings: rowCount(readings),
        renamed: renamed.rows,
        stepped: stepped?.rows ?? 0,
        on_neither_side: stepped?.between ?? 0,
      },
      warnings,
    }),
  };
}

/** New columns, and how many rows they changed. */
interface Repaired {
  readonly columns: Readonly<Record<string, Column>>;
  readonly rows: number;
}

function renameStations(
  readings: Columns,
  view: ReadingView,
  names: Readonly<Record<string, string>>,
  flags: Flags,
  done: string[],
  warnings: string[],
): Repaired {
  const station = [...view.station];
  const before = [...(optionalTextColumn(readings, "source_station") ?? view.station)];
  const seen = new Set<string>();
  let rows = 0;
  for (let row = 0; row < view.rows; row++) {
    if (!Object.hasOwn(names, view.station[row])) continue;
    seen.add(view.station[row]);
    station[row] = names[view.station[row]];
    done[row] = joined(done[row], "station_name");
    removeFlags(flags, row, (name) => name === "station_name");
    rows++;
  }
  for (const name of Object.keys(names))
    if (!seen.has(name)) warnings.push(`There is no reading at station ${name}; nothing was renamed there.`);
  return { columns: rows === 0 ? {} : { station, source_station: before }, rows };
}

function takeStepsOff(
  readings: Columns,
  view: ReadingView,
  tares: readonly ConfirmedTare[],
  flags: Flags,
  done: string[],
  warnings: string[],
): Repaired & { between: number } {
  const reading = numberColumn(readings, "reading_mgal").slice();
  const correction = new Float64Array(view.rows).map(
    (_, row) => optionalNumberColumn(readings, "tare_correction_mgal")?.[row] || 0,
  );
  const sigma = optionalNumberColumn(readings, "sigma_mgal")?.slice();
  let between = 0;
  const changed = new Set<number>();
  for (const { loop, from_minutes, to_minutes, step_mgal, sigma_mgal = 0 } of tares) {
    const later = [...view.loop.keys()].filter(
      (row) => view.loop[row] === loop && view.minutes[row] > from_minutes,
    );
    for (const row of later) {
      if (view.minutes[row] < to_minutes) {
        between++;
        addFlag(
          flags,
          row,
          "tare_side",
          `whether the jump of ${step_mgal.toFixed(3)} mGal was before it is not known`,
        );
        continue;
      }
      reading[row] -= step_mgal;
      correction[row] -= step_mgal;
      if (sigma !== undefined) sigma[row] = Math.hypot(sigma[row], sigma_mgal);
      done[row] = joined(done[row], "tare");
      changed.add(row);
    }
    if (!later.some((row) => changed.has(row)))
      warnings.push(`Loop ${loop} has no reading from minute ${to_minutes} on; no step was taken off there.`);
  }
  return {
    columns: {
      reading_mgal: reading,
      tare_correction_mgal: correction,
      ...(sigma === undefined ? {} : { sigma_mgal: sigma }),
    },
    rows: changed.size,
    between,
  };
}

function checkRepairs(names: unknown, tares: unknown): void {
  const isTexts = (value: unknown): value is Record<string, string> =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((name) => typeof name === "string" && name.trim() !== "");
  if (!isTexts(names)) {
    const accepted = 'an object of the name that stands there → the right one, such as { SO12: "S012" }';
    throw new ArgumentError({ argument: "repairs.names", value: names, accepted });
  }
  const accepted =
    "a list of { loop, from_minutes, to_minutes, step_mgal, sigma_mgal }, from_minutes before to_minutes";
  if (!Array.isArray(tares)) throw new ArgumentError({ argument: "repairs.tares", value: tares, accepted });
  for (const [k, tare] of tares.entries()) {
    const { loop, from_minutes, to_minutes, step_mgal, sigma_mgal = 0 } = (tare ?? {}) as ConfirmedTare;
    const isGood =
      typeof loop === "string" &&
      Number.isFinite(step_mgal) &&
      Number.isFinite(from_minutes) &&
      from_minutes <= to_minutes &&
      sigma_mgal >= 0;
    if (!isGood) throw new ArgumentError({ argument: `repairs.tares[${k}]`, value: tare, accepted });
  }
}

function joined(one: string, other: string): string {
  return one.split("; ").includes(other) ? one : [one, other].filter(Boolean).join("; ");
}

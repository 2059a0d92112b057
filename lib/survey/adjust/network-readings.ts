import {
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
  textColumn,
} from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { addFlag, type Flags, flagsOf } from "../../core/flags.js";
import { minutesOf } from "../../core/time.js";
import type { FullSettings } from "./network-options.js";
import { groupWarnings, lackingWarnings, meterWarnings } from "./network-reading-warnings.js";
import { type Occupation, occupationsOf } from "./occupations.js";

/** An occupation with its place in the network. */
export interface NetworkOccupation extends Occupation {
  /** All its rows in the table of readings. */
  readonly rows: readonly number[];
  readonly group: number;
  /** Mean counter of its readings; NaN where they have none. */
  readonly counter: number;
}

/** The readings that share one drift: those of a meter in a loop. */
export interface DriftGroup {
  /** As it is called in messages: loop and meter. */
  readonly name: string;
  readonly loop: string;
  readonly meter: string;
  /** In the order of time. */
  readonly occupations: readonly NetworkOccupation[];
}

/** The table of readings, taken apart. */
export interface NetworkReadings {
  readonly columns: Columns;
  readonly station: readonly string[];
  readonly minutes: Float64Array;
  readonly counters: Float64Array;
  readonly reading_mgal: Float64Array;
  /** Flags of the table, and `no_reading` where value, time or name is missing. */
  readonly flags: Flags;
  /** The drift group of each row. */
  readonly groupOfRow: Int32Array;
  readonly groups: readonly DriftGroup[];
  readonly warnings: string[];
}

/** Joins readings into occupations, and occupations into groups that share a drift. */
export function networkReadings(columns: Columns, settings: FullSettings): NetworkReadings {
  const station = textColumn(columns, "station");
  const reading_mgal = numberColumn(columns, "reading_mgal");
  const minutes = minutesOf(columns);
  const flags = flagsOf(columns);
  const warnings: string[] = [];
  const lacking: number[] = [];
  for (const [row, name] of station.entries()) {
    if (flags.flag[row] !== "") continue;
    const lacks: string[] = [];
    if (!Number.isFinite(reading_mgal[row])) lacks.push("value");
    if (!Number.isFinite(minutes[row])) lacks.push("time");
    if (name === "") lacks.push("station name");
    if (lacks.length === 0) continue;
    lacking.push(row);
    addFlag(flags, row, "no_reading", `it has no ${lacks.join(" and no ")}`);
  }
  warnings.push(...lackingWarnings(lacking, optionalTextColumn(columns, "meter")));
  const sigma = readingSigmas(columns, station, settings);
  const counters = countersOf(columns, settings, flags);
  const drafts = draftGroups(columns, settings);
  const groupOfRow = new Int32Array(rowCount(columns));
  const groups = drafts.map(({ rows, ...names }, group): DriftGroup => {
    for (const row of rows) groupOfRow[row] = group;
    const usable = rows.filter((row) => flags.flag[row] === "");
    warnings.push(...groupWarnings(names.name, usable, station, minutes));
    usable.sort((a, b) => minutes[a] - minutes[b]);
    const occupations = runsOf(usable, station, minutes, settings.occupationGap_minutes).map((run) => {
      const [mean] = occupationsOf(run, station, minutes, reading_mgal, (row) => sigma[row]);
      const sigma_mgal = Math.hypot(mean.sigma_mgal, settings.setupSigma_mgal);
      const counter = run.reduce((sum, row) => sum + counters[row], 0) / run.length;
      return Object.assign(mean, { sigma_mgal, rows: run, group, counter });
    });
    return { ...names, occupations };
  });
  warnings.push(...meterWarnings(drafts));
  return { columns, station, minutes, counters, reading_mgal, flags, groupOfRow, groups, warnings };
}

/** The counter of each row. A row of a meter with periodic errors that has none cannot be used. */
function countersOf(columns: Columns, settings: FullSettings, flags: Flags): Float64Array {
  const counter = optionalNumberColumn(columns, "counter");
  const meter = optionalTextColumn(columns, "meter");
  const periodic = new Set(
    Object.entries(settings.meters).flatMap(([name, { periods_counter = [] }]) =>
      periods_counter.length > 0 ? [name] : [],
    ),
  );
  if (periodic.size > 0 && counter === undefined)
    throw new ArgumentError({
      argument: "readings",
      value: `a table of ${Object.keys(columns).join(", ")}`,
      accepted: "a table with a column counter, where options.meters asks for periodic errors",
      advice: "Keep the counter beside reading_mgal: calibrateDial does.",
    });
  const counters = counter ?? new Float64Array(rowCount(columns)).fill(Number.NaN);
  if (periodic.size > 0)
    for (const [row, value] of counters.entries())
      if (Number.isNaN(value) && periodic.has(meter?.[row] ?? "") && flags.flag[row] === "")
        addFlag(flags, row, "no_counter", "its meter has periodic errors, and the row has no counter");
  return counters;
}

function readingSigmas(columns: Columns, station: readonly string[], settings: FullSettings): Float64Array {
  const given = optionalNumberColumn(columns, "sigma_mgal");
  const meter = optionalTextColumn(columns, "meter");
  return Float64Array.from(station, (name, row) => {
    const sigma = given?.[row] ?? Number.NaN;
    if (sigma < 0)
      throw new ArgumentError({
        argument: `sigma_mgal of row ${row + 1} (${name})`,
        value: sigma,
        accepted: "0 or more",
      });
    if (sigma > 0) return sigma;
    return settings.meters[meter?.[row] ?? ""]?.readingSigma_mgal ?? settings.readingSigma_mgal;
  });
}

/** Readings that follow one another at a station without a long pause. */
function runsOf(
  rows: readonly number[],
  station: readonly string[],
  minutes: Float64Array,
  gap: number,
): number[][] {
  const runs: number[][] = [];
  for (const [k, row] of rows.entries()) {
    const before = rows[k - 1];
    if (k > 0 && station[before] === station[row] && minutes[row] - minutes[before] <= gap)
      runs[runs.length - 1].push(row);
    else runs.push([row]);
  }
  return runs;
}

interface Draft {
  readonly name: string;
  readonly loop: string;
  readonly meter: string;
  readonly rows: number[];
}

function draftGroups(columns: Columns, settings: FullSettings): Draft[] {
  const byMeter = settings.driftBy === "meter";
  const loops = optionalTextColumn(columns, "loop");
  const meters = optionalTextColumn(columns, "meter");
  const groups = new Map<string, Draft>();
  for (let row = 0, rows = rowCount(columns); row < rows; row++) {
    const loop = byMeter ? "" : loops?.[row] || "1";
    const meter = meters?.[row] ?? "";
    const key = JSON.stringify([loop, meter]);
    const group = groups.get(key);
    const name = [loop && `Loop ${loop}`, meter && `meter ${meter}`].filter(Boolean).join(", ");
    if (group) group.rows.push(row);
    else groups.set(key, { name: name || "All readings", loop, meter, rows: [row] });
  }
  const elapsed = optionalNumberColumn(columns, "elapsed_minutes");
  if (byMeter && new Set(loops ?? []).size > 1 && elapsed?.some((value) => Number.isFinite(value)))
    throw new ArgumentError({
      argument: "options.driftBy",
      value: "meter",
      accepted: "'loop', where the times are elapsed_minutes",
      advice: "Minutes of different loops cannot be put in one order. Give time_utc.",
    });
  return [...groups.values()];
}

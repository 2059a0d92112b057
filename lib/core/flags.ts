import { type Columns, optionalTextColumn, rowCount } from "./columns.js";

/** Flags of a table that is being checked: one text and one reason a row, both empty where nothing is wrong. */
export interface Flags {
  readonly flag: string[];
  readonly flag_reason: string[];
}

/** The flags that a table has already, as lists that can be added to. */
export function flagsOf(columns: Columns): Flags {
  const rows = rowCount(columns);
  const copy = (name: string) => [...(optionalTextColumn(columns, name) ?? Array<string>(rows).fill(""))];
  return { flag: copy("flag"), flag_reason: copy("flag_reason") };
}

/**
 * Adds a flag to a row. A row with several has them separated by `; `, in `flag` and in `flag_reason`; the same
 * flag never stands twice.
 *
 * @example
 * const flags = { flag: [""], flag_reason: [""] };
 * addFlag(flags, 0, "duplicate", "as row 3");
 * addFlag(flags, 0, "neighbours", "31 mGal off");
 * flags.flag[0]; // => "duplicate; neighbours"
 */
export function addFlag(flags: Flags, row: number, flag: string, reason: string): void {
  if (hasFlag(flags.flag[row], flag)) return;
  flags.flag[row] = flags.flag[row] === "" ? flag : `${flags.flag[row]}; ${flag}`;
  flags.flag_reason[row] = flags.flag_reason[row] === "" ? reason : `${flags.flag_reason[row]}; ${reason}`;
}

/**
 * Whether a row's flags have one of a name.
 *
 * @example
 * hasFlag("duplicate; neighbours", "neighbours"); // => true
 */
export function hasFlag(flags: string, flag: string): boolean {
  return flags.split("; ").includes(flag);
}

/**
 * Takes away the flags of a row that have been answered, each with its reason; other flags stay.
 *
 * @example
 * const flags = { flag: ["station_name; spike"], flag_reason: ["A1 is meant; 2 mGal off"] };
 * removeFlags(flags, 0, (flag) => flag === "station_name");
 * flags; // => { flag: ["spike"], flag_reason: ["2 mGal off"] }
 */
export function removeFlags(flags: Flags, row: number, isAnswered: (flag: string) => boolean): void {
  const names = flags.flag[row].split("; ");
  const reasons = flags.flag_reason[row].split("; ");
  const stays = names.map((name) => !isAnswered(name));
  flags.flag[row] = names.filter((_, k) => stays[k]).join("; ");
  // A reason may hold a `; ` of its own; then it cannot be told to which flag its parts belong.
  const canTell = names.length === reasons.length;
  if (canTell) flags.flag_reason[row] = reasons.filter((_, k) => stays[k]).join("; ");
  else if (flags.flag[row] === "") flags.flag_reason[row] = "";
}

/** How many rows have each flag, most frequent first. */
export function countFlags(flag: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const row of flag)
    for (const name of row === "" ? [] : row.split("; ")) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}

import { type Columns, rowCount, textColumn } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { addFlag, countFlags, type Flags, flagsOf } from "../../core/flags.js";
import { type Reported, stepReport } from "../../core/report.js";
import type { OffsetDetector } from "./clock-offset.js";
import type { Notice } from "./reading-finding.js";
import { type ReadingLimits, readingLimits } from "./reading-limits.js";
import {
  READING_RULE_NAMES,
  READING_RULES,
  type ReadingRuleName,
  type RuleContext,
} from "./reading-rules.js";
import { readingView, type StationList } from "./reading-view.js";
import { stationList } from "./station-list.js";

/** Options of `cleanReadings` beside the tables: thresholds, and which rules run. */
export interface CleanReadingsSettings extends Partial<ReadingLimits> {
  /** The rules that run; default all. They always run in the order of `READING_RULE_NAMES`. */
  readonly rules?: readonly ReadingRuleName[];
}

/** Options of `cleanReadings` in its columns form. */
export interface CleanReadingsColumnsOptions extends CleanReadingsSettings {
  /** The coordinate list: `station`, and `longitude_deg`, `latitude_deg`, `height_m`, `ellipsoidal_height_m` where it has them. */
  readonly stations?: Columns;
  /** The stations of known gravity: `station`. */
  readonly bases?: Columns;
  /** Finds the offset of a loop's clock from its tide column, for the notices of the rule `clock`; default none. */
  readonly detectOffset?: OffsetDetector;
}

/** More than this share of flagged readings says more of the thresholds than of the readings. */
const MANY = 0.2;
/** No more notices than this become warnings; all stand in the report's figures. */
const MOST_WARNINGS = 50;

/**
 * Flags doubtful readings: the columns-in, columns-out form of {@link cleanReadings} in `clean-readings-table.ts`,
 * where it is described.
 */
export function cleanReadings(
  readings: Columns,
  options: CleanReadingsColumnsOptions = {},
): Reported<Columns> {
  const limits = readingLimits(options);
  const names = ruleNames(options.rules);
  const list = options.stations && stationList(options.stations);
  const bases = options.bases && new Set(textColumn(options.bases, "station"));
  const flags = flagsOf(readings);
  const flaggedBefore = flags.flag.filter(Boolean).length;
  const { counts, skipped, notices } = runRules(flags, names, limits, list, {
    readings,
    bases,
    detectOffset: options.detectOffset,
  });
  const rows = rowCount(readings);
  const flagged = flags.flag.filter(Boolean).length;
  return {
    result: { ...readings, ...flags },
    report: stepReport("cleanReadings", {
      parameters: {
        rules: [...names],
        ...limits,
        coordinate_list_stations: list?.size ?? null,
        bases: bases === undefined ? null : [...bases],
      },
      rows: { readings: rows, flagged_before: flaggedBefore, flagged, unflagged: rows - flagged },
      figures: {
        findings_by_rule: counts,
        skipped_rules: skipped,
        flags: countFlags(flags.flag),
        notices,
      },
      warnings: warningsOf(rows, counts, notices),
    }),
  };
}

/** Runs the rules one after the other; each adds to the flags, and puts its readings aside for those after it. */
function runRules(
  flags: Flags,
  names: ReadonlySet<ReadingRuleName>,
  limits: ReadingLimits,
  list: StationList | undefined,
  context: Omit<RuleContext, "wrongClocks">,
): { counts: Record<string, number>; skipped: Record<string, string>; notices: Notice[] } {
  const counts: Record<string, number> = {};
  const skipped: Record<string, string> = {};
  const notices: Notice[] = [];
  const before = flags.flag.map(ruleOrders);
  const putAside = new Uint8Array(before.length);
  let order = 0;
  const isUsable = (row: number) => putAside[row] === 0 && !before[row].some((own) => own < order);
  const view = readingView(context.readings, isUsable, list);
  for (const name of READING_RULE_NAMES) {
    order = READING_RULE_NAMES.indexOf(name);
    if (!names.has(name)) continue;
    const answer = READING_RULES[name].find(view, limits, {
      ...context,
      wrongClocks: new Set(notices.filter(({ rule }) => rule === "clock").map(({ values }) => values.loop)),
    });
    for (const { row, reason } of answer.findings) {
      addFlag(flags, row, name, reason);
      putAside[row] = 1;
    }
    if (answer.skipped !== undefined) skipped[name] = answer.skipped;
    else counts[name] = answer.findings.length;
    notices.push(...answer.notices);
  }
  return { counts, skipped, notices };
}

/**
 * The places of a row's flags in the order of the rules; −1 for those of a reader or a person. A rule puts a row aside
 * for flags that stand before it in that order, and not for its own of an earlier run: so a second run finds the same.
 */
function ruleOrders(flags: string): number[] {
  return flags === ""
    ? []
    : flags.split("; ").map((flag) => READING_RULE_NAMES.indexOf(flag as ReadingRuleName));
}

function ruleNames(rules: readonly ReadingRuleName[] | undefined): Set<ReadingRuleName> {
  if (rules === undefined) return new Set(READING_RULE_NAMES);
  const unknown = Array.isArray(rules) ? rules.find((name) => !READING_RULE_NAMES.includes(name)) : rules;
  if (unknown !== undefined) {
    throw new ArgumentError({
      argument: "options.rules",
      value: unknown,
      accepted: `a list of ${READING_RULE_NAMES.join(", ")}`,
    });
  }
  return new Set(READING_RULE_NAMES.filter((name) => rules.includes(name)));
}

function warningsOf(rows: number, counts: Record<string, number>, notices: readonly Notice[]): string[] {
  const warnings = notices.slice(0, MOST_WARNINGS).map(({ says }) => says);
  if (notices.length > MOST_WARNINGS) {
    warnings.push(
      `${notices.length - MOST_WARNINGS} more notices stand in the report, under figures.notices.`,
    );
  }
  for (const [name, count] of Object.entries(counts)) {
    if (count > MANY * rows) {
      warnings.push(
        `The rule ${name} flags ${count} of ${rows} readings: does its threshold fit this meter and this survey?`,
      );
    }
  }
  return warnings;
}

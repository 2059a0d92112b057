import { nameList } from "../../core/text-page.js";
import type { Notice, RuleAnswer } from "./reading-finding.js";
import { skippedRule } from "./reading-finding.js";
import { grouped } from "./reading-groups.js";
import type { ReadingLimits } from "./reading-limits.js";
import { type Setup, setupsOf } from "./reading-setups.js";
import type { ReadingView } from "./reading-view.js";

/** A break that is longer than this ends a field day, minutes. */
const NIGHT_MINUTES = 300;

/**
 * Field days that do not end at a base: the drift after the last base visit is a guess. A notice for each, and no flag:
 * the readings are good, only their uncertainty grows, which `driftByLoop` counts in sigma.
 *
 * A day is a loop, or a part of it between breaks of five hours. Where the bases are given, it must begin and end at
 * one of them; where they are not, it must end at a station that was visited before on that day.
 *
 * @param bases - names of the stations of known gravity
 *
 * Source: Torge (1989), Gravimetry, section 7.4.2: the difference and the step method close at a known point.
 */
export function findOpenLoops(
  view: ReadingView,
  limits: Pick<ReadingLimits, "setupGap_minutes" | "stationDistance_m">,
  bases: ReadonlySet<string> | undefined,
): RuleAnswer {
  const value = view.numbers("reading_mgal") ?? view.numbers("counter");
  if (value === undefined) return skippedRule("there is no column reading_mgal");
  const notices: Notice[] = [];
  for (const setups of grouped(setupsOf(view, value, limits), ({ loop }) => loop).values()) {
    const days = fieldDays(setups, view);
    for (const [i, day] of days.entries()) {
      const problem = bases === undefined ? openEnd(day) : offBase(day, bases);
      if (problem === undefined) continue;
      const { loop } = day[0];
      const name = days.length === 1 ? `Loop ${loop}` : `Loop ${loop}, day ${i + 1}`;
      notices.push({
        rule: "open_loop",
        says: `${name} ${problem.says}`,
        rows: problem.setups.flatMap(({ rows }) => rows),
        values: { loop, stations: [...new Set(problem.setups.map(({ station }) => station))] },
      });
    }
  }
  return { findings: [], notices };
}

function fieldDays(setups: readonly Setup[], view: ReadingView): Setup[][] {
  const days: Setup[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const setup of setups) {
    if (view.minutes[setup.rows[0]] - end > NIGHT_MINUTES) days.push([]);
    days[days.length - 1].push(setup);
    end = view.minutes[setup.rows[setup.rows.length - 1]];
  }
  return days;
}

/** What is open in a day, and the setups that nothing encloses. */
interface Opening {
  readonly says: string;
  readonly setups: readonly Setup[];
}

function openEnd(day: readonly Setup[]): Opening | undefined {
  const last = day[day.length - 1];
  if (day.length === 1 || day.slice(0, -1).some(({ site }) => site === last.site)) return undefined;
  const count = new Map(
    [...grouped(day, ({ site }) => String(site))].map(([name, list]) => [name, list.length]),
  );
  const lastRepeat = lastIndex(day, ({ site }) => (count.get(String(site)) as number) > 1);
  const setups = day.slice(lastRepeat + 1);
  return {
    says: `ends at ${last.station}, which was not visited before: the drift over ${nameList(setups.map(({ station }) => station))} is a guess.`,
    setups,
  };
}

function offBase(day: readonly Setup[], bases: ReadonlySet<string>): Opening | undefined {
  const isBase = ({ station }: Setup) => bases.has(station);
  const first = day.findIndex(isBase);
  if (first < 0) return { says: "visits no base.", setups: day };
  const before = day.slice(0, first);
  const after = day.slice(lastIndex(day, isBase) + 1);
  if (before.length + after.length === 0) {
    return day.length > 1 ? undefined : { says: "visits a base once, and nothing else.", setups: day };
  }
  const names = (setups: readonly Setup[]) => nameList(setups.map(({ station }) => station));
  const parts = [
    ...(before.length > 0 ? [`has no base before ${names(before)}`] : []),
    ...(after.length > 0 ? [`has no closing base after ${names(after)}`] : []),
  ];
  return { says: `${parts.join(" and ")}: the drift there is a guess.`, setups: [...before, ...after] };
}

/** Index of the last setup of that kind, −1 for none. */
function lastIndex(day: readonly Setup[], isSo: (setup: Setup) => boolean): number {
  for (let i = day.length - 1; i >= 0; i--) if (isSo(day[i])) return i;
  return -1;
}

import type { Finding, Notice, RuleAnswer } from "./reading-finding.js";
import { grouped } from "./reading-groups.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { ReadingView } from "./reading-view.js";

/**
 * Readings that stand there twice: the same meter, station, moment and value. The row that comes first in the table
 * stays; the later one gets the flag.
 *
 * A date and a clock are one moment wherever they stand. Minutes since a day's first reading begin anew with each
 * page, so there a copy in another loop counts only if `pageRows` readings or more agree between the two loops:
 * then it is a page that was typed twice. Every page that stands there twice is told in a notice, too.
 *
 * A reading without time or without value is no duplicate.
 */
export function findDuplicates(view: ReadingView, limits: Pick<ReadingLimits, "pageRows">): RuleAnswer {
  const value = view.numbers("reading_mgal") ?? view.numbers("counter");
  const firsts = new Map<string, number>();
  const copies: { row: number; first: number; isSure: boolean }[] = [];
  for (let row = 0; row < view.rows; row++) {
    const minutes = view.minutes[row];
    if (value === undefined || Number.isNaN(value[row]) || Number.isNaN(minutes)) continue;
    const hasClock = view.time[row] / 60_000 === minutes;
    const key = JSON.stringify([hasClock, view.meter[row], view.station[row], minutes, value[row]]);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, row);
    else copies.push({ row, first, isSure: hasClock || view.loop[first] === view.loop[row] });
  }
  const pages = grouped(copies, ({ row, first }) => pageName(view, row, first));
  const findings: Finding[] = [];
  const notices: Notice[] = [];
  for (const [name, page] of pages) {
    const isPage = page.length >= limits.pageRows;
    findings.push(
      ...page
        .filter(({ isSure }) => isSure || isPage)
        .map(({ row, first }) => ({ row, reason: `the same reading stands in ${view.place(first)}` })),
    );
    if (isPage) {
      notices.push({
        rule: "duplicate",
        says: `A page stands there twice: ${page.length} readings of ${name}. The second copy is flagged.`,
        rows: page.map(({ row }) => row),
        values: { readings: page.length },
      });
    }
  }
  return { findings: findings.sort((a, b) => a.row - b.row), notices };
}

function pageName(view: ReadingView, row: number, first: number): string {
  const files = view.texts("file");
  const [of, again] = [files?.[first] ?? "", files?.[row] ?? ""];
  const where = of === again ? (of === "" ? "" : ` in ${of}`) : ` in ${of} and again in ${again}`;
  const loops =
    view.loop[first] === view.loop[row] ? view.loop[row] : `${view.loop[first]} and ${view.loop[row]}`;
  return `loop ${loops}${where}`;
}

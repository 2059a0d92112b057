import { nameList } from "../../core/text-page.js";
import type { Notice, RuleAnswer } from "./reading-finding.js";
import { skippedRule } from "./reading-finding.js";
import { grouped } from "./reading-groups.js";
import type { ReadingView } from "./reading-view.js";
import { type VisitLimits, type VisitPair, visitPairs } from "./station-visits.js";

/** No knock that a meter survives moves it by more, mGal: then a name or a number is wrong. */
const LARGEST_TARE_MGAL = 5;

/** A step that several pairs of visits may share. */
interface Step {
  readonly pairs: VisitPair[];
  from: number;
  to: number;
}

/**
 * Tares: the meter was knocked, and all its later readings of the loop are off by one step. Nothing is flagged and
 * nothing is applied; the notice says between which minutes the step lies and how large it is, and a person compares
 * it with the field notes.
 *
 * Every pair of visits to one station in one loop whose change is beyond the limit of {@link visitPairs} encloses a
 * step. Pairs that overlap in time and agree in size within their limits share one: it lies where all of them
 * overlap, outside the pairs that saw no step. A step that a quiet pair encloses altogether is no tare; then one
 * visit at the station that shows it is wrong, and the notice says so.
 *
 * ```
 * step = mean of the excesses eₖ of its n pairs,   sigma = mean limit / (tareThreshold · √n)
 * ```
 *
 * This is asked before an adjustment, from the repeated visits of each loop alone: it needs no bases, no other loop and
 * no sigmas, and it tells a tare from a wrong name or a turned dial. `proposeTares` of the network asks after it, with
 * all ties between loops and meters, so it finds smaller steps, also where no station was read on both sides in the same
 * loop. A tare that the field notes confirm goes into `options.tares` of `adjustNetwork` (the notice's `values.tare`),
 * where its size is an unknown beside gravity and drift. A step that was taken off the readings before is no tare of the
 * network any more.
 *
 * @param wrongClocks - loops in which the tide is wrong, so that visits cannot be compared
 *
 * Source: the comparison of repeated stations in Torge (1989), Gravimetry, sections 6.4 and 7.4.2; the test is ours.
 */
export function findTares(
  view: ReadingView,
  limits: VisitLimits,
  wrongClocks: ReadonlySet<unknown> = new Set(),
): RuleAnswer {
  const reading = view.numbers("reading_mgal");
  if (reading === undefined) return skippedRule("there is no column reading_mgal");
  const notices: Notice[] = [];
  for (const pairs of grouped(
    visitPairs(view, reading, limits, wrongClocks),
    ({ before }) => before.loop,
  ).values()) {
    const isLoud = ({ excess_mgal, limit_mgal }: VisitPair) => Math.abs(excess_mgal) > limit_mgal;
    const quiet = pairs.filter((pair) => !isLoud(pair));
    for (const step of steps(pairs.filter(isLoud)))
      notices.push(noticeOf(step, quiet, view, limits.tareThreshold));
  }
  return { findings: [], notices };
}

function steps(loud: readonly VisitPair[]): Step[] {
  const found: Step[] = [];
  const inOrder = [...loud].sort(
    (a, b) => a.before.minutes - b.before.minutes || a.after.minutes - b.after.minutes,
  );
  for (const pair of inOrder) {
    const step = found.find(
      ({ pairs, from, to }) =>
        pair.before.minutes < to &&
        pair.after.minutes > from &&
        pairs.every(
          (other) =>
            Math.abs(other.excess_mgal - pair.excess_mgal) <= Math.max(other.limit_mgal, pair.limit_mgal),
        ),
    );
    if (step === undefined) {
      found.push({ pairs: [pair], from: pair.before.minutes, to: pair.after.minutes });
      continue;
    }
    step.pairs.push(pair);
    step.from = Math.max(step.from, pair.before.minutes);
    step.to = Math.min(step.to, pair.after.minutes);
  }
  return found;
}

function noticeOf(step: Step, quiet: readonly VisitPair[], view: ReadingView, threshold: number): Notice {
  const { pairs } = step;
  let { from, to } = step;
  for (const { before, after } of quiet) {
    if (before.minutes <= from && after.minutes > from && after.minutes < to) from = after.minutes;
    if (after.minutes >= to && before.minutes < to && before.minutes > from) to = before.minutes;
  }
  const isEnclosed = quiet.some(({ before, after }) => before.minutes <= from && after.minutes >= to);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const size = mean(pairs.map(({ excess_mgal }) => excess_mgal));
  const sigma = mean(pairs.map(({ limit_mgal }) => limit_mgal)) / threshold / Math.sqrt(pairs.length);
  const { loop } = pairs[0].before;
  const stations = nameList(pairs.map(({ before }) => before.station));
  const signed = `${size > 0 ? "+" : "−"}${Math.abs(size).toFixed(3)} mGal`;
  const when = `Loop ${loop}, between ${clock(view, from)} and ${clock(view, to)}`;
  const isTare = !isEnclosed && Math.abs(size) <= LARGEST_TARE_MGAL;
  const says = isTare
    ? `${when}: the meter may have jumped by ${signed} (± ${sigma.toFixed(3)}); repeated visits to ${stations} show it. ` +
      "If the field notes agree, give this tare to the network adjustment, which finds its size. Nothing was changed."
    : `${when}: the reading at ${stations} changes by ${signed}, which is no drift and no tare. Is a name or a number wrong, or was the dial turned?`;
  const rows = Array.from({ length: view.rows }, (_, row) => row).filter(
    (row) => view.loop[row] === loop && view.minutes[row] > from,
  );
  const tare = isTare ? { tare: asNetworkTare(view, rows[0], (from + to) / 2) } : {};
  const values = {
    loop,
    is_tare: isTare,
    from_minutes: from,
    to_minutes: to,
    step_mgal: size,
    sigma_mgal: sigma,
  };
  return { rule: "tare", says, rows, values: { ...values, ...tare } };
}

/** The tare as `options.tares` of `adjustNetwork` takes it. */
function asNetworkTare(view: ReadingView, row: number, minutes: number): Record<string, string | number> {
  return {
    meter: view.meter[row],
    loop: view.texts("loop")?.[row] || "1",
    ...(hasClock(view, minutes)
      ? { time_utc: new Date(minutes * 60_000).toISOString() }
      : { elapsed_minutes: minutes }),
  };
}

/** A moment in words: the clock's date and time, or minutes. */
function clock(view: ReadingView, minutes: number): string {
  return hasClock(view, minutes)
    ? `${new Date(minutes * 60_000).toISOString().slice(0, 16).replace("T", " ")} UTC`
    : `minute ${minutes.toFixed(0)}`;
}

/** Whether minutes are of the clock, and not of a loop. */
function hasClock(view: ReadingView, minutes: number): boolean {
  return view.time.some((time) => Math.abs(time / 60_000 - minutes) < 1440);
}

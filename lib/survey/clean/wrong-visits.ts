import { flagged, type RuleAnswer, skippedRule } from "./reading-finding.js";
import { grouped } from "./reading-groups.js";
import type { ReadingView } from "./reading-view.js";
import { type VisitLimits, visitPairs } from "./station-visits.js";

/**
 * A visit to a station that disagrees with the visit before it and with the one after it in the same loop, both
 * beyond the limit of {@link visitPairs} and by the same amount: the reading was mistyped, or the meter stood
 * somewhere else. All readings of the visit get the flag. (A jump that stays is no wrong visit but a tare.)
 *
 * With e₁ the excess from the visit before and e₂ that to the visit after:
 *
 * ```
 * |e₁| > limit,   |e₂| > limit,   e₁ e₂ < 0,   |e₁ + e₂| ≤ limit
 * ```
 *
 * @param wrongClocks - loops in which the tide is wrong, so that visits cannot be compared
 *
 * Source: the comparison of base readings in Torge (1989), Gravimetry, section 7.4.2; the test is ours.
 */
export function findWrongVisits(
  view: ReadingView,
  limits: VisitLimits,
  wrongClocks: ReadonlySet<unknown> = new Set(),
): RuleAnswer {
  const reading = view.numbers("reading_mgal");
  if (reading === undefined) return skippedRule("there is no column reading_mgal");
  const pairs = visitPairs(view, reading, limits, wrongClocks);
  const findings = [
    ...grouped(pairs, ({ before }) => JSON.stringify([before.loop, before.site])).values(),
  ].flatMap((list) =>
    list.slice(1).flatMap((next, i) => {
      const [e1, e2] = [list[i].excess_mgal, next.excess_mgal];
      const limit = Math.max(list[i].limit_mgal, next.limit_mgal);
      const isWrong =
        Math.abs(e1) > limit && Math.abs(e2) > limit && e1 * e2 < 0 && Math.abs(e1 + e2) <= limit;
      if (!isWrong) return [];
      const side = e1 > 0 ? "above" : "below";
      return next.before.rows.map((row) => ({
        row,
        reason: `this visit reads ${Math.abs((e1 - e2) / 2).toFixed(3)} mGal ${side} the visits of the station before and after it (limit ${limit.toFixed(3)} mGal)`,
      }));
    }),
  );
  return flagged(findings);
}

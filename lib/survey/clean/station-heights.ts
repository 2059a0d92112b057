import { median } from "../../core/robust-statistics.js";
import { type Notice, type RuleAnswer, skippedRule } from "./reading-finding.js";
import { grouped } from "./reading-groups.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { ReadingView } from "./reading-view.js";

/**
 * Stations whose height, as it stands with the readings, contradicts the coordinate list. A notice for each, and no
 * flag: the reading is good, but either the height is wrong (here or in the list) or the name is, and names that were
 * exchanged show themselves so where the readings have no position.
 *
 * Where the list has heights above the ellipsoid only, the median of all differences, which is about the height of the
 * geoid there, is taken off first. With d the difference of a station, told is
 *
 * ```
 * |d − median(d)| > stationHeight_m      (heights above the ellipsoid)
 * |d| > stationHeight_m                  (heights of one kind)
 * ```
 *
 * Source: the limit of 30 m is far beyond a map's contour or a hand-held GPS, and stands for 6 mGal of a Bouguer
 * anomaly; the comparison is ours.
 */
export function findWrongStationHeights(
  view: ReadingView,
  limits: Pick<ReadingLimits, "stationHeight_m">,
): RuleAnswer {
  const height = view.numbers("height_m");
  const { list } = view;
  if (list === undefined) return skippedRule("no coordinate list is given (options.stations)");
  if (height === undefined) return skippedRule("there is no column height_m");
  const stations = [...grouped(view.station.keys(), (row) => view.station[row])].flatMap(([name, rows]) => {
    const listed = list.get(name);
    if (listed === undefined) return [];
    const isOrthometric = !Number.isNaN(listed.height_m);
    const theirs = isOrthometric ? listed.height_m : listed.ellipsoidal_height_m;
    const ours = median(rows.map((row) => height[row]));
    const difference = ours - theirs;
    return Number.isNaN(difference) ? [] : [{ name, rows, ours, theirs, difference, isOrthometric }];
  });
  const geoid = median(stations.filter((s) => !s.isOrthometric).map((s) => s.difference));
  const notices = stations
    .filter((s) => Math.abs(s.difference - (s.isOrthometric ? 0 : geoid)) > limits.stationHeight_m)
    .map(({ name, rows, ours, theirs, isOrthometric }): Notice => {
      const expected = isOrthometric ? theirs : theirs + geoid;
      return {
        rule: "height",
        says:
          `Station ${name}: its readings say ${ours.toFixed(0)} m, the list ${expected.toFixed(0)} m` +
          `${isOrthometric ? "" : " (its ellipsoidal height, less the geoid)"}. Is a height wrong, or the name? Nothing was flagged.`,
        rows,
        values: { station: name, height_m: ours, listed_height_m: expected },
      };
    });
  return { findings: [], notices };
}

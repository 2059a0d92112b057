import { grouped } from "./reading-groups.js";
import type { Position, ReadingView } from "./reading-view.js";
import { distanceBetween, distanceText, positionMistake } from "./station-list.js";

/**
 * What is wrong with positions that come from the header of a file: for each row, the reason. A header holds one
 * position for a whole loop, so it is wrong if most of the loop's stations are further from it than the limit; if only
 * a few are, it is rather their places in the list that are wrong, and nothing is said here.
 *
 * @param at - the header's position at a row
 * @param rows - rows whose position comes from a header
 * @param limit_m - how far a station may be from the header's position
 */
export function wrongHeaders(
  view: ReadingView,
  at: (row: number) => Position,
  rows: readonly number[],
  limit_m: number,
): Map<number, string> {
  const reasons = new Map<number, string>();
  for (const loop of grouped(rows, (row) => view.loop[row]).values()) {
    const stations = [...grouped(loop, (row) => view.station[row])].flatMap(([name, [row]]) => {
      const listed = view.list?.get(name);
      const distance = listed === undefined ? Number.NaN : distanceBetween(at(row), listed);
      return listed === undefined || Number.isNaN(distance) ? [] : [{ name, listed, row, distance }];
    });
    const far = stations.filter(({ distance }) => distance > limit_m);
    if (2 * far.length <= stations.length) continue;
    const nearest = far.reduce((a, b) => (b.distance < a.distance ? b : a));
    const mistake = positionMistake(at(nearest.row), nearest.listed, limit_m);
    const reason = `the position in the header is ${distanceText(nearest.distance)} from ${nearest.name}, the nearest of its stations${mistake}`;
    for (const row of loop) reasons.set(row, reason);
  }
  return reasons;
}

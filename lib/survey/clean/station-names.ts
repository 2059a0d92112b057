import { nameList } from "../../core/text-page.js";
import { type Finding, type Notice, type RuleAnswer, skippedRule } from "./reading-finding.js";
import { grouped } from "./reading-groups.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { Position, ReadingView, StationList } from "./reading-view.js";
import { nearestStation, readingPositions } from "./station-list.js";
import { stationNameDistance } from "./station-name-distance.js";

/** The next name must be so much further off, in mistakes, for the nearest one to be meant without doubt. */
const CLEARANCE = 0.5;
/** If more of the names than this are unknown, the list is that of another survey. */
const MOST_UNKNOWN = 0.5;

/** What an unknown name most likely should be. */
interface Guess {
  /** Names that come into question, the nearest first. */
  readonly candidates: readonly string[];
  /** The one that is meant without doubt. */
  readonly meant?: string;
  readonly why?: string;
}

/**
 * Readings at a station that the coordinate list does not have, but whose name is a misspelling of one that it has
 * (by {@link stationNameDistance}). The name is not changed; the reason proposes the right one.
 *
 * A name is meant without doubt, and the reading is flagged, if
 *
 * - its readings have a position of their own, the nearest station of the list is within `stationDistance_m` of it, and
 *   its name is within 2 · `nameDistance`; or
 * - there is no such position, its name is within `nameDistance`, every other name is at least 0.5 further off, and
 *   no digit is another one: SO12 is meant for S012; S013 is not, since both may well be stations.
 *
 * Any other unknown name only gives a notice: it may be a new station. If more than half of the names are unknown,
 * the list belongs to another survey, and one notice says so.
 *
 * Source: see {@link stationNameDistance}; the rule of doubt is ours.
 */
export function findMisspeltStations(
  view: ReadingView,
  limits: Pick<ReadingLimits, "nameDistance" | "stationDistance_m">,
): RuleAnswer {
  const { list } = view;
  if (list === undefined) return skippedRule("no coordinate list is given (options.stations)");
  const stations = grouped(view.station.keys(), (row) => view.station[row]);
  stations.delete("");
  const unknown = [...stations].filter(([name]) => !list.has(name));
  if (unknown.length > MOST_UNKNOWN * stations.size) return { findings: [], notices: [otherList(unknown)] };
  const findings: Finding[] = [];
  const notices: Notice[] = [];
  const positions = readingPositions(view);
  for (const [name, rows] of unknown) {
    const own = rows.find(
      (row) => positions !== undefined && !positions.isShared(row) && isKnown(positions.at(row)),
    );
    const position = own === undefined ? undefined : positions?.at(own);
    const guess = guessName(name, position, list, limits);
    if (guess.meant !== undefined) {
      const reason = `there is no station ${name} in the list, but ${guess.meant}${guess.why}`;
      findings.push(...rows.map((row) => ({ row, reason: reason.replaceAll(";", ",") })));
    }
    notices.push(noticeOf(name, rows, guess));
  }
  return { findings, notices };
}

function guessName(
  name: string,
  position: Position | undefined,
  list: StationList,
  limits: Pick<ReadingLimits, "nameDistance" | "stationDistance_m">,
): Guess {
  const near = [...list.keys()]
    .map((candidate) => ({ candidate, distance: stationNameDistance(name, candidate) }))
    .filter(({ distance }) => distance < 2 * limits.nameDistance + CLEARANCE)
    .sort((a, b) => a.distance - b.distance);
  const candidates = near
    .filter(({ distance }) => distance <= limits.nameDistance)
    .map(({ candidate }) => candidate);
  const place = position && nearestStation(list, position);
  if (place !== undefined) {
    const isThere = place.distance_m <= limits.stationDistance_m;
    const spelling = near.find(({ candidate }) => candidate === place.name)?.distance ?? Infinity;
    return isThere && spelling <= 2 * limits.nameDistance
      ? { candidates: [place.name], meant: place.name, why: `, ${place.distance_m.toFixed(0)} m away` }
      : { candidates };
  }
  const [first, second] = near;
  const isClear = first !== undefined && (second?.distance ?? Infinity) >= first.distance + CLEARANCE;
  // Another number may well be another station.
  const isMeant = isClear && stationNameDistance(name, first.candidate, Infinity) <= limits.nameDistance;
  return isMeant ? { candidates, meant: first.candidate, why: " is spelt nearly so" } : { candidates };
}

function isKnown({ longitude_deg, latitude_deg }: Position): boolean {
  return Number.isFinite(longitude_deg) && Number.isFinite(latitude_deg);
}

function noticeOf(name: string, rows: readonly number[], { candidates, meant }: Guess): Notice {
  const count = rows.length === 1 ? "1 reading" : `${rows.length} readings`;
  const advice =
    meant !== undefined
      ? `${meant} is meant, most likely. The readings are flagged; nothing was renamed.`
      : candidates.length > 0
        ? `Is ${nameList(candidates, 4)} meant? Nothing was flagged.`
        : "A new station? Then add it to the list. Nothing was flagged.";
  return {
    rule: "station_name",
    says: `Station ${name} (${count}) is not in the coordinate list. ${advice}`,
    rows,
    values: { station: name, proposed: meant ?? null, candidates: candidates.slice(0, 10) },
  };
}

function otherList(unknown: readonly (readonly [string, readonly number[]])[]): Notice {
  const names = unknown.map(([name]) => name);
  return {
    rule: "station_name",
    says: `Most stations are not in the coordinate list (${nameList(names)}): is it the list of this survey? No name was flagged.`,
    rows: unknown.flatMap(([, rows]) => rows),
    values: { unknown_stations: names.length },
  };
}

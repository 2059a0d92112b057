import { type Finding, type Notice, type RuleAnswer, skippedRule } from "./reading-finding.js";
import { grouped } from "./reading-groups.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { Position, ReadingView, StationList } from "./reading-view.js";
import { wrongHeaders } from "./station-headers.js";
import {
  columnPositions,
  distanceBetween,
  distanceText,
  nearestStation,
  positionMistake,
  readingPositions,
} from "./station-list.js";
import { stationSites } from "./station-sites.js";

type Limits = Pick<ReadingLimits, "stationDistance_m" | "gpsDistance_m" | "surveyDistance_m">;

/**
 * Readings whose position, as the user typed or accepted it, contradicts the coordinate list, or the GPS of the meter
 * (`gps_longitude_deg`, `gps_latitude_deg`). It matters twice: the meter computes its tide there, and the station is
 * mapped there. The limit of 100 m is far beyond a hand-held GPS and stands, in latitude, for less than 0.09 mGal.
 *
 * The position in the header of a file (`survey_longitude_deg`, `survey_latitude_deg`) is compared with
 * `surveyDistance_m`, and so is one that three or more stations of one loop share, which must come from a header; see
 * {@link wrongHeaders}. What the GPS contradicts at one reading holds for the readings of the station in the loop that
 * carry the same position and have no fix of their own.
 *
 * Where the GPS agrees with the user, and the position is not that of another station of the list, the list itself is
 * doubtful: then there is a notice, and no flag.
 *
 * The reason says what is wrong if it is one of the usual mistakes: a sign, longitude and latitude exchanged, or the
 * position of another station of the list. Then two names may be exchanged; but where the GPS is at the station of the
 * name, the position was not renewed. A missing value contradicts nothing.
 *
 * Source: d(normal gravity)/d(latitude) ≤ 0.00082 mGal/m for the limit; the comparison is ours.
 */
export function findWrongPositions(view: ReadingView, limits: Limits): RuleAnswer {
  const { list } = view;
  const own = readingPositions(view);
  const survey = columnPositions(view, "survey_");
  const gps = columnPositions(view, "gps_");
  if (own === undefined && survey === undefined)
    return skippedRule("there is no column longitude_deg or latitude_deg");
  const reasons = headerReasons(view, own, survey, limits);
  const doubted = new Map<string, { reason: string; rows: number[] }>();
  for (const [row, station] of view.station.entries()) {
    if (own === undefined || own.isShared(row) || reasons.has(row)) continue;
    const listed = againstList(station, own.at(row), gps?.(row), limits, list);
    const isConfirmed = gps !== undefined && distanceBetween(own.at(row), gps(row)) <= limits.gpsDistance_m;
    if (listed?.isListDoubtful && isConfirmed) {
      const known = doubted.get(station) ?? { reason: listed.reason, rows: [] };
      doubted.set(station, {
        // Whatever the order of the rows, the same reason.
        reason: known.reason < listed.reason ? known.reason : listed.reason,
        rows: [...known.rows, row],
      });
      continue;
    }
    const problem = listed?.reason ?? (gps && againstGps(own.at(row), gps(row), limits.gpsDistance_m));
    if (problem !== undefined) reasons.set(row, problem);
  }
  const confirmed = new Set([...doubted].flatMap(([, { rows }]) => rows));
  const findings = own === undefined ? asFindings(reasons) : withSamePosition(view, reasons, own.at, gps);
  return {
    findings: findings.filter(({ row }) => !confirmed.has(row)),
    notices: [
      ...[...doubted].map(([station, { reason, rows }]) => listNotice(station, reason, rows)),
      ...severalPlaces(view, limits.stationDistance_m, new Set(findings.map(({ row }) => row))),
    ],
  };
}

/** Reasons against positions from headers: those of the survey's own columns, and those that stations share. */
function headerReasons(
  view: ReadingView,
  own: ReturnType<typeof readingPositions>,
  survey: ReturnType<typeof columnPositions>,
  limits: Limits,
): Map<number, string> {
  const rows = [...view.station.keys()];
  const shared = own === undefined ? [] : rows.filter(own.isShared);
  return new Map([
    ...(survey === undefined ? [] : wrongHeaders(view, survey, rows, limits.surveyDistance_m)),
    ...(own === undefined ? [] : wrongHeaders(view, own.at, shared, limits.surveyDistance_m)),
  ]);
}

function listNotice(station: string, reason: string, rows: readonly number[]): Notice {
  return {
    rule: "position",
    says: `Station ${station}: the user's position and the GPS agree, ${reason}. Is the list wrong? Nothing was flagged.`,
    rows,
    values: { station },
  };
}

/** Stations that the list does not have, and whose name stands at several places. */
function severalPlaces(view: ReadingView, distance_m: number, wrong: ReadonlySet<number>): Notice[] {
  const sites = stationSites(view, distance_m);
  const rows = [...view.station.keys()].filter(
    (row) => !wrong.has(row) && !view.list?.has(view.station[row]),
  );
  return [...grouped(rows, (row) => view.station[row])].flatMap(([station, mine]) => {
    const places = new Set(mine.map((row) => sites[row])).size;
    if (places < 2 || station === "") return [];
    const says =
      `The name ${station} stands at ${places} places more than ${distance_m} m apart: ` +
      "was no new name typed? They are treated as different stations here, but not by later steps. Nothing was flagged.";
    return [{ rule: "position", says, rows: mine, values: { station, places } }];
  });
}

/** What a list says against a position. */
interface ListProblem {
  readonly reason: string;
  /** The position is at no other station: the list itself may be wrong. */
  readonly isListDoubtful: boolean;
}

function againstList(
  station: string,
  position: Position,
  gps: Position | undefined,
  { stationDistance_m: limit, gpsDistance_m }: Limits,
  list: StationList | undefined,
): ListProblem | undefined {
  const listed = list?.get(station);
  if (list === undefined || listed === undefined) return undefined;
  const distance = distanceBetween(position, listed);
  if (!(distance > limit)) return undefined;
  const other = nearestStation(list, position);
  const isAtOther = other !== undefined && other.distance_m <= limit;
  const isNameRight = gps !== undefined && distanceBetween(gps, listed) <= gpsDistance_m;
  const explained =
    positionMistake(position, listed, limit) ||
    (isNameRight
      ? `, where the GPS is: is the position an old one${isAtOther ? `, of ${other.name}` : ""}?`
      : "") ||
    (isAtOther ? `, at the place of ${other.name}, are two names exchanged?` : "");
  return {
    reason: `${distanceText(distance)} from the place of ${station} in the list${explained}`,
    isListDoubtful: !isAtOther,
  };
}

function againstGps(
  position: Position,
  gps: Pick<Position, "longitude_deg" | "latitude_deg">,
  limit: number,
): string | undefined {
  const distance = distanceBetween(position, gps);
  return distance > limit
    ? `${distanceText(distance)} from the position of the GPS${positionMistake(position, gps, limit)}`
    : undefined;
}

/** Findings, also for readings without a fix of the same station in the loop that carry the same wrong position. */
function withSamePosition(
  view: ReadingView,
  reasons: ReadonlyMap<number, string>,
  at: (row: number) => Position,
  gps: ((row: number) => Position) | undefined,
): Finding[] {
  const key = (row: number) => {
    const { longitude_deg, latitude_deg, height_m } = at(row);
    return JSON.stringify([view.loop[row], view.station[row], longitude_deg, latitude_deg, height_m]);
  };
  const known = new Map(
    [...grouped(reasons.keys(), key)].map(([group, rows]) => [
      group,
      // Whatever the order of the rows, the same reason.
      rows.map((row) => reasons.get(row) as string).sort()[0],
    ]),
  );
  const all = new Map(reasons);
  if (reasons.size > 0) {
    for (const row of view.station.keys()) {
      const fix = gps?.(row);
      const hasFix = fix !== undefined && !Number.isNaN(fix.longitude_deg + fix.latitude_deg);
      const reason = reasons.get(row) ?? (hasFix ? undefined : known.get(key(row)));
      if (reason !== undefined) all.set(row, reason);
    }
  }
  return asFindings(all);
}

function asFindings(reasons: ReadonlyMap<number, string>): Finding[] {
  return [...reasons].map(([row, reason]) => ({ row, reason }));
}

import { type Columns, numberColumn, textColumn } from "../../core/columns.js";
import type { NetworkAdjustment } from "./adjust-network.js";
import { type LeftOut, leaveOut } from "./explain-leave-out.js";

/** One of the readings that fit worst, and what leaving it out does. */
export interface WorstReading {
  /** Row of the table of observations, from 0. */
  readonly observation: number;
  readonly kind: string;
  readonly meter: string;
  readonly loop: string;
  readonly station: string;
  readonly from_station: string;
  /** As text: UTC, or minutes of the loop; empty for an absolute tie. */
  readonly time: string;
  readonly residual_mgal: number;
  readonly w: number;
  readonly redundancy: number;
  readonly estimated_error_mgal: number;
  readonly isRejected: boolean;
  /** The station that moves most without it, in mGal. */
  readonly mostMoved: string;
  readonly change_mgal: number;
  readonly change_sigmas: number;
  /** Stations that move by more than half of their sigma. */
  readonly stationsMoved: number;
  readonly leftOut: LeftOut;
}

/** From this part of its sigma on a station counts as moved. */
const MOVED = 0.5;

/** The observations of the largest |w|, each left out for itself. Those that nothing checks have no w. */
export function worstReadings(network: NetworkAdjustment<Columns>, most: number): WorstReading[] {
  const { observations } = network;
  const w = numberColumn(observations, "w");
  const kind = textColumn(observations, "kind");
  const rows = Array.from(w.keys()).filter((i) => Number.isFinite(w[i]) && kind[i] !== "prior");
  rows.sort((a, b) => Math.abs(w[b]) - Math.abs(w[a]));
  return rows.slice(0, most).map((row) => worstReading(network, row));
}

function worstReading(network: NetworkAdjustment<Columns>, observation: number): WorstReading {
  const { observations } = network;
  const number = (name: string) => numberColumn(observations, name)[observation];
  const text = (name: string) => textColumn(observations, name)[observation];
  const leftOut = leaveOut(network, observation);
  const { stations, change_mgal, sigma_mgal } = leftOut;
  let most = -1;
  let moved = 0;
  for (let s = 0; s < stations.length; s++) {
    if (Math.abs(change_mgal[s]) > (most < 0 ? 0 : Math.abs(change_mgal[most]))) most = s;
    if (Math.abs(change_mgal[s]) > MOVED * sigma_mgal[s]) moved++;
  }
  return {
    observation,
    kind: text("kind"),
    meter: text("meter"),
    loop: text("loop"),
    station: text("station"),
    from_station: text("from_station"),
    time: timeText(network, number("minutes")),
    residual_mgal: number("residual_mgal"),
    w: number("w"),
    redundancy: number("redundancy"),
    estimated_error_mgal: number("estimated_error_mgal"),
    isRejected: text("rejected_by") !== "",
    mostMoved: most < 0 ? "" : stations[most],
    change_mgal: most < 0 ? 0 : change_mgal[most],
    change_sigmas: most < 0 ? 0 : change_mgal[most] / sigma_mgal[most],
    stationsMoved: moved,
    leftOut,
  };
}

/** Whether the minutes of the observations count from 1970. */
export function hasClock({ readings }: NetworkAdjustment<Columns>): boolean {
  return readings.time_utc !== undefined && readings.elapsed_minutes === undefined;
}

function timeText(network: NetworkAdjustment<Columns>, minutes: number): string {
  if (!Number.isFinite(minutes)) return "";
  if (!hasClock(network)) return `minute ${Math.round(minutes)}`;
  return `${new Date(Math.round(minutes) * 60_000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** The worst readings as a table, one row each, the worst first. */
export function worstTable(worst: readonly WorstReading[]): Columns {
  const numbers = (of: (entry: WorstReading) => number) => Float64Array.from(worst, of);
  const texts = (of: (entry: WorstReading) => string) => worst.map(of);
  return {
    rank: Float64Array.from(worst.keys(), (i) => i + 1),
    observation: numbers(({ observation }) => observation),
    kind: texts(({ kind }) => kind),
    meter: texts(({ meter }) => meter),
    loop: texts(({ loop }) => loop),
    station: texts(({ station }) => station),
    time: texts(({ time }) => time),
    residual_mgal: numbers(({ residual_mgal }) => residual_mgal),
    w: numbers(({ w }) => w),
    redundancy: numbers(({ redundancy }) => redundancy),
    estimated_error_mgal: numbers(({ estimated_error_mgal }) => estimated_error_mgal),
    rejected: texts(({ isRejected }) => (isRejected ? "yes" : "no")),
    most_moved_station: texts(({ mostMoved }) => mostMoved),
    gravity_change_mgal: numbers(({ change_mgal }) => change_mgal),
    gravity_change_sigmas: numbers(({ change_sigmas }) => change_sigmas),
    stations_moved: numbers(({ stationsMoved }) => stationsMoved),
    sigma0_without: numbers(({ leftOut }) => leftOut.sigma0),
  };
}

/** A row for each worst reading and station that moves at all: how far, and its sigma with and without. */
export function movesTable(worst: readonly WorstReading[]): Columns {
  const rows = worst.flatMap(({ leftOut }, i) =>
    leftOut.stations.flatMap((station, s) =>
      leftOut.change_mgal[s] !== 0 && Number.isFinite(leftOut.change_mgal[s]) ? [{ i, s, station }] : [],
    ),
  );
  const number = (of: (leftOut: LeftOut, s: number) => number) =>
    Float64Array.from(rows, ({ i, s }) => of(worst[i].leftOut, s));
  return {
    rank: Float64Array.from(rows, ({ i }) => i + 1),
    station: rows.map(({ station }) => station),
    gravity_change_mgal: number(({ change_mgal }, s) => change_mgal[s]),
    gravity_sigma_mgal: number(({ sigma_mgal }, s) => sigma_mgal[s]),
    gravity_sigma_without_mgal: number(({ sigma_without_mgal }, s) => sigma_without_mgal[s]),
  };
}

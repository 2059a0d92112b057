import { InvalidArgumentError, Option } from "commander";
import { ArgumentError, FormatError } from "../core/errors.js";
import { parseUtc } from "../core/time.js";
import { oceanLoading } from "../earth/ocean-loading.js";
import { FARTHEST_LOADING_KILOMETRES, nearestLoadingPlace } from "../earth/ocean-loading-place.js";
import { TIDE_MODELS, tides } from "../earth/tide.js";
import type { EphemerisTideOptions } from "../earth/tide-ephemeris.js";
import { readBlq } from "../formats/blq.js";
import { readTextFile } from "../node/files.js";
import { newCommand, runCommand } from "./command.js";
import { numberOption, oneOf } from "./options.js";

interface Options extends EphemerisTideOptions {
  latitude: number;
  longitude: number;
  height: number;
  start: number;
  end: number;
  step: number;
  model: (typeof TIDE_MODELS)[number];
  oceanLoading?: string;
}

const SECONDS = { s: 1, min: 60, h: 3600, d: 86_400 } as const;
/** More rows than this are a slip of the keyboard: a year of seconds is 32 million. */
const MOST_ROWS = 50_000_000;
/** Series of Moon and Sun are made for these years; another one is most likely a slip. */
const YEARS = { first: Date.UTC(1900, 0, 1), last: Date.UTC(2101, 0, 1) };
const ROWS_AT_ONCE = 10_000;

/** `igdp tide`: the tide at a place, a row a time step. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "tide",
    "Writes the tide of Moon and Sun at a place as CSV, in mGal as it is added to a reading.",
    "igdp tide --latitude 16 --longitude 101 --height 200 --start 2026-01-05 --end 2026-01-06 --step 10min",
    { report: false },
  )
    .requiredOption("--latitude <degrees>", "north is positive", numberOption("degrees", [-90, 90]))
    .requiredOption("--longitude <degrees>", "east is positive", numberOption("degrees", [-360, 360]))
    .option("--height <metres>", "height of the place", numberOption("metres", [-12_000, 20_000]), 0)
    .requiredOption("--start <time>", "first time in UTC, as 2026-01-05T01:30 or 2026-01-05", timeOption)
    .requiredOption("--end <time>", "last time in UTC", timeOption)
    .addOption(
      new Option("--step <duration>", "time between rows, as 60s, 10min, 1h or 1d")
        .argParser(durationOption)
        .default(60_000, "60s"),
    )
    .option(
      "--model <name>",
      "longman (as the meters do it) or ephemeris (better than 1 µGal, without ocean loading)",
      oneOf(...TIDE_MODELS),
      "longman",
    )
    .option(
      "--permanent-tide <system>",
      "what gravity keeps (ephemeris): zero (the default), tide-free (as longman) or mean",
      oneOf("zero", "tide-free", "mean"),
    )
    .option("--earth <kind>", "elastic (the default) or rigid (ephemeris)", oneOf("elastic", "rigid"))
    .option(
      "--ocean-loading <file>",
      "add the ocean's part from a BLQ file of gravity: its place that is nearest, within 50 km",
    )
    .action(writeTides);
  return runCommand(command, argv);
}

async function writeTides(options: Options): Promise<void> {
  const { latitude, longitude, height, start, end, step, model, permanentTide, earth } = options;
  if (end < start)
    throw new ArgumentError({
      argument: "--end",
      value: isoTime(end),
      accepted: `after --start, ${isoTime(start)}`,
    });
  const rows = Math.floor((end - start) / step) + 1;
  if (rows > MOST_ROWS)
    throw new ArgumentError({
      argument: "--step",
      value: `${step / 1000}s`,
      accepted: `long enough for ${MOST_ROWS} rows at most, not ${rows}`,
    });
  const ocean = await oceanTide(options);
  for (let first = 0; first < rows; first += ROWS_AT_ONCE) {
    const times = Array.from(
      { length: Math.min(ROWS_AT_ONCE, rows - first) },
      (_, i) => start + (first + i) * step,
    );
    const values = tides(times, latitude, longitude, height, { model, permanentTide, earth });
    const lines = times.map((time, i) => `${isoTime(time)},${(values[i] + ocean(time)).toFixed(6)}`);
    if (first === 0) lines.unshift("time_utc,tide_correction_mgal");
    console.log(lines.join("\n"));
  }
}

/** The tide of the ocean at a time, mGal: zero where no file is given. */
async function oceanTide({
  oceanLoading: path,
  latitude,
  longitude,
}: Options): Promise<(time: number) => number> {
  if (path === undefined) return () => 0;
  const file = await readTextFile(path);
  const nearest = nearestLoadingPlace(readBlq(file), latitude, longitude);
  if (nearest === undefined || nearest.kilometres > FARTHEST_LOADING_KILOMETRES)
    throw new FormatError({
      file: file.name,
      problem: `its nearest place, ${nearest?.place.station}, is ${Math.round(nearest?.kilometres ?? 0)} km away, and more than ${FARTHEST_LOADING_KILOMETRES} is too far`,
      advice: "Ask the ocean loading provider for this place.",
    });
  const { place, kilometres } = nearest;
  console.error(`note: ocean loading of ${place.station}, ${kilometres.toFixed(1)} km away, is added`);
  return (time) => oceanLoading(time, place);
}

/** A time of day in UTC, or a date, which is its midnight; milliseconds since 1970. */
function timeOption(text: string): number {
  const time = parseUtc(/^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? `${text.trim()}T00:00Z` : text);
  if (Number.isNaN(time))
    throw new InvalidArgumentError(
      "It must be a time in UTC, as 2026-01-05T01:30:00Z, or a date, as 2026-01-05.",
    );
  if (time < YEARS.first || time > YEARS.last)
    throw new InvalidArgumentError("The models hold from 1900 to 2100: is the year right?");
  return time;
}

/** A duration with its unit, in milliseconds. */
function durationOption(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(s|min|h|d)$/.exec(text.trim());
  const milliseconds = match === null ? 0 : Math.round(Number(match[1]) * SECONDS[match[2] as "s"] * 1000);
  if (milliseconds <= 0)
    throw new InvalidArgumentError("It must be a number with the unit s, min, h or d, as 60s or 10min.");
  return milliseconds;
}

/** A time as ISO 8601 in UTC, with milliseconds only where there are some. */
function isoTime(time: number): string {
  return new Date(time).toISOString().replace(".000Z", "Z");
}

import { ArgumentError } from "../../core/errors.js";
import type { TextEncoding } from "../text-encoding.js";

/** Formats of instrument files that are known. */
export type InstrumentFormat = "cg5" | "cg6" | "cg6-tsoft" | "burris" | "a10" | "dial" | "csv";

/** Names of the formats. */
export const INSTRUMENT_FORMATS: readonly InstrumentFormat[] = [
  "cg5",
  "cg6",
  "cg6-tsoft",
  "burris",
  "a10",
  "dial",
  "csv",
];

/** Options of `readInstrumentFile`. */
export interface ReadInstrumentFileOptions {
  /** The file's name, for messages and for the column `file`. Default "the file". */
  readonly file?: string;
  /** The SHA-256 of the bytes, for the report. Default empty. */
  readonly sha256?: string;
  /** The format: Scintrex CG-5, CG-6 or CG-6 in its TSoft variant, ZLS Burris, Micro-g A-10, LaCoste & Romberg dial sheet, or another CSV. Default "auto": found from the content. */
  readonly format?: InstrumentFormat | "auto";
  /** How the text is encoded. Default: found from the bytes. */
  readonly encoding?: TextEncoding;
  /**
   * How far the meter's clock is ahead of UTC, in hours: 7 where it shows the time of Bangkok. Default: what the
   * file's header says (`GMT DIFF.` of a CG-5, which is the hours to add to the clock: -7 in Bangkok), else 0.
   */
  readonly utcOffset_hours?: number;
  /** What the heights of a dial sheet are: above the geoid (default), or above the ellipsoid as GNSS gives them. */
  readonly heights?: "orthometric" | "ellipsoidal";
  /**
   * For a CSV with names of its own: igdp's column → the file's, as in `{ reading_mgal: "Gravity (mGal)" }`. Beside
   * igdp's own columns, `date` and `time` may be named: together they become `time_utc`.
   */
  readonly columnMap?: Readonly<Record<string, string>>;
}

/** The largest difference between a clock on Earth and UTC, hours. */
export const LARGEST_UTC_OFFSET = 14;

/** Checks `utcOffset_hours`: a finite number that a clock on Earth can be ahead by, or nothing. */
export function checkUtcOffset(hours: unknown): void {
  if (hours === undefined || (typeof hours === "number" && Math.abs(hours) <= LARGEST_UTC_OFFSET)) return;
  throw new ArgumentError({
    argument: "options.utcOffset_hours",
    value: hours,
    accepted: `a number from -${LARGEST_UTC_OFFSET} to ${LARGEST_UTC_OFFSET}`,
    advice: "It says how many hours the clock is ahead of UTC: 7 for Bangkok.",
  });
}

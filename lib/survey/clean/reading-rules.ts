import type { Columns } from "../../core/columns.js";
import { findWrongClocks, type OffsetDetector } from "./clock-offset.js";
import { findDuplicates } from "./duplicate-readings.js";
import { findWrongHeights } from "./instrument-height.js";
import { findOpenLoops } from "./open-loops.js";
import type { RuleAnswer } from "./reading-finding.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { ReadingView } from "./reading-view.js";
import { findDisagreements } from "./repeat-readings.js";
import { findNoisyReadings } from "./sample-deviation.js";
import { findSpikes } from "./spikes.js";
import { findWrongStationHeights } from "./station-heights.js";
import { findMisspeltStations } from "./station-names.js";
import { findWrongPositions } from "./station-positions.js";
import { findTares } from "./tares.js";
import { findTemperatureExcursions } from "./temperature-excursion.js";
import { findTiltedReadings } from "./tilt-limit.js";
import { findUnsettledReadings } from "./unsettled-readings.js";
import { findWrongVisits } from "./wrong-visits.js";

/** What rules may look at beside the readings and the thresholds. */
export interface RuleContext {
  readonly readings: Columns;
  readonly bases?: ReadonlySet<string>;
  /** Loops whose clock the rule `clock` has found to be wrong. */
  readonly wrongClocks: ReadonlySet<unknown>;
  readonly detectOffset?: OffsetDetector;
}

/** Name of a rule: the code that it writes into `flag`. */
export type ReadingRuleName =
  | "duplicate"
  | "high_deviation"
  | "tilt"
  | "temperature"
  | "instrument_height"
  | "unsettled"
  | "spike"
  | "repeat"
  | "station_name"
  | "position"
  | "height"
  | "clock"
  | "wrong_visit"
  | "tare"
  | "open_loop";

/** One rule. */
export interface ReadingRule {
  /** What a flag of this rule means, as the end of "a reading that …". */
  readonly meaning: string;
  readonly find: (view: ReadingView, limits: ReadingLimits, context: RuleContext) => RuleAnswer;
}

/**
 * The rules in the order in which they run. A rule compares only readings that no rule before it has put aside, so the
 * order is: what is there twice, what the meter itself calls bad, what is wrong within a setup, what is wrong with
 * names, places and clocks, what is wrong between setups. The rules height, clock, tare and open_loop only give
 * notices.
 */
export const READING_RULES: Readonly<Record<ReadingRuleName, ReadingRule>> = Object.freeze({
  duplicate: { meaning: "stands there twice", find: findDuplicates },
  high_deviation: { meaning: "scatters too much in itself", find: findNoisyReadings },
  tilt: { meaning: "was taken with a tilted meter", find: findTiltedReadings },
  temperature: { meaning: "was taken with the sensor too warm or too cold", find: findTemperatureExcursions },
  instrument_height: {
    meaning: "has a height of the meter unlike the others",
    find: findWrongHeights,
  },
  unsettled: { meaning: "was taken before the meter had settled", find: findUnsettledReadings },
  spike: { meaning: "jumps away from the others of its setup", find: findSpikes },
  repeat: { meaning: "disagrees with its repeat", find: findDisagreements },
  station_name: {
    meaning: "has a misspelt station name",
    find: findMisspeltStations,
  },
  position: {
    meaning: "has a position that contradicts the list or the GPS",
    find: findWrongPositions,
  },
  height: { meaning: "", find: findWrongStationHeights },
  clock: {
    meaning: "",
    find: (view, limits, { readings, detectOffset }) => findWrongClocks(view, limits, readings, detectOffset),
  },
  wrong_visit: {
    meaning: "disagrees with the visits before and after",
    find: (view, limits, { wrongClocks }) => findWrongVisits(view, limits, wrongClocks),
  },
  tare: { meaning: "", find: (view, limits, { wrongClocks }) => findTares(view, limits, wrongClocks) },
  open_loop: { meaning: "", find: (view, limits, { bases }) => findOpenLoops(view, limits, bases) },
});

/** The names of the rules, in the order in which they run. */
export const READING_RULE_NAMES: readonly ReadingRuleName[] = Object.freeze(
  Object.keys(READING_RULES) as ReadingRuleName[],
);

/** What the flags of the readers mean, as the end of "a reading that …". */
const READER_FLAGS: Readonly<Record<string, string>> = {
  no_station: "has no station name",
  no_reading: "has no value",
  no_time: "has no time",
  bad_position: "has a position that is not on the globe",
  counter_outside_table: "is outside the dial table",
  possibly_cut: "stands in a line that may have been cut",
  not_a_number: "has a text where a number belongs",
  damaged_row: "stands in a damaged line",
};

/** What a flag means, as the end of "a reading that …"; empty for a flag that nobody here gives. */
export function flagMeaning(flag: string): string {
  return (READING_RULES as Readonly<Record<string, ReadingRule>>)[flag]?.meaning ?? READER_FLAGS[flag] ?? "";
}

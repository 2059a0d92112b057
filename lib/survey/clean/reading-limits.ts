import { ArgumentError } from "../../core/errors.js";

/** The thresholds of the rules that clean readings. All are positive numbers. */
export interface ReadingLimits {
  /** So many equal readings between two pages (loops or files) make it the same page twice; default 3. */
  readonly pageRows: number;
  /** Largest standard deviation of the samples of one reading, mGal; default 0.1. */
  readonly sampleSigma_mgal: number;
  /** Largest standard error of one reading, mGal; default 0.05. */
  readonly sigma_mgal: number;
  /** Largest tilt in X or Y, arc seconds; default 20. */
  readonly tilt_arcsec: number;
  /** How far the sensor's temperature may be from the median of its loop, mK; default 5. */
  readonly temperature_mk: number;
  /** How far the meter's height above the mark may be from the median of the meter, m; default 0.15. */
  readonly instrumentHeight_m: number;
  /** Readings further apart in time than this are not one setup of the meter, minutes; default 10. */
  readonly setupGap_minutes: number;
  /** How many robust standard deviations from the median make a spike or an unsettled reading; default 3. */
  readonly spikeThreshold: number;
  /** Readings on each side that the median of the spike rule looks at; default 5. */
  readonly spikeHalfWidth: number;
  /** A smaller difference is neither a spike nor an unsettled reading, mGal; default 0.05. */
  readonly smallestSpike_mgal: number;
  /** A first reading that is further off than this is no settling but a spike, mGal; default 0.5. */
  readonly largestSettling_mgal: number;
  /** Largest difference between two readings that follow one another in one setup, mGal; default 0.05. */
  readonly repeat_mgal: number;
  /** A smaller step is no tare and no wrong visit, mGal; default 0.05. */
  readonly smallestTare_mgal: number;
  /** How many standard deviations of a station's drift-free change make a tare or a wrong visit; default 4. */
  readonly tareThreshold: number;
  /** Standard deviation of the drift, where too few repeated visits show it, mGal/h; default 0.02. */
  readonly driftSigma_mgal_per_hour: number;
  /** Largest distance between two spellings of one station's name, in mistakes; default 1. */
  readonly nameDistance: number;
  /** How far a reading's position may be from the station's in the coordinate list, m; default 100. */
  readonly stationDistance_m: number;
  /** How far a reading's height may be from the station's in the coordinate list, m; default 30. */
  readonly stationHeight_m: number;
  /** How far the position of the user may be from that of the GPS, m; default 100. */
  readonly gpsDistance_m: number;
  /** The same for a position that several stations of a loop share, as in the header of a file, m; default 100,000. */
  readonly surveyDistance_m: number;
  /** Largest root mean square difference between the meter's tide and Longman's formula, mGal; default 0.005. */
  readonly tideMismatch_mgal: number;
  /** How far the hour at which a loop begins may be from that of the other loops; default 4. */
  readonly oddHours: number;
}

/** Default thresholds; where each comes from stands with its rule. */
export const READING_LIMITS: ReadingLimits = Object.freeze({
  pageRows: 3,
  sampleSigma_mgal: 0.1,
  sigma_mgal: 0.05,
  tilt_arcsec: 20,
  temperature_mk: 5,
  instrumentHeight_m: 0.15,
  setupGap_minutes: 10,
  spikeThreshold: 3,
  spikeHalfWidth: 5,
  smallestSpike_mgal: 0.05,
  largestSettling_mgal: 0.5,
  repeat_mgal: 0.05,
  smallestTare_mgal: 0.05,
  tareThreshold: 4,
  driftSigma_mgal_per_hour: 0.02,
  nameDistance: 1,
  stationDistance_m: 100,
  stationHeight_m: 30,
  gpsDistance_m: 100,
  surveyDistance_m: 100_000,
  tideMismatch_mgal: 0.005,
  oddHours: 4,
});

/**
 * The default thresholds with those of `options` in their place.
 *
 * @throws ArgumentError if one is not a positive number
 */
export function readingLimits(options: Partial<ReadingLimits>): ReadingLimits {
  const limits: Record<string, number> = { ...READING_LIMITS };
  for (const name of Object.keys(READING_LIMITS)) {
    const value = options[name as keyof ReadingLimits];
    if (value === undefined) continue;
    if (!(typeof value === "number" && value > 0)) {
      throw new ArgumentError({
        argument: `options.${name}`,
        value,
        accepted: "a positive number",
        advice: "To switch a rule off, leave it out of options.rules.",
      });
    }
    limits[name] = value;
  }
  return limits as unknown as ReadingLimits;
}

import { ArgumentError } from "../core/errors.js";
import { oneOrEach } from "./one-or-each.js";
import { type EphemerisTideOptions, ephemerisTides } from "./tide-ephemeris.js";
import { longmanTide } from "./tide-longman.js";

/** The models of the tide. */
export const TIDE_MODELS = ["longman", "ephemeris"] as const;

/** Options of `tides`: those of `ephemerisTide` are for the model `ephemeris` only. */
export interface TideOptions extends EphemerisTideOptions {
  /** `longman`: the formula that the meters use (default). `ephemeris`: the places of Moon and Sun. */
  readonly model?: (typeof TIDE_MODELS)[number];
}

/**
 * Tidal corrections in mGal, one for each time, **added to a reading**, by one of two models: {@link longmanTide}, as
 * the meters compute it, or {@link ephemerisTides}. Over a year they differ by 1 µGal rms and up to 6 µGal: Longman
 * keeps five terms of the Moon's longitude (1 µGal rms), and his one factor for all waves is too large for K1 (0.5 µGal
 * rms at 20° latitude).
 *
 * @param times - UTC, milliseconds since 1970-01-01
 * @param latitude - degrees north: one for all times, or one for each
 * @param longitude - degrees east: one, or one for each time
 * @param height - metres: one, or one for each time
 * @returns mGal; NaN where a number is missing or a latitude is out of range
 * @throws ArgumentError where an array is not as long as `times`, or an option cannot be used
 *
 * @example
 * const hours = [0, 1, 2].map((hour) => Date.UTC(2026, 0, 5, hour));
 * const longman = tides(hours, 16, 101, 200);
 * const ephemeris = tides(hours, 16, 101, 200, { model: "ephemeris", permanentTide: "tide-free" });
 * longman.every((tide, i) => Math.abs(tide - ephemeris[i]) < 0.005); // => true
 */
export function tides(
  times: ArrayLike<number>,
  latitude: number | ArrayLike<number>,
  longitude: number | ArrayLike<number>,
  height: number | ArrayLike<number>,
  { model = "longman", ...options }: TideOptions = {},
): Float64Array {
  if (model === "ephemeris") return ephemerisTides(times, latitude, longitude, height, options);
  if (model !== "longman")
    throw new ArgumentError({
      argument: "options.model",
      value: model,
      accepted: "'longman' or 'ephemeris'",
    });
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined)
      throw new ArgumentError({
        argument: `options.${name}`,
        value,
        accepted: "absent with the model 'longman'",
        advice:
          "Longman's formula has its own elastic Earth and leaves no permanent tide. Take the model 'ephemeris'.",
      });
  }
  const at = oneOrEach(times.length, { latitude, longitude, height });
  return Float64Array.from(times, (time, i) => {
    const phi = at.latitude(i);
    return Math.abs(phi) <= 90 ? longmanTide(time, phi, at.longitude(i), at.height(i)).total : Number.NaN;
  });
}

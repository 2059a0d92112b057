import { MILLIGAL_PER_SI } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import { oneOrEach } from "./one-or-each.js";
import { RIGID, type TidalFactors } from "./tide-factors.js";
import { moonTide, permanentTide, sunTide } from "./tide-parts.js";
import { makeTideSky, type TideSky, tideSky } from "./tide-sky.js";
import { type TideStation, tideStation } from "./tide-station.js";

/** What is done with the permanent tide, the mean of the tide over all time. */
export type PermanentTide = "tide-free" | "zero" | "mean";

/** Options of `ephemerisTide`. */
export interface EphemerisTideOptions {
  /** `elastic`: the Earth yields (default). `rigid`: it does not; for comparisons only. */
  readonly earth?: "elastic" | "rigid";
  /**
   * What corrected gravity holds of the permanent tide P (the mean pull of Moon and Sun) and of the bulge that it
   * makes, which changes gravity by (δ − 1) P:
   * - `zero` (default): the bulge, not the pull. The system of absolute gravity values (IAG 1983, resolution 16).
   * - `tide-free`: neither. What Longman's formula does, and so the meters.
   * - `mean`: both, as on the real Earth; the correction has a mean of zero over time.
   */
  readonly permanentTide?: PermanentTide;
  /** Observed gravimetric factors in place of the model's (elastic Earth only). */
  readonly factors?: TidalFactors;
}

/** The parts of the tide and their sum, in mGal, as they are added to a reading. */
export interface EphemerisTide {
  /** The Moon's whole tide, its permanent part included. */
  readonly moon: number;
  /** The Sun's whole tide, its permanent part included. */
  readonly sun: number;
  /** What is taken back so that gravity keeps the wanted part of the permanent tide: 0 for `tide-free`. */
  readonly permanent: number;
  readonly total: number;
}

/**
 * Tidal acceleration from the places of Moon and Sun: the correction that is **added to a reading**, positive when
 * they pull upwards, along the normal of the ellipsoid GRS80.
 *
 * The tidal potential is developed to degree 4 for the Moon and 3 for the Sun, and differentiated exactly. The elastic
 * Earth multiplies each degree and order by its gravimetric factor δ, which depends on latitude (Dehant, Defraigne &
 * Wahr 1999), and adds the resonance of the liquid core for the eleven largest waves near K1.
 *
 * Accuracy (1 nm/s² is 0.1 µGal): on the rigid Earth 0.05 nm/s² rms and 0.2 nm/s² at most against the 12,935 waves of
 * Hartmann & Wenzel (1995); planets and the Earth's flattening are left out. UTC is taken as UT1: they differ by less
 * than 0.9 s, which is 0.2 nm/s² at most. TT − UT1 comes from a formula that is 6 s too large in 2026: less than
 * 0.1 nm/s². The elastic Earth is known to 1 nm/s²: the model of ETERNA 3.4 (Wahr–Dehant–Zschau) differs by 0.5 to
 * 1.5 nm/s² rms. Not included: ocean loading (up to 200 nm/s² near a coast: `oceanLoading`), polar motion, air pressure.
 *
 * @param time - UTC, milliseconds since 1970-01-01 (as `Date.getTime()` gives it)
 * @param latitude - geodetic latitude, degrees north
 * @param longitude - degrees east
 * @param height - metres above the ellipsoid (above sea level is as good: 100 m change the tide by 0.002 %)
 * @returns the parts and their sum, mGal; NaN where an argument is NaN or the latitude is out of range
 * @throws ArgumentError where an option is not one of its words or a factor is not a number
 *
 * Sources: potential, Torge & Müller (2012), Geodesy, 4th ed., eq. 3.119; factors, Dehant, Defraigne & Wahr (1999),
 * Journal of Geophysical Research 104, 1035–1058; permanent tide, Ekman (1989), Bulletin Géodésique 63, 281–296, and
 * Mäkinen (2021), Journal of Geodesy 95, 106.
 *
 * @example
 * const rigid = { earth: "rigid", permanentTide: "tide-free" } as const;
 * ephemerisTide(Date.UTC(1990, 0, 1), 52.3868, 9.7144, 110, rigid).total.toFixed(5); // => "0.04512"
 */
export function ephemerisTide(
  time: number,
  latitude: number,
  longitude: number,
  height: number,
  options: EphemerisTideOptions = {},
): EphemerisTide {
  const station = makeStation(latitude, longitude, height, checked(options));
  if (station === undefined || !Number.isFinite(time))
    return { moon: Number.NaN, sun: Number.NaN, permanent: Number.NaN, total: Number.NaN };
  return tideAt(station, tideSky(time));
}

/**
 * The sum of {@link ephemerisTide} for many times, stations or both: the places of Moon and Sun are computed once in
 * six hours and interpolated (error below 0.001 nm/s²), and the readings at one station share its geometry.
 *
 * @param times - UTC, milliseconds since 1970-01-01
 * @param latitude - degrees north: one for all times, or one for each
 * @param longitude - degrees east: one, or one for each time
 * @param height - metres: one, or one for each time
 * @returns tide in mGal, as added to a reading, one for each time; NaN where a number is missing
 * @throws ArgumentError where an array is not as long as `times`, or an option cannot be used
 *
 * @example
 * const noon = Date.UTC(2026, 0, 5, 12);
 * const corrections = ephemerisTides([noon, noon + 3600e3], 16, 101, 200);
 * corrections.length; // => 2
 * Math.abs(corrections[0] - ephemerisTide(noon, 16, 101, 200).total) < 1e-8; // => true
 */
export function ephemerisTides(
  times: ArrayLike<number>,
  latitude: number | ArrayLike<number>,
  longitude: number | ArrayLike<number>,
  height: number | ArrayLike<number>,
  options: EphemerisTideOptions = {},
): Float64Array {
  const settings = checked(options);
  const at = oneOrEach(times.length, { latitude, longitude, height });
  const sky = makeTideSky();
  const result = new Float64Array(times.length).fill(Number.NaN);
  let [phi, lambda, h] = [Number.NaN, Number.NaN, Number.NaN];
  let station: Station | undefined;
  for (let i = 0; i < times.length; i++) {
    if (at.latitude(i) !== phi || at.longitude(i) !== lambda || at.height(i) !== h) {
      [phi, lambda, h] = [at.latitude(i), at.longitude(i), at.height(i)];
      station = makeStation(phi, lambda, h, settings);
    }
    if (station !== undefined && Number.isFinite(times[i])) result[i] = tideAt(station, sky(times[i])).total;
  }
  return result;
}

/** A station, and the part of the permanent tide that its corrected gravity keeps, mGal. */
interface Station {
  readonly place: TideStation;
  readonly permanent: number;
}

function makeStation(
  latitude: number,
  longitude: number,
  height: number,
  { earth, permanentTide: system, factors }: ReturnType<typeof checked>,
): Station | undefined {
  const place = tideStation(latitude, longitude, height, earth, factors);
  if (place === undefined) return undefined;
  const whole = permanentTide(place);
  const pull = permanentTide({ ...place, factors: RIGID });
  const kept = { "tide-free": 0, zero: whole - pull, mean: whole }[system];
  return { place, permanent: kept === 0 ? 0 : -kept * MILLIGAL_PER_SI };
}

function tideAt({ place, permanent }: Station, sky: TideSky): EphemerisTide {
  const moon = moonTide(place, sky) * MILLIGAL_PER_SI;
  const sun = sunTide(place, sky) * MILLIGAL_PER_SI;
  return { moon, sun, permanent, total: moon + sun + permanent };
}

function checked({ earth = "elastic", permanentTide: system = "zero", factors }: EphemerisTideOptions) {
  if (earth !== "elastic" && earth !== "rigid")
    throw new ArgumentError({ argument: "options.earth", value: earth, accepted: "'elastic' or 'rigid'" });
  if (!["tide-free", "zero", "mean"].includes(system))
    throw new ArgumentError({
      argument: "options.permanentTide",
      value: system,
      accepted: "'zero', 'tide-free' or 'mean'",
    });
  for (const [part, numbers] of Object.entries(factors ?? {})) {
    for (const [name, value] of Object.entries(numbers ?? {})) {
      if (!Number.isFinite(value))
        throw new ArgumentError({ argument: `options.factors.${part}.${name}`, value, accepted: "a number" });
    }
  }
  return { earth, permanentTide: system, factors };
}

import { RADIANS_PER_DEGREE } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";

/** The eleven waves of ocean loading, in the order of the columns of a BLQ file. */
export const LOADING_WAVES = ["M2", "S2", "N2", "K2", "K1", "O1", "P1", "Q1", "Mf", "Mm", "Ssa"] as const;

/** What the loading ocean does to gravity at one place: eleven waves, in the order of {@link LOADING_WAVES}. */
export interface OceanLoading {
  /** Amplitudes in nm/s². */
  readonly amplitude: ArrayLike<number>;
  /** Phase lags behind the tide of the potential at Greenwich, degrees, for gravity positive upwards. */
  readonly phaseLag: ArrayLike<number>;
}

const MILLISECONDS_PER_DAY = 86_400_000;
/** Noon of 1 January 2000 (J2000), in milliseconds of the Unix clock. */
const EPOCH = Date.UTC(2000, 0, 1, 12);
const MILLIGAL_PER_NANOMETRE = 1e-4;

/**
 * Each wave's argument: cycles a day of UT, multiples of h, s and p, a constant in degrees; and its modulation by the
 * Moon's node N: amplitude a + b cos N, phase c sin N in degrees.
 */
const WAVES: readonly {
  readonly argument: readonly [day: number, h: number, s: number, p: number, degrees: number];
  readonly node: readonly [a: number, b: number, c: number];
}[] = [
  { argument: [2, 2, -2, 0, 0], node: [1, -0.037, -2.1] },
  { argument: [2, 0, 0, 0, 0], node: [1, 0, 0] },
  { argument: [2, 2, -3, 1, 0], node: [1, -0.037, -2.1] },
  { argument: [2, 2, 0, 0, 0], node: [1.024, 0.286, -17.7] },
  { argument: [1, 1, 0, 0, 90], node: [1.006, 0.115, -8.9] },
  { argument: [1, 1, -2, 0, -90], node: [1.009, 0.187, 10.8] },
  { argument: [1, -1, 0, 0, -90], node: [1, 0, 0] },
  { argument: [1, 1, -3, 1, -90], node: [1.009, 0.187, 10.8] },
  { argument: [0, 0, 2, 0, 0], node: [1.043, 0.414, -23.7] },
  { argument: [0, 0, 1, -1, 0], node: [1, -0.13, 0] },
  { argument: [0, 2, 0, 0, 0], node: [1, 0, 0] },
];

/**
 * Gravity change by the ocean tide that presses on the crust and attracts, as it is **added to a reading**: the sum
 * of eleven waves f A cos (V + u − φ) at a place for which amplitudes A and phase lags φ are known (from a BLQ file,
 * see `readBlq`). Add it to {@link ephemerisTide}, which has none of it.
 *
 * Near a coast it reaches 5 to 20 µGal, deep inland 1 µGal. The smaller waves, which programs such as
 * HARDISP of the IERS interpolate between these eleven, are left out: 5 to 10 % of the sum.
 *
 * @param time - UTC, milliseconds since 1970-01-01
 * @param loading - amplitudes (nm/s²) and phase lags (degrees) of the place
 * @returns mGal, positive up; NaN where a number is missing
 * @throws ArgumentError where there are not eleven amplitudes and eleven phase lags
 *
 * Sources: arguments V, IERS Conventions (2010), section 7.1.2 (routine ARG2, after Scherneck); node factors f and u,
 * Pugh (1987), Tides, surges and mean sea-level, table 4:3; longitudes, Simon et al. (1994).
 *
 * @example
 * const none = new Float64Array(11);
 * oceanLoading(Date.UTC(2026, 0, 5), { amplitude: none, phaseLag: none }); // => 0
 */
export function oceanLoading(time: number, { amplitude, phaseLag }: OceanLoading): number {
  for (const [name, list] of Object.entries({ amplitude, phaseLag })) {
    if (list.length !== WAVES.length)
      throw new ArgumentError({
        argument: `loading.${name}`,
        value: list,
        accepted: `${WAVES.length} numbers, for ${LOADING_WAVES.join(", ")}`,
      });
  }
  const days = (time - EPOCH) / MILLISECONDS_PER_DAY;
  const centuries = days / 36525;
  const s = 218.31664563 + 481267.88119575 * centuries;
  const h = 280.46645016 + 36000.76974881 * centuries;
  const p = 83.35324312 + 4069.01363525 * centuries;
  const node = (125.04455501 - 1934.13626197 * centuries) * RADIANS_PER_DEGREE;
  let sum = 0;
  for (const [i, { argument, node: wave }] of WAVES.entries()) {
    const [day, ofH, ofS, ofP, degrees] = argument;
    const turn = 360 * ((day * (days + 0.5)) % 1);
    const phase = turn + ofH * h + ofS * s + ofP * p + degrees + wave[2] * Math.sin(node) - phaseLag[i];
    sum += (wave[0] + wave[1] * Math.cos(node)) * amplitude[i] * Math.cos(phase * RADIANS_PER_DEGREE);
  }
  return sum * MILLIGAL_PER_NANOMETRE;
}

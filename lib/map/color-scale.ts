import {
  interpolateBrBG,
  interpolateCividis,
  interpolateInferno,
  interpolateMagma,
  interpolatePlasma,
  interpolatePuOr,
  interpolateRdBu,
  interpolateRdYlBu,
  interpolateTurbo,
  interpolateViridis,
} from "d3-scale-chromatic";
import { ArgumentError } from "../core/errors.js";

/** Red, green and blue, whole numbers from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Names of the colour scales. All but `rainbow` can be told apart by colour-blind readers. The first five are
 * perceptual and run from dark to light; the next have two ends and a light middle, and run from a cold or dull low end
 * to a warm high end. `rainbow` runs from blue over green and yellow to red, as older maps do: see
 * {@link colorScaleWarning}.
 */
export type ColorScaleName =
  | "viridis"
  | "cividis"
  | "inferno"
  | "magma"
  | "plasma"
  | "blue-yellow-red"
  | "blue-red"
  | "purple-orange"
  | "teal-brown"
  | "rainbow";

// Most diverging schemes of ColorBrewer run from warm to cold; a map's high values are expected to be warm.
const SCALES: Readonly<Record<ColorScaleName, (t: number) => string>> = {
  viridis: interpolateViridis,
  cividis: interpolateCividis,
  inferno: interpolateInferno,
  magma: interpolateMagma,
  plasma: interpolatePlasma,
  // Without its darkest ends, on which black contours and stations would be lost.
  "blue-yellow-red": (t) => interpolateRdYlBu(0.92 - 0.84 * t),
  "blue-red": (t) => interpolateRdBu(1 - t),
  "purple-orange": interpolatePuOr,
  "teal-brown": (t) => interpolateBrBG(1 - t),
  rainbow: interpolateTurbo,
};

/** The names that {@link colorScale} takes. */
export const COLOR_SCALE_NAMES: readonly ColorScaleName[] = Object.freeze(
  Object.keys(SCALES) as ColorScaleName[],
);

/**
 * What to know before a map with these colours is printed; undefined where there is nothing.
 *
 * Source: Crameri, Shephard & Heron 2020, The misuse of colour in science communication, Nature Communications 11, 5444.
 *
 * @example
 * colorScaleWarning("viridis"); // => undefined
 * colorScaleWarning("rainbow")?.includes("colour-blind"); // => true
 */
export function colorScaleWarning(name: ColorScaleName): string | undefined {
  return name === "rainbow"
    ? "the rainbow shows edges where the field has none, and a colour-blind reader takes its green and red for one " +
        "colour; viridis or blue-yellow-red show the same field truly"
    : undefined;
}

/** How values become colours. */
export interface ColorScale {
  readonly name: ColorScaleName;
  /** Values at and below this one have the first colour. */
  readonly minimum: number;
  /** Values at and above this one have the last colour. */
  readonly maximum: number;
  /** Ascending values, and the place from 0 to 1 that each has on the scale; straight in between. */
  readonly knots: { readonly values: readonly number[]; readonly places: readonly number[] };
  /** Colour of NaN. */
  readonly missing: Rgb;
  /** The colour of a value. */
  readonly color: (value: number) => Rgb;
  /** Index from 0 to 255 of a value's colour in `palette`; −1 for NaN. */
  readonly index: (value: number) => number;
  /** The 256 colours of the scale. */
  readonly palette: readonly Rgb[];
}

/** Options of {@link colorScale}. */
export interface ColorScaleOptions {
  /** Lowest and highest value; default: those of `values`. */
  readonly range?: readonly [minimum: number, maximum: number];
  /**
   * Equal-area colours: every colour covers the same number of `values` (histogram equalisation), so that weak
   * anomalies in a wide range stay visible. Default false: colours are even in value. Of more than half a million values a
   * part tells how they are spread.
   */
  readonly equalized?: boolean;
  /** A value that gets the middle colour, for scales with two ends: 0 for anomalies. Not with `equalized`. */
  readonly center?: number;
  /** Colour of NaN; default white. */
  readonly missing?: Rgb;
}

/** Places of the quantiles in an equal-area scale: fine enough that no colour step is seen. */
const QUANTILES = 64;

/**
 * A colour scale for a set of values.
 *
 * @param name - see {@link ColorScaleName}
 * @param values - the values to be shown; NaN is left out
 * @param options - see {@link ColorScaleOptions}
 * @returns frozen scale; values outside the range have the colour of the nearer end, NaN has `missing`
 * @throws ArgumentError if the name is unknown, no value is a number, or the range is not ascending
 *
 * Source: colours of van der Walt & Smith (viridis family), Nuñez et al. 2018 (cividis), ColorBrewer 2.0
 * (diverging), Mikhailov 2019 (turbo, here rainbow), as in d3-scale-chromatic.
 *
 * @example
 * const scale = colorScale("viridis", [0, 10]);
 * scale.color(0); // => [68, 1, 84]
 * scale.color(99); // => [253, 231, 37]
 * scale.color(Number.NaN); // => [255, 255, 255]
 */
export function colorScale(
  name: ColorScaleName,
  values: ArrayLike<number>,
  options: ColorScaleOptions = {},
): ColorScale {
  const interpolate = SCALES[name];
  if (interpolate === undefined) {
    throw new ArgumentError({
      argument: "colorScale",
      value: name,
      accepted: `one of ${COLOR_SCALE_NAMES.join(", ")}`,
    });
  }
  const missing = options.missing ?? [255, 255, 255];
  const palette = Array.from({ length: 256 }, (_, i) => parseColor(interpolate(i / 255)));
  const knots = scaleKnots(values, options);
  const minimum = knots.values[0];
  const maximum = knots.values[knots.values.length - 1];
  const index = (value: number): number =>
    Number.isNaN(value) ? -1 : Math.round(255 * placeOf(value, knots.values, knots.places));
  const color = (value: number): Rgb => (Number.isNaN(value) ? missing : palette[index(value)]);
  return Object.freeze({ name, minimum, maximum, knots, missing, color, index, palette });
}

/**
 * The same scale as plotly's `colorscale`, for `zmin: scale.minimum` and `zmax: scale.maximum`.
 *
 * @example
 * plotlyColorscale(colorScale("viridis", [0, 10]))[0]; // => [0, "rgb(68,1,84)"]
 */
export function plotlyColorscale(scale: ColorScale): [position: number, color: string][] {
  const { minimum, maximum } = scale;
  const steps = 64;
  return Array.from({ length: steps + 1 }, (_, i) => {
    const fraction = i / steps;
    return [
      Math.round(fraction * 1e4) / 1e4,
      `rgb(${scale.color(minimum + fraction * (maximum - minimum)).join(",")})`,
    ];
  });
}

function scaleKnots(values: ArrayLike<number>, options: ColorScaleOptions): ColorScale["knots"] {
  const finite = finiteSample(values);
  if (finite.count === 0 && options.range === undefined) {
    throw new ArgumentError({
      argument: "values",
      value: values,
      accepted: "at least one number that is not NaN",
      advice: "Is the grid empty, or everything masked?",
    });
  }
  let [minimum, maximum] = options.range ?? [finite.minimum, finite.maximum];
  if (!(minimum <= maximum) || !Number.isFinite(maximum - minimum)) {
    throw new ArgumentError({
      argument: "options.range",
      value: [minimum, maximum],
      accepted: "[minimum, maximum], two finite numbers in ascending order",
    });
  }
  if (options.center !== undefined && !options.equalized) {
    const reach = Math.max(maximum - options.center, options.center - minimum);
    [minimum, maximum] = [options.center - reach, options.center + reach];
  }
  if (minimum === maximum) {
    // One value only: it gets the middle colour, in a range wide enough to be written on a colour bar.
    const half = Math.max(Math.abs(minimum) * 1e-3, 0.5);
    [minimum, maximum] = [minimum - half, maximum + half];
  } else if (options.equalized) {
    const inside = finite.sample.filter((value) => value >= minimum && value <= maximum);
    return equalAreaKnots(inside.sort(), minimum, maximum);
  }
  return { values: [minimum, maximum], places: [0, 1] };
}

/** Of a larger set of values every second, third … tells the quantiles: to less than half of one of 256 colours. */
const LARGEST_SAMPLE = 250_000;

/** How many values are numbers, the range of them all, and a sample of them in their own order. */
function finiteSample(values: ArrayLike<number>): {
  count: number;
  minimum: number;
  maximum: number;
  sample: Float64Array;
} {
  // An odd stride: an even one would keep to the same columns of most grids.
  const stride = 2 * Math.floor(values.length / LARGEST_SAMPLE / 2) + 1;
  const sample: number[] = [];
  let [count, minimum, maximum] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    if (count++ % stride === 0) sample.push(value);
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { count, minimum, maximum, sample: Float64Array.from(sample) };
}

/** Quantiles as knots; where many values are equal, their knots fall together and share the mean place. */
function equalAreaKnots(sorted: Float64Array, minimum: number, maximum: number): ColorScale["knots"] {
  const values = [minimum];
  const places = [0];
  let count = 1;
  for (let i = 1; i < QUANTILES && sorted.length > 0; i++) {
    const position = (i / QUANTILES) * (sorted.length - 1);
    const below = Math.floor(position);
    const value = sorted[below] + (position - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
    const last = values.length - 1;
    if (value > values[last] && value < maximum) {
      values.push(value);
      places.push(i / QUANTILES);
      count = 1;
    } else if (value === values[last] && last > 0) {
      places[last] += (i / QUANTILES - places[last]) / ++count;
    }
  }
  values.push(maximum);
  places.push(1);
  return { values, places };
}

function placeOf(value: number, values: readonly number[], places: readonly number[]): number {
  const last = values.length - 1;
  if (value <= values[0]) return 0;
  if (value >= values[last]) return 1;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle;
    else high = middle;
  }
  return places[low] + ((value - values[low]) / (values[high] - values[low])) * (places[high] - places[low]);
}

/**
 * Relative luminance of a colour, 0 for black and 1 for white.
 *
 * Source: Web Content Accessibility Guidelines 2.2, definition of relative luminance.
 */
export function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** d3-scale-chromatic answers `#rrggbb` for some scales and `rgb(r, g, b)` for others. */
function parseColor(css: string): Rgb {
  const hex = /^#(..)(..)(..)$/.exec(css);
  const parts = hex
    ? hex.slice(1).map((part) => Number.parseInt(part, 16))
    : (css.match(/\d+/g) ?? []).map(Number);
  return Object.freeze([parts[0], parts[1], parts[2]]) as Rgb;
}

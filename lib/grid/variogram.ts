import { ArgumentError } from "../core/errors.js";
import { seededRandom } from "../core/random.js";
import { type Reported, stepReport } from "../core/report.js";
import type { AspectRatio } from "./fitted-surface.js";
import { nthSmallest } from "./nearest-sets.js";
import { type Points, usablePoints } from "./points.js";

/** How the differences of a class become its semivariance. */
export type VariogramEstimator = "median" | "robust" | "moments";

const ESTIMATORS: readonly VariogramEstimator[] = ["median", "robust", "moments"];

/** Options of {@link empiricalVariogram}. */
export interface VariogramOptions extends AspectRatio {
  /** Pairs farther apart than this do not count, in units of y; default a third of the diagonal of the points. */
  readonly maximumLag?: number;
  /** Number of classes of distance; default 15. */
  readonly classes?: number;
  /**
   * `median` (the default): from the median difference, which stands one wild value in fifty (Dowd 1984). `robust`: from the
   * fourth power of the mean root of the differences, which needs fewer pairs and stands one in two hundred (Cressie &
   * Hawkins 1980). `moments`: half the mean square of the differences, for values without any (Matheron 1962).
   */
  readonly estimator?: VariogramEstimator;
  /** Of more points than this a random choice is taken; default 4,000 (8 million pairs). */
  readonly maximumPoints?: number;
  /** Only pairs in this direction count, within `tolerance`: degrees clockwise from y. Default: all directions. */
  readonly azimuth?: number;
  /** Greatest deviation from the azimuth, in degrees; default 22.5. */
  readonly tolerance?: number;
  /** Seed of the random choice; default 1. */
  readonly seed?: number;
}

/** How values differ, by the distance between their points: one entry for each class of distance with pairs. */
export interface EmpiricalVariogram {
  /** Mean distance of the pairs of a class, in units of y. */
  readonly lag: Float64Array;
  /** Half the mean squared difference, as it is estimated, in squared units of the values. */
  readonly semivariance: Float64Array;
  /** Number of pairs. */
  readonly pairs: Float64Array;
  readonly estimator: VariogramEstimator;
  /** Mean of the squared sigmas of the points: what their errors add to the semivariance; 0 where there are none. */
  readonly noise: number;
}

/**
 * The empirical variogram: half the mean squared difference of two values, as a function of the distance of their points.
 *
 * `moments`: `γ(h) = Σ (zᵢ − zⱼ)² / 2N`; `robust`: `γ(h) = (Σ √|zᵢ − zⱼ| / N)⁴ / (2 (0.457 + 0.494 / N))`; `median`:
 * `γ(h) = 2.198 median(|zᵢ − zⱼ|)² / 2`, over the N pairs of a class. Pairs at no distance do not count. Errors of the points are in it: see `noise`.
 *
 * @param points - x, y, values; points with a NaN are left out and counted. Take off a trend first.
 * @param options - see {@link VariogramOptions}
 * @throws ArgumentError if no pair of points is within the greatest lag, or an option is out of range
 *
 * Source: Cressie (1993), Statistics for Spatial Data, Wiley, equations 2.4.2 and 2.4.12; Dowd (1984), The variogram and
 * kriging: robust and resistant estimators, in Verly et al., Geostatistics for Natural Resources Characterization, 91–106.
 *
 * @example
 * const points = { x: Float64Array.of(0, 1, 2), y: new Float64Array(3), values: Float64Array.of(1, 3, 4) };
 * const { result } = empiricalVariogram(points, { maximumLag: 2, classes: 2, estimator: "moments" });
 * result.lag; // => Float64Array.of(1, 2)
 * result.semivariance; // => Float64Array.of(1.25, 4.5)
 */
export function empiricalVariogram(
  points: Points,
  options: VariogramOptions = {},
): Reported<EmpiricalVariogram> {
  const usable = usablePoints(points);
  const settings = checkedOptions(usable.points, options);
  const { aspectRatio, maximumLag, classes, estimator, maximumPoints, azimuth, tolerance, seed } = settings;
  const chosen = randomChoice(usable.points.values.length, maximumPoints, seed);
  const x = Float64Array.from(chosen, (k) => usable.points.x[k] * aspectRatio);
  const y = Float64Array.from(chosen, (k) => usable.points.y[k]);
  const z = Float64Array.from(chosen, (k) => usable.points.values[k]);
  const pairsOf = { x, y, z, maximumLag, classes, azimuth, tolerance };
  const [lag, sum, pairs] = [new Float64Array(classes), new Float64Array(classes), new Float64Array(classes)];
  const counted = estimator === "robust" ? Math.sqrt : (difference: number) => difference * difference;
  eachPair(pairsOf, (bin, distance, difference) => {
    lag[bin] += distance;
    sum[bin] += counted(difference);
    pairs[bin] += 1;
  });
  const full = Array.from(pairs.keys()).filter((k) => pairs[k] > 0);
  if (full.length === 0) throw noPairs(usable.points, settings.maximumLag);
  const medians = estimator === "median" ? mediansOf(pairsOf, pairs) : [];
  const semivariance = (k: number): number => {
    if (estimator === "median") return (DOWD * medians[k] ** 2) / 2;
    if (estimator === "moments") return sum[k] / (2 * pairs[k]);
    return (sum[k] / pairs[k]) ** 4 / (2 * (0.457 + 0.494 / pairs[k]));
  };
  const { sigma } = usable.points;
  const result: EmpiricalVariogram = Object.freeze({
    lag: Float64Array.from(full, (k) => lag[k] / pairs[k]),
    semivariance: Float64Array.from(full, (k) => semivariance(k)),
    pairs: Float64Array.from(full, (k) => pairs[k]),
    estimator,
    noise: sigma ? sigma.reduce((total, s) => total + s * s, 0) / sigma.length : 0,
  });
  const report = stepReport("empiricalVariogram", {
    parameters: settings,
    rows: { in: usable.came, used: z.length, not_finite: usable.notFinite },
    figures: { pairs: pairs.reduce((total, count) => total + count, 0), classes: full.length },
  });
  return { result, report };
}

/** The square of a normal difference's deviation over that of its median: 1 / 0.6745². */
const DOWD = 2.198;

/** Points and which of their pairs count. */
interface Pairs {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly maximumLag: number;
  readonly classes: number;
  readonly azimuth: number | undefined;
  readonly tolerance: number;
}

function eachPair(
  { x, y, z, maximumLag, classes, azimuth, tolerance }: Pairs,
  take: (bin: number, distance: number, difference: number) => void,
): void {
  const direction = (azimuth ?? 0) * (Math.PI / 180);
  const [east, north] = [Math.sin(direction), Math.cos(direction)];
  const narrow = azimuth === undefined ? -1 : Math.cos(tolerance * (Math.PI / 180));
  for (let i = 1; i < z.length; i++) {
    for (let j = 0; j < i; j++) {
      const dx = x[i] - x[j];
      const dy = y[i] - y[j];
      const square = dx * dx + dy * dy;
      if (square > maximumLag * maximumLag || square === 0) continue;
      const distance = Math.sqrt(square);
      if (Math.abs(dx * east + dy * north) < narrow * distance) continue;
      const bin = Math.min(classes - 1, Math.ceil((distance / maximumLag) * classes * (1 - 1e-12)) - 1);
      take(bin, distance, Math.abs(z[i] - z[j]));
    }
  }
}

/** The median difference of each class. */
function mediansOf(pairsOf: Pairs, pairs: Float64Array): number[] {
  const differences = Array.from(pairs, (count) => new Float64Array(count));
  const filled = new Int32Array(pairs.length);
  eachPair(pairsOf, (bin, _, difference) => {
    differences[bin][filled[bin]++] = difference;
  });
  return differences.map((list) => {
    const upper = nthSmallest(list, list.length, (list.length >> 1) + 1);
    const lower = list.length % 2 ? upper : nthSmallest(list, list.length, list.length >> 1);
    return (lower + upper) / 2;
  });
}

/** Some of the numbers from 0 to `count`, in a random order: all of them where there are no more than `most`. */
export function randomChoice(count: number, most: number, seed: number): number[] {
  const numbers = Array.from({ length: count }, (_, k) => k);
  const random = seededRandom(seed);
  for (let k = 0; k < Math.min(most, count); k++) {
    const other = k + Math.floor(random() * (count - k));
    [numbers[k], numbers[other]] = [numbers[other], numbers[k]];
  }
  return numbers.slice(0, most);
}

function checkedOptions(points: Points, options: VariogramOptions) {
  const { aspectRatio = 1, classes = 15, estimator = "median", maximumPoints = 4000, seed = 1 } = options;
  const { azimuth, tolerance = 22.5, maximumLag = diagonal(points, aspectRatio) / 3 } = options;
  const whole = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;
  const checks: [string, unknown, boolean, string][] = [
    ["aspectRatio", aspectRatio, aspectRatio > 0, "a number above 0"],
    ["classes", classes, whole(classes, 1), "a whole number from 1"],
    ["estimator", estimator, ESTIMATORS.includes(estimator), "'median', 'robust' or 'moments'"],
    ["maximumPoints", maximumPoints, whole(maximumPoints, 2), "a whole number from 2"],
    ["azimuth", azimuth, azimuth === undefined || Number.isFinite(azimuth), "a number of degrees"],
    ["tolerance", tolerance, tolerance > 0 && tolerance <= 90, "degrees above 0, at most 90"],
  ];
  for (const [name, value, right, accepted] of checks)
    if (!right) throw new ArgumentError({ argument: `options.${name}`, value, accepted });
  if (!(maximumLag > 0)) throw noPairs(points, maximumLag);
  return { aspectRatio, classes, estimator, maximumPoints, seed, azimuth, tolerance, maximumLag };
}

function noPairs({ values }: Points, maximumLag: number): ArgumentError {
  return new ArgumentError({
    argument: "points",
    value: `${values.length} usable points without a pair at two places within ${maximumLag}`,
    accepted: "points of which some are within options.maximumLag of each other",
  });
}

/** Diagonal of the box around points, in units of y; 0 where there are none. */
export function diagonal({ x, y }: Pick<Points, "x" | "y">, aspectRatio: number): number {
  const box = [Infinity, -Infinity, Infinity, -Infinity];
  for (let k = 0; k < x.length; k++) {
    box[0] = Math.min(box[0], x[k]);
    box[1] = Math.max(box[1], x[k]);
    box[2] = Math.min(box[2], y[k]);
    box[3] = Math.max(box[3], y[k]);
  }
  return x.length === 0 ? 0 : Math.hypot((box[1] - box[0]) * aspectRatio, box[3] - box[2]);
}

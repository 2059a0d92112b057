import { ArgumentError } from "../core/errors.js";
import { mergeCoincident, type Points, usablePoints } from "./points.js";

/** Points with heights: what equivalent sources are fitted to. */
export interface PointsAtHeight extends Points {
  /** Height in metres: above the plane of reference, or above the ellipsoid for geographic coordinates. */
  readonly height: Float64Array;
}

/** The points of which sources are made, and what became of the others. */
export interface SourcePoints {
  readonly points: PointsAtHeight;
  readonly rows: Readonly<Record<string, number>>;
}

/** Checks and counts points, averages those of one place, and those of one block where blocks are asked for. */
export function sourcePoints(
  points: Points,
  coordinates: "plane" | "geographic",
  blockSize?: number | readonly [x: number, y: number],
): SourcePoints {
  if (points.height === undefined)
    throw new ArgumentError({
      argument: "points.height",
      value: undefined,
      accepted: "an array of heights in metres",
      advice: "Where all heights are the same, give an array of that height.",
    });
  const usable = usablePoints(points);
  if (usable.points.values.length === 0)
    throw new ArgumentError({
      argument: "points",
      value: `${usable.came} points, none of which has all its numbers`,
      accepted: "at least one point with finite x, y, height and value",
    });
  const bad = coordinates === "plane" ? -1 : usable.points.y.findIndex((latitude) => Math.abs(latitude) > 90);
  if (bad >= 0)
    throw new ArgumentError({
      argument: `points.y[${bad}]`,
      value: usable.points.y[bad],
      accepted: "a latitude from -90 to 90 degrees",
      advice: "For eastings and northings take coordinates 'plane'.",
    });
  const { points: single, merged } = mergeCoincident(usable.points);
  const sources = blockSize === undefined ? single : blockAverages(single as PointsAtHeight, blockSize);
  return {
    points: sources as PointsAtHeight,
    rows: {
      in: usable.came,
      used: usable.points.values.length,
      not_finite: usable.notFinite,
      coincident: merged,
      sources: sources.values.length,
    },
  };
}

/** One point for each block: the means of position, height and value, weighed by 1/σ² where there are sigmas. */
function blockAverages(
  { x, y, height, values, sigma }: PointsAtHeight,
  blockSize: number | readonly [number, number],
): PointsAtHeight {
  const [dx, dy] = typeof blockSize === "number" ? [blockSize, blockSize] : blockSize;
  const number = new Map<string, number>();
  const block = x.map((_, k) => {
    const key = `${Math.floor(x[k] / dx)} ${Math.floor(y[k] / dy)}`;
    if (!number.has(key)) number.set(key, number.size);
    return number.get(key) as number;
  });
  const weights = new Float64Array(number.size);
  for (let k = 0; k < x.length; k++) weights[block[k]] += sigma ? sigma[k] ** -2 : 1;
  const mean = (column: Float64Array): Float64Array => {
    const sums = new Float64Array(number.size);
    for (let k = 0; k < x.length; k++) sums[block[k]] += (sigma ? sigma[k] ** -2 : 1) * column[k];
    return sums.map((sum, b) => sum / weights[b]);
  };
  return {
    ...{ x: mean(x), y: mean(y), height: mean(height), values: mean(values) },
    ...(sigma && { sigma: weights.map((weight) => 1 / Math.sqrt(weight)) }),
  };
}

import { ArgumentError } from "../core/errors.js";
import { isInDegrees, type Region } from "../core/grid.js";
import { metresPerDegree } from "../earth/ellipsoid.js";
import type { AspectRatio, SurfaceNames } from "./fitted-surface.js";
import { type GridSpec, regionOfPoints } from "./grid-spec.js";
import type { Points } from "./points.js";

/** What every method is told beside its own parameters. */
export interface SurfaceFrame extends SurfaceNames, AspectRatio {
  /** Region of the grid that minimum curvature is solved on; default: around the points. */
  readonly region?: Region;
  /** Spacing of that grid, in units of x and y; default: about four nodes for each point. */
  readonly spacing?: GridSpec["spacing"];
  /** Most nodes of a grid that is solved; default 30 million: see {@link MinimumCurvatureOptions}. */
  readonly maximumNodes?: number;
  /** Stops the work when it is aborted, in methods that take long. */
  readonly signal?: AbortSignal;
  /** Told how much is done. */
  readonly progress?: (done: number, total: number) => void;
}

/** A frame with what methods cannot do without. */
export type CompleteFrame = SurfaceFrame & Required<Pick<SurfaceFrame, "aspectRatio" | "crs">>;

/** Metres in a unit of x over metres in a unit of y: on degrees, in the middle of the points' latitudes. */
export function aspectRatioOf({ y }: Pick<Points, "y">, crs: string): number {
  if (!isInDegrees({ crs })) return 1;
  const finite = y.filter(Number.isFinite);
  const [south, north] = finite.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [90, -90]);
  const { longitude, latitude } = metresPerDegree(finite.length > 0 ? (south + north) / 2 : 0);
  return longitude / latitude;
}

/** A grid around points with about four nodes for each. */
export function specOf(
  points: Points,
  { aspectRatio = 1, region, spacing }: Pick<SurfaceFrame, "aspectRatio" | "region" | "spacing">,
): GridSpec {
  const finite = points.x.filter((v, k) => Number.isFinite(v + points.y[k] + points.values[k])).length;
  if (finite === 0)
    throw new ArgumentError({
      argument: "points",
      value: `${points.x.length} points, none of which has all its numbers`,
      accepted: "at least one point with finite x, y and value",
    });
  const width = extent(points.x) * aspectRatio;
  const height = extent(points.y);
  const longer = Math.max(width, height) || 1;
  const side = Math.max(Math.sqrt((width * height) / finite), longer / finite) / 2;
  const step = spacing ?? [side / aspectRatio, side];
  if (region) return { region, spacing: spacing ?? dividing(region, step as [number, number]) };
  const [dx, dy] = typeof step === "number" ? [step, step] : step;
  const [west, east, south, north] = regionOfPoints(points, step);
  // Minimum curvature wants four nodes a side, whatever the points.
  return {
    region: [west, Math.max(east, west + 3 * dx), south, Math.max(north, south + 3 * dy)],
    spacing: step,
  };
}

/** A spacing near the one that is wished for, which divides the region. */
function dividing([west, east, south, north]: Region, [dx, dy]: [number, number]): [number, number] {
  const steps = (length: number, step: number): number => Math.max(3, Math.ceil(length / step));
  return [(east - west) / steps(east - west, dx), (north - south) / steps(north - south, dy)];
}

function extent(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values)
    if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return high > low ? high - low : 0;
}

import { ArgumentError } from "../core/errors.js";
import type { Region } from "../core/grid.js";
import { MAXIMUM_NODES, solvingGigabytes } from "./curvature-settings.js";
import { rangeOf } from "./grid-points-place.js";
import { checkedRegion, regionOfPoints } from "./grid-spec.js";
import type { Points } from "./points.js";

/** What the caller asked for. */
interface Asked {
  readonly region?: Region;
  readonly spacing: number | string;
  readonly maximumNodes?: number;
}

/** The region of the grid: whole numbers of spacings, around the given region or else around the points. */
export function regionToGrid(
  usable: Points,
  spacing: readonly [number, number],
  { region, spacing: asGiven, maximumNodes: most = MAXIMUM_NODES }: Asked,
): Region {
  const around = region === undefined ? widened(usable, spacing) : regionWithPoints(region, usable, spacing);
  const [west, east, south, north] = around;
  const columns = Math.max(3, Math.ceil((east - west) / spacing[0] - 1e-6));
  const rows = Math.max(3, Math.ceil((north - south) / spacing[1] - 1e-6));
  const nodes = (columns + 1) * (rows + 1);
  if (!(nodes <= most)) {
    throw new ArgumentError({
      argument: "spacing",
      value: asGiven,
      accepted: `so large that the grid has at most ${counted(most)} nodes`,
      advice:
        `It would have ${counted(columns + 1)} by ${counted(rows + 1)} nodes, and take about ` +
        `${solvingGigabytes(nodes)} GB of memory; the limit is ${solvingGigabytes(most)} GB. Choose a larger spacing or a smaller region.`,
    });
  }
  return [west, west + columns * spacing[0], south, south + rows * spacing[1]];
}

/** Around the points; for one point, or points on a line along an axis, a few nodes around them. */
function widened(usable: Points, spacing: readonly [number, number]): Region {
  const [west, east, south, north] = regionOfPoints(usable, spacing);
  const [dx, dy] = spacing;
  if (west < east && south < north) return [west, east, south, north];
  return [west - 2 * dx, east + 2 * dx, south - 2 * dy, north + 2 * dy];
}

/** The region that is asked for, if it can be one and a point lies in it (or beside it, nearest to its border). */
function regionWithPoints(given: Region, { x, y }: Points, [dx, dy]: readonly [number, number]): Region {
  const region = checkedRegion(given);
  const [west, east, south, north] = region;
  const isInside = (px: number, py: number) =>
    px >= west - dx / 2 && px <= east + dx / 2 && py >= south - dy / 2 && py <= north + dy / 2;
  if (x.some((px, k) => isInside(px, y[k]))) return region;
  const span = [...rangeOf(x), ...rangeOf(y)].map((value) => Number(value.toPrecision(9)));
  throw new ArgumentError({
    argument: "region",
    value: region.join("/"),
    accepted: "a region that holds points",
    advice: `No point lies in the region ${region.join("/")} (west/east/south/north); the points span ${span.join("/")}.`,
  });
}

/** A count as people read it: `30,000,000`, and `1.2e+18` where there are too many digits. */
function counted(count: number): string {
  return count < 1e12 ? count.toLocaleString("en-US") : count.toPrecision(2);
}

import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { gridDegrees, linesOnGrid, type MapLines } from "../map/map-lines.js";
import { worldLines } from "../node/world-lines.js";

/** Coasts and borders for a grid: the finest ones, but on a map of more than 20° the next coarser ones. */
export function coastLines(grid: Grid): MapLines[] {
  const region = gridDegrees(grid);
  if (region === undefined) {
    throw new ArgumentError({
      argument: "--coast",
      value: grid.crs,
      accepted:
        "a grid in degrees or in a projection that igdp knows, so that it lies somewhere on the Earth",
      advice: "Give the projection when you make the grid: igdp grid … --crs EPSG:32648.",
    });
  }
  return linesOnGrid(grid, worldLines({ detail: region[1] - region[0] > 20 ? "50m" : "10m" }));
}

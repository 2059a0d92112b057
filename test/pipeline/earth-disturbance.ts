import { type Grid, makeGrid } from "../../lib/core/grid.js";
import { normalGravity } from "../../lib/earth/normal-gravity.js";
import { readGridFile } from "../../lib/node/read-grid-file.js";
import { realData } from "./real-data.js";

/** West, east, south and north of the CCOP region. */
const CCOP = [90, 155, -15, 55] as const;

/**
 * The gravity disturbance of EIGEN-6C4 10 km above the ellipsoid, over the CCOP region on a grid of 10′; undefined where
 * the data are not beside the project.
 */
export async function earthDisturbance(): Promise<Grid | undefined> {
  const folder = realData("earth-10arcmin");
  if (folder === undefined) return undefined;
  const { grid } = await readGridFile(`${folder}earth-gravity-10arcmin.nc`, { variable: "gravity" });
  const inside = (axis: Float64Array, low: number, high: number): number[] =>
    Array.from(axis.keys()).filter((i) => axis[i] > low - 1e-6 && axis[i] < high + 1e-6);
  const columns = inside(grid.x, CCOP[0], CCOP[1]);
  const rows = inside(grid.y, CCOP[2], CCOP[3]);
  const values = rows.flatMap((j) => {
    const normal = normalGravity(grid.y[j], 10_000);
    return columns.map((i) => grid.values[j * grid.x.length + i] - normal);
  });
  return makeGrid({
    x: Float64Array.from(columns, (i) => grid.x[i]),
    y: Float64Array.from(rows, (j) => grid.y[j]),
    values: Float64Array.from(values),
    ...{ crs: "EPSG:4326", name: "gravity_disturbance_mgal", units: "mGal" },
  });
}

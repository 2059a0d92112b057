import { makeGrid, writeGridNetcdf } from "../../lib/index.js";
import { MARK } from "./area.js";

/** A grid as netCDF, with the mark that it is synthetic in its title. */
export function gridFile(parts: Parameters<typeof makeGrid>[0]): Uint8Array {
  const grid = makeGrid(parts);
  return writeGridNetcdf(grid, { title: `${MARK} Training region: ${grid.name.replaceAll("_", " ")}.` });
}

import type { Grid } from "../core/grid.js";
import type { InputFile } from "../core/report.js";
import { readGridNetcdf } from "../formats/netcdf.js";
import { readBytesFile } from "../node/files.js";

/** Opens a geoid's grid; files call its unit in several ways. */
export async function readGeoid(path: string): Promise<{ readonly file: InputFile; readonly grid: Grid }> {
  const file = await readBytesFile(path);
  const grid = readGridNetcdf(file.bytes, path);
  const metres = /^(m|met(er|re)s?)$/i.test(grid.units);
  return { file, grid: metres ? ({ ...grid, units: "m" } satisfies Grid) : grid };
}

import type { Grid } from "../core/grid.js";
import type { InputFile } from "../core/report.js";
import { readGridFile } from "../node/read-grid-file.js";

/** Opens a geoid's grid; files call its unit in several ways. */
export async function readGeoid(path: string): Promise<{ readonly file: InputFile; readonly grid: Grid }> {
  const { grid, files } = await readGridFile(path);
  const metres = /^(m|met(er|re)s?)$/i.test(grid.units);
  return { file: files[0], grid: metres ? ({ ...grid, units: "m" } satisfies Grid) : grid };
}

import type { Column, Columns } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { type Grid, isInDegrees } from "../../core/grid.js";
import { gridNodes } from "../../core/resample-grid.js";

/** Options of `pointsOfGrid`. */
export interface PointsOfGridOptions {
  /** Name of the survey. */
  readonly survey: string;
  /** Column of the values; default the grid's name. */
  readonly column?: string;
  /** Standard deviation of a value, mGal, where the grid has no sigma of its own. */
  readonly sigma_mgal?: number;
  /**
   * Nodes along each side of a block that becomes one point, the mean of its values; default 1. The nodes of a grid that was made from
   * fewer points share their errors: a block as large as the distance of those points says what is known, once.
   */
  readonly block?: number;
}

/**
 * The nodes of a grid as points of a survey: the columns-out form of {@link pointsOfGrid} in `points-of-grid-table.ts`, where it
 * is described.
 */
export function pointsOfGrid(grid: Grid, options: PointsOfGridOptions): Columns {
  const { survey, column = grid.name, sigma_mgal, block = 1 } = options;
  if (!(Number.isInteger(block) && block >= 1))
    throw new ArgumentError({
      argument: "options.block",
      value: block,
      accepted: "a whole number, 1 or more",
    });
  if (sigma_mgal !== undefined && !(sigma_mgal >= 0))
    throw new ArgumentError({
      argument: "options.sigma_mgal",
      value: sigma_mgal,
      accepted: "0 or more mGal",
    });
  const nodes = gridNodes(grid);
  const width = Math.ceil(grid.x.length / block);
  const blocks = width * Math.ceil(grid.y.length / block);
  const [count, x, y, value, sigma] = Array.from({ length: 5 }, () => new Float64Array(blocks));
  for (let k = 0; k < grid.values.length; k++) {
    if (!Number.isFinite(grid.values[k])) continue;
    const i = Math.floor((k % grid.x.length) / block);
    const b = Math.floor(Math.floor(k / grid.x.length) / block) * width + i;
    count[b]++;
    x[b] += nodes.x[k];
    y[b] += nodes.y[k];
    value[b] += grid.values[k];
    sigma[b] += grid.sigma?.[k] ?? sigma_mgal ?? Number.NaN;
  }
  const kept = Array.from(count.keys()).filter((b) => count[b] > 0);
  const mean = (sums: Float64Array) => Float64Array.from(kept, (b) => sums[b] / count[b]);
  const [east, north] = isInDegrees(grid) ? ["longitude_deg", "latitude_deg"] : ["easting_m", "northing_m"];
  const columns: Record<string, Column> = {
    survey: Array<string>(kept.length).fill(survey),
    [east]: mean(x),
    [north]: mean(y),
    [column]: mean(value),
  };
  const sigmaColumn = column.endsWith("_mgal") ? `${column.slice(0, -5)}_sigma_mgal` : `${column}_sigma`;
  return sigma_mgal === undefined && grid.sigma === undefined
    ? columns
    : { ...columns, [sigmaColumn]: mean(sigma) };
}

import { type Columns, optionalNumberColumn } from "../core/columns.js";
import type { Grid, Region } from "../core/grid.js";
import type { MapLines } from "../map/map-lines.js";
import { mapStations } from "../map/map-stations.js";

/** Steps of a line's coordinates over the longer side of the map: a tenth of a pixel at a hundredfold magnification. */
const LINE_STEPS = 1_000_000;

/** Lines of one kind as whole steps, each vertex after the first as the difference from the one before. */
export interface PackedLines {
  readonly kind: MapLines["kind"];
  readonly x: number;
  readonly y: number;
  readonly step: number;
  readonly lines: readonly (readonly number[])[];
}

/** Packs lines in the grid's coordinates; vertices that fall on the one before are left out. */
export function packLines({ kind, x, y }: MapLines, [west, east, south, north]: Region): PackedLines {
  const step = Math.max(east - west, north - south) / LINE_STEPS;
  const lines: number[][] = [];
  let line: number[] = [];
  let [lastX, lastY] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) {
      line = [];
      continue;
    }
    const stepX = Math.round((x[i] - west) / step);
    const stepY = Math.round((y[i] - south) / step);
    if (line.length === 0) {
      lines.push(line);
      [lastX, lastY] = [0, 0];
    } else if (stepX === lastX && stepY === lastY) continue;
    line.push(stepX - lastX, stepY - lastY);
    [lastX, lastY] = [stepX, stepY];
  }
  return { kind, x: west, y: south, step, lines: lines.filter(({ length }) => length > 2) };
}

/** Stations of the page: where they are, what they are called, and what was measured there. */
export interface PackedPoints {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly names?: readonly string[];
  /** One column for each layer that the points have one of; null where there is no number. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

/**
 * The points that have a position, with their names and the columns of the layers.
 *
 * @param points - with `longitude_deg` and `latitude_deg`, or `easting_m` and `northing_m`, as the grid has it
 * @throws ArgumentError if a column is missing
 */
export function packPoints(
  points: Columns,
  grid: Grid,
  layers: readonly { readonly name: string; readonly decimals: number }[],
): PackedPoints {
  const { x, y, label } = mapStations(points, grid);
  const rows = Array.from(x.keys()).filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]));
  const values: Record<string, (number | null)[]> = {};
  for (const { name, decimals } of layers) {
    const column = optionalNumberColumn(points, name);
    if (column === undefined) continue;
    values[name] = rows.map((i) =>
      Number.isFinite(column[i]) ? Number(column[i].toFixed(Math.max(0, decimals))) : null,
    );
  }
  // A millionth of a degree is a tenth of a metre.
  const [digits, round] = grid.crs === "EPSG:4326" ? [6, 1e6] : [1, 10];
  const place = (value: number): number => Number((Math.round(value * round) / round).toFixed(digits));
  return {
    x: rows.map((i) => place(x[i])),
    y: rows.map((i) => place(y[i])),
    ...(label === undefined ? {} : { names: rows.map((i) => label[i]) }),
    values,
  };
}

import { type Column, type Columns, optionalNumberColumn, rowCount, textColumn } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { flagsOf, removeFlags } from "../../core/flags.js";
import { type Reported, stepReport } from "../../core/report.js";
import { type Convert, degreesToGrid } from "../../earth/transform-coordinates.js";
import { readingOf } from "./coordinates-repairs.js";

/** Options of `applyCoordinateRepair`. */
export interface ApplyCoordinateRepairOptions {
  /** Only these repairs, by their codes in `proposed_repair`; default all. */
  readonly repairs?: readonly string[];
  /** Reference system of `easting_m` and `northing_m`, where the table has no degrees: `EPSG:n`. */
  readonly crs?: string;
  /** Only these rows, counted from 0; default all with a proposal. */
  readonly rows?: readonly number[];
}

/** Flags that a repair answers. */
const ANSWERED = new Set([
  "swapped",
  "hemisphere",
  "metres_as_degrees",
  "degrees_as_metres",
  "utm_zone",
  "depth_as_height",
  "height_sign",
]);

/**
 * Applies the repairs that a check proposed: the columns-in, columns-out form of {@link applyCoordinateRepair} in
 * `points-table.ts`, where it is described.
 */
export function applyCoordinateRepair(
  points: Columns,
  options: ApplyCoordinateRepairOptions = {},
): Reported<Columns> {
  const proposed = [...textColumn(points, "proposed_repair")];
  const rows = rowCount(points);
  const chosen = (options.rows ?? proposed.keys()) as Iterable<number>;
  const done: Record<string, number> = {};
  const flags = flagsOf(points);
  const applied = "repair" in points ? [...textColumn(points, "repair")] : Array<string>(rows).fill("");
  const columns: Record<string, Column> = { ...points };
  const edit = (name: string, original: boolean): Float64Array => {
    const before = optionalNumberColumn(columns, name);
    if (original && before !== undefined && !(`source_${name}` in columns))
      columns[`source_${name}`] = before.slice();
    const copy = before?.slice() ?? new Float64Array(rows).fill(Number.NaN);
    columns[name] = copy;
    return copy;
  };
  const todo: number[] = [];
  for (const row of chosen) {
    if (!(Number.isInteger(row) && row >= 0 && row < rows))
      throw new ArgumentError({
        argument: "options.rows",
        value: row,
        accepted: `row numbers from 0 to ${rows - 1}`,
      });
    const repair = proposed[row];
    if (repair !== "" && (options.repairs === undefined || options.repairs.includes(repair))) todo.push(row);
  }
  const isHeight = (row: number) => proposed[row] === "water_depth" || proposed[row] === "negate_height";
  const positions = todo.filter((row) => !isHeight(row));
  const heights = todo.filter(isHeight);
  if (positions.length > 0) repairPositions(columns, proposed, positions, edit, options.crs);
  if (heights.length > 0) repairHeights(proposed, heights, edit);
  for (const row of todo) {
    done[proposed[row]] = (done[proposed[row]] ?? 0) + 1;
    applied[row] = [applied[row], proposed[row]].filter(Boolean).join("; ");
    proposed[row] = "";
    removeFlags(flags, row, (flag) => ANSWERED.has(flag));
  }
  return {
    result: { ...columns, proposed_repair: proposed, repair: applied, ...flags },
    report: stepReport("applyCoordinateRepair", {
      parameters: { repairs: options.repairs ?? null, rows: options.rows ?? null, crs: options.crs ?? null },
      rows: { points: rows, repaired: todo.length, left: proposed.filter(Boolean).length },
      figures: { repairs: done },
      warnings:
        todo.length === 0
          ? ["No row was repaired: none has a proposal of this kind. Was it checked before?"]
          : [],
    }),
  };
}

type Edit = (name: string, original: boolean) => Float64Array;

function repairPositions(
  columns: Columns,
  proposed: readonly string[],
  rows: readonly number[],
  edit: Edit,
  crs: string | undefined,
): void {
  const isProjected = !("longitude_deg" in columns);
  if (isProjected && crs === undefined) {
    throw new ArgumentError({
      argument: "options.crs",
      value: crs,
      accepted: "the EPSG code of easting_m and northing_m, as it was given to checkCoordinates",
    });
  }
  const back: Convert = crs !== undefined && isProjected ? degreesToGrid(crs) : (x, y) => [x, y];
  const first = edit(isProjected ? "easting_m" : "longitude_deg", true);
  const second = edit(isProjected ? "northing_m" : "latitude_deg", true);
  for (const row of rows) {
    const reading = readingOf(proposed[row]);
    if (reading === undefined) {
      throw new ArgumentError({
        argument: `proposed_repair of row ${row + 1}`,
        value: proposed[row],
        accepted: "a repair that checkCoordinates or heightsBelowSea proposed",
      });
    }
    [first[row], second[row]] = back(...reading.read(first[row], second[row]));
  }
}

function repairHeights(proposed: readonly string[], rows: readonly number[], edit: Edit): void {
  const height = edit("height_m", true);
  const depth = rows.some((row) => proposed[row] === "water_depth") ? edit("water_depth_m", false) : height;
  for (const row of rows) {
    if (proposed[row] === "water_depth") {
      depth[row] = Math.abs(height[row]);
      height[row] = 0;
    } else height[row] = -height[row];
  }
}

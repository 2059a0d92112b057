import {
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
} from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { isInDegrees } from "../core/grid.js";
import { type Place, placeOf, unitLengthsOf } from "./grid-points-place.js";
import type { Points } from "./points.js";

/** Points of a table, and the rows that they come from. */
export interface TablePoints {
  readonly points: Points;
  readonly rows: readonly number[];
}

/** Rows with a position, a value and no flag; with the column's sigma, and heights, where every one of them has it. */
export function usableRows(table: Columns, column: string, place: Place): TablePoints {
  const values = numberColumn(table, column);
  const flag = optionalTextColumn(table, "flag");
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!flag?.[i] && Number.isFinite(values[i] + place.x[i] + place.y[i])) rows.push(i);
  }
  if (rows.length === 0) {
    throw new ArgumentError({
      argument: `column ${column}`,
      value: `${rowCount(table)} rows without a value and a position`,
      accepted: "at least one point to grid",
    });
  }
  const pick = (from: Float64Array) => Float64Array.from(rows, (i) => from[i]);
  const whole = (name: string, fits: (value: number) => boolean): Float64Array | undefined => {
    const found = optionalNumberColumn(table, name);
    return found && rows.every((i) => fits(found[i])) ? pick(found) : undefined;
  };
  const sigma = whole(`${column.replace(/_mgal$/, "")}_sigma_mgal`, (value) => value > 0);
  const [first, second] = isInDegrees(place)
    ? ["ellipsoidal_height_m", "height_m"]
    : ["height_m", "ellipsoidal_height_m"];
  const height =
    column === first ? undefined : (whole(first, Number.isFinite) ?? whole(second, Number.isFinite));
  const points = { x: pick(place.x), y: pick(place.y), values: pick(values) };
  return { points: { ...points, ...(sigma && { sigma }), ...(height && { height }) }, rows };
}

/** Points of a table's column, and what a surface of them is to be told. */
export interface NamedPoints extends Points {
  /** `EPSG:4326` for degrees, else what was given, or `plane`. */
  readonly crs: string;
  /** The column's name. */
  readonly name: string;
  readonly units: string;
  /** The rows of the table that the points come from. */
  readonly rows: readonly number[];
}

/** The columns-in form of {@link pointsOf} in `points-of-table.ts`, where it is described. */
export function pointsOf(
  table: Columns,
  { column, crs }: { readonly column: string; readonly crs?: string },
): NamedPoints {
  const place = placeOf(table, crs);
  const { points, rows } = usableRows(table, column, place);
  unitLengthsOf(points, place); // refuses latitudes that are none
  return { ...points, crs: place.crs, name: column, units: unitsOf(column), rows };
}

/** `bouguer_anomaly_mgal` is in mGal; other endings are their own unit. */
export function unitsOf(column: string): string {
  const ending = column.split("_").pop() ?? "";
  return ending === "mgal" ? "mGal" : ["m", "deg", "s"].includes(ending) ? ending : "";
}

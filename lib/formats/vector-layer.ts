import { type Columns, numberColumn, rowCount } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";

/** A line: two arrays of one length. */
export interface LinePath {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Points or lines with their attributes, as GeoJSON and GeoPackage hold them.
 *
 * Without `lines` each row of the columns is a point, at `longitude_deg, latitude_deg` or `easting_m, northing_m`. With
 * `lines` row k of the columns belongs to line k.
 */
export interface VectorLayer {
  /** Name of the layer, for example `stations`. */
  readonly name: string;
  /** `EPSG:4326` for degrees, another `EPSG:n`, or `plane`. */
  readonly crs: string;
  readonly columns: Columns;
  readonly lines?: readonly LinePath[];
}

/** Places of a layer's points by row. */
export function pointsOf({ crs, columns }: VectorLayer): LinePath {
  const names = crs === "EPSG:4326" ? ["longitude_deg", "latitude_deg"] : ["easting_m", "northing_m"];
  const [x, y] = names.map((name) => numberColumn(columns, name));
  return { x, y };
}

/** Number of a layer's features; an ArgumentError if lines and rows are not as many, or a line has one vertex. */
export function featureCount({ lines, columns, name }: VectorLayer): number {
  const rows = rowCount(columns);
  if (lines === undefined) return rows;
  if (Object.keys(columns).length > 0 && rows !== lines.length) {
    const accepted = `${lines.length}, one for each line`;
    throw new ArgumentError({ argument: `rows of layer ${name}`, value: rows, accepted });
  }
  const short = lines.findIndex(({ x, y }) => x.length < 2 || x.length !== y.length);
  if (short >= 0) {
    const accepted = "x and y of one length, with at least 2 vertices";
    throw new ArgumentError({ argument: `lines[${short}]`, value: lines[short].x.length, accepted });
  }
  return lines.length;
}

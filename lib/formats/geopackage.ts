/// <reference path="./sql-js.d.ts" />
import { ArgumentError } from "../core/errors.js";
import { crsWkt } from "../earth/crs-wkt.js";
import { featureCount, type LinePath, pointsOf, type VectorLayer } from "./vector-layer.js";

/** Options of `writeGeopackage`. */
export interface WriteGeopackageOptions {
  /** Time of the last change, which a GeoPackage must tell: `2026-11-22T10:00:00.000Z`. Default: the start of 1970. */
  readonly date?: string;
}

type Row = readonly (string | number | null | Uint8Array)[];
type Database = InstanceType<Awaited<ReturnType<typeof sqlite>>["Database"]>;

/**
 * Writes layers of points and lines as a GeoPackage, which QGIS, ArcGIS, MapInfo and GDAL open. Coordinates stay as they
 * are. A number without a value is NULL.
 *
 * sql.js, which is SQLite compiled for any machine, is loaded when it is first needed.
 *
 * @param layers - see {@link VectorLayer}; their names differ
 * @returns the bytes of the file; the same layers give the same bytes
 * @throws ArgumentError if there is no layer, two have one name, or rows and lines are not as many
 *
 * Source: OGC GeoPackage Encoding Standard 1.3 (OGC 12-128r17), clauses 1.1 and 2.1.
 *
 * @example
 * const columns = { station: ["A"], easting_m: Float64Array.of(5e5), northing_m: Float64Array.of(2e6) };
 * const bytes = await writeGeopackage([{ name: "stations", crs: "EPSG:32648", columns }]);
 * new TextDecoder().decode(bytes.subarray(0, 15)); // => "SQLite format 3"
 * await writeGeopackage([]); // throws ArgumentError
 */
export async function writeGeopackage(
  layers: readonly VectorLayer[],
  { date = "1970-01-01T00:00:00.000Z" }: WriteGeopackageOptions = {},
): Promise<Uint8Array> {
  checkLayers(layers);
  const { Database } = await sqlite();
  const database = new Database();
  try {
    for (const statement of TABLES) database.run(statement);
    for (const row of systemRows(layers)) insert(database, "gpkg_spatial_ref_sys", [row]);
    database.run("BEGIN");
    for (const layer of layers) writeLayer(database, layer, date);
    database.run("COMMIT");
    return database.export();
  } finally {
    database.close();
  }
}

async function sqlite() {
  const { default: initSqlJs } = await import("sql.js/dist/sql-wasm-inline.js");
  return initSqlJs();
}

/** The tables of every GeoPackage, in the words of the standard (its annex C). */
const TABLES = [
  "PRAGMA application_id = 0x47504B47",
  "PRAGMA user_version = 10300",
  `CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)`,
  `CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))`,
  `CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))`,
];

/** The three systems that every GeoPackage lists, and those of the layers. */
function systemRows(layers: readonly VectorLayer[]): Row[] {
  const own = new Set(layers.map(({ crs }) => crs).filter((crs) => crs.startsWith("EPSG:")));
  const codes = [...new Set(["EPSG:4326", ...own])];
  return [
    ["Undefined Cartesian", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"],
    ["Undefined geographic", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"],
    ...codes.map((code): Row => {
      const known = crsWkt(code);
      return [known?.name ?? code, systemId(code), "EPSG", systemId(code), known?.wkt ?? "undefined", null];
    }),
  ];
}

function systemId(crs: string): number {
  return crs.startsWith("EPSG:") ? Number(crs.slice(5)) : -1;
}

function writeLayer(database: Database, layer: VectorLayer, date: string): void {
  const { name, crs, columns, lines } = layer;
  const kind = lines === undefined ? "POINT" : "LINESTRING";
  const names = Object.keys(columns);
  const isNumber = (column: string) => columns[column] instanceof Float64Array;
  const free = (wanted: string): string =>
    names.some((n) => n.toLowerCase() === wanted) ? free(`${wanted}_`) : wanted;
  const [key, geometry] = [free("fid"), free("geom")];
  const fields = names.map((column) => `${quoted(column)} ${isNumber(column) ? "DOUBLE" : "TEXT"}`);
  database.run(
    `CREATE TABLE ${quoted(name)} (${[`${key} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL`, `${geometry} ${kind}`, ...fields].join(", ")})`,
  );
  const points = lines === undefined ? pointsOf(layer) : undefined;
  const srs = systemId(crs);
  const geometryOf = (k: number) =>
    points === undefined
      ? lineBlob((lines as readonly LinePath[])[k], srs)
      : pointBlob(points.x[k], points.y[k], srs);
  const bounds = boundsOf(lines ?? [points as LinePath]);
  insert(database, "gpkg_contents", [[name, "features", name, "", date, ...bounds, srs]]);
  insert(database, "gpkg_geometry_columns", [[name, geometry, kind, srs, 0, 0]]);
  const rows = Array.from({ length: featureCount(layer) }, (_, k): Row => {
    const cells = names.map((column) => {
      const value = columns[column][k];
      return typeof value === "number" && !Number.isFinite(value) ? null : value;
    });
    return [k + 1, geometryOf(k), ...cells];
  });
  insert(database, name, rows);
}

function insert(database: Database, table: string, rows: readonly Row[]): void {
  if (rows.length === 0) return;
  const statement = database.prepare(
    `INSERT INTO ${quoted(table)} VALUES (${rows[0].map(() => "?").join(", ")})`,
  );
  for (const row of rows) statement.run(row);
  statement.free();
}

function boundsOf(lines: readonly LinePath[]): (number | null)[] {
  const bounds = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const { x, y } of lines)
    for (let i = 0; i < x.length; i++) {
      if (!Number.isFinite(x[i] + y[i])) continue;
      bounds[0] = Math.min(bounds[0], x[i]);
      bounds[1] = Math.min(bounds[1], y[i]);
      bounds[2] = Math.max(bounds[2], x[i]);
      bounds[3] = Math.max(bounds[3], y[i]);
    }
  return bounds.map((bound) => (Number.isFinite(bound) ? bound : null));
}

/** `GP`, version, flags (little-endian; 16: empty), system; then the point as well-known binary. NaN is "no place". */
function pointBlob(x: number, y: number, srs: number): Uint8Array {
  const bytes = new Uint8Array(8 + 21);
  const view = new DataView(bytes.buffer);
  const isEmpty = !Number.isFinite(x + y);
  bytes.set([0x47, 0x50, 0, isEmpty ? 0x11 : 0x01]);
  view.setInt32(4, srs, true);
  bytes[8] = 1;
  view.setUint32(9, 1, true);
  view.setFloat64(13, isEmpty ? Number.NaN : x, true);
  view.setFloat64(21, isEmpty ? Number.NaN : y, true);
  return bytes;
}

/** The same for a line, with its bounds (flag 2) so that readers can pass over it. */
function lineBlob(line: LinePath, srs: number): Uint8Array {
  const count = line.x.length;
  const bytes = new Uint8Array(8 + 32 + 9 + 16 * count);
  const view = new DataView(bytes.buffer);
  bytes.set([0x47, 0x50, 0, 0x03]);
  view.setInt32(4, srs, true);
  const [west, south, east, north] = boundsOf([line]).map((bound) => bound ?? Number.NaN);
  for (const [k, bound] of [west, east, south, north].entries()) view.setFloat64(8 + 8 * k, bound, true);
  bytes[40] = 1;
  view.setUint32(41, 2, true);
  view.setUint32(45, count, true);
  for (let i = 0; i < count; i++) {
    view.setFloat64(49 + 16 * i, line.x[i], true);
    view.setFloat64(57 + 16 * i, line.y[i], true);
  }
  return bytes;
}

function checkLayers(layers: readonly VectorLayer[]): void {
  const names = layers.map(({ name }) => name.toLowerCase());
  const bad = names.findIndex(
    (name, k) => !/^[^\s"'].*$/.test(name) || /^(gpkg|sqlite)_/.test(name) || names.indexOf(name) < k,
  );
  if (layers.length > 0 && bad < 0) return;
  throw new ArgumentError({
    argument: layers.length === 0 ? "layers.length" : `layers[${bad}].name`,
    value: layers.length === 0 ? 0 : layers[bad].name,
    accepted:
      layers.length === 0 ? "at least 1" : "a name that no other layer has, and that SQLite does not reserve",
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

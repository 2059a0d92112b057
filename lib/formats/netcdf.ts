import { NetCDFReader } from "netcdfjs";
import { FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { type GridMetadata, gridOfNetcdf, netcdfOfGrid, type OpenNetcdf } from "./netcdf-grid.js";
import { writeNetcdf3 } from "./netcdf3.js";

export type { GridMetadata } from "./netcdf-grid.js";

/**
 * Writes a grid as a netCDF file by the CF conventions: what GMT, GDAL, QGIS and xarray open. Degrees become
 * `lon` and `lat`, metres `x` and `y`; the half-cell of pixel registration is told by `node_offset`, as GMT does.
 *
 * @param grid - the grid; its `sigma`, if there is one, becomes the variable `NAME_sigma`
 * @param metadata - title and history
 * @returns the file's bytes (netCDF-3, 64-bit offsets); the same grid gives the same bytes
 *
 * Source: CF Metadata Conventions 1.8; NetCDF Classic Format Specification (OGC 10-092r3).
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(100, 101), y: Float64Array.of(15, 16), values: Float64Array.of(1, 2, NaN, 4),
 *   crs: "EPSG:4326", name: "bouguer_anomaly_mgal", units: "mGal",
 * });
 * readGridNetcdf(writeGridNetcdf(grid), "grid.nc").values; // => Float64Array.of(1, 2, NaN, 4)
 */
export function writeGridNetcdf(grid: Grid, metadata: GridMetadata = {}): Uint8Array {
  return writeNetcdf3(netcdfOfGrid(grid, metadata));
}

/**
 * Reads a grid from a netCDF-3 file with two coordinate axes. ({@link readGrid} reads netCDF-4 as well.)
 *
 * Rows that run from north to south are turned, so that the grid's south row comes first. Where the file has
 * several grids, `variable` chooses; otherwise the one that the file was written for, or the first. Packed values
 * (`scale_factor`, `add_offset`) are unpacked.
 *
 * @param bytes - the file
 * @param file - its name, for messages
 * @param variable - name of the variable to read
 * @throws FormatError if it is not netCDF-3, or holds no grid with regular axes
 *
 * @example
 * const bytes = new TextEncoder().encode("not a grid");
 * readGridNetcdf(bytes, "notes.nc"); // throws FormatError
 */
export function readGridNetcdf(bytes: Uint8Array, file: string, variable?: string): Grid {
  return gridOfNetcdf(openNetcdf3(bytes, file), file, variable);
}

function openNetcdf3(bytes: Uint8Array, file: string): OpenNetcdf {
  const reader = openReader(bytes, file);
  const nameOf = (dimension: number) => utf8(reader.dimensions[dimension]?.name ?? "");
  return {
    attributes: record(reader.globalAttributes),
    variables: reader.variables.map(({ name, dimensions, attributes }) => ({
      name: utf8(name),
      dimensions: dimensions.map(nameOf),
      attributes: record(attributes),
    })),
    read: (name) => values(reader, bytes, name, file),
  };
}

function openReader(bytes: Uint8Array, file: string): NetCDFReader {
  const isHdf5 = bytes[0] === 0x89 && bytes[1] === 0x48 && bytes[2] === 0x44 && bytes[3] === 0x46;
  if (isHdf5) {
    const advice = "Use readGrid, which reads both, or convert it: igdp convert IN OUT.nc.";
    throw new FormatError({ file, problem: "this is netCDF-4, and only netCDF-3 is read here", advice });
  }
  try {
    return new NetCDFReader(bytes);
  } catch (error) {
    if (isNetcdf3(bytes)) throw cutShort(file); // it began well
    const why = error instanceof Error ? error.message : String(error);
    throw new FormatError({ file, problem: `this is not a netCDF-3 file (${why})` });
  }
}

type Getter = "getInt8" | "getInt16" | "getInt32" | "getFloat32" | "getFloat64";
const TYPES: Readonly<Record<string, readonly [bytes: number, get: Getter]>> = {
  byte: [1, "getInt8"],
  short: [2, "getInt16"],
  int: [4, "getInt32"],
  float: [4, "getFloat32"],
  double: [8, "getFloat64"],
};

/** The values of a variable; what the header tells of and the file does not hold takes no memory. */
function values(reader: NetCDFReader, bytes: Uint8Array, name: string, file: string): Float64Array {
  const variable = reader.variables.find((candidate) => utf8(candidate.name) === name);
  const type = variable && TYPES[variable.type];
  if (variable === undefined || type === undefined)
    throw new FormatError({ file, column: name, problem: "this variable is missing or cannot be read" });
  const [size, get] = type;
  const { length, recordStep = 0 } = reader.recordDimension;
  // A record's part of the variable stands in each record; without records all stands in one place.
  const lengths = variable.dimensions.map((d) => reader.dimensions[d]?.size ?? Number.NaN);
  const inOne = (variable.record ? lengths.slice(1) : lengths).reduce((product, count) => product * count, 1);
  const records = variable.record ? length : 1;
  const last = variable.offset + (records - 1) * recordStep + inOne * size;
  if (!(inOne * records > 0) || !(last <= bytes.length) || inOne * records * size > bytes.length)
    throw cutShort(file, name);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const result = new Float64Array(inOne * records);
  for (let k = 0; k < result.length; k++) {
    const [at, i] = [Math.floor(k / inOne) * recordStep, k % inOne];
    result[k] = view[get](variable.offset + at + i * size);
  }
  return result;
}

/** The first bytes of every netCDF-3 file: `CDF`, and 1 or 2. */
function isNetcdf3(bytes: Uint8Array): boolean {
  return bytes[0] === 0x43 && bytes[1] === 0x44 && bytes[2] === 0x46 && (bytes[3] === 1 || bytes[3] === 2);
}

function cutShort(file: string, column?: string): FormatError {
  return new FormatError({
    file,
    column,
    problem: "the file is cut short or damaged",
    advice: "Copy it again, or make it again.",
  });
}

/** Attributes by name. (netcdfjs types a variable's as an empty list; they are not.) */
function record(attributes: readonly unknown[]): Readonly<Record<string, unknown>> {
  const list = attributes as readonly { readonly name: string; readonly value: unknown }[];
  return Object.fromEntries(
    list.map(({ name, value }) => [utf8(name), typeof value === "string" ? utf8(value) : value]),
  );
}

/** netcdfjs makes one letter of each byte; the bytes of a text are UTF-8. */
function utf8(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 255));
}

import { NetCDFReader } from "netcdfjs";
import { FormatError } from "../core/errors.js";
import { type Grid, isInDegrees, makeGrid } from "../core/grid.js";
import { GRS80 } from "../earth/ellipsoid.js";
import { type NetcdfAttributes, type NetcdfVariable, writeNetcdf3 } from "./netcdf3.js";

/** Facts about a grid that go into its file beside the grid itself. */
export interface GridMetadata {
  /** A title for people. */
  readonly title?: string;
  /** How the grid came about, in a line. */
  readonly history?: string;
}

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
  const isGeographic = isInDegrees(grid);
  const [xName, yName] = isGeographic ? ["lon", "lat"] : ["x", "y"];
  const common: NetcdfAttributes = {
    units: grid.units,
    _FillValue: Number.NaN,
    ...(isGeographic ? { grid_mapping: "crs" } : {}),
  };
  const variables: NetcdfVariable[] = [
    { name: xName, dimensions: [xName], values: grid.x, attributes: axisAttributes(isGeographic, "X") },
    { name: yName, dimensions: [yName], values: grid.y, attributes: axisAttributes(isGeographic, "Y") },
    {
      name: grid.name,
      dimensions: [yName, xName],
      values: grid.values,
      attributes: {
        long_name: grid.name.replaceAll("_", " "),
        ...common,
        actual_range: rangeOf(grid.values),
      },
    },
  ];
  if (grid.sigma !== undefined) {
    variables.push({
      name: `${grid.name}_sigma`,
      dimensions: [yName, xName],
      values: grid.sigma,
      attributes: { long_name: `standard deviation of ${grid.name.replaceAll("_", " ")}`, ...common },
    });
  }
  if (isGeographic) variables.push({ name: "crs", dimensions: [], attributes: WGS84_MAPPING });
  return writeNetcdf3({
    dimensions: { [xName]: grid.x.length, [yName]: grid.y.length },
    attributes: {
      Conventions: "CF-1.8",
      title: metadata.title ?? grid.name.replaceAll("_", " "),
      history: metadata.history ?? "written by igdp",
      node_offset: grid.registration === "pixel" ? 1 : 0,
      igdp_crs: grid.crs,
      igdp_grid: grid.name,
    },
    variables,
  });
}

/**
 * Reads a grid from a netCDF-3 file with two coordinate axes.
 *
 * Rows that run from north to south are turned, so that the grid's south row comes first. Where the file has
 * several grids, `variable` chooses; otherwise the one that the file was written for, or the first.
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
  const reader = openNetcdf(bytes, file);
  const attribute = (name: string) => reader.globalAttributes.find((a) => a.name === name)?.value;
  const grids = reader.variables.filter((v) => v.dimensions.length === 2);
  const wanted = variable ?? attribute("igdp_grid") ?? grids[0]?.name;
  const found = grids.find((v) => v.name === wanted);
  if (found === undefined) {
    const names = grids.map((v) => v.name).join(", ") || "none";
    throw new FormatError({
      file,
      problem: `there is no grid '${wanted ?? ""}' in it; its grids are: ${names}`,
    });
  }
  const [yDimension, xDimension] = found.dimensions.map((index) => reader.dimensions[index].name);
  const x = numbers(reader, xDimension, file);
  const y = numbers(reader, yDimension, file);
  const isTurned = y[0] > y[y.length - 1];
  const turn = (values: Float64Array) => (isTurned ? turnRows(values, x.length) : values);
  const sigma = grids.some((v) => v.name === `${wanted}_sigma`)
    ? { sigma: turn(numbers(reader, `${wanted}_sigma`, file)) }
    : {};
  const isGeographic = found.dimensions.some((index) => /^(lon|lat)/i.test(reader.dimensions[index].name));
  try {
    return makeGrid({
      x,
      y: isTurned ? y.reverse() : y,
      values: withoutFill(turn(numbers(reader, found.name, file)), attributesOf(found)),
      ...sigma,
      registration: Number(attribute("node_offset") ?? 0) === 1 ? "pixel" : "gridline",
      crs: String(attribute("igdp_crs") ?? (isGeographic ? "EPSG:4326" : "plane")),
      name: found.name,
      units: String(attributesOf(found).find((a) => a.name === "units")?.value ?? ""),
    });
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError({
      file,
      problem: error instanceof Error ? error.message.replace(/\.$/, "") : String(error),
    });
  }
}

const WGS84_MAPPING: NetcdfAttributes = {
  grid_mapping_name: "latitude_longitude",
  longitude_of_prime_meridian: 0,
  semi_major_axis: GRS80.semimajorAxis,
  inverse_flattening: 298.257223563,
  spatial_ref:
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],' +
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]',
};

function axisAttributes(isGeographic: boolean, axis: "X" | "Y"): NetcdfAttributes {
  if (!isGeographic) {
    return { standard_name: `projection_${axis.toLowerCase()}_coordinate`, units: "m", axis };
  }
  return axis === "X"
    ? { standard_name: "longitude", long_name: "longitude", units: "degrees_east", axis }
    : { standard_name: "latitude", long_name: "latitude", units: "degrees_north", axis };
}

function rangeOf(values: Float64Array): number[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [Number.NaN, Number.NaN];
}

function openNetcdf(bytes: Uint8Array, file: string): NetCDFReader {
  const isHdf5 = bytes[0] === 0x89 && bytes[1] === 0x48 && bytes[2] === 0x44 && bytes[3] === 0x46;
  if (isHdf5) {
    throw new FormatError({
      file,
      problem: "this is netCDF-4, and only netCDF-3 is read here",
      advice: "Convert it: nccopy -k classic IN OUT, or gmt grdconvert IN OUT=cd.",
    });
  }
  try {
    return new NetCDFReader(bytes);
  } catch (error) {
    if (isNetcdf3(bytes)) throw cutShort(file); // it began well
    const why = error instanceof Error ? error.message : String(error);
    throw new FormatError({ file, problem: `this is not a netCDF-3 file (${why})` });
  }
}

function numbers(reader: NetCDFReader, name: string, file: string): Float64Array {
  try {
    return Float64Array.from(reader.getDataVariable(name).flat() as number[]);
  } catch (error) {
    // The header was read whole, so a read beyond the end means that the data are not all there.
    if (error instanceof RangeError) throw cutShort(file, name);
    throw new FormatError({ file, column: name, problem: "this variable is missing or cannot be read" });
  }
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

interface Attribute {
  readonly name: string;
  readonly value: unknown;
}

/** netcdfjs types a variable's attributes as an empty list; they are not. */
function attributesOf(variable: { readonly attributes: readonly never[] }): readonly Attribute[] {
  return variable.attributes as readonly Attribute[];
}

function withoutFill(values: Float64Array, attributes: readonly Attribute[]): Float64Array {
  const fill = attributes
    .filter((a) => a.name === "_FillValue" || a.name === "missing_value")
    .map((a) => Number(a.value));
  return values.map((value) => (fill.includes(value) ? Number.NaN : value));
}

function turnRows(values: Float64Array, columns: number): Float64Array {
  const turned = new Float64Array(values.length);
  const rows = values.length / columns;
  for (let row = 0; row < rows; row++) {
    turned.set(values.subarray((rows - 1 - row) * columns, (rows - row) * columns), row * columns);
  }
  return turned;
}

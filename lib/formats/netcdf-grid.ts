import { FormatError } from "../core/errors.js";
import { type Grid, gridRegion, isInDegrees } from "../core/grid.js";
import { crsWkt } from "../earth/crs-wkt.js";
import { epsgOf } from "./grid-companion.js";
import { gridOfFile, rangeOf, turnRows } from "./grid-parts.js";
import type { NetcdfAttributes, NetcdfFile, NetcdfVariable } from "./netcdf3.js";

/** Facts about a grid that go into its file beside the grid itself. */
export interface GridMetadata {
  /** A title for people. */
  readonly title?: string;
  /** How the grid came about, in a line. */
  readonly history?: string;
}

/** A variable of a netCDF file that was opened. */
export interface OpenVariable {
  readonly name: string;
  /** Names of its dimensions, the slowest first. */
  readonly dimensions: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A netCDF file that was opened, of either kind. */
export interface OpenNetcdf {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly variables: readonly OpenVariable[];
  /** All values of a variable, as they are stored. */
  readonly read: (name: string) => Float64Array;
}

/** What a netCDF file of a grid holds, by the CF conventions and GMT's `node_offset`. */
export function netcdfOfGrid(grid: Grid, metadata: GridMetadata): NetcdfFile {
  const isGeographic = isInDegrees(grid);
  const mapping = mappingOf(grid.crs);
  const [xName, yName] = isGeographic ? ["lon", "lat"] : ["x", "y"];
  const common: NetcdfAttributes = {
    units: grid.units,
    _FillValue: Number.NaN,
    ...(mapping === undefined ? {} : { grid_mapping: "crs" }),
  };
  const longName = grid.name.replaceAll("_", " ");
  const [low, high] = rangeOf(grid.values);
  const [west, east, south, north] = gridRegion(grid);
  const variables: NetcdfVariable[] = [
    {
      name: xName,
      dimensions: [xName],
      values: grid.x,
      attributes: axisAttributes(isGeographic, "X", [west, east]),
    },
    {
      name: yName,
      dimensions: [yName],
      values: grid.y,
      attributes: axisAttributes(isGeographic, "Y", [south, north]),
    },
    {
      name: grid.name,
      dimensions: [yName, xName],
      values: grid.values,
      attributes: { long_name: longName, ...common, actual_range: [low, high] },
    },
  ];
  if (grid.sigma !== undefined) {
    variables.push({
      name: `${grid.name}_sigma`,
      dimensions: [yName, xName],
      values: grid.sigma,
      attributes: { long_name: `standard deviation of ${longName}`, ...common },
    });
  }
  if (mapping !== undefined) variables.push({ name: "crs", dimensions: [], attributes: mapping });
  return {
    dimensions: { [xName]: grid.x.length, [yName]: grid.y.length },
    attributes: {
      Conventions: "CF-1.8",
      title: metadata.title ?? longName,
      history: metadata.history ?? "written by igdp",
      node_offset: grid.registration === "pixel" ? 1 : 0,
      igdp_crs: grid.crs,
      igdp_grid: grid.name,
    },
    variables,
  };
}

/**
 * The grid in an opened netCDF file: the one asked for, or the one that igdp wrote the file for, or the first with two
 * dimensions that have positions, and that is not a coordinate of another.
 *
 * @throws FormatError if there is none, or its positions are not regular
 */
export function gridOfNetcdf(open: OpenNetcdf, file: string, variable?: string): Grid {
  const grids = open.variables.filter((v) => v.dimensions.length === 2);
  // A height at each node, for example, stands beside the field and is not it (CF 5, auxiliary coordinates).
  const beside = new Set(grids.flatMap((v) => String(v.attributes.coordinates ?? "").split(/\s+/)));
  const first = grids.find((v) => !beside.has(v.name)) ?? grids[0];
  const wanted = variable ?? open.attributes.igdp_grid ?? first?.name;
  const found = grids.find((v) => v.name === wanted);
  if (found === undefined) {
    const names = grids.map((v) => v.name).join(", ") || "none";
    const problem = `there is no grid '${String(wanted ?? "")}' in it; its grids are: ${names}`;
    throw new FormatError({ file, problem });
  }
  const [yDimension, xDimension] = found.dimensions;
  const [x, y] = [open.read(xDimension), open.read(yDimension)];
  const isTurned = y[0] > y[y.length - 1];
  const field = (source: OpenVariable) => {
    const values = realValues(open.read(source.name), source.attributes);
    return isTurned ? turnRows(values, x.length) : values;
  };
  const sigma = grids.find((v) => v.name === `${found.name}_sigma`);
  const isGeographic = found.dimensions.some((name) => /^(lon|lat)/i.test(name));
  return gridOfFile(file, {
    x,
    y: isTurned ? y.reverse() : y,
    values: field(found),
    ...(sigma === undefined ? {} : { sigma: field(sigma) }),
    registration: Number(open.attributes.node_offset ?? 0) === 1 ? "pixel" : "gridline",
    crs: String(open.attributes.igdp_crs ?? (isGeographic ? "EPSG:4326" : mappedCrs(open, found))),
    name: found.name,
    units: String(found.attributes.units ?? ""),
  });
}

/** The EPSG code that the grid's mapping tells, or `plane`. */
function mappedCrs({ variables }: OpenNetcdf, { attributes }: OpenVariable): string {
  const mapping = variables.find(({ name }) => name === attributes.grid_mapping)?.attributes;
  return epsgOf(String(mapping?.crs_wkt ?? mapping?.spatial_ref ?? "")) ?? "plane";
}

/** NaN for no value, and the scale and offset of packed values. */
function realValues(values: Float64Array, attributes: Readonly<Record<string, unknown>>): Float64Array {
  const none = [attributes._FillValue, attributes.missing_value]
    .filter((fill) => fill !== undefined)
    .map(Number);
  const [scale, offset] = [Number(attributes.scale_factor ?? 1), Number(attributes.add_offset ?? 0)];
  return values.map((value) => (none.includes(value) ? Number.NaN : value * scale + offset));
}

/** GMT takes the region from the axes' `actual_range`: under pixel registration the cells' outer edges. */
function axisAttributes(
  isGeographic: boolean,
  axis: "X" | "Y",
  actual_range: readonly number[],
): NetcdfAttributes {
  if (!isGeographic) {
    const standard_name = `projection_${axis.toLowerCase()}_coordinate`;
    return { standard_name, units: "m", axis, actual_range };
  }
  return axis === "X"
    ? { standard_name: "longitude", long_name: "longitude", units: "degrees_east", axis, actual_range }
    : { standard_name: "latitude", long_name: "latitude", units: "degrees_north", axis, actual_range };
}

/** CF's grid mapping of a coordinate system that igdp knows. */
function mappingOf(crs: string): NetcdfAttributes | undefined {
  const known = crsWkt(crs);
  if (known === undefined) return undefined;
  const { semimajorAxis, inverseFlattening } = known.datum;
  return {
    ...(known.cf ?? {}),
    longitude_of_prime_meridian: 0,
    semi_major_axis: semimajorAxis,
    inverse_flattening: inverseFlattening,
    crs_wkt: known.wkt,
    spatial_ref: known.wkt,
  };
}

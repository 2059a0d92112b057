import type { Dataset, File as H5File, ready as H5Ready } from "h5wasm";
import { FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import {
  type GridMetadata,
  gridOfNetcdf,
  netcdfOfGrid,
  type OpenNetcdf,
  type OpenVariable,
} from "./netcdf-grid.js";
import type { NetcdfAttributes, NetcdfFile, NetcdfVariable } from "./netcdf3.js";

type H5Module = Awaited<typeof H5Ready>;

/** Name of the file in h5wasm's memory: it is there only while a function runs that does not wait. */
const PATH = "/igdp.nc";
/** Edge of a compressed block, nodes. */
const CHUNK = 256;
/** Deflate makes at most 1,032 bytes of one. */
const MOST_GROWTH = 1100;

/**
 * Writes a grid as a compressed netCDF-4 file by the CF conventions: what GMT, GDAL, QGIS and xarray open. It holds the
 * same as {@link writeGridNetcdf}'s file.
 *
 * h5wasm, the HDF5 library compiled for any machine, is loaded when it is first needed.
 *
 * @param grid - the grid; its `sigma`, if there is one, becomes the variable `NAME_sigma`
 * @returns the file's bytes; the same grid gives the same bytes
 *
 * Source: CF Metadata Conventions 1.8; NetCDF-4 as "dimension scales" in HDF5 (Unidata, NetCDF file format
 * specifications).
 */
export async function writeGridNetcdf4(grid: Grid, metadata: GridMetadata = {}): Promise<Uint8Array> {
  const { h5, module } = await loaded();
  const clock = Date.now;
  // HDF5 notes the time at every object, and has no word to leave it out: without it the same grid is the same bytes.
  Date.now = () => 0;
  try {
    const file = new h5.File(PATH, "w", { track_order: true });
    try {
      writeNetcdf4(file, netcdfOfGrid(grid, metadata));
    } finally {
      file.close();
    }
    return module.FS.readFile(PATH);
  } finally {
    Date.now = clock;
    removeFile(module);
  }
}

function writeNetcdf4(file: H5File, content: NetcdfFile): void {
  setAttributes(file, content.attributes);
  const isScale = ({ name }: NetcdfVariable) => content.dimensions[name] !== undefined;
  for (const variable of content.variables) {
    const dataset = file.create_dataset(datasetOf(variable, content));
    setAttributes(dataset, variable.attributes);
    if (isScale(variable)) dataset.make_scale(variable.name);
  }
  for (const { name, dimensions } of content.variables.filter((variable) => !isScale(variable))) {
    const dataset = file.get(name) as Dataset;
    for (const [k, dimension] of dimensions.entries()) dataset.attach_scale(k, `/${dimension}`);
  }
}

function datasetOf({ name, dimensions, values }: NetcdfVariable, content: NetcdfFile) {
  if (values === undefined) return { name, data: Int32Array.of(0), shape: [], dtype: "<i" };
  const shape = dimensions.map((dimension) => content.dimensions[dimension]);
  if (shape.length < 2) return { name, data: values, shape, dtype: "<d" };
  const chunks = shape.map((count) => Math.min(count, CHUNK));
  return {
    name,
    data: values,
    shape,
    dtype: "<d",
    chunks,
    compression: "gzip" as const,
    compression_opts: 6,
  };
}

/** Texts get a fixed length, which netCDF calls `char`: GMT reads no other. */
function setAttributes(target: H5File | Dataset, attributes: NetcdfAttributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "string") {
      const { length } = new TextEncoder().encode(value);
      if (length > 0) target.create_attribute(name, value, [], `S${length}`);
    } else if (typeof value === "number") {
      const isInt = Number.isInteger(value) && Math.abs(value) < 2 ** 31;
      target.create_attribute(name, value, [1], isInt ? "<i" : "<d");
    } else {
      target.create_attribute(name, Float64Array.from(value), [value.length], "<d");
    }
  }
}

/** True for bytes that begin as an HDF5 file does, which netCDF-4 is. */
export function isHdf5(bytes: Uint8Array): boolean {
  return [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, k) => bytes[k] === byte);
}

/**
 * Reads a grid from a netCDF-4 file with two coordinate axes, as {@link readGridNetcdf} does from netCDF-3.
 *
 * @param variable - name of the variable to read, where the file has several grids
 * @throws FormatError if it is not netCDF-4, is damaged, or holds no grid with regular axes
 */
export async function readGridNetcdf4(bytes: Uint8Array, file: string, variable?: string): Promise<Grid> {
  const { h5, module } = await loaded();
  module.FS.writeFile(PATH, bytes);
  let open: H5File | undefined;
  try {
    open = new h5.File(PATH, "r");
    return gridOfNetcdf(contentOf(open, bytes.length, file), file, variable);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    const problem = "it cannot be read as netCDF-4: it is cut short, damaged, or another kind of HDF5";
    throw new FormatError({ file, problem, advice: "Copy it again, or make it again." });
  } finally {
    try {
      open?.close();
    } catch {
      // What a damaged file leaves open is gone with its bytes.
    }
    removeFile(module);
  }
}

function contentOf(open: H5File, size: number, file: string): OpenNetcdf {
  const datasets = new Map<string, Dataset>();
  for (const name of open.keys()) {
    const entity = open.get(name);
    if (entity !== null && "shape" in entity && "dtype" in entity) datasets.set(name, entity as Dataset);
  }
  const variables = [...datasets].map(
    ([name, dataset]): OpenVariable => ({
      name,
      dimensions: (dataset.shape ?? []).map((_, k) => dimensionOf(dataset, name, k)),
      attributes: attributesOf(dataset),
    }),
  );
  const read = (name: string) => valuesOf(datasets.get(name), name, size, file);
  return { attributes: attributesOf(open), variables, read };
}

/** Name of a dimension: that of the scale attached to it; a scale is its own. */
function dimensionOf(dataset: Dataset, name: string, k: number): string {
  const scale = dataset.shape?.length === 1 ? name : dataset.get_attached_scales(k)[0];
  return scale?.replace(/^.*\//, "") ?? "";
}

function attributesOf(source: H5File | Dataset): Readonly<Record<string, unknown>> {
  const hidden = /^(DIMENSION_LIST|REFERENCE_LIST|CLASS|NAME|_Netcdf4.*|_NCProperties)$/;
  const plain = Object.entries(source.attrs).filter(([name]) => !hidden.test(name));
  return Object.fromEntries(
    plain.map(([name, { value }]) => {
      const first =
        ArrayBuffer.isView(value) || Array.isArray(value) ? (value as ArrayLike<unknown>)[0] : value;
      return [name, typeof first === "string" ? first.replace(/[\0 ]+$/, "") : first];
    }),
  );
}

function valuesOf(dataset: Dataset | undefined, name: string, size: number, file: string): Float64Array {
  const metadata = dataset?.metadata;
  const count = (dataset?.shape ?? []).reduce((product, length) => product * length, 1);
  const growth = metadata?.chunks ? MOST_GROWTH : 1;
  if (metadata === undefined || !(count > 0) || count * metadata.size > size * growth) {
    const problem = metadata
      ? "the file is cut short or damaged"
      : "this variable is missing or cannot be read";
    throw new FormatError({ file, column: name, problem, advice: "Copy it again, or make it again." });
  }
  const value = dataset?.value;
  if (!ArrayBuffer.isView(value)) {
    throw new FormatError({ file, column: name, problem: "this variable holds no numbers" });
  }
  return Float64Array.from(value as unknown as ArrayLike<number>, Number); // whole numbers of 64 bits are bigint
}

function removeFile(module: H5Module): void {
  if (module.FS.analyzePath(PATH, false).exists) module.FS.unlink(PATH);
}

async function loaded() {
  const h5 = await import("h5wasm");
  const module = await h5.ready;
  module.activate_throwing_error_handler(); // or HDF5 prints its own list of errors beside
  return { h5, module };
}

import { ArgumentError, FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { crsWkt } from "../earth/crs-wkt.js";
import { isEsriAscii, readEsriAscii, writeEsriAscii } from "./esri-ascii.js";
import { readGridGeotiff } from "./geotiff.js";
import { writeGridGeotiff } from "./geotiff-write.js";
import {
  epsgOf,
  factsFile,
  type GridFacts,
  projectionFile,
  readFacts,
  sigmaFile,
  writeFacts,
} from "./grid-companion.js";
import { isGxf, readGxf, writeGxf } from "./gxf.js";
import { isIcgemGdf, readIcgemGdf, writeIcgemGdf } from "./icgem-gdf.js";
import { type GridMetadata, readGridNetcdf, writeGridNetcdf } from "./netcdf.js";
import { isHdf5, readGridNetcdf4, writeGridNetcdf4 } from "./netcdf4.js";
import { isSurfer, readSurfer, writeSurfer6, writeSurfer7 } from "./surfer.js";

/** The grid formats by name. */
export type GridFormat =
  | "netcdf3"
  | "netcdf4"
  | "geotiff"
  | "surfer6"
  | "surfer7"
  | "esri-ascii"
  | "gxf"
  | "icgem-gdf";

/** Files by name: the one asked for comes first. */
export type GridFiles = Readonly<Record<string, Uint8Array>>;

/** Options of `readGrid`. What is given of crs, name, units and registration stands in for what the file says. */
export interface ReadGridOptions extends Partial<GridFacts> {
  /** Bytes of the files beside it, by name: those that {@link companionFiles} lists, as far as they are there. */
  readonly beside?: GridFiles;
  /** Which grid of a file that has several. */
  readonly variable?: string;
}

/** Options of `writeGrid`. */
export interface WriteGridOptions extends GridMetadata {
  /** The format, where the ending leaves a choice; default by the ending. */
  readonly format?: GridFormat;
}

interface Codec {
  readonly title: string;
  readonly endings: readonly string[];
  /** Whether the file has a place for the grid's facts, and for its sigma. */
  readonly holds: { readonly facts: boolean; readonly sigma: boolean };
  readonly isIt: (bytes: Uint8Array) => boolean;
  readonly read: (bytes: Uint8Array, file: string, variable?: string) => Grid | Promise<Grid>;
  readonly write: (grid: Grid, metadata: GridMetadata) => Uint8Array | Promise<Uint8Array>;
}

const [ALL, VALUES_ONLY] = [
  { facts: true, sigma: true },
  { facts: false, sigma: false },
] as const;
const begins =
  (...codes: number[]) =>
  (bytes: Uint8Array) =>
    codes.every((code, k) => bytes[k] === code);
const isTiff = (bytes: Uint8Array) => begins(0x49, 0x49)(bytes) || begins(0x4d, 0x4d)(bytes);

const CODECS: Readonly<Record<GridFormat, Codec>> = {
  netcdf3: {
    ...{ title: "netCDF-3", endings: ["nc"], holds: ALL, isIt: begins(0x43, 0x44, 0x46) },
    ...{ read: readGridNetcdf, write: writeGridNetcdf },
  },
  netcdf4: {
    ...{ title: "netCDF-4", endings: ["nc4"], holds: ALL, isIt: isHdf5 },
    ...{ read: readGridNetcdf4, write: writeGridNetcdf4 },
  },
  geotiff: {
    ...{ title: "GeoTIFF", endings: ["tif", "tiff"], holds: ALL, isIt: isTiff },
    ...{ read: (bytes, file) => readGridGeotiff(bytes, file), write: writeGridGeotiff },
  },
  surfer7: {
    ...{ title: "Surfer 7", endings: ["grd"], holds: VALUES_ONLY, isIt: isSurfer },
    ...{ read: readSurfer, write: writeSurfer7 },
  },
  surfer6: {
    ...{ title: "Surfer 6", endings: [], holds: VALUES_ONLY, isIt: isSurfer },
    ...{ read: readSurfer, write: writeSurfer6 },
  },
  "esri-ascii": {
    ...{ title: "ESRI ASCII", endings: ["asc"], holds: VALUES_ONLY, isIt: isEsriAscii },
    ...{ read: readEsriAscii, write: writeEsriAscii },
  },
  gxf: {
    ...{ title: "Geosoft GXF", endings: ["gxf"], holds: VALUES_ONLY, isIt: isGxf },
    ...{ read: readGxf, write: writeGxf },
  },
  "icgem-gdf": {
    ...{ title: "ICGEM", endings: ["gdf"], holds: ALL, isIt: isIcgemGdf },
    ...{ read: readIcgemGdf, write: writeIcgemGdf },
  },
};

/** Names of the grid formats that are read and written. */
export const GRID_FORMATS: readonly GridFormat[] = Object.keys(CODECS) as GridFormat[];

/** What the grid formats are called by people: `surfer7` → `Surfer 7`. */
export const GRID_FORMAT_TITLES: Readonly<Record<GridFormat, string>> = Object.fromEntries(
  GRID_FORMATS.map((format) => [format, CODECS[format].title]),
) as Record<GridFormat, string>;

/** Endings of the files that are written, each with its format: `tif` → `geotiff`. */
export const GRID_ENDINGS: Readonly<Record<string, GridFormat>> = Object.fromEntries(
  GRID_FORMATS.flatMap((format) => CODECS[format].endings.map((ending) => [ending, format])),
);

/**
 * Reads a grid from a file's bytes: netCDF-3 or -4, GeoTIFF, Surfer 6 or 7, ESRI ASCII, Geosoft GXF or ICGEM gdf. The
 * bytes tell the format, not the ending.
 *
 * Surfer, ESRI ASCII and GXF have no place for coordinate system, units or sigma. {@link writeGrid} puts them into files
 * beside, and who has those hands them over as `beside`; without them the grid is of `crs` `plane`.
 *
 * @param bytes - the file
 * @param file - its name, for messages and for finding the files beside it
 * @param options - see {@link ReadGridOptions}
 * @returns the grid, south row first, NaN where the file has no value
 * @throws FormatError if it is none of these, or damaged; no memory is taken for nodes that the file cannot hold
 *
 * @example
 * const text = "ncols 2\nnrows 2\nxllcenter 100\nyllcenter 15\ncellsize 1\nNODATA_value -9\n3 4\n1 -9\n";
 * const grid = await readGrid(new TextEncoder().encode(text), "bouguer.asc", { crs: "EPSG:4326", units: "mGal" });
 * grid.values; // => Float64Array.of(1, NaN, 3, 4)
 * await readGrid(new TextEncoder().encode("not a grid"), "notes.asc"); // throws FormatError
 */
export async function readGrid(
  bytes: Uint8Array,
  file: string,
  options: ReadGridOptions = {},
): Promise<Grid> {
  const codec = Object.values(CODECS).find(({ isIt }) => isIt(bytes));
  if (codec === undefined) {
    const known = Object.values(CODECS).map(({ title }) => title);
    const points = /\.csv$/i.test(file) ? " A table of points becomes a grid with igdp grid." : "";
    const advice = `The formats that are read: ${known.join(", ")}.${points}`;
    throw new FormatError({ file, problem: "this is no grid in a format that is known here", advice });
  }
  const { beside = {}, variable, crs, name, units, registration } = options;
  const grid = await codec.read(bytes, file, variable);
  const aux = beside[factsFile(file)];
  const projection = epsgOf(new TextDecoder().decode(beside[projectionFile(file)]));
  const facts = codec.holds.facts
    ? {}
    : {
        ...(projection === undefined ? {} : { crs: projection }),
        ...(aux === undefined ? {} : readFacts(aux, factsFile(file))),
      };
  const told = Object.entries({ crs, name, units, registration }).filter(([, value]) => value !== undefined);
  const sigmaBytes = codec.holds.sigma ? undefined : beside[sigmaFile(file)];
  const sigma = sigmaBytes && { sigma: await sigmaOf(grid, codec, sigmaBytes, sigmaFile(file)) };
  return Object.freeze({ ...grid, ...facts, ...Object.fromEntries(told), ...sigma });
}

/**
 * Writes a grid in the format of a file's ending: `.nc` (netCDF-3), `.nc4` (netCDF-4), `.tif`, `.grd` (Surfer 7), `.asc`
 * (ESRI ASCII), `.gxf`, `.gdf`. What the format has no place for comes in files beside it: `NAME.aux.xml` with coordinate
 * system, unit and registration (GDAL, QGIS and ArcGIS read it), `NAME_sigma.ENDING`, and for ESRI ASCII its `.prj`.
 *
 * @param grid - the grid
 * @param file - name of the file
 * @param options - see {@link WriteGridOptions}
 * @returns the bytes of each file by name, `file` first; the same grid gives the same bytes
 * @throws ArgumentError if the ending says no format, or the format cannot hold this grid
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(100, 101), y: Float64Array.of(15, 16), values: Float64Array.of(1, 2, NaN, 4),
 *   sigma: Float64Array.of(0.1, 0.1, NaN, 0.2), crs: "EPSG:4326", name: "bouguer_anomaly_mgal", units: "mGal",
 * });
 * const files = await writeGrid(grid, "bouguer.grd");
 * Object.keys(files); // => ["bouguer.grd", "bouguer.grd.aux.xml", "bouguer_sigma.grd"]
 * (await readGrid(files["bouguer.grd"], "bouguer.grd", { beside: files })).sigma; // => Float64Array.of(0.1, 0.1, NaN, 0.2)
 * await writeGrid(grid, "bouguer.xyz"); // throws ArgumentError
 */
export async function writeGrid(
  grid: Grid,
  file: string,
  options: WriteGridOptions = {},
): Promise<GridFiles> {
  const format = gridFormatOf(file, options.format);
  const { holds, write } = CODECS[format];
  const files: Record<string, Uint8Array> = { [file]: await write(grid, options) };
  if (!holds.facts) files[factsFile(file)] = writeFacts(grid);
  const wkt = crsWkt(grid.crs)?.wkt;
  if (format === "esri-ascii" && wkt !== undefined)
    files[projectionFile(file)] = new TextEncoder().encode(wkt);
  if (!holds.sigma && grid.sigma !== undefined)
    files[sigmaFile(file)] = await write(
      { ...grid, values: grid.sigma, name: `${grid.name}_sigma` },
      options,
    );
  return files;
}

/**
 * The format that a grid is written in: the one asked for, or the one that the file's ending stands for.
 *
 * @throws ArgumentError if there is no such format
 */
export function gridFormatOf(file: string, format?: GridFormat, argument = "file"): GridFormat {
  const ending = /\.([a-z0-9]+)$/i.exec(file)?.[1].toLowerCase() ?? "";
  if (format === undefined && Object.hasOwn(GRID_ENDINGS, ending)) return GRID_ENDINGS[ending];
  if (format !== undefined && Object.hasOwn(CODECS, format)) return format;
  if (format !== undefined)
    throw new ArgumentError({ argument: "format", value: format, accepted: GRID_FORMATS.join(", ") });
  const endings = Object.keys(GRID_ENDINGS).map((known) => `.${known}`);
  throw new ArgumentError({ argument, value: file, accepted: `a name that ends in ${endings.join(", ")}` });
}

/**
 * Names of the files that may stand beside a grid's file, with what it has no place for.
 *
 * @example
 * companionFiles("map.grd"); // => ["map.grd.aux.xml", "map_sigma.grd", "map.prj"]
 */
export function companionFiles(file: string): readonly string[] {
  return [factsFile(file), sigmaFile(file), projectionFile(file)];
}

async function sigmaOf(grid: Grid, codec: Codec, bytes: Uint8Array, file: string): Promise<Float64Array> {
  if (!codec.isIt(bytes))
    throw new FormatError({ file, problem: "it is not of the format of the grid beside it" });
  const { x, y, values } = await codec.read(bytes, file);
  const isSame = (one: Float64Array, other: Float64Array) =>
    one.length === other.length && one.every((v, k) => Math.abs(v - other[k]) <= 1e-6 * (one[1] - one[0]));
  if (isSame(grid.x, x) && isSame(grid.y, y)) return values;
  throw new FormatError({
    file,
    problem: "its nodes are not those of the grid beside it",
    advice: "Take it away.",
  });
}

import { fromArrayBuffer, type GeoTIFF, type GeoTIFFImage } from "geotiff";
import { FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import type { RasterHandle, RasterSource, RasterWindow } from "../core/raster-source.js";
import { unescaped } from "./grid-companion.js";
import { axisBetween, gridOfFile, turnRows } from "./grid-parts.js";
import { checkTiff } from "./tiff-check.js";

/** Decoded blocks that a raster keeps, bytes. */
const MOST_BYTES = 24e6;

/**
 * Reads a GeoTIFF of one quantity whole into a grid, for files that fit in memory. Larger ones are read by windows
 * (`openRaster` of `igdp/node`).
 *
 * Name and unit come from the tags by which GDAL tells them; without them it is taken for heights (`height_m`, `m`). A
 * second band whose description is the first one's with `_sigma` becomes the sigma.
 *
 * @param bytes - the file: tiles or strips, with deflate, LZW, LERC or no compression, integers or floats
 * @param file - its name, for messages
 * @returns the first band, south row first; NaN where the file says no data; `pixel` registration, or `gridline` where the
 *   file's pixels are points
 * @throws FormatError if it is no GeoTIFF, has no place in the world, is turned, or tells of more than it holds
 *
 * Source: OGC GeoTIFF Standard 1.1 (OGC 19-008r4); geotiff.js reads the file.
 *
 * @example
 * await readGridGeotiff(new TextEncoder().encode("not a grid"), "notes.tif"); // throws FormatError
 */
export async function readGridGeotiff(bytes: Uint8Array, file: string): Promise<Grid> {
  const isTiff = (bytes[0] === 0x49 || bytes[0] === 0x4d) && bytes[1] === bytes[0];
  if (!isTiff) throw new FormatError({ file, problem: "it cannot be read as a GeoTIFF", advice: WAY_OUT });
  checkTiff(bytes, file);
  const copy = new Uint8Array(bytes).buffer; // a Buffer may be a part of something larger
  return opened(async () => gridOfImage(await (await fromArrayBuffer(copy)).getImage(), file), file);
}

async function gridOfImage(image: GeoTIFFImage, file: string): Promise<Grid> {
  const { west, south, cellWidth, cellHeight, crs } = placeOf(image, file);
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  const facts = await factsOf(image);
  const hasSigma = facts.names[1] !== undefined && facts.names[1] === `${facts.names[0]}_sigma`;
  const [values, sigma] = await bandsOf(image, hasSigma ? [0, 1] : [0], file);
  const axis = (start: number, step: number, count: number) =>
    axisBetween(start + step / 2, start + (count - 0.5) * step, count);
  return gridOfFile(file, {
    x: axis(west, cellWidth, columns),
    y: axis(south, cellHeight, rows),
    values: turnRows(values, columns),
    ...(sigma === undefined ? {} : { sigma: turnRows(sigma, columns) }),
    registration: image.getGeoKeys()?.GTRasterTypeGeoKey === 2 ? "gridline" : "pixel",
    crs,
    name: facts.names[0] ?? "height_m",
    units: facts.units ?? (facts.names[0] === undefined ? "m" : ""),
  });
}

const WAY_OUT = "gdal_translate writes one.";

/** Bands as the file has them, north row first; NaN for no data. */
async function bandsOf(image: GeoTIFFImage, samples: number[], file: string): Promise<Float64Array[]> {
  try {
    const noData = image.getGDALNoData();
    const bands = (await image.readRasters({ samples })) as unknown as ArrayLike<number>[];
    return samples.map((_, k) => {
      const none = bands[k] instanceof Float32Array && noData !== null ? Math.fround(noData) : noData;
      return Float64Array.from(bands[k], (value) => (value === none ? Number.NaN : value));
    });
  } catch (error) {
    const problem = `its values cannot be read (${(error as Error).message})`;
    throw new FormatError({ file, problem, advice: "The file may be cut off; copy it again." });
  }
}

/** Names of the bands and the unit of the first, from GDAL's tag. */
async function factsOf(image: GeoTIFFImage): Promise<{ names: string[]; units?: string }> {
  const bands = await Promise.all([0, 1].map((sample) => image.getGDALMetadata(sample).catch(() => null)));
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? unescaped(value) : undefined);
  const names = bands.map((items) => text(items?.DESCRIPTION)).filter((name) => name !== undefined);
  return { names, units: text(bands[0]?.UNITTYPE) };
}

/** Opens a GeoTIFF; what geotiff.js throws becomes an error with the file's name. */
export async function opened<Opened>(open: () => Promise<Opened>, file: string): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError({
      file,
      problem: `it cannot be read as a GeoTIFF (${(error as Error).message})`,
      advice: WAY_OUT,
    });
  }
}

/**
 * A GeoTIFF as a raster that is read by windows. Blocks (tiles or strips) that were decoded are kept, up to 24 MB.
 *
 * @param handle - by which a worker opens the same file
 */
export async function geotiffRaster(
  tiff: GeoTIFF,
  file: string,
  handle?: RasterHandle,
): Promise<RasterSource> {
  const image = await tiff.getImage();
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  const blocks = new BlockCache(image, file);
  return {
    name: file,
    ...placeOf(image, file),
    ...{ columns, rows },
    ...(handle ? { handle } : {}),
    readWindow: (window, signal) => blocks.read(window, signal),
  };
}

type RasterPlace = Pick<RasterSource, "crs" | "west" | "south" | "cellWidth" | "cellHeight">;

function placeOf(image: GeoTIFFImage, file: string): RasterPlace {
  let [origin, resolution]: number[][] = [[], []];
  try {
    [origin, resolution] = [image.getOrigin(), image.getResolution()];
  } catch {
    throw new FormatError({ file, problem: "it does not say where it lies, or is turned against north" });
  }
  const [cellWidth, cellHeight] = [resolution[0], Math.abs(resolution[1])];
  if (!(cellWidth > 0) || !(resolution[1] < 0))
    throw new FormatError({ file, problem: "its rows do not run from north to south" });
  const keys = image.getGeoKeys();
  const half = keys?.GTRasterTypeGeoKey === 2 ? 0.5 : 0; // "pixel is point": the place is that of the pixel's middle
  const code = keys?.ProjectedCSTypeGeoKey as number | undefined;
  const isProjected = keys?.GTModelTypeGeoKey === 1 || code !== undefined;
  return {
    crs: isProjected ? (code === undefined || code === 32767 ? "plane" : `EPSG:${code}`) : "EPSG:4326",
    west: origin[0] - half * cellWidth,
    south: origin[1] + half * cellHeight - image.getHeight() * cellHeight,
    ...{ cellWidth, cellHeight },
  };
}

/** Decoded blocks of an image, those used last; NaN for no data. */
class BlockCache {
  private readonly blocks = new Map<number, Float32Array>();
  private bytes = 0;
  private readonly image: GeoTIFFImage;
  private readonly file: string;
  private readonly width: number;
  private readonly height: number;

  constructor(image: GeoTIFFImage, file: string) {
    this.image = image;
    this.file = file;
    this.width = Math.min(image.getTileWidth(), image.getWidth());
    this.height = Math.min(image.getTileHeight(), image.getHeight());
  }

  async read(window: RasterWindow, signal?: AbortSignal): Promise<Float32Array> {
    const { column, row, columns, rows } = window;
    const top = this.image.getHeight() - row - rows; // rows of the file count from the north
    const values = new Float32Array(columns * rows);
    for (let by = Math.floor(top / this.height); by * this.height < top + rows; by++)
      for (let bx = Math.floor(column / this.width); bx * this.width < column + columns; bx++) {
        const block = await this.block(bx, by, signal);
        const wide = Math.min(this.width, this.image.getWidth() - bx * this.width);
        const west = Math.max(column, bx * this.width);
        const east = Math.min(column + columns, bx * this.width + wide);
        const north = Math.max(top, by * this.height);
        const end = Math.min(top + rows, by * this.height + block.length / wide);
        for (let y = north; y < end; y++) {
          const from = (y - by * this.height) * wide + west - bx * this.width;
          values.set(
            block.subarray(from, from + east - west),
            (top + rows - 1 - y) * columns + west - column,
          );
        }
      }
    return values;
  }

  private async block(bx: number, by: number, signal?: AbortSignal): Promise<Float32Array> {
    const key = by * 65536 + bx;
    const found = this.blocks.get(key);
    if (found) {
      this.blocks.delete(key); // the last used comes last
      this.blocks.set(key, found);
      return found;
    }
    signal?.throwIfAborted();
    const block = await this.decode(bx, by);
    this.blocks.set(key, block);
    this.bytes += block.byteLength;
    for (const [old, { byteLength }] of this.blocks) {
      if (this.bytes <= MOST_BYTES || old === key) break;
      this.blocks.delete(old);
      this.bytes -= byteLength;
    }
    return block;
  }

  private async decode(bx: number, by: number): Promise<Float32Array> {
    const [left, top] = [bx * this.width, by * this.height];
    const right = Math.min(this.image.getWidth(), left + this.width);
    const bottom = Math.min(this.image.getHeight(), top + this.height);
    try {
      const [band] = await this.image.readRasters({ window: [left, top, right, bottom], samples: [0] });
      const noData = this.image.getGDALNoData();
      const values = Float32Array.from(band as ArrayLike<number>);
      if (noData !== null)
        for (let k = 0; k < values.length; k++) if (values[k] === Math.fround(noData)) values[k] = Number.NaN;
      return values;
    } catch (error) {
      const problem = `its block at column ${left}, row ${top} cannot be read (${(error as Error).message})`;
      throw new FormatError({ file: this.file, problem, advice: "The file may be cut off; copy it again." });
    }
  }
}

import { stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { fromFile } from "geotiff";
import { FormatError } from "../core/errors.js";
import { gridRaster, type RasterHandle, type RasterSource } from "../core/raster-source.js";
import { geotiffRaster, opened } from "../formats/geotiff.js";
import { GRID_ENDINGS } from "../formats/grid-file.js";
import { readGridFile } from "./read-grid-file.js";

/**
 * Opens a raster file: a GeoTIFF (`.tif`, `.tiff`), of which windows are read as they are asked for, so that it may be
 * larger than memory, or a grid in another format that `readGrid` knows, which is read whole.
 *
 * @param path - where it is
 * @returns the raster; workers can open a GeoTIFF again by its handle
 * @throws FormatError if there is no such file, it is of another kind, or damaged
 *
 * @example
 * await openRaster("LICENSE"); // throws FormatError
 */
export async function openRaster(path: string): Promise<RasterSource> {
  const ending = extname(path).toLowerCase();
  if (ending !== ".tif" && ending !== ".tiff") {
    if (Object.hasOwn(GRID_ENDINGS, ending.slice(1)))
      return { ...gridRaster((await readGridFile(path)).grid), name: path };
    const problem = "its ending says neither GeoTIFF (.tif) nor another grid (.nc, .grd, .asc, .gxf, .gdf)";
    throw new FormatError({ file: path, problem, advice: "Rename it, or convert it with gdal_translate." });
  }
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    throw new FormatError({ file: path, problem: "there is no such file", advice: "Look at the spelling." });
  }
  return openHandle({ kind: "geotiff", path: resolve(path) }, path);
}

/** Opens a raster by its handle, in any thread. */
export async function openHandle(handle: RasterHandle, name: string = handle.path): Promise<RasterSource> {
  return geotiffRaster(await opened(() => fromFile(handle.path), name), name, handle);
}

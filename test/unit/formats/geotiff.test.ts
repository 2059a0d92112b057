import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { gridRegion } from "../../../lib/core/grid.js";
import { readGridGeotiff } from "../../../lib/formats/geotiff.js";
import { openRaster } from "../../../lib/node/open-raster.js";
import { writeTiledTiff } from "../../bench/tiled-tiff.mjs";

const folder = mkdtempSync(join(tmpdir(), "igdp geotiff "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const heightAt = (column: number, row: number): number => 1000 + 3 * column - 2 * row;
const shape = { columns: 600, rows: 300, west: 104, north: 19, cell: 1 / 1200, isDegrees: true };

describe("a GeoTIFF", () => {
  it("is read by windows from tiles, south row first, compressed or not", async () => {
    for (const compress of [true, false]) {
      const path = join(folder, `heights-${compress}.tif`);
      writeTiledTiff(path, shape, heightAt, compress);
      const raster = await openRaster(path);
      expect(raster.crs).toBe("EPSG:4326");
      expect([raster.columns, raster.rows]).toEqual([600, 300]);
      expect(raster.west).toBeCloseTo(104, 12);
      expect(raster.south).toBeCloseTo(19 - 300 / 1200, 12);
      expect(raster.cellHeight).toBeCloseTo(1 / 1200, 15);
      expect(raster.handle?.kind).toBe("geotiff");
      const window = { column: 250, row: 40, columns: 20, rows: 9 };
      const values = await raster.readWindow(window);
      for (let j = 0; j < 9; j++)
        for (let i = 0; i < 20; i++) expect(values[j * 20 + i]).toBe(heightAt(250 + i, 299 - 40 - j));
    }
  });

  it("is read whole into a grid that covers the same ground, with NaN for no data", async () => {
    const path = join(folder, "voids.tif");
    const isVoid = (column: number, row: number) => column === 2 && row < 3;
    writeTiledTiff(path, { ...shape, columns: 40, rows: 30, noData: -9999 }, (c, r) =>
      isVoid(c, r) ? -9999 : heightAt(c, r),
    );
    const grid = await readGridGeotiff(readFileSync(path), path);
    expect(gridRegion(grid).map((edge) => Number(edge.toFixed(9)))).toEqual([
      104,
      Number((104 + 40 / 1200).toFixed(9)),
      Number((19 - 30 / 1200).toFixed(9)),
      19,
    ]);
    expect(grid.values.filter(Number.isNaN).length).toBe(3);
    expect(grid.values[29 * 40]).toBe(heightAt(0, 0));
  });

  it("whose pixels are points lies half a cell aside of what its tie point says", async () => {
    const path = join(folder, "points.tif");
    const plane = { ...shape, columns: 40, rows: 30, west: 5e5, north: 2e6, cell: 30, isDegrees: false };
    writeTiledTiff(path, { ...plane, pixelIsPoint: true }, heightAt);
    const { west, south, crs } = await openRaster(path);
    expect([west, south, crs]).toEqual([5e5, 2e6 - 900, "EPSG:32648"]);
  });

  it("has zeros where a sparse file has no tile", async () => {
    const path = join(folder, "sparse.tif");
    writeTiledTiff(path, shape, (column, row) => (column < 256 ? 0 : heightAt(column, row)));
    const values = await (await openRaster(path)).readWindow({ column: 254, row: 0, columns: 4, rows: 1 });
    expect([...values]).toEqual([0, 0, heightAt(256, 299), heightAt(257, 299)]);
  });

  it("that is none, is cut off or is not there is an error that names it", async () => {
    await expect(readGridGeotiff(new TextEncoder().encode("not a tiff"), "notes.tif")).rejects.toThrow(
      "notes.tif",
    );
    await expect(openRaster(join(folder, "nowhere.tif"))).rejects.toThrow("there is no such file");
    await expect(openRaster(join(folder, "heights.xyz"))).rejects.toThrow("its ending");
    const whole = readFileSync(join(folder, "heights-false.tif"));
    const cut = join(folder, "cut.tif");
    writeFileSync(cut, whole.subarray(0, whole.length - 4000));
    await expect(openRaster(cut)).rejects.toThrow("cut.tif");
  });
});

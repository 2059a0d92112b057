import { afterEach, describe, expect, it, vi } from "vitest";
import { type Grid, gridRegion, makeGrid, type Registration } from "../../../lib/core/grid.js";
import { GRID_FORMATS, type GridFormat, readGrid, writeGrid } from "../../../lib/formats/grid-file.js";
import { sampleGrid } from "./grid-samples.js";

/** A file name of each format; where its ending stands for another format, the format is named. */
const NAMES: Readonly<Record<GridFormat, string>> = {
  netcdf3: "map.nc",
  netcdf4: "map.nc4",
  geotiff: "map.tif",
  surfer7: "map.grd",
  surfer6: "map.grd",
  "esri-ascii": "map.asc",
  gxf: "map.gxf",
  "icgem-gdf": "map.gdf",
};
const SYSTEMS = ["EPSG:4326", "EPSG:32648", "plane"];
const CASES = GRID_FORMATS.flatMap((format) =>
  SYSTEMS.filter((crs) => format !== "icgem-gdf" || crs === "EPSG:4326").flatMap((crs) =>
    (["gridline", "pixel"] as const).flatMap((registration) =>
      [true, false].map((hasSigma): [GridFormat, string, Registration, boolean] => [
        ...([format, crs, registration] as const),
        hasSigma,
      ]),
    ),
  ),
);

afterEach(() => vi.useRealTimers());

async function thereAndBack(grid: Grid, format: GridFormat): Promise<Grid> {
  const name = NAMES[format];
  const files = await writeGrid(grid, name, { format });
  return readGrid(files[name], name, { beside: files });
}

/** Surfer 6 has 32-bit values: what comes back is the nearest of them. */
const stored = (values: Float64Array | undefined, format: GridFormat) =>
  format === "surfer6" ? values && Float64Array.from(values, Math.fround) : values;

/** Place of the first value that is another one; −1 where all are the same. (Long arrays take toEqual long.) */
function firstDifference(values?: Float64Array, expected?: Float64Array): number {
  if (values?.length !== expected?.length) return 0;
  return values?.findIndex((value, k) => !Object.is(value, expected?.[k])) ?? -1;
}

describe("a grid in a file", () => {
  it.each(CASES)("comes back the same: %s, %s, %s, sigma %s", async (format, crs, registration, hasSigma) => {
    const grid = sampleGrid({ crs, registration, hasSigma });
    const back = await thereAndBack(grid, format);
    expect(firstDifference(back.values, stored(grid.values, format))).toBe(-1);
    expect(firstDifference(back.sigma, stored(grid.sigma, format))).toBe(-1);
    expect({ ...back, x: 0, y: 0, values: 0, sigma: 0 }).toEqual({
      ...grid,
      x: 0,
      y: 0,
      values: 0,
      sigma: 0,
    });
    for (const axis of ["x", "y"] as const) {
      const step = grid[axis][1] - grid[axis][0];
      expect(back[axis].length).toBe(grid[axis].length);
      const away = grid[axis].map((place, k) => Math.abs(back[axis][k] - place) / step);
      expect(Math.max(...away)).toBeLessThan(1e-9);
    }
    for (const [k, edge] of gridRegion(grid).entries())
      expect(Math.abs(gridRegion(back)[k] - edge)).toBeLessThan(1e-9 * Math.abs(edge));
  });

  it.each(GRID_FORMATS)("is the same bytes at another time: %s", async (format) => {
    const grid = sampleGrid({ crs: "EPSG:4326" });
    const written = [];
    vi.useFakeTimers();
    for (const time of ["2026-11-22T10:00:00Z", "2031-02-03T04:05:06Z"]) {
      vi.setSystemTime(new Date(time));
      written.push(await writeGrid(grid, NAMES[format], { format }));
    }
    const names = Object.keys(written[0]);
    expect(Object.keys(written[1])).toEqual(names);
    for (const name of names) expect(Buffer.compare(written[0][name], written[1][name])).toBe(0);
  });

  it.each(GRID_FORMATS)(
    "keeps different spacings along x and y, and numbers of all sizes: %s",
    async (format) => {
      const values = Float64Array.of(1e-12, -1e9, 0, 123456789.125, -99999, -999999, Number.NaN, 0.1, 1 / 3);
      const [x, y] = [Float64Array.of(100, 100.25, 100.5), Float64Array.of(-3, -2, -1)];
      const grid = makeGrid({ x, y, values, crs: "EPSG:4326", name: "height_m", units: "m" });
      const back = await thereAndBack(grid, format);
      expect(back.values).toEqual(stored(values, format));
      expect([back.x, back.y]).toEqual([x, y]);
    },
  );

  it.each(GRID_FORMATS)("has names and units with any signs: %s", async (format) => {
    const grid = {
      ...sampleGrid({ crs: "EPSG:4326", hasSigma: false }),
      name: "g_<&>\"'_重力",
      units: "µm/s²",
    };
    const back = await thereAndBack(grid, format);
    expect([back.name, back.units]).toEqual([grid.name, grid.units]);
  });

  it.each(GRID_FORMATS)("with no value at all is read as such: %s", async (format) => {
    const grid = sampleGrid({ crs: "EPSG:4326", hasSigma: false, columns: 5, rows: 4 });
    const back = await thereAndBack({ ...grid, values: grid.values.map(() => Number.NaN) }, format);
    expect(back.values.every(Number.isNaN)).toBe(true);
  });

  it("is told by its bytes, not by its ending", async () => {
    const grid = sampleGrid({ crs: "plane", hasSigma: false });
    const { "map.nc": bytes } = await writeGrid(grid, "map.nc");
    expect(firstDifference((await readGrid(bytes, "wrong.tif")).values, grid.values)).toBe(-1);
  });

  it("without the files beside it has the facts that the caller tells", async () => {
    const grid = sampleGrid({ crs: "EPSG:32648", registration: "pixel" });
    const { "map.grd": bytes } = await writeGrid(grid, "map.grd");
    const alone = await readGrid(bytes, "map.grd");
    expect([alone.crs, alone.name, alone.units, alone.registration]).toEqual([
      "plane",
      "value",
      "",
      "gridline",
    ]);
    const { crs, name, units, registration } = grid;
    const told = await readGrid(bytes, "map.grd", { crs, name, units, registration });
    expect([told.crs, told.name, told.units, told.registration]).toEqual([crs, name, units, registration]);
  });

  it("says what is wrong with the file beside it", async () => {
    const grid = sampleGrid({ crs: "plane" });
    const files = await writeGrid(grid, "map.grd");
    const other = await writeGrid(sampleGrid({ crs: "plane", columns: 64 }), "map.grd");
    const read = (beside: Record<string, Uint8Array>) => readGrid(files["map.grd"], "map.grd", { beside });
    await expect(read({ ...files, "map_sigma.grd": other["map_sigma.grd"] })).rejects.toThrow(
      /^map_sigma\.grd: its nodes are not those/,
    );
    await expect(read({ ...files, "map.grd.aux.xml": other["map.grd"] })).rejects.toThrow(
      /map\.grd\.aux\.xml/,
    );
  });

  it("is refused where the format cannot hold it, with the way out", async () => {
    const plane = sampleGrid({ crs: "plane" });
    await expect(writeGrid(plane, "map.gdf")).rejects.toThrow(/grid\.crs is 'plane'.*in degrees/);
    await expect(writeGrid(plane, "map")).rejects.toThrow(
      /file is 'map', but must be a name that ends in \.nc/,
    );
    await expect(writeGrid(plane, "map.nc", { format: "png" as GridFormat })).rejects.toThrow(/surfer6/);
  });
});

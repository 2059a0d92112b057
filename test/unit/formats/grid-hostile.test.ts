import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { FormatError } from "../../../lib/core/errors.js";
import type { Grid } from "../../../lib/core/grid.js";
import { GRID_FORMATS, type GridFormat, readGrid, writeGrid } from "../../../lib/formats/grid-file.js";
import { sampleGrid } from "./grid-samples.js";

const NAME = "map.grd";
const FILES = {} as Record<GridFormat, Uint8Array>;

beforeAll(async () => {
  const grid = sampleGrid({ crs: "EPSG:4326", columns: 13, rows: 7 });
  for (const format of GRID_FORMATS) FILES[format] = (await writeGrid(grid, NAME, { format }))[NAME];
});

/** A whole grid, or undefined where a clear error was given; anything else that is thrown fails the test. */
async function readOrRefuse(bytes: Uint8Array): Promise<Grid | undefined> {
  try {
    const grid = await readGrid(bytes, NAME);
    expect(grid.values.length).toBe(grid.x.length * grid.y.length);
    expect(grid.sigma === undefined || grid.sigma.length === grid.values.length).toBe(true);
    return grid;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    expect(error.message.startsWith(NAME)).toBe(true);
    return undefined;
  }
}

/** The file's bytes with others in the place of some. */
function changed(bytes: Uint8Array, at: number, put: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set(put.slice(0, Math.max(0, copy.length - at)), at);
  return copy;
}

const int32 = (value: number, littleEndian = true) => {
  const view = new DataView(new ArrayBuffer(4));
  view.setInt32(0, value, littleEndian);
  return [...new Uint8Array(view.buffer)];
};

/** Where a TIFF of ours tells a tag's value: behind the tag, its type and its count. */
function tagAt(bytes: Uint8Array, tag: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const start = view.getUint32(4, true);
  for (let k = 0; k < view.getUint16(start, true); k++)
    if (view.getUint16(start + 2 + 12 * k, true) === tag) return start + 2 + 12 * k;
  throw new Error(`no tag ${tag}`);
}

const text = (...lines: string[]) => new TextEncoder().encode(`${lines.join("\n")}\n`);

describe("a grid's file that is damaged or lies", () => {
  it.each(GRID_FORMATS)("is refused wherever it is cut: %s", async (format) => {
    const whole = FILES[format];
    const step = Math.max(1, Math.floor(whole.length / 60));
    const isText = ["esri-ascii", "gxf", "icgem-gdf"].includes(format);
    // In a text the last bytes may be the last digits, which a reader cannot miss; in HDF5 and TIFF the end may be padding.
    const tail = isText ? 20 : 8;
    for (let length = 0; length < whole.length - tail; length += step)
      expect(
        await readOrRefuse(whole.subarray(0, length)),
        `${length} of ${whole.length} bytes`,
      ).toBeUndefined();
  });

  it("takes no memory for what it only claims", async () => {
    const billion = int32(1e9);
    const tiff = FILES.geotiff;
    const netcdf = FILES.netcdf3;
    const lonLength = 4 + 4 + 4 + 4 + 4 + 4; // magic, records, list's tag and length, name's length, "lon" padded
    const claims: [string, Uint8Array, RegExp][] = [
      [
        "GeoTIFF, 1e9 × 1e9 pixels",
        changed(changed(tiff, tagAt(tiff, 256) + 8, billion), tagAt(tiff, 257) + 8, billion),
        /1000000000 × 1000000000 cells, more than fit/,
      ],
      [
        "GeoTIFF, wide",
        changed(tiff, tagAt(tiff, 256) + 8, int32(1e6)),
        /tells of \d+ blocks, and has places of/,
      ],
      [
        "GeoTIFF, one large tile",
        changed(tiff, tagAt(tiff, 322) + 8, billion),
        /cannot come from|more than fit/,
      ],
      [
        "GeoTIFF, a billion tiles",
        changed(tiff, tagAt(tiff, 324) + 4, billion),
        /tag 324 tells of 1000000000 values/,
      ],
      ["GeoTIFF, a text without end", changed(tiff, tagAt(tiff, 42112) + 4, int32(-1)), /tag 42112 tells of/],
      ["netCDF-3, a billion columns", changed(netcdf, lonLength, int32(1e9, false)), /cut short or damaged/],
      ["Surfer 7", changed(FILES.surfer7, 20, [...billion, ...billion]), /1000000000 × 1000000000 nodes/],
      ["Surfer 6", changed(FILES.surfer6, 4, [0xff, 0x7f, 0xff, 0x7f]), /32767 × 32767 nodes/],
      ["Surfer 6 text", text("DSAA 1000000000 1000000000 0 1 0 1 0 1 5"), /1000000000 × 1000000000/],
      [
        "ESRI ASCII",
        text("ncols 1000000000", "nrows 1000000000", "xllcorner 0", "yllcorner 0", "cellsize 1", "1"),
        /room/,
      ],
      [
        "GXF",
        text("#POINTS", "1000000000", "#ROWS", "1000000000", "#PTSEP", "1", "#RWSEP", "1", "#GRID", "1 2"),
        /room/,
      ],
      [
        "GXF, a repeat of a billion",
        text(
          "#POINTS",
          "1000000",
          "#ROWS",
          "1000",
          "#PTSEP",
          "1",
          "#RWSEP",
          "1",
          "#GTYPE",
          "5",
          "#GRID",
          '"""""~~~~~%%%%%',
        ),
        /more than fit in memory|cut short|room/,
      ],
      [
        "ICGEM",
        text(
          "longitude_parallels 1000000000",
          "latitude_parallels 1000000000",
          "",
          "longitude latitude g",
          "[d] [d] [m]",
          "end_of_head",
          "1 2 3",
        ),
        /room/,
      ],
    ];
    for (const [what, bytes, message] of claims) {
      const before = process.memoryUsage();
      await expect(readGrid(bytes, NAME), what).rejects.toThrow(message);
      await expect(readGrid(bytes, NAME), what).rejects.toBeInstanceOf(FormatError);
      const after = process.memoryUsage();
      expect(after.rss - before.rss, what).toBeLessThan(100e6);
    }
  });

  it("of a netCDF-4 that claims a billion columns is refused", async () => {
    // Its sizes stand as 64-bit numbers: each 13 (columns) becomes a billion.
    const bytes = Uint8Array.from(FILES.netcdf4);
    const view = new DataView(bytes.buffer);
    let found = 0;
    for (let at = 0; at + 8 <= bytes.length; at++)
      if (view.getUint32(at, true) === 13 && view.getUint32(at + 4, true) === 0 && bytes[at - 1] !== 13) {
        view.setUint32(at, 1e9, true);
        found++;
      }
    expect(found).toBeGreaterThan(0);
    await expect(readGrid(bytes, NAME)).rejects.toBeInstanceOf(FormatError);
    // The library is not left broken: a good file is read after it.
    expect(await readOrRefuse(FILES.netcdf4)).toBeDefined();
  });

  it.each(GRID_FORMATS)(
    "gives a grid or a clear error, never a crash: 400 mutations of %s",
    async (format) => {
      const whole = FILES[format];
      const place = fc.oneof(fc.nat(Math.min(1200, whole.length - 1)), fc.nat(whole.length - 1)); // headers more often
      const bytes = fc.oneof(
        fc.array(fc.nat(255), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(
          [0xff, 0xff, 0xff, 0xff],
          [0, 0, 0, 0],
          [0x7f, 0xff, 0xff, 0xff],
          [0x2d],
          [0x23],
          [0x65, 0x39],
        ),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(place, bytes), { minLength: 1, maxLength: 4 }),
          async (changes) => {
            const file = changes.reduce((before, [at, put]) => changed(before, at, put), whole);
            await readOrRefuse(file);
          },
        ),
        { numRuns: 400, seed: 9 },
      );
      expect(await readOrRefuse(whole)).toBeDefined();
    },
  );

  it("that is none of the formats is refused with their names", async () => {
    const bytes = [new Uint8Array(0), text("hello"), text("<html>"), Uint8Array.of(0x89, 0x48, 0x44, 0x46)];
    for (const file of bytes)
      await expect(readGrid(file, NAME)).rejects.toThrow(/formats that are read: netCDF-3, /);
    const words = text("ncols 2", "nrows 2", "xllcorner 0", "yllcorner 0", "cellsize 1", "1 2", "3 <script>");
    await expect(readGrid(words, NAME)).rejects.toThrow(/map\.grd, line 7: '<script>' is not a number/);
  });
});

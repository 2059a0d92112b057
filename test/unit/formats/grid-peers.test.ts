import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { type Grid, gridRegion, gridSpacing, type Registration } from "../../../lib/core/grid.js";
import { seededRandom } from "../../../lib/core/random.js";
import { type GridFormat, writeGrid } from "../../../lib/formats/grid-file.js";
import { readGridFile } from "../../../lib/node/read-grid-file.js";
import { sampleGrid } from "./grid-samples.js";
import { has, pythonWith, run } from "./peers.js";

const folder = mkdtempSync(join(tmpdir(), "igdp peers "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PEERS = fileURLToPath(new URL("grid-peers.py", import.meta.url));

const ENDINGS: Partial<Record<GridFormat, string>> = {
  netcdf3: "nc",
  netcdf4: "nc4",
  geotiff: "tif",
  surfer6: "6.grd",
};
const CASES = (["EPSG:4326", "EPSG:32648"] as const).flatMap((crs) =>
  (["gridline", "pixel"] as const).map((registration): [string, Registration] => [crs, registration]),
);

/** Writes the grid with its companions into the test's folder; without sigma a netCDF is one raster for GDAL. */
async function written(grid: Grid, format: GridFormat, ending: string): Promise<string> {
  const name = `${grid.crs.replace(":", "")} ${grid.registration}.${ending}`;
  const files = await writeGrid(grid, name, { format });
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, file), bytes);
  return join(folder, name);
}

/** A thousand nodes by chance: where they stand, and what the grid has there (null for no value). */
function randomNodes(grid: Grid, count = 1000) {
  const random = seededRandom(11);
  const nodes = Array.from({ length: count }, () => Math.floor(random() * grid.values.length));
  const wide = grid.x.length;
  return {
    places: nodes.map((k): [number, number] => [grid.x[k % wide], grid.y[Math.floor(k / wide)]]),
    values: nodes.map((k) => (Number.isNaN(grid.values[k]) ? null : grid.values[k])),
  };
}

/** West, south, east and north of the cells: half a spacing beyond the outer samples under either registration. */
function cellsOf({ x, y }: Grid): number[] {
  const [dx, dy] = [gridSpacing(x) / 2, gridSpacing(y) / 2];
  return [x[0] - dx, y[0] - dy, x[x.length - 1] + dx, y[y.length - 1] + dy];
}

function expectClose(
  values: readonly (number | null)[],
  expected: readonly (number | null)[],
  relative: number,
) {
  const wrong = expected.findIndex((want, k) => {
    const got = values[k];
    if (want === null || got === null) return want !== got;
    return !(Math.abs(got - want) <= relative * Math.abs(want));
  });
  expect(wrong < 0 ? "all the same" : `node ${wrong}: ${values[wrong]} for ${expected[wrong]}`).toBe(
    "all the same",
  );
}

const GDAL_FORMATS = ["netcdf3", "netcdf4", "geotiff", "surfer7", "surfer6", "esri-ascii", "gxf"] as const;
const OTHER_ENDINGS: Partial<Record<GridFormat, string>> = {
  surfer7: "grd",
  "esri-ascii": "asc",
  gxf: "gxf",
};
const endingOf = (format: GridFormat) => ENDINGS[format] ?? OTHER_ENDINGS[format] ?? "";

describe.skipIf(!has("gdalinfo"))("GDAL (skipped where gdalinfo is missing)", () => {
  const matrix = GDAL_FORMATS.flatMap((format) =>
    CASES.map(([crs, registration]) => [format, crs, registration] as const),
  );

  it.each(matrix)(
    "opens %s, %s, %s: extent, system, unit, no data, 1,000 values",
    async (format, crs, registration) => {
      const grid = sampleGrid({ crs, registration, hasSigma: false });
      const path = await written(grid, format, endingOf(format));
      const info = JSON.parse(run("gdalinfo", ["-json", path]).stdout);
      const { lowerLeft, upperRight } = info.cornerCoordinates;
      for (const [k, edge] of [...lowerLeft, ...upperRight].entries())
        expect(edge).toBeCloseTo(cellsOf(grid)[k], 6);
      const wkt = info.coordinateSystem.wkt as string;
      expect(wkt).toMatch(crs === "EPSG:4326" ? /^GEOGCRS\["WGS 84"/ : /^PROJCRS\["WGS 84 \/ UTM zone 48N"/);
      if (format !== "gxf") expect(wkt).toMatch(new RegExp(`ID\\["EPSG",${crs.slice(5)}\\]\\]\\s*$`));
      const [band] = info.bands;
      expect(band.unit).toBe("mGal");
      expect(band.noDataValue).toBeDefined();
      if (!format.startsWith("netcdf")) expect(band.description).toBe(grid.name);
      if (format !== "netcdf3" && format !== "netcdf4")
        expect(info.metadata[""].AREA_OR_POINT).toBe(registration === "pixel" ? "Area" : "Point");

      const { places, values } = randomNodes(grid);
      const input = places.map(([x, y]) => `${x} ${y}`).join("\n");
      const asked = run("gdallocationinfo", ["-valonly", "-geoloc", path], input).stdout.trim().split("\n");
      const none = Number(band.noDataValue);
      const isNone = (text: string) => /nan/i.test(text) || Math.fround(Number(text)) === Math.fround(none);
      const got = asked.map((text) => (isNone(text) ? null : Number(text)));
      // It prints fifteen digits; Surfer 6 has 32 bits, and of text GDAL keeps as many.
      const is32 = band.type === "Float32";
      expect(is32).toBe(["surfer6", "esri-ascii", "gxf"].includes(format));
      const stored = values.map((v) => (v !== null && is32 ? Math.fround(v) : v));
      expectClose(got, stored, 1e-14);
    },
  );

  it("opens values and sigma as bands of a GeoTIFF, and finds its overviews with means in them", async () => {
    const grid = sampleGrid({ crs: "EPSG:32648", registration: "pixel", columns: 700, rows: 523 });
    const path = await written(grid, "geotiff", "large.tif");
    const info = JSON.parse(run("gdalinfo", ["-json", path]).stdout);
    expect(info.bands.map((band: { description: string }) => band.description)).toEqual([
      ...[grid.name, `${grid.name}_sigma`],
    ]);
    const sizes = info.bands[0].overviews.map((overview: { size: number[] }) => overview.size);
    expect(sizes).toEqual([
      [350, 262],
      [175, 131],
    ]);
    expect(info.bands[0].block).toEqual([256, 256]);
    expect(info.metadata.IMAGE_STRUCTURE.COMPRESSION).toBe("DEFLATE");
    // The second cell of the overview's second row from the north, from our own values.
    const cell = [2, 3].flatMap((row) => [2, 3].map((column) => grid.values[(522 - row) * 700 + column]));
    const known = cell.filter((value) => !Number.isNaN(value));
    const asked = run("gdallocationinfo", ["-valonly", "-overview", "1", path, "2", "2"])
      .stdout.trim()
      .split("\n");
    expect(Number(asked[0])).toBeCloseTo(known.reduce((sum, value) => sum + value, 0) / known.length, 10);
  });

  it.each([
    ["GTiff, LZW in strips", "tif", ["-co", "COMPRESS=LZW", "-co", "PREDICTOR=2"], "Float32"],
    [
      "GTiff, big and tiled",
      "tif",
      ["-co", "BIGTIFF=YES", "-co", "TILED=YES", "-co", "COMPRESS=ZSTD"],
      "Float64",
    ],
    ["GTiff, whole numbers", "tif", ["-co", "COMPRESS=DEFLATE"], "Int16"],
    ["GS7BG", "grd", [], "Float64"],
    ["GSBG", "grd", [], "Float32"],
    ["GSAG", "grd", [], "Float64"],
    ["AAIGrid", "asc", ["-co", "DECIMAL_PRECISION=6"], "Float64"],
    ["netCDF, 3", "nc", ["-co", "FORMAT=NC2"], "Float32"],
    ["netCDF, 4", "nc", ["-co", "FORMAT=NC4C", "-co", "COMPRESS=DEFLATE"], "Float64"],
  ] as const)(
    "writes %s, which is read with the same values at the same places",
    async (name, ending, options, type) => {
      const grid = sampleGrid({ crs: "EPSG:32648", registration: "pixel", hasSigma: false });
      const from = await written(grid, "geotiff", "tif");
      const to = join(folder, `by GDAL ${name}.${ending}`);
      const kind = ["-of", name.split(",")[0], "-ot", type, "-a_nodata", "-9999"];
      expect(run("gdal_translate", ["-q", ...kind, ...options, from, to]).stderr).toBe("");
      const { grid: back } = await readGridFile(to);
      const expected = grid.values.map((value) => {
        if (type === "Int16" && Number.isNaN(value)) return 0; // GDAL has no other whole number for NaN
        if (type === "Int16") return Math.sign(value) * Math.round(Math.abs(value));
        return type === "Float32" ? Math.fround(value) : value;
      });
      const tolerance = name === "GSAG" || name === "AAIGrid" ? 1e-6 : 0;
      const wrong = expected.findIndex((value, k) =>
        Number.isNaN(value)
          ? !Number.isNaN(back.values[k]) && back.values[k] !== -9999
          : !(Math.abs(back.values[k] - value) <= tolerance),
      );
      expect(wrong < 0 ? "all the same" : `node ${wrong}: ${back.values[wrong]} for ${expected[wrong]}`).toBe(
        "all the same",
      );
      for (const [k, edge] of cellsOf(back).entries()) expect(edge).toBeCloseTo(cellsOf(grid)[k], 5);
      if (!name.startsWith("GS")) expect(back.crs).toBe("EPSG:32648");
    },
  );

  it("checks the GeoTIFF's structure without a complaint", async () => {
    const path = await written(
      sampleGrid({ crs: "EPSG:4326", columns: 300, rows: 290 }),
      "geotiff",
      "checked.tif",
    );
    const copy = join(folder, "copy.tif");
    const { status, stderr } = run("gdal_translate", ["-q", path, copy]);
    expect([status, stderr]).toEqual([0, ""]);
  });
});

describe.skipIf(!has("gmt"))("GMT (skipped where gmt is missing)", () => {
  const formats = ["netcdf3", "netcdf4", "geotiff", "surfer7", "surfer6", "esri-ascii"] as const;
  const matrix = formats.flatMap((format) =>
    CASES.map(([crs, registration]) => [format, crs, registration] as const),
  );
  const CODES: Partial<Record<GridFormat, string>> = { surfer6: "=sf", surfer7: "=gd" };

  it.each(matrix)(
    "opens %s, %s, %s: region, registration, spacing, 1,000 values",
    async (format, crs, registration) => {
      const grid = sampleGrid({ crs, registration, hasSigma: false });
      const path = await written(grid, format, endingOf(format));
      // GMT takes the file's path apart at blanks and equal signs, so it gets the name alone.
      const options = { encoding: "utf8", cwd: dirname(path), maxBuffer: 1e8 } as const;
      const name = `${basename(path)}${CODES[format] ?? ""}`;
      const { stdout, stderr } = spawnSync("gmt", ["grdinfo", "-C", name], options);
      expect(stderr).toBe("");
      const info = stdout.trim().split("\t").slice(1).map(Number);
      // GMT's own Surfer 6 reader knows nodes on grid lines only.
      const isNodes = format === "surfer6" || registration === "gridline";
      const region = isNodes ? gridRegion({ ...grid, registration: "gridline" }) : gridRegion(grid);
      for (const [k, edge] of region.entries()) expect(info[k]).toBeCloseTo(edge, 6);
      expect([info[8], info[9], info[10]]).toEqual([grid.x.length, grid.y.length, isNodes ? 0 : 1]);
      const xyz = spawnSync("gmt", ["grd2xyz", name, "--FORMAT_FLOAT_OUT=%.17g"], options)
        .stdout.trim()
        .split("\n");
      const table = xyz.map((line) => line.split("\t").map(Number));
      const at = (x: number, y: number) => {
        const column = Math.round((x - grid.x[0]) / gridSpacing(grid.x));
        const row = Math.round((grid.y[grid.y.length - 1] - y) / gridSpacing(grid.y));
        const [gx, gy, value] = table[row * grid.x.length + column];
        expect(Math.hypot(gx - x, gy - y)).toBeLessThan(1e-6 * gridSpacing(grid.x));
        return Number.isNaN(value) ? null : value;
      };
      const { places, values } = randomNodes(grid);
      // GMT's grids have 32 bits.
      expectClose(
        places.map(([x, y]) => at(x, y)),
        values.map((v) => v && Math.fround(v)),
        1e-7,
      );
    },
  );
});

/** A question to a Python package about one file. */
interface Job {
  readonly engine: "rasterio" | "xarray" | "harmonica";
  readonly path: string;
  readonly variable?: string;
  readonly places: readonly (readonly [number, number])[];
}

/** Answers to all questions, by one run of Python. */
function ask(python: string | undefined, jobs: readonly Job[]) {
  const lines = jobs.map((job) => JSON.stringify(job)).join("\n");
  const { stdout, stderr } = run(python ?? "", [PEERS], `${lines}\n`);
  const answers = stdout.trim().split("\n");
  expect(answers.length, stderr).toBe(jobs.length);
  return answers.map((line) => JSON.parse(line));
}

/** The grid's fields by the names that a file has for them. */
const fieldsOf = ({ name, values, sigma = values }: Grid) =>
  [
    [name, values],
    [`${name}_sigma`, sigma],
  ] as const;

describe.skipIf(!has("gmt"))("what GMT writes (skipped where gmt is missing)", () => {
  it.each([
    ["=nf", "nc", 2e-5],
    ["=nd", "nc", 2e-5],
    ["=ns+s0.01", "nc", 0.00502],
    ["=sf", "grd", 2e-5],
  ] as const)("as %s is read with the same values at the same places", async (code, ending, most) => {
    for (const [crs, registration] of CASES) {
      if (code === "=sf" && registration === "pixel") continue; // GMT's own writer of Surfer 6 moves no nodes
      const grid = sampleGrid({ crs, registration, hasSigma: false });
      const from = await written(grid, "netcdf3", "nc");
      const to = `by GMT ${registration}.${ending}`;
      const words = ["grdconvert", basename(from), `-G${to}${code}`];
      expect(spawnSync("gmt", words, { encoding: "utf8", cwd: folder }).status).toBe(0);
      const { grid: back } = await readGridFile(join(folder, to));
      if (code !== "=sf") expect(back.registration).toBe(registration);
      for (const [k, edge] of cellsOf(back).entries()) expect(edge).toBeCloseTo(cellsOf(grid)[k], 5);
      const away = grid.values.map((value, k) =>
        Number.isNaN(value) ? 0 : Math.abs(back.values[k] - value),
      );
      expect(Math.max(...away)).toBeLessThan(most);
      expect(Array.from(back.values, Number.isNaN)).toEqual(Array.from(grid.values, Number.isNaN));
    }
  });
});

const rasterio = pythonWith("rasterio");
describe.skipIf(rasterio === undefined)("rasterio (skipped where no Python has it)", () => {
  it("opens GeoTIFF and Surfer grids of every kind: values, system, unit, name, extent, overviews", async () => {
    const grids = CASES.map(([crs, registration]) =>
      sampleGrid({ crs, registration, columns: 300, rows: 290 }),
    );
    const cases = grids.flatMap((grid) =>
      (["geotiff", "surfer7"] as const).map((format) => ({ grid, format })),
    );
    const jobs: Job[] = [];
    for (const { grid, format } of cases) {
      const path = await written(grid, format, endingOf(format));
      jobs.push({ engine: "rasterio", path, places: randomNodes(grid).places });
    }
    for (const [k, answer] of ask(rasterio, jobs).entries()) {
      const { grid, format } = cases[k];
      expectClose(answer.values, randomNodes(grid).values, 0);
      expect([answer.epsg, answer.units, answer.name]).toEqual([
        Number(grid.crs.slice(5)),
        "mGal",
        grid.name,
      ]);
      for (const [e, edge] of answer.bounds.entries()) expect(edge).toBeCloseTo(cellsOf(grid)[e], 6);
      if (format === "geotiff") expect(answer.overviews).toEqual([2]);
    }
  });
});

const xarray = pythonWith("xarray, netCDF4");
describe.skipIf(xarray === undefined)("xarray (skipped where no Python has it with netCDF4)", () => {
  it("opens netCDF-3 and netCDF-4 of every kind: values and sigma, unit, system", async () => {
    const cases = CASES.flatMap(([crs, registration]) =>
      (["netcdf3", "netcdf4"] as const).map((format) => ({
        grid: sampleGrid({ crs, registration }),
        format,
      })),
    );
    const jobs: Job[] = [];
    const wanted: { grid: Grid; values: (number | null)[] }[] = [];
    for (const { grid, format } of cases) {
      const path = await written(grid, format, endingOf(format));
      for (const [variable, field] of fieldsOf(grid)) {
        const { places, values } = randomNodes({ ...grid, values: field });
        jobs.push({ engine: "xarray", path, variable, places });
        wanted.push({ grid, values });
      }
    }
    for (const [k, answer] of ask(xarray, jobs).entries()) {
      expectClose(answer.values, wanted[k].values, 0);
      expect(answer.units).toBe("mGal");
      expect(answer.wkt).toContain(`AUTHORITY["EPSG","${wanted[k].grid.crs.slice(5)}"]]`);
    }
  });
});

const harmonica = pythonWith("harmonica");
describe.skipIf(harmonica === undefined)("harmonica (skipped where no Python has it)", () => {
  it("opens ICGEM's format, values and sigma", async () => {
    const grid = sampleGrid({ crs: "EPSG:4326" });
    const path = await written(grid, "icgem-gdf", "gdf");
    const asked = fieldsOf(grid).map(([variable, values]) => ({
      variable,
      ...randomNodes({ ...grid, values }),
    }));
    const jobs = asked.map(({ variable, places }): Job => ({ engine: "harmonica", path, variable, places }));
    for (const [k, answer] of ask(harmonica, jobs).entries())
      expectClose(
        answer.values,
        asked[k].values.map((v) => v ?? -99999), // it leaves the header's gap value as it is
        0,
      );
  });
});

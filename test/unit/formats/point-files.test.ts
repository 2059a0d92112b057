import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { FormatError } from "../../../lib/core/errors.js";
import { seededRandom } from "../../../lib/core/random.js";
import { transformCoordinates } from "../../../lib/earth/transform-coordinates.js";
import { readDataPackage, writeDataPackage } from "../../../lib/formats/data-package.js";
import { writeGeojson } from "../../../lib/formats/geojson.js";
import { writeGeopackage } from "../../../lib/formats/geopackage.js";
import { readGeosoftXyz, writeGeosoftXyz } from "../../../lib/formats/geosoft-xyz.js";
import type { LinePath } from "../../../lib/formats/vector-layer.js";
import { has, pythonWith, run } from "./peers.js";

const folder = mkdtempSync(join(tmpdir(), "igdp points "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const COUNT = 1000;
const random = seededRandom(3);
const numbers = (low: number, high: number, decimals: number) =>
  Float64Array.from({ length: COUNT }, () => Number((low + (high - low) * random()).toFixed(decimals)));

/** A thousand stations in degrees, with gaps, and names that trouble a careless writer. */
const STATIONS: Columns = {
  station: Array.from(
    { length: COUNT },
    (_, k) => ["31", "Luang Prabang", "ຫຼວງ", 'a "b", c', "<b>x</b>"][k % 5] + k,
  ),
  longitude_deg: numbers(102, 105, 7),
  latitude_deg: numbers(14, 18, 7),
  gravity_mgal: numbers(978000, 978600, 4).map((value, k) => (k % 17 === 0 ? Number.NaN : value)),
  gravity_sigma_mgal: numbers(0.01, 0.09, 4),
};
const LINES: readonly LinePath[] = Array.from({ length: 40 }, (_, k) => ({
  // The longest fill more than one page of a GeoPackage.
  x: Float64Array.from({ length: 2 + 20 * k }, (_, i) => 500_000 + 10 * i),
  y: Float64Array.from({ length: 2 + 20 * k }, (_, i) => 2_000_000 + 1000 * k + 5 * (i % 3)),
}));
const LEVELS: Columns = { level_mgal: Float64Array.from(LINES, (_, k) => 5 * k - 100) };

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("a data package", () => {
  const data = {
    ...{
      name: "survey-2026",
      title: "Stations <&>",
      description: "Made up",
      license: "CC-BY-4.0",
      crs: "EPSG:4326",
    },
    tables: {
      stations: STATIONS,
      "base-ties": { station: ["007"], gravity_mgal: Float64Array.of(978500.1) },
    },
  };

  it("comes back the same, names that look like numbers and gaps included", () => {
    expect(readDataPackage(writeDataPackage(data))).toEqual(data);
  });

  it("tells type and unit of each column", () => {
    const files = writeDataPackage(data);
    const { resources } = JSON.parse(new TextDecoder().decode(files["datapackage.json"]));
    expect(resources[0].schema.fields).toEqual([
      { name: "station", type: "string" },
      { name: "longitude_deg", type: "number", unit: "degree" },
      { name: "latitude_deg", type: "number", unit: "degree" },
      { name: "gravity_mgal", type: "number", unit: "mGal" },
      { name: "gravity_sigma_mgal", type: "number", unit: "mGal" },
    ]);
    expect(resources[0].bytes).toBe(files["stations.csv"].length);
  });

  it.each([
    ["density_kg_per_m3", "kg/m³"],
    ["gradient_mgal_per_m", "mGal/m"],
    ["speed_m_per_s", "m/s"],
    ["water_depth_ft", "ft"],
    ["height_m", "m"],
    ["sensor_temperature_mk", "mK"],
    ["counter", undefined],
  ])("tells the unit in the name of %s", (name, unit) => {
    const files = writeDataPackage({ ...data, tables: { one: { [name]: Float64Array.of(1) } } });
    const { resources } = JSON.parse(new TextDecoder().decode(files["datapackage.json"]));
    expect(resources[0].schema.fields[0].unit).toBe(unit);
  });

  it.each([
    "../stations.csv",
    "a/../../stations.csv",
    "/etc/passwd",
    "\\\\server\\share.csv",
    "a\\..\\b.csv",
    "C:\\x.csv",
    "c:x.csv",
    "file:///etc/passwd",
    "https://example.org/x.csv",
    "~/x.csv",
    "./stations.csv",
    "",
    "a//b.csv",
    "x.csv\0.png",
    12,
    null,
    ["stations.csv", "../x.csv"],
  ])("never opens what its descriptor says lies outside it: %j", (path) => {
    const files = writeDataPackage(data);
    const descriptor = JSON.parse(new TextDecoder().decode(files["datapackage.json"]));
    descriptor.resources[0].path = path;
    // Even if somebody hands such a file over.
    const hostile = { ...files, [String(path)]: files["stations.csv"] };
    hostile["datapackage.json"] = new TextEncoder().encode(JSON.stringify(descriptor));
    expect(() => readDataPackage(hostile)).toThrow(
      /^datapackage\.json: resource 'stations' is said to lie at/,
    );
  });

  it("with a file missing, cut short, or a descriptor that is none is a clear error", () => {
    const files = writeDataPackage(data);
    const { "stations.csv": stations, ...without } = files;
    expect(() => readDataPackage(without)).toThrow(/there is no file 'stations\.csv'/);
    expect(() => readDataPackage({ ...files, "stations.csv": stations.subarray(0, 500) })).toThrow(
      /has 500 bytes, where/,
    );
    for (const text of ["", "[]", "{", '{"resources": 5}', '{"resources": [null]}', "[".repeat(1e6)]) {
      const damaged = { ...files, "datapackage.json": new TextEncoder().encode(text) };
      expect(() => readDataPackage(damaged), text.slice(0, 20)).toThrow(FormatError);
    }
    expect(() => readDataPackage({})).toThrow(/datapackage\.json: there is no such file/);
  });

  it("that was damaged anywhere gives tables or a clear error: 500 mutations", () => {
    const files = writeDataPackage({ ...data, tables: { "base-ties": data.tables["base-ties"] } });
    for (const name of Object.keys(files)) {
      const change = fc.array(fc.tuple(fc.nat(files[name].length - 1), fc.nat(255)), {
        minLength: 1,
        maxLength: 4,
      });
      fc.assert(
        fc.property(change, (changes) => {
          const bytes = Uint8Array.from(files[name]);
          for (const [at, value] of changes) bytes[at] = value;
          try {
            readDataPackage({ ...files, [name]: bytes });
          } catch (error) {
            if (!(error instanceof FormatError)) throw error;
          }
        }),
        { numRuns: 250, seed: 4 },
      );
    }
  });

  const frictionless = pythonWith("frictionless");
  it.skipIf(frictionless === undefined)(
    "is valid for Frictionless's own program (skipped where it is missing)",
    () => {
      for (const [name, bytes] of Object.entries(writeDataPackage(data))) write(name, bytes);
      const code =
        "import json, frictionless; r = frictionless.validate('datapackage.json'); " +
        "t = frictionless.Package('datapackage.json').get_resource('stations').read_rows(); " +
        "print(json.dumps([r.valid, r.flatten(['message']), len(t), float(t[1]['gravity_mgal'])]))";
      const at = JSON.stringify(folder);
      const { stdout, stderr } = run(frictionless ?? "", ["-c", `import os; os.chdir(${at}); ${code}`]);
      const gravity = (STATIONS.gravity_mgal as Float64Array)[1];
      expect(JSON.parse(stdout || JSON.stringify(stderr))).toEqual([true, [], COUNT, gravity]);
    },
  );
});

describe("a Geosoft XYZ file", () => {
  it("brings points back with lines, gaps, texts and coordinate system", () => {
    const columns = { line: Array.from({ length: COUNT }, (_, k) => `L${Math.floor(k / 100)}`), ...STATIONS };
    const text = writeGeosoftXyz(columns, { crs: "EPSG:4326", remarks: ["made up\nin two lines"] });
    const back = readGeosoftXyz({ name: "a.xyz", text, sha256: "" });
    const station = (STATIONS.station as string[]).map((name) => name.replaceAll('"', "'"));
    expect(back).toEqual({ crs: "EPSG:4326", columns: { ...columns, station } });
    expect(text.match(/^LINE /gm)).toHaveLength(10);
  });

  it("of another program is read by the names that the caller gives, with commas, tabs and other line ends", () => {
    const text = "/ survey of 1994\r\nLine 10\r\n500000,\t2000000 978500.5\r\nTIE 20\r\n500100 2000000 *\r\n";
    const file = { name: "old.xyz", text, sha256: "" };
    expect(readGeosoftXyz(file, ["easting_m", "northing_m", "gravity_mgal"]).columns).toEqual({
      line: ["10", "20"],
      easting_m: Float64Array.of(500000, 500100),
      northing_m: Float64Array.of(2000000, 2000000),
      gravity_mgal: Float64Array.of(978500.5, Number.NaN),
    });
    const bad = (words: string) => () => readGeosoftXyz({ ...file, text: words });
    expect(() => readGeosoftXyz(file)).toThrow(/old\.xyz: its rows have 3 values, and nothing names/);
    expect(bad("/ a b\n1 2\n1 2 3\n")).toThrow(/old\.xyz, line 3: 3 values where the first row has 2/);
    expect(bad("/ a b\n")).toThrow(/no row of values/);
    expect(bad("/ a a\n1 2\n")).toThrow(/different columns/);
    expect(bad("/ station height_m\nA x\n")).toThrow(/column height_m: 'x' is not a number/);
  });
});

describe("a GeoJSON file", () => {
  it("holds points with their attributes, gaps as null", () => {
    const { features } = JSON.parse(
      new TextDecoder().decode(writeGeojson({ name: "stations", crs: "EPSG:4326", columns: STATIONS })),
    );
    expect(features).toHaveLength(COUNT);
    const { station, longitude_deg, latitude_deg } = STATIONS;
    for (const k of [0, 1, 500, 999]) {
      expect(features[k].geometry).toEqual({
        type: "Point",
        coordinates: [longitude_deg[k], latitude_deg[k]],
      });
      expect(features[k].properties.station).toBe(station[k]);
    }
    expect(features[17].properties.gravity_mgal).toBeNull();
  });

  it("has lines of another system in degrees, as the library's own transformation has them", () => {
    const layer = { name: "contours", crs: "EPSG:32648", columns: LEVELS, lines: LINES };
    const { features } = JSON.parse(new TextDecoder().decode(writeGeojson(layer)));
    const { x, y } = LINES[30];
    const { result } = transformCoordinates(
      { easting_m: x, northing_m: y },
      { from: "EPSG:32648", to: "EPSG:4326" },
    );
    expect(features[30].properties).toEqual({ level_mgal: 50 });
    for (const [i, [longitude, latitude]] of features[30].geometry.coordinates.entries()) {
      expect(Math.abs(longitude - Number(result.longitude_deg[i]))).toBeLessThan(5.1e-9);
      expect(Math.abs(latitude - Number(result.latitude_deg[i]))).toBeLessThan(5.1e-9);
    }
  });
});

describe("a GeoPackage", () => {
  const stations = { name: "stations", crs: "EPSG:4326", columns: STATIONS };
  const contours = { name: "contours of 'g'", crs: "EPSG:32648", columns: LEVELS, lines: LINES };

  it("is the same bytes each time, and refuses what it cannot hold", async () => {
    const [one, other] = [
      await writeGeopackage([stations, contours]),
      await writeGeopackage([stations, contours]),
    ];
    expect(Buffer.compare(one, other)).toBe(0);
    await expect(writeGeopackage([stations, stations])).rejects.toThrow(/layers\[1\]\.name is 'stations'/);
    await expect(writeGeopackage([{ ...contours, lines: LINES.slice(1) }])).rejects.toThrow(
      /is 40, but must be 39/,
    );
    const dot = [{ x: Float64Array.of(1), y: Float64Array.of(1) }];
    await expect(writeGeopackage([{ ...contours, columns: {}, lines: dot }])).rejects.toThrow(
      /at least 2 vertices/,
    );
  });

  it.skipIf(!has("ogrinfo"))(
    "opens in GDAL with layers, systems, extents and values (skipped without ogrinfo)",
    async () => {
      const columns = {
        ...STATIONS,
        fid: Float64Array.from({ length: COUNT }, (_, k) => k),
        Geom: STATIONS.station,
      };
      const path = write("survey.gpkg", await writeGeopackage([{ ...stations, columns }, contours]));
      const info = run("ogrinfo", ["-so", "-al", path]).stdout;
      expect(info).toMatch(/using driver `GPKG' successful/);
      expect(info.match(/Feature Count: \d+/g)).toEqual([
        `Feature Count: ${COUNT}`,
        `Feature Count: ${LINES.length}`,
      ]);
      expect(info.match(/^ {4}ID\["EPSG",\d+\]\]$/gm)).toEqual([
        '    ID["EPSG",4326]]',
        '    ID["EPSG",32648]]',
      ]);
      expect(info).toContain("Extent: (500000.000000, 2000000.000000) - (507810.000000, 2039010.000000)");
      const featuresOf = (layer: string) => {
        const options = ["-lco", "COORDINATE_PRECISION=15", "-lco", "SIGNIFICANT_FIGURES=17"];
        return JSON.parse(run("ogr2ogr", ["-f", "GeoJSON", ...options, "/vsistdout/", path, layer]).stdout);
      };
      const [points, lines] = [featuresOf("stations"), featuresOf("contours of 'g'")];
      expect([points.features.length, lines.features.length]).toEqual([COUNT, LINES.length]);
      for (const k of Array.from({ length: COUNT }, (_, i) => i)) {
        const { geometry, properties } = points.features[k];
        const { longitude_deg, latitude_deg, gravity_mgal, station } = STATIONS;
        const gravity = Number(gravity_mgal[k]);
        expect(geometry.coordinates).toEqual([longitude_deg[k], latitude_deg[k]]);
        expect(properties.gravity_mgal).toBe(Number.isNaN(gravity) ? null : gravity);
        expect(properties.station).toBe(station[k]);
      }
      for (const [k, { x, y }] of LINES.entries()) {
        expect(lines.features[k].properties.level_mgal).toBe(LEVELS.level_mgal[k]);
        expect(lines.features[k].geometry.coordinates).toEqual(Array.from(x, (v, i) => [v, y[i]]));
      }
    },
  );

  it.skipIf(!has("python3"))(
    "is whole for SQLite itself, in every other program's words (skipped without python3)",
    async () => {
      const path = write("whole.gpkg", await writeGeopackage([stations, contours]));
      const code =
        "import sqlite3, sys, json; d = sqlite3.connect(sys.argv[1]); q = lambda s: d.execute(s).fetchall(); " +
        "print(json.dumps([q('pragma integrity_check'), q('pragma foreign_key_check'), q('pragma application_id'), " +
        "q('select table_name, min_x, max_y, srs_id from gpkg_contents')]))";
      const { stdout } = run("python3", ["-c", code, path]);
      const [x, y] = [STATIONS.longitude_deg, STATIONS.latitude_deg] as Float64Array[];
      expect(JSON.parse(stdout)).toEqual([
        [["ok"]],
        [],
        [[0x47504b47]],
        [
          ["stations", Math.min(...x), Math.max(...y), 4326],
          ["contours of 'g'", 500_000, 2_039_010, 32648],
        ],
      ]);
    },
  );
});

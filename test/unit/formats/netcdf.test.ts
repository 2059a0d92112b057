import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeGrid } from "../../../lib/core/grid.js";
import { readGridNetcdf, writeGridNetcdf } from "../../../lib/formats/netcdf.js";

const x = Float64Array.of(100, 100.5, 101);
const y = Float64Array.of(15, 15.5);
const values = Float64Array.of(1.5, -2.25, Number.NaN, 4, 5, 6.125);
const grid = (registration: "gridline" | "pixel", crs = "EPSG:4326") =>
  makeGrid({ x, y, values, registration, crs, name: "bouguer_anomaly_mgal", units: "mGal" });

const has = (command: string) => spawnSync(command, ["--version"]).error === undefined;

describe("a grid in a netCDF file", () => {
  it.each([
    ["gridline", "EPSG:4326"],
    ["pixel", "EPSG:4326"],
    ["pixel", "plane"],
    ["gridline", "EPSG:32648"],
  ] as const)("comes back the same: %s, %s", (registration, crs) => {
    const before = makeGrid({ ...grid(registration, crs), sigma: values.map((v) => v / 10) });
    expect(readGridNetcdf(writeGridNetcdf(before), "a.nc")).toEqual(before);
  });

  it("comes back with the south row first from a file that starts in the north", () => {
    const north = writeGridNetcdf(grid("gridline"));
    const view = new DataView(north.buffer);
    const at = north.length - 4 - 6 * 8; // crs is the last variable, the grid's values stand before it
    const rows = [values.subarray(3), values.subarray(0, 3)];
    rows
      .flatMap((row) => [...row])
      .forEach((value, i) => {
        view.setFloat64(at + 8 * i, value);
      });
    view.setFloat64(at - 16, 15.5);
    view.setFloat64(at - 8, 15);
    expect(readGridNetcdf(north, "north.nc")).toEqual(grid("gridline"));
  });

  it.skipIf(!has("gdalinfo"))("has for GDAL the extent of its cells, by either registration", () => {
    const extent = (registration: "gridline" | "pixel") => {
      const path = join(mkdtempSync(join(tmpdir(), "igdp-")), "grid.nc");
      writeFileSync(path, writeGridNetcdf(grid(registration)));
      const info = JSON.parse(spawnSync("gdalinfo", ["-json", path], { encoding: "utf8" }).stdout);
      return info;
    };
    // A raster's cells reach half a spacing beyond the samples, whatever the registration is called.
    for (const registration of ["gridline", "pixel"] as const) {
      const info = extent(registration);
      expect(info.cornerCoordinates.lowerLeft).toEqual([99.75, 14.75]);
      expect(info.cornerCoordinates.upperRight).toEqual([101.25, 15.75]);
      expect(info.coordinateSystem.wkt).toContain("WGS 84");
    }
  });

  it.skipIf(!has("gmt"))("has for GMT the region, the registration and the values that we gave it", () => {
    for (const [registration, region] of [
      ["gridline", "100\t101\t15\t15.5"],
      ["pixel", "99.75\t101.25\t14.75\t15.75"],
    ] as const) {
      const path = join(mkdtempSync(join(tmpdir(), "igdp-")), "grid.nc");
      writeFileSync(path, writeGridNetcdf(grid(registration)));
      const info = spawnSync("gmt", ["grdinfo", "-C", path], { encoding: "utf8" }).stdout.split("\t");
      expect(info.slice(1, 5).join("\t")).toBe(region);
      const xyz = spawnSync("gmt", ["grd2xyz", "-s", path], { encoding: "utf8" }).stdout;
      expect(xyz.trim().split("\n")).toEqual([
        "100\t15.5\t4",
        "100.5\t15.5\t5",
        "101\t15.5\t6.125",
        "100\t15\t1.5",
        "100.5\t15\t-2.25",
      ]);
    }
  });

  it("is said to be cut short, once and with the file's name, wherever the cut is", () => {
    const whole = writeGridNetcdf(grid("pixel"));
    for (let length = 8; length < whole.length - 4; length += 16) {
      let message = "";
      try {
        readGridNetcdf(whole.subarray(0, length), "cut.nc");
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message, `at ${length}`).toMatch(
        /^cut\.nc(, column \w+)?: the file is cut short or damaged\. Copy it/,
      );
    }
  });

  it("is refused with the file's name where it is not netCDF-3", () => {
    expect(() => readGridNetcdf(new TextEncoder().encode("hello"), "x.nc")).toThrow(
      /x\.nc: this is not a netCDF-3 file/,
    );
    expect(() => readGridNetcdf(Uint8Array.of(0x89, 0x48, 0x44, 0x46), "y.nc")).toThrow(/netCDF-4/);
    expect(() => readGridNetcdf(writeGridNetcdf(grid("pixel")).subarray(0, 900), "cut.nc")).toThrow(
      /cut\.nc/,
    );
    expect(() => readGridNetcdf(writeGridNetcdf(grid("pixel")), "z.nc", "nope")).toThrow(
      /its grids are: bouguer_anomaly_mgal/,
    );
  });
});

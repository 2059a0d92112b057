import { makeGrid } from "../../../lib/core/grid.js";
import { writeGridNetcdf } from "../../../lib/formats/netcdf.js";

/** A netCDF grid of four nodes in degrees, for the tests of the commands. */
export const GRID: Uint8Array = writeGridNetcdf(
  makeGrid({
    x: Float64Array.of(101, 101.5),
    y: Float64Array.of(16, 16.5),
    values: Float64Array.of(1, 2, 3, 4),
    crs: "EPSG:4326",
    name: "bouguer_anomaly_mgal",
    units: "mGal",
  }),
);

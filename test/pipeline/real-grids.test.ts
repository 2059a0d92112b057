import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { gridRegion } from "../../lib/core/grid.js";
import { seededRandom } from "../../lib/core/random.js";
import { readGridFile } from "../../lib/node/read-grid-file.js";
import { realData } from "./real-data.js";

const earth = realData("earth-10arcmin");
const africa = realData("southern-africa-gravity");
const hasGdal = spawnSync("gdalinfo", ["--version"]).error === undefined;

const FILES = [
  [earth, "earth-geoid-10arcmin.nc", "geoid", [-180, 180, -90, 90], 10 / 60],
  [earth, "earth-gravity-10arcmin.nc", "gravity", [-180, 180, -90, 90], 10 / 60],
  [earth, "earth-topography-10arcmin.nc", "topography", [-180, 180, -90, 90], 10 / 60],
  [africa, "south-africa-topography.nc", "topography", undefined, 0.1],
] as const;

describe.each(FILES)("%s%s", (folder, file, name, region, spacing) => {
  it.skipIf(folder === undefined)("is read as GDAL reads it, at 1,000 nodes by chance", async () => {
    const { grid } = await readGridFile(`${folder}${file}`, { variable: name });
    expect([grid.name, grid.crs, grid.registration]).toEqual([name, "EPSG:4326", "gridline"]);
    expect(grid.x[1] - grid.x[0]).toBeCloseTo(spacing, 6);
    for (const [k, edge] of (region ?? []).entries()) expect(gridRegion(grid)[k]).toBeCloseTo(edge, 6);
    if (!hasGdal) return;
    const random = seededRandom(1);
    const wide = grid.x.length;
    const nodes = Array.from({ length: 1000 }, () => Math.floor(random() * grid.values.length));
    // Lines of the raster count from the north.
    const input = nodes.map((k) => `${k % wide} ${grid.y.length - 1 - Math.floor(k / wide)}`).join("\n");
    const path = `NETCDF:${folder}${file}:${name}`;
    const { stdout } = spawnSync("gdallocationinfo", ["-valonly", path], { input, encoding: "utf8" });
    // It gives packed values as they are stored, and tells scale and offset beside.
    const info = spawnSync("gdalinfo", ["-json", path], { encoding: "utf8" });
    const { scale = 1, offset = 0 } = JSON.parse(info.stdout).bands[0];
    const values = stdout
      .trim()
      .split("\n")
      .map((text) => Number(text) * scale + offset);
    expect(
      nodes.findIndex((k, i) => Math.abs(values[i] - grid.values[k]) > 1e-12 * Math.abs(values[i])),
    ).toBe(-1);
  });
});

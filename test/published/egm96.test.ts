import { describe, expect, it } from "vitest";
import { gridRegion, makeGrid } from "../../lib/core/grid.js";
import { convertHeights, geoidHeights } from "../../lib/earth/geoid.js";
import { egm96Geoid } from "../../lib/earth/geoid-egm96.js";

/**
 * Test values that NIMA gave with the EGM96 grid and its interpolation program (INPUT.DAT and OUTINTPT.DAT, 1998):
 * latitude, longitude, geoid height in metres. Its program interpolates with a spline over a window, and the grid is rounded to 0.01 m:
 * bilinear interpolation differs from the values by up to 0.056 m, cubic convolution by up to 0.011 m.
 */
const PUBLISHED = [
  [38.628155, 269.779155, -31.628],
  [-14.621217, 305.021114, -2.969],
  [46.874319, 102.448729, -43.575],
  [-23.617446, 133.874712, 15.871],
  [38.625473, 359.9995, 50.066],
  [-0.466744, 0.0023, 17.329],
] as const;

const at = (longitude: number, latitude: number) => ({
  longitude_deg: Float64Array.of(longitude),
  latitude_deg: Float64Array.of(latitude),
});

describe("the EGM96 geoid", () => {
  it("has the heights that were published with it, within the rounding of the grid and the choice of interpolation", async () => {
    const world = await egm96Geoid();
    for (const [latitude, longitude, height] of PUBLISHED) {
      const [found] = geoidHeights(world, at(longitude, latitude));
      expect(Math.abs(found - height), `${latitude}, ${longitude}: ${found}`).toBeLessThan(0.015);
    }
  });

  it("is the same in a part cut out of it, across longitudes 0 and 180 too", async () => {
    const world = await egm96Geoid();
    for (const longitude of [-0.1, 0.1, 102.6, 179.9, -179.9]) {
      const part = await egm96Geoid([longitude - 0.3, longitude + 0.3, 17, 18]);
      const [here] = geoidHeights(part, at(longitude, 17.53));
      expect(here).toBeCloseTo(geoidHeights(world, at(longitude, 17.53))[0], 9);
    }
    const [west, east, south, north] = gridRegion(await egm96Geoid([102.6, 103.1, -90, -89]));
    expect([west, east, south, north]).toEqual([102, 103.75, -90, -88.5]);
  });

  it("turns ellipsoidal heights into orthometric ones and back", async () => {
    const geoid = await egm96Geoid([102, 103, 17, 18]);
    const points = { ...at(102.6, 17.97), ellipsoidal_height_m: Float64Array.of(144) };
    const { result } = convertHeights(points, geoid, "orthometric");
    const [undulation] = result.geoid_height_m as Float64Array;
    expect((result.height_m as Float64Array)[0]).toBeCloseTo(144 - undulation, 9);
    const back = convertHeights(result, geoid, "ellipsoidal").result;
    expect((back.ellipsoidal_height_m as Float64Array)[0]).toBeCloseTo(144, 9);
    expect(back.source_ellipsoidal_height_m).toEqual(Float64Array.of(144));
  });

  it("says which points lie outside the grid, and refuses a grid of something else", async () => {
    const geoid = await egm96Geoid([102, 103, 17, 18]);
    const { report } = convertHeights({ ...at(10, 50), height_m: Float64Array.of(1) }, geoid, "ellipsoidal");
    expect(report.warnings[0]).toMatch(/1 points lie outside/);
    expect(() => geoidHeights(makeGrid({ ...geoid, units: "mGal" }), at(102.5, 17.5))).toThrow(
      /geoid heights in m/,
    );
  });
});

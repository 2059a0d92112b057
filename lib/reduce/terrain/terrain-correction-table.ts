import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import { type ElevationModel, terrainCorrection as terrainCorrectionColumns } from "./terrain-correction.js";
import type { TerrainCorrectionOptions } from "./terrain-options.js";

/**
 * Terrain corrections of stations, from elevation models to 166.7 km on a spherical Earth: what Bouguer's slab (and
 * Bullard B's cap) take for flat and is not.
 *
 * ```
 * terrain_correction = (slab + Bullard B) − effect of the topography within the radius
 * complete Bouguer anomaly = Bouguer anomaly − Bullard B + terrain_correction
 * ```
 *
 * Topography is the ground above 0 at `density`, and the sea (and lakes) as water in place of rock. Each cell counts with
 * the column between its surface and the station's level. On a plane every column adds; on the sphere far ground lies
 * below the horizon, and the correction of a station at the coast may be a little negative.
 *
 * Near a station cells are exact: triangles through the samples (`sloping`) or prisms (`flat`). Farther out they are
 * joined to blocks, whose difference from all single cells is bounded, and the bounds of a station add up to at most
 * `tolerance_mgal`. The ground is bent to go through the station, within one and a half cells, since a model stands as
 * much as its resolution and its trees say above or below it; `height_above_dem_m` tells by how much,
 * `terrain_reconciled_mgal` what that changed.
 *
 * Where models overlap the finest counts, and the coarser ones fill its voids. A model too large for memory is read by
 * tiles (`openRaster` of `igdp/node`).
 *
 * @param stations - `height_m` above sea level, and `longitude_deg`, `latitude_deg` for models in degrees or `easting_m`,
 *   `northing_m` in the models' own plane
 * @param dem - one or several elevation models in metres, all in one coordinate system: grids, or rasters
 * @param options - see {@link TerrainCorrectionOptions}
 * @returns a promise of the same rows with `terrain_correction_mgal`, its sigma (errors of the models' heights, blocks,
 *   voids, what lies beyond the models, a tenth of what bending changed, and relief that the cells hide),
 *   `height_above_dem_m`, `terrain_reconciled_mgal`, where models end short of the radius `terrain_beyond_dem_mgal`, and
 *   flags: `off_dem` (no correction: NaN), `in_terrain`, `above_terrain`
 * @throws ArgumentError if a column is missing, models differ in their coordinate system, or an option is out of range;
 *   FormatError if a file is damaged; the signal's reason after an abort
 *
 * Source: columns between ground and station: Hammer (1939), Geophysics 4, 184–194; prisms: Nagy et al. (2000); slopes:
 * Werner & Scheeres (1996); on a sphere to 166.7 km: LaFehr (1991), Hinze et al. (2005), Geophysics 70, J25–J32.
 *
 * @example
 * const axis = regularAxis(0, 20000, 500);
 * const valley = Float64Array.from({ length: 41 * 41 }, (_, k) => Math.abs((k % 41) - 20) * 50);
 * const dem = makeGrid({ x: axis, y: axis, values: valley, crs: "plane", name: "height_m", units: "m" });
 * const stations = tableOf({ easting_m: Float64Array.of(10000), northing_m: Float64Array.of(10000), height_m: Float64Array.of(0) });
 * const { result } = await terrainCorrection(stations, dem, { radius_m: 9000, earth: "planar" });
 * result.get("terrain_correction_mgal", 0).toFixed(2); // => "2.51"
 */
export async function terrainCorrection(
  stations: ColumnTable,
  dem: ElevationModel | readonly ElevationModel[],
  options: TerrainCorrectionOptions = {},
): Promise<Reported<ColumnTable>> {
  const { result, report } = await terrainCorrectionColumns(columnsOf(stations, "stations"), dem, options);
  return { result: tableOf(result), report };
}

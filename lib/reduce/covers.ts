import { type Columns, optionalNumberColumn } from "../core/columns.js";

/** A cover of water or ice that a table can have a column of. */
export interface Cover {
  /** Column with its depth or thickness below the station, metres. */
  readonly from: string;
  /** Column with its effect. */
  readonly to: string;
  /** kg/m³. */
  readonly density: number;
}

/**
 * Covers below a station: sea, lake and ice. Where a row's cell is empty (NaN) there is none.
 *
 * Source: Hinze et al. (2005), Geophysics 70, J25–J32 (densities).
 */
export const COVERS: readonly Cover[] = [
  { from: "water_depth_m", to: "water_slab_mgal", density: 1027 },
  { from: "lake_depth_m", to: "lake_slab_mgal", density: 1000 },
  { from: "ice_thickness_m", to: "ice_slab_mgal", density: 917 },
];

/** A cover with its thickness at every station: 0 where there is none, NaN where it is negative. */
export interface KnownCover extends Cover {
  readonly thickness: Float64Array;
}

/** The covers that a table has columns of. */
export function coversOf(stations: Columns): readonly KnownCover[] {
  return COVERS.flatMap((cover) => {
    const depth = optionalNumberColumn(stations, cover.from);
    if (depth === undefined) return [];
    const thickness = depth.map((value) => (Number.isNaN(value) ? 0 : value < 0 ? Number.NaN : value));
    return [{ ...cover, thickness }];
  });
}

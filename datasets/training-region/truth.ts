import { bouguerSlab, freeAirAnomaly, regularAxis } from "../../lib/index.js";
import { MARK, REGION } from "./area.js";
import type { ColumnsBody } from "./bodies.js";
import { curvatureEffect } from "./cap.js";
import { gridFile } from "./grid-file.js";
import { surfaceHeight } from "./relief.js";
import { LAND_DENSITY, SEA_DENSITY } from "./terrain-mesh.js";
import { geologyEffect, MODEL, pointAtHeight, type TruePoint, trueGravity } from "./world.js";

/** Spacing of the truth grids, degrees: 1′. */
const SPACING = 1 / 60;
/** Farther than this from every point of the survey a grid is a guess, km. */
const REACH = 6;

const COLUMNS = [
  "station",
  "longitude_deg",
  "latitude_deg",
  "height_m",
  "ellipsoidal_height_m",
  "gravity_mgal",
  "normal_gravity_mgal",
  "slab_mgal",
  "curvature_mgal",
  "terrain_mgal",
  "topographic_effect_mgal",
  "regional_mgal",
  "residual_mgal",
  "complete_bouguer_disturbance_mgal",
  "gravity_disturbance_mgal",
  "free_air_anomaly_mgal",
];

/** What is true at the points of a survey, as CSV. All effects are positive where they increase gravity. */
export function truthStations(points: readonly TruePoint[]): string {
  const gravity = trueGravity(points);
  const rows = points.map((point, k) => {
    const truth = gravity[k];
    const { slab, curvature } = slabAndCurvature(point);
    const effects = [
      truth.gravity_mgal,
      truth.normal_gravity_mgal,
      slab,
      curvature,
      truth.topographic_effect_mgal - slab - curvature,
      truth.topographic_effect_mgal,
      truth.regional_mgal,
      truth.residual_mgal,
      truth.regional_mgal + truth.residual_mgal,
      truth.gravity_mgal - truth.normal_gravity_mgal,
      freeAirAnomaly(truth.gravity_mgal, point.latitude, point.height_m),
    ];
    const heights = [point.height_m, point.ellipsoidal_height_m].map((height) => fixed(height, 3));
    return [
      point.name,
      point.longitude,
      point.latitude,
      ...heights,
      ...effects.map((effect) => fixed(effect, 4)),
    ].join(",");
  });
  return [
    `# ${MARK}`,
    "# What is true at each station: for checks, not for the survey. Tide-free; GRS80; effects positive where they increase gravity.",
    COLUMNS.join(","),
    ...rows,
    "",
  ].join("\n");
}

/** The parts of the topographic effect that have a formula; the terrain is what remains. */
function slabAndCurvature({ longitude, latitude, height_m }: TruePoint): {
  readonly slab: number;
  readonly curvature: number;
} {
  const floor = surfaceHeight(longitude, latitude);
  if (floor < 0) return { slab: bouguerSlab(-floor, SEA_DENSITY), curvature: 0 };
  return { slab: bouguerSlab(height_m, LAND_DENSITY), curvature: curvatureEffect(height_m, LAND_DENSITY) };
}

/** Grids of the truth at 1′, on the true ground and, at sea, on the sea's surface; `points` decide on the mask. */
export function truthGrids(points: readonly TruePoint[]): Record<string, Uint8Array> {
  const [west, east, south, north] = REGION;
  const x = regularAxis(west, east, SPACING);
  const y = regularAxis(south, north, SPACING);
  const regional = new Float64Array(x.length * y.length);
  const residual = new Float64Array(x.length * y.length);
  y.forEach((latitude, row) => {
    x.forEach((longitude, column) => {
      const height = Math.max(0, surfaceHeight(longitude, latitude));
      const effect = geologyEffect(pointAtHeight("", longitude, latitude, height));
      regional[row * x.length + column] = effect.regional_mgal;
      residual[row * x.length + column] = effect.residual_mgal;
    });
  });
  const total = regional.map((value, at) => value + residual[at]);
  const grid = (name: string, units: string, values: Float64Array, digits: number): Uint8Array =>
    gridFile({
      x,
      y,
      values: values.map((value) => Number(fixed(value, digits))),
      crs: "EPSG:4326",
      name,
      units,
    });
  return {
    "truth-complete-bouguer-disturbance.nc": grid("complete_bouguer_disturbance_mgal", "mGal", total, 3),
    "truth-regional.nc": grid("regional_mgal", "mGal", regional, 3),
    "truth-residual.nc": grid("residual_mgal", "mGal", residual, 3),
    "truth-basement-depth.nc": grid("basement_depth_m", "m", basementDepth(x, y), 0),
    "truth-mask.nc": grid("mask", "1", nearPoints(x, y, points), 0),
  };
}

/** Depth of the bottom of the basin below the geoid, metres; 0 where there is no basin. */
function basementDepth(x: Float64Array, y: Float64Array): Float64Array {
  const depth = new Float64Array(x.length * y.length);
  const isColumns = (body: { kind: string }): body is ColumnsBody => body.kind === "columns";
  for (const [longitude, latitude, bottom] of MODEL.residual.filter(isColumns)[0].columns_deg_deg_m) {
    const column = Math.round((longitude - x[0]) / SPACING);
    const row = Math.round((latitude - y[0]) / SPACING);
    if (column >= 0 && column < x.length && row >= 0 && row < y.length)
      depth[row * x.length + column] = bottom;
  }
  return depth;
}

/** 1 where a point of the survey is near enough that its map can be compared with the truth, else 0. */
function nearPoints(x: Float64Array, y: Float64Array, points: readonly TruePoint[]): Float64Array {
  const mask = new Float64Array(x.length * y.length);
  const columns = Math.ceil(REACH / 1.7);
  const rows = Math.ceil(REACH / 1.8);
  for (const { longitude, latitude } of points) {
    const i = Math.round((longitude - x[0]) / SPACING);
    const j = Math.round((latitude - y[0]) / SPACING);
    for (let row = Math.max(0, j - rows); row <= Math.min(y.length - 1, j + rows); row++)
      for (let column = Math.max(0, i - columns); column <= Math.min(x.length - 1, i + columns); column++) {
        const dx = 106.05 * (x[column] - longitude);
        const dy = 110.68 * (y[row] - latitude);
        if (dx * dx + dy * dy <= REACH * REACH) mask[row * x.length + column] = 1;
      }
  }
  return mask;
}

/** A number with its digits; no minus before zeros. */
function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text;
}

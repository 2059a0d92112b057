import {
  type Column,
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
} from "../core/columns.js";
import { STANDARD_DENSITY } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import { type Reported, stepReport } from "../core/report.js";
import { ELLIPSOIDS } from "../earth/ellipsoid.js";
import { normalGravity } from "../earth/normal-gravity.js";
import { bouguerSlab } from "./slab.js";

/** Options of `reduceStations`. */
export interface ReduceStationsOptions {
  /** Density of the Bouguer slab in kg/m³; default 2670. */
  readonly density?: number;
  /** Reference ellipsoid of normal gravity; default `GRS80`. */
  readonly ellipsoid?: keyof typeof ELLIPSOIDS;
  /** Standard deviation of the heights in metres, where the table has no `height_sigma_m`; default 0. */
  readonly heightSigma_m?: number;
}

/** Change of normal gravity with height, mGal/m, for the propagation of sigma only. */
const FREE_AIR_GRADIENT = 0.3086;

/**
 * Anomalies of stations: the columns-in, columns-out form of {@link reduceStations} in
 * `reduce-stations-table.ts`, where it is described.
 */
export function reduceStations(stations: Columns, options: ReduceStationsOptions = {}): Reported<Columns> {
  const { density = STANDARD_DENSITY, ellipsoid = "GRS80", heightSigma_m = 0 } = options;
  checkOptions(density, ellipsoid, heightSigma_m);
  const gravity = numberColumn(stations, "gravity_mgal");
  const latitude = numberColumn(stations, "latitude_deg");
  const orthometric = optionalNumberColumn(stations, "height_m");
  const height = orthometric ?? optionalNumberColumn(stations, "ellipsoidal_height_m");
  if (height === undefined) {
    throw new ArgumentError({
      argument: "the column of heights",
      value: "missing",
      accepted: "height_m (above the geoid) or ellipsoidal_height_m",
      advice: `The table has: ${Object.keys(stations).join(", ")}.`,
    });
  }
  const names =
    orthometric === undefined
      ? { freeAir: "gravity_disturbance", bouguer: "bouguer_disturbance" }
      : { freeAir: "free_air_anomaly", bouguer: "bouguer_anomaly" };

  const normal = latitude.map((phi, i) => normalGravity(phi, height[i], ELLIPSOIDS[ellipsoid]));
  const slab = height.map((h) => bouguerSlab(h, density));
  const freeAir = gravity.map((g, i) => g - normal[i]);
  const bouguer = freeAir.map((anomaly, i) => anomaly - slab[i]);
  const gravitySigma = optionalNumberColumn(stations, "gravity_sigma_mgal");
  const heightSigma = optionalNumberColumn(stations, "height_sigma_m");
  const sigma = (gradient: number) =>
    gravity.map((_, i) => Math.hypot(gravitySigma?.[i] ?? 0, gradient * (heightSigma?.[i] ?? heightSigma_m)));

  const result: Record<string, Column> = {
    ...stations,
    normal_gravity_mgal: normal,
    [`${names.freeAir}_mgal`]: freeAir,
    bouguer_slab_mgal: slab,
    [`${names.bouguer}_mgal`]: bouguer,
  };
  if (gravitySigma !== undefined || heightSigma !== undefined || heightSigma_m > 0) {
    result[`${names.freeAir}_sigma_mgal`] = sigma(FREE_AIR_GRADIENT);
    result[`${names.bouguer}_sigma_mgal`] = sigma(FREE_AIR_GRADIENT - bouguerSlab(1, density));
  }
  const gaps = bouguer.filter(Number.isNaN).length;
  return {
    result,
    report: stepReport("reduceStations", {
      parameters: {
        density_kg_per_m3: density,
        ellipsoid,
        heightSigma_m,
        heights: orthometric ? "height_m" : "ellipsoidal_height_m",
      },
      rows: { stations: rowCount(stations), without_anomaly: gaps },
      figures: { [`${names.bouguer}_mean_mgal`]: mean(bouguer) },
      warnings: reductionWarnings(stations, { latitude, height, freeAir, gaps }),
    }),
  };
}

function checkOptions(density: number, ellipsoid: string, heightSigma_m: number): void {
  if (!(density === 0 || (density >= 100 && density <= 10000))) {
    const advice = density > 0 && density < 10 ? `${density} g/cm³ is ${density * 1000} kg/m³.` : undefined;
    throw new ArgumentError({
      argument: "options.density",
      value: density,
      accepted: "100 to 10000 kg/m³",
      advice,
    });
  }
  if (!Object.hasOwn(ELLIPSOIDS, ellipsoid)) {
    throw new ArgumentError({
      argument: "options.ellipsoid",
      value: ellipsoid,
      accepted: Object.keys(ELLIPSOIDS).join(" or "),
    });
  }
  if (!(heightSigma_m >= 0)) {
    throw new ArgumentError({
      argument: "options.heightSigma_m",
      value: heightSigma_m,
      accepted: "0 or more metres",
    });
  }
}

function mean(values: Float64Array): number | null {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** No place on Earth has a free-air anomaly beyond this, mGal, nor stations outside these heights, metres. */
const LARGEST_FREE_AIR = 1000;
const HEIGHTS = [-500, 9000] as const;

/** Sentences that name the stations whose numbers cannot be right. */
function reductionWarnings(
  stations: Columns,
  {
    latitude,
    height,
    freeAir,
    gaps,
  }: { latitude: Float64Array; height: Float64Array; freeAir: Float64Array; gaps: number },
): string[] {
  const names = optionalTextColumn(stations, "station");
  const where = (isBad: (i: number) => boolean) => {
    const bad = Array.from(latitude.keys()).filter(isBad);
    const listed = bad.slice(0, 5).map((i) => names?.[i] || `row ${i + 1}`);
    return bad.length === 0
      ? undefined
      : `${listed.join(", ")}${bad.length > 5 ? ` and ${bad.length - 5} more` : ""}`;
  };
  const off = where((i) => Math.abs(latitude[i]) > 90);
  const high = where((i) => height[i] < HEIGHTS[0] || height[i] > HEIGHTS[1]);
  const large = where((i) => Math.abs(freeAir[i]) > LARGEST_FREE_AIR);
  return [
    ...(gaps === 0
      ? []
      : [`${gaps} stations have no anomaly: gravity, latitude or height is missing or impossible.`]),
    ...(off ? [`Latitude is outside -90 to 90 at ${off}. Are longitude and latitude swapped?`] : []),
    ...(high ? [`Height is outside ${HEIGHTS[0]} to ${HEIGHTS[1]} m at ${high}. Is it in metres?`] : []),
    ...(large
      ? [
          `The free-air anomaly is beyond ${LARGEST_FREE_AIR} mGal at ${large}. Look at gravity, height and position there.`,
        ]
      : []),
  ];
}

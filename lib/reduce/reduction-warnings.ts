import type { Columns } from "../core/columns.js";
import { COVERS } from "./covers.js";
import type { ReductionHeights } from "./reduction-heights.js";
import type { ReductionSettings } from "./reduction-settings.js";
import { stationsWhere } from "./stations-where.js";

/** No place on Earth has a free-air anomaly beyond this, mGal, nor stations outside these heights, metres. */
const LARGEST_FREE_AIR = 1000;
const HEIGHTS = [-500, 9000] as const;

/** What is looked at for warnings. */
interface Looked {
  readonly latitude: Float64Array;
  readonly heights: ReductionHeights;
  readonly freeAir: Float64Array;
  readonly gaps: number;
  readonly settings: ReductionSettings;
}

/** Sentences that name the stations whose numbers cannot be right, and the choices that need a second look. */
export function reductionWarnings(
  stations: Columns,
  { latitude, heights, freeAir, gaps, settings }: Looked,
): string[] {
  const { height, kind, geoid } = heights;
  const where = stationsWhere(stations, latitude.length);
  const off = where((i) => Math.abs(latitude[i]) > 90);
  const high = where((i) => height[i] < HEIGHTS[0] || (height[i] > HEIGHTS[1] && !settings.airborne));
  const large = where((i) => Math.abs(freeAir[i]) > LARGEST_FREE_AIR);
  const outside = geoid && where((i) => Number.isNaN(geoid[i]) && !Number.isNaN(latitude[i]));
  const shallow = COVERS.flatMap(({ from }) => {
    const column = stations[from];
    const bad = column instanceof Float64Array ? where((i) => column[i] < 0) : undefined;
    return bad ? [`${from} is negative at ${bad}: it counts downwards and is positive.`] : [];
  });
  const sentences = [
    gaps > 0 && `${gaps} stations have no anomaly: gravity, latitude or height is missing or impossible.`,
    off && `Latitude is outside -90 to 90 at ${off}. Are longitude and latitude swapped?`,
    high && `Height is outside ${HEIGHTS[0]} to ${HEIGHTS[1]} m at ${high}. Is it in metres?`,
    large &&
      `The free-air anomaly is beyond ${LARGEST_FREE_AIR} mGal at ${large}. Look at gravity, height and position there.`,
    outside &&
      `The height of the geoid is not known at ${outside}: the grid does not reach there, or a cell is empty.`,
    settings.heights === "ellipsoidal" &&
      kind === "orthometric" &&
      `The standard ${settings.standard} counts heights from the ellipsoid, but only height_m is there: the anomalies keep the geoid's part (about 0.2 mGal a metre). Give the geoid.`,
  ];
  return [...sentences.filter((sentence) => typeof sentence === "string"), ...shallow];
}

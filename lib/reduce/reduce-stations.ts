import { type Column, type Columns, numberColumn, optionalNumberColumn, rowCount } from "../core/columns.js";
import { type Reported, stepReport } from "../core/report.js";
import { coversOf } from "./covers.js";
import { type ReductionHeights, reductionHeights } from "./reduction-heights.js";
import {
  type ReduceStationsOptions,
  type ReductionSettings,
  reductionSettings,
} from "./reduction-settings.js";
import { type AnomalyKind, hasSigma, sigmaParts, totalSigma } from "./reduction-sigma.js";
import { type ReductionSteps, reductionSteps, type StationArrays } from "./reduction-steps.js";
import { reductionWarnings } from "./reduction-warnings.js";

export type { ReduceStationsOptions } from "./reduction-settings.js";

/** A reduction that was run: what it worked on and every step of it. */
export interface Reduction {
  readonly settings: ReductionSettings;
  readonly heights: ReductionHeights;
  readonly arrays: StationArrays;
  readonly steps: ReductionSteps;
  /** What each anomaly is called in columns, without `_mgal`. */
  readonly names: Readonly<Record<AnomalyKind, string>>;
}

/** Runs a reduction on the columns of a table. */
export function runReduction(stations: Columns, options: ReduceStationsOptions): Reduction {
  const settings = reductionSettings(options);
  const arrays: StationArrays = {
    gravity: numberColumn(stations, "gravity_mgal"),
    latitude: numberColumn(stations, "latitude_deg"),
    terrain: optionalNumberColumn(stations, "terrain_correction_mgal"),
    covers: coversOf(stations),
  };
  const heights = reductionHeights(stations, settings);
  return {
    ...{ settings, heights, arrays },
    steps: reductionSteps(arrays, heights.height, settings),
    names: anomalyNames(heights.kind),
  };
}

/**
 * Anomalies of stations: the columns-in, columns-out form of {@link reduceStations} in
 * `reduce-stations-table.ts`, where it is described.
 */
export function reduceStations(stations: Columns, options: ReduceStationsOptions = {}): Reported<Columns> {
  const reduction = runReduction(stations, options);
  const { settings, heights, arrays, steps, names } = reduction;
  const gaps = steps.bouguer.filter(Number.isNaN).length;
  return {
    result: {
      ...stations,
      ...stepColumns(reduction),
      ...sigmaColumns(stations, reduction),
      ...ellipsoidColumns(reduction),
    },
    report: stepReport("reduceStations", {
      parameters: parametersOf(settings, heights),
      rows: { stations: rowCount(stations), without_anomaly: gaps },
      figures: { [`${names.bouguer}_mean_mgal`]: mean(steps.bouguer) },
      warnings: reductionWarnings(stations, {
        ...{ latitude: arrays.latitude, heights, freeAir: steps.freeAir, gaps, settings },
      }),
    }),
  };
}

function anomalyNames(kind: ReductionHeights["kind"]): Readonly<Record<AnomalyKind, string>> {
  const what = kind === "orthometric" ? "anomaly" : "disturbance";
  return {
    freeAir: kind === "orthometric" ? "free_air_anomaly" : "gravity_disturbance",
    bouguer: `bouguer_${what}`,
    spherical: `spherical_bouguer_${what}`,
    complete: `complete_bouguer_${what}`,
  };
}

/** Every step in its own column, in the order in which they are taken; what the recipe has not is left out. */
function stepColumns({ settings, heights, arrays, steps, names }: Reduction): Columns {
  const shift = settings.datumShift_mgal;
  const columns: Record<string, Column | undefined> = {
    geoid_height_m: settings.geoid && heights.geoid,
    ...(heights.from.includes("geoid_height_m")
      ? { [heights.kind === "orthometric" ? "height_m" : "ellipsoidal_height_m"]: heights.height }
      : {}),
    gravity_datum_shift_mgal: shift === 0 ? undefined : arrays.gravity.map(() => shift),
    normal_gravity_on_ellipsoid_mgal: steps.onEllipsoid,
    free_air_correction_mgal: steps.freeAirCorrection,
    normal_gravity_mgal: steps.normal,
    atmospheric_correction_mgal: steps.atmosphere,
    [`${names.freeAir}_mgal`]: steps.freeAir,
    bouguer_slab_mgal: steps.slab,
    ...Object.fromEntries(arrays.covers.map((cover, k) => [cover.to, steps.covers[k]])),
    [`${names.bouguer}_mgal`]: steps.bouguer,
    bullard_b_mgal: steps.bullardB,
    [`${names.spherical}_mgal`]: steps.spherical,
    [`${names.complete}_mgal`]: steps.complete,
  };
  return known(columns);
}

function sigmaColumns(stations: Columns, { settings, heights, arrays, steps, names }: Reduction): Columns {
  if (!hasSigma(stations, settings)) return {};
  const columns: Record<string, Column> = {};
  for (const kind of Object.keys(names) as AnomalyKind[]) {
    if (steps[kind] === undefined) continue;
    const parts = sigmaParts(kind, stations, arrays, heights.height, steps, settings);
    columns[`${names[kind]}_sigma_mgal`] = totalSigma(parts);
  }
  return columns;
}

/** Where heights above the geoid and the ellipsoid are both known: the disturbance beside the anomaly. */
function ellipsoidColumns({ settings, heights, arrays, steps }: Reduction): Columns {
  if (heights.kind === "ellipsoidal" || heights.ellipsoidal === undefined) return {};
  const above = reductionSteps(arrays, heights.ellipsoidal, settings);
  return {
    ellipsoidal_height_m: heights.ellipsoidal,
    gravity_disturbance_mgal: above.freeAir,
    geophysical_indirect_effect_mgal: above.bouguer.map((value, i) => value - steps.bouguer[i]),
  };
}

function known(columns: Readonly<Record<string, Column | undefined>>): Columns {
  return Object.fromEntries(
    Object.entries(columns).filter((entry): entry is [string, Column] => entry[1] !== undefined),
  );
}

function parametersOf(settings: ReductionSettings, heights: ReductionHeights): Record<string, unknown> {
  return {
    standard: settings.standard,
    density_kg_per_m3: settings.density,
    ellipsoid: settings.ellipsoid,
    normalGravity: settings.normalGravity,
    freeAir: settings.freeAir,
    slabFactor_mgal_m2_per_kg: settings.slabFactor,
    bullardB: settings.bullardB,
    atmosphere: settings.atmosphere,
    gravityDatum: settings.gravityDatum,
    gravityDatumShift_mgal: settings.datumShift_mgal,
    heightSigma_m: settings.heightSigma_m,
    positionSigma_m: settings.positionSigma_m,
    densitySigma_kg_per_m3: settings.densitySigma,
    heights: heights.from,
    geoid: settings.geoid?.name ?? null,
  };
}

function mean(values: Float64Array): number | null {
  const found = values.filter((value) => !Number.isNaN(value));
  return found.length === 0 ? null : found.reduce((sum, value) => sum + value, 0) / found.length;
}

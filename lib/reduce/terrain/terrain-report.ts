import type { Columns } from "../../core/columns.js";
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../core/constants.js";
import { addFlag, type Flags } from "../../core/flags.js";
import { type StepReport, stepReport } from "../../core/report.js";
import { median } from "../../core/robust-statistics.js";
import { bouguerSlab } from "../slab.js";
import { stationsWhere } from "../stations-where.js";
import { BENT_CELLS } from "./bent-ground.js";
import type { BuiltModel } from "./build-models.js";
import type { TerrainSettings } from "./terrain-model.js";
import type { TerrainCorrectionOptions } from "./terrain-options.js";

/** What was found at the stations, a value a station. */
export interface TerrainFindings {
  readonly correction: Float64Array;
  readonly bound: Float64Array;
  readonly sigma: Float64Array;
  /** Station less model, metres. */
  readonly aboveDem: Float64Array;
  readonly reconciled: Float64Array;
  /** What lies beyond the models, mGal, and the nearest end of them, metres. */
  readonly beyond: Float64Array;
  readonly nearestEnd: Float64Array;
  /** What filled voids may cost, mGal. */
  readonly voids: Float64Array;
}

/** A bias of the model against the stations that is worth a sentence, metres. */
const NOTABLE_BIAS = 2;

/** Flags the stations whose correction needs a look. */
export function flagStations(
  flags: Flags,
  { aboveDem }: TerrainFindings,
  { heightTolerance_m: heightTolerance = 50, airborne = false }: TerrainCorrectionOptions,
): void {
  aboveDem.forEach((difference, k) => {
    if (Number.isNaN(difference)) addFlag(flags, k, "off_dem", "no elevation model, height or position here");
    else if (difference < -heightTolerance)
      addFlag(flags, k, "in_terrain", `${(-difference).toFixed(0)} m below the elevation model`);
    else if (difference > heightTolerance && !airborne)
      addFlag(flags, k, "above_terrain", `${difference.toFixed(0)} m above the elevation model`);
  });
}

/** The report of a terrain correction. */
export function terrainReport(
  stations: Columns,
  findings: TerrainFindings,
  models: readonly BuiltModel[],
  settings: TerrainSettings,
  options: TerrainCorrectionOptions,
): StepReport {
  const { correction, aboveDem, bound, reconciled } = findings;
  const done = correction.filter((value) => !Number.isNaN(value));
  const differences = onLand(aboveDem);
  return stepReport("terrainCorrection", {
    parameters: {
      density_kg_per_m3: settings.density,
      densityGrid: options.densityGrid?.name ?? null,
      seaDensity_kg_per_m3: settings.seaDensity,
      sea: settings.hasSea,
      lakeDepth: options.lakeDepth?.name ?? null,
      lakeDensity_kg_per_m3: settings.lakeDensity,
      earth: settings.curvature > 0 ? "spherical" : "planar",
      nearZone: settings.slopes ? "sloping" : "flat",
      ...{ reconcile: settings.reconciles, airborne: settings.airborne },
      radius_m: settings.radius,
      tolerance_mgal: settings.tolerance,
      demSigma_m: settings.demSigma,
      demCorrelation_m: settings.demCorrelation,
      models: models.map(({ parts, whole }) => ({
        ...parts.frame,
        read: whole ? "whole" : "by tiles",
      })),
    },
    rows: { stations: correction.length, without_correction: correction.length - done.length },
    figures: {
      terrain_correction_mean_mgal: done.length ? done.reduce((a, b) => a + b, 0) / done.length : null,
      terrain_correction_largest_mgal: done.length ? done.reduce((a, b) => Math.max(a, b)) : null,
      largest_bound_mgal: largest(bound),
      station_above_dem_median_m: differences.length ? median(differences) : null,
      station_above_dem_rms_m: rms(differences),
      reconciled_rms_mgal: rms(reconciled.filter((value) => !Number.isNaN(value))),
      void_cells: models.reduce(
        (sum, { voids }) => sum + voids.reduce((all, { cells }) => all + cells, 0),
        0,
      ),
      void_cost_largest_mgal: largest(findings.voids),
      beyond_dem_largest_mgal: largest(findings.beyond),
    },
    warnings: warningsOf(stations, findings, models, settings, options.heightTolerance_m ?? 50),
  });
}

function warningsOf(
  stations: Columns,
  findings: TerrainFindings,
  models: readonly BuiltModel[],
  settings: TerrainSettings,
  heightTolerance: number,
): string[] {
  const { aboveDem, beyond, nearestEnd, voids, reconciled } = findings;
  const where = stationsWhere(stations, aboveDem.length);
  const off = where((k) => Number.isNaN(aboveDem[k]));
  const inside = where((k) => aboveDem[k] < -heightTolerance);
  const above = where((k) => aboveDem[k] > heightTolerance && !settings.airborne);
  const short = nearestEnd.filter((end) => Number.isFinite(end));
  const cells = models.reduce((sum, model) => sum + model.voids.reduce((all, v) => all + v.cells, 0), 0);
  const bias = settings.airborne ? 0 : median(onLand(aboveDem));
  const radius = (settings.radius / 1000).toFixed(1);
  const sentences = [
    off && `No terrain correction at ${off}: the station is off every elevation model, or has no height.`,
    inside &&
      `More than ${heightTolerance} m below the model's surface: ${inside}. Look at height and position.`,
    above &&
      `More than ${heightTolerance} m above the model's surface: ${above}. Look at height and position.`,
    short.length > 0 &&
      `The elevation models end ${(least(short) / 1000).toFixed(1)} km from a station, short of ${radius} km, at ${short.length} stations. Beyond them about ${largest(beyond).toFixed(2)} mGal may be missing (terrain_beyond_dem_mgal); it is not added. Give a wider model, a coarse one will do.`,
    cells > 0 &&
      `${cells} cells without data were filled from around them or from a coarser model. At a station this may cost up to ${largest(voids).toFixed(2)} mGal; it is in the sigma.`,
    Math.abs(bias) > NOTABLE_BIAS && biasSentence(bias, reconciled, models[0], settings),
  ];
  return sentences.filter((sentence): sentence is string => typeof sentence === "string");
}

/**
 * A model that stands off by b all around leaves 2πGρ b²/a of what bending within a does not take away: half of it within
 * a, where the ground comes down like a cone, and half beyond.
 */
function biasSentence(
  bias: number,
  reconciled: Float64Array,
  { parts }: BuiltModel,
  { reconciles, density }: TerrainSettings,
): string {
  const side = bias < 0 ? "above" : "below";
  const reason =
    bias < 0 ? "it may show tree tops, or count from another zero" : "it may count from another zero";
  const sentence = `The model stands ${Math.abs(bias).toFixed(1)} m ${side} the stations in the middle: ${reason}.`;
  if (!reconciles) return `${sentence} The option reconcile bends it to the stations.`;
  const cell = parts.frame.cellHeight * (parts.frame.isDegrees ? RADIANS_PER_DEGREE * EARTH_RADIUS : 1);
  const left = (bouguerSlab(1, density) * bias * bias) / (BENT_CELLS * cell);
  const changed = rms(reconciled.filter((value) => !Number.isNaN(value))) ?? 0;
  return `${sentence} Bending it to the stations changed corrections by ${changed.toFixed(3)} mGal (rms). If it stands off all around, about ${left.toFixed(3)} mGal are left: take ${Math.abs(bias).toFixed(0)} m ${bias < 0 ? "off" : "more"} where that is so.`;
}

function onLand(differences: Float64Array): Float64Array {
  return differences.filter((value) => !Number.isNaN(value));
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
}

function least(values: Float64Array): number {
  return values.reduce((most, value) => Math.min(most, value));
}

function rms(values: Float64Array): number | null {
  return values.length === 0 ? null : Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
}

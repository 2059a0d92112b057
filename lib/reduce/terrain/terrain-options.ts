import { EARTH_RADIUS, STANDARD_DENSITY } from "../../core/constants.js";
import { ArgumentError } from "../../core/errors.js";
import type { Executor } from "../../core/executor.js";
import type { Grid } from "../../core/grid.js";
import type { TerrainSettings } from "./terrain-model.js";

/** Options of `terrainCorrection`. */
export interface TerrainCorrectionOptions {
  /** Density of slab (or cap) and terrain in kg/m³; default 2670. */
  readonly density?: number;
  /** Density of the ground in kg/m³ on a grid, where it is not that of the slab. */
  readonly densityGrid?: Grid;
  /** Density of sea water in kg/m³; default 1027. */
  readonly seaDensity?: number;
  /** Whether ground below 0 is the floor of the sea; default true. False where dry land lies below sea level. */
  readonly sea?: boolean;
  /** Depth of lakes in metres below the model's surface, on a grid; NaN or 0 where there is none. */
  readonly lakeDepth?: Grid;
  /** Density of lake water in kg/m³; default 1000. */
  readonly lakeDensity?: number;
  /** `spherical` (default) goes with Bullard B; `planar` with the slab alone. */
  readonly earth?: "spherical" | "planar";
  /** Surface of the cells near a station: `sloping` (default), triangles through the samples, or `flat` prisms. */
  readonly nearZone?: "sloping" | "flat";
  /** Whether the ground is bent to go through the station; default true. */
  readonly reconcile?: boolean;
  /**
   * Whether the stations are in the air, as those of a flight or of a field given at one height; default false. The ground is
   * not bent to them then, and it is no fault that they are above it.
   */
  readonly airborne?: boolean;
  /** Outer radius in metres; default 166,700, that of Bullard B. */
  readonly radius_m?: number;
  /** The most that blocks of cells may differ from all single cells, in mGal; default 0.02. */
  readonly tolerance_mgal?: number;
  /** Standard deviation of the models' heights in metres; default 0. */
  readonly demSigma_m?: number;
  /** Distance in metres over which errors of the models' heights hold together; default: one cell. */
  readonly demCorrelation_m?: number;
  /** Difference in metres between station and model from which a station is flagged; default 50. */
  readonly heightTolerance_m?: number;
  /**
   * Models of more cells are read by tiles; default 3,000,000. A cell in memory costs 24 bytes, 80 where surfaces slope.
   */
  readonly mostCells?: number;
  /** Who does the work; default this thread alone. `threadPool()` of `igdp/node` takes all cores. */
  readonly executor?: Executor;
  /** Stops the work when it is aborted. */
  readonly signal?: AbortSignal;
  /** Told how much is done, in stations (and before that in parts of models that are read by tiles). */
  readonly progress?: (done: number, total: number) => void | Promise<void>;
}

/**
 * Checks the options and makes the settings that all threads share.
 *
 * @throws ArgumentError for a value that cannot be used
 */
export function terrainSettings(options: TerrainCorrectionOptions): TerrainSettings {
  const { density = STANDARD_DENSITY, seaDensity = 1027, lakeDensity = 1000, sea = true } = options;
  const { earth = "spherical", nearZone = "sloping", airborne = false, reconcile = !airborne } = options;
  const { radius_m = 166_700, tolerance_mgal = 0.02, demSigma_m = 0, demCorrelation_m = 0 } = options;
  inRange("density", density, 100, 10_000, "kg/m³");
  inRange("seaDensity", seaDensity, 0, 10_000, "kg/m³");
  inRange("lakeDensity", lakeDensity, 0, 10_000, "kg/m³");
  inRange("radius_m", radius_m, 100, 1_000_000, "metres");
  inRange("tolerance_mgal", tolerance_mgal, 1e-6, 10, "mGal");
  inRange("demSigma_m", demSigma_m, 0, 1000, "metres");
  inRange("demCorrelation_m", demCorrelation_m, 0, 1_000_000, "metres");
  inRange("heightTolerance_m", options.heightTolerance_m ?? 50, 0, 10_000, "metres");
  inRange("mostCells", options.mostCells ?? 1, 1, 1e9, "cells");
  oneOf("earth", earth, ["spherical", "planar"]);
  oneOf("nearZone", nearZone, ["sloping", "flat"]);
  return {
    ...{ density, seaDensity, lakeDensity, hasSea: sea },
    curvature: earth === "spherical" ? 1 / EARTH_RADIUS : 0,
    ...{ radius: radius_m, tolerance: tolerance_mgal, slopes: nearZone === "sloping" },
    ...{ reconciles: reconcile && !airborne, airborne },
    ...{ demSigma: demSigma_m, demCorrelation: demCorrelation_m },
  };
}

function inRange(name: string, value: number, low: number, high: number, unit: string): void {
  if (value >= low && value <= high) return;
  const advice =
    unit === "kg/m³" && value > 0 && value < 10 ? `${value} g/cm³ is ${value * 1000} kg/m³.` : undefined;
  throw new ArgumentError({
    argument: `options.${name}`,
    value,
    accepted: `${low} to ${high} ${unit}`,
    advice,
  });
}

function oneOf(name: string, value: string, words: readonly string[]): void {
  if (!words.includes(value))
    throw new ArgumentError({ argument: `options.${name}`, value, accepted: words.join(" or ") });
}

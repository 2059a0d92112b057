import { type Columns, rowCount } from "../core/columns.js";
import { dot } from "../core/dot.js";
import { type Reported, stepReport } from "../core/report.js";
import {
  type DensityData,
  densityData,
  densitySettings,
  type EstimateDensityOptions,
  takeNeighbours,
  takeTrend,
  withoutBlock,
} from "./density-data.js";

export type { EstimateDensityOptions } from "./density-data.js";

/** A density of the topography from the gravity measured on it. */
export interface DensityEstimate {
  readonly method: "parasnis" | "nettleton";
  /** kg/m³. */
  readonly density: number;
  /** From leaving out one block of the survey at a time, kg/m³; geology that follows the topography is not in it. */
  readonly sigma: number;
  /**
   * The measure of the method at every density that was tried: `density_kg_per_m3` and `misfit_mgal` (Parasnis) or
   * `correlation` (Nettleton).
   */
  readonly curve: Columns;
}

const STEPS = 100;

/** Columns-in form of {@link estimateDensity} in `estimate-density-table.ts`, where it is described. */
export function estimateDensity(
  stations: Columns,
  options: EstimateDensityOptions = {},
): Reported<DensityEstimate> {
  const settings = densitySettings(options);
  const data = densityData(stations, settings);
  const estimate = estimatorOf(settings);
  const { density, measure } = estimate(data);
  const parts = Array.from({ length: settings.blocks }, (_, k) => estimate(withoutBlock(data, k)).density);
  const sigma = jackknife(parts);
  const [from, to] = settings.densities;
  const tried = Float64Array.from({ length: STEPS + 1 }, (_, i) => from + ((to - from) * i) / STEPS);
  const stands = { parasnis: "misfit_mgal", nettleton: "correlation" }[settings.method];
  const result = {
    ...{ method: settings.method, density, sigma },
    curve: { density_kg_per_m3: tried, [stands]: tried.map(measure) },
  };
  const used = data.height.length;
  return {
    result,
    report: stepReport("estimateDensity", {
      parameters: {
        ...{
          method: settings.method,
          trendDegree: settings.trendDegree,
          neighbours: settings.neighbours,
          blocks: settings.blocks,
        },
        ...{ terrainDensity_kg_per_m3: settings.terrainDensity, densities_kg_per_m3: settings.densities },
      },
      rows: { stations: rowCount(stations), used },
      figures: { density_kg_per_m3: density, sigma_kg_per_m3: sigma },
      warnings: warningsOf(data, result, settings.densities, stations),
    }),
  };
}

interface Estimated {
  readonly density: number;
  readonly measure: (density: number) => number;
}

function estimatorOf(settings: Required<EstimateDensityOptions>): (data: DensityData) => Estimated {
  return (data) => {
    const [freeAir, effect, height] = [data.freeAir.slice(), data.effect.slice(), data.height.slice()];
    takeTrend([freeAir, effect, height], data, settings.trendDegree);
    takeNeighbours([freeAir, effect, height], data, settings.neighbours);
    const against = settings.method === "parasnis" ? effect : height;
    const density = dot(against, freeAir) / dot(against, effect);
    const bouguer = (rho: number): Float64Array => freeAir.map((value, i) => value - rho * effect[i]);
    const misfit = (rho: number): number => Math.sqrt(dot(bouguer(rho), bouguer(rho)) / freeAir.length);
    const correlation = (rho: number): number => {
      const anomaly = bouguer(rho);
      return dot(anomaly, height) / Math.sqrt(dot(anomaly, anomaly) * dot(height, height));
    };
    return { density, measure: settings.method === "parasnis" ? misfit : correlation };
  };
}

/** Sigma of an estimate from those without one block each (Efron & Tibshirani 1993, eq. 11.5). */
function jackknife(parts: readonly number[]): number {
  const mean = parts.reduce((sum, value) => sum + value, 0) / parts.length;
  const squares = parts.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(((parts.length - 1) / parts.length) * squares);
}

function warningsOf(
  { height }: DensityData,
  { density, sigma }: DensityEstimate,
  [from, to]: readonly [number, number],
  stations: Columns,
): string[] {
  const [lowestHeight, highest] = [
    height.reduce((a, b) => Math.min(a, b)),
    height.reduce((a, b) => Math.max(a, b)),
  ];
  const said: string[] = [];
  if (highest - lowestHeight < 100)
    said.push(
      `Heights reach from ${Math.round(lowestHeight)} to ${Math.round(highest)} m only: too flat to feel the density of the topography.`,
    );
  if (density <= from || density >= to)
    said.push(
      `The density found, ${Math.round(density)} kg/m³, is outside ${from} to ${to}: the anomaly follows the topography for another reason.`,
    );
  if (sigma > 150)
    said.push(`The blocks disagree: sigma is ${Math.round(sigma)} kg/m³. One density does not fit them all.`);
  if (stations.terrain_correction_mgal === undefined)
    said.push("There is no terrain_correction_mgal: in rough country the density comes out too low.");
  return said;
}

import type { Column, Columns } from "../../core/columns.js";
import { stationCoordinates } from "./station-coordinates.js";

/** Gravity of one station from one occupation. */
export interface StationEstimate {
  readonly loop: string;
  /** Row of the occupation's first reading. */
  readonly row: number;
  readonly readings: number;
  readonly gravity_mgal: number;
  readonly sigma_mgal: number;
}

/**
 * One row a station: its coordinates from its first reading, the weighted mean of its occupations, and a flag
 * where there is none. A base keeps its given gravity.
 *
 * The sigma of the mean is the larger of the formal one, (Σ 1/σᵢ²)^−½, and what the occupations' scatter gives.
 */
export function stationColumns(
  readings: Columns,
  stationOfRow: readonly string[],
  estimates: ReadonlyMap<string, readonly StationEstimate[]>,
  bases: ReadonlyMap<string, { readonly gravity_mgal: number; readonly sigma_mgal: number }>,
  warnings: string[],
): Columns {
  const names = [...new Set(stationOfRow)].filter((name) => name !== "");
  const columns: Record<string, Column> = {
    station: names,
    ...stationCoordinates(readings, stationOfRow, names, warnings),
  };
  const means = names.map((name) => meanEstimate(bases.get(name), estimates.get(name) ?? []));
  columns.gravity_mgal = Float64Array.from(means, (mean) => mean.gravity_mgal);
  columns.gravity_sigma_mgal = Float64Array.from(means, (mean) => mean.sigma_mgal);
  columns.occupations = Float64Array.from(names, (name) => estimates.get(name)?.length ?? 0);
  columns.flag = means.map((mean) => (Number.isFinite(mean.gravity_mgal) ? "" : "no_gravity"));
  columns.flag_reason = names.map((name, i) =>
    columns.flag[i] === "" ? "" : reasonFor(estimates.get(name)),
  );
  return columns;
}

function meanEstimate(
  base: { readonly gravity_mgal: number; readonly sigma_mgal: number } | undefined,
  estimates: readonly StationEstimate[],
): { gravity_mgal: number; sigma_mgal: number } {
  if (base !== undefined) return base;
  const tied = estimates.filter((estimate) => Number.isFinite(estimate.gravity_mgal));
  if (tied.length === 0) return { gravity_mgal: Number.NaN, sigma_mgal: Number.NaN };
  let weight = 0;
  let sum = 0;
  for (const { gravity_mgal, sigma_mgal } of tied) {
    weight += 1 / sigma_mgal ** 2;
    sum += gravity_mgal / sigma_mgal ** 2;
  }
  const mean = sum / weight;
  const n = tied.length;
  const scatter = tied.reduce((total, e) => total + (e.gravity_mgal - mean) ** 2, 0) / Math.max(n - 1, 1) / n;
  return { gravity_mgal: mean, sigma_mgal: Math.sqrt(Math.max(1 / weight, scatter)) };
}

function reasonFor(estimates: readonly StationEstimate[] | undefined): string {
  return estimates === undefined || estimates.length === 0
    ? "no usable reading"
    : `loop ${estimates.map((estimate) => estimate.loop).join(", ")} visits no base`;
}

import { type Columns, numberColumn, rowCount } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { type Reported, stepReport } from "../core/report.js";
import { type ReduceStationsOptions, runReduction } from "./reduce-stations.js";
import type { AnomalyKind } from "./reduction-sigma.js";

/**
 * Gravity from published anomalies: the columns-in, columns-out form of {@link gravityFromAnomaly} in
 * `standardise-points-table.ts`, where it is described.
 */
export function gravityFromAnomaly(
  points: Columns,
  column: string,
  options: ReduceStationsOptions = {},
): Reported<Columns> {
  const published = numberColumn(points, column);
  const none = { ...points, gravity_mgal: new Float64Array(published.length) };
  const { names, steps } = runReduction(none, options);
  const kind = (Object.keys(names) as AnomalyKind[]).find((name) => `${names[name]}_mgal` === column);
  const ofNothing = kind && steps[kind];
  if (ofNothing === undefined)
    throw new ArgumentError({
      argument: "column",
      value: column,
      accepted: `an anomaly that this reduction has: ${anomaliesOf(names, steps).join(", ")}`,
      advice: "A complete anomaly needs terrain_correction_mgal; a spherical one needs bullardB.",
    });
  const gravity_mgal = published.map((anomaly, i) => anomaly - ofNothing[i]);
  const before = points.gravity_mgal;
  const missing = gravity_mgal.filter((g, i) => Number.isNaN(g) && !Number.isNaN(published[i])).length;
  return {
    result: { ...points, ...(before === undefined ? {} : { source_gravity_mgal: before }), gravity_mgal },
    report: stepReport("gravityFromAnomaly", {
      parameters: { column, ...options, geoid: options.geoid?.name ?? null },
      rows: { points: rowCount(points), without_gravity: missing },
      warnings: missing === 0 ? [] : [`${missing} points have an anomaly, but no latitude or height.`],
    }),
  };
}

function anomaliesOf(
  names: Readonly<Record<AnomalyKind, string>>,
  steps: Readonly<Partial<Record<AnomalyKind, Float64Array>>>,
): string[] {
  return (Object.keys(names) as AnomalyKind[])
    .filter((kind) => steps[kind] !== undefined)
    .map((kind) => `${names[kind]}_mgal`);
}

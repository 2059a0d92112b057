import { type Columns, rowCount, textColumn } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { type Reported, stepReport } from "../core/report.js";
import { type ReduceStationsOptions, runReduction } from "./reduce-stations.js";
import { type AnomalyKind, type SigmaParts, sigmaParts, totalSigma } from "./reduction-sigma.js";

/** Options of `anomalyBudget`: those of the reduction, and which anomaly is asked about. */
export interface AnomalyBudgetOptions extends ReduceStationsOptions {
  /** `free-air`, `bouguer`, `spherical` or `complete`; default the last one that the reduction gives. */
  readonly anomaly?: "free-air" | "bouguer" | "spherical" | "complete";
}

const KINDS = {
  "free-air": "freeAir",
  bouguer: "bouguer",
  spherical: "spherical",
  complete: "complete",
} as const satisfies Record<string, AnomalyKind>;
const SOURCES = ["gravity", "height", "position", "density", "terrain"] as const;

/**
 * Where the uncertainty of anomalies comes from: the columns-in, columns-out form of {@link anomalyBudget} in
 * `anomaly-budget-table.ts`, where it is described.
 */
export function anomalyBudget(stations: Columns, options: AnomalyBudgetOptions = {}): Reported<Columns> {
  const { anomaly, ...reductionOptions } = options;
  const { settings, heights, arrays, steps, names } = runReduction(stations, reductionOptions);
  const possible = (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter(
    (name) => steps[KINDS[name]] !== undefined,
  );
  const asked = anomaly ?? possible[possible.length - 1];
  if (!possible.includes(asked)) {
    throw new ArgumentError({
      argument: "options.anomaly",
      value: anomaly,
      accepted: possible.join(" or "),
      advice: "The spherical one needs bullardB, the complete one needs a column terrain_correction_mgal.",
    });
  }
  const kind = KINDS[asked];
  const parts = sigmaParts(kind, stations, arrays, heights.height, steps, settings);
  const sigma = totalSigma(parts);
  const rows = rowCount(stations);
  return {
    result: {
      station:
        stations.station === undefined
          ? Array.from({ length: rows }, (_, i) => `row ${i + 1}`)
          : textColumn(stations, "station"),
      [`${names[kind]}_mgal`]: steps[kind] as Float64Array,
      [`${names[kind]}_sigma_mgal`]: sigma,
      ...Object.fromEntries(SOURCES.map((source) => [`${source}_part_mgal`, parts[source]])),
      largest_part: Array.from(sigma, (_, i) => largestPart(parts, i)),
    },
    report: stepReport("anomalyBudget", {
      parameters: { anomaly: names[kind], standard: settings.standard },
      rows: { stations: rows },
      figures: Object.fromEntries(
        SOURCES.map((source) => [`${source}_part_rms_mgal`, rootMeanSquare(parts[source])]),
      ),
    }),
  };
}

function largestPart(parts: SigmaParts, row: number): string {
  const known = SOURCES.filter((source) => parts[source][row] > 0);
  return (
    known.reduce((best, source) => (parts[source][row] > parts[best][row] ? source : best), known[0]) ?? ""
  );
}

function rootMeanSquare(values: Float64Array): number | null {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0
    ? null
    : Math.sqrt(known.reduce((sum, value) => sum + value ** 2, 0) / known.length);
}

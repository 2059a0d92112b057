import { type Columns, rowCount, textColumn } from "../../core/columns.js";
import { chiSquareQuantile } from "../../core/distributions.js";
import { ArgumentError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { nameList } from "../../core/text-page.js";
import { type ObservationInfluence, observationInfluence } from "./explain-influence.js";
import { networkBases } from "./network-bases.js";
import {
  type NetworkDatum,
  networkDatum,
  type StationCovariance,
  stationCovariance,
} from "./network-datum.js";
import type { NetworkFigures } from "./network-figures.js";
import { type NetworkModel, networkModel, type Repairs } from "./network-model.js";
import { type FullSettings, fullSettings, type NetworkSettings } from "./network-options.js";
import { foundPeriodicErrors } from "./network-periodic.js";
import { type NetworkReadings, networkReadings } from "./network-readings.js";
import { repairFor } from "./network-repair.js";
import { globalSums, NO_REDUNDANCY, outlierLimits, reliability } from "./network-statistics.js";
import { proposeSwaps } from "./network-swaps.js";
import {
  driftTable,
  meterTable,
  type NetworkAnswer,
  observationTable,
  readingTable,
  singleLinks,
  stationTable,
} from "./network-tables.js";
import { proposeTares } from "./network-tares.js";
import { closingWarnings } from "./network-warnings.js";
import { solveWeighted, type WeightedSolution } from "./network-weights.js";

export type { NetworkFigures } from "./network-figures.js";

/** What `adjustNetwork` answers with, columns or tables. */
export interface NetworkAdjustment<Table> extends Reported<Table> {
  /** A row a reading, with its flag, the number of its observation and its residual. */
  readonly readings: Table;
  /** A row an observation, with the tests and the reliability. */
  readonly observations: Table;
  /** A row a loop of a meter. */
  readonly drift: Table;
  /** A row a meter. */
  readonly meters: Table;
  readonly figures: NetworkFigures;
  /** Covariance of the stations' gravity in mGal², computed when it is asked for; default all stations. */
  readonly covariance: (stations?: readonly string[]) => StationCovariance;
  /** What 1 mGal more in an observation (a row of `observations`, from 0) does to the gravity of every station. */
  readonly influence: (observation: number) => ObservationInfluence;
}

/**
 * Least-squares adjustment of a gravity network: the columns-in, columns-out form of `adjustNetwork` in
 * `adjust-network-table.ts`, where it is described.
 */
export function adjustNetwork(
  readings: Columns,
  options: NetworkSettings & { readonly bases?: Columns } = {},
): NetworkAdjustment<Columns> {
  const { bases, ...given } = options;
  const settings = fullSettings(given, bases !== undefined);
  const parts = networkReadings(readings, settings);
  const { warnings } = parts;
  const ties = basesInUse(parts, bases, settings);
  const { model, weighted } = solveRepaired(parts, ties, settings);
  const datum = networkDatum(model, weighted.solution, settings, warnings);
  const { freedom, squares } = globalSums(weighted.solution, weighted.weights);
  const scale = scales(settings, weighted, freedom, squares);
  const tested = weighted.redundancy.filter((r) => r > NO_REDUNDANCY).length;
  const limits = outlierLimits(tested, freedom, settings.outlierSignificance, settings.power);
  const { solution, covariance, redundancy, sigmas } = weighted;
  const answer: NetworkAnswer = {
    readings: parts,
    model,
    weighted,
    datum,
    limits,
    reliability: reliability(
      model,
      solution,
      covariance,
      redundancy,
      sigmas,
      limits.nonCentrality,
      datum.level,
    ),
    varianceFactor: scale.sigma_scale ** 2,
    sigma0: scale.sigma0,
  };
  const single = singleLinks(answer);
  const isUtc = readings.time_utc !== undefined && readings.elapsed_minutes === undefined;
  const figures: NetworkFigures = {
    observations: model.equations.length,
    unknowns: model.unknowns.length,
    rank: model.unknowns.length - solution.factor.unseen.length,
    degrees_of_freedom: freedom,
    redundancy_sum: redundancy.reduce((sum, r, i) => sum + (weighted.robust[i] > 0 ? r : 0), 0),
    ...scale,
    w_limit: limits.w,
    tau_limit: limits.tau,
    non_centrality: limits.nonCentrality,
    condition: solution.condition,
    iterations: solution.iterations,
    rounds: weighted.rounds,
    factor_elements: solution.factor.values.length,
    undetermined: datum.undetermined,
    single_links: single,
    proposed_swaps: proposeSwaps(model, weighted, limits.w),
    periodic_errors: foundPeriodicErrors(model, weighted, answer.varianceFactor),
    proposed_tares: settings.proposeTares ? proposeTares(model, weighted, freedom, squares, isUtc) : [],
  };
  const result = stationTable(answer, single);
  const observations = observationTable(answer);
  const drift = driftTable(answer);
  warnings.push(...closingWarnings(figures, observations, drift, settings));
  return {
    result,
    readings: readingTable(answer),
    observations,
    drift,
    meters: meterTable(answer),
    figures,
    covariance: covarianceOnDemand(model, weighted, datum, answer.varianceFactor),
    influence: (observation) => observationInfluence(model, weighted, datum, observation),
    report: stepReport("adjustNetwork", {
      parameters: { ...settings },
      rows: {
        readings: rowCount(readings),
        readings_left_out: parts.flags.flag.filter(Boolean).length,
        occupations: parts.groups.reduce((sum, { occupations }) => sum + occupations.length, 0),
        base_ties: ties.length,
        stations: rowCount(result),
        stations_flagged: textColumn(result, "flag").filter(Boolean).length,
      },
      figures: { ...figures },
      warnings,
    }),
  };
}

function basesInUse(parts: NetworkReadings, bases: Columns | undefined, settings: FullSettings) {
  if (bases === undefined) {
    if (settings.datum === "free")
      parts.warnings.push("No bases: gravity is relative to the mean of the network.");
    return [];
  }
  if (settings.datum !== "bases") {
    parts.warnings.push("The bases are not used, since options.datum is not 'bases'.");
    return [];
  }
  const ties = networkBases(bases, settings.baseTies === "fixed", parts.warnings);
  const read = new Set(parts.groups.flatMap(({ occupations }) => occupations.map(({ station }) => station)));
  const unread = [...new Set(ties.map(({ station }) => station))].filter((name) => !read.has(name));
  if (unread.length > 0)
    parts.warnings.push(
      `No reading that can be used at base: ${nameList(unread)}. Look at the spelling and the flags.`,
    );
  return ties.filter(({ station }) => read.has(station));
}

/** Solves, and where the readings do not determine something that can be helped, helps and solves again. */
function solveRepaired(
  parts: NetworkReadings,
  ties: ReturnType<typeof basesInUse>,
  settings: FullSettings,
): { model: NetworkModel; weighted: WeightedSolution } {
  if (parts.groups.every(({ occupations }) => occupations.length === 0))
    throw new ArgumentError({
      argument: "readings",
      value: `a table of ${parts.station.length} rows, none of which can be used`,
      accepted: "a table with readings that have a station, a value, a time and no flag",
    });
  const repairs: Repairs = { scales: new Set(), drifts: new Set(), tares: new Set(), periods: new Set() };
  const plain: FullSettings = { ...settings, robust: "none", varianceComponents: false };
  for (;;) {
    const model = networkModel(parts, ties, settings, repairs);
    const weighted = solveWeighted(model, plain);
    const sentences = new Set<string>();
    const before = repairs.scales.size;
    for (const combination of weighted.solution.factor.unseen) {
      if (repairs.scales.size > before) break; // the other combinations may hang on this scale factor
      const sentence = repairFor(combination, model, repairs, settings.driftSigma_mgal_per_hour);
      if (sentence !== undefined) sentences.add(sentence);
    }
    if (sentences.size > 0) parts.warnings.push(...sentences);
    else if (settings.robust === "none" && !settings.varianceComponents) return { model, weighted };
    else {
      const final = solveWeighted(model, settings);
      if (final.trouble !== undefined) parts.warnings.push(final.trouble);
      return { model, weighted: final };
    }
  }
}

function scales(
  settings: FullSettings,
  weighted: WeightedSolution,
  freedom: number,
  squares: number,
): Pick<NetworkFigures, "sigma0" | "chi_square" | "sigma_scale"> {
  const isRobust = settings.robust !== "none";
  const sigma0 = isRobust ? weighted.robustScale : freedom > 0 ? Math.sqrt(squares / freedom) : Number.NaN;
  const alpha = settings.chiSquareSignificance;
  const low = freedom > 0 ? chiSquareQuantile(alpha / 2, freedom) : 0;
  const high = freedom > 0 ? chiSquareQuantile(1 - alpha / 2, freedom) : 0;
  const value = isRobust ? sigma0 ** 2 * freedom : squares;
  const accepted = freedom <= 0 || (value >= low && value <= high);
  const isTooLarge = freedom > 0 && value > high;
  const sigma_scale =
    settings.sigmaFrom === "given" || !(freedom > 0)
      ? 1
      : settings.sigmaFrom === "residuals" || isTooLarge
        ? sigma0
        : 1;
  return { sigma0, chi_square: { value, low, high, accepted }, sigma_scale };
}

function covarianceOnDemand(
  model: NetworkModel,
  weighted: WeightedSolution,
  datum: NetworkDatum,
  varianceFactor: number,
): (stations?: readonly string[]) => StationCovariance {
  return (stations = model.stations) =>
    stationCovariance(
      model,
      weighted.solution,
      datum,
      stations.map((name) => {
        const index = model.stationIndex.get(name);
        if (index === undefined)
          throw new ArgumentError({
            argument: "station of the covariance",
            value: name,
            accepted: "a station that has a reading that can be used",
          });
        return index;
      }),
      varianceFactor,
    );
}

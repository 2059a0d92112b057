import { type Columns, numberColumn, textColumn } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import type { Figure } from "../../core/figure.js";
import { type Reported, stepReport } from "../../core/report.js";
import { countOf, nameList } from "../../core/text-page.js";
import { adjustNetwork, type NetworkAdjustment } from "./adjust-network.js";
import { networkMapFigure } from "./explain-map.js";
import type { StationCovariance } from "./network-datum.js";
import { planCost } from "./plan-cost.js";
import { type PlannedSurvey, plannedSurvey } from "./plan-design.js";
import { type PlanFigures, planFigures } from "./plan-figures.js";
import {
  type FullPlanSettings,
  fullPlanSettings,
  type PlanNetworkOptions,
  visitSigma,
} from "./plan-options.js";
import { planText } from "./plan-text.js";
import { type ExtraTie, extraTies, tieTable } from "./plan-ties.js";

/** What `planNetwork` answers with, columns or tables. */
export interface NetworkPlan<Table> extends Reported<Table> {
  /** A row a visit, with its reliability. */
  readonly visits: Table;
  /** A row a loop: cost and day. */
  readonly loops: Table;
  /** Extra ties, the best first; empty without coordinates. */
  readonly ties: Table;
  /** The planned visits as readings without values: `reading_mgal` is 0, `sigma_mgal` is what is expected. */
  readonly readings: Table;
  readonly figures: PlanFigures;
  /** The map of the plan; absent without coordinates. */
  readonly figure?: Figure;
  readonly text: string;
  /** Covariance that the stations will have, mGal²; default of all stations. */
  readonly covariance: (stations?: readonly string[]) => StationCovariance;
}

/** Warnings of the adjustment that speak of readings, which there are none yet. */
const ABOUT_VALUES = /^(Nothing is measured twice|The χ² test)/;

/** Above so many stations no extra ties are looked for: their covariance would fill the memory. */
const MOST_STATIONS = 3000;

/** Plans a network: the columns form of `planNetwork` in `plan-network-table.ts`, where it is described. */
export function planNetwork(design: Columns, options: PlanNetworkOptions = {}): NetworkPlan<Columns> {
  const settings = fullPlanSettings(options);
  const survey = plannedSurvey(design, settings);
  const readings = plannedReadings(survey, settings);
  const network = adjustNetwork(readings, {
    bases: plannedBases(survey),
    meters: meterOptions(readings, settings),
    sigmaFrom: "given",
    proposeTares: false,
  });
  refuseAdrift(network, survey);
  const cost = planCost(survey, settings);
  const ties =
    survey.stations.length <= MOST_STATIONS && settings.ties > 0
      ? extraTies(survey, network.covariance(), settings)
      : [];
  const visits = visitTable(network);
  const result = stationTable(network, visits);
  const figures = planFigures(result, visits, network.figures.degrees_of_freedom, survey, cost, settings);
  const warnings = [
    ...network.report.warnings.filter((text) => !ABOUT_VALUES.test(text)),
    ...cost.warnings,
    ...(figures.above_target.length > 0
      ? [
          `Above ${settings.target_mgal} mGal: ${countOf(figures.above_target.length, "station")}, ${nameList(figures.above_target)}.`,
        ]
      : []),
    ...(survey.stations.length > MOST_STATIONS
      ? [`No extra ties: more than ${MOST_STATIONS} stations.`]
      : []),
    ...(Number.isNaN(cost.road_km)
      ? ["Some stations have no coordinates: their roads and extra ties are not known."]
      : []),
  ];
  const figure = planFigure(result, survey, ties, settings);
  const rows = { visits: figures.visits, loops: survey.loops.length, stations: figures.stations };
  return {
    result,
    visits,
    loops: cost.loops,
    ties: tieTable(ties, settings.tieMeter),
    readings,
    figures,
    ...(figure && { figure }),
    text: planText({ figures, loops: cost.loops, ties, warnings, settings }),
    covariance: network.covariance,
    report: stepReport("planNetwork", {
      parameters: { ...settings },
      rows,
      figures: { ...figures },
      warnings,
    }),
  };
}

function plannedReadings({ loops, stations, places }: PlannedSurvey, settings: FullPlanSettings): Columns {
  const rows = loops.flatMap(({ loop, meter, visits }) =>
    visits.map(({ station, minutes }) => ({ loop, meter, station, minutes })),
  );
  const index = new Map(stations.map((name, i) => [name, i]));
  return {
    loop: rows.map(({ loop }) => loop),
    meter: rows.map(({ meter }) => meter),
    station: rows.map(({ station }) => station),
    elapsed_minutes: Float64Array.from(rows, ({ minutes }) => minutes),
    reading_mgal: new Float64Array(rows.length),
    sigma_mgal: Float64Array.from(rows, ({ meter }) =>
      visitSigma(settings.meters[meter], settings.readingsPerVisit),
    ),
    ...Object.fromEntries(
      Object.entries(places).map(([name, column]) => [
        name,
        Float64Array.from(rows, ({ station }) => (column as Float64Array)[index.get(station) as number]),
      ]),
    ),
  };
}

function plannedBases({ bases }: PlannedSurvey): Columns {
  return {
    station: [...bases.keys()],
    gravity_mgal: new Float64Array(bases.size),
    gravity_sigma_mgal: Float64Array.from(bases.values()),
  };
}

/** Options for the meters that have a loop. */
function meterOptions(readings: Columns, { meters }: FullPlanSettings) {
  const used = new Set(textColumn(readings, "meter"));
  return Object.fromEntries(
    Object.entries(meters).flatMap(([name, { driftDegree, driftWalk_mgal_per_root_hour }]) =>
      used.has(name) ? [[name, { driftDegree, driftWalk_mgal_per_root_hour }]] : [],
    ),
  );
}

function refuseAdrift({ figures }: NetworkAdjustment<Columns>, { loops }: PlannedSurvey): void {
  const adrift = new Set(figures.undetermined.map(({ station }) => station));
  if (adrift.size === 0) return;
  const names = loops.flatMap(({ loop, visits }) =>
    visits.some(({ station }) => adrift.has(station)) ? [loop] : [],
  );
  throw new ArgumentError({
    argument: names.length === 1 ? `loop ${names[0]}` : "loops of the design",
    value: names.length === 1 ? `a loop through ${nameList([...adrift])}` : nameList([...new Set(names)]),
    accepted: "loops that visit a base, or a station of a loop that does",
    advice: "Without such a station they give no gravity: put a base into them.",
  });
}

function visitTable({ observations }: NetworkAdjustment<Columns>): Columns {
  const kind = textColumn(observations, "kind");
  const rows = kind.flatMap((what, i) => (what === "reading" ? [i] : []));
  const texts = (name: string) => rows.map((i) => textColumn(observations, name)[i]);
  const numbers = (name: string) => Float64Array.from(rows, (i) => numberColumn(observations, name)[i]);
  return {
    loop: texts("loop"),
    meter: texts("meter"),
    station: texts("station"),
    elapsed_minutes: numbers("minutes"),
    sigma_mgal: numbers("sigma_mgal"),
    redundancy: numbers("redundancy"),
    smallest_blunder_mgal: numbers("internal_reliability_mgal"),
    blunder_effect_mgal: numbers("external_reliability_mgal"),
  };
}

function stationTable({ result }: NetworkAdjustment<Columns>, visits: Columns): Columns {
  const names = textColumn(result, "station");
  const at = textColumn(visits, "station");
  const index = new Map(names.map((name, i) => [name, i]));
  const largest = (column: string) => {
    const most = new Float64Array(names.length);
    for (const [row, name] of at.entries()) {
      const i = index.get(name) as number;
      const value = numberColumn(visits, column)[row];
      most[i] = Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.max(most[i], value);
    }
    return most;
  };
  const { gravity_mgal: _, flag: _flag, flag_reason: _reason, occupations, weakness, ...kept } = result;
  return {
    ...kept,
    visits: occupations,
    smallest_blunder_mgal: largest("smallest_blunder_mgal"),
    weakness,
  };
}

function planFigure(
  result: Columns,
  { loops, bases }: PlannedSurvey,
  ties: readonly ExtraTie[],
  { title, rankBy }: FullPlanSettings,
): Figure | undefined {
  const pairs = new Map<string, [string, string]>();
  for (const { visits } of loops)
    for (let k = 1; k < visits.length; k++) {
      const [a, b] = [visits[k - 1].station, visits[k].station].sort();
      if (a !== b) pairs.set(JSON.stringify([a, b]), [a, b]);
    }
  const best = ties.slice(0, 3).map(({ from, to }) => [from, to] as const);
  const name = `best extra ties for the ${rankBy} sigma (${best.length})`;
  return networkMapFigure({
    title: `${title}: sigmas to expect`,
    stations: result,
    bases: new Set(bases.keys()),
    lines: [...pairs.values()],
    ...(best.length > 0 && { marked: { name, lines: best } }),
  });
}

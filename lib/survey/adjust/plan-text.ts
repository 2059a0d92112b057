import { type Columns, numberColumn, textColumn } from "../../core/columns.js";
import { countOf, shortText, textPage } from "../../core/text-page.js";
import type { PlanFigures } from "./plan-figures.js";
import type { FullPlanSettings } from "./plan-options.js";
import type { ExtraTie } from "./plan-ties.js";

/** What the text of a plan tells. */
export interface PlanTextData {
  readonly figures: PlanFigures;
  readonly loops: Columns;
  readonly ties: readonly ExtraTie[];
  readonly warnings: readonly string[];
  readonly settings: FullPlanSettings;
}

/** The plan in words: what it costs, how good it will be, what would be found, and which tie helps most. */
export function planText(data: PlanTextData): string {
  const { settings, warnings } = data;
  const remarks = warnings.map((text) => `  - ${shortText(text, 260)}.`);
  const paragraphs = [
    settings.title,
    cost(data),
    precision(data),
    reliability(data),
    tieLines(data),
    remarks.length > 0 ? ["To be decided before the field:", ...remarks.slice(0, 8)].join("\n") : "",
  ];
  return textPage(paragraphs, "… and more: see the tables of the plan.");
}

function cost({ figures, loops, settings }: PlanTextData): string {
  const { visits, readings, hours, days, road_km, stations, bases } = figures;
  const meters = [...new Set(textColumn(loops, "meter"))];
  const names = meters.length > 1 ? ` with ${countOf(meters.length, "meter")}` : "";
  const road = Number.isFinite(road_km) ? `, ${Math.round(road_km)} km of road` : "";
  const there =
    settings.days === undefined ? "" : `, and there ${settings.days === 1 ? "is" : "are"} ${settings.days}`;
  const longest = numberColumn(loops, "hours").reduce((a, b) => Math.max(a, b), 0);
  return (
    `${countOf(stations, "station")}, ${countOf(bases, "base")} among them, ${countOf(textColumn(loops, "loop").length, "loop")}${names}: ` +
    `${countOf(visits, "visit")} with ${countOf(readings, "reading")}, ${hours.toFixed(1)} hours${road}. ` +
    `That is ${countOf(days, "day")}${there}; the longest loop takes ${longest.toFixed(1)} hours.`
  );
}

function precision({ figures, settings }: PlanTextData): string {
  const { mean_sigma_mgal, worst_sigma_mgal, worst_station, above_target } = figures;
  const { target_mgal } = settings;
  const target =
    target_mgal === undefined
      ? ""
      : above_target.length === 0
        ? ` Every station reaches ${target_mgal} mGal.`
        : ` ${countOf(above_target.length, "station")} will not reach ${target_mgal} mGal.`;
  return (
    `How good will it be? The sigma of gravity is ${mgal(mean_sigma_mgal)} mGal in the mean, and ${mgal(worst_sigma_mgal)} mGal at ` +
    `the weakest station, ${shortText(worst_station, 20)}.${target}`
  );
}

function reliability({ figures }: PlanTextData): string {
  const { mean_redundancy, unchecked_visits, visits, typical_blunder_mgal } = figures;
  const head = `What would be found? On average ${Math.round(100 * mean_redundancy)} % of a wrong reading shows.`;
  const unchecked =
    unchecked_visits === 0
      ? " Every visit is checked by others."
      : ` ${unchecked_visits} of ${visits} visits ${unchecked_visits === 1 ? "is" : "are"} checked by nothing: a wrong reading there becomes wrong gravity.`;
  const typical = Number.isNaN(typical_blunder_mgal)
    ? ""
    : ` At a typical visit that is checked an error of ${mgal(typical_blunder_mgal)} mGal is found, in 8 of 10 cases.`;
  return `${head}${unchecked}${typical}`;
}

function tieLines({ figures, ties, settings }: PlanTextData): string {
  if (ties.length === 0) return "";
  const lines = ties
    .slice(0, 3)
    .map(
      ({ from, to, hours, meanDrop_mgal, worstDrop_mgal }, i) =>
        `  ${i + 1}. ${shortText(from, 20)} to ${shortText(to, 20)}, ${hours.toFixed(1)} hours: the mean sigma falls by ` +
        `${percent(meanDrop_mgal, figures.mean_sigma_mgal)}, the worst by ${percent(worstDrop_mgal, figures.worst_sigma_mgal)}.`,
    );
  return [`Which extra tie helps the ${settings.rankBy} sigma most? Read to and fro:`, ...lines].join("\n");
}

function percent(part: number, whole: number): string {
  const value = (100 * part) / whole;
  return `${value.toFixed(value < 9.95 ? 1 : 0)} %`;
}

function mgal(value: number): string {
  return value.toFixed(value < 0.0995 ? 4 : 3);
}

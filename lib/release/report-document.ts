import type { Column, Columns } from "../core/columns.js";
import { rowCount } from "../core/columns.js";
import { decimals, plainFigure } from "../core/plain-figure.js";
import { figureSvg } from "../map/figure-svg.js";
import { mapStyle } from "../map/map-options.js";
import { drawSheet } from "../map/map-sheet.js";
import type { ChainLink } from "./chain.js";
import { crossValidationBlocks } from "./cross-validation-words.js";
import { qualityStatement } from "./quality.js";
import type { GridFacts, ReleaseParts } from "./release-parts.js";
import { abstractOf, amount, dataNumbers, spacingText } from "./release-words.js";
import type { ReportBlock, ReportDocument, ReportTable } from "./report-blocks.js";
import { stationFigures } from "./report-figures.js";
import { mapOptionsOf } from "./sheets.js";

const heading = (text: string): ReportBlock => ({ kind: "heading", text });
const paragraph = (text: string): ReportBlock => ({ kind: "paragraph", text });

/**
 * The report of a release: what was measured, how it was reduced, how good it is, and where it all comes from. Every
 * figure in it comes from the grids, the points or the reports of the commands.
 */
export function reportDocument(parts: ReleaseParts, facts: readonly GridFacts[]): ReportDocument {
  const { settings, chain } = parts;
  const { title, organisation, authors = [], contact, licence, date } = settings;
  const blocks: ReportBlock[] = [
    paragraph(abstractOf(parts, facts)),
    { kind: "list", items: [`Contact: ${contact}`, `Licence: ${licence}`, `Date of release: ${date}`] },
    heading("The maps"),
    ...parts.grids.flatMap((part, k): ReportBlock[] => [
      mapFigure(parts, k),
      spread(part.grid.values, facts[k]),
      ...stationFigures(part, facts[k], parts.points),
    ]),
    heading("The grids in numbers"),
    gridTable(facts),
    ...(parts.points ? pointBlocks(parts.points.columns) : []),
    heading("How the map was made"),
    ...chainBlocks(chain.links),
    heading("Cross-validation"),
    ...crossValidationBlocks(facts),
    heading("How good the data are"),
    ...qualityStatement(parts, facts).map(paragraph),
    heading("Can it be made again?"),
    paragraph(
      chain.missing.length === 0
        ? "Every file from the raw ones to the map is known by its checksum: igdp release verify runs the commands again and compares."
        : "The way from the raw files to the map has gaps:",
    ),
    ...(chain.missing.length > 0 ? [{ kind: "list" as const, items: chain.missing }] : []),
  ];
  return { title, subtitle: organisation, author: authors.join(", "), date, blocks };
}

/** The map as a figure in the text; so many stations that they hide it are left out. */
function mapFigure(parts: ReleaseParts, k: number): ReportBlock {
  const { grid } = parts.grids[k];
  const { stations, lines, colorScale, contourInterval, synthetic } = mapOptionsOf(parts, parts.grids[k]);
  const few = stations !== undefined && stations.x.length <= 2000;
  const options = {
    ...{ title: parts.settings.title, width_mm: 170, lines, colorScale, contourInterval, synthetic },
    ...(few && { stations }),
  };
  const style = mapStyle(grid, options);
  const { svg } = drawSheet(grid, style, options);
  return { kind: "figure", svg, caption: `${style.caption}.` };
}

/** How often a grid has which values. */
function spread(values: Float64Array, { quantity, units, minimum, maximum }: GridFacts): ReportBlock {
  const bins = 40;
  const width = (maximum - minimum) / bins || 1;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values)
    if (Number.isFinite(value)) counts[Math.min(bins - 1, Math.floor((value - minimum) / width))]++;
  const x = counts.map((_, k) => decimals(minimum + (k + 0.5) * width, 3));
  const axis = `${quantity}${units && ` (${units})`}`;
  const figure = plainFigure(
    [{ type: "bar", x, y: counts, name: quantity }],
    "How often each value occurs",
    axis,
    "nodes",
    { showlegend: false },
  );
  return {
    kind: "figure",
    svg: figureSvg(figure, { width: 640, height: 320 }),
    caption: `Values of the grid, ${axis}: from ${amount(minimum, units)} to ${amount(maximum, units)}.`,
  };
}

function gridTable(facts: readonly GridFacts[]): ReportTable {
  const rows: [string, (fact: GridFacts) => string][] = [
    ["Unit", ({ units }) => units || "none"],
    ["Coordinates", ({ crs }) => crs],
    ["Distance of nodes", ({ spacing, crs }) => spacingText(spacing, crs)],
    ["Nodes with a value", ({ known, nodes }) => `${known} of ${nodes}`],
    ["Lowest", ({ minimum }) => number(minimum)],
    ["Highest", ({ maximum }) => number(maximum)],
    ["Mean", ({ mean }) => number(mean)],
    ["Standard deviation of the values", ({ deviation }) => number(deviation)],
    ["Uncertainty (median sigma)", ({ sigma }) => (sigma === undefined ? "not known" : number(sigma))],
    [
      "Grid less stations",
      ({ misfit }) =>
        misfit
          ? `${number(misfit.mean)} ± ${number(misfit.deviation)} at ${misfit.points} stations`
          : "not known",
    ],
  ];
  return {
    kind: "table",
    caption: "Each grid of the release",
    head: ["", ...facts.map(({ quantity }) => quantity)],
    rows: rows.map(([name, of]) => [name, ...facts.map(of)]),
  };
}

function pointBlocks(columns: Columns): ReportBlock[] {
  const rows = dataNumbers(columns).map(({ name, count, minimum, maximum, mean }) => [
    name,
    String(count),
    ...[minimum, maximum, mean].map(number),
  ]);
  const table: ReportTable = {
    kind: "table",
    caption: "Columns of numbers",
    head: ["Column", "Values", "Lowest", "Highest", "Mean"],
    rows,
  };
  return [
    heading("The stations in numbers"),
    paragraph(`The table points/stations.csv has ${rowCount(columns)} rows. ${flagWords(columns)}`),
    table,
  ];
}

function flagWords(columns: Columns): string {
  const flags: Column | undefined = columns.flag;
  if (flags === undefined || flags instanceof Float64Array) return "It has no column of flags.";
  const flagged = flags.filter((flag) => flag !== "").length;
  return `${flagged} of them have a flag, and flag_reason says why; no row was dropped.`;
}

/** A table for each command: what it did, with what, and to how many rows. */
function chainBlocks(links: readonly ChainLink[]): ReportBlock[] {
  if (links.length === 0) return [paragraph("No report of the processing was given with this release.")];
  return links.flatMap((link, k): ReportBlock[] => {
    const words = link.arguments.map((word) => (/^[\w./:=,@+-]+$/.test(word) ? word : `"${word}"`)).join(" ");
    const rows = link.steps.flatMap(({ step, parameters, rows: counts }) => [
      ...Object.entries(counts).map(([name, count]) => [step, name.replaceAll("_", " "), String(count)]),
      ...Object.entries(parameters)
        .filter(([, value]) => value !== null && typeof value !== "object")
        .map(([name, value]) => [step, name, String(value)]),
    ]);
    const warnings = link.steps.flatMap((step) => step.warnings);
    return [
      paragraph(`${k + 1}. igdp ${link.command} ${words} (version ${link.version})`),
      { kind: "table", caption: `What igdp ${link.command} did`, head: ["Step", "What", "Value"], rows },
      ...(warnings.length > 0
        ? [paragraph("Its warnings:"), { kind: "list" as const, items: warnings }]
        : []),
    ];
  });
}

function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return String(Number(Math.abs(value) < 1 ? value.toPrecision(3) : value.toFixed(2)));
}

import { type Columns, rowCount } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import type { Grid, Region } from "../core/grid.js";
import { type StepReport, stepReport } from "../core/report.js";
import { AT_ONE_PLACE } from "./curvature-report.js";
import { dataGaps, gapWarnings } from "./grid-points-gaps.js";
import { rangeOf, type UnitLengths } from "./grid-points-place.js";
import type { Points } from "./points.js";

/** What the caller asked for, in the caller's words. */
interface Asked {
  readonly column: string;
  readonly spacing: number | string;
  readonly method: string;
  readonly maskDistance?: number | string;
  readonly mask?: unknown;
}

/** What the report speaks of. */
export interface Facts {
  readonly table: Columns;
  readonly usable: Points;
  readonly region: Region;
  readonly spacing: readonly [number, number];
  readonly unitLengths: UnitLengths;
  /** In metres. */
  readonly mask: number | undefined;
  readonly grid: Grid;
}

/** The report of the whole way from points to grid, and what a person should read before trusting it. */
export function wholeReport(options: Asked, facts: Facts, surface: StepReport): StepReport {
  const came = rowCount(facts.table);
  const left = came - facts.usable.values.length;
  const coarse = spacingWarning(options, facts);
  const masked = facts.grid.values.filter(Number.isNaN).length;
  return stepReport("gridPoints", {
    parameters: {
      ...surface.parameters,
      column: options.column,
      method: options.method,
      spacing_x: facts.spacing[0],
      spacing_y: facts.spacing[1],
      region: facts.region,
      crs: facts.grid.crs,
      maskDistance_m: facts.mask ?? null,
      mask: options.mask === undefined ? null : options.mask === "hull" ? "hull" : "polygon",
    },
    rows: {
      points: came,
      left_out: left,
      blocks: Number(surface.rows.used),
      nodes: facts.grid.values.length,
      nodes_masked: masked,
    },
    figures: surface.figures,
    warnings: [
      ...(left === 0 ? [] : [`${left} points have no value, no position or a flag, and were left out.`]),
      ...coarse,
      ...surface.warnings.filter((warning) => coarse.length === 0 || warning !== AT_ONE_PLACE),
      ...maskWarning(facts),
      ...gapWarnings(dataGaps(facts.grid, facts.usable, facts.unitLengths), options.mask === "hull"),
    ],
  });
}

/** A spacing that leaves nothing of the survey but its middle. */
function spacingWarning({ spacing }: Asked, facts: Facts): string[] {
  const extent = [facts.usable.x, facts.usable.y].map((values) => {
    const [low, high] = rangeOf(values);
    return high - low;
  });
  const isOnePlace = extent[0] === 0 && extent[1] === 0;
  if (isOnePlace || extent[0] > facts.spacing[0] || extent[1] > facts.spacing[1]) return [];
  const [width, height] = extent.map((size, k) => inMetres(size * facts.unitLengths[k]));
  return [
    `The spacing (${spacing}) is larger than the survey (${width} by ${height}), so the grid can show none of its shape: choose a smaller spacing.`,
  ];
}

/** Refuses a mask that leaves no node a value. */
export function refuseEmptyMask(options: Asked, facts: Facts): void {
  const { mask, grid } = facts;
  if (!grid.values.every(Number.isNaN)) return;
  if (options.mask !== undefined)
    throw new ArgumentError({
      argument: "mask",
      value: options.mask === "hull" ? "hull" : "a polygon",
      accepted: "an area with a node of the grid that has a value",
      advice: `Is the polygon in the coordinates of the points (${grid.crs}), x first? Else take a smaller spacing.`,
    });
  if (mask === undefined) return;
  throw new ArgumentError({
    argument: "maskDistance",
    value: options.maskDistance,
    accepted: "so long that a node of the grid lies within it of a point",
    advice: `No node does: the distance is ${inMetres(mask)} and the spacing ${inMetres(shorterStep(facts))}.`,
  });
}

/** A mask shorter than the spacing leaves nodes to chance. */
function maskWarning(facts: Facts): string[] {
  const { mask } = facts;
  const step = shorterStep(facts);
  if (mask === undefined || mask >= step * (1 - 1e-9)) return [];
  return [
    `The mask distance (${inMetres(mask)}) is shorter than the spacing (${inMetres(step)}): only nodes that happen to be near a point have a value.`,
  ];
}

/** The shorter of the two spacings, in metres. */
function shorterStep({ spacing, unitLengths }: Facts): number {
  return Math.min(spacing[0] * unitLengths[0], spacing[1] * unitLengths[1]);
}

function inMetres(length: number): string {
  return `${Number(length.toPrecision(4))} m`;
}

import { type Columns, numberColumn, optionalNumberColumn } from "../core/columns.js";
import { GRAVITATIONAL_CONSTANT, MILLIGAL_PER_SI } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { isInDegrees } from "../core/grid.js";
import { type Reported, stepReport } from "../core/report.js";
import { localAxes } from "../earth/cartesian.js";
import { massTree } from "../kernels/mass-tree.js";
import { type CompensationOptions, compensationSettings } from "./compensation.js";
import { rootBeyondGrid } from "./root-beyond.js";
import { placeOf, rootMasses } from "./root-masses.js";

/** Options of {@link isostaticCorrection}: those that the Moho was made with, and the radius. */
export interface IsostaticCorrectionOptions extends CompensationOptions {
  /** Masses farther from the station do not count, metres; default 166,700, as for the topography. */
  readonly radius?: number;
}

/** What is said about a station whose root is not all on the grid, from this effect on, mGal. */
const WORTH_SAYING = 0.1;

/** A layer of this thickness under every node is more likely another normal depth than a root, metres. */
const LAYER = 1000;

/** Columns-in form of {@link isostaticCorrection} in `isostatic-correction-table.ts`, where it is described. */
export function isostaticCorrection(
  stations: Columns,
  moho: Grid,
  { radius = 166_700, ...options }: IsostaticCorrectionOptions = {},
): Reported<Columns> {
  const settings = compensationSettings(options);
  if (!(radius > 0))
    throw new ArgumentError({ argument: "options.radius", value: radius, accepted: "metres, above 0" });
  const geographic = isInDegrees(moho);
  const x = numberColumn(stations, geographic ? "longitude_deg" : "easting_m");
  const y = numberColumn(stations, geographic ? "latitude_deg" : "northing_m");
  const height = stationHeights(stations);
  const tree = massTree(rootMasses(moho, settings));
  const pull = new Float64Array(3);
  const correction = x.map((_, i) => {
    if (![x[i], y[i], height[i]].every(Number.isFinite)) return Number.NaN;
    const place = placeOf(x[i], y[i], height[i], geographic);
    tree.attraction(place.x, place.y, place.z, pull, radius);
    const up = geographic ? localAxes(x[i], y[i]).up : { x: 0, y: 0, z: 1 };
    return (pull[0] * up.x + pull[1] * up.y + pull[2] * up.z) * MILLIGAL_PER_SI;
  });
  const beyond = x.map((_, i) => rootBeyondGrid(moho, x[i], y[i], radius, settings));
  const missing = correction.filter(Number.isNaN).length;
  return {
    result: {
      ...stations,
      isostatic_correction_mgal: correction,
      ...isostaticAnomalies(stations, correction),
    },
    report: stepReport("isostaticCorrection", {
      parameters: {
        density_kg_per_m3: settings.density,
        waterDensity_kg_per_m3: settings.waterDensity,
        mohoContrast_kg_per_m3: settings.mohoContrast,
        normalMohoDepth_m: settings.normalMohoDepth,
        ...{ earth: settings.earth, radius_m: radius },
      },
      rows: { stations: correction.length, without_correction: missing },
      figures: { largest_beyond_grid_mgal: largest(beyond) },
      warnings: [...otherNormalDepth(moho, settings), ...warningsOf(beyond, missing, radius)],
    }),
  };
}

/** Where a station stands: above the ellipsoid where that is known. */
export function stationHeights(stations: Columns): Float64Array {
  return optionalNumberColumn(stations, "ellipsoidal_height_m") ?? numberColumn(stations, "height_m");
}

/** The isostatic anomaly beside each complete Bouguer anomaly that the table has. */
export function isostaticAnomalies(stations: Columns, correction: Float64Array): Columns {
  const columns: Record<string, Float64Array> = {};
  for (const kind of ["anomaly", "disturbance"]) {
    const complete = optionalNumberColumn(stations, `complete_bouguer_${kind}_mgal`);
    if (complete) columns[`isostatic_${kind}_mgal`] = complete.map((value, i) => value + correction[i]);
  }
  return columns;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
}

/** A Moho that was made with another normal depth puts a layer under every station, and nothing else tells of it. */
function otherNormalDepth(
  { values }: Grid,
  { normalMohoDepth, mohoContrast }: Required<CompensationOptions>,
): string[] {
  const nearest = values.reduce((least, depth) =>
    Math.abs(depth - normalMohoDepth) < Math.abs(least - normalMohoDepth) ? depth : least,
  );
  const layer = nearest - normalMohoDepth;
  const oneSided = values.every((depth) => depth > normalMohoDepth === layer > 0);
  if (!oneSided || Math.abs(layer) < LAYER) return [];
  const effect = 2 * Math.PI * GRAVITATIONAL_CONSTANT * mohoContrast * layer * MILLIGAL_PER_SI;
  return [
    `The Moho is ${layer > 0 ? "deeper" : "shallower"} than normalMohoDepth, ${normalMohoDepth} m, by ${Math.round(Math.abs(layer))} m or more at every node: a layer that adds up to ${effect.toFixed(1)} mGal everywhere. Give the normalMohoDepth that the Moho was made with.`,
  ];
}

function warningsOf(beyond: Float64Array, missing: number, radius: number): string[] {
  const said: string[] = [];
  const short = beyond.filter((value) => Math.abs(value) >= WORTH_SAYING).length;
  if (short > 0) {
    said.push(
      `The grid of the Moho ends less than ${Math.round(radius / 1000)} km from ${short} stations. What lies beyond would add up to ${largest(beyond).toFixed(1)} mGal, if it went on as at the edge. Take a larger grid.`,
    );
  }
  if (missing > 0)
    said.push(`${missing} stations have no position or height, and so no isostatic correction.`);
  return said;
}

import { ArgumentError } from "../core/errors.js";
import type { Executor } from "../core/executor.js";
import { type Grid, gridRegion, gridSpacing, isInDegrees, makeGrid } from "../core/grid.js";
import { type Positions, sampleGrid } from "../core/grid-sample.js";
import { type StepReport, stepReport } from "../core/report.js";
import type { FittedSurface } from "./fitted-surface.js";
import { type GridSpec, gridPositions } from "./grid-spec.js";
import type { Points } from "./points.js";

/**
 * Remove and restore: takes a background field off the points, has the rest fitted by any method, and puts the background
 * back wherever the surface is asked for. The background, such as a global gravity field or a regional map, carries the
 * long waves that sparse points cannot show; the method needs to fill in the rest only, which is small and has short waves.
 *
 * The background must be the same quantity as the points (a free-air anomaly off free-air anomalies), in the same units and
 * coordinates. It is read by cubic convolution. On degrees (EPSG:4326) longitudes are taken round the globe: a grid from 0
 * to 360 serves points at −70.
 *
 * The surface's sigma is that of the rest. It has the error of the background in it, as far as the points show it: what the
 * background lacks is part of the rest's scatter. So the background's own sigma does not count once more. It is the same at
 * points and between them, where one tells of the other.
 *
 * @param points - as the method takes them. A point beyond the background, or in a hole of it, has no rest: it is left out
 *   by the method, counted, and named in a warning
 * @param background - the field to take off
 * @param fitter - makes a surface of the rest, for example `(rest) => fitKriging(rest)`
 * @returns the surface with the background; NaN beyond the background. `grid` has the background's coordinate system and units
 * @throws ArgumentError if the background lies beyond all points; what the method throws
 *
 * Source: Forsberg & Tscherning (1981), The use of height data in gravity field approximation by collocation, J. Geophys.
 * Res. 86, 7843–7854; Torge & Müller (2012), Geodesy, 4th ed., de Gruyter, section 6.7.
 *
 * @example
 * const axis = Float64Array.of(0, 10, 20);
 * const values = Float64Array.from({ length: 9 }, (_, k) => 5 * axis[k % 3]); // 5 mGal for each kilometre to the east
 * const background = makeGrid({ x: axis, y: axis, values, crs: "plane", name: "free_air_anomaly_mgal", units: "mGal" });
 * const points = { x: Float64Array.of(2, 8), y: Float64Array.of(3, 9), values: Float64Array.of(12, 42) };
 * const surface = fitOverBackground(points, background, (rest) => fitNearest(rest));
 * surface.predict({ x: Float64Array.of(16, 30), y: Float64Array.of(5, 5) }); // => Float64Array.of(82, NaN)
 */
export function fitOverBackground(
  points: Points,
  background: Grid,
  fitter: (rest: Points) => FittedSurface,
): FittedSurface {
  const { rest, restore } = removeBackground(points, background);
  return restore(fitter(rest));
}

/** Points less a background field, and how to put it back to a surface of them. */
export interface WithoutBackground {
  readonly rest: Points;
  readonly restore: (surface: FittedSurface) => FittedSurface;
}

/** The two halves of {@link fitOverBackground}, for those who fit in their own time; without a background nothing changes. */
export function removeBackground(points: Points, background: Grid | undefined): WithoutBackground {
  if (background === undefined) return { rest: points, restore: (surface) => surface };
  const at = (positions: Positions): Float64Array =>
    sampleGrid(background, roundTheGlobe(background, positions));
  const known = at(points);
  if (!known.some(Number.isFinite))
    throw new ArgumentError({
      argument: "background",
      value: `a grid of ${gridRegion(background).join("/")} (west/east/south/north)`,
      accepted: "one that has values where the points are",
      advice: "Are both in degrees, or both in metres?",
    });
  const rest = points.values.map((value, k) => value - known[k]);
  const restore = (surface: FittedSurface): FittedSurface =>
    restoredSurface(surface, background, at, rest, points);
  return { rest: { ...points, values: rest }, restore };
}

function restoredSurface(
  surface: FittedSurface,
  background: Grid,
  at: (positions: Positions) => Float64Array,
  rest: Float64Array,
  points: Points,
): FittedSurface {
  const restored = (values: Float64Array, positions: Positions): Float64Array =>
    at(positions).map((value, k) => value + values[k]);
  const { predictSigma, gridWith } = surface;
  const whole = (fitted: Grid): Grid => {
    const values = restored(fitted.values, gridPositions(fitted));
    const sigma = fitted.sigma?.map((s, k) => (Number.isFinite(values[k]) ? s : Number.NaN));
    return makeGrid({
      ...fitted,
      values,
      ...(sigma && { sigma }),
      crs: background.crs,
      units: background.units,
    });
  };
  return Object.freeze({
    predict: (positions: Positions) => restored(surface.predict(positions), positions),
    ...(predictSigma && {
      predictSigma: (positions: Positions) => {
        const there = at(positions);
        return predictSigma(positions).map((s, k) => (Number.isFinite(there[k]) ? s : Number.NaN));
      },
    }),
    grid: (spec: GridSpec) => whole(surface.grid(spec)),
    ...(gridWith && {
      gridWith: async (spec: GridSpec, executor: Executor) => whole(await gridWith(spec, executor)),
    }),
    report: reportOver(background, surface.report, points, rest),
  });
}

/** Positions with longitudes in the 360 degrees that begin where the grid does. */
function roundTheGlobe(background: Grid, positions: Positions): Positions {
  if (!isInDegrees(background)) return positions;
  const [west] = gridRegion(background);
  const turn = (x: number): number => x - 360 * Math.floor((x - west) / 360 + 1e-12);
  return { x: positions.x.map(turn), y: positions.y };
}

function reportOver(background: Grid, report: StepReport, points: Points, rest: Float64Array): StepReport {
  const finite = (k: number): boolean => Number.isFinite(points.x[k] + points.y[k] + points.values[k]);
  const usable = rest.filter((value) => Number.isFinite(value));
  const beyond = rest.filter((value, k) => finite(k) && !Number.isFinite(value)).length;
  const [before, after] = [points.values.filter((_, k) => Number.isFinite(rest[k])), usable].map(scatter);
  const { name, units, crs } = background;
  return stepReport("fitOverBackground", {
    parameters: {
      background: { name, units, crs, region: gridRegion(background), spacing: gridSpacing(background.x) },
      method: report.step,
      method_parameters: report.parameters,
    },
    rows: { ...report.rows, beyond_background: beyond },
    figures: { ...report.figures, points_scatter: before, rest_scatter: after },
    warnings: [
      ...(beyond > 0
        ? [
            `${beyond} of ${rest.length} points lie beyond the background or in a hole of it, and were left out.`,
          ]
        : []),
      ...(after > before
        ? [
            `What is left of the points scatters more than they do (${after.toPrecision(3)} against ${before.toPrecision(3)} ${units}): is the background the same quantity, with the same sign and units?`,
          ]
        : []),
      ...report.warnings,
    ],
  });
}

/** Standard deviation about the mean. */
function scatter(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

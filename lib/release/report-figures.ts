import type { Columns } from "../core/columns.js";
import { decimals, FIGURE_COLORS, plainFigure, QUIET_COLOR } from "../core/plain-figure.js";
import { figureSvg } from "../map/figure-svg.js";
import { isFlagged, misfits } from "./grid-facts.js";
import type { GridFacts, ReleaseGrid, ReleasePoints } from "./release-parts.js";
import { amount } from "./release-words.js";
import type { ReportBlock } from "./report-blocks.js";

/** More dots than this hide each other, and make a report large; of more, every n-th is drawn. */
const MOST_DOTS = 2000;

/** Figures that help to interpret a grid with its stations: its values against height, and where it does not fit them. */
export function stationFigures(
  part: ReleaseGrid,
  facts: GridFacts,
  points: ReleasePoints | undefined,
): ReportBlock[] {
  if (points === undefined) return [];
  return [...againstHeight(part, facts, points.columns), ...misfitMap(part, facts, points)];
}

/** A Bouguer anomaly that rises or falls with the height tells of roots, or of another density than that of the slab. */
function againstHeight(
  { grid }: ReleaseGrid,
  { quantity, units }: GridFacts,
  columns: Columns,
): ReportBlock[] {
  const values = columns[grid.name];
  const name = ["height_m", "ellipsoidal_height_m"].find((column) => columns[column] instanceof Float64Array);
  const heights = name === undefined ? undefined : columns[name];
  if (!(values instanceof Float64Array) || !(heights instanceof Float64Array)) return [];
  const rows = knownRows([values, heights], columns);
  if (rows.length < 3) return [];
  const { slope, correlation } = line(rows, heights, values);
  if (!Number.isFinite(slope)) return [];
  const shown = thinned(rows);
  const figure = plainFigure(
    [
      {
        ...{ type: "scatter", mode: "markers", name: quantity, marker: { size: 3, color: FIGURE_COLORS[1] } },
        x: shown.map((k) => decimals(heights[k], 1)),
        y: shown.map((k) => decimals(values[k], 2)),
      },
    ],
    `${quantity} against height`,
    "Height of the station (m)",
    `${quantity}${units && ` (${units})`}`,
    { showlegend: false },
  );
  const caption = `${quantity} of ${dots(shown, rows)} against their height. The straight line through all of them rises by ${amount(100 * slope, units)} in 100 m; the correlation is ${decimals(correlation, 2)}.`;
  return [{ kind: "figure", svg: figureSvg(figure, { width: 640, height: 400 }), caption }];
}

/** Stations that the grid passes by at more than twice the usual distance, and the others. */
function misfitMap(
  part: ReleaseGrid,
  { quantity, units, misfit }: GridFacts,
  points: ReleasePoints,
): ReportBlock[] {
  const differences = misfits(part.grid, points);
  if (differences === undefined || misfit === undefined || misfit.points < 3) return [];
  const [east, north] =
    points.crs === "EPSG:4326" ? ["longitude_deg", "latitude_deg"] : ["easting_m", "northing_m"];
  const [x, y] = [points.columns[east], points.columns[north]];
  if (!(x instanceof Float64Array) || !(y instanceof Float64Array)) return [];
  const limit = 2 * misfit.deviation;
  const rows = knownRows([differences, x, y], {});
  const digits = points.crs === "EPSG:4326" ? 4 : 0;
  const group = (name: string, color: string, symbol: string, size: number, from: readonly number[]) => ({
    ...{ type: "scatter", mode: "markers", name, marker: { size, color, symbol } },
    x: from.map((k) => decimals(x[k], digits)),
    y: from.map((k) => decimals(y[k], digits)),
  });
  const off = (k: number) => differences[k] - misfit.mean;
  const near = thinned(rows.filter((k) => Math.abs(off(k)) <= limit));
  const [above, below] = [rows.filter((k) => off(k) > limit), rows.filter((k) => off(k) < -limit)];
  const [drawnAbove, drawnBelow] = [above, below].map(thinned);
  const figure = plainFigure(
    [
      group("within", QUIET_COLOR, "circle", 2.5, near),
      group("grid higher", FIGURE_COLORS[0], "triangle-up", 7, drawnAbove),
      group("grid lower", FIGURE_COLORS[1], "triangle-down", 7, drawnBelow),
    ],
    "Where the grid differs from its stations",
    digits === 4 ? "Longitude (°)" : "Easting (m)",
    digits === 4 ? "Latitude (°)" : "Northing (m)",
  );
  const caption = `${quantity}: stations from which the grid differs by more than ${amount(limit, units)} (twice the standard deviation of the differences) beyond the mean: above in ${above.length} places, below in ${below.length}. Look there for wrong heights, positions or readings, or for anomalies that are too narrow for the grid.`;
  return [{ kind: "figure", svg: figureSvg(figure, { width: 640, height: 520 }), caption }];
}

/** Rows without a flag in which all columns have a number. */
function knownRows(columns: readonly Float64Array[], all: Columns): number[] {
  return Array.from(columns[0].keys()).filter(
    (k) => !isFlagged(all, k) && columns.every((column) => Number.isFinite(column[k])),
  );
}

function thinned(rows: readonly number[]): readonly number[] {
  const step = Math.ceil(rows.length / MOST_DOTS);
  return step <= 1 ? rows : rows.filter((_, i) => i % step === 0);
}

function dots(shown: readonly number[], rows: readonly number[]): string {
  return shown.length === rows.length
    ? `${rows.length} stations`
    : `${shown.length} of ${rows.length} stations`;
}

/** Slope of the line of least squares, and the correlation. */
function line(rows: readonly number[], x: Float64Array, y: Float64Array) {
  const mean = (of: (k: number) => number) => rows.reduce((sum, k) => sum + of(k), 0) / rows.length;
  const [mx, my] = [mean((k) => x[k]), mean((k) => y[k])];
  const [xx, yy, xy] = [
    mean((k) => (x[k] - mx) ** 2),
    mean((k) => (y[k] - my) ** 2),
    mean((k) => (x[k] - mx) * (y[k] - my)),
  ];
  return { slope: xy / xx, correlation: xy / Math.sqrt(xx * yy) };
}

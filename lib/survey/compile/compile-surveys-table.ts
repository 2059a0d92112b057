import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import type { CompileSurveysOptions } from "./compile-options.js";
import { compileSurveys as compileColumns } from "./compile-surveys.js";

/**
 * Levels surveys to one another, so that old and new ones, countries, sheets or ship's lines make one map. One shift a survey
 * (and a tilt, on request) is estimated from where surveys overlap, and from a global field where one is given.
 *
 * ```
 * value = background + shift(survey) + tilt · distance + mean + slope · height + field + error
 * ```
 *
 * The field is a random one, whose covariance is found from the values (restricted likelihood). So points of two surveys need
 * not lie at one place: how much their distance matters follows from the field, and the sigma of a shift knows it, and that
 * neighbouring differences share points. It is generalised least squares by way of innovations (Vecchia's approximation), with
 * robust weights. Rows with a flag take no part, but are levelled with their survey; no row is dropped.
 *
 * A shift is the mean amount by which a survey is too high, whatever it comes from. A shift that may well be chance is said to be
 * so and is not taken off, unless `apply: "all"`; its uncertainty counts all the same.
 *
 * @param points - `survey`, positions, the column, on one standard; `height_m` and the column's sigma where known. A survey that
 *   shares its grid only takes part by {@link pointsOfGrid}; a ship's lines by giving each line as a survey
 * @param options - see {@link CompileSurveysOptions}
 * @returns `points` with `level_correction_mgal`, `level_sigma_mgal`, `levelled_…` (and its sigma) and the flag `neighbours`;
 *   `surveys` with shift, sigma, the `chance` of so large a shift without a cause, the `decision` and `correction_mgal`; `pairs` with
 *   the differences of each two surveys before and after. NaN where a survey is alone
 * @throws ArgumentError if a column is missing, an option cannot be used, or the points do not determine the shifts
 *
 * Source: Rao & Toutenburg (1999), Linear Models, section 4.3 (generalised least squares); Vecchia (1988), J. R. Statist. Soc. B
 * 50, 297–312; Stein, Chi & Welty (2004), J. R. Statist. Soc. B 66, 275–296.
 *
 * @example
 * const n = 200;
 * const at = (f: (i: number, j: number) => number) => Float64Array.from({ length: n }, (_, k) => f(k % 20, Math.floor(k / 20)));
 * const points = tableOf({
 *   survey: Array.from({ length: n }, (_, i) => (i % 2 === 0 ? "1960" : "2020")),
 *   longitude_deg: at((i) => 102 + i / 20), latitude_deg: at((_, j) => 17 + j / 20),
 *   bouguer_anomaly_mgal: at((i, j) => 5 * Math.sin(i / 4) * Math.cos(j / 4) + (i % 2 === 0 ? 3 : 0)),
 * });
 * const { surveys } = compileSurveys(points, { reference: ["2020"] }).result;
 * surveys.get("shift_mgal", 0).toFixed(1); // => "3.0"
 * surveys.array("decision"); // => ["levelled", "reference"]
 */
export function compileSurveys(
  points: ColumnTable,
  options: CompileSurveysOptions = {},
): Reported<Readonly<Record<"points" | "surveys" | "pairs", ColumnTable>>> {
  const { result, report } = compileColumns(columnsOf(points, "points"), options);
  const { points: levelled, surveys, pairs } = result;
  return {
    result: { points: tableOf(levelled), surveys: tableOf(surveys), pairs: tableOf(pairs) },
    report,
  };
}

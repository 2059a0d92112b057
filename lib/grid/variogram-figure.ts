import type { Figure } from "../core/figure.js";
import { FIGURE_COLORS, plainFigure } from "../core/plain-figure.js";
import { type CovarianceModel, covarianceAt } from "./covariance-model.js";
import type { EmpiricalVariogram } from "./variogram.js";

/**
 * An empirical variogram as points, larger with more pairs, and models as lines.
 *
 * @param variogram - of {@link empiricalVariogram}
 * @param models - covariance models, by the name they have in the legend; their curve holds the points' own errors
 * @param units - unit of the values, and of the distance
 *
 * @example
 * const points = { x: Float64Array.of(0, 1, 3, 7), y: new Float64Array(4), values: Float64Array.of(1, 2, 2, 5) };
 * const { result } = empiricalVariogram(points, { maximumLag: 6, classes: 3 });
 * const figure = variogramFigure(result, { fitted: { kind: "matern", sill: 4, range: 6 } });
 * figure.data.map((trace) => trace.name); // => ["median estimate", "fitted"]
 */
export function variogramFigure(
  variogram: EmpiricalVariogram,
  models: Readonly<Record<string, CovarianceModel>> = {},
  units: { readonly values?: string; readonly distance?: string } = {},
): Figure {
  const { lag, semivariance, pairs, estimator, noise } = variogram;
  const most = Math.max(...pairs);
  const farthest = Math.max(...lag) * 1.05;
  const steps = Array.from({ length: 101 }, (_, k) => Math.max(k, 0.01) * (farthest / 100));
  const lines = Object.entries(models).map(([name, model], k) => ({
    type: "scatter",
    mode: "lines",
    name,
    x: steps,
    y: steps.map((h) => covarianceAt(model, h).semivariance + noise),
    line: { color: FIGURE_COLORS[k % FIGURE_COLORS.length], width: 2.5 },
  }));
  const estimate = {
    type: "scatter",
    mode: "markers",
    name: `${estimator} estimate`,
    x: Array.from(lag),
    y: Array.from(semivariance),
    text: Array.from(pairs, (count) => `${count} pairs`),
    marker: { color: "#1b1b1b", size: Array.from(pairs, (count) => 5 + 9 * Math.sqrt(count / most)) },
  };
  const [ofValues, ofDistance] = [
    units.values ? ` (${units.values}²)` : "",
    units.distance ? ` (${units.distance})` : "",
  ];
  return plainFigure(
    [estimate, ...lines],
    "Variogram: how values differ with distance",
    `Distance${ofDistance}`,
    `Semivariance${ofValues}`,
    { showlegend: true },
  );
}

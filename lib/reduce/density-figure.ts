import type { Figure } from "../core/figure.js";
import type { DensityEstimate } from "./estimate-density.js";

/** What stands on the axis of a method's curve. */
const MEASURES = {
  parasnis: { column: "misfit_mgal", title: "Scatter that is left (mGal)", name: "Parasnis: least scatter" },
  nettleton: { column: "correlation", title: "Correlation with height", name: "Nettleton: no correlation" },
} as const;

/**
 * The curve of a density estimate: the method's measure against density, with the estimate and its sigma as a band.
 *
 * @param estimate - of {@link estimateDensity}
 * @returns a plotly figure
 *
 * @example
 * const curve = { density_kg_per_m3: Float64Array.of(2000, 3000), correlation: Float64Array.of(0.5, -0.5) };
 * densityFigure({ method: "nettleton", density: 2500, sigma: 40, curve }).data.length; // => 2
 */
export function densityFigure({ method, density, sigma, curve }: DensityEstimate): Figure {
  const { column, title, name } = MEASURES[method];
  const x = Array.from(curve.density_kg_per_m3 as Float64Array);
  const y = Array.from(curve[column] as Float64Array);
  const [low, high] = [Math.min(...y), Math.max(...y)];
  const band = {
    ...{ type: "scatter", mode: "lines", name: `${Math.round(density)} ± ${Math.round(sigma)} kg/m³` },
    x: [density - sigma, density + sigma, density + sigma, density - sigma, density - sigma],
    y: [low, low, high, high, low],
    ...{ fill: "toself", fillcolor: "rgba(213, 94, 0, 0.25)", line: { color: "#d55e00", width: 1 } },
  };
  return {
    data: [band, { type: "scatter", mode: "lines", name, x, y, line: { color: "#0072b2", width: 2 } }],
    layout: {
      title: { text: `Density of the topography. ${name}` },
      xaxis: { title: { text: "Density (kg/m³)" } },
      yaxis: { title: { text: title } },
      showlegend: true,
    },
  };
}

import { type Columns, numberColumn, textColumn } from "../../core/columns.js";
import { normalShare } from "../../core/distributions.js";
import type { Figure } from "../../core/figure.js";
import { decimals, FIGURE_COLORS, plainFigure } from "../../core/plain-figure.js";
import type { NetworkAdjustment } from "./adjust-network.js";

/** With fewer values than this the bars are one sigma wide, else half of it. */
const FEW = 60;
const LAST_BAR = 5;

/**
 * The residuals in units of their own sigma, `w = v/(σ√r)`, with the normal curve that right sigmas give. Values
 * beyond ±5 stand in the outermost bars; observations that nothing checks have no w.
 */
export function residualFigure(network: NetworkAdjustment<Columns>, title: string): Figure {
  const kind = textColumn(network.observations, "kind");
  const w = numberColumn(network.observations, "w").filter(
    (v, i) => Number.isFinite(v) && kind[i] !== "prior",
  );
  const width = w.length < FEW ? 1 : 0.5;
  const bars = Math.round((2 * LAST_BAR) / width) + 1; // an odd number: one bar is about zero
  const bin = (value: number) => Math.min(bars - 1, Math.max(0, Math.round(value / width) + (bars - 1) / 2));
  const counts = Array<number>(bars).fill(0);
  for (const value of w) counts[bin(value)]++;
  const middles = counts.map((_, i) => (i - (bars - 1) / 2) * width);
  const steps = Array.from({ length: 161 }, (_, i) => decimals(-LAST_BAR + (i * LAST_BAR) / 80, 4));
  const curve = (sigma: number) =>
    steps.map((x) =>
      decimals(w.length * (normalShare((x + width / 2) / sigma) - normalShare((x - width / 2) / sigma)), 4),
    );
  const { sigma0, chi_square } = network.figures;
  const line = (name: string, sigma: number, color: string, dash: string) => ({
    type: "scatter",
    mode: "lines",
    name,
    x: steps,
    y: curve(sigma),
    line: { color, width: 2.5, dash },
  });
  return plainFigure(
    [
      { type: "bar", name: "readings", x: middles, y: counts, width, marker: { color: FIGURE_COLORS[5] } },
      line("expected: the sigmas are right", 1, "#111111", "solid"),
      ...(chi_square.accepted || !(sigma0 > 0)
        ? []
        : [line(`sigmas times σ0 = ${sigma0.toFixed(2)}`, sigma0, FIGURE_COLORS[0], "dash")]),
    ],
    `${title}: residuals`,
    "Residual in units of its own sigma, w (what lies beyond ±5 is in the outermost bars)",
    "Readings",
    { bargap: 0.04, showlegend: true },
  );
}

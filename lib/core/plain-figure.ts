import type { Figure } from "./figure.js";

/** Colours that are told apart with any eyes (Okabe & Ito 2008). */
export const FIGURE_COLORS: readonly string[] = [
  "#d55e00",
  "#0072b2",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
];
/** Signs beside the colours, for those who see none. */
export const FIGURE_SYMBOLS: readonly string[] = [
  "diamond",
  "square",
  "triangle-up",
  "triangle-down",
  "x",
  "cross",
];
/** What is not to catch the eye. */
export const QUIET_COLOR = "#8a8a8a";

/**
 * A figure in the house's style: title, titles of the axes, size and font.
 *
 * @param layout - plotly layout that is added, or takes the place of the default
 */
export function plainFigure(
  data: readonly Record<string, unknown>[],
  title: string,
  x: string,
  y: string,
  layout: Record<string, unknown> = {},
): Figure {
  return {
    data,
    layout: {
      title: { text: figureText(title) },
      width: 760,
      height: 420,
      font: { family: "Noto Sans, Arial, sans-serif", size: 12, color: "#1b1b1b" },
      hovermode: "closest",
      xaxis: { title: { text: x } },
      yaxis: { title: { text: y }, automargin: true },
      ...layout,
    },
    config: { displaylogo: false, responsive: false },
  };
}

/**
 * Plotly reads a little HTML in texts; what a person wrote is shown as it is.
 *
 * @example
 * figureText("A<B"); // => "A&lt;B"
 */
export function figureText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/**
 * A number with so many decimals, which keeps a figure's JSON small.
 *
 * @example
 * decimals(2 / 3, 3); // => 0.667
 */
export function decimals(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0;
}

import type { Figure } from "../core/figure.js";
import { type Grid, gridRegion, gridSpacing, isInDegrees } from "../core/grid.js";
import { plotlyColorscale } from "./color-scale.js";
import { HATCH_LOOK, hatchOfHoles } from "./hatch.js";
import { degreeStretch, frameAspect, inKilometres, mapFrame } from "./map-frame.js";
import { checkStations, type MapOptions, type MapStyle, mapStyle } from "./map-options.js";
import { wrapText } from "./text-width.js";

/** At most so many samples a side go into the figure: more than a screen shows, and a light notebook. */
const MAXIMUM_SIDE = 400;
const PLOT_WIDTH = 600;
/** Room around the plot for title, axes and colour bar, in px. */
const MARGINS = { l: 70, r: 110, t: 70, b: 75 };

/**
 * A map of a grid as plotly data: coloured surface with labelled contours, stations with name and value on
 * hover, equal aspect. It needs no more than the cartesian bundle of plotly.js.
 *
 * Values are rounded to about 1/2000 of their range, NaN becomes null (a gap), and a grid of more than 400
 * samples a side is thinned to every second, third … sample.
 *
 * @param grid - the grid: degrees if its crs is `EPSG:4326`, else metres
 * @param options - see {@link MapOptions}; those of the printed sheet alone are not used
 * @returns the figure, plain data
 * @throws ArgumentError if every value is NaN, stations' columns differ in length, or an option cannot be used
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(0, 1), y: Float64Array.of(0, 1), values: Float64Array.of(0, 1, 2, Number.NaN),
 *   crs: "plane", name: "z", units: "mGal",
 * });
 * mapFigure(grid, { title: "Four nodes" }).data[0].z; // => [[0, 1], [2, null]]
 */
export function mapFigure(grid: Grid, options: MapOptions): Figure {
  return drawMapFigure(grid, mapStyle(grid, options), options);
}

/** {@link mapFigure} for a style that was chosen before. */
export function drawMapFigure(grid: Grid, style: MapStyle, options: MapOptions): Figure {
  checkStations(options.stations);
  const data = [surfaceTrace(grid, style)];
  if (style.holes === "hatched") data.push(hatchTrace(grid));
  if (options.stations) data.push(stationTrace(grid, style, options.stations));
  return Object.freeze({
    data,
    layout: mapLayout(grid, options),
    config: { displaylogo: false, responsive: false },
  });
}

function surfaceTrace(grid: Grid, style: MapStyle): Record<string, unknown> {
  const { scale, levels, interval } = style;
  const strideX = Math.ceil(grid.x.length / MAXIMUM_SIDE);
  const strideY = Math.ceil(grid.y.length / MAXIMUM_SIDE);
  const resolution = (scale.maximum - scale.minimum) / 2000;
  const round = rounder(resolution);
  const row = (j: number): (number | null)[] => {
    const values = grid.values.subarray(j * grid.x.length, (j + 1) * grid.x.length);
    return Array.from(
      values.filter((_, i) => i % strideX === 0),
      (value) => (Number.isFinite(value) ? round(value) : null),
    );
  };
  const z = Array.from(grid.y, (_, j) => j).filter((j) => j % strideY === 0);
  const place = isInDegrees(grid) ? "%{x:.4f}°, %{y:.4f}°" : "%{x:.0f} m, %{y:.0f} m";
  return {
    // One trace carries colours and lines; without a level in the range, colours alone.
    ...(levels.length > 0 ? contourLook(levels, interval) : { type: "heatmap", zsmooth: "best" }),
    name: style.caption,
    x0: round12(grid.x[0]),
    dx: round12(gridSpacing(grid.x) * strideX),
    y0: round12(grid.y[0]),
    dy: round12(gridSpacing(grid.y) * strideY),
    z: z.map(row),
    zmin: scale.minimum,
    zmax: scale.maximum,
    colorscale: plotlyColorscale(scale),
    colorbar: { title: { text: plotlyText(style.caption), side: "right" }, thickness: 14, outlinewidth: 0.5 },
    connectgaps: false,
    hoverongaps: false,
    hovertemplate: `${place}<br>%{z:.${decimalsFor(resolution)}f} ${plotlyText(grid.units)}<extra></extra>`,
  };
}

function contourLook(levels: Float64Array, interval: number): Record<string, unknown> {
  const [start, end] = [levels[0], levels[levels.length - 1]];
  return {
    type: "contour",
    autocontour: false,
    contours: { start, end, size: interval, coloring: "heatmap", showlabels: true, labelfont: { size: 9 } },
    line: { width: 0.6, color: "rgba(36,28,21,0.8)" },
  };
}

/** Hatching over the holes, where the scale has a colour like the paper's; it names them in plotly's legend. */
function hatchTrace(grid: Grid): Record<string, unknown> {
  const frame = mapFrame(grid, { left: 0, top: 0, width: PLOT_WIDTH });
  const [west, east, south, north] = frame.region;
  const unit = (east - west) / PLOT_WIDTH;
  const round = rounder(unit / 10);
  const [x, y]: [(number | null)[], (number | null)[]] = [[], []];
  for (const [x1, y1, x2, y2] of hatchOfHoles(grid, frame, 8)) {
    x.push(...[x1, x2].map((px) => round(west + px * unit)), null);
    y.push(...[y1, y2].map((py) => round(north - (py / frame.height) * (north - south))), null);
  }
  return {
    type: "scatter",
    mode: "lines",
    name: "No data",
    ...{ x, y },
    hoverinfo: "skip",
    line: { width: 0.7, color: HATCH_LOOK.stroke },
    showlegend: true,
  };
}

function stationTrace(
  grid: Grid,
  style: MapStyle,
  stations: NonNullable<MapOptions["stations"]>,
): Record<string, unknown> {
  const { x, y, label, value } = stations;
  const rows = Array.from(x, (_, i) => i).filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]));
  const round = rounder((style.scale.maximum - style.scale.minimum) / 1e4);
  // A tenth of a metre, in degrees and in metres.
  const roundPlace = rounder(isInDegrees(grid) ? 1e-6 : 0.1);
  const text = rows.map((i) => {
    const name = label?.[i] === undefined ? "" : `<b>${plotlyText(label[i])}</b>`;
    const amount = value && Number.isFinite(value[i]) ? `${round(value[i])} ${plotlyText(grid.units)}` : "";
    return [name, amount].filter(Boolean).join("<br>");
  });
  return {
    type: "scatter",
    mode: "markers",
    name: "Stations",
    x: rows.map((i) => roundPlace(x[i])),
    y: rows.map((i) => roundPlace(y[i])),
    text,
    hovertemplate: "%{text}<extra></extra>",
    marker: { size: rows.length > 1000 ? 3 : 5, color: "#000000", line: { color: "#ffffff", width: 0.5 } },
    showlegend: false,
  };
}

function mapLayout(grid: Grid, options: MapOptions): Record<string, unknown> {
  const degrees = isInDegrees(grid);
  const plotWidth = PLOT_WIDTH;
  const plotHeight = Math.max(160, Math.min(780, plotWidth * frameAspect(grid)));
  const note = wrapText(options.note ?? "", plotWidth + 80, 10);
  const axis = {
    constrain: "domain",
    showgrid: false,
    zeroline: false,
    mirror: true,
    showline: true,
    ticks: "outside",
    ...(degrees ? { ticksuffix: "°" } : { tickformat: inKilometres(grid) ? ",.0f" : undefined }),
  };
  const [west, east, south, north] = gridRegion(grid).map(round12);
  return {
    title: {
      text: plotlyText(options.title),
      x: 0.02,
      xanchor: "left",
      ...(options.subtitle ? { subtitle: { text: plotlyText(options.subtitle) } } : {}),
    },
    width: MARGINS.l + plotWidth + MARGINS.r,
    height: Math.round(MARGINS.t + plotHeight + MARGINS.b + note.length * 13),
    margin: { ...MARGINS, b: MARGINS.b + note.length * 13 },
    font: { family: "Noto Sans, Arial, sans-serif", size: 12, color: "#1b1b1b" },
    paper_bgcolor: "#ffffff",
    plot_bgcolor: "#ffffff",
    hovermode: "closest",
    // Below the colour bar.
    legend: { x: 1.02, xanchor: "left", y: 0, yanchor: "top", itemclick: false, itemdoubleclick: false },
    xaxis: { ...axis, range: [west, east], title: { text: degrees ? "Longitude (° east)" : "Easting (m)" } },
    yaxis: {
      ...axis,
      range: [south, north],
      title: { text: degrees ? "Latitude (° north)" : "Northing (m)" },
      scaleanchor: "x",
      scaleratio: degrees ? Math.round(1e4 / degreeStretch((south + north) / 2)) / 1e4 : 1,
    },
    annotations: [...noteAnnotation(note, plotHeight), ...(options.synthetic ? [SYNTHETIC] : [])],
  };
}

function noteAnnotation(lines: readonly string[], plotHeight: number): Record<string, unknown>[] {
  if (lines.length === 0) return [];
  return [
    {
      text: lines.map(plotlyText).join("<br>"),
      xref: "paper",
      yref: "paper",
      x: 0,
      y: Math.round((-62 / plotHeight) * 1e4) / 1e4,
      xanchor: "left",
      yanchor: "top",
      align: "left",
      showarrow: false,
      font: { size: 10, color: "#444444" },
    },
  ];
}

const SYNTHETIC: Record<string, unknown> = {
  text: "<b>SYNTHETIC DATA</b>",
  xref: "paper",
  yref: "paper",
  x: 1,
  y: 1.02,
  xanchor: "right",
  yanchor: "bottom",
  showarrow: false,
  bordercolor: "#b00020",
  borderpad: 3,
  font: { size: 11, color: "#b00020" },
};

/** Plotly reads a little HTML in texts; what a person wrote is shown as it is. */
function plotlyText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Rounds to the power of ten at or below a resolution, never coarser than 1. */
function rounder(resolution: number): (value: number) => number {
  const decimals = decimalsFor(resolution);
  return (value) => Number(value.toFixed(decimals)) + 0;
}

function decimalsFor(resolution: number): number {
  return Math.max(0, Math.min(12, Math.ceil(-Math.log10(resolution))));
}

/** Twelve digits: enough for any coordinate, without the noise of binary fractions. */
function round12(value: number): number {
  return Number(value.toPrecision(12));
}

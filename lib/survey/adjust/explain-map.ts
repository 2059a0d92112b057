import { type Columns, numberColumn, optionalNumberColumn, textColumn } from "../../core/columns.js";
import type { Figure } from "../../core/figure.js";
import { decimals, FIGURE_COLORS, figureText, plainFigure } from "../../core/plain-figure.js";
import { median, robustScale } from "../../core/robust-statistics.js";
import { countOf } from "../../core/text-page.js";

/** A network as a map shows it: an adjusted one, or one that is planned. */
export interface NetworkMap {
  readonly title: string;
  /** `station`, `gravity_sigma_mgal` and coordinates. */
  readonly stations: Columns;
  readonly bases: ReadonlySet<string>;
  /** Pairs of stations that were read one after the other in a loop. */
  readonly lines: readonly (readonly [string, string])[];
  /** Stations to be ringed, each with a short text beside it. */
  readonly ringed?: { readonly name: string; readonly stations: ReadonlyMap<string, string> };
  /** Further lines that stand out. */
  readonly marked?: { readonly name: string; readonly lines: readonly (readonly [string, string])[] };
}

/** With more stations than this their names do not fit on the map. */
const MOST_NAMES = 40;
/** Small sigma light, large sigma dark: what is weak meets the eye. */
const SCALE = [
  [0, "#fde725"],
  [0.35, "#35b779"],
  [0.7, "#31688e"],
  [1, "#440154"],
];

/** Draws a network on a map; undefined where no station has coordinates. */
export function networkMapFigure(map: NetworkMap): Figure | undefined {
  const { stations } = map;
  const degrees = [
    optionalNumberColumn(stations, "longitude_deg"),
    optionalNumberColumn(stations, "latitude_deg"),
  ];
  const metres = [optionalNumberColumn(stations, "easting_m"), optionalNumberColumn(stations, "northing_m")];
  const isInDegrees = degrees.every((column) => column !== undefined);
  const [x, y] = isInDegrees ? degrees : metres;
  if (x === undefined || y === undefined) return undefined;
  const names = textColumn(stations, "station");
  const digits = isInDegrees ? 5 : 1;
  const { place, outside } = placesOf(names, x, y, digits);
  if (place.size === 0) return undefined;
  const traces = [
    lineTrace("read one after the other", map.lines, place, { color: "#b9b9b9", width: 1.2 }),
    ...(map.marked ? [lineTrace(map.marked.name, map.marked.lines, place, MARKED_LINE)] : []),
    ...stationTraces(map, names, place),
    ...(map.ringed ? [ringTrace(map.ringed, place, place.size <= MOST_NAMES)] : []),
  ].filter((trace) => (trace.x as unknown[]).length > 0);
  const middle = median([...place.values()].map(([, north]) => north));
  const stretch = isInDegrees ? 1 / Math.max(0.1, Math.cos((middle * Math.PI) / 180)) : 1;
  const [xTitle, yTitle] = isInDegrees
    ? ["Longitude (° east)", "Latitude (° north)"]
    : ["Easting (m)", "Northing (m)"];
  const title = outside === 0 ? map.title : `${map.title} (off the map: ${countOf(outside, "station")})`;
  return plainFigure(traces, title, xTitle, yTitle, {
    yaxis: { title: { text: yTitle }, scaleanchor: "x", scaleratio: decimals(stretch, 4), automargin: true },
    width: 860,
    height: 620,
    showlegend: true,
    // plotly would put the legend upon the colour bar
    legend: { orientation: "h", x: 0, y: -0.12 },
  });
}

const MARKED_LINE = { color: FIGURE_COLORS[0], width: 2.5, dash: "dash" };

type Places = ReadonlyMap<string, readonly [number, number]>;

/** A station this many robust standard deviations from the middle has wrong coordinates, or spoils the map. */
const FAR = 15;

/** Where the stations are. Those that lie far from all others are left out and counted. */
function placesOf(
  names: readonly string[],
  x: Float64Array,
  y: Float64Array,
  digits: number,
): { place: Map<string, readonly [number, number]>; outside: number } {
  const known = Array.from(names.keys()).filter((i) => Number.isFinite(x[i] + y[i]));
  const [xs, ys] = [x, y].map((column) => known.map((i) => column[i]));
  const [middleX, middleY] = [median(xs), median(ys)];
  const spread = FAR * Math.max(robustScale(xs, middleX), robustScale(ys, middleY));
  const place = new Map<string, readonly [number, number]>();
  for (const i of known) {
    const isNear = Math.max(Math.abs(x[i] - middleX), Math.abs(y[i] - middleY)) <= spread;
    if (isNear || !(spread > 0)) place.set(names[i], [decimals(x[i], digits), decimals(y[i], digits)]);
  }
  return { place, outside: known.length - place.size };
}

function lineTrace(
  name: string,
  lines: NetworkMap["lines"],
  place: Places,
  line: Record<string, unknown>,
): Record<string, unknown> {
  const drawn = lines.flatMap(([a, b]) => {
    const [from, to] = [place.get(a), place.get(b)];
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });
  return {
    type: "scatter",
    mode: "lines",
    name,
    x: drawn.flatMap(([from, to]) => [from[0], to[0], null]),
    y: drawn.flatMap(([from, to]) => [from[1], to[1], null]),
    line,
    hoverinfo: "skip",
  };
}

function stationTraces(map: NetworkMap, names: readonly string[], place: Places): Record<string, unknown>[] {
  const sigma = numberColumn(map.stations, "gravity_sigma_mgal");
  const placed = Array.from(names.keys()).filter((i) => place.has(names[i]));
  const isNamed = placed.length <= MOST_NAMES;
  const size = placed.length > 300 ? 5 : placed.length > MOST_NAMES ? 7 : 10;
  const trace = (name: string, rows: readonly number[], marker: Record<string, unknown>) => ({
    type: "scatter",
    mode: isNamed ? "markers+text" : "markers",
    name: `${name} (${rows.length})`,
    x: rows.map((i) => place.get(names[i])?.[0]),
    y: rows.map((i) => place.get(names[i])?.[1]),
    ...(isNamed && {
      text: rows.map((i) => (map.ringed?.stations.has(names[i]) ? "" : figureText(names[i]))),
    }),
    textposition: "top center",
    textfont: { size: 10 },
    customdata: rows.map((i) => `${figureText(names[i])}<br>± ${sigma[i].toFixed(4)} mGal`),
    hovertemplate: "%{customdata}<extra></extra>",
    marker,
  });
  const known = placed.filter((i) => Number.isFinite(sigma[i]));
  const bases = known.filter((i) => map.bases.has(names[i]));
  const stations = known.filter((i) => !map.bases.has(names[i]));
  const sorted = Float64Array.from(stations, (i) => sigma[i]).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]; // a few wild ones take no colours
  const [least, most] = [at(0.02) ?? 0, at(0.98) ?? 1];
  const color = {
    color: stations.map((i) => decimals(sigma[i], 5)),
    colorscale: SCALE,
    cmin: decimals(least, 5),
    cmax: decimals(Math.max(most, least * 1.02 + 1e-5), 5),
    showscale: true,
    colorbar: { title: { text: "Sigma (mGal)" } },
  };
  return [
    trace("station", stations, { size, ...color }),
    trace("base", bases, { size: size + 5, symbol: "triangle-up", color: "#111111" }),
    trace(
      "no gravity",
      placed.filter((i) => !Number.isFinite(sigma[i])),
      { size: size + 2, symbol: "x", color: FIGURE_COLORS[0] },
    ),
  ];
}

function ringTrace({ name, stations }: NonNullable<NetworkMap["ringed"]>, place: Places, isNamed: boolean) {
  const drawn = [...stations].filter(([station]) => place.has(station));
  return {
    type: "scatter",
    mode: "markers+text",
    name,
    x: drawn.map(([station]) => place.get(station)?.[0]),
    y: drawn.map(([station]) => place.get(station)?.[1]),
    text: drawn.map(([station, text]) => figureText(isNamed ? `${station} (${text})` : text)),
    textposition: "middle right",
    textfont: { size: 13, color: FIGURE_COLORS[0] },
    hoverinfo: "text",
    marker: { size: 17, symbol: "circle-open", color: FIGURE_COLORS[0], line: { width: 2 } },
  };
}

import type { Figure } from "../../core/figure.js";
import { decimals, FIGURE_COLORS, figureText, plainFigure, QUIET_COLOR } from "../../core/plain-figure.js";
import { median } from "../../core/robust-statistics.js";
import { nameSides, type PixelFrame } from "./quality-map-names.js";
import { INK, MOST_NAMES, type QualityData } from "./quality-style.js";
import { grouped } from "./reading-groups.js";
import { READING_LIMITS } from "./reading-limits.js";
import type { ReadingView } from "./reading-view.js";
import { stationSites } from "./station-sites.js";

/** What stations look like: nothing flagged, some, all, and far outside the map. */
const KINDS = [
  { name: "no flag", color: QUIET_COLOR, symbol: "circle", size: 6 },
  { name: "some readings flagged", color: FIGURE_COLORS[4], symbol: "triangle-up", size: 10 },
  { name: "all readings flagged", color: FIGURE_COLORS[0], symbol: "diamond", size: 9 },
  { name: "not on this map", color: FIGURE_COLORS[1], symbol: "square", size: 10 },
];
const OFF_MAP = 3;
/** The longest side of the map and the shortest, and the room for axes, title and legend beside them, pixels. */
const LONGEST = 540;
const SHORTEST = 280;
const BESIDE = { width: 300, height: 110 };

interface Coordinates {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly isInDegrees: boolean;
}

interface StationOnMap {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly kind: number;
  readonly says: string;
}

/**
 * The stations, each once, with the names of those that have flags. A station far from the rest would shrink them all
 * to a dot; it is drawn at the rim, with its coordinates.
 */
export function mapFigure(data: QualityData): Figure | undefined {
  const coordinates = coordinatesOf(data.view);
  const stations = coordinates === undefined ? [] : stationsOf(data, coordinates);
  if (coordinates === undefined || stations.length === 0) return undefined;
  const { isInDegrees } = coordinates;
  const stretch = isInDegrees
    ? 1 / Math.max(0.1, Math.cos((median(stations.map(({ y }) => y)) * Math.PI) / 180))
    : 1;
  const frame = frameOf(stations, stretch);
  const drawn = stations.map((station) => atRim(station, frame, isInDegrees));
  const traces = KINDS.flatMap(({ name, ...marker }, kind) => {
    const mine = drawn.filter((station) => station.kind === kind);
    return mine.length === 0
      ? []
      : [{ ...points(mine), mode: "markers", name: `${name} (${mine.length})`, marker }];
  });
  const [xTitle, yTitle] = isInDegrees
    ? ["Longitude (° east)", "Latitude (° north)"]
    : ["Easting (m)", "Northing (m)"];
  return plainFigure([...traces, ...names(drawn, frame, stretch)], `${data.title}: stations`, "", "", {
    ...sizeOf(frame, stretch),
    xaxis: { title: { text: xTitle } },
    yaxis: { title: { text: yTitle }, automargin: true, scaleanchor: "x", scaleratio: decimals(stretch, 4) },
  });
}

function coordinatesOf(view: ReadingView): Coordinates | undefined {
  const [longitude, latitude] = [view.numbers("longitude_deg"), view.numbers("latitude_deg")];
  if (longitude !== undefined && latitude !== undefined)
    return { x: longitude, y: latitude, isInDegrees: true };
  const [east, north] = [view.numbers("easting_m"), view.numbers("northing_m")];
  return east === undefined || north === undefined ? undefined : { x: east, y: north, isInDegrees: false };
}

/** Every place of every station, in the middle of its readings' positions. */
function stationsOf({ view, flag }: QualityData, { x, y, isInDegrees }: Coordinates): StationOnMap[] {
  const sites = stationSites(view, READING_LIMITS.stationDistance_m);
  const rows = Array.from({ length: view.rows }, (_, row) => row).filter(
    (row) => Number.isFinite(x[row]) && Number.isFinite(y[row]),
  );
  return [...grouped(rows, (row) => String(sites[row])).values()].map((list) => {
    const bad = list.filter((row) => flag[row] !== "");
    const reasons = [...new Set(bad.map((row) => flag[row]))].map(figureText).join(", ");
    const name = figureText(view.station[list[0]]);
    return {
      name,
      x: decimals(median(list.map((row) => x[row])), isInDegrees ? 6 : 1),
      y: decimals(median(list.map((row) => y[row])), isInDegrees ? 6 : 1),
      kind: bad.length === 0 ? 0 : bad.length < list.length ? 1 : 2,
      says: `<b>${name}</b><br>${list.length} readings, ${bad.length} flagged${reasons ? `<br>${reasons}` : ""}`,
    };
  });
}

interface Frame {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The box of all stations within three times the circle that holds three quarters of them. */
function frameOf(stations: readonly StationOnMap[], stretch: number): Frame {
  const middle = { x: median(stations.map(({ x }) => x)), y: median(stations.map(({ y }) => y)) };
  const far = stations.map(({ x, y }) => Math.hypot(x - middle.x, (y - middle.y) * stretch));
  const reach = 3 * [...far].sort((a, b) => a - b)[Math.floor(0.75 * (far.length - 1))];
  const near = reach > 0 ? stations.filter((_, i) => far[i] <= reach) : stations;
  const range = (values: readonly number[]) =>
    [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))] as const;
  return { x: range(near.map(({ x }) => x)), y: range(near.map(({ y }) => y)) };
}

function atRim(station: StationOnMap, frame: Frame, isInDegrees: boolean): StationOnMap {
  const inside = (value: number, [low, high]: readonly [number, number]) =>
    Math.max(low, Math.min(high, value));
  const [x, y] = [inside(station.x, frame.x), inside(station.y, frame.y)];
  if (x === station.x && y === station.y) return station;
  const decimals = isInDegrees ? 2 : 0;
  const where = `${station.x.toFixed(decimals)}, ${station.y.toFixed(decimals)}`.replaceAll("-", "−");
  return { ...station, x, y, kind: OFF_MAP, name: `${station.name} (${where})` };
}

function points(stations: readonly StationOnMap[]): Record<string, unknown> {
  return {
    type: "scatter",
    x: stations.map(({ x }) => x),
    y: stations.map(({ y }) => y),
    text: stations.map(({ says }) => says),
    hovertemplate: "%{text}<extra></extra>",
  };
}

/** The names of the stations with flags, each on the side where it covers the fewest others. */
function names(stations: readonly StationOnMap[], frame: Frame, stretch: number): Record<string, unknown>[] {
  const named = stations.filter(({ kind }) => kind > 0);
  if (named.length === 0 || named.length > MOST_NAMES) return [];
  return [
    {
      ...points(named),
      mode: "text",
      name: "names",
      showlegend: false,
      hoverinfo: "skip",
      hovertemplate: undefined,
      text: named.map(({ name }) => name),
      textposition: nameSides(named, stations, pixelsOf(frame, stretch)),
      textfont: { size: 12, color: INK },
    },
  ];
}

/** The figure's size, so that the map fills it: a survey along a road is long and narrow. */
function sizeOf({ x, y }: Frame, stretch: number): { width: number; height: number } {
  const aspect = (x[1] - x[0]) / ((y[1] - y[0]) * stretch);
  const known = Number.isFinite(aspect) && aspect > 0 ? aspect : 1;
  const [width, height] = known > 1 ? [LONGEST, LONGEST / known] : [LONGEST * known, LONGEST];
  return {
    width: Math.round(Math.max(SHORTEST, width) + BESIDE.width),
    height: Math.round(Math.max(SHORTEST, height) + BESIDE.height),
  };
}

/** Where a station is drawn, in pixels from the map's lower left corner, nearly. */
function pixelsOf(frame: Frame, stretch: number): PixelFrame {
  const longest = Math.max(frame.x[1] - frame.x[0], (frame.y[1] - frame.y[0]) * stretch) || 1;
  const scale = LONGEST / longest;
  const toX = (x: number) => (x - frame.x[0]) * scale;
  const toY = (y: number) => (y - frame.y[0]) * stretch * scale;
  return { toX, toY, width: toX(frame.x[1]), height: toY(frame.y[1]) };
}

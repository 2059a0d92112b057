import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { type ColorScale, type ColorScaleName, colorScale } from "./color-scale.js";
import { indexLevels } from "./contour-labels.js";
import { contourInterval, contourLevels } from "./contours.js";
import { type HoleLook, holeLook } from "./hatch.js";
import type { HillshadeOptions } from "./hillshade.js";
import type { MapLines } from "./map-lines.js";
import type { PaperSize } from "./paper.js";

/** Points that a map shows as dots. */
export interface MapStations {
  /** Position along x, in the grid's coordinates: degrees east, or metres. NaN leaves a station out. */
  readonly x: Float64Array;
  /** Position along y: degrees north, or metres. */
  readonly y: Float64Array;
  /** Name of each station. */
  readonly label?: readonly string[];
  /** Value of each station in the grid's units, for the plotly map's hover; NaN where there is none. */
  readonly value?: Float64Array;
}

/** What a map sheet and a plotly map have in common. */
export interface MapOptions {
  readonly title: string;
  readonly subtitle?: string;
  /** Line under the map: where the data come from, ellipsoid, density, method, date. Nothing is added to it. */
  readonly note?: string;
  /** What the values are, for the colour bar. Default: the grid's name in words, without its unit. */
  readonly quantity?: string;
  readonly stations?: MapStations;
  /** Coasts, borders and other lines in the grid's coordinates, for example of `linesOnGrid`. */
  readonly lines?: readonly MapLines[];
  /** Write the names of the stations on the sheet, where there is room. Default: for up to 40 stations. */
  readonly stationLabels?: boolean;
  /** Distance between contour lines, in the grid's units. Default: a round one that gives at most 24 intervals. */
  readonly contourInterval?: number;
  /** Default `blue-yellow-red`. */
  readonly colorScale?: ColorScaleName;
  /** Equal-area colours: each covers the same part of the map. Default true, unless `center` is given. */
  readonly equalized?: boolean;
  /** The value with the middle colour, 0 for a residual anomaly; the colours are then even in value. */
  readonly center?: number;
  /**
   * Light and shade on the colours, which show small forms between the contours; `true` for light from the north-west.
   * Default false.
   */
  readonly hillshade?: boolean | HillshadeOptions;
  /** Marks the map SYNTHETIC DATA. Default false. */
  readonly synthetic?: boolean;
  /**
   * A whole sheet of paper: the map at a round scale, with a panel for title, legend, location and reliability.
   * Default: a picture as wide as `width_mm`, and as high as it must be.
   */
  readonly paper?: PaperSize;
  /** Which way a sheet of paper lies. Default: the one that makes the map larger. */
  readonly orientation?: "portrait" | "landscape";
  /** Coasts in degrees for the little map of where the large one lies, on paper; for example of `worldLines`. */
  readonly indexLines?: readonly MapLines[];
  /** Outlines of land in degrees, which that little map fills; for example of `worldLand`. */
  readonly indexLand?: readonly Pick<MapLines, "x" | "y">[];
  /** Width of the sheet, in millimetres, from 60 to 1200. Default 180. */
  readonly width_mm?: number;
  /** Default: on maps in metres, where no degrees show the direction. */
  readonly northArrow?: boolean;
}

/** The colours and levels of a map: one choice for the sheet and for the plotly map. */
export interface MapStyle {
  readonly scale: ColorScale;
  readonly levels: Float64Array;
  readonly interval: number;
  /** The levels that are drawn bold and labelled. */
  readonly index: readonly number[];
  /** Light and shade change the colours, so that what matches them must let them through. */
  readonly shaded: boolean;
  /** How places without data look. */
  readonly holes: HoleLook;
  /** What the colour bar says, for example `Bouguer anomaly (mGal)`. */
  readonly caption: string;
}

/**
 * Chooses colours and contour levels for a grid.
 *
 * @throws ArgumentError if the grid holds no number, or an option cannot be used
 */
export function mapStyle(grid: Grid, options: MapOptions): MapStyle {
  const [minimum, maximum] = valueRange(grid);
  const constant = minimum === maximum;
  const interval = constant ? 1 : contourInterval(minimum, maximum, options.contourInterval);
  const levels = contourLevels(minimum, maximum, interval);
  // Whole intervals at both ends give the colour bar round ends.
  const range: [number, number] = constant
    ? [minimum, maximum]
    : [Math.floor(minimum / interval) * interval, Math.ceil(maximum / interval) * interval];
  const scale = colorScale(options.colorScale ?? "blue-yellow-red", grid.values, {
    range,
    equalized: options.equalized ?? options.center === undefined,
    center: options.center,
  });
  const quantity = options.quantity ?? quantityInWords(grid);
  const caption = grid.units ? `${quantity} (${grid.units})` : quantity;
  const shaded = Boolean(options.hillshade);
  const holes = holeLook(grid, scale);
  return { scale, levels, interval, index: indexLevels(levels, interval), shaded, holes, caption };
}

/** Checks the stations' columns against each other. */
export function checkStations(stations: MapStations | undefined): void {
  if (stations === undefined) return;
  for (const column of ["y", "label", "value"] as const) {
    const length = stations[column]?.length;
    if (length !== undefined && length !== stations.x.length) {
      throw new ArgumentError({
        argument: `options.stations.${column}.length`,
        value: length,
        accepted: `${stations.x.length}, as many as options.stations.x`,
      });
    }
  }
}

/** What a grid holds, as a title or at the start of a sentence: `free_air_anomaly_mgal` → `Free air anomaly`. */
export function quantityInWords(grid: Grid): string {
  const words = quantityInSentence(grid);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The same within a sentence: `free air anomaly`, but `Bouguer anomaly`, since Bouguer is a name. */
export function quantityInSentence(grid: Grid): string {
  const parts = grid.name.split("_").filter(Boolean);
  const unit = grid.units.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (parts.length > 1 && parts[parts.length - 1].toLowerCase() === unit) parts.pop();
  return parts.join(" ").replace(/\bbouguer\b/g, "Bouguer");
}

function valueRange(grid: Grid): [number, number] {
  let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of grid.values) {
    if (!Number.isFinite(value)) continue;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  if (minimum > maximum) {
    throw new ArgumentError({
      argument: "grid.values",
      value: grid.values,
      accepted: "at least one number",
      advice: "Every node is NaN: the region or the mask may miss the data.",
    });
  }
  return [minimum, maximum];
}

import type { Columns } from "../core/columns.js";
import type { Grid } from "../core/grid.js";
import type { ColorScaleName } from "../map/color-scale.js";
import type { MapLines } from "../map/map-lines.js";
import type { WebPageTexts } from "./web-page-texts.js";

/** A grid that the page can show. */
export interface WebPageLayer {
  /** What the values are, for people: `Bouguer anomaly`. Each layer has another. */
  readonly title: string;
  /** The values, and their sigma where it is known. All layers have one coordinate reference system. */
  readonly grid: Grid;
  /** Name of the column of the points that holds measurements of this quantity. Default: the grid's name. */
  readonly name?: string;
  /** Unit of the values. Default: the grid's. */
  readonly units?: string;
  /** Default `blue-yellow-red`. */
  readonly colorScale?: ColorScaleName;
  /** Equal-area colours: each covers the same part of the map. Default true, unless `center` is given. */
  readonly equalized?: boolean;
  /** The value with the middle colour, 0 for a residual anomaly. */
  readonly center?: number;
  /**
   * How many decimals a value is shown with, and kept with. Default: 2 for mGal, else as many as divide the range into
   * 5,000 to 50,000 steps.
   */
  readonly decimals?: number;
}

/** A file of a release that the page leads to. */
export interface WebPageDownload {
  /** Where it is, from the page: `grids/bouguer.nc`. */
  readonly path: string;
  /** What it is, for people. */
  readonly title: string;
  /** Its size. */
  readonly bytes?: number;
  /** Its format in words. Default: the ending of its name. */
  readonly format?: string;
}

/** What `webPage` makes a page of. */
export interface WebPageOptions {
  readonly title: string;
  /** What was measured and how it was reduced; an empty line starts a new paragraph. */
  readonly description?: string;
  readonly organisation?: string;
  /** The licence's name, for example `CC-BY-4.0`. */
  readonly licence?: string;
  /** Where the licence can be read: an address with https or http. */
  readonly licenceUrl?: string;
  /** Day of the release, for example `2026-11-22`. */
  readonly date?: string;
  /** Language of all texts (BCP 47). Default `en`; give `texts` for any other. */
  readonly language?: string;
  /** Texts in place of those of `WEB_PAGE_TEXTS`. */
  readonly texts?: Partial<WebPageTexts>;
  /** What the page shows; the first one is seen first. */
  readonly layers: readonly WebPageLayer[];
  /** Stations: `longitude_deg`, `latitude_deg` (or `easting_m`, `northing_m`), `station`, and columns named as layers. */
  readonly points?: Columns;
  /** Coasts, borders and other lines in the grid's coordinates, for example of `linesOnGrid`. */
  readonly lines?: readonly MapLines[];
  /** Whether contours can be switched on; the page makes them from the grid. Default true. */
  readonly contours?: boolean;
  readonly downloads?: readonly WebPageDownload[];
  /** Where the page is in its release. Default `index.html`. */
  readonly path?: string;
}

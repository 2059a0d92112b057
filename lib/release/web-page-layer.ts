import { ArgumentError } from "../core/errors.js";
import { type Grid, gridRegion, gridSpacing } from "../core/grid.js";
import { hasPaperColor } from "../map/hatch.js";
import { mapStyle, quantityInWords } from "../map/map-options.js";
import { type PackedNumbers, packNumbers } from "./web-page-grid.js";
import type { WebPageLayer } from "./web-page-options.js";

/** Titles of grids by their quantities; grids of one quantity are told apart by what their files are called. */
export function layerTitles(grids: readonly Grid[], files: readonly string[]): string[] {
  const words = grids.map((grid) => quantityInWords(grid));
  const isAlone = (word: string): boolean => words.filter((other) => other === word).length === 1;
  return words.map((word, i) => (isAlone(word) ? word : `${word} (${files[i]})`));
}

/** A layer in the page: what goes into its JSON, and its blocks of bytes. */
export interface PackedLayer {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly blocks: Readonly<Record<"values", Uint8Array>> & Readonly<Partial<Record<"sigma", Uint8Array>>>;
}

/** Packs a layer for the page. */
export function packLayer(layer: WebPageLayer): PackedLayer {
  const { grid, title } = layer;
  const { scale, interval } = mapStyle(grid, { ...layer, quantity: title });
  const units = layer.units ?? grid.units;
  const decimals = layer.decimals ?? defaultDecimals(units, scale.maximum - scale.minimum);
  if (!Number.isInteger(decimals) || decimals < -12 || decimals > 12) {
    throw new ArgumentError({
      argument: "decimals",
      value: decimals,
      accepted: "a whole number from −12 to 12",
    });
  }
  const columns = grid.x.length;
  const values = packNumbers(grid.values, columns, decimals);
  const sigma: PackedNumbers | undefined = grid.sigma && packNumbers(grid.sigma, columns, decimals);
  return {
    meta: {
      name: layer.name ?? grid.name,
      ...{ title, units, decimals, columns, interval },
      rows: grid.y.length,
      x0: grid.x[0],
      dx: gridSpacing(grid.x),
      y0: grid.y[0],
      dy: gridSpacing(grid.y),
      region: gridRegion(grid),
      holes: !grid.values.every(Number.isFinite),
      scale: {
        knots: scale.knots.values,
        places: scale.knots.places,
        hasWhite: hasPaperColor(scale),
        palette: scale.palette.map((color) => color.map(hexadecimal).join("")).join(""),
      },
      values: values.packing,
      sigma: sigma?.packing,
    },
    blocks: { values: values.bytes, ...(sigma ? { sigma: sigma.bytes } : {}) },
  };
}

/** The habit of gravity maps, or steps between a fifty-thousandth and a five-thousandth of the range. */
function defaultDecimals(units: string, range: number): number {
  if (units === "mGal") return 2;
  return Math.max(-12, Math.min(12, Math.floor(Math.log10(5e4 / range))));
}

function hexadecimal(part: number): string {
  return part.toString(16).padStart(2, "0");
}

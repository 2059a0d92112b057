import { zlibSync } from "fflate";
import { ArgumentError } from "../core/errors.js";
import { type Grid, gridSpacing, isInDegrees } from "../core/grid.js";
import { escaped } from "./grid-companion.js";
import type { GridMetadata } from "./netcdf.js";
import { type TiffLevel, writeTiff } from "./tiff-file.js";

const TILE = 256;
/** A classic TIFF counts its bytes with 32 bits; overviews add a third. */
const MOST_NODES = 3e8;

/**
 * Writes a grid as a GeoTIFF: 64-bit floats in tiles of 256 × 256, deflated with the predictor for floats, NaN for no
 * data, with overviews of halved size until one fits into a tile. A sigma is the second band. The tags tell coordinate
 * system (EPSG), registration (`PixelIsArea`, or `PixelIsPoint` for gridline), name and unit.
 *
 * A node of an overview is the mean of the four (at the edge, two or one) below it that have a value.
 *
 * @throws ArgumentError if the grid is too large for a classic TIFF (300 million values)
 *
 * Source: TIFF 6.0 (Adobe, 1992) and its Technical Note 3; OGC GeoTIFF Standard 1.1 (OGC 19-008r4); GDAL's tags 42112
 * and 42113.
 */
export function writeGridGeotiff(grid: Grid, metadata: GridMetadata = {}): Uint8Array {
  const bands = grid.sigma === undefined ? [grid.values] : [grid.values, grid.sigma];
  if (grid.values.length * bands.length > MOST_NODES) {
    throw new ArgumentError({
      argument: "grid",
      value: `${grid.x.length} × ${grid.y.length} nodes`,
      accepted: `a grid of at most ${MOST_NODES} values, for a GeoTIFF`,
      advice: "Write it in parts.",
    });
  }
  const levels: TiffLevel[] = [];
  let [columns, rows] = [grid.x.length, grid.y.length];
  let fields = bands.map((values) => fromNorth(values, columns));
  for (;;) {
    const tiles = fields.flatMap((field) => tilesOf(field, columns, rows));
    levels.push({ columns, rows, bands: bands.length, tile: TILE, tiles, tags: [] });
    if (columns <= TILE && rows <= TILE) break;
    const [wide, high] = [columns, rows];
    fields = fields.map((field) => halved(field, wide, high));
    [columns, rows] = [Math.ceil(columns / 2), Math.ceil(rows / 2)];
  }
  return writeTiff([{ ...levels[0], tags: tagsOf(grid, metadata) }, ...levels.slice(1)]);
}

/** Where the grid lies and what it is: the tags of the first level. */
function tagsOf(grid: Grid, metadata: GridMetadata): TiffLevel["tags"] {
  const { x, y, registration, name, units, crs } = grid;
  const [dx, dy] = [gridSpacing(x), gridSpacing(y)];
  const isArea = registration === "pixel";
  const half = isArea ? 0.5 : 0;
  const item = (key: string, text: string, sample?: number, role?: string) =>
    `  <Item name="${key}"${sample === undefined ? "" : ` sample="${sample}" role="${role}"`}>${escaped(text)}</Item>\n`;
  const names = grid.sigma === undefined ? [name] : [name, `${name}_sigma`];
  const items = [
    item("TITLE", metadata.title ?? name.replaceAll("_", " ")),
    ...(metadata.history === undefined ? [] : [item("HISTORY", metadata.history)]),
    item("IGDP_CRS", crs),
    ...names.flatMap((band, k) => [
      item("DESCRIPTION", band, k, "description"),
      item("UNITTYPE", units, k, "unittype"),
    ]),
  ];
  return [
    { tag: 33550, type: "double", values: [dx, dy, 0] },
    { tag: 33922, type: "double", values: [0, 0, 0, x[0] - half * dx, y[y.length - 1] + half * dy, 0] },
    { tag: 34735, type: "short", values: geoKeys(grid, isArea) },
    { tag: 42112, type: "text", values: `<GDALMetadata>\n${items.join("")}</GDALMetadata>\n` },
    { tag: 42113, type: "text", values: "nan" },
  ];
}

/** GTModelType (1024), GTRasterType (1025), and the code of the geographic (2048) or projected system (3072). */
function geoKeys(grid: Grid, isArea: boolean): number[] {
  const code = Number(/^EPSG:(\d+)$/.exec(grid.crs)?.[1] ?? 32767); // 32767: a system of the user's own
  const [model, key] = isInDegrees(grid) ? [2, 2048] : [1, 3072];
  return [1, 1, 0, 3, 1024, 0, 1, model, 1025, 0, 1, isArea ? 1 : 2, key, 0, 1, code < 65536 ? code : 32767];
}

function fromNorth(values: Float64Array, columns: number): Float64Array {
  const turned = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += columns)
    turned.set(values.subarray(from, from + columns), values.length - columns - from);
  return turned;
}

/** The field with half as many columns and rows. */
function halved(field: Float64Array, columns: number, rows: number): Float64Array {
  const [wide, high] = [Math.ceil(columns / 2), Math.ceil(rows / 2)];
  const half = new Float64Array(wide * high);
  for (let j = 0; j < high; j++)
    for (let i = 0; i < wide; i++) {
      let [sum, count] = [0, 0];
      for (let y = 2 * j; y < Math.min(2 * j + 2, rows); y++)
        for (let x = 2 * i; x < Math.min(2 * i + 2, columns); x++) {
          const value = field[y * columns + x];
          if (Number.isNaN(value)) continue;
          sum += value;
          count++;
        }
      half[j * wide + i] = sum / count; // NaN where none has a value
    }
  return half;
}

/** The compressed tiles of a field, row by row of tiles. */
function tilesOf(field: Float64Array, columns: number, rows: number): Uint8Array[] {
  const tiles: Uint8Array[] = [];
  for (let top = 0; top < rows; top += TILE)
    for (let left = 0; left < columns; left += TILE) {
      const tile = new Float64Array(TILE * TILE).fill(Number.NaN);
      const wide = Math.min(TILE, columns - left);
      for (let row = 0; row < Math.min(TILE, rows - top); row++) {
        const from = (top + row) * columns + left;
        tile.set(field.subarray(from, from + wide), row * TILE);
      }
      tiles.push(zlibSync(predicted(tile), { level: 6 }));
    }
  return tiles;
}

/**
 * TIFF's predictor for floats (3): in each row the bytes of all values stand by their weight, the highest first, and each
 * byte is told by its difference from the one before it.
 */
function predicted(tile: Float64Array): Uint8Array {
  const out = new Uint8Array(tile.length * 8);
  const view = new DataView(tile.buffer);
  const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  for (let row = 0; row < TILE; row++) {
    const start = row * TILE * 8;
    for (let byte = 0; byte < 8; byte++) {
      const at = littleEndian ? 7 - byte : byte;
      for (let i = 0; i < TILE; i++) out[start + byte * TILE + i] = view.getUint8(start + i * 8 + at);
    }
    for (let k = start + TILE * 8 - 1; k > start; k--) out[k] -= out[k - 1];
  }
  return out;
}

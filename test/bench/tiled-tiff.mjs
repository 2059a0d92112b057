// Writes GeoTIFFs of elevation for benches and tests: tiles of 256 x 256 whole metres, deflate or none, row by row of
// tiles, so that a file of any size is written with little memory. What a tile holds only of sea is left out ("sparse").

import { closeSync, openSync, writeSync } from "node:fs";
import { deflateSync } from "node:zlib";

const TILE = 256;

/**
 * @param {string} path
 * @param {object} shape `columns`, `rows`, `west`, `north` (of the outer edges), `cell`, and `isDegrees` (EPSG:4326) or not
 *   (EPSG:32648); `noData`, a number that stands for no data; `pixelIsPoint`, where the place is that of a pixel's middle
 * @param {(column: number, row: number) => number} height whole metres at a cell; rows count from the north
 * @param {boolean} compress by deflate
 */
export function writeTiledTiff(path, shape, height, compress = true) {
  const { columns, rows } = shape;
  const file = openSync(path, "w");
  const [across, down] = [Math.ceil(columns / TILE), Math.ceil(rows / TILE)];
  const offsets = new Uint32Array(across * down);
  const sizes = new Uint32Array(across * down);
  let at = 8;
  try {
    for (let tile = 0; tile < offsets.length; tile++) {
      const values = tileOf(tile % across, Math.floor(tile / across), columns, rows, height);
      if (values === undefined) continue;
      const raw = Buffer.from(values.buffer);
      const bytes = compress ? deflateSync(raw, { level: 1 }) : raw;
      offsets[tile] = at;
      sizes[tile] = bytes.length;
      writeSync(file, bytes, 0, bytes.length, at);
      at += bytes.length + (bytes.length % 2);
    }
    const directory = directoryOf(shape, at, offsets, sizes, compress);
    writeSync(file, directory, 0, directory.length, at);
    const head = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
    head.writeUInt32LE(at, 4);
    writeSync(file, head, 0, 8, 0);
  } finally {
    closeSync(file);
  }
}

function tileOf(i, j, columns, rows, height) {
  const values = new Int16Array(TILE * TILE);
  let some = false;
  for (let y = 0; y < TILE; y++)
    for (let x = 0; x < TILE; x++) {
      const [column, row] = [i * TILE + x, j * TILE + y];
      if (column >= columns || row >= rows) continue;
      const value = height(column, row);
      values[y * TILE + x] = value;
      some ||= value !== 0;
    }
  return some ? values : undefined;
}

function directoryOf(shape, at, offsets, sizes, compress) {
  const { columns, rows, west, north, cell, isDegrees, noData, pixelIsPoint } = shape;
  const half = pixelIsPoint ? cell / 2 : 0;
  const keys = isDegrees
    ? [1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, pixelIsPoint ? 2 : 1, 2048, 0, 1, 4326]
    : [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, pixelIsPoint ? 2 : 1, 3072, 0, 1, 32648];
  const entries = [
    [256, 4, [columns]],
    [257, 4, [rows]],
    [258, 3, [16]],
    [259, 3, [compress ? 8 : 1]],
    [262, 3, [1]],
    [277, 3, [1]],
    [322, 3, [TILE]],
    [323, 3, [TILE]],
    [324, 4, offsets],
    [325, 4, sizes],
    [339, 3, [2]], // signed integers
    [33550, 12, [cell, cell, 0]],
    [33922, 12, [0, 0, 0, west + half, north - half, 0]],
    [34735, 3, keys],
    ...(noData === undefined ? [] : [[42113, 2, Buffer.from(`${noData}\0`)]]),
  ];
  const table = Buffer.alloc(2 + 12 * entries.length + 4);
  table.writeUInt16LE(entries.length, 0);
  const extra = [];
  let next = at + table.length;
  for (const [k, [tag, type, values]] of entries.entries()) {
    const bytes = bytesOf(type, values);
    const entry = 2 + 12 * k;
    table.writeUInt16LE(tag, entry);
    table.writeUInt16LE(type, entry + 2);
    table.writeUInt32LE(values.length, entry + 4);
    if (bytes.length <= 4) bytes.copy(table, entry + 8);
    else {
      table.writeUInt32LE(next, entry + 8);
      extra.push(bytes);
      next += bytes.length;
    }
  }
  return Buffer.concat([table, ...extra]);
}

function bytesOf(type, values) {
  if (type === 2) return values;
  const array = type === 3 ? Uint16Array : type === 4 ? Uint32Array : Float64Array;
  return Buffer.from(array.from(values).buffer);
}

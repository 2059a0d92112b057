import { FormatError } from "../core/errors.js";
import { type Grid, gridSpacing } from "../core/grid.js";
import { axisBetween, checkSize, gridOfFile, turnRows } from "./grid-parts.js";
import { bytesOfLines, noDataFor, readLine, readNumbers, valueLines } from "./grid-text.js";

/**
 * Writes a grid as an ESRI ASCII raster. Under pixel registration the corner of the cells is told (`xllcorner`), under
 * gridline registration the node itself (`xllcenter`). Values keep all their digits. Where the spacings along x and y differ,
 * `dx` and `dy` stand for `cellsize`, as GDAL writes and reads them; Esri's own programs do not.
 *
 * Source: Esri, ArcGIS Desktop 10.8 help, "Esri ASCII raster format".
 */
export function writeEsriAscii(grid: Grid): Uint8Array {
  const { x, y, values, registration } = grid;
  const [dx, dy] = [gridSpacing(x), gridSpacing(y)];
  const isPixel = registration === "pixel";
  const [word, half] = isPixel ? ["corner", 0.5] : ["center", 0];
  const noData = noDataFor(values);
  return bytesOfLines(
    (function* () {
      yield `ncols ${x.length}`;
      yield `nrows ${y.length}`;
      yield `xll${word} ${x[0] - half * dx}`;
      yield `yll${word} ${y[0] - half * dy}`;
      if (Math.abs(dx - dy) < 1e-9 * dx) yield `cellsize ${dx}`;
      else yield `dx ${dx}\ndy ${dy}`;
      yield `NODATA_value ${noData}`;
      for (let row = y.length - 1; row >= 0; row--)
        yield* valueLines(values.subarray(row * x.length, (row + 1) * x.length), String(noData), x.length);
    })(),
  );
}

/** True for bytes that begin as an ESRI ASCII raster does. */
export function isEsriAscii(bytes: Uint8Array): boolean {
  return /^\s*ncols\s+\d/i.test(new TextDecoder("latin1").decode(bytes.subarray(0, 80)));
}

/**
 * Reads an ESRI ASCII raster. It tells neither the quantity nor the coordinate system: `crs` is `plane`, `units` empty.
 *
 * @throws FormatError with the line of what cannot be read
 */
export function readEsriAscii(bytes: Uint8Array, file: string): Grid {
  const header: Record<string, number> = {};
  let at = 0;
  for (let line = 1; ; line++) {
    const found = readLine(bytes, at);
    const words = found?.text.trim().split(/\s+/) ?? [];
    if (found === undefined || !/^[a-z]/i.test(words[0]) || /^nan$/i.test(words[0])) break;
    const value = Number(words[1]);
    if (words.length !== 2 || !Number.isFinite(value)) {
      const problem = `'${found.text.slice(0, 40)}' is not a name and a number`;
      throw new FormatError({ file, line, problem });
    }
    header[words[0].toLowerCase()] = value;
    at = found.next;
  }
  const { ncols: columns, nrows: rows, cellsize } = header;
  for (const name of ["ncols", "nrows"])
    if (header[name] === undefined) throw new FormatError({ file, problem: `its header lacks ${name}` });
  checkSize(file, columns, rows, (bytes.length - at + 1) / 2); // a digit and a blank at least
  const [dx, dy] = [header.dx ?? cellsize, header.dy ?? cellsize]; // GDAL writes dx and dy where they differ
  const noData = header.nodata_value;
  const values = readNumbers({ bytes, from: at, file, count: columns * rows });
  return gridOfFile(file, {
    x: axisFrom(header, "x", dx, columns, file),
    y: axisFrom(header, "y", dy, rows, file),
    values: turnRows(noData === undefined ? values : values.map((v) => (v === noData ? NaN : v)), columns),
    registration: header.xllcenter === undefined ? "pixel" : "gridline",
    ...{ crs: "plane", name: "value", units: "" },
  });
}

function axisFrom(
  header: Readonly<Record<string, number>>,
  axis: "x" | "y",
  step: number,
  count: number,
  file: string,
): Float64Array {
  const corner = header[`${axis}llcorner`];
  const first = header[`${axis}llcenter`] ?? corner + step / 2;
  if (!(step > 0) || !Number.isFinite(first)) {
    const problem = `its header lacks a positive cellsize, or ${axis}llcorner or ${axis}llcenter`;
    throw new FormatError({ file, problem });
  }
  return axisBetween(first, first + (count - 1) * step, count);
}

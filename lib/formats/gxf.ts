import { FormatError } from "../core/errors.js";
import { type Grid, gridSpacing, isInDegrees } from "../core/grid.js";
import { crsWkt } from "../earth/crs-wkt.js";
import { axisBetween, checkSize, gridOfFile, turnRows } from "./grid-parts.js";
import { bytesOfLines, noDataFor, readLine, readNumbers, valueLines } from "./grid-text.js";

/**
 * Writes a grid as a Geosoft grid exchange file (GXF), revision 3, uncompressed, with the south row first. Values keep
 * all their digits.
 *
 * Source: Geosoft Inc., "Grid eXchange File (GXF) format, revision 3.0" (1995).
 */
export function writeGxf(grid: Grid): Uint8Array {
  const { x, y, values, name, units } = grid;
  const noData = noDataFor(values);
  const facts: [string, string | number][] = [
    ["TITLE", oneLine(units === "" ? name : `${name} (${units})`)],
    ["POINTS", x.length],
    ["ROWS", y.length],
    ["PTSEPARATION", gridSpacing(x)],
    ["RWSEPARATION", gridSpacing(y)],
    ["XORIGIN", x[0]],
    ["YORIGIN", y[0]],
    ["ROTATION", 0],
    ["SENSE", 1], // the first point is the south-west one, rows run east
    ["TRANSFORM", "1 0"],
    ["GTYPE", 0], // not compressed
    ["DUMMY", noData],
    ...(isInDegrees(grid) ? [] : [["UNIT_LENGTH", '"m",1'] satisfies [string, string]]),
  ];
  const projection = mapProjection(grid.crs);
  if (projection !== undefined) facts.push(["MAP_PROJECTION", projection]);
  return bytesOfLines(
    (function* () {
      for (const [key, value] of facts) yield `#${key}\n${value}`;
      yield "#GRID";
      for (let row = 0; row < y.length; row++)
        yield* valueLines(values.subarray(row * x.length, (row + 1) * x.length), String(noData), 3);
    })(),
  );
}

/** Name, datum (radius, eccentricity, prime meridian) and method of a coordinate system, where GXF has a name for it. */
function mapProjection(crs: string): string | undefined {
  const known = crsWkt(crs);
  const method = METHODS[String(known?.cf?.grid_mapping_name)];
  if (known?.cf === undefined || method === undefined) return undefined;
  const { name, semimajorAxis, inverseFlattening } = known.datum;
  const flattening = 1 / inverseFlattening;
  const eccentricity = Math.sqrt(flattening * (2 - flattening));
  const { cf } = known;
  const parameters = method.parameters.map((parameter) => cf[parameter] ?? 0);
  const datum = `"${name === "WGS84" ? "WGS 84" : name}",${semimajorAxis},${eccentricity},0`;
  return `"${known.name}"\n${datum}\n${[`"${method.name}"`, ...parameters].join(",")}`;
}

const FALSE_ORIGIN = ["false_easting", "false_northing"];
/** GXF's methods by CF's names, with CF's names of the parameters in GXF's order. */
const METHODS: Readonly<Record<string, { readonly name: string; readonly parameters: readonly string[] }>> = {
  latitude_longitude: { name: "Geographic", parameters: [] },
  transverse_mercator: {
    name: "Transverse Mercator",
    parameters: [
      "latitude_of_projection_origin",
      "longitude_of_central_meridian",
      "scale_factor_at_central_meridian",
      ...FALSE_ORIGIN,
    ],
  },
  mercator: {
    name: "Mercator (1SP)",
    parameters: [
      "latitude_of_projection_origin",
      "longitude_of_projection_origin",
      "scale_factor_at_projection_origin",
      ...FALSE_ORIGIN,
    ],
  },
};

/** True for bytes that begin as a GXF does: within the first remarks stands a line with `#` and a word of GXF. */
export function isGxf(bytes: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 50_000));
  return /^#(TITLE|POINTS|ROWS|PTSE|RWSE|XORI|YORI|ROTA|SENS|TRAN|GTYP|DUMM|MAP_|UNIT|PRJT|CAS)/im.test(
    start,
  );
}

/**
 * Reads a GXF, compressed or not. The title gives name and unit where it has the form `name (unit)`; the coordinate
 * system is not read (`crs` is `plane`).
 *
 * @throws FormatError if a fact is missing, the grid is turned, or the values are not all there
 */
export function readGxf(bytes: Uint8Array, file: string): Grid {
  const { facts, from } = header(bytes, file);
  const number = (key: string, otherwise?: number): number => {
    const value = facts[key] === undefined ? otherwise : Number(facts[key]);
    if (value !== undefined && Number.isFinite(value)) return value;
    throw new FormatError({ file, problem: `its header lacks a number for #${key}` });
  };
  const [columns, rows, digits] = [number("POIN"), number("ROWS"), number("GTYP", 0)];
  if (number("ROTA", 0) !== 0 || ![1, -2].includes(number("SENS", 1))) {
    const problem = "it is turned, or its rows do not run from west to east";
    throw new FormatError({ file, problem, advice: "Resample it in the program that made it." });
  }
  // A repeat of three codes may stand for as many values as its middle code can count.
  const most = 90 ** digits;
  checkSize(file, columns, rows, digits === 0 ? (bytes.length - from + 1) / 2 : (bytes.length - from) * most);
  checkCount(file, columns * rows, digits);
  const [scale, offset] = (facts.TRAN ?? "1 0")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const dummy = facts.DUMM === undefined ? Number.NaN : Number(facts.DUMM);
  const count = columns * rows;
  const values =
    digits === 0
      ? readNumbers({ bytes, from, file, count }).map((v) => (v === dummy ? Number.NaN : v * scale + offset))
      : decompress(bytes, { from, digits, count, scale, offset, file });
  const [, name, units] = /^(.*?)(?:\s*\(([^()]*)\))?$/.exec((facts.TITL ?? "").trim()) ?? [];
  const [dx, dy] = [number("PTSE"), number("RWSE")];
  const [west, south] = [number("XORI", 0), number("YORI", 0)];
  const isFromNorth = number("SENS", 1) === -2;
  const y0 = isFromNorth ? south - (rows - 1) * dy : south;
  return gridOfFile(file, {
    x: axisBetween(west, west + (columns - 1) * dx, columns),
    y: axisBetween(y0, y0 + (rows - 1) * dy, rows),
    values: isFromNorth ? turnRows(values, columns) : values,
    ...{ registration: "gridline", crs: "plane", name: name || "value", units: units ?? "" },
  });
}

/** The header's facts by the first four letters of their keys, as the format compares them. */
function header(bytes: Uint8Array, file: string): { facts: Record<string, string>; from: number } {
  const facts: Record<string, string> = {};
  for (let line = readLine(bytes, 0); line !== undefined; line = readLine(bytes, line.next)) {
    const key = /^#([A-Z_]+)\s*$/i.exec(line.text)?.[1].toUpperCase().slice(0, 4);
    if (key === "GRID") return { facts, from: line.next };
    const value = key === undefined ? undefined : readLine(bytes, line.next)?.text;
    if (key !== undefined && value !== undefined && !value.startsWith("#")) facts[key] ??= value;
  }
  throw new FormatError({
    file,
    problem: "there is no line #GRID in it",
    advice: "It is cut short, or no GXF.",
  });
}

const MOST_COMPRESSED = 2 ** 28;

function checkCount(file: string, count: number, digits: number): void {
  if (!Number.isInteger(digits) || digits < 0 || digits > 8)
    throw new FormatError({ file, problem: `#GTYPE is ${digits}, and must be a whole number from 0 to 8` });
  if (digits > 0 && count > MOST_COMPRESSED)
    throw new FormatError({ file, problem: `its header tells of ${count} nodes, more than fit in memory` });
}

interface Compressed {
  readonly from: number;
  /** Base-90 digits of a value. */
  readonly digits: number;
  readonly count: number;
  readonly scale: number;
  readonly offset: number;
  readonly file: string;
}

const [DUMMY_MARK, REPEAT_MARK, ZERO_DIGIT] = [33, 34, 37];

/** Base-90 values: `!` for none, `"` for a repeat whose count and value come next. */
function decompress(
  bytes: Uint8Array,
  { from, digits, count, scale, offset, file }: Compressed,
): Float64Array {
  let at = from;
  const cut = () => new FormatError({ file, problem: "the file is cut short or damaged" });
  const code = (): { mark: number; value: number } => {
    while (at < bytes.length && bytes[at] <= 32) at++;
    if (at + digits > bytes.length) throw cut();
    const mark = bytes[at];
    let value = 0;
    for (let k = 0; k < digits; k++) value = value * 90 + bytes[at + k] - ZERO_DIGIT;
    at += digits;
    return { mark, value };
  };
  const real = ({ mark, value }: { mark: number; value: number }) =>
    mark === DUMMY_MARK ? Number.NaN : value * scale + offset;
  const codes: number[] = []; // grows with the file, so that a header alone takes no memory
  const runs: [at: number, length: number][] = [];
  let total = 0;
  while (total < count) {
    const next = code();
    if (next.mark !== REPEAT_MARK) {
      codes.push(real(next));
      total++;
      continue;
    }
    const length = code().value;
    if (!(length > 0) || total + length > count) throw cut();
    runs.push([codes.length, length]);
    codes.push(real(code()));
    total += length;
  }
  const values = new Float64Array(count);
  let [to, run] = [0, 0];
  for (let k = 0; k < codes.length; k++) {
    const length = runs[run]?.[0] === k ? runs[run++][1] : 1;
    values.fill(codes[k], to, to + length);
    to += length;
  }
  return values;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ").slice(0, 79);
}

import { ArgumentError, FormatError } from "../core/errors.js";
import { type Grid, gridSpacing, isInDegrees } from "../core/grid.js";
import { checkSize, gridOfFile, rangeOf, turnRows } from "./grid-parts.js";
import { bytesOfLines, noDataFor, readLine, readNumbers } from "./grid-text.js";

/**
 * Writes a grid in degrees in the format of ICGEM's calculation service: a header of names and values, then longitude,
 * latitude and value of each node, the north row first. A sigma becomes a further column, `NAME_sigma`.
 *
 * @throws ArgumentError if the grid is not in degrees
 *
 * Source: Ince et al. (2019), ICGEM, Earth System Science Data 11, 647–674; files of its service.
 */
export function writeIcgemGdf(grid: Grid): Uint8Array {
  const { x, y, values, sigma } = grid;
  if (!isInDegrees(grid)) {
    const accepted = "a grid in degrees (EPSG:4326), for ICGEM's format";
    throw new ArgumentError({
      argument: "grid.crs",
      value: grid.crs,
      accepted,
      advice: "Choose another format.",
    });
  }
  const gap = noDataFor(values, sigma);
  const name = grid.name.replace(/\s+/g, "_");
  const columns = ["longitude", "latitude", name, ...(sigma ? [`${name}_sigma`] : [])];
  const units = ["[deg.]", "[deg.]", ...columns.slice(2).map(() => `[${grid.units.replace(/\s+/g, "_")}]`)];
  const shown = (value: number) => (Number.isFinite(value) ? value : gap);
  return bytesOfLines(
    (function* () {
      for (const [key, value] of headerOf(grid, gap)) yield `${key.padEnd(30)} ${value}`;
      yield "";
      yield columns.join("    ");
      yield units.join("    ");
      yield "end_of_head ==================================================================";
      for (let row = y.length - 1; row >= 0; row--)
        for (let column = 0; column < x.length; column++) {
          const k = row * x.length + column;
          const last = sigma === undefined ? "" : ` ${shown(sigma[k])}`;
          yield `${x[column]} ${y[row]} ${shown(values[k])}${last}`;
        }
    })(),
  );
}

function headerOf(
  { x, y, values, units, name, registration }: Grid,
  gap: number,
): [string, string | number][] {
  const [low, high] = rangeOf(values);
  const [dx, dy] = [gridSpacing(x), gridSpacing(y)];
  return [
    ["product_type", "gravity_field"],
    ["functional", name.replace(/\s+/g, "_")],
    ["unit", units.replace(/\s+/g, "_")],
    ["refsysname", "WGS84"],
    ["latlimit_north", y[y.length - 1]],
    ["latlimit_south", y[0]],
    ["longlimit_west", x[0]],
    ["longlimit_east", x[x.length - 1]],
    ["gridstep", Math.abs(dx - dy) < 1e-9 * dx ? dx : `${dx} ${dy}`],
    ["registration", registration],
    ["gapvalue", gap],
    ["latitude_parallels", y.length],
    ["longitude_parallels", x.length],
    ["number_of_gridpoints", x.length * y.length],
    ["minimum", low],
    ["maximum", high],
  ];
}

/** True for bytes that begin as ICGEM's files do. */
export function isIcgemGdf(bytes: Uint8Array): boolean {
  return /^end_of_head/m.test(new TextDecoder("latin1").decode(bytes.subarray(0, 20_000)));
}

/**
 * Reads a grid of ICGEM's calculation service. Of several columns the last is read (a height may stand before it), and
 * the one called `NAME_sigma` as its sigma.
 *
 * @param variable - name of the column to read
 * @throws FormatError if a fact is missing or the nodes are not all there
 */
export function readIcgemGdf(bytes: Uint8Array, file: string, variable?: string): Grid {
  const { facts, columns, units, from } = header(bytes, file);
  const [wide, high] = ["longitude_parallels", "latitude_parallels"].map((key) => Number(facts[key]));
  checkSize(file, wide, high, (bytes.length - from + 1) / 2 / columns.length);
  const table = readNumbers({ bytes, from, file, count: wide * high * columns.length });
  const column = (k: number) =>
    Float64Array.from({ length: wide * high }, (_, i) => table[i * columns.length + k]);
  const named = columns.filter((name) => !/^(longitude|latitude)$|_sigma$/.test(name));
  const name = variable ?? named[named.length - 1];
  const at = columns.indexOf(name);
  if (at < 0) {
    throw new FormatError({
      file,
      problem: `there is no column '${name}'; its columns are: ${columns.join(", ")}`,
    });
  }
  const gap = facts.gapvalue === undefined ? Number.NaN : Number.parseFloat(facts.gapvalue);
  const [longitude, latitude] = ["longitude", "latitude"].map((key) => column(columns.indexOf(key)));
  const isFromNorth = latitude[0] > latitude[latitude.length - 1];
  const turned = (values: Float64Array) => (isFromNorth ? turnRows(values, wide) : values);
  const field = (k: number) => turned(column(k)).map((value) => (value === gap ? Number.NaN : value));
  const sigmaAt = columns.indexOf(`${name}_sigma`);
  const y = Float64Array.from({ length: high }, (_, j) => latitude[j * wide]);
  checkOrder(longitude, latitude, wide, file);
  return gridOfFile(file, {
    x: longitude.slice(0, wide),
    y: isFromNorth ? y.reverse() : y,
    values: field(at),
    ...(sigmaAt < 0 ? {} : { sigma: field(sigmaAt) }),
    registration: facts.registration === "pixel" ? "pixel" : "gridline",
    ...{ crs: "EPSG:4326", name, units: units[at] },
  });
}

/** Nodes must stand row by row: what the columns say is compared with what the header tells. */
function checkOrder(longitude: Float64Array, latitude: Float64Array, wide: number, file: string): void {
  for (let k = 0; k < longitude.length; k++) {
    if (longitude[k] === longitude[k % wide] && latitude[k] === latitude[k - (k % wide)]) continue;
    const problem = `node ${k + 1} stands at ${longitude[k]}, ${latitude[k]}, where its header's rows have another place`;
    throw new FormatError({ file, problem, advice: "Is longitude_parallels the length of a row?" });
  }
}

interface Header {
  readonly facts: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly units: readonly string[];
  /** Where the numbers begin. */
  readonly from: number;
}

function header(bytes: Uint8Array, file: string): Header {
  const facts: Record<string, string> = {};
  const names: string[][] = []; // below the empty line: the columns, then their units
  let isBelow = false;
  for (let line = readLine(bytes, 0); line !== undefined; line = readLine(bytes, line.next)) {
    const words = line.text.trim().split(/\s+/);
    if (words[0].startsWith("end_of_head")) {
      const [columns, units] = names;
      const known =
        columns !== undefined && ["longitude", "latitude"].every((name) => columns.includes(name));
      if (known && columns.length > 2 && units?.length === columns.length)
        return { facts, columns, units: units.map((unit) => unit.replace(/^\[|\]$/g, "")), from: line.next };
      throw new FormatError({
        file,
        problem: "its header does not name longitude, latitude, a value and their units",
      });
    }
    if (words[0] === "") isBelow = Object.keys(facts).length > 0;
    else if (isBelow) names.push(words);
    else facts[words[0]] = words.slice(1).join(" ");
  }
  throw new FormatError({
    file,
    problem: "there is no line end_of_head in it",
    advice: "It is cut short, or no gdf.",
  });
}

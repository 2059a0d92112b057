import { type Column, type Columns, rowCount } from "../core/columns.js";
import { ArgumentError, FormatError } from "../core/errors.js";
import { readCsv, writeCsv } from "./csv.js";
import { isInsidePath } from "./inside-path.js";

/** Tables of points with what a stranger must know of them. */
export interface DataPackage {
  /** Name in small letters, digits, `.`, `-` and `_`. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** Name of the licence, for example `CC-BY-4.0`. */
  readonly license?: string;
  /** Coordinate system of the tables: `EPSG:4326`, another `EPSG:n`, or `plane`. */
  readonly crs?: string;
  /** Tables by name; each becomes the file `NAME.csv`. */
  readonly tables: Readonly<Record<string, Columns>>;
}

const DESCRIPTOR = "datapackage.json";
const NAME = /^[a-z0-9][a-z0-9._-]*$/;
/** Units that a column's name ends in, as people write them. */
const UNITS: Readonly<Record<string, string>> = {
  mgal: "mGal",
  ugal: "µGal",
  deg: "degree",
  m: "m",
  km: "km",
  hpa: "hPa",
  minutes: "min",
  hours: "h",
  s: "s",
  mm: "mm",
  ft: "ft",
  mk: "mK",
};

/** Units of more than one word. */
const RATES: Readonly<Record<string, string>> = {
  kg_per_m3: "kg/m³",
  mgal_per_m: "mGal/m",
  m_per_s: "m/s",
};

/**
 * Writes tables as a Frictionless data package: one CSV for each table, and `datapackage.json`, which tells each column's
 * type and unit. Programs that know data packages (Frictionless, pandas, R) read it, and any spreadsheet opens the CSV.
 *
 * @param data - see {@link DataPackage}
 * @returns the bytes of each file by name, `datapackage.json` first; the same tables give the same bytes
 * @throws ArgumentError if a name is not fit for a file, or a table has no rows
 *
 * Source: Frictionless Data, Tabular Data Package and Table Schema, version 1.
 *
 * @example
 * const stations = { station: ["A1"], longitude_deg: Float64Array.of(102.5), gravity_mgal: Float64Array.of(978500.125) };
 * const files = writeDataPackage({ name: "survey", crs: "EPSG:4326", tables: { stations } });
 * Object.keys(files); // => ["datapackage.json", "stations.csv"]
 * readDataPackage(files).tables.stations.gravity_mgal; // => Float64Array.of(978500.125)
 * writeDataPackage({ name: "../survey", tables: { stations } }); // throws ArgumentError
 */
export function writeDataPackage(data: DataPackage): Readonly<Record<string, Uint8Array>> {
  for (const name of [data.name, ...Object.keys(data.tables)]) {
    if (NAME.test(name)) continue;
    const accepted = "a name of small letters, digits, '.', '-' and '_', that begins with a letter or digit";
    throw new ArgumentError({ argument: "name", value: name, accepted });
  }
  const encoder = new TextEncoder();
  const files = Object.entries(data.tables).map(([name, columns]) => {
    if (rowCount(columns) === 0)
      throw new ArgumentError({ argument: `rows of table ${name}`, value: 0, accepted: "at least 1" });
    return { name, columns, bytes: encoder.encode(writeCsv(columns)) };
  });
  const { name, title, description, license, crs } = data;
  const descriptor = {
    profile: "tabular-data-package",
    ...{ name, title, description },
    licenses: license === undefined ? undefined : [{ name: license }],
    crs,
    resources: files.map(({ name, columns, bytes }) => ({
      profile: "tabular-data-resource",
      ...{ name, path: `${name}.csv`, format: "csv", mediatype: "text/csv", encoding: "utf-8" },
      bytes: bytes.length,
      dialect: { delimiter: ",", header: true },
      schema: { fields: Object.entries(columns).map(fieldOf), missingValues: [""] },
    })),
  };
  return {
    [DESCRIPTOR]: encoder.encode(`${JSON.stringify(descriptor, null, 2)}\n`),
    ...Object.fromEntries(files.map(({ name, bytes }) => [`${name}.csv`, bytes])),
  };
}

function fieldOf([name, column]: [string, Column]) {
  const rate = Object.keys(RATES).find((ending) => name.endsWith(`_${ending}`));
  const unit = rate === undefined ? UNITS[/_([a-z]+)$/.exec(name)?.[1] ?? ""] : RATES[rate];
  return { name, type: column instanceof Float64Array ? "number" : "string", unit };
}

/**
 * Reads the tables of a data package.
 *
 * @param files - the bytes of its files by name: `datapackage.json`, and what it names
 * @param file - name of its descriptor
 * @returns the tables, their columns as the descriptor tells: numbers, or texts
 * @throws FormatError if the descriptor is damaged, names a file that is not there or not of the length it tells, or one
 *   outside the package (`../`, `/`, `C:\`, an address): such files are never opened
 *
 * @example
 * const text = '{"name": "a", "resources": [{"name": "x", "path": "../../passwords.csv"}]}';
 * readDataPackage({ "datapackage.json": new TextEncoder().encode(text) }); // throws FormatError
 */
export function readDataPackage(
  files: Readonly<Record<string, Uint8Array>>,
  file: string = DESCRIPTOR,
): DataPackage {
  const fail = (problem: string, advice?: string): never => {
    throw new FormatError({ file, problem, advice });
  };
  const descriptor = parsed(files, file);
  const resources = descriptor.resources;
  if (!Array.isArray(resources) || resources.length === 0) return fail("it lists no resources");
  const tables = new Map<string, Columns>();
  for (const entry of resources as unknown[]) {
    const resource = isRecord(entry) ? entry : {};
    const { name, path, bytes } = resource;
    if (typeof name !== "string" || !NAME.test(name) || tables.has(name))
      return fail(`a resource's name is ${JSON.stringify(name)?.slice(0, 60)}, or there twice`);
    if (typeof path !== "string" || !isInsidePath(path))
      return fail(
        `resource '${name}' is said to lie at ${JSON.stringify(path)?.slice(0, 80)}, which is not inside the package`,
        "Nothing was opened. Put the file beside datapackage.json.",
      );
    if (!Object.hasOwn(files, path))
      return fail(`there is no file '${path}', which resource '${name}' names`);
    if (typeof bytes === "number" && bytes !== files[path].length)
      return fail(
        `'${path}' has ${files[path].length} bytes, where ${bytes} are told`,
        "It is cut short or changed.",
      );
    tables.set(name, tableOf(files[path], path, resource.schema));
  }
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const licenses = Array.isArray(descriptor.licenses) ? (descriptor.licenses as unknown[]) : [];
  const license = isRecord(licenses[0]) ? text(licenses[0].name) : undefined;
  const facts = { title: text(descriptor.title), description: text(descriptor.description), license };
  const told = Object.entries({ ...facts, crs: text(descriptor.crs) }).filter(
    ([, value]) => value !== undefined,
  );
  return {
    name: text(descriptor.name) ?? "",
    ...Object.fromEntries(told),
    tables: Object.fromEntries(tables),
  };
}

function parsed(files: Readonly<Record<string, Uint8Array>>, file: string): Record<string, unknown> {
  if (!Object.hasOwn(files, file)) throw new FormatError({ file, problem: "there is no such file" });
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(files[file]));
    if (isRecord(value)) return value;
  } catch (error) {
    const problem = `it is not JSON in UTF-8 (${(error as Error).message.slice(0, 80)})`;
    throw new FormatError({ file, problem });
  }
  throw new FormatError({ file, problem: "it is not a data package's descriptor" });
}

function tableOf(bytes: Uint8Array, file: string, schema: unknown): Columns {
  const fields = isRecord(schema) && Array.isArray(schema.fields) ? (schema.fields as unknown[]) : [];
  const ofType = (...types: unknown[]) =>
    fields
      .filter(isRecord)
      .filter(({ name, type }) => typeof name === "string" && types.includes(type))
      .map(({ name }) => name as string);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError({ file, problem: "a character in it is not UTF-8" });
  }
  const [numbers, texts] = [ofType("number", "integer"), ofType("string")];
  return readCsv(text, { file, required: [...numbers, ...texts], numbers, texts }).columns;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Attributes of a netCDF file or variable: text, one number or several (written as 64-bit floats; integers as int). */
export type NetcdfAttributes = Readonly<Record<string, string | number | readonly number[]>>;

/** A variable of 64-bit floats, or (with no dimension and no values) an empty int that only bears attributes. */
export interface NetcdfVariable {
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly values?: Float64Array;
  readonly attributes: NetcdfAttributes;
}

/** What a netCDF file of grids holds. */
export interface NetcdfFile {
  readonly dimensions: Readonly<Record<string, number>>;
  readonly attributes: NetcdfAttributes;
  readonly variables: readonly NetcdfVariable[];
}

const DIMENSION = 10;
const VARIABLE = 11;
const ATTRIBUTE = 12;
const CHAR = 2;
const INT = 4;
const DOUBLE = 6;

/**
 * Writes a netCDF file in the classic format with 64-bit offsets ("CDF" 2): a header that lists dimensions,
 * attributes and variables, then the values, all big-endian and padded to four bytes.
 *
 * Source: NetCDF Classic Format Specification (OGC 10-092r3), section 4; the names of the parts are its own.
 */
export function writeNetcdf3(file: NetcdfFile): Uint8Array {
  // The header's length does not depend on the offsets in it, so it is written twice: to measure, then for good.
  const headerLength = header(file, 0).length;
  const bytes = new Uint8Array(headerLength + file.variables.reduce((sum, v) => sum + sizeOf(v), 0));
  bytes.set(header(file, headerLength), 0);
  const view = new DataView(bytes.buffer);
  let offset = headerLength;
  for (const variable of file.variables) {
    variable.values?.forEach((value, i) => {
      view.setFloat64(offset + 8 * i, value);
    });
    offset += sizeOf(variable);
  }
  return bytes;
}

function sizeOf(variable: NetcdfVariable): number {
  return variable.values === undefined ? 4 : 8 * variable.values.length;
}

function header(file: NetcdfFile, begin: number): number[] {
  const out: number[] = [0x43, 0x44, 0x46, 2];
  const dimensions = Object.keys(file.dimensions);
  int(out, 0); // no records
  list(out, DIMENSION, dimensions.length);
  for (const name of dimensions) {
    text(out, name);
    int(out, file.dimensions[name]);
  }
  attributes(out, file.attributes);
  list(out, VARIABLE, file.variables.length);
  let offset = begin;
  for (const variable of file.variables) {
    text(out, variable.name);
    int(out, variable.dimensions.length);
    for (const name of variable.dimensions) int(out, dimensions.indexOf(name));
    attributes(out, variable.attributes);
    int(out, variable.values === undefined ? INT : DOUBLE);
    int(out, Math.min(sizeOf(variable), 0xffffffff));
    int(out, Math.floor(offset / 2 ** 32));
    int(out, offset % 2 ** 32);
    offset += sizeOf(variable);
  }
  return out;
}

function attributes(out: number[], values: NetcdfAttributes): void {
  list(out, ATTRIBUTE, Object.keys(values).length);
  for (const [name, value] of Object.entries(values)) {
    text(out, name);
    if (typeof value === "string") {
      int(out, CHAR);
      text(out, value);
      continue;
    }
    const numbers = typeof value === "number" ? [value] : value;
    const isInt = typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
    int(out, isInt ? INT : DOUBLE);
    int(out, numbers.length);
    for (const number of numbers) {
      if (isInt) int(out, number);
      else out.push(...new Uint8Array(bigEndian(number)));
    }
  }
}

function list(out: number[], tag: number, length: number): void {
  int(out, length === 0 ? 0 : tag);
  int(out, length);
}

function int(out: number[], value: number): void {
  out.push((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

function text(out: number[], value: string): void {
  const bytes = new TextEncoder().encode(value);
  int(out, bytes.length);
  out.push(...bytes);
  while (out.length % 4 !== 0) out.push(0);
}

function bigEndian(value: number): ArrayBuffer {
  const buffer = new ArrayBuffer(8);
  new DataView(buffer).setFloat64(0, value);
  return buffer;
}

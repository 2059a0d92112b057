import { FormatError } from "../core/errors.js";
import type { TextFile } from "../core/report.js";
import { LOADING_WAVES } from "../earth/ocean-loading.js";
import type { OceanLoadingPlace } from "../earth/ocean-loading-place.js";

/** A place of a BLQ file, and what the ocean does to its gravity. */
export interface BlqStation extends OceanLoadingPlace {
  /** Height in metres as the file has it; NaN where it has none. */
  readonly height_m: number;
  /** nm/s². */
  readonly amplitude: Float64Array;
  /** Degrees, gravity positive up. */
  readonly phaseLag: Float64Array;
}

/** Rows of numbers of a place: amplitudes of gravity and two tilts, then their phases. */
const ROWS = 6;

/**
 * Reads a BLQ file of ocean loading, as the Onsala ocean loading provider sends it for gravity: for each place eleven
 * amplitudes in nm/s² and eleven phase lags in degrees (columns M2 S2 N2 K2 K1 O1 P1 Q1 MF MM SSA), gravity positive
 * up. Tilts are passed over.
 *
 * @returns the places in the order of the file, for `oceanLoading` and `correctTide`
 * @throws FormatError where a place has not six rows of eleven numbers or no coordinates, where the file holds
 *   displacements instead of gravity, or no place at all
 *
 * Source: the file's own header (H.-G. Scherneck, Onsala Space Observatory, programs olfg and olmpp).
 *
 * @example
 * const row = "1 0 0 0 0 0 0 0 0 0 0\n";
 * const text = `Vientiane\n$$ Vientiane, GRAV TILT lon/lat: 102.6 17.9 170\n${row.repeat(6)}`;
 * readBlq({ name: "sites.blq", text, sha256: "" })[0].latitude_deg; // => 17.9
 */
export function readBlq(file: TextFile): readonly BlqStation[] {
  const places: Place[] = [];
  let named: string | undefined;
  for (const [index, raw] of file.text.split(/\r?\n/).entries()) {
    const [text, line] = [raw.trim(), index + 1];
    if (text === "") continue;
    if (text.startsWith("$$")) {
      const place = placeOf(text, named, line, file.name);
      if (place !== undefined) places.push(place);
    } else if ((places.at(-1)?.rows.length ?? ROWS) < ROWS) {
      places.at(-1)?.rows.push(numbersOf(text, line, file.name));
    } else {
      named = text.replace(/\s+AF:\(.*$/, "");
    }
  }
  if (places.length === 0)
    throw new FormatError({
      file: file.name,
      problem: "no place with 'GRAV' and 'lon/lat:' was found",
      advice: "Ask the ocean loading provider for gravity, and save its answer as text.",
    });
  return places.map((place) => finished(place, file.name));
}

interface Place {
  readonly station: string;
  readonly line: number;
  readonly coordinates: readonly number[];
  readonly rows: Float64Array[];
}

/** The place that a comment such as `$$ LH, GRAV TILT lon/lat: 91.0350 29.6450 3632.300` announces. */
function placeOf(text: string, named: string | undefined, line: number, file: string): Place | undefined {
  const match = /^\$\$\s*(.*?),?\s+(GRAV|RADI)\b.*lon\/lat:\s*(.*)$/.exec(text);
  if (match === null) return undefined;
  if (match[2] === "RADI")
    throw new FormatError({
      file,
      line,
      problem: "these are displacements of the ground, in metres, not gravity",
      advice: "Ask the ocean loading provider for gravity.",
    });
  const coordinates = match[3].trim().split(/\s+/).map(Number);
  if (coordinates.length < 2 || !coordinates.slice(0, 2).every(Number.isFinite))
    throw new FormatError({ file, line, problem: `'${match[3]}' is not a longitude and a latitude` });
  return { station: named ?? match[1], line, coordinates, rows: [] };
}

function numbersOf(text: string, line: number, file: string): Float64Array {
  const numbers = Float64Array.from(text.split(/\s+/), Number);
  if (numbers.length !== LOADING_WAVES.length || numbers.some((value) => !Number.isFinite(value)))
    throw new FormatError({
      file,
      line,
      problem: `${LOADING_WAVES.length} numbers are wanted here, for ${LOADING_WAVES.join(", ")}`,
    });
  return numbers;
}

function finished({ station, line, coordinates, rows }: Place, file: string): BlqStation {
  if (rows.length !== ROWS)
    throw new FormatError({
      file,
      line,
      problem: `${station} has ${rows.length} rows of numbers, and needs ${ROWS}: three of amplitudes, three of phases`,
    });
  const [longitude_deg, latitude_deg, height_m = Number.NaN] = coordinates;
  return { station, longitude_deg, latitude_deg, height_m, amplitude: rows[0], phaseLag: rows[3] };
}

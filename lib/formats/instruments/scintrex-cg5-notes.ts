/** From here on a number in a note is taken as centimetres: no meter stands so many metres above its mark. */
const LEAST_CENTIMETRES = 3;
/** The highest a meter stands above its mark, metres. */
const HIGHEST_M = 2;
const NOTE = /^(\S+)\s+(\d+(?:[.,]\d+)?)\s*(cm|m)?$/i;

/**
 * Heights of the meter above the mark from the notes of a CG-5, which has no field for it. Crews write the station and
 * the height into the note, `1011 26.8`: a note is taken so where its first word is a station of the file (of another
 * reading, where one of the two names is misspelt) and one number follows, in the unit that it names, else in
 * centimetres from 3 up, in metres below.
 *
 * @param station - of each reading
 * @param notes - of each reading
 * @returns metres; NaN where the note says something else, or nothing
 */
export function heightsFromNotes(station: readonly string[], notes: readonly string[]): Float64Array {
  const stations = new Set(station.map(plain));
  const heights = new Float64Array(notes.length);
  for (let i = 0; i < heights.length; i++)
    heights[i] = i > 0 && notes[i] === notes[i - 1] ? heights[i - 1] : heightFromNote(stations, notes[i]);
  return heights;
}

function heightFromNote(stations: ReadonlySet<string>, note: string): number {
  const [, name, number, unit] = NOTE.exec(note) ?? [];
  if (name === undefined || !stations.has(plain(name))) return Number.NaN;
  const value = Number(number.replace(",", "."));
  const isCentimetres = unit === undefined ? value >= LEAST_CENTIMETRES : /^cm$/i.test(unit);
  const height = isCentimetres ? value / 100 : value;
  return height <= HIGHEST_M ? height : Number.NaN;
}

/** One spelling of a station: a person writes station 5 as 5, or as 05. */
function plain(station: string): string {
  return /^\d+$/.test(station) ? String(Number(station)) : station.toLowerCase();
}

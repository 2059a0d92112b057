import { loopName, type ReadLoop } from "./campaign-readings.js";
import type { Page } from "./campaign-rows.js";
import { stationPair } from "./fault-places.js";
import { exchangedDigits, type FaultBook, misspelt } from "./faults.js";
import { type Cg6Stop, cg6File, cg6Stops } from "./write-cg6.js";

/** Days and stops at which the user accepted a southern latitude. */
const SOUTHERN: readonly (readonly [day: number, stop: number])[] = [
  [3, 5],
  [27, 14],
];
/** Days and stops at which the user kept the position of the stop before. */
const STALE: readonly (readonly [day: number, stop: number])[] = [
  [12, 7],
  [25, 9],
];
/** On this day the crew did not come back to its base in the evening. */
const NO_EVENING_DAY = 20;

/** The CG-6's files, a week each, with their planted faults. */
export function cg6Pages(loops: readonly ReadLoop[], book: FaultBook): Page[] {
  const days = new Map(loops.map((loop) => [loopName(loop.loop), makeStops(loop)]));
  const stopsOf = (day: number) => {
    const stops = days.get(`D${String(day).padStart(2, "0")}`);
    if (stops === undefined) throw new Error(`the CG-6 was not out on day ${day}`);
    return stops;
  };
  const lastOfDay = stopsOf(NO_EVENING_DAY).at(-1);
  plantFaults(stopsOf, book);
  const pages = [0, 1, 2, 3, 4, 5].map((week) => {
    const mine = loops.filter(({ loop }) => loop.week === week);
    const created = mine[0].loop.visits[0].start - 60_000;
    const stops = mine.flatMap(({ loop }) => days.get(loopName(loop)) ?? []);
    return cg6File(`cg6-week-${week}.dat`, `SYNTHETIC_WEEK_${week}`, created, stops);
  });
  if (lastOfDay === undefined) throw new Error("no stops");
  book.note("missing tie", lastOfDay.readings.slice(-1), {
    station: lastOfDay.place.name,
    column: "",
    written: "",
    truth: "a reading at the base after this line",
    note: `no reading at the base in the evening of day ${NO_EVENING_DAY}`,
  });
  return pages;
}

function makeStops({ loop, stops }: ReadLoop): Cg6Stop[] {
  const isField = loop.week > 0;
  const kept = isField && loop.day === NO_EVENING_DAY ? stops.slice(0, -1) : stops;
  const southern = new Set(SOUTHERN.filter(([day]) => isField && day === loop.day).map(([, stop]) => stop));
  return cg6Stops(isField ? loop.day : -loop.day, kept, southern);
}

function plantFaults(stopsOf: (day: number) => readonly Cg6Stop[], book: FaultBook): void {
  for (const [day, stop] of SOUTHERN) {
    const { place, readings } = stopsOf(day)[stop];
    const written = readings[0].cells.LatUser;
    const note = "south: TideCorr, which is in CorrGrav, is wrong too";
    const truth = written.replace("-", "");
    book.note("wrong hemisphere", readings, { station: place.name, column: "LatUser", written, truth, note });
  }
  for (const [day, stop] of [
    [5, 9],
    [18, 4],
  ] as const) {
    const { place, readings } = stopsOf(day)[stop];
    const note = "a letter in place of a digit";
    book.overwrite("wrong station name", readings, place.name, "Station", misspelt(place.name), note);
  }
  for (const [day, stop] of STALE) {
    const { place, readings } = stopsOf(day)[stop];
    const before = stopsOf(day)[stop - 1].readings[0].cells;
    const number = book.next();
    const note = "the position of the stop before; the GPS columns are right";
    for (const column of ["LatUser", "LonUser"])
      book.overwrite("bad position", readings, place.name, column, before[column], note, number);
  }
  const stops = stopsOf(10);
  const [a, b] = stationPair(stops, (stop) => Number(stop.readings[0].cells.CorrGrav));
  const number = book.next();
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const note = `read at ${one.place.name}, written as ${other.place.name}`;
    book.overwrite(
      "swapped stations",
      one.readings,
      one.place.name,
      "Station",
      other.place.name,
      note,
      number,
    );
  }
  bump("spike", stopsOf(23)[10], 1, -0.31, "a truck went by: one reading of the stop", book);
  bump(
    "unsettled reading",
    stopsOf(7)[6],
    0,
    0.12,
    "read at once after a rough drive: the first reading",
    book,
  );
  const tall = stopsOf(14)[8];
  const height = exchangedDigits(tall.readings[0].cells.InstrHeight, 0, 0.5);
  book.overwrite(
    "typing error",
    tall.readings,
    tall.place.name,
    "InstrHeight",
    height,
    "height of the meter, m",
  );
}

/** A step in one reading of a stop: in the raw and in the corrected gravity, as a real one. */
function bump(
  kind: "spike" | "unsettled reading",
  { place, readings }: Cg6Stop,
  which: number,
  step: number,
  note: string,
  book: FaultBook,
): void {
  const row = readings[which];
  row.cells.RawGrav = (Number(row.cells.RawGrav) + step).toFixed(4);
  const wrong = (Number(row.cells.CorrGrav) + step).toFixed(4);
  book.overwrite(kind, [row], place.name, "CorrGrav", wrong, note);
}

import { loopName, type ReadLoop, TARE } from "./campaign-readings.js";
import { type Page, type Row, utcText } from "./campaign-rows.js";
import { stationPair } from "./fault-places.js";
import { exchangedDigits, type FaultBook, misspelt } from "./faults.js";
import { type DialStop, dialSheet, dialStops } from "./write-dial.js";

/** Pages whose times are local, seven hours ahead of UTC. */
const LOCAL_DAYS = [17, 26] as const;
/** This page was typed twice. */
const TWICE_DAY = 8;
const LOCAL_HOURS = 7;
/** Day, stop and reading whose counter was typed with two digits exchanged, and from which digit on. */
const TYPED: readonly (readonly [day: number, stop: number, reading: number, digit: number])[] = [
  [1, 3, 0, 2],
  [3, 9, 1, 1],
  [7, 5, 0, 3],
  [13, 12, 1, 2],
  [19, 2, 0, 4],
  [24, 7, 1, 3],
  [27, 14, 0, 2],
];

/** The dial's sheets, a week each, with their planted faults. */
export function dialPages(loops: readonly ReadLoop[], book: FaultBook): Page[] {
  const days = new Map(loops.map(({ loop, stops }) => [loopName(loop), dialStops(loopName(loop), stops)]));
  const stopsOf = (day: number) => {
    const stops = days.get(`D${String(day).padStart(2, "0")}`);
    if (stops === undefined) throw new Error(`the dial was not out on day ${day}`);
    return stops;
  };
  plantFaults(stopsOf, book);
  const twice = rowsOf(stopsOf(TWICE_DAY)).map((row): Row => ({ cells: { ...row.cells } }));
  const pages = [0, 1, 2, 3, 4, 5].map((week) => {
    const mine = loops
      .filter(({ loop }) => loop.week === week)
      .flatMap(({ loop }) => {
        const page = rowsOf(days.get(loopName(loop)) ?? []);
        return loop.week > 0 && loop.day === TWICE_DAY ? [page, twice] : [page];
      });
    return dialSheet(`dial-week-${week}.csv`, mine);
  });
  const written = `page D${String(TWICE_DAY).padStart(2, "0")} once more`;
  const note = "the page above was typed twice";
  book.note("duplicated page", twice, { station: "", column: "", written, truth: "", note });
  return pages;
}

function rowsOf(stops: readonly DialStop[]): Row[] {
  return stops.flatMap(({ readings }) => readings);
}

function plantFaults(stopsOf: (day: number) => readonly DialStop[], book: FaultBook): void {
  for (const [day, stop, reading, digit] of TYPED) {
    const { place, readings } = stopsOf(day)[stop];
    const row = readings[reading];
    const wrong = exchangedDigits(row.cells.counter, digit, 0.08);
    book.overwrite("typing error", [row], place.name, "counter", wrong, "two digits changed places");
  }
  book.note("tare", rowsOf(stopsOf(TARE.day).slice(TARE.stop)), {
    station: "",
    column: "counter",
    written: `+${TARE.step_mgal}`,
    truth: "0",
    note: "the meter was knocked: mGal in the readings of these lines, to the day's end",
  });
  for (const day of LOCAL_DAYS) {
    const rows = rowsOf(stopsOf(day));
    for (const row of rows)
      row.cells.time_utc = utcText(Date.parse(row.cells.time_utc) + LOCAL_HOURS * 3_600_000);
    const note = "local time: hours ahead of UTC in these lines";
    const column = "time_utc";
    book.note("wrong time zone", rows, { station: "", column, written: `+${LOCAL_HOURS}`, truth: "0", note });
  }
  const [a, b] = stationPair(stopsOf(22), (stop) => Number(stop.readings[0].cells.counter));
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
      "station",
      other.place.name,
      note,
      number,
    );
  }
  for (const [day, stop] of [
    [6, 4],
    [15, 11],
  ] as const) {
    const { place, readings } = stopsOf(day)[stop];
    const note = "a letter in place of a digit";
    book.overwrite("wrong station name", readings, place.name, "station", misspelt(place.name), note);
  }
  const { place, readings } = stopsOf(10)[5];
  const centimetres = (100 * Number(readings[0].cells.instrument_height_m)).toFixed(1);
  const note = "centimetres in place of metres";
  book.overwrite("wrong units", readings, place.name, "instrument_height_m", centimetres, note);
}

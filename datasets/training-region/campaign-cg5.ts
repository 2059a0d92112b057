import type { Place } from "./campaign-places.js";
import type { ReadLoop } from "./campaign-readings.js";
import { loopName } from "./campaign-readings.js";
import type { Page, Row } from "./campaign-rows.js";
import { stationPair } from "./fault-places.js";
import { exchangedDigits, type FaultBook } from "./faults.js";
import { type Cg5Survey, cg5Dump, cg5Survey } from "./write-cg5.js";

/** The clock of the CG-5 shows local time, seven hours ahead of UTC. */
const CLOCK_HOURS = 7;
/** On this day the crew typed the header's time difference with the wrong sign. */
const WRONG_SIGN_DAY = 9;
/** On this day the header's latitude was south. */
const SOUTHERN_DAY = 21;

/** The CG-5's dumps, a week each, with their planted faults. */
export function cg5Pages(loops: readonly ReadLoop[], book: FaultBook): Page[] {
  const surveys = new Map(loops.map((loop) => [loopName(loop.loop), makeSurvey(loop)]));
  plantFaults((day) => surveyOf(surveys, day), book);
  // The memory was not cleared after the first week: its last day stands in the next dump again.
  const again = copyOf(surveyOf(surveys, 6));
  const pages = [0, 1, 2, 3, 4, 5].map((week) => {
    const mine = loops
      .filter(({ loop }) => loop.week === week)
      .map(({ loop }) => surveys.get(loopName(loop)));
    const all = (week === 2 ? [again, ...mine] : mine).filter((survey) => survey !== undefined);
    return cg5Dump(`cg5-week-${week}.txt`, all);
  });
  book.note(
    "duplicated page",
    again.stops.flatMap(({ note, readings }) => [note, ...readings]),
    {
      station: "",
      column: "",
      written: "day 6 once more",
      truth: "",
      note: "dumped twice: it stands in cg5-week-1.txt",
    },
  );
  return pages;
}

function makeSurvey({ loop, stops }: ReadLoop): Cg5Survey {
  const { longitude, latitude } = loop.visits[0].place.point;
  const round = (degrees: number) => Math.round(degrees * 1000) / 1000;
  const isField = loop.week > 0;
  const setup = {
    clock_hours: CLOCK_HOURS,
    gmtDifference: isField && loop.day === WRONG_SIGN_DAY ? CLOCK_HOURS : -CLOCK_HOURS,
    longitude: round(longitude),
    latitude: round(latitude) * (isField && loop.day === SOUTHERN_DAY ? -1 : 1),
  };
  return cg5Survey(isField ? loop.day : 0, `SYNTHETIC_${loopName(loop)}`, setup, stops);
}

function surveyOf(surveys: ReadonlyMap<string, Cg5Survey>, day: number): Cg5Survey {
  const survey = surveys.get(`D${String(day).padStart(2, "0")}`);
  if (survey === undefined) throw new Error(`the CG-5 was not out on day ${day}`);
  return survey;
}

function plantFaults(survey: (day: number) => Cg5Survey, book: FaultBook): void {
  const { gmtDifference } = survey(WRONG_SIGN_DAY).header;
  book.note("wrong time zone", [gmtDifference], {
    station: "",
    column: "GMT DIFF.",
    written: gmtDifference.cells["GMT DIFF."],
    truth: (-CLOCK_HOURS).toFixed(1),
    note: "wrong sign: TIDE, which is in GRAV., belongs to a time 14 hours later on this day",
  });
  const { latitude } = survey(SOUTHERN_DAY).header;
  book.note("wrong hemisphere", [latitude], {
    station: "",
    column: "LAT",
    written: latitude.cells.LAT,
    truth: latitude.cells.LAT.replace("S", "N"),
    note: "TIDE, which is in GRAV., belongs to the southern hemisphere on this day",
  });
  swap(survey(4).stops, book);
  for (const [day, stop, step] of [
    [2, 7, 0.42],
    [13, 11, -0.36],
    [25, 5, 0.29],
  ] as const)
    bump("spike", survey(day).stops[stop], 1, step, "somebody walked by: one reading of the stop", book);
  for (const [day, stop] of [
    [11, 4],
    [19, 13],
    [30, 8],
  ] as const)
    bump(
      "unsettled reading",
      survey(day).stops[stop],
      0,
      0.16,
      "read at once after a rough drive: the first reading",
      book,
    );
  typeHeight(survey(16).stops[6], (text) => exchangedDigits(text, 0, 5), book);
  typeHeight(survey(28).stops[12], (text) => (Number(text) * 10).toFixed(1), book);
  const wrong = survey(8).stops[3];
  const name = `${wrong.place.name[0]}${wrong.place.name}`;
  const note = "a digit typed twice: there is no such station";
  book.overwrite("wrong station name", wrong.readings, wrong.place.name, "STATION", `${name}.0000000`, note);
  wrong.note.cells.station = name;
}

/** Two stations that were read one after the other under each other's number. */
function swap(stops: readonly { place: Place; note: Row; readings: Row[] }[], book: FaultBook): void {
  const [a, b] = stationPair(stops, (stop) => Number(stop.readings[0].cells["GRAV."]));
  const number = book.next();
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const note = `read at ${one.place.name}, written as ${other.place.name}`;
    const written = `${other.place.name}.0000000`;
    book.overwrite("swapped stations", one.readings, one.place.name, "STATION", written, note, number);
    one.note.cells.station = other.place.name;
  }
}

function bump(
  kind: "spike" | "unsettled reading",
  stop: { place: Place; readings: Row[] },
  which: number,
  step: number,
  note: string,
  book: FaultBook,
): void {
  const row = stop.readings[which];
  const wrong = (Number(row.cells["GRAV."]) + step).toFixed(3);
  book.overwrite(kind, [row], stop.place.name, "GRAV.", wrong, note);
}

function typeHeight(
  stop: { place: Place; note: Row },
  wrong: (text: string) => string,
  book: FaultBook,
): void {
  const written = wrong(stop.note.cells.height_cm);
  const note = "height of the meter in the note, cm";
  book.overwrite("typing error", [stop.note], stop.place.name, "height_cm", written, note);
}

function copyOf(survey: Cg5Survey): Cg5Survey {
  const copy = (row: Row): Row => ({ cells: { ...row.cells } });
  const { gmtDifference, longitude, latitude } = survey.header;
  return {
    ...survey,
    header: { gmtDifference: copy(gmtDifference), longitude: copy(longitude), latitude: copy(latitude) },
    stops: survey.stops.map((stop) => ({
      ...stop,
      note: copy(stop.note),
      readings: stop.readings.map(copy),
    })),
  };
}

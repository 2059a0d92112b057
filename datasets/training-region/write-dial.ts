import { type DialTable, makeDialTable, milligalToCounter } from "../../lib/index.js";
import { MARK } from "./area.js";
import { METER, type Reading, round } from "./campaign-meters.js";
import type { Place } from "./campaign-places.js";
import { csvLine, Page, type Row, utcText } from "./campaign-rows.js";

/** What stands on a sheet for one stop. */
export interface DialStop {
  readonly place: Place;
  readonly readings: Row[];
}

const COLUMNS = ["loop", "station", "time_utc", "counter", "instrument_height_m", "remark"];
const REMARKS: Readonly<Record<Place["site"], string>> = {
  rock: "rock",
  field: "field",
  road: "beside the road",
  forest: "under trees",
};

let table: DialTable | undefined;

/** The meter's calibration table as its maker prints it: values to 0.01 mGal, factors to five decimals. */
export function dialTable(): DialTable {
  table ??= makeTable();
  return table;
}

function makeTable(): DialTable {
  const counter = Array.from({ length: 71 }, (_, i) => 100 * i);
  // A parabola over the screw's length, as on the makers' sheets.
  const factor = counter.map((c) => round(1.0062 - 3.1e-7 * c + (c - 3200) * (c - 3200) * 4.4e-11, 5));
  const value: number[] = [0];
  for (let i = 1; i < counter.length; i++) value.push(round(value[i - 1] + 100 * factor[i - 1], 2));
  return makeDialTable(counter, value, factor);
}

export function dialTableCsv(): string {
  const { counter, value_mgal, factor } = dialTable();
  const rows = Array.from(counter, (c, i) => `${c},${value_mgal[i].toFixed(2)},${factor[i].toFixed(5)}`);
  return [
    `# ${MARK}`,
    `# Calibration table of LaCoste & Romberg ${METER.dial.serial}.`,
    "counter,value_mgal,factor",
    ...rows,
    "",
  ].join("\n");
}

/** The stops of one page: one day of the meter, called by its loop. */
export function dialStops(loop: string, stops: readonly Reading[][]): DialStop[] {
  return stops.map((readings) => {
    const { place } = readings[0].visit;
    return {
      place,
      readings: readings.map(({ time, value, height }, k) => ({
        cells: {
          loop,
          station: place.name,
          time_utc: utcText(time),
          counter: milligalToCounter(value, dialTable()).toFixed(3),
          instrument_height_m: height.toFixed(3),
          remark: k === 0 ? REMARKS[place.site] : "",
        },
      })),
    };
  });
}

/** A week's sheets, typed into one spreadsheet: page after page. */
export function dialSheet(name: string, pages: readonly (readonly Row[])[]): Page {
  const page = new Page(name);
  page.text(`# ${MARK}`);
  page.text(`# Readings of LaCoste & Romberg ${METER.dial.serial}, a page (loop) a day. The clock is UTC.`);
  page.text(COLUMNS.join(","));
  for (const rows of pages) for (const row of rows) page.row(row, (cells) => csvLine(cells, COLUMNS));
  return page;
}

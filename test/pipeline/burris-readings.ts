import { readFileSync } from "node:fs";
import type { Columns } from "../../lib/core/columns.js";

/** Lines of a Burris meter: station, operator, meter, date, time, gravity (mGal, tide corrected), and what follows. */
export function burrisReadings(path: string, loop = "1") {
  const lines = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const cells = lines.map((line) => line.trim().split(/\s+/));
  return cells.map(([station, , meter, date, time, gravity]) => ({
    station,
    meter,
    loop,
    time_utc: `${date.replaceAll("/", "-")}T${time}Z`,
    reading_mgal: Number(gravity),
  }));
}

/** Readings as the adjustment takes them. */
export function columnsOf(rows: ReturnType<typeof burrisReadings>, sigma: number): Columns {
  return {
    station: rows.map(({ station }) => station),
    meter: rows.map(({ meter }) => meter),
    loop: rows.map(({ loop }) => loop),
    time_utc: rows.map(({ time_utc }) => time_utc),
    reading_mgal: Float64Array.from(rows, ({ reading_mgal }) => reading_mgal),
    sigma_mgal: new Float64Array(rows.length).fill(sigma),
  };
}

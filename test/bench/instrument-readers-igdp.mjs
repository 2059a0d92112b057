// Reads the file of instrument-readers.bench.mjs with igdp, in a process of its own as the peers are.
// Arguments: times | texts, file. With "texts" date and time stay two columns of text, as pandas' read_csv leaves them.

import { statSync } from "node:fs";
import { open } from "node:fs/promises";
import { NO_LINES } from "../../dist/lib/formats/byte-lines.js";
import { readFeed } from "../../dist/lib/formats/instruments/line-reader.js";
import { readInstrumentStream } from "../../dist/lib/formats/instruments/read-instrument-stream.js";
import { RowBuilder } from "../../dist/lib/formats/instruments/row-builder.js";
import { numberField, textField } from "../../dist/lib/formats/instruments/row-fields.js";
import { openTextFeed } from "../../dist/lib/formats/text-feed.js";

const [mode, path] = process.argv.slice(2);
const TEXTS = ["Station", "Date", "Time", "Line", "Corrections"];
const NAMES =
  "Station Date Time CorrGrav Line StdDev StdErr RawGrav X Y SensorTemp TideCorr TiltCorr TempCorr DriftCorr MeasurDur InstrHeight LatUser LonUser ElevUser LatGPS LonGPS ElevGPS Corrections".split(
    " ",
  );

/** The same lines by the same code, without making times, loops and flags of them. */
async function columnsAlone(source) {
  const feed = await openTextFeed(source);
  const fields = NAMES.map((name) =>
    TEXTS.includes(name) ? textField(name, name) : numberField(name, name),
  );
  let rows;
  const isRemark = (from) => feed.bytes[from] === 47;
  return readFeed(feed, {
    quick: (from, line) => (rows === undefined || isRemark(from) ? NO_LINES : rows.addPlain(from, line)),
    visit: (from, to, line) => {
      if (isRemark(from)) return;
      rows ??= new RowBuilder(feed, fields, from, to);
      rows.add(from, to, line);
    },
    finish: () => rows.finish(),
  });
}

const start = performance.now();
const before = process.cpuUsage();
// Without the checksum of openFile, which no peer makes.
const file = await open(path);
const source = {
  name: "field.dat",
  size: statSync(path).size,
  read: async (position, into) => (await file.read(into, 0, into.length, position)).bytesRead,
};
let answer;
if (mode === "times") {
  const { result, report } = await readInstrumentStream(source, { file: "field.dat" });
  const columns = Object.values(result);
  // Eight bytes a cell, and a text of its own for every time.
  const megabytes = (8 * columns.length * result.line.length + 32 * result.line.length) / 1e6;
  answer = {
    rows: report.rows.readings,
    readings: result.reading_mgal,
    flagged: report.rows.flagged,
    megabytes,
  };
} else {
  const { count, numbers } = await columnsAlone(source);
  answer = { rows: count, readings: numbers.CorrGrav };
}
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(before);
await file.close();
const { readings, ...facts } = answer;
const sum = readings.reduce((a, b) => a + b, 0);
const memory = process.resourceUsage().maxRSS / 1000;
console.log(JSON.stringify({ ...facts, sum, seconds, processor: (user + system) / 1e6, memory }));

// Reads the file of instrument-readers.bench.mjs with igdp, in a process of its own as the peers are. Argument: file.

import { readFileSync } from "node:fs";
import { readInstrumentFile } from "../../dist/lib/formats/instruments/read-instrument-file.js";

const start = performance.now();
const { result, report } = readInstrumentFile(readFileSync(process.argv[2]), { file: "field.dat" });
const seconds = (performance.now() - start) / 1000;
const sum = result.reading_mgal.reduce((a, b) => a + b, 0);
const memory = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({ rows: report.rows.readings, sum, seconds, flagged: report.rows.flagged, memory }),
);

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Columns, rowCount } from "../../../../lib/core/columns.js";
import { ArgumentError, FormatError } from "../../../../lib/core/errors.js";
import { parseUtc } from "../../../../lib/core/time.js";
import { readInstrumentFile } from "../../../../lib/formats/instruments/read-instrument-file.js";
import { A10_REPORT, burrisFile, bytesOf, cg5Survey, cg6File, DIAL_SHEET, tsoftFile } from "./samples.js";

const MORNING = Date.UTC(2026, 0, 31, 8);
/** A good file of every format. */
const FILES: Readonly<Record<string, string>> = {
  cg5: cg5Survey({ start: MORNING, count: 9 }),
  "cg5 of two surveys":
    cg5Survey({ start: MORNING, count: 4 }) + cg5Survey({ start: MORNING + 8.64e7, count: 4 }),
  "cg5 without date": cg5Survey({ start: MORNING, count: 9, date: false }),
  "cg5 without header": cg5Survey({ start: MORNING, count: 9, header: false, columns: false }),
  cg6: cg6File({ count: 9 }),
  "cg6 without header": cg6File({ count: 9, header: false }),
  tsoft: tsoftFile({ count: 6 }),
  burris: burrisFile({ count: 9 }),
  a10: A10_REPORT,
  dial: DIAL_SHEET,
};
const NAMES = Object.keys(FILES);
const read = (bytes: Uint8Array) => readInstrumentFile(bytes, { file: "day.txt" });

/** The table without what a changed place or ending may change. */
function withoutFlags({ flag, flag_reason, ...columns }: Columns): Columns {
  return columns;
}

/** Every row without a flag has a station, a reading and a time: nothing went missing in silence. */
function expectWhole(readings: Columns): void {
  const value = (readings.reading_mgal ?? readings.counter ?? readings.gravity_mgal) as Float64Array;
  const elapsed = readings.elapsed_minutes as Float64Array | undefined;
  for (let i = 0; i < rowCount(readings); i++) {
    const time = elapsed === undefined ? parseUtc(String(readings.time_utc[i])) : elapsed[i];
    const isWhole = readings.station[i] !== "" && Number.isFinite(value[i]) && Number.isFinite(time);
    const isSaid = readings.flag[i] === "" ? isWhole : readings.flag_reason[i] !== "";
    if (!isSaid) expect.fail(`row ${i} of ${JSON.stringify(readings)}`);
  }
}

/** Reads bytes that may be anything: gives the table, or undefined where a clear error was given. */
function readOrRefuse(bytes: Uint8Array): Columns | undefined {
  try {
    const { result } = read(bytes);
    expectWhole(result);
    return result;
  } catch (error) {
    if (error instanceof FormatError || error instanceof ArgumentError) return undefined;
    throw error;
  }
}

describe("a good file that was changed on its way", () => {
  it.each(NAMES)("%s gives the same rows with any line ends", (name) => {
    const whole = read(bytesOf(FILES[name])).result;
    for (const end of ["\r\n", "\r"]) {
      if (name === "dial" && end === "\r") continue; // a table's reader of CSV finds CR by itself
      expect(read(bytesOf(FILES[name].replaceAll("\n", end))).result).toEqual(whole);
    }
  });

  it.each(NAMES)("%s gives the same rows in UTF-8 with its mark, in UTF-16, Latin-1 and GBK", (name) => {
    const text = FILES[name];
    const whole = read(bytesOf(text)).result;
    const big = Buffer.from(text, "utf16le").swap16();
    const coded: [string, Uint8Array][] = [
      ["utf-8", bytesOf(`\uFEFF${text}`)],
      ["utf-16le", Buffer.from(`\uFEFF${text}`, "utf16le")],
      ["utf-16le", Buffer.from(text, "utf16le")],
      ["utf-16be", Buffer.concat([Uint8Array.of(0xfe, 0xff), big])],
    ];
    if (!text.includes("µ")) coded.push(["utf-8", Buffer.from(text, "latin1")]);
    for (const [encoding, bytes] of coded) {
      const { result, report } = read(new Uint8Array(bytes));
      expect(report.parameters.encoding).toBe(encoding);
      expect(result).toEqual(whole);
    }
  });

  it("has names in Latin-1 and in GBK", () => {
    // 北京 in GBK; "Österreich" in Latin-1.
    const gbk = Uint8Array.of(0xb1, 0xb1, 0xbe, 0xa9);
    const latin = Buffer.from("\u00d6sterreich", "latin1");
    for (const [encoding, name, word] of [
      ["gbk", gbk, "北京"],
      ["latin-1", latin, "Österreich"],
    ] as const) {
      const lines = burrisFile({ count: 3 }).split("\n");
      const bytes = Buffer.concat(
        lines.filter(Boolean).flatMap((line) => [name, Buffer.from(`${line.slice(2)}\n`)]),
      );
      const { result, report } = read(new Uint8Array(bytes));
      expect(report.parameters.encoding).toBe(encoding);
      expect(result.station).toEqual([word, word, word]);
      expect(report.rows.flagged).toBe(0);
    }
  });

  it.each(NAMES.filter((name) => !/dial|a10/.test(name)))(
    "%s gives the same rows with decimal commas",
    (name) => {
      const data = (line: string) => (/^\s*[/L]/.test(line) ? line : line.replace(/(\d)\.(\d)/g, "$1,$2"));
      const text = FILES[name].split("\n").map(data).join("\n");
      expect(text).toMatch(/\d,\d/);
      expect(read(bytesOf(text)).result).toEqual(read(bytesOf(FILES[name])).result);
    },
  );

  it("of a table with decimal commas is refused with the way out", () => {
    const text = DIAL_SHEET.replaceAll(",", ";").replaceAll(".", ",");
    expect(() => read(bytesOf(text))).toThrow(/line 2, column counter: '2050,31' is not a number.*2050\.31/);
  });

  it.each(NAMES.filter((name) => !/dial|a10/.test(name)))(
    "%s gives the same rows with any blanks",
    (name) => {
      const text = FILES[name].replaceAll("A 1", "A1").replaceAll("A 2", "A2").replaceAll("A 3", "A3");
      const whole = read(bytesOf(text)).result;
      const blanks = fc.array(fc.constantFrom(" ", "  ", "\t", " \t "), { minLength: 20, maxLength: 40 });
      fc.assert(
        fc.property(blanks, (list) => {
          let k = 0;
          const shuffled = text
            .split("\n")
            .map((line) =>
              /^\s*[/L]|^$/.test(line) ? line : line.trim().replace(/\s+/g, () => list[k++ % list.length]),
            )
            .join("\n");
          expect(read(bytesOf(shuffled)).result).toEqual(whole);
        }),
        { numRuns: 20, seed: 5 },
      );
    },
  );

  it.each(NAMES)("%s, cut anywhere, gives the rows above the cut, a flag, or a clear error", (name) => {
    const bytes = bytesOf(FILES[name]);
    const whole = withoutFlags(read(bytes).result);
    // Every place in the last lines, where most can go wrong, and every seventh above them.
    for (let length = 0; length < bytes.length; length += length < bytes.length - 300 ? 7 : 1) {
      const part = readOrRefuse(bytes.subarray(0, length));
      if (part === undefined) continue;
      const end = bytes[length - 1];
      const rows = rowCount(part);
      for (let i = 0; i < rows; i++) {
        if (part.flag[i] !== "") {
          expect(i).toBe(rows - 1); // only the line with the cut
          continue;
        }
        expect(end === 10 || i < rows - 1).toBe(true);
        for (const [column, values] of Object.entries(whole)) {
          // A header that is cut itself may leave out what it tells.
          if (["station", "reading_mgal", "counter", "gravity_mgal", "line"].includes(column))
            expect(part[column][i]).toEqual(values[i]);
        }
      }
    }
  });
});

describe("a file that is damaged in any way", () => {
  it("never crashes, hangs or loses a value in silence: 10,000 mutated files", () => {
    const start = performance.now();
    let refused = 0;
    let flagged = 0;
    const piece = fc.constantFrom(
      "\t",
      " ",
      "\n",
      "\r",
      "-",
      "--",
      "****",
      ",",
      ".",
      "/",
      ":",
      "0",
      "9",
      "e",
      "NaN",
      "\0",
      "µ",
      "Line",
      '"',
      "\uFEFF",
    );
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      length: fc.nat({ max: 30 }),
      put: fc.oneof(piece, fc.uint8Array({ maxLength: 4 })),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        (name, changes) => {
          let bytes = Buffer.from(bytesOf(FILES[name]));
          for (const { at, length, put } of changes) {
            const from = Math.floor(at * bytes.length);
            const inner = typeof put === "string" ? Buffer.from(put) : Buffer.from(put);
            bytes = Buffer.concat([bytes.subarray(0, from), inner, bytes.subarray(from + length)]);
          }
          const readings = readOrRefuse(new Uint8Array(bytes));
          if (readings === undefined) refused++;
          else if ((readings.flag as readonly string[]).some((flag) => flag !== "")) flagged++;
        },
      ),
      { numRuns: 10_000, seed: 20260131 },
    );
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `10,000 mutated files: ${refused} refused, ${flagged} with flagged rows, ${seconds.toFixed(1)} s`,
    );
    expect(refused).toBeGreaterThan(100);
    expect(flagged).toBeGreaterThan(1000);
  }, 120_000);

  it("counts a line that was turned into a remark", () => {
    const lines = cg6File({ count: 5 }).split("\n");
    lines[7] = `/${lines[7]}`;
    const { report } = read(bytesOf(lines.join("\n")));
    expect(report.rows).toMatchObject({ readings: 4, remarks_below_header: 1 });
  });
});

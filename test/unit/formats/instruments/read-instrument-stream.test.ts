import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ByteSource, bytesInMemory } from "../../../../lib/core/byte-source.js";
import { FormatError } from "../../../../lib/core/errors.js";
import { readInstrumentFile } from "../../../../lib/formats/instruments/read-instrument-file.js";
import {
  openInstrument,
  readInstrumentStream,
} from "../../../../lib/formats/instruments/read-instrument-stream.js";
import {
  A10_REPORT,
  burrisFile,
  bytesOf,
  cg5Survey,
  cg6File,
  DIAL_SHEET,
  OTHER_CSV,
  tsoftFile,
} from "./samples.js";

const MORNING = Date.UTC(2026, 0, 31, 8);
const FILES: Readonly<Record<string, string>> = {
  cg5: cg5Survey({ start: MORNING, count: 40 }) + cg5Survey({ start: MORNING + 8.64e7, count: 40 }),
  "cg5 without date": cg5Survey({ start: MORNING, count: 40, date: false }),
  cg6: cg6File({ count: 120 }),
  "cg6 without header": cg6File({ count: 120, header: false }),
  tsoft: tsoftFile({ count: 40 }),
  burris: burrisFile({ count: 120 }),
  a10: A10_REPORT,
  dial: DIAL_SHEET,
};

/** What a way of reading gives: readings and report, or the words of its error. */
async function answer(read: () => unknown): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
}

/** A file read in pieces of `pieceBytes`, from a source that may give fewer bytes than it is asked for. */
function inPieces(bytes: Uint8Array, pieceBytes: number, most = Number.POSITIVE_INFINITY) {
  const source: ByteSource = {
    ...bytesInMemory(bytes, "day.txt"),
    read: (position, into) => bytesInMemory(bytes).read(position, into.subarray(0, most)),
  };
  // The format is found from the first bytes, so that these must be enough for that.
  return answer(async () => (await openInstrument(source, {}, { pieceBytes, headBytes: 9000 })).read());
}

const whole = (bytes: Uint8Array) => answer(() => readInstrumentFile(bytes, { file: "day.txt" }));

describe("a file that is read piece by piece", () => {
  it.each(Object.keys(FILES))(
    "%s gives the readings and the report of the file read at once",
    async (name) => {
      for (const end of ["\n", "\r\n", "\r"]) {
        const bytes = bytesOf(FILES[name].replaceAll("\n", end));
        const expected = await whole(bytes);
        expect(expected).toHaveProperty("result");
        for (const piece of [1, 7, 64, 1000, 1 << 18]) expect(await inPieces(bytes, piece)).toEqual(expected);
        expect(await inPieces(bytes, 200, 3)).toEqual(expected);
      }
    },
  );

  it.each([
    ["UTF-8", Buffer.from("勐腊 Muang Öst", "utf8")],
    ["GBK", Buffer.from([0xc3, 0xcf, 0xc0, 0xb0])],
    ["Latin-1", Buffer.from("Muang \xd6st", "latin1")],
  ])("finds %s by a letter far behind the first piece", async (_, name) => {
    const rows = cg6File({ count: 120 });
    const at = rows.lastIndexOf("\n", rows.length - 2) + 1;
    const last = rows.indexOf("\t", at);
    const bytes = Buffer.concat([Buffer.from(rows.slice(0, at)), name, Buffer.from(rows.slice(last))]);
    const expected = await whole(bytes);
    expect(bytes.length).toBeGreaterThan(12_000);
    for (const piece of [1, 50, 1000]) expect(await inPieces(bytes, piece)).toEqual(expected);
  });

  it("changes its mind on UTF-8 where the very last letter is none of it", async () => {
    const rows = cg6File({ count: 120 }).replaceAll("/\n", "/ Österreich\n");
    const bytes = Buffer.concat([Buffer.from(rows), Buffer.from("/ 5 \xb5Gal\n", "latin1")]);
    const expected = await whole(bytes);
    expect(expected).toHaveProperty("report.parameters.encoding", "latin-1");
    expect(await inPieces(bytes, 100)).toEqual(expected);
  });

  it.each(["utf-16le", "utf-16be"] as const)("reads %s, with its mark or without", async (encoding) => {
    for (const text of [FILES.cg6, `\uFEFF${FILES.cg6}`]) {
      const bytes = Buffer.from(text, "utf16le");
      if (encoding === "utf-16be") bytes.swap16();
      const expected = await whole(bytes);
      expect(expected).toHaveProperty("report.parameters.encoding", encoding);
      for (const piece of [1, 7, 1000]) expect(await inPieces(bytes, piece)).toEqual(expected);
    }
  });

  it("gives the same rows, flags and errors however it was damaged", async () => {
    const damaged = fc.record({
      name: fc.constantFrom(...Object.keys(FILES)),
      at: fc.double({ min: 0.3, max: 1, noNaN: true }),
      byte: fc.nat(255),
      cut: fc.boolean(),
      piece: fc.integer({ min: 1, max: 500 }),
    });
    await fc.assert(
      fc.asyncProperty(damaged, async ({ name, at, byte, cut, piece }) => {
        const bytes = bytesOf(FILES[name]);
        const place = Math.min(bytes.length - 1, Math.max(9000, Math.floor(at * bytes.length)));
        bytes[place] = byte;
        const given = cut ? bytes.subarray(0, place) : bytes;
        expect(await inPieces(given, piece)).toEqual(await whole(given));
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it("never asks for more than a piece at a time, and keeps no more than some pieces of a long file", async () => {
    const bytes = bytesOf(cg6File({ count: 30_000 }));
    const rooms = new Set<ArrayBufferLike>();
    let most = 0;
    const source: ByteSource = {
      ...bytesInMemory(bytes),
      read: (position, into) => {
        rooms.add(into.buffer);
        most = Math.max(most, into.length);
        return bytesInMemory(bytes).read(position, into);
      },
    };
    const { result } = await readInstrumentStream(source);
    expect(result.line).toHaveLength(30_000);
    expect(most).toBe(262_144);
    // The first piece, and two rooms of two pieces each that are filled in turn.
    const kept = [...rooms].reduce((sum, room) => sum + room.byteLength, 0);
    expect(kept).toBeLessThan(6 * 262_144);
    expect(bytes.length).toBeGreaterThan(2 * kept);
  });

  it("takes a line that is longer than a piece, and its name from the source", async () => {
    const long = "x".repeat(5000);
    const bytes = bytesOf(FILES.cg6.replace(/^[^/\t]+\t/m, `${long}\t`));
    const read = await openInstrument(bytesInMemory(bytes, "C:\\field\\day 1.dat"), {}, { pieceBytes: 100 });
    const { result, report } = await read.read();
    expect(result.station[0]).toBe(long);
    expect(result.file[0]).toBe("C:\\field\\day 1.dat");
    expect(report.inputs[0].name).toBe("C:\\field\\day 1.dat");
  });

  it("reads another CSV with its map of columns", async () => {
    const columnMap = { reading_mgal: "Gravity (mGal)", station: "Point", date: "Day", time: "Hour" };
    const expected = await answer(() => readInstrumentFile(bytesOf(OTHER_CSV), { file: "o.csv", columnMap }));
    expect(
      await answer(() => readInstrumentStream(bytesInMemory(bytesOf(OTHER_CSV), "o.csv"), { columnMap })),
    ).toEqual(expected);
  });

  it("hands on what the source throws, be it at the first piece or behind it", async () => {
    const bytes = bytesOf(FILES.cg6);
    for (const limit of [0, 3000]) {
      const source: ByteSource = {
        ...bytesInMemory(bytes),
        read: async (position, into) => {
          if (position >= limit) throw new Error("the stick was pulled out");
          return bytesInMemory(bytes).read(position, into);
        },
      };
      const read = openInstrument(source, {}, { pieceBytes: 100, headBytes: 3000 }).then((file) =>
        file.read(),
      );
      await expect(read).rejects.toThrow("the stick was pulled out");
    }
  });
});

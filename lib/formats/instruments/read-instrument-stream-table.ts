import type { ColumnTable } from "arquero";
import type { ByteSource } from "../../core/byte-source.js";
import { tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import type { ReadInstrumentFileOptions } from "./instrument-options.js";
import { readInstrumentStream as readInstrumentStreamColumns } from "./read-instrument-stream.js";

/**
 * Reads a file of any gravimeter as {@link readInstrumentFile} does, piece by piece: beside the columns of the result
 * it keeps some hundred kilobytes of the file in memory, however long that is. Readings, flags and report are the
 * same. It is the way to read continuous records of millions of lines, and the quickest one.
 *
 * Pieces are whole lines, so a line that is longer than a piece is kept whole. Formats whose files are small (A-10
 * report, dial sheet, other CSV) are read into memory.
 *
 * @param source - the bytes: `openFile` of `igdp/node` makes one of a path, {@link bytesInMemory} of an array
 * @param options - see {@link ReadInstrumentFileOptions}; `file` is the source's name if it is not given
 * @returns what `readInstrumentFile` returns; NaN or "" is no value
 * @throws FormatError and ArgumentError as `readInstrumentFile` does, and what `source.read` throws
 *
 * @example
 * const text = "RG37 B44 2018/02/27 15:33:50 2775.747 2800 6.451 -0.030 0.005 -0.025 0 0 1600 35.14 -106.67\n";
 * const { result } = await readInstrumentStream(bytesInMemory(new TextEncoder().encode(text), "day.txt"));
 * result.get("reading_mgal", 0); // => 2775.747
 */
export async function readInstrumentStream(
  source: ByteSource,
  options: ReadInstrumentFileOptions = {},
): Promise<Reported<ColumnTable>> {
  const { result, report } = await readInstrumentStreamColumns(source, options);
  return { result: tableOf(result), report };
}

import { type ByteSource, readWhole } from "../../core/byte-source.js";
import type { Columns } from "../../core/columns.js";
import type { Reported } from "../../core/report.js";
import { openTextFeed, type TextFeed, type TextFeedOptions } from "../text-feed.js";
import type { ReadInstrumentFileOptions } from "./instrument-options.js";
import type { InstrumentSource } from "./instrument-source.js";
import { readFeed } from "./line-reader.js";
import {
  checkFormat,
  type IdentifiedFile,
  identifyInstrumentFile,
  identifySource,
  isLineFormat,
  LINE_READERS,
  readIdentified,
  withReport,
} from "./read-instrument-file.js";

/** A file that has been opened: its format is known, its readings are not yet. */
export interface OpenInstrument {
  readonly identified: IdentifiedFile;
  /** Reads all of it; once. */
  readonly read: () => Promise<Reported<Columns>>;
}

/**
 * Reads any instrument's file from a source of bytes: the columns form of {@link readInstrumentStream} in
 * `read-instrument-stream-table.ts`, where it is described.
 */
export async function readInstrumentStream(
  source: ByteSource,
  options: ReadInstrumentFileOptions = {},
): Promise<Reported<Columns>> {
  return (await openInstrument(source, options)).read();
}

/**
 * Finds out how an instrument's file is encoded and what its format is, from its first lines. A file of a format that
 * is small (a report, a sheet, another CSV) is read whole.
 *
 * @param pieces - how many bytes are read at a time
 */
export async function openInstrument(
  source: ByteSource,
  options: ReadInstrumentFileOptions = {},
  pieces: TextFeedOptions = {},
): Promise<OpenInstrument> {
  checkFormat(options);
  const { encoding, file = source.name } = options;
  const feed = await openTextFeed(source, { ...pieces, encoding });
  const identified = identifySource(feedSource(feed, source, { ...options, file }), options);
  const { format } = identified.found;
  if (isLineFormat(format)) {
    const reader = LINE_READERS[format](identified.source, options);
    return { identified, read: async () => withReport(await readFeed(feed, reader), identified) };
  }
  const bytes = await readWhole(source);
  const whole = identifyInstrumentFile(bytes, { sha256: source.sha256?.(), ...options, file });
  return { identified: whole, read: async () => readIdentified(whole, options) };
}

/** A feed as a reader takes it: what stands in it changes as the lines go by. */
function feedSource(
  feed: TextFeed,
  source: ByteSource,
  { file = "", sha256 }: ReadInstrumentFileOptions,
): InstrumentSource {
  return {
    get bytes() {
      return feed.bytes;
    },
    get encoding() {
      return feed.encoding;
    },
    get reason() {
      return feed.reason;
    },
    get sha256() {
      return sha256 ?? source.sha256?.() ?? "";
    },
    size: feed.size,
    decode: feed.decode,
    file,
  };
}

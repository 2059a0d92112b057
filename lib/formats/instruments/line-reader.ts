import type { Columns } from "../../core/columns.js";
import { FormatError } from "../../core/errors.js";
import type { Reported } from "../../core/report.js";
import { forEachLine, type LineVisitor, type LineWalk } from "../byte-lines.js";
import type { TextFeed } from "../text-feed.js";
import type { InstrumentSource } from "./instrument-source.js";

/**
 * A reader of one format, in a form that does not mind whether the file comes whole or some lines at a time: it is
 * shown every line, in the bytes that its source then holds, and asked for the readings at the end.
 */
export interface LineReader extends LineVisitor {
  /** @param isOpen - the last line had no line end */
  finish(isOpen: boolean): Reported<Columns>;
}

/** Reads a file that is in memory. */
export function readLines(source: InstrumentSource, reader: LineReader): Reported<Columns> {
  return reader.finish(forEachLine(source.bytes, reader).isOpen);
}

/** Reads a file that comes some lines at a time; the reader's source is the feed. */
export async function readFeed(feed: TextFeed, reader: LineReader): Promise<Reported<Columns>> {
  let walk: LineWalk = { line: 1, isOpen: false };
  do walk = feed.bytes.length > 0 ? forEachLine(feed.bytes, reader, walk.line) : walk;
  while (await feed.next());
  return reader.finish(walk.isOpen);
}

/** The error of a file without a single line of readings. */
export function noReadings(source: InstrumentSource, meter: string): FormatError {
  return new FormatError({
    file: source.file,
    line: 1,
    problem: `there are no ${meter} readings in this file`,
  });
}

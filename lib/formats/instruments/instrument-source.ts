import type { TextBytes } from "../text-encoding.js";

/** An instrument's file as its reader takes it. */
export interface InstrumentSource extends TextBytes {
  /** Its name, for messages and for the column `file`. */
  readonly file: string;
  readonly sha256: string;
}

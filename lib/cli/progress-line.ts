import { inMegabytes } from "../core/megabytes.js";

/** What a {@link progressLine} is told. */
interface Progress {
  readonly file: string;
  readonly received_bytes: number;
  readonly total_bytes: number | undefined;
}

/**
 * Says how far a download has come: one line that changes on a terminal, and elsewhere (a log, a file) a line for each
 * tenth of a file.
 *
 * @returns what to call as bytes come in, and what to call at the end
 */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): {
  readonly show: (progress: Progress) => void;
  readonly end: () => void;
} {
  let said = "";
  let width = 0;
  return {
    show: (progress) => {
      const text = lineOf(progress, stream.isTTY === true);
      if (text === said) return;
      said = text;
      if (!stream.isTTY) {
        stream.write(`${text}\n`);
        return;
      }
      stream.write(`\r${text.padEnd(width)}`);
      width = text.length;
    },
    end: () => {
      if (width > 0) stream.write("\n");
      width = 0;
    },
  };
}

/** A line changes with each percent on a terminal, else with each tenth; without a known size, with each 0.1 MB. */
function lineOf({ file, received_bytes, total_bytes }: Progress, isFine: boolean): string {
  if (total_bytes === undefined || total_bytes === 0) {
    const step = isFine ? 1e5 : 1e7;
    return `  ${file}: ${inMegabytes(Math.floor(received_bytes / step) * step)}`;
  }
  const step = isFine ? 1 : 10;
  const percent = Math.floor((received_bytes / total_bytes) * (100 / step)) * step;
  return `  ${file}: ${percent} % of ${inMegabytes(total_bytes)}`;
}

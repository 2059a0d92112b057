import { FormatError } from "../../lib/index.js";

/** Stops with an error that names the file, the line, what is wrong there and what to do. */
export type Fail = (line: number, problem: string, advice?: string) => never;

/** The {@link Fail} of one source file. */
export function failIn(file: string): Fail {
  return (line, problem, advice) => {
    throw new FormatError({ file, line, problem, advice });
  };
}

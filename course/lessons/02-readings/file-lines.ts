import type { World } from "../../exercise/index.js";

/** The fields of one line of a meter's file in the training region, as they are written: apart from igdp's readers. */
export async function fieldsOfLine(
  read: World["read"],
  { file, line }: { readonly file: string; readonly line: number },
): Promise<readonly string[]> {
  const { text } = await read("training-region", file);
  return text.split("\n")[line - 1].trim().split(/\s+/);
}

/** Places of a CG-5's fields in a line, from 0. */
export const CG5 = { height: 2, reading: 3, tiltX: 5, tiltY: 6, tide: 8, time: 11, date: 14 } as const;

/** Places of a CG-6's fields in a line, from 0. */
export const CG6 = { reading: 3, raw: 7, tiltX: 8, tiltY: 9, tide: 11 } as const;

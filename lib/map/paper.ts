/** Paper of ISO 216. */
export type PaperSize = "A4" | "A3" | "A2" | "A1" | "A0";

/** Short and long side in millimetres, and how much larger than on A4 letters and lines are. */
export const PAPERS: Readonly<Record<PaperSize, readonly [short: number, long: number, magnified: number]>> =
  {
    A4: [210, 297, 1],
    A3: [297, 420, 1.2],
    A2: [420, 594, 1.5],
    A1: [594, 841, 1.9],
    A0: [841, 1189, 2.4],
  };

import { type LoopTruth, type Reading, readLoop, type Tare } from "./campaign-meters.js";
import type { Loop, MeterName } from "./campaign-plan.js";

/** A loop that has been read: its readings by stops, and what was true of it. */
export interface ReadLoop {
  readonly loop: Loop;
  readonly stops: readonly Reading[][];
  readonly truth: LoopTruth;
  readonly tare?: Tare;
}

/** The planted tare: the dial was knocked on day 12, on the way from its ninth stop. */
export const TARE = { meter: "dial", day: 12, stop: 9, step_mgal: 0.185 } as const;

/** Reads all loops of one meter. */
export function readMeter(
  meter: MeterName,
  loops: readonly Loop[],
  gravityOf: (name: string) => number,
): ReadLoop[] {
  return loops
    .filter((loop) => loop.meter === meter)
    .map((loop) => {
      const tare = tareOf(loop);
      const { readings, truth } = readLoop(loop, gravityOf, tare);
      const stops = loop.visits.map((visit) => readings.filter((reading) => reading.visit === visit));
      return { loop, stops, truth, ...(tare && { tare }) };
    });
}

function tareOf(loop: Loop): Tare | undefined {
  if (loop.meter !== TARE.meter || loop.week === 0 || loop.day !== TARE.day) return undefined;
  return { from: loop.visits[TARE.stop].start, step_mgal: TARE.step_mgal };
}

/** A loop's name, as the answers and the dial's pages call it: "B3" in the week of the bases, "D07" in the field. */
export function loopName({ week, day }: Loop): string {
  return week === 0 ? `B${day}` : `D${String(day).padStart(2, "0")}`;
}

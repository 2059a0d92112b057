/**
 * Who shares the work on the grids. Every member runs the same program on shared arrays, each on strips of rows of its
 * own, and waits for the others wherever one needs what another has made. How a grid is cut into strips, and the order
 * of sums over them, do not depend on how many there are: one member alone finds the same numbers to the last bit.
 */
export interface Team {
  /** This member's number, from 0. */
  readonly member: number;
  readonly size: number;
  /** Returns when all members have called it. */
  readonly wait: () => void;
}

/** One thread without help. */
export const alone: Team = { member: 0, size: 1, wait: () => {} };

/** A grid with fewer nodes is done by one member: waiting for the others would take longer. */
const FEWEST_NODES = 50_000;
const FEWEST_ROWS = 16;
const MOST_STRIPS = 32;

/** First rows of a grid's strips, and the number of rows at the end. An even number of strips, or one. */
export function stripRows(nx: number, ny: number): Int32Array {
  const pairs = nx * ny < FEWEST_NODES ? 0 : Math.floor(ny / FEWEST_ROWS / 2);
  const strips = pairs === 0 ? 1 : Math.min(MOST_STRIPS, 2 * pairs);
  return Int32Array.from({ length: strips + 1 }, (_, s) => Math.floor((s * ny) / strips));
}

/** Calls `work` for each of this member's strips. */
export function forMyStrips(
  { member, size }: Team,
  strips: Int32Array,
  work: (from: number, to: number, strip: number) => void,
): void {
  for (let s = member; s < strips.length - 1; s += size) work(strips[s], strips[s + 1], s);
}

/** This member's share of so many rows. */
export function myRows({ member, size }: Team, rows: number): [from: number, to: number] {
  return [Math.floor((member * rows) / size), Math.floor(((member + 1) * rows) / size)];
}

/** Two 32-bit numbers that a team's members share: how many wait, and how often all have met. */
export const MEETING_LENGTH = 2;
/** Looks at the other members' numbers before a thread goes to sleep. */
const LOOKS = 5000;

/** A member of a team of threads that share `meeting` (two zeros at first). */
export function teamMember(member: number, size: number, meeting: Int32Array): Team {
  const wait = (): void => {
    const met = Atomics.load(meeting, 1);
    if (Atomics.add(meeting, 0, 1) === size - 1) {
      Atomics.store(meeting, 0, 0);
      Atomics.add(meeting, 1, 1);
      Atomics.notify(meeting, 1);
      return;
    }
    for (let look = 0; look < LOOKS; look++) if (Atomics.load(meeting, 1) !== met) return;
    while (Atomics.load(meeting, 1) === met) Atomics.wait(meeting, 1, met);
  };
  return { member, size, wait };
}

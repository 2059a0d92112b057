/** Where a function is least, and what it is there. */
export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  readonly evaluations: number;
}

/**
 * Finds a minimum of a function of a few numbers without its derivatives, by the downhill simplex.
 *
 * @param value - the function; `Infinity` where it must not go
 * @param start - where to begin
 * @param steps - the first step along each number
 * @param options - it ends when the simplex is smaller than `tolerance` times the first steps (default 1e-4) along every
 *   number, or after `evaluations` (default 400)
 *
 * Source: Nelder & Mead (1965), A simplex method for function minimization, The Computer Journal 7, 308–313.
 *
 * @example
 * const { at } = nelderMead(([x, y]) => (x - 3) ** 2 + 10 * (y + x) ** 2, [0, 0], [1, 1], { tolerance: 1e-7 });
 * at.map((number) => number.toFixed(4)); // => ["3.0000", "-3.0000"]
 */
export function nelderMead(
  value: (at: readonly number[]) => number,
  start: readonly number[],
  steps: readonly number[],
  {
    tolerance = 1e-4,
    evaluations = 400,
  }: { readonly tolerance?: number; readonly evaluations?: number } = {},
): Minimum {
  let count = 0;
  const corner = (at: readonly number[]): Corner => {
    count += 1;
    const found = value(at);
    return { at, value: Number.isNaN(found) ? Infinity : found };
  };
  let corners = [
    corner(start),
    ...steps.map((step, k) => corner(start.map((v, j) => (j === k ? v + step : v)))),
  ];
  const size = start.length;
  while (count < evaluations) {
    corners.sort((a, b) => a.value - b.value);
    const [best, worst] = [corners[0], corners[size]];
    if (
      corners.every(({ at }) =>
        at.every((v, k) => Math.abs(v - best.at[k]) <= tolerance * Math.abs(steps[k])),
      )
    )
      break;
    const middle = best.at.map(
      (_, k) => corners.slice(0, size).reduce((sum, { at }) => sum + at[k], 0) / size,
    );
    const beyond = (share: number): Corner => corner(middle.map((v, k) => v + share * (v - worst.at[k])));
    const reflected = beyond(1);
    if (reflected.value < best.value) {
      const farther = beyond(2);
      corners[size] = farther.value < reflected.value ? farther : reflected;
    } else if (reflected.value < corners[size - 1].value) corners[size] = reflected;
    else {
      const nearer = reflected.value < worst.value ? beyond(0.5) : beyond(-0.5);
      if (nearer.value < Math.min(reflected.value, worst.value)) corners[size] = nearer;
      else corners = corners.map((c, k) => (k === 0 ? c : corner(c.at.map((v, j) => (v + best.at[j]) / 2))));
    }
  }
  corners.sort((a, b) => a.value - b.value);
  return { ...corners[0], evaluations: count };
}

interface Corner {
  readonly at: readonly number[];
  readonly value: number;
}

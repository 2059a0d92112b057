import { ArgumentError } from "../core/errors.js";

/**
 * Arguments that are one number for all points or an array with one for each, as functions of the point's index.
 *
 * @throws ArgumentError naming the argument where an array does not have `count` numbers
 */
export function oneOrEach<Name extends string>(
  count: number,
  values: Readonly<Record<Name, number | ArrayLike<number>>>,
): Readonly<Record<Name, (i: number) => number>> {
  const readers: Partial<Record<Name, (i: number) => number>> = {};
  for (const [argument, value] of Object.entries(values) as [Name, number | ArrayLike<number>][]) {
    if (typeof value !== "number" && value.length !== count)
      throw new ArgumentError({ argument, value, accepted: `one number, or ${count}, one for each time` });
    readers[argument] = typeof value === "number" ? () => value : (i) => value[i];
  }
  return readers as Record<Name, (i: number) => number>;
}

import { ArgumentError } from "../core/errors.js";
import { shuffled } from "../core/random.js";
import type { Points } from "./points.js";

/** How points are divided into folds, each of which is held out once. */
export interface FoldOptions {
  /** How many parts; default 5. */
  readonly folds?: number;
  /**
   * Side of the square blocks that stay together, in the units of the coordinates (one number, or x and y). Points near
   * each other know each other's values: held out one by one, they make every method look good.
   */
  readonly blockSize: number | readonly [x: number, y: number];
  /** A name for each point; points of one name, such as a ship's track, stay together and blocks do not count. */
  readonly groups?: readonly string[];
  /** Seed of the order in which blocks are dealt out; default 1. */
  readonly seed?: number;
}

/**
 * The fold of each point. Blocks (or groups) are dealt out in a random order, each to the fold that has the fewest points.
 *
 * @throws ArgumentError where an option is out of range, or there are fewer blocks than folds
 */
export function foldsOf(
  { x, y }: Points,
  { folds = 5, blockSize, groups, seed = 1 }: FoldOptions,
): Int32Array {
  if (!(Number.isInteger(folds) && folds >= 2))
    throw new ArgumentError({ argument: "options.folds", value: folds, accepted: "a whole number from 2" });
  const [dx, dy] = typeof blockSize === "number" ? [blockSize, blockSize] : blockSize;
  if (!(dx > 0 && dy > 0))
    throw new ArgumentError({
      argument: "options.blockSize",
      value: blockSize,
      accepted: "a length above 0",
    });
  if (groups && groups.length !== x.length)
    throw new ArgumentError({
      argument: "options.groups",
      value: `${groups.length} names`,
      accepted: `${x.length}, one for each point`,
    });
  const members = new Map<string, number[]>();
  for (let k = 0; k < x.length; k++) {
    const block = groups ? groups[k] : `${Math.floor(x[k] / dx)} ${Math.floor(y[k] / dy)}`;
    const list = members.get(block);
    if (list) list.push(k);
    else members.set(block, [k]);
  }
  if (members.size < folds)
    throw new ArgumentError({
      argument: groups ? "options.groups" : "options.blockSize",
      value: groups ? `${members.size} groups` : blockSize,
      accepted: `so that there are at least as many ${groups ? "groups" : "blocks"} as folds, ${folds}`,
      advice: groups
        ? "Take fewer folds."
        : `There are ${members.size} blocks with points: take smaller ones.`,
    });
  const blocks = [...members.values()];
  return dealOut(
    Array.from(shuffled(blocks.length, seed), (k) => blocks[k]),
    x.length,
    folds,
  );
}

function dealOut(blocks: readonly (readonly number[])[], count: number, folds: number): Int32Array {
  const fold = new Int32Array(count);
  const sizes = new Int32Array(folds);
  for (const block of blocks) {
    const smallest = sizes.indexOf(Math.min(...sizes));
    for (const k of block) fold[k] = smallest;
    sizes[smallest] += block.length;
  }
  return fold;
}

import {
  defineExercise,
  type Exercise,
  instead,
  number,
  sign,
  type World,
  whole,
} from "../../exercise/index.js";
import { mean, type Place, sum, truePlaces } from "./places.js";

// 00.3 · the table is the dataset's truth, the base is B1.

interface Hills {
  readonly above_m: number;
  readonly base_gravity_mgal: number;
}

/** Gravity minus base of the places that `keep` lets pass. */
async function differences(world: World<Hills>, keep: (place: Place) => boolean): Promise<readonly number[]> {
  const places = await truePlaces(world);
  return places.filter(keep).map(({ gravity_mgal }) => gravity_mgal - world.given.base_gravity_mgal);
}

const isAbove =
  ({ above_m }: Hills) =>
  ({ height_m }: Place): boolean =>
    height_m > above_m;
const isBelow =
  ({ above_m }: Hills) =>
  ({ height_m }: Place): boolean =>
    height_m < above_m;

const onHills = (world: World<Hills>): Promise<readonly number[]> => differences(world, isAbove(world.given));
const inValleys = (world: World<Hills>): Promise<readonly number[]> =>
  differences(world, isBelow(world.given));
const everywhere = (world: World<Hills>): Promise<readonly number[]> => differences(world, () => true);

/** What a trainee answers who counts and averages these. */
const answerOf = (values: readonly number[]): { count: number; mean_difference_mgal: number } => ({
  count: values.length,
  mean_difference_mgal: mean(values),
});

/** The sum of some, divided by the number of all. */
const dividedByAll = (some: readonly number[], all: readonly number[]): number => sum(some) / all.length;

export const gravityOnHills: Exercise = defineExercise({
  id: "00.3",
  objective: "Choose rows of a table, compute a new column, count and average",
  minutes: 8,
  points: 2,
  given: [
    { above_m: 300, base_gravity_mgal: 978356.6381 },
    { above_m: 450, base_gravity_mgal: 978356.6381 },
  ],
  reads: { count: whole(), mean_difference_mgal: number("mGal", { tolerance: 0.005 }) },
  check: async (world: World<Hills>) => answerOf(await onHills(world)),
  misconceptions: [
    instead(
      "kept-all",
      "count",
      async (world) => (await everywhere(world)).length,
      "You counted all places of the list. `filter` does not change the old table: it gives a new one. Give the new table a name, and count that one.",
    ),
    instead(
      "below",
      "count",
      async (world) => (await inValleys(world)).length,
      "You counted the places below the limit. `filter` keeps the rows for which your function gives true. Turn the sign: `>` instead of `<`.",
    ),
    sign(
      "mean_difference_mgal",
      "The size is right, but the sign is not. You computed base minus place. A difference from the base is the place minus the base: negative where gravity is smaller than at the base.",
    ),
    instead(
      "no-difference",
      "mean_difference_mgal",
      async (world) => mean(await onHills(world)) + world.given.base_gravity_mgal,
      "This is the mean of gravity itself. Make a new column with `derive`: gravity at the place minus gravity at the base. Then take the mean of that column.",
    ),
    instead(
      "mean-of-all",
      "mean_difference_mgal",
      async (world) => mean(await everywhere(world)),
      "The count is right, but this is the mean over all places. Compute the mean from the table that you counted.",
      { whenRight: ["count"] },
    ),
    instead(
      "divided-by-all",
      "mean_difference_mgal",
      async (world) => dividedByAll(await onHills(world), await everywhere(world)),
      "You added the differences of the right places, but you divided by the number of all places in the list. Divide by the number of those that you added.",
    ),
    instead(
      "summed",
      "mean_difference_mgal",
      async (world) => sum(await onHills(world)),
      "This is the sum of the differences. For the mean use `aq.op.mean`, or divide by the count.",
    ),
  ],
  hints: [
    "Do it step by step. First choose the rows, and look at the new table with `show`. Then compute the column, and look again.",
    "`filter` chooses the rows and `derive` computes the column. Both use a name of your own, so each small function stands in `aq.escape(...)`.",
    'Write: `list.filter(aq.escape((row) => row.height_m > ...)).derive({ difference_mgal: aq.escape((row) => row.gravity_mgal - ...) })`. Then `onHills.numRows()` is the count, and `aq.agg(onHills, aq.op.mean("..."))` is the mean.',
  ],
  wrong: {
    "kept-all": async (world) => answerOf(await everywhere(world)),
    below: async (world) => answerOf(await inValleys(world)),
    sign: async (world) => answerOf((await onHills(world)).map((difference) => -difference)),
    "no-difference": async (world) => {
      const high = (await truePlaces(world)).filter(isAbove(world.given));
      return { count: high.length, mean_difference_mgal: mean(high.map((place) => place.gravity_mgal)) };
    },
    "mean-of-all": async (world) => ({
      count: (await onHills(world)).length,
      mean_difference_mgal: mean(await everywhere(world)),
    }),
    "divided-by-all": async (world) => {
      const values = await onHills(world);
      const places = await truePlaces(world);
      return { count: values.length, mean_difference_mgal: sum(values) / places.length };
    },
    summed: async (world) => {
      const values = await onHills(world);
      return { count: values.length, mean_difference_mgal: sum(values) };
    },
  },
});
